"""The kiosk's modules: ours all used, foreign ones exactly what their manifest says."""

import hashlib
import json
import re
from typing import Any

import pytest

from tests.required_parts import REPOSITORY

STATIC = REPOSITORY / "kiosk" / "static"
VENDOR = STATIC / "vendor"
MODULES: list[dict[str, Any]] = json.loads((VENDOR / "manifest.json").read_text("utf-8"))["modules"]
_IMPORT = re.compile(r"""(?:from|import)\s*["']([^"']+)["']""")
_ELSEWHERE = re.compile(r"""(?:src|href|from|import|url\()\s*=?\s*["'(]?(?:https?:)?//""")


def reached(start: str) -> set[str]:
    """Return every module that loads when the start does, by its path below the static folder."""
    found: set[str] = set()
    waiting = [STATIC / start]
    while waiting:
        module = waiting.pop()
        name = module.relative_to(STATIC).as_posix()
        if name not in found:
            found.add(name)
            waiting += [(module.parent / target).resolve() for target in _IMPORT.findall(module.read_text("utf-8"))]
    return found


@pytest.mark.parametrize("module", MODULES, ids=[module["file"] for module in MODULES])
def test_a_vendored_module_is_the_one_its_manifest_names(module: dict[str, Any]) -> None:
    assert hashlib.sha256((VENDOR / module["file"]).read_bytes()).hexdigest() == module["sha256"]


@pytest.mark.parametrize("module", MODULES, ids=[module["file"] for module in MODULES])
def test_a_vendored_module_comes_with_its_licence(module: dict[str, Any]) -> None:
    assert {"MIT": "MIT License", "Apache-2.0": "Apache License"}[module["licence"]] in (VENDOR / module["licence_file"]).read_text("utf-8")


def test_every_vendored_file_is_in_the_manifest() -> None:
    named = {module[key] for module in MODULES for key in ("file", "licence_file")}
    assert {path.name for path in VENDOR.iterdir()} == named | {"manifest.json"}


def test_every_module_is_loaded_by_the_page() -> None:
    # shapes.js holds types alone, for the editor.
    modules = {path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.js")} - {"shapes.js"}
    assert modules == reached("main.js")


def test_every_style_sheet_is_linked_by_the_page() -> None:
    page = (STATIC / "index.html").read_text("utf-8")
    assert [path.name for path in sorted((STATIC / "style").iterdir()) if f'"/static/style/{path.name}"' not in page] == []


def test_no_file_of_ours_loads_anything_from_elsewhere() -> None:
    ours = [path for path in STATIC.rglob("*") if path.suffix in {".js", ".css", ".html"} and path.parent != VENDOR]
    assert [path.name for path in ours if _ELSEWHERE.search(path.read_text("utf-8"))] == []


def test_the_page_holds_no_inline_script_and_no_inline_style() -> None:
    page = (STATIC / "index.html").read_text("utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=", page) == []
