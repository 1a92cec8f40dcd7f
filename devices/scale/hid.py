"""A USB scale that is a HID device, as postal and parcel scales of DYMO, Stamps.com, Fairbanks or Mettler-Toledo are."""

import asyncio
import errno
import os
import re

from devices.driver import Attached, DeviceGone, Health, NoWeight, Weight
from devices.readiness import ready
from devices.scale.hid_report import DATA_BYTES, read_report
from devices.scale.hidraw import KERNEL, HidScaleNode, Kernel, addresses, also, find, scales
from devices.scale.protocol import Trouble
from devices.settings import ScaleSettings

_ADDRESS = re.compile(r"hid:([0-9a-fA-F]{4}:[0-9a-fA-F]{4}(/.+)?)?")
_WAKE_UP = "press the scale's power button: it goes to sleep by itself, and sends nothing then"
_PLUG_IN_AGAIN = "plug the scale in again"


class HidScale:
    """A `Scale` on USB. `timeout_s` is how long a reading may take; an awake scale sends several a second.

    The address is `hid:` for the only scale there is, else `hid:0922:8003`, with `/` and its serial number or socket where there are two
    of a kind. Raises `ValueError` for any other.
    """

    def __init__(self, name: str, settings: ScaleSettings = ScaleSettings(), *, timeout_s: float = 3.0, kernel: Kernel = KERNEL) -> None:
        self._address = settings.address or "hid:"
        if _ADDRESS.fullmatch(self._address) is None:
            raise ValueError(f"{self._address} is no USB scale; write hid:, or hid:0922:8003 where there are several")
        self._name = name
        self._timeout_s = timeout_s
        self._kernel = kernel
        self._turn = asyncio.Lock()
        self._attached: HidScaleNode | None = None
        self._descriptor: int | None = None
        self._gone: tuple[str, str] | None = None  # what is wrong, and its remedy

    @property
    def name(self) -> str:
        """The name it was made with."""
        return self._name

    @property
    def about(self) -> str:
        """What the scale says that it is."""
        return self._attached.about if self._attached is not None else ""

    async def open(self) -> None:
        """Find the scale and open it, or find it again after it was lost; raises `DeviceGone`."""
        async with self._turn:
            if self._descriptor is not None:
                return
            try:
                self._attached = find(self._address, self._kernel)
                self._descriptor = self._open_node(self._attached)
                self._gone = None
            except DeviceGone as error:
                self._gone = f"scale {self._name}: {error}", error.remedy
                raise DeviceGone(self._gone[0], remedy=self._gone[1]) from error

    async def close(self) -> None:
        """Let go of the scale."""
        async with self._turn:
            self._let_go(None)

    async def health(self) -> Health:
        """Good when a reading comes; bad with its remedy when the scale can't weigh or sends nothing; unknown while closed."""
        if self._descriptor is None and self._gone is None:
            return Health("unknown", "closed")
        try:
            said = await self._reading()
        except DeviceGone as error:
            detail = str(error).removeprefix(f"scale {self._name}").removeprefix(":").strip()  # whoever shows it names the scale
            return Health("bad", detail, error.remedy)
        return Health("bad", said.detail, said.remedy) if isinstance(said, Trouble) else Health("good", "it answers")

    async def weight(self) -> Weight:
        """Return a reading taken after the call."""
        said = await self._reading()
        if isinstance(said, Trouble):
            raise NoWeight(f"{said.detail}; {said.remedy}")
        return said

    async def _reading(self) -> Weight | Trouble:
        async with self._turn:
            if self._gone is not None:
                raise DeviceGone(self._gone[0], remedy=self._gone[1])
            if self._descriptor is None or self._attached is None:
                raise DeviceGone(f"scale {self._name} is closed")
            try:
                async with asyncio.timeout(self._timeout_s):
                    return await self._new_reading(self._descriptor, self._attached.report_id)
            except TimeoutError:
                raise DeviceGone(f"scale {self._name} says nothing", remedy=_WAKE_UP) from None
            except OSError as error:
                gone = f"scale {self._name} was unplugged"
                self._let_go((gone, _PLUG_IN_AGAIN))
                raise DeviceGone(gone, remedy=_PLUG_IN_AGAIN) from error

    async def _new_reading(self, descriptor: int, report_id: int) -> Weight | Trouble:
        """Wait for the second report from now: the kernel and the scale itself both keep old ones, the scale at most one."""
        while self._report(descriptor, report_id) is not None:
            pass
        reports = 0
        while True:
            await ready(descriptor, write=False)
            said = read_report(self._report(descriptor, report_id) or b"", report_id)
            if said is not None:
                reports += 1
                if reports == 2:
                    return said

    def _report(self, descriptor: int, report_id: int) -> bytes | None:
        """Return one report as the kernel has it, or None when there is none. Raises `OSError` when the scale is gone."""
        try:
            report = os.read(descriptor, DATA_BYTES + bool(report_id))
        except BlockingIOError:
            return None
        if not report:
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        return report

    def _open_node(self, scale: HidScaleNode) -> int:
        try:
            return os.open(scale.node, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except PermissionError as error:
            raise DeviceGone(f"{scale.about} may not be opened by this user", remedy=permission_remedy(scale.model)) from error
        except OSError as error:
            raise DeviceGone(f"{scale.about} can't be opened: {error.strerror}", remedy=_PLUG_IN_AGAIN) from error

    def _let_go(self, why: tuple[str, str] | None) -> None:
        descriptor, self._descriptor, self._gone = self._descriptor, None, why
        if descriptor is not None:
            os.close(descriptor)


def permission_remedy(model: str) -> str:
    """Return what gives the user of pmpd the right to read a scale; `model` is vendor:product."""
    vendor, _, product = model.partition(":")
    rule = f'KERNEL=="hidraw*", ATTRS{{idVendor}}=="{vendor}", ATTRS{{idProduct}}=="{product}", GROUP="plugdev", MODE="0640"'
    file = "/etc/udev/rules.d/60-pmpd-scale.rules"
    return f"write {rule} into {file}, put the user that runs pmpd into the group plugdev, and plug the scale in again"


def attached(kernel: Kernel = KERNEL) -> list[Attached]:
    """Return the USB scales that are plugged in."""
    found = scales(kernel)
    return [Attached("scale", "hid", address, scale.about, also=also(scale, address, found)) for address, scale in addresses(found).items()]
