"""Files that pass through the box and are too large for memory: on its disk while they come or go, and gone afterwards."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

from ledger.errors import Refused, Unavailable
from pmpd.doctor.data_directory import FREE_BYTES_MIN, free_bytes

_DIRECTORY = "incoming"
_CHUNK_BYTES = 1 << 18
_LONGEST_SILENCE_S = 30.0


class Source(Protocol):
    """Where bytes come from, some at a time, none at the end."""

    async def read(self, size: int, /) -> bytes:
        """The next bytes."""


@asynccontextmanager
async def received(data: Path, source: Source) -> AsyncIterator[Path]:
    """The file with what comes, until left. Refused `too_large` when the disk would have no room left for the ledger's own work,
    `too_slow` when nothing more comes.
    """
    path = new_file(data)
    try:
        with path.open("wb") as file:
            room = free_bytes(data) - FREE_BYTES_MIN
            while chunk := await _next_of(source):
                room -= len(chunk)
                if room < 0:
                    raise Refused("too_large", "this file is too large for the room that is left on the disk")
                file.write(chunk)
        yield path
    except OSError as error:
        raise Unavailable(f"the file could not be written ({error}); look at the disk, then send it again") from error
    finally:
        path.unlink(missing_ok=True)


async def _next_of(source: Source) -> bytes:
    try:
        async with asyncio.timeout(_LONGEST_SILENCE_S):
            return await source.read(_CHUNK_BYTES)
    except TimeoutError:
        raise Refused("too_slow", f"nothing more of this file came for {_LONGEST_SILENCE_S:.0f} s; send it again") from None


def new_file(data: Path) -> Path:
    """A new empty file on the ledger's disk, for what does not stay."""
    directory = data / _DIRECTORY
    directory.mkdir(mode=0o700, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=directory)
    os.close(handle)
    return Path(name)


def forget_unfinished(data: Path) -> None:
    """Remove what a box that was cut off has left."""
    shutil.rmtree(data / _DIRECTORY, ignore_errors=True)
