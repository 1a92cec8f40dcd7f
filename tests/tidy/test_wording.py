"""What is committed speaks of the project alone: no place of one machine, no package host, no unfinished work."""

import re

import pytest

from tests.tidy.source_tree import shown, text_files

# Every pattern is written so that it does not match its own line.
PACKAGE_HOSTS = r"pypi\.[o]rg|python[h]osted|npm[j]s|crates\.i[o]|rubygems\.o[r]g|proxy\.g[o]lang|jsdel[i]vr|unpk[g]|deb\.deb[i]an"
MACHINE_PLACES = r"(?<![\w.])/(work|root|home|Users)/|/opt/(pypi|wheels)|/tmp/[b]rief"
UNFINISHED = r"\b(TO[D]O|FI[X]ME|HA[C]K)\b"
WORKPLACE = r"\bissue [#]?\d|\bthe br[i]ef\b|\bthe lea[d] (wires|commits)\b|\bother help[e]rs\b"


def lines_matching(pattern: str) -> list[str]:
    """Return every line of the project that the pattern matches, with its place."""
    wanted = re.compile(pattern)
    return [
        f"{shown(path, number)}: {line.strip()[:120]}"
        for path in text_files()
        if path.name != "LICENSE"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if wanted.search(line)
    ]


@pytest.mark.parametrize(
    "pattern", [PACKAGE_HOSTS, MACHINE_PLACES, UNFINISHED, WORKPLACE], ids=["hosts", "places", "unfinished", "workplace"]
)
def test_no_committed_line_names_what_belongs_to_one_machine_or_to_the_work_itself(pattern: str) -> None:
    assert lines_matching(pattern) == []
