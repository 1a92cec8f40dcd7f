"""The kiosk's modules: ours all used, foreign ones exactly what their manifest says."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.kiosk.static_modules import STATIC, loaded
from tests.required_parts import REPOSITORY

VENDOR = STATIC / "vendor"
TYPES = REPOSITORY / "kiosk" / "types"
MANIFEST: dict[str, list[dict[str, Any]]] = json.loads((VENDOR / "manifest.json").read_text("utf-8"))
MODULES = MANIFEST["modules"]
FOREIGN = [(VENDOR, module) for module in MODULES] + [(TYPES, declared) for declared in MANIFEST["types"]]
NAMES = [entry["file"] for _, entry in FOREIGN]
_ELSEWHERE = re.compile(r"""(?:src|href|from|import|url\()\s*=?\s*["'(]?(?:https?:)?//""")
_LINKED = re.compile(r'(?:src|href)="/static/([^"]+\.js)"')


def reached(*start: str) -> set[str]:
    """Return every module that loads when these do, by its path below the static folder."""
    found: set[str] = set()
    waiting = [STATIC / name for name in start]
    while waiting:
        module = waiting.pop()
        name = module.relative_to(STATIC).as_posix()
        if name not in found:
            found.add(name)
            waiting += loaded(module) if module.is_file() else ()
    return found


def of_pages() -> list[str]:
    """Return the modules that pages name themselves: the screens' page, and those that work without script but are kept fresh by one."""
    pages = [STATIC / "index.html", *(REPOSITORY / "kiosk" / "owner").rglob("*.html")]
    return sorted({name for page in pages for name in _LINKED.findall(page.read_text("utf-8"))})


@pytest.mark.parametrize(("folder", "entry"), FOREIGN, ids=NAMES)
def test_a_vendored_file_is_the_one_its_manifest_names(folder: Path, entry: dict[str, Any]) -> None:
    assert hashlib.sha256((folder / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]


@pytest.mark.parametrize("entry", [entry for _, entry in FOREIGN], ids=NAMES)
def test_a_vendored_file_comes_with_its_licence(entry: dict[str, Any]) -> None:
    assert {"MIT": "MIT License", "Apache-2.0": "Apache License"}[entry["licence"]] in (VENDOR / entry["licence_file"]).read_text("utf-8")


def test_types_are_those_of_the_modules_that_run() -> None:
    # What is said of the reader of barcodes is as much of it as we use, in types of our own.
    running = {module["name"]: module["version"] for module in MODULES if module["name"] != "zxing-wasm"}
    assert {(entry["name"], entry["version"]) for entry in MANIFEST["types"]} == set(running.items())


def test_every_vendored_file_is_in_the_manifest() -> None:
    named = {module[key] for module in MODULES for key in ("file", "licence_file")}
    assert {path.name for path in VENDOR.iterdir()} == named | {"manifest.json"}
    foreign = {path.relative_to(TYPES).as_posix() for folder in ("preact", "htm") for path in (TYPES / folder).rglob("*") if path.is_file()}
    assert foreign == {entry["file"] for entry in MANIFEST["types"]}


def test_every_module_is_loaded_by_a_page() -> None:
    # shapes.js holds types alone, for the type checker and the editor.
    modules = {path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.js")} - {"shapes.js"}
    assert sorted(modules ^ reached(*of_pages())) == []


def test_only_what_the_first_screen_needs_is_fetched_before_it() -> None:
    page = (STATIC / "index.html").read_text("utf-8")
    preloaded = set(re.findall(r'rel="modulepreload" href="/static/([^"]+)"', page))
    at_once = {"main.js"}
    waiting = ["main.js"]
    while waiting:
        module = STATIC / waiting.pop()
        for target in re.findall(
            r"^(?:import|export) .*?from \"([^\"]+)\";$|^import \"([^\"]+)\";$", module.read_text("utf-8"), re.MULTILINE
        ):
            name = (module.parent / (target[0] or target[1])).resolve().relative_to(STATIC).as_posix()
            if name not in at_once:
                at_once.add(name)
                waiting.append(name)
    assert sorted(preloaded ^ at_once) == []


def test_every_style_sheet_is_linked_by_a_page() -> None:
    pages = "".join(page.read_text("utf-8") for page in [STATIC / "index.html", *(REPOSITORY / "kiosk" / "owner").rglob("*.html")])
    assert [path.name for path in sorted((STATIC / "style").iterdir()) if f'"/static/style/{path.name}"' not in pages] == []


def test_no_file_of_ours_loads_anything_from_elsewhere() -> None:
    ours = [path for path in STATIC.rglob("*") if path.suffix in {".js", ".css", ".html", ".webmanifest"} and path.parent != VENDOR]
    assert [path.name for path in ours if _ELSEWHERE.search(path.read_text("utf-8"))] == []


def test_the_page_holds_no_inline_script_and_no_inline_style() -> None:
    page = (STATIC / "index.html").read_text("utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=", page) == []


def test_no_style_sheet_names_left_or_right() -> None:
    sides = re.compile(r"(?:margin|padding|border|inset|text-align|float)[-:]\s*(?:left|right)\b|^\s*(?:left|right):", re.MULTILINE)
    assert [path.name for path in sorted((STATIC / "style").iterdir()) if sides.search(path.read_text("utf-8"))] == []
