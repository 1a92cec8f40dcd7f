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
    def __init__(self, part: BodyPartReader) -> None:
        self._part = part

    async def read(self, size: int, /) -> bytes:
        return bytes(await self._part.read_chunk(size))


@asynccontextmanager
async def uploaded(visit: Visit) -> AsyncIterator[tuple[str, Path]]:
    """The name and the content of the file that a form was sent with, until left; the fields before it are in `visit.typed`.

    Refused `too_short` where no file was chosen, `too_large`.
    """
    if not visit.request.content_type.startswith("multipart/"):
        raise web.HTTPUnsupportedMediaType
    async for part in await visit.request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        if part.filename is None:
            visit.typed.add(part.name or "", (await part.read_chunk(_MOST_FIELD_BYTES)).decode("utf-8", "replace"))
        elif part.filename:
            async with received(visit.box.directory, _Part(part)) as path:
                yield Path(part.filename).name, path
            return
    raise Refused("too_short", "choose a file", {"field": "file"})
