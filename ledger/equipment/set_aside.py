"""Scans that wait for a person: a scanner that was out of reach sends what it kept, and nobody may know any more what was meant.

waiting → taken up → done, or discarded. Whoever carries out what was taken up sends each scan's command under `scan_command_id`, then
`DoneSetAside`: after a crash in between, the same command under the same id changes nothing.
"""

import hashlib
from dataclasses import dataclass

from ledger.command import handles
from ledger.equipment.bindings import sound_device
from ledger.errors import Refused
from ledger.transaction import Answer, Reader, Transaction

LONGEST_CODE = 4_000


@dataclass(frozen=True, slots=True)
class SetAsideScan:
    """A device sent a scan that it may have kept for long; `at_us` is when it came, UTC microseconds."""

    device: str
    code: str
    at_us: int


@dataclass(frozen=True, slots=True)
class TakeUpScans:
    """A person says that what a device sent late is to be carried out, in order."""

    device: str


@dataclass(frozen=True, slots=True)
class DiscardScans:
    """A person says that what a device sent late means nothing any more."""

    device: str


@dataclass(frozen=True, slots=True)
class DoneSetAside:
    """A scan that was taken up has been carried out, or refused."""

    set_aside: int


@handles("set_aside_scan", SetAsideScan)
def set_aside_scan(tx: Transaction, command: SetAsideScan) -> Answer:
    """Answers `{set_aside, device, waiting}`: its number, and how many of the device wait now. Equal codes are kept each."""
    device = sound_device(command.device)
    if not command.code or len(command.code) > LONGEST_CODE:
        raise Refused("bad_code", f"a scan has 1 to {LONGEST_CODE} characters")
    number = tx.enter("set_aside_scan", device=device, code=command.code, at_us=command.at_us, queued_seq=tx.seq)
    tx.emit("set_aside", number)
    return {"set_aside": number, "device": device, "waiting": len(_numbers(tx, device))}


@handles("take_up_scans", TakeUpScans)
def take_up_scans(tx: Transaction, command: TakeUpScans) -> Answer:
    """Answers `{device, scans}`, each `{set_aside, code, at_us}` in the order in which they came; refused `nothing_set_aside`."""
    numbers = _settle(tx, command.device, "taken_up")
    taken = [scan for scan in taken_up(tx) if scan["set_aside"] in numbers]
    return {"device": command.device.strip(), "scans": [{name: scan[name] for name in ("set_aside", "code", "at_us")} for scan in taken]}


@handles("discard_scans", DiscardScans)
def discard_scans(tx: Transaction, command: DiscardScans) -> Answer:
    """Answers `{device, discarded}`, how many; refused `nothing_set_aside`."""
    return {"device": command.device.strip(), "discarded": len(_settle(tx, command.device, "discarded"))}


@handles("done_set_aside", DoneSetAside)
def done_set_aside(tx: Transaction, command: DoneSetAside) -> Answer:
    """Answers `{set_aside}`; refused `not_taken_up` for a scan that nobody took up, or that is done."""
    done = tx.run("UPDATE set_aside_scan SET state = 'done' WHERE id = :id AND state = 'taken_up'", {"id": command.set_aside})
    if not done:
        raise Refused("not_taken_up", f"there is no scan {command.set_aside} that was taken up and is not done")
    tx.emit("set_aside", command.set_aside)
    return {"set_aside": command.set_aside}


def _numbers(reader: Reader, device: str) -> list[int]:
    return [
        row["id"]
        for row in reader.all(
            "SELECT id FROM set_aside_scan WHERE state IN ('waiting', 'taken_up') AND state = 'waiting' AND device = :device ORDER BY id",
            {"device": device},
        )
    ]


def _settle(tx: Transaction, name: str, state: str) -> list[int]:
    device = name.strip()
    numbers = _numbers(tx, device)
    if not numbers:
        raise Refused("nothing_set_aside", f"no scans of {device or 'this device'} wait for an answer")
    for number in numbers:
        tx.run("UPDATE set_aside_scan SET state = :state WHERE id = :id", {"state": state, "id": number})
        tx.emit("set_aside", number)
    return numbers


_OPEN = "SELECT id AS set_aside, device, code, at_us FROM set_aside_scan WHERE state IN ('waiting', 'taken_up') AND state = :state"


def set_aside(reader: Reader) -> list[Answer]:
    """The scans that wait for a person, by device, in the order in which they came: `{set_aside, device, code, at_us}`."""
    return [dict(row) for row in reader.all(f"{_OPEN} ORDER BY device, id", {"state": "waiting"})]


def taken_up(reader: Reader) -> list[Answer]:
    """The scans that are to be carried out now, by device, in order: as in `set_aside`. After a crash, those that may be half done."""
    return [dict(row) for row in reader.all(f"{_OPEN} ORDER BY device, id", {"state": "taken_up"})]


def scan_command_id(set_aside: int) -> bytes:
    """The id of the command that carries out a scan, the same each time: 16 bytes."""
    return hashlib.sha256(f"set aside scan {set_aside}".encode()).digest()[:16]
