"""What anybody in the network may see over plain HTTP: how to come to trust the box, and the certificate of its authority. Nothing else."""

import plistlib
from functools import partial
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

import kiosk
from kiosk.owner.page import render
from kiosk.owner.words import preferred_language, words_of
from pmpd.identity.certificates import fingerprint, public_pem
from pmpd.identity.gate import host_of
from pmpd.identity.whereabouts import Whereabouts

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_STYLE = Path(kiosk.__file__).parent / "static" / "style"
_STYLES = ("tokens.css", "trust.css")
_REQUEST_BYTES_MAX = 1024


def trust_app(whereabouts: Whereabouts, authority: x509.Certificate) -> web.Application:
    """The application of the port where people begin."""
    app = web.Application(middlewares=[_for_this_box(whereabouts)], client_max_size=_REQUEST_BYTES_MAX)
    app.router.add_get("/", partial(_page, whereabouts, authority))
    app.router.add_get("/ca.crt", partial(_file, public_pem(authority), "application/x-x509-ca-cert", "pmpd.crt"))
    app.router.add_get(
        "/ca.mobileconfig", partial(_file, apple_profile(authority), "application/x-apple-aspen-config", "pmpd.mobileconfig")
    )
    for name in _STYLES:
        app.router.add_get(f"/static/style/{name}", partial(_style, _STYLE / name))
    app.on_response_prepare.append(_add_headers)
    return app


def _for_this_box(whereabouts: Whereabouts) -> Middleware:
    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        if host_of(request.host) not in whereabouts.names("https"):
            raise web.HTTPMisdirectedRequest(text="this box is not called so; ask for it by its name or address")
        return await handler(request)

    return guarded


async def _page(whereabouts: Whereabouts, authority: x509.Certificate, request: web.Request) -> web.Response:
    words = words_of(preferred_language(request.headers.get("Accept-Language", "")))
    text = render("trust", words, name=whereabouts.name, fingerprint=fingerprint(authority), links=whereabouts.links())
    return web.Response(text=text, content_type="text/html")


async def _file(content: bytes, kind: str, name: str, _: web.Request) -> web.Response:
    return web.Response(body=content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


async def _style(path: Path, _: web.Request) -> web.FileResponse:
    return web.FileResponse(path)


async def _add_headers(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)


def apple_profile(authority: x509.Certificate) -> bytes:
    """The authority as a profile that an iPhone, an iPad or a Mac installs (Apple, Configuration Profile Reference, Root)."""
    print_of_it = fingerprint(authority)
    name = f"pmpd {authority.subject.rfc4514_string()}"
    root = {
        "PayloadType": "com.apple.security.root",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"pmpd.authority.{print_of_it[:11]}",
        "PayloadUUID": str(uuid5(NAMESPACE_URL, f"pmpd authority {print_of_it}")).upper(),
        "PayloadDisplayName": name,
        "PayloadContent": authority.public_bytes(Encoding.DER),
    }
    return plistlib.dumps(
        {
            "PayloadType": "Configuration",
            "PayloadVersion": 1,
            "PayloadIdentifier": f"pmpd.{print_of_it[:11]}",
            "PayloadUUID": str(uuid5(NAMESPACE_URL, f"pmpd profile {print_of_it}")).upper(),
            "PayloadDisplayName": name,
            "PayloadDescription": "Trusts the fulfilment box in this building, and nothing else.",
            "PayloadContent": [root],
        }
    )
