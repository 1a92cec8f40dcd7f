"""The words of the screens stand in two modules."""

import re

from tests.required_parts import REPOSITORY

STATIC = REPOSITORY / "kiosk" / "static"
_USED = re.compile(r"\btext\.([a-z]\w*)\.(\w+)")
_GROUP = re.compile(r"^  (\w+): \{$(.*?)^  \},$", re.MULTILINE | re.DOTALL)
_KEY = re.compile(r"^    (\w+):", re.MULTILINE)
MODULES = ("messages.js", "messages_devices.js")
GROUPS = {group: _KEY.findall(body) for name in MODULES for group, body in _GROUP.findall((STATIC / name).read_text("utf-8"))}


def used() -> set[tuple[str, str]]:
    """Return (group, name) of every message that a screen shows."""
    sources = [path.read_text("utf-8") for path in STATIC.rglob("*.js") if path.name not in MODULES]
    return {(group, name) for source in sources for group, name in _USED.findall(source)}


def test_every_message_that_a_screen_shows_exists() -> None:
    assert sorted(f"{group}.{name}" for group, name in used() if name not in GROUPS.get(group, [])) == []


def test_every_message_is_shown_by_a_screen() -> None:
    shown = used()
    # The kinds of alarms are named by the box, as are an order's states.
    assert [f"{group}.{name}" for group, names in GROUPS.items() for name in names if group != "alarm" and (group, name) not in shown] == []
