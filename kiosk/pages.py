"""The kiosk's page and its files, served with headers that run nothing from elsewhere and tell nothing elsewhere."""

from aiohttp import web

from kiosk.service_worker import service_worker
from kiosk.static_files import static_files

# What a page might use of the device it is shown on. The screens use the camera, to scan with; everything else is off.
_OFF = (
    "accelerometer", "autoplay", "display-capture", "encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid", "magnetometer",
    "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial", "usb",
)  # fmt: skip

_HEADERS = {
    # The reader of barcodes in the camera's picture is WebAssembly of our own; this lets it run, and no text be made into script.
    "Content-Security-Policy": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'; object-src 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}
_PAGE_HEADERS = {"Permissions-Policy": ", ".join(["camera=(self)", *(f"{feature}=()" for feature in _OFF)])}
_YEAR_S = 31_536_000


def add_pages(app: web.Application, https: bool = False) -> None:
    """Serve the kiosk at `/` and its files at `/static`; `https` tells browsers never to come by plain HTTP again."""
    always = {**_HEADERS, "Strict-Transport-Security": f"max-age={_YEAR_S}"} if https else _HEADERS

    async def add_headers(_: web.Request, response: web.StreamResponse) -> None:
        page = response.content_type == "text/html"
        for name, value in (always | _PAGE_HEADERS if page else always).items():
            response.headers.setdefault(name, value)

    app.router.add_get("/", _home)
    app.router.add_get("/sw.js", _service_worker)
    app.router.add_get("/static/{path:.+}", _file)
    app.on_response_prepare.append(add_headers)


async def _home(request: web.Request) -> web.Response:
    return static_files()["index.html"].answer(request)


async def _service_worker(request: web.Request) -> web.Response:
    return service_worker().answer(request)


async def _file(request: web.Request) -> web.Response:
    found = static_files().get(request.match_info["path"])
    if found is None:
        raise web.HTTPNotFound
    return found.answer(request)
