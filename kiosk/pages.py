"""The kiosk's files: static pages and modules, served with a content policy that runs nothing from elsewhere."""

from pathlib import Path

from aiohttp import web

_STATIC = Path(__file__).parent / "static"

_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def add_pages(app: web.Application) -> None:
    """Serve the kiosk at `/` and its files at `/static`."""
    app.router.add_get("/", _home)
    app.router.add_static("/static", _STATIC)
    app.on_response_prepare.append(_add_headers)


async def _home(_: web.Request) -> web.FileResponse:
    return web.FileResponse(_STATIC / "index.html")


async def _add_headers(_: web.Request, response: web.StreamResponse) -> None:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
