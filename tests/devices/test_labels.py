"""What a person sees on a label: large letters, nothing cut off in silence, nothing dropped."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from devices.printer.document import Label
from devices.printer.label_drawn import label_on_roll, label_picture
from devices.printer.label_typeface import drawable, face, width_of, wrapped
from tests.devices.print_gallery import LABELS

SIZES = [((400, 240), 8), ((744, 348), 12), ((800, 400), 8), ((1200, 600), 12), ((800, 1200), 8)]


def ink(picture: Image.Image) -> tuple[int, int, int, int]:
    """The box around everything dark."""
    box = ImageChops.invert(picture).getbbox()
    assert box is not None
    return box


def layout(directory: Path, name: str, boxes: str) -> Path:
    """An owner's layout of a label."""
    (directory / f"{name}.toml").write_text(f"margin = 0\nboxes = [ {boxes} ]\n")
    return directory


@pytest.mark.parametrize(("size", "dots_per_mm"), SIZES)
@pytest.mark.parametrize("name", LABELS)
def test_nothing_is_drawn_into_the_margin_that_printers_miss(name: str, size: tuple[int, int], dots_per_mm: int) -> None:
    left, top, right, bottom = ink(label_picture(LABELS[name], size, dots_per_mm, None))
    assert left >= dots_per_mm
    assert top >= dots_per_mm
    assert right <= size[0] - dots_per_mm
    assert bottom <= size[1] - dots_per_mm


@pytest.mark.parametrize(("size", "dots_per_mm", "letters_mm"), [((400, 240), 8, 9), ((800, 400), 8, 17), ((800, 1200), 8, 18)])
def test_a_bins_name_is_read_from_two_metres(size: tuple[int, int], dots_per_mm: int, letters_mm: int, tmp_path: Path) -> None:
    """A capital of 9 mm is read from 2 m and more (about 4 mm for each metre)."""
    name_only = replace(LABELS["bin"], fields={"name": "A-06-2"}, code="")
    _, top, _, bottom = ink(label_picture(name_only, size, dots_per_mm, None))
    assert (bottom - top) / dots_per_mm >= letters_mm


def test_a_short_text_is_larger_than_a_long_one(tmp_path: Path) -> None:
    own = layout(tmp_path, "bin_label", '{ text = "{name}", box = [0, 0, 100, 100] }')
    heights = []
    for name in ("A-1", "A-06-2", "WAREHOUSE-A-06-2"):
        _, top, _, bottom = ink(label_picture(Label("bin_label", "", {"name": name}), (800, 100), 8, own))
        heights.append(bottom - top)
    assert heights == sorted(heights, reverse=True)


def test_a_description_too_long_for_its_box_ends_in_dots_to_be_seen(tmp_path: Path) -> None:
    own = layout(tmp_path, "item_label", '{ text = "{description}", box = [0, 0, 100, 100], may_end = true }')
    short = Label("item_label", "", {"description": "word " * 50 + "…"})
    long = Label("item_label", "", {"description": "word " * 5000})
    assert ink(label_picture(long, (400, 240), 8, own))[3] > 200
    with pytest.raises(ValueError, match="shorten it, enlarge its box in the layout, or use larger labels"):
        label_picture(short, (100, 40), 8, layout(tmp_path, "item_label", '{ text = "{description}", box = [0, 0, 100, 100] }'))


def test_a_text_longer_than_any_label_is_not_tried_for_minutes_and_ends_in_dots(tmp_path: Path) -> None:
    own = layout(tmp_path, "item_label", '{ text = "{description}", box = [0, 0, 100, 100], may_end = true }')
    begun, whole = (label_picture(Label("item_label", "", {"description": "x" * n}), (800, 600), 8, own) for n in (1_001, 20_000))
    assert begun.tobytes() == whole.tobytes()


def test_a_text_that_does_not_fit_is_told_by_its_beginning(tmp_path: Path) -> None:
    own = layout(tmp_path, "bin_label", '{ text = "{name}", box = [0, 0, 100, 100] }')
    with pytest.raises(ValueError, match="shorten it") as refused:
        label_picture(Label("bin_label", "", {"name": "x" * 20_000}), (800, 100), 8, own)
    assert len(str(refused.value)) < 200


def test_a_word_wider_than_its_box_is_broken_and_keeps_every_letter() -> None:
    lines = wrapped("DONAUDAMPFSCHIFFFAHRT", 20, 100, bold=True)
    assert lines is not None
    assert "".join(lines) == "DONAUDAMPFSCHIFFFAHRT"
    assert max(width_of(line, 20, bold=True) for line in lines) <= 100


def test_a_code_is_broken_after_its_hyphens_first() -> None:
    assert wrapped("BRK-CAL-FL-0012", 30, 130, bold=True) == ["BRK-CAL-", "FL-0012"]


def test_letters_from_all_over_europe_are_drawn_as_themselves() -> None:
    text = "äéñłŻşťűőžšđðþøåæœ ΑΩαβγς Жуковђєіїќщ ₤€£½×–“”’→↑←↓°µ№™…"
    assert drawable(text) == text


def test_a_letter_the_typeface_lacks_is_seen_to_be_missing() -> None:
    assert drawable("中a\u200bم") == "■a■"
    assert width_of("■", 40, bold=True) > 10


def test_zero_and_o_look_different() -> None:
    font = face(60, True)
    assert font.getlength("0") != font.getlength("O")


def test_only_a_reprint_of_a_label_says_copy() -> None:
    plain, copy = (label_picture(replace(LABELS["bin"], copy=flag), (800, 400), 8, None) for flag in (False, True))
    assert ImageChops.difference(plain, copy).getbbox() is not None


@pytest.mark.parametrize("width_dots", [384, 576])
def test_on_a_roll_a_label_is_as_wide_as_the_roll(width_dots: int) -> None:
    assert label_on_roll(LABELS["item"], width_dots, 8, None).width == width_dots


def test_a_turned_text_stands_upright_on_the_label(tmp_path: Path) -> None:
    own = layout(tmp_path, "bin_label", '{ text = "{name}", box = [0, 0, 100, 100], turn = 90 }')
    left, top, right, bottom = ink(label_picture(Label("bin_label", "", {"name": "AISLE"}), (300, 300), 8, own))
    assert bottom - top > 2 * (right - left)


def test_a_label_without_a_price_leaves_its_place_white() -> None:
    with_price = label_picture(LABELS["item"], (800, 400), 8, None)
    fields = {name: text for name, text in LABELS["item"].fields.items() if name != "price"}
    without = label_picture(replace(LABELS["item"], fields=fields), (800, 400), 8, None)
    assert sum(without.histogram()[:128]) < sum(with_price.histogram()[:128])
