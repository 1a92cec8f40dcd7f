"""The seams to the hardware: one Protocol per kind of device, with the facts that cross it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Health:
    """What is known of a device. `unknown` means that it has not said, never that something is wrong.

    `detail` is one short sentence for a person ("paper out").
    """

    status: Literal["good", "bad", "unknown"]
    detail: str


class DeviceGone(Exception):
    """The device is closed, unplugged or out of reach: nothing was done. The text names the device."""


class Driver(Protocol):
    """One device. Made closed; `open` and `close` may be called again, so that a device can come and go."""

    @property
    def name(self) -> str:
        """The name the configuration gives the device; unique on the box."""
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
    """One whole barcode. `at_us` is the kernel's time of its terminator key, UTC microseconds."""

    code: str
    at_us: int
    device: str


@dataclass(frozen=True, slots=True)
class RejectedScan:
    """A scan that cannot be trusted and carries no code. `reason` is a sentence for a person; `at_us` as in `Scan`."""

    reason: str
    at_us: int
    device: str


class Scanner(Driver, Protocol):
    """Reads barcodes. A truncated or merged barcode never comes out as a `Scan`."""

    def scans(self) -> AsyncIterator[Scan | RejectedScan]:
        """Yield what is read, in order, until the scanner is closed. For one consumer."""
        ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a print job after the attempt.

    - `confirmed`: the printer said that it processed the whole job.
    - `sent`: every byte went out and nothing is known to be wrong; the printer has not said more.
    - `failed`: not one byte went out; safe to try again.
    - `unconfirmed`: some bytes went out and the end is not known; never sent again by itself.

    `bytes_sent` counts the bytes of the job that may have reached the printer.
    """

    grade: Literal["confirmed", "sent", "failed", "unconfirmed"]
    bytes_sent: int
    detail: str


class Printer(Driver, Protocol):
    """Prints jobs that are ready bytes in the printer's own language, one at a time."""

    async def print(self, job: bytes) -> Evidence:
        """Send one job and tell how far it came; what goes wrong with the device is an `Evidence`, not an exception."""
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
    light's own presses from 1, so that a press told twice is seen. `outcome` is `short` when the short button was used.
    """

    light: str
    command_id: str
    quantity: int
    sequence: int
    outcome: Literal["acknowledged", "short"]


class Lights(Driver, Protocol):
    """A rail of pick lights, each with a lamp, a number, a button and a short button."""

    async def show(self, state: LightState) -> LightOutcome:
        """Ask one light to show a state and wait for its answer, at most the driver's own time-out. Repeating a state is harmless."""
        ...

    def presses(self) -> AsyncIterator[Press]:
        """Yield presses, in order, until the rail is closed. For one consumer."""
        ...
