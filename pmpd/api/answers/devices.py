"""What is told of the box and its devices."""

from typing import Annotated

from pydantic import ConfigDict, Field

from pmpd.api.answers.answer import Moment, Shape, Told


class DeviceHealth(Told):
    """How a device is: good, bad or unknown, why, and what to do."""

    name: str
    kind: str
    status: str
    detail: str
    remedy: str


class BoxHealth(Told):
    """How the box is; `head` is the newest journal row."""

    version: str
    sqlite: str
    ledger: str
    head: int
    devices: list[DeviceHealth]
    lights_not_answering: dict[str, str]
    not_printing: dict[str, str]
    reconciliation: str
    backlog: Annotated[dict[str, int], Field(description="Orders that are not shipped, by state")]


class CheckFinding(Told):
    """A row that disagrees with the others."""

    table: str
    row: str
    what: str


class CheckDone(Told):
    """Whether everything adds up."""

    clean: bool
    findings: list[CheckFinding]


class LightShown(Told):
    """What a light shows."""

    light: str
    epoch: int
    command_id: str
    colour: str
    quantity: int
    on: bool


class Lights(Told):
    """Which lights shine, and which do not answer, with the reason."""

    on: list[LightShown]
    not_answering: dict[str, str]


class LastScan(Told):
    """What came of a scanner's last scan, with the walk or check that it belonged to, as their own routes tell it."""

    model_config = ConfigDict(extra="allow", frozen=True)

    outcome: str


class ScannerView(Told):
    """A scanner, where it stands, its last scan and when that was (0: none), in whose hand it is, and the kiosk that has borrowed it."""

    name: str
    station: str
    session: int | None
    simulated: bool
    last: LastScan | None
    last_ms: Moment
    held_by: str
    lent_to: str


class Scanners(Told):
    """The scanners, and whether the box itself tells by tones what came of a scan."""

    scanners: list[ScannerView]
    sounds: bool


class DeviceView(Told):
    """A device: what it is, where it stands, how it is, what was last wrong, what shows that it works."""

    name: str
    kind: str
    driver: str
    address: str
    about: str
    station: str
    operator: str
    found: bool
    simulated: bool
    status: str
    detail: str
    remedy: str
    since_ms: Moment
    last_error: str
    last_error_ms: Moment
    evidence: str
    evidence_ms: Moment
    bound: bool
    documents: list[str]


class UnusedDevice(Told):
    """Something that is attached and not in the configuration."""

    kind: str
    driver: str
    address: str
    about: str
    certain: bool
    also: list[str]


class Devices(Told):
    """What is attached and how it is."""

    devices: list[DeviceView]
    unused: list[UnusedDevice]


class DeviceTried(Told):
    """What came of trying a device: good, bad, or unknown where a person must look."""

    device: str
    outcome: str
    message: str


class WeightTold(Told):
    """What lies on a scale."""

    grams: int
    stable: bool


class ScaleView(Told):
    """The scale of a station, empty where there is none, and what lies on it, or why there is no weight."""

    scale: str
    grams: int
    stable: bool
    trouble: str


class WalkLight(Told):
    """The light of a walk's stop: shining, not_answering or none."""

    light: str
    state: str
    colour: str
    detail: str


class DoctorFinding(Told):
    """How something is, in a sentence, and what to do."""

    subject: str
    status: str
    what: str
    remedy: str


class DoctorFindings(Told):
    """What is wrong with the box and its devices."""

    findings: list[DoctorFinding]


class BindingView(Told):
    """Where a device stands or whose it is."""

    device: str
    station: str
    operator: str


class BindingRow(BindingView):
    """Where a device stands or whose it is, and since when."""

    bound_ms: Moment


class Bindings(Told):
    """Every device that was told so."""

    bindings: list[BindingRow]


class DeviceNamed(Told):
    """The name of a device."""

    device: str


class TakenUpScan(Told):
    """A scan that came late; `at_us` is when, on its device's clock."""

    set_aside: int
    code: str
    at_us: int


class SetAsideScan(TakenUpScan):
    """A scan that waits for a person."""

    device: str


class SetAsideScans(Told):
    """The scans that wait, by device."""

    scans: list[SetAsideScan]


class ScansTakenUp(Told):
    """The scans of a device that are carried out now."""

    device: str
    scans: list[TakenUpScan]


class ScansDiscarded(Told):
    """How many scans of a device are forgotten."""

    device: str
    discarded: int


class SettingsView(Told):
    """The shop's settings."""

    time_zone: str
    cut_off: str
    working_days: str
    holidays: str
    dimensional_divisor: str
    language: str
    shop_name: str


ANSWERS: dict[str, Shape] = {
    "GET /health": BoxHealth,
    "GET /check": CheckDone,
    "GET /lights": Lights,
    "GET /scanners": Scanners,
    "GET /devices": Devices,
    "POST /devices/{device}/trial": DeviceTried,
    "GET /stations/{station}/weight": WeightTold,
    "GET /stations/{station}/scale": ScaleView,
    "GET /pick-sessions/{session}/light": WalkLight,
    "GET /doctor": DoctorFindings,
    "POST /bindings": BindingView,
    "POST /bindings/{device}/remove": DeviceNamed,
    "GET /bindings": Bindings,
    "GET /set-aside": SetAsideScans,
    "POST /set-aside/{device}/take-up": ScansTakenUp,
    "POST /set-aside/{device}/discard": ScansDiscarded,
    "GET /settings": SettingsView,
    "POST /settings/{name}": SettingsView,
}
