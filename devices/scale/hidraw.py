"""Which USB HID scales are plugged in, and at which node the kernel gives their reports.

Source: hidraw documentation of the Linux kernel (Documentation/hid/hidraw.rst); `HID_ID`, `HID_NAME`, `HID_PHYS` and `HID_UNIQ` of
`device/uevent` in `/sys/class/hidraw/hidraw*`.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from devices.driver import DeviceGone
from devices.scale.hid_report import data_report_id

_PLUG_IN = "plug the scale in, and switch it on where it has a battery of its own"


@dataclass(frozen=True, slots=True)
class Kernel:
    """Where the kernel shows HID devices and where their nodes are."""

    classes: Path = Path("/sys/class/hidraw")
    nodes: Path = Path("/dev")


KERNEL = Kernel()
"""The kernel of this machine."""


@dataclass(frozen=True, slots=True)
class HidScaleNode:
    """One scale. `model` is vendor:product in hexadecimal, `serial` and `socket` tell it from its twin."""

    node: Path
    report_id: int
    model: str
    product: str
    serial: str
    socket: str

    @property
    def about(self) -> str:
        """Maker, name and serial number for a person."""
        return f"{self.product}, serial {self.serial}" if self.serial else self.product


def scales(kernel: Kernel) -> list[HidScaleNode]:
    """Return the scales that are plugged in, in the order of their nodes."""
    try:
        entries = sorted(kernel.classes.iterdir(), key=lambda entry: (len(entry.name), entry.name))
    except OSError:
        return []
    found = (_scale(entry, kernel.nodes) for entry in entries)
    return [scale for scale in found if scale is not None]


def addresses(found: list[HidScaleNode]) -> dict[str, HidScaleNode]:
    """Return the scales by the shortest address that means one of them alone and stays with it."""
    models = Counter(scale.model for scale in found)
    serials = Counter((scale.model, scale.serial) for scale in found)

    def address(scale: HidScaleNode) -> str:
        if scale.serial and serials[scale.model, scale.serial] == 1:
            return f"hid:{scale.model}/{scale.serial}"
        return f"hid:{scale.model}" if models[scale.model] == 1 else f"hid:{scale.model}/{scale.socket}"

    return {address(scale): scale for scale in found}


def also(scale: HidScaleNode, address: str, found: list[HidScaleNode]) -> tuple[str, ...]:
    """Return what else than `address` means this one of the scales that were found."""
    forms = ("hid:", f"hid:{scale.model}", f"hid:{scale.model}/{scale.serial}", f"hid:{scale.model}/{scale.socket}")
    return tuple(form for form in forms if form != address and _meant(form, found) == [scale])


def find(address: str, kernel: Kernel) -> HidScaleNode:
    """Return the one scale that an address means. Raises `DeviceGone` when it is not there, or when several could be meant."""
    found = scales(kernel)
    meant = _meant(address, found)
    if not meant:
        raise DeviceGone(f"no scale is plugged in as {address}", remedy=_PLUG_IN)
    if len(meant) > 1:
        raise DeviceGone(
            f"{len(meant)} scales are plugged in that {address} could mean",
            remedy=f"give one of {', '.join(addresses(found))} as the address",
        )
    return meant[0]


def _meant(address: str, found: list[HidScaleNode]) -> list[HidScaleNode]:
    model, _, mark = address.removeprefix("hid:").partition("/")
    return [scale for scale in found if model.lower() in ("", scale.model) and mark in ("", scale.serial, scale.socket)]


def _scale(entry: Path, nodes: Path) -> HidScaleNode | None:
    try:
        report_id = data_report_id((entry / "device" / "report_descriptor").read_bytes())
        said = dict(line.split("=", 1) for line in (entry / "device" / "uevent").read_text("utf-8", "replace").splitlines() if "=" in line)
        _bus, vendor, product = said["HID_ID"].split(":")
    except (OSError, KeyError, ValueError):
        return None  # unplugged while we looked
    if report_id is None:
        return None
    return HidScaleNode(
        node=nodes / entry.name,
        report_id=report_id,
        model=f"{vendor[-4:]}:{product[-4:]}".lower(),
        product=said.get("HID_NAME", "") or "a USB scale",
        serial=said.get("HID_UNIQ", ""),
        socket=said.get("HID_PHYS", ""),
    )
