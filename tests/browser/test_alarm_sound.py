"""Who sounds the alarm: the box's own loudspeaker where it has one, else the browser; never both."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from pmpd.config import Config, Sound
from tests.browser.rehearsal import Rehearsal, rehearsal
from tests.browser.visitor import Visitor, visiting
from tests.required_parts import required_program

pytestmark = pytest.mark.browser

# A card that writes what it plays into a file.
CARD = 'pcm.card { type file slave.pcm "nowhere" file "%s" format "raw" }\npcm.nowhere { type null }\n'
COUNT_TONES = """
    window.tones = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) { window.tones += 1; return start.apply(this, when); };
"""


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that holds what the box's card plays."""
    required_program("aplay")
    (tmp_path / "alsa.conf").write_text(CARD % (tmp_path / "heard.raw"))
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "alsa.conf"))
    return tmp_path / "heard.raw"


def scan_a_wrong_bin(visitor: Visitor, stage: Rehearsal) -> None:
    """Be on a walk and scan, with a scanner that types, what is not asked for."""
    visitor.page.add_init_script(COUNT_TONES)
    stage.order()
    session = stage.post("/pick-sessions", {"most": 1}, X_Device="scanner-1")
    visitor.go(f"/pick/{session['session']}")
    visitor.page.locator(".light").wait_for()
    visitor.type_scan("B-01" if session["stop"]["bin"] != "B-01" else "A-01")
    expect(visitor.alarm).to_be_visible()


def tones(visitor: Visitor) -> int:
    """How many tones the browser began, once it began one."""
    begun: int = visitor.page.wait_for_function("window.tones").json_value()
    return begun


def stays_silent(visitor: Visitor) -> bool:
    """Whether the browser begins no tone for a while."""
    visitor.page.wait_for_timeout(500)
    begun: int = visitor.page.evaluate("window.tones")
    return begun == 0


@pytest.fixture
def silent(browser: Browser, tmp_path: Path) -> Iterator[Visitor]:
    """A picker whose box has no loudspeaker."""
    with rehearsal(tmp_path / "data") as stage, visiting(browser, stage, 800, 480) as visitor:
        scan_a_wrong_bin(visitor, stage)
        yield visitor


def test_without_a_loudspeaker_at_the_box_the_browser_sounds(silent: Visitor) -> None:
    assert tones(silent) > 0


def test_a_scan_typed_at_the_screen_sounds_from_the_box_and_not_from_the_browser(browser: Browser, tmp_path: Path, heard: Path) -> None:
    config = Config(sound=Sound(enabled=True, device="card"))
    with rehearsal(tmp_path / "data", config) as stage, visiting(browser, stage, 800, 480) as visitor:
        scan_a_wrong_bin(visitor, stage)
        while not heard.exists():
            visitor.page.wait_for_timeout(50)
        assert stays_silent(visitor)


def test_the_browser_sounds_where_the_box_turns_out_to_have_no_card(browser: Browser, tmp_path: Path, heard: Path) -> None:
    config = Config(sound=Sound(enabled=True, device="no-such-card"))
    with rehearsal(tmp_path / "data", config) as stage, visiting(browser, stage, 800, 480) as visitor:
        stage.post("/devices/sound/trial")
        scan_a_wrong_bin(visitor, stage)
        assert tones(visitor) > 0


def test_a_wrong_scan_with_a_borrowed_scanner_sounds_from_the_box_and_not_from_the_browser(
    browser: Browser, tmp_path: Path, heard: Path
) -> None:
    config = Config(sound=Sound(enabled=True, device="card"))
    with rehearsal(tmp_path / "data", config) as stage, visiting(browser, stage, 800, 480) as visitor:
        visitor.page.add_init_script(COUNT_TONES)
        visitor.go("/move")
        visitor.prompt.click()
        expect(visitor.page.locator(".borrowed")).to_have_text("scanner-1 scans here")
        assert not heard.exists()
        stage.scan("scanner-1", "9999999999994")
        expect(visitor.alarm).to_be_visible()
        while not heard.exists():
            visitor.page.wait_for_timeout(50)
        assert stays_silent(visitor)
