"""The documentation names everything a user can set, type or call, and its links lead somewhere."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.required_parts import REPOSITORY
from tests.tidy import product_surface
from tests.tidy.source_tree import shown, text_files

LINK = re.compile(r"\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)|<(?:img|a)[^>]+(?:src|href)=\"([^\"]+)\"")
CODE_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    """Return the pages that a user reads: README.md and docs/."""
    return [
        path for path in text_files() if path.suffix == ".md" and (path.parent == REPOSITORY or path.is_relative_to(REPOSITORY / "docs"))
    ]


@cache
def manual() -> str:
    """Return the text of all pages."""
    return "\n".join(path.read_text("utf-8") for path in pages())


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as Git hosts make them."""
    headings = re.findall(r"^#+ +(.+?) *$", CODE_FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def is_documented(name: str) -> bool:
    """Tell whether the manual has the name in code: between backticks (alone or within a command), or at the start of a TOML line."""
    word = rf"(?<![\w-]){re.escape(name)}(?![\w-])"
    return (
        re.search(rf"`[^`\n]*{word}[^`\n]*`|^\s*#?\s*{word}\s*=|^\s*\[[\w.]*{word}\]|^\s*\$?\s*pmpd .*{word}", manual(), re.MULTILINE)
        is not None
    )


def test_every_setting_is_in_the_documentation() -> None:
    assert [name for name in product_surface.settings() if not is_documented(name)] == []


def test_every_verb_of_the_command_line_is_in_the_documentation() -> None:
    assert [verb for verb in product_surface.verbs() if not is_documented(f"pmpd {verb}")] == []


def test_every_verb_made_from_a_route_is_in_the_tables_of_the_command_line_page() -> None:
    page = (REPOSITORY / "docs" / "command-line.md").read_text("utf-8").splitlines()
    missing = [line for line in product_surface.verb_lines() if line not in page]
    assert missing == [], "docs/command-line.md lacks these lines:\n" + "\n".join(missing)


def test_the_tables_of_the_command_line_page_name_no_verb_that_is_gone() -> None:
    page = (REPOSITORY / "docs" / "command-line.md").read_text("utf-8")
    named = set(re.findall(r"^\| `pmpd ([a-z][a-z-]*)", page, re.MULTILINE))
    assert sorted(named - set(product_surface.verbs())) == []


def test_every_option_of_the_command_line_is_in_the_documentation() -> None:
    assert [option for option in product_surface.options() if not is_documented(option)] == []


def test_every_route_of_the_api_is_in_the_documentation() -> None:
    assert [route for route in product_surface.routes() if route not in manual()] == []


@pytest.mark.parametrize("page", pages(), ids=shown)
def test_every_link_between_pages_leads_to_a_file_that_exists(page: Path) -> None:
    dead = []
    for match in LINK.finditer(CODE_FENCE.sub("", page.read_text("utf-8"))):
        target = match.group(1) or match.group(2)
        if re.match(r"[a-z]+:", target):
            continue
        file_name, _, anchor = target.partition("#")
        linked = (page.parent / file_name).resolve() if file_name else page
        if not linked.exists() or (anchor and linked.suffix == ".md" and anchor not in anchors(linked)):
            dead.append(target)
    assert dead == []
