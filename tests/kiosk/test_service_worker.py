"""The service worker: it names every file of the screens, and is another one as soon as any of them is."""

import json
import re

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from kiosk.pages import add_pages
from kiosk.service_worker import service_worker, worker_of
from kiosk.static_files import StaticFile, static_files
from tests.kiosk.static_modules import STATIC


def shell(worker: StaticFile) -> dict[str, object]:
    """What the box put in front of the script."""
    said: dict[str, object] = json.loads(worker.plain.decode().split("\n", 1)[0].removeprefix("const SHELL = ").removesuffix(";"))
    return said


async def test_it_is_served_from_where_it_may_answer_for_every_screen() -> None:
    app = web.Application()
    add_pages(app)
    async with TestClient(TestServer(app)) as browser:
        answer = await browser.get("/sw.js")
        said = answer.status, answer.headers["Content-Type"], answer.headers["Cache-Control"]
    assert said == (200, "text/javascript; charset=utf-8", "no-cache")


def test_it_keeps_the_page_its_styles_its_modules_and_its_words_in_every_language() -> None:
    kept = set(shell(service_worker())["files"])  # type: ignore[call-overload]
    page = (STATIC / "index.html").read_text("utf-8")
    assert set(re.findall(r'(?:href|src)="/static/([^"]+)"', page)) | {"index.html", "offline/course.js", "words/es/offline.js"} <= kept
    assert [path for path in kept if path.startswith(("owner/", "vendor/zxing"))] == []


def test_it_is_another_one_when_any_file_changes_and_the_same_when_none_does() -> None:
    files = static_files()
    changed = {**files, "main.js": StaticFile("text/javascript", b"changed", None)}
    fewer = {path: file for path, file in files.items() if path != "mark.js"}
    versions = [shell(worker_of(which))["version"] for which in (files, dict(files), changed, fewer)]
    assert versions[0] == versions[1] and len(set(versions)) == 3
