"""The kiosk's files as they go over the wire: read once, compressed once, known by a tag that changes with them."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aiohttp import ETag, web
from aiohttp.hdrs import ACCEPT_ENCODING

STATIC = Path(__file__).parent / "static"
TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
}
"""The kinds of files that are served; others, such as licences, stay on the box."""
_PACKED = frozenset({".png"})
# What only a reader of the source needs: comments, types, indentation, empty lines.
_COMMENT = re.compile(r"/\*\*.*?\*/[ \t]*|^[ \t]*//[^\n]*$", re.MULTILINE | re.DOTALL)
_MARGIN = re.compile(r"^\s+", re.MULTILINE)


@dataclass(frozen=True)
class StaticFile:
    """A file's type and its bytes, plain and in gzip (RFC 1952); `packed` is None where it would be no smaller."""

    content_type: str
    plain: bytes
    packed: bytes | None

    def answer(self, request: web.Request) -> web.Response:
        """The file in the encoding the browser takes, or 304 when it has this very one."""
        takes_gzip = "gzip" in request.headers.get(ACCEPT_ENCODING, "")
        body = self.packed if takes_gzip and self.packed is not None else self.plain
        tag = _tag(body)
        text = self.content_type.startswith("text/") or self.content_type.endswith(("javascript", "json"))
        if ETag(tag) in (request.if_none_match or ()):
            response = web.Response(status=304)
        else:
            response = web.Response(body=body, content_type=self.content_type, charset="utf-8" if text else None)
            if body is self.packed:
                response.headers["Content-Encoding"] = "gzip"
        response.etag = tag
        response.headers["Vary"] = "Accept-Encoding"
        return response


@cache
def static_files() -> dict[str, StaticFile]:
    """Every file that is served, by its path below `static/`."""
    return {path.relative_to(STATIC).as_posix(): _read(path) for path in sorted(STATIC.rglob("*")) if path.suffix in TYPES}


def _read(path: Path) -> StaticFile:
    plain = path.read_bytes()
    if path.suffix == ".js":
        plain = _MARGIN.sub("", _COMMENT.sub("", plain.decode("utf-8"))).encode("utf-8")
    return StaticFile(TYPES[path.suffix], plain, None if path.suffix in _PACKED else gzip.compress(plain, mtime=0))


@cache
def _tag(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:24]
