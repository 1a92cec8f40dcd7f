"""An answer that is too large for memory: a file, sent in pieces, and gone afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

_CHUNK_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """A file that is nobody else's; `sent` is told once all of it went out."""

    path: Path
    name: str
    content: str
    sent: Callable[[], None]

    async def send(self, request: web.Request) -> web.StreamResponse:
        """Send the file as one to be kept under its name."""
        headers = {"Content-Disposition": f'attachment; filename="{self.name}"', "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        response.content_type = self.content
        response.content_length = self.path.stat().st_size
        with self.path.open("rb") as file:
            self.path.unlink()  # it lives as long as it is open, whatever becomes of the client
            await response.prepare(request)
            while chunk := file.read(_CHUNK_BYTES):
                await response.write(chunk)
        await response.write_eof()
        self.sent()
        return response
