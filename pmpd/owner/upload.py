"""A form that is sent with a file: its fields, and the file on the disk of the box."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import BodyPartReader, web

from ledger.errors import Refused
from pmpd.incoming_file import received
from pmpd.owner.visit import Visit

_MOST_FIELD_BYTES = 4_096


class _Part:
    def __init__(self, part: BodyPartReader, most_bytes: int | None) -> None:
        self._part = part
        self._left = most_bytes

    async def read(self, size: int, /) -> bytes:
        chunk = bytes(await self._part.read_chunk(size))
        if self._left is not None:
            self._left -= len(chunk)
            if self._left < 0:
                raise Refused("large_sheet", "this sheet is too large; split it and bring in one part after the other", {"field": "file"})
        return chunk


@asynccontextmanager
async def uploaded(visit: Visit, most_bytes: int | None = None) -> AsyncIterator[tuple[str, Path]]:
    """The name and the content of the file that a form was sent with, until left; the fields before it are in `visit.typed`.

    Refused `too_short` where no file was chosen, `large_sheet` for more than `most_bytes`, `too_large` for more than the disk has room for.
    """
    if not visit.request.content_type.startswith("multipart/"):
        raise web.HTTPUnsupportedMediaType
    try:
        parts = await visit.request.multipart()
    except (KeyError, ValueError) as error:  # a boundary that is missing, or is none
        raise web.HTTPUnsupportedMediaType from error
    async for part in parts:
        if not isinstance(part, BodyPartReader):
            continue
        if part.filename is None:
            visit.typed.add(part.name or "", (await part.read_chunk(_MOST_FIELD_BYTES)).decode("utf-8", "replace"))
        elif part.filename:
            async with received(visit.box.directory, _Part(part, most_bytes)) as path:
                yield Path(part.filename).name, path
            return
    raise Refused("too_short", "choose a file", {"field": "file"})
