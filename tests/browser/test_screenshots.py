"""The program that takes pictures of every screen keeps step with the screens."""

from pathlib import Path

import pytest

from tests.browser.screenshots import DARK, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_every_screen_can_be_looked_at_as_a_picture(tmp_path: Path) -> None:
    write(tmp_path, DARK[:1])
    assert {"800x480-dark-pack-sealed.png", "320x640-de-home.png"} <= {path.name for path in tmp_path.iterdir()}
