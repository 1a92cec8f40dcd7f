"""How the kiosk's files are served: compressed, revalidated, under headers that let nothing else in."""

import gzip

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from kiosk.pages import add_pages
from kiosk.static_files import STATIC, static_files


async def client(https: bool = False) -> TestClient[web.Request, web.Application]:
    """A browser in front of the pages; it does not unpack what it gets."""
    app = web.Application()
    add_pages(app, https=https)
    found = TestClient(TestServer(app), auto_decompress=False)
    await found.start_server()
    return found


async def test_text_is_sent_compressed_to_whoever_takes_it() -> None:
    async with await client() as browser:
        packed = await browser.get("/static/style/frame.css", headers={"Accept-Encoding": "gzip, br"})
        plain = await browser.get("/static/style/frame.css", headers={"Accept-Encoding": "identity"})
        bodies = await packed.read(), await plain.read()
    assert (packed.headers["Content-Encoding"], plain.headers.get("Content-Encoding")) == ("gzip", None)
    assert gzip.decompress(bodies[0]) == bodies[1] == (STATIC / "style" / "frame.css").read_bytes()


async def test_a_file_that_the_browser_has_is_not_sent_again() -> None:
    async with await client() as browser:
        first = await browser.get("/static/main.js", headers={"Accept-Encoding": "gzip"})
        again = await browser.get("/static/main.js", headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]})
        other = await browser.get("/static/main.js", headers={"Accept-Encoding": "identity", "If-None-Match": first.headers["ETag"]})
        said = again.status, await again.read(), other.status
    assert said == (304, b"", 200)
    assert (first.headers["Cache-Control"], first.headers["Vary"]) == ("no-cache", "Accept-Encoding")
    assert not first.headers["ETag"].startswith("W/") and first.headers["ETag"] != other.headers["ETag"]


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/static/main.js", "text/javascript; charset=utf-8"),
        ("/static/style/tokens.css", "text/css; charset=utf-8"),
        ("/static/icon.svg", "image/svg+xml"),
        ("/static/icon-192.png", "image/png"),
        ("/static/manifest.webmanifest", "application/manifest+json; charset=utf-8"),
    ],
)
async def test_every_file_says_what_it_is(path: str, content_type: str) -> None:
    async with await client() as browser:
        assert (await browser.get(path)).headers["Content-Type"] == content_type


@pytest.mark.parametrize(
    "path", ["/static/", "/static/nothing.js", "/static/../pages.py", "/static/%2e%2e/pages.py", "/static/vendor/preact-LICENSE"]
)
async def test_nothing_but_the_files_of_the_screens_is_served(path: str) -> None:
    async with await client() as browser:
        assert (await browser.get(path)).status == 404


async def test_a_page_may_load_and_use_only_what_the_screens_need() -> None:
    async with await client() as browser:
        page, module = await browser.get("/"), await browser.get("/static/main.js")
    policy = {part.split()[0]: part.split()[1:] for part in page.headers["Content-Security-Policy"].split(";")}
    assert policy == {
        "default-src": ["'self'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
    features = dict(part.strip().split("=") for part in page.headers["Permissions-Policy"].split(","))
    assert features.pop("camera") == "(self)" and set(features.values()) == {"()"}
    for answer in (page, module):
        assert {name: answer.headers[name] for name in ("Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy")} == {
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        assert (answer.headers["X-Content-Type-Options"], answer.headers["Referrer-Policy"]) == ("nosniff", "no-referrer")


@pytest.mark.parametrize(("https", "said"), [(True, "max-age=31536000"), (False, None)])
async def test_only_the_encrypted_listener_tells_browsers_to_stay_with_https(https: bool, said: str | None) -> None:
    async with await client(https) as browser:
        assert (await browser.get("/")).headers.get("Strict-Transport-Security") == said


def test_comments_stay_on_the_box() -> None:
    assert [path for path, file in static_files().items() if path.startswith("screens/") and b"/** @param" in file.plain] == []
