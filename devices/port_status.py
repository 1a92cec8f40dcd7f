"""What a USB port says of its printer, whatever language the printer speaks (USB Printer Class 1.1, section 4.2.2, GET_PORT_STATUS)."""

from typing import Protocol, runtime_checkable

from devices.driver import Health

UNPLUGGED_REMEDY = "plug the printer in, switch it on, and check its cable"

NOTHING_WRONG = 0x18
"""What the specification wants of a printer that can't tell its state; so it stands for one that refuses the question."""

_NO_ERROR, _SELECTED, _PAPER_EMPTY = 0x08, 0x10, 0x20


@runtime_checkable
class HasPortStatus(Protocol):
    """A link that can ask the port itself."""

    async def port_status(self) -> int:
        """Return the status byte; raises `LinkLost`."""
        ...


def port_health(status: int) -> Health:
    """Return what a status byte says. Never good: a printer that can't tell reports that all is well (the specification wants it so).

    All zero is said by printers that fill nothing in.
    """
    if status & _PAPER_EMPTY:
        return Health("bad", "paper out", "load paper and close the cover")
    if status & _NO_ERROR and not status & _SELECTED:
        return Health("bad", "off line", "close the cover, look for a red light, and press the printer's on-line or feed button")
    if status & _SELECTED and not status & _NO_ERROR:
        return Health("bad", "the printer reports an error", "look for a red light on the printer; switch it off and on")
    return Health("unknown", "the printer does not answer; its USB port reports nothing wrong")
