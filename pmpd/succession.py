"""How another ledger takes the place of the one in a directory: it is made beside it, and moves in when the box starts the next time.

`DATA/next/ledger.sqlite3` is the ledger that comes, `DATA/next/complete` says that it is whole and on the disk, and what becomes of the
one that goes. Before there is that mark, whatever lies in `next` is thrown away; from then on the succession takes place, however often
the power fails in the middle of it: each step can be done again, and the last one is the renaming of one file.
"""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Literal

from ledger.database import LEDGER_FILE, Lock, open_writer
from ledger.errors import Corrupt, Unavailable
from pmpd.document_store import DOCUMENTS
from pmpd.durable import flush_directory, flush_file

NEXT = "next"
COMPLETE = "complete"
PREVIOUS = "previous"
"""Where a ledger is kept that had to go and was worth keeping, until the next one has to."""

DEMO_MARK = "this-is-a-demo"
"""A file beside a demonstration's ledger: only what stands beside it is ever thrown away by another demonstration."""

Fate = Literal["kept", "thrown away"]
"""What becomes of a ledger that goes; one that is thrown away takes its documents with it."""


def make_room(directory: Path) -> Path:
    """An empty directory in which the ledger that comes is to be made; one that was not finished is gone."""
    coming = directory / NEXT
    shutil.rmtree(coming, ignore_errors=True)
    coming.mkdir()
    return coming


def announce(directory: Path, fate: Fate) -> None:
    """Say that the ledger that comes is whole. Nobody may have it open any more; blocks until all of it is on the disk."""
    coming = directory / NEXT
    flush_file(coming / LEDGER_FILE)
    mark = coming / COMPLETE
    unfinished = mark.with_suffix(".part")
    unfinished.write_text(fate, encoding="ascii")
    flush_file(unfinished)
    unfinished.rename(mark)
    flush_directory(coming)
    flush_directory(directory)


def take_over(directory: Path) -> bool:
    """Let the ledger that was announced move in; tells whether one did. Raises Held while another program has the one that goes."""
    coming = directory / NEXT
    if not coming.is_dir():
        return False
    lock = Lock(directory, "pmpd")
    try:
        announced = (coming / COMPLETE).exists()
        if announced and (coming / LEDGER_FILE).exists():
            _say_goodbye(directory, (coming / COMPLETE).read_text(encoding="ascii"))
            (coming / LEDGER_FILE).rename(directory / LEDGER_FILE)
            flush_directory(directory)
        shutil.rmtree(coming)
        return announced
    finally:
        lock.close()


def _say_goodbye(directory: Path, fate: str) -> None:
    """Keep the ledger that goes, or throw it away; either may have been done in part before the power failed."""
    ledger = directory / LEDGER_FILE
    if fate == "kept" and ledger.exists():
        _keep(ledger, directory / PREVIOUS)
    elif fate == "thrown away":
        shutil.rmtree(directory / DOCUMENTS, ignore_errors=True)
        for copy in directory.glob(f"{LEDGER_FILE}.before-*"):
            copy.unlink()
    # A log of the old file must not be taken for one of the new.
    for name in (f"{LEDGER_FILE}-wal", f"{LEDGER_FILE}-shm", DEMO_MARK):
        (directory / name).unlink(missing_ok=True)
    ledger.unlink(missing_ok=True)
    flush_directory(directory)


def _keep(ledger: Path, previous: Path) -> None:
    with suppress(Corrupt, Unavailable):
        open_writer(ledger).close()  # takes the log into the file, unless that is damaged
    previous.mkdir(exist_ok=True)
    for ending in ("-wal", "-shm"):
        (previous / f"{ledger.name}{ending}").unlink(missing_ok=True)
    for ending in ("-wal", ""):
        with suppress(FileNotFoundError):
            ledger.with_name(f"{ledger.name}{ending}").rename(previous / f"{ledger.name}{ending}")
    flush_directory(previous)
