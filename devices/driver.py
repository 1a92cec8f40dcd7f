"""The seams to the hardware: one Protocol per kind of device, with the facts that cross it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:  # the seam speaks of codecs, and importing it must not bring a drawing library along
    from devices.printer.codec import Codec


@dataclass(frozen=True, slots=True)
class Health:
    """What is known of a device. `unknown` means that it has not said, never that something is wrong.

    `detail` is one short sentence for a person ("paper out"); `remedy` says what that person can do about it ("load a roll"), empty
    when nothing needs to be done.
    """

    status: Literal["good", "bad", "unknown"]
    detail: str
    remedy: str = ""


class DeviceGone(Exception):
    """The device is closed, unplugged or out of reach: nothing was done. The text names the device; `remedy` as in `Health`.

    `status` is unknown where nothing need be wrong, as with a scanner that sleeps until somebody picks it up.
    """

    def __init__(self, reason: str, *, remedy: str = "", status: Literal["bad", "unknown"] = "bad") -> None:
        self.remedy = remedy
        self.status = status
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Attached:
    """A device that is plugged in or announces itself, whether or not the box uses it.

    `driver` and `address` are what the configuration would name; `about` says what it is, for a person. `certain` is False where it
    might be something else (a keyboard that a person types on), so that nobody takes hold of it unasked. `also` are the other addresses
    that mean it.
    """

    kind: Literal["scanner", "printer", "lights", "scale"]
    driver: str
    address: str
    about: str
    certain: bool = True
    also: tuple[str, ...] = ()


class Driver(Protocol):
    """One device. Made closed; `open` and `close` may be called again, so that a device can come and go.

    An open device that was unplugged or lost stays open and says so in its health; `open` called on it takes hold of it again, and does
    nothing where all is well. Whoever supervises it calls `open` until it succeeds; a driver may also find back by itself.
    """

    @property
    def name(self) -> str:
        """The name the configuration gives the device; unique on the box."""
        ...

    @property
    def about(self) -> str:
        """What is attached, in a few words for a person ("Datalogic QD2400, serial G19A0042"); empty until it is known."""
        ...

    async def open(self) -> None:
        """Take hold of the device; raises `DeviceGone` when it is not there."""
        ...

    async def close(self) -> None:
        """Let go of the device; its iterators end."""
        ...

    async def health(self) -> Health:
        """Tell what is known now; never raises and never waits longer than the driver's own time-out."""
        ...


@dataclass(frozen=True, slots=True)
class Scan:
    """One whole barcode. `at_us` is the kernel's time of its terminator key, UTC microseconds.

    `stored` marks a scan of the burst that follows a reconnection: the scanner may have kept it from long ago, so a person must confirm it.
    """

    code: str
    at_us: int
    device: str
    stored: bool = False


@dataclass(frozen=True, slots=True)
class RejectedScan:
    """A scan that cannot be trusted and carries no code. `reason` is a sentence for a person; `at_us` as in `Scan`."""

    reason: str
    at_us: int
    device: str


class Scanner(Driver, Protocol):
    """Reads barcodes. A truncated or merged barcode never comes out as a `Scan`."""

    def scans(self) -> AsyncIterator[Scan | RejectedScan]:
        """Yield what is read, in order, until the scanner is closed. For one consumer, who may begin to listen before the first `open`."""
        ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a print job after the attempt.

    - `spooled`: another program (CUPS) has the whole job and has not said more; it will not be sent again.
    - `confirmed`: the printer said that it processed the whole job.
    - `sent`: every byte went out and nothing is known to be wrong; the printer has not said more.
    - `failed`: not one byte went out; safe to try again.
    - `unconfirmed`: some bytes went out and the end is not known; never sent again by itself.

    `bytes_sent` counts the bytes of the job that may have reached the printer.
    """

    grade: Literal["spooled", "confirmed", "sent", "failed", "unconfirmed"]
    bytes_sent: int
    detail: str


@dataclass(frozen=True, slots=True)
class LateResult:
    """What a printer said of an earlier job after `print` had answered; `number` is the number that job was given."""

    number: int
    evidence: Evidence


class Printer(Driver, Protocol):
    """Prints jobs that are ready bytes in the printer's own language, one at a time. For one owner."""

    @property
    def codec(self) -> "Codec":
        """The language of this printer: what makes its jobs, and shows them as pictures."""
        ...

    async def print(self, job: bytes, number: int = 0) -> Evidence:
        """Send one job and tell how far it came; what goes wrong with the device is an `Evidence`, not an exception.

        `number` is the durable number of the job, by which a late result finds it again.
        """
        ...

    def job_broke_off(self) -> None:
        """Hear that an earlier run of the box ended in the middle of a job here: the next job must begin on paper of its own."""
        ...

    def late_results(self) -> AsyncIterator[LateResult]:
        """Yield what the printer says late, until it is closed. For one consumer, who may begin to listen before the first `open`."""
        ...


@dataclass(frozen=True, slots=True)
class LightState:
    """The state wanted of one light. A state with an older `epoch` than the one applied is ignored by the device.

    `colour` is a word ("green"); `quantity` is the number in its display, 0 for none; `command_id` comes back with a press.
    """

    light: str
    epoch: int
    command_id: str
    colour: str
    quantity: int
    on: bool


@dataclass(frozen=True, slots=True)
class LightOutcome:
    """How a light answered a wanted state; `applied` is the state the light says it shows, where it said anything.

    A press settles the fourth outcome, `short` (see `Press`).
    """

    kind: Literal["acknowledged", "refused_or_timed_out", "unreachable"]
    applied: LightState | None
    detail: str


@dataclass(frozen=True, slots=True)
class Press:
    """A person pressed a light's button.

    `command_id` is that of the state shown at the press, `quantity` the units the person says were taken. `sequence` counts the
    light's own presses from 1 since it started as `boot`, so that a press told twice is seen. `outcome` is `short` when the short button
    was used.
    """

    light: str
    command_id: str
    quantity: int
    sequence: int
    outcome: Literal["acknowledged", "short"]
    boot: str = ""


class Lights(Driver, Protocol):
    """A rail of pick lights, each with a lamp, a number, a button and a short button."""

    @property
    def showing(self) -> dict[str, LightState]:
        """The state that each light says it shows, as far as is known; a light that said nothing is missing."""
        ...

    def has(self, light: str) -> bool:
        """Tell whether the rail has this light; True also while the rail has not said yet which it has."""
        ...

    async def show(self, state: LightState) -> LightOutcome:
        """Ask one light to show a state and wait for its answer, at most the driver's own time-out. Repeating a state is harmless."""
        ...

    def presses(self) -> AsyncIterator[Press]:
        """Yield presses, in order, until the rail is closed. For one consumer, who may begin to listen before the first `open`."""
        ...


class NoWeight(Exception):
    """The scale answers and has no weight to tell: overloaded, below zero, not ready. The text says it for a person."""


@dataclass(frozen=True, slots=True)
class Weight:
    """A reading in grams; `stable` once the pan is at rest. Only a stable weight may be written down."""

    grams: int
    stable: bool


class Scale(Driver, Protocol):
    """Weighs what lies on it."""

    async def weight(self) -> Weight:
        """Return a reading taken after the call. Raises `NoWeight`, and `DeviceGone` when none comes within the driver's time-out."""
        ...
