"""An owner adapts a layout by a plain file; a wrong file says which, where and what to do."""

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from devices.printer.document import Label, TestPage
from devices.printer.escpos_codec import EscposCodec
from devices.printer.layout_fields import FIELDS
from devices.printer.layout_file import label_layout, roll_layout
from devices.printer.layout_table import BadLayout
from devices.printer.zpl_codec import ZplCodec
from tests.devices.print_gallery import LABELS
from tests.devices.read_paper import text_lines
from tests.devices.sample_slip import SLIP

ROLLS = ["slip", "setup_sheet", "test_page"]


def slip_with(directory: Path, parts: str, more: str = "") -> list[str]:
    """The lines of a slip printed with an owner's layout of these parts."""
    (directory / "slip.toml").write_text(f"{more}\nparts = [ {parts} ]\n", encoding="utf-8")
    return [line.rstrip() for line in text_lines(EscposCodec(80, directory).encode(SLIP)) if line.strip()]


@pytest.mark.parametrize("name", FIELDS)
def test_every_layout_of_ours_is_right(name: str) -> None:
    layout = roll_layout(name, None) if name in ROLLS else label_layout(name, None)
    assert layout is not None


def test_a_directory_without_a_layout_of_that_name_uses_ours(tmp_path: Path) -> None:
    assert EscposCodec(80, tmp_path).encode(SLIP) == EscposCodec(80).encode(SLIP)


def test_an_owner_changes_words_order_and_size(tmp_path: Path) -> None:
    parts = (
        '{ text = "AUFTRAG {order_number}", size = 2 }, { text = "{shop_name}" }, { rows = [ { left = "{sku}", right = "{quantity}" } ] }'
    )
    lines = slip_with(tmp_path, parts)
    assert lines[:2] == ["AUFTRAG 10472", "Grünwald Used Parts"]
    assert lines[2].split() == ["BRK-CAL-FL-0012", "2"]


def test_the_words_for_one_and_for_many_are_the_owners(tmp_path: Path) -> None:
    words = 'words = { unit = ["Stück", "Stück"], line = ["Zeile", "Zeilen"] }'
    assert slip_with(tmp_path, '{ text = "{units} {unit} in {lines} {line}" }', words) == ["14 Stück in 2 Zeilen"]


def test_a_part_whose_fields_say_nothing_is_left_out(tmp_path: Path) -> None:
    assert slip_with(tmp_path, '{ text = "Parcel: {parcel}" }, { text = "Batch: {batch}" }') == ["Batch: 47"]


def test_conditions_choose_between_parts(tmp_path: Path) -> None:
    parts = '{ text = "REPRINT", when = "copy" }, { text = "FIRST", unless = "copy" }'
    assert slip_with(tmp_path, parts) == ["FIRST"]


def test_an_edited_file_is_used_at_the_next_print(tmp_path: Path) -> None:
    assert slip_with(tmp_path, '{ text = "before" }') == ["before"]
    assert slip_with(tmp_path, '{ text = "afterwards" }') == ["afterwards"]


def test_a_logo_is_printed_from_a_picture_beside_the_file(tmp_path: Path) -> None:
    Image.new("RGBA", (100, 50), (0, 0, 0, 255)).save(tmp_path / "logo.png")
    (tmp_path / "slip.toml").write_text('parts = [ { logo = "logo.png", width = 40 } ]')
    codec = EscposCodec(80, tmp_path)
    picture = codec.picture(codec.encode(SLIP))
    assert sum(picture.histogram()[:10]) == 320 * 160


def test_a_logo_stands_on_a_label(tmp_path: Path) -> None:
    Image.new("L", (10, 10), 0).save(tmp_path / "logo.png")
    (tmp_path / "bin_label.toml").write_text('margin = 0\nboxes = [ { logo = "logo.png", box = [0, 0, 50, 50] } ]')
    codec = ZplCodec(50, 30, 8, tmp_path)
    assert sum(codec.picture(codec.encode(LABELS["bin"])).histogram()[:10]) == 120 * 120


def test_small_boxes_come_in_where_the_others_do_not_fit(tmp_path: Path) -> None:
    boxes = 'margin = 0\nboxes = [ { code128 = "{code}", box = [0, 0, 100, 100] } ]\n'
    (tmp_path / "bin_label.toml").write_text(boxes + 'small_boxes = [ { qr = "{code}", box = [0, 0, 100, 100] } ]')
    codec = ZplCodec(50, 30, 8, tmp_path)
    formats = []
    for code in ("SHORT", "MUCH-TOO-LONG-FOR-BARS"):
        (read,) = zxingcpp.read_barcodes(codec.picture(codec.encode(Label("bin_label", code, {}))))
        formats.append((read.text, read.format))
    assert formats == [("SHORT", zxingcpp.BarcodeFormat.Code128), ("MUCH-TOO-LONG-FOR-BARS", zxingcpp.BarcodeFormat.QRCode)]


def test_bars_and_a_qr_code_can_be_put_anywhere_on_a_slip(tmp_path: Path) -> None:
    (tmp_path / "slip.toml").write_text('parts = [ { code128 = "{order_number}" }, { gap = 5 }, { qr = "{order_number}", module = 0.5 } ]')
    codec = EscposCodec(58, tmp_path)
    assert [code.text for code in zxingcpp.read_barcodes(codec.picture(codec.encode(SLIP)))] == ["10472", "10472"]


@pytest.mark.parametrize(
    ("content", "place", "remedy"),
    [
        ('parts = [ { text = "x" ]', "at line 1", "ends with a comma"),
        ("", "slip.toml", "needs parts"),
        ("parts = []", "slip.toml", "one thing in it at least"),
        ('parts = [ { text = "a" } ]\ncolour = 1', "slip.toml", "'colour' is not known at the top"),
        ('parts = [ { text = "a" }, "b" ]', "part 2", "write it in braces"),
        ('parts = [ { text = "a" }, { texxt = "b" } ]', "part 2", "exactly one of text, banner"),
        ('parts = [ { text = "a", rule = 1 } ]', "part 1", "text and rule"),
        ('parts = [ { text = "a", siize = 2 } ]', "part 1", "'siize' is not known here; a text may have"),
        ('parts = [ { text = "a", size = 9 } ]', "part 1", "whole number from 1 to 8"),
        ('parts = [ { text = "a", size = true } ]', "part 1", "whole number from 1 to 8"),
        ('parts = [ { text = "a", bold = "yes" } ]', "part 1", "bold must be true or false"),
        ('parts = [ { text = "a", align = "middle" } ]', "part 1", "left, center, right"),
        ('parts = [ { text = "{ordernumber}" } ]', "part 1", "{ordernumber} is no field here; there is batch"),
        ('parts = [ { text = "a", when = "gift" } ]', "part 1", "when = 'gift' names no field"),
        ("parts = [ { gap = 0 } ]", "part 1", "number from 0.125 to 100"),
        ("parts = [ { text = 3 } ]", "part 1", "a text in quotes"),
        ('parts = [ { logo = "none.png" } ]', "part 1", "put the picture there or take the part out"),
        ('parts = [ { logo = "../../secret.png" } ]', "part 1", "lies beside the layout"),
        ('parts = [ { rows = [ { text = "{shop_name}" } ] } ]', "part 1, rows, part 1", "{shop_name} is no field here"),
        ('parts = [ { text = "a" } ]\nwords = { unit = "x" }', "words", "two texts, for one and for many"),
    ],
)
def test_a_wrong_layout_names_file_place_and_remedy(content: str, place: str, remedy: str, tmp_path: Path) -> None:
    (tmp_path / "slip.toml").write_text(content)
    with pytest.raises(BadLayout) as wrong:
        EscposCodec(80, tmp_path).encode(SLIP)
    assert str(tmp_path / "slip.toml") in str(wrong.value)
    assert place in str(wrong.value)
    assert remedy in str(wrong.value)


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        ('boxes = [ { text = "{name}" } ]', "it also needs box"),
        ('boxes = [ { text = "{name}", box = [0, 0, 101, 5] } ]', "all within it"),
        ('boxes = [ { text = "{name}", box = [0, 0, nan, 5] } ]', "all within it"),
        ('boxes = [ { text = "{name}", box = "all" } ]', "four numbers"),
        ('boxes = [ { text = "{name}", box = [0, 0, 5, 5], turn = 45 } ]', "0, 90, 180, 270"),
        ('margin = 99\nboxes = [ { text = "{name}", box = [0, 0, 5, 5] } ]', "number from 0 to 20"),
        ('boxes = [ { text = "{sku}", box = [0, 0, 5, 5] } ]', "{sku} is no field here"),
    ],
)
def test_a_wrong_label_layout_says_what_to_do(content: str, remedy: str, tmp_path: Path) -> None:
    (tmp_path / "bin_label.toml").write_text(content)
    with pytest.raises(BadLayout) as wrong:
        ZplCodec(100, 50, 8, tmp_path).encode(Label("bin_label", "A", {"name": "A"}))
    assert str(tmp_path / "bin_label.toml") in str(wrong.value)
    assert remedy in str(wrong.value)


def test_a_layout_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "slip.toml").write_text('parts = [ { text = "Thank you" } ]', encoding="utf-8-sig")
    assert "Thank you" in text_lines(EscposCodec(80, tmp_path).encode(SLIP))


def test_a_layout_of_endless_brackets_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "slip.toml").write_text(f"parts = {'[' * 3000}{']' * 3000}")
    with pytest.raises(BadLayout, match=r"slip\.toml.*brackets"):
        EscposCodec(80, tmp_path).encode(SLIP)


def test_a_layout_that_cannot_be_read_names_the_file_and_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "slip.toml").symlink_to("/proc/self/mem")  # a file that opens and refuses to be read, whoever asks
    with pytest.raises(BadLayout, match=r"slip\.toml can't be read .* let the user that runs pmpd read it"):
        EscposCodec(80, tmp_path).encode(SLIP)


@pytest.mark.parametrize(("size", "told"), [((10_000, 10_000), "save it smaller"), ((1, 30_000), "cut off what is white")])
def test_a_logo_that_would_fill_the_memory_is_refused_by_name(size: tuple[int, int], told: str, tmp_path: Path) -> None:
    Image.new("1", size).save(tmp_path / "logo.png")
    (tmp_path / "test_page.toml").write_text('parts = [ { logo = "logo.png" } ]')
    with pytest.raises(ValueError, match=rf"logo\.png .*{told}"):
        EscposCodec(80, tmp_path).encode(TestPage("bench", "now"))


def test_a_picture_that_is_none_says_so(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_text("not a picture")
    (tmp_path / "test_page.toml").write_text('parts = [ { logo = "logo.png" } ]')
    with pytest.raises(ValueError, match="save it as a PNG"):
        EscposCodec(80, tmp_path).encode(TestPage("bench", "now"))
