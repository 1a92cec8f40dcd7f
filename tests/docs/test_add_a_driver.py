"""The driver that the documentation shows is a driver."""

from pathlib import Path
from typing import Any

import pytest

from devices.driver import DeviceGone, NoWeight, Scale, Weight
from devices.settings import ScaleSettings
from devices.supervision import taken_hold
from tests.required_parts import REPOSITORY


@pytest.fixture(scope="module")
def shown() -> dict[str, Any]:
    """The names that the page's first block of Python defines."""
    page = (REPOSITORY / "docs" / "add-a-driver.md").read_text("utf-8")
    names: dict[str, Any] = {}
    exec(page.split("```python\n")[1].split("```")[0], names)
    return names


@pytest.fixture
def scale(shown: dict[str, Any], tmp_path: Path) -> Scale:
    made: Scale = shown["FileScale"]("scale-1", ScaleSettings(f"file:{tmp_path / 'weight'}"))
    return made


async def test_it_tells_what_lies_on_it(scale: Scale, tmp_path: Path) -> None:
    (tmp_path / "weight").write_text("1234\n", "ascii")
    await scale.open()
    assert await scale.weight() == Weight(1234, stable=True)


async def test_it_is_in_trouble_until_its_device_is_there(scale: Scale, tmp_path: Path) -> None:
    before = await taken_hold(scale)
    (tmp_path / "weight").write_text("0", "ascii")
    assert (before.status, bool(before.remedy), (await taken_hold(scale)).status) == ("bad", True, "good")


async def test_it_tells_no_weight_where_there_is_none(scale: Scale, tmp_path: Path) -> None:
    (tmp_path / "weight").write_text("overload", "ascii")
    await scale.open()
    with pytest.raises(NoWeight):
        await scale.weight()


async def test_closed_it_tells_nothing(scale: Scale) -> None:
    with pytest.raises(DeviceGone, match="scale-1"):
        await scale.weight()


def test_settings_it_cannot_use_are_refused(shown: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="file:/path"):
        shown["FileScale"]("scale-1", ScaleSettings("hid:"))
