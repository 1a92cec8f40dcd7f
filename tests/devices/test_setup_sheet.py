"""The setup sheet tells what to scan in which manual, and never shows a barcode of a maker that is not certain."""

import pytest
import zxingcpp

from devices.printer.document import SetupSheet
from devices.printer.layout_fields import said_by
from devices.printer.page_codec import PageCodec
from devices.printer.setup_sheet import FAMILIES, setup_steps


@pytest.mark.parametrize("model", FAMILIES)
def test_every_family_is_told_everything_the_box_needs(model: str) -> None:
    _, steps = setup_steps(model, "de")
    assert all(step.says and step.words for step in steps)
    headlines = " ".join(step.says for step in steps)
    for wanted in ("afresh", "serial port", "keyboard", "Germany", "Enter", "kind of barcode", "separator"):
        assert wanted in headlines


def test_the_only_code_on_a_sheet_is_the_check_code() -> None:
    codec = PageCodec(210, 297)
    picture = codec.picture(codec.encode(SetupSheet("zebra", "de", "Check zZ")))
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == ["Check zZ"]


def test_a_sheet_without_a_check_code_does_not_ask_for_it() -> None:
    codec = PageCodec(210, 297)
    with_code, without = (codec.picture(codec.encode(SetupSheet("zebra", "de", code))) for code in ("Check zZ", ""))
    assert sum(without.histogram()[:128]) < sum(with_code.histogram()[:128])


def test_a_country_we_have_no_name_for_is_shown_as_it_is_set() -> None:
    assert any("cz" in row["step"] for row in said_by(SetupSheet("generic", "cz"), "").rows)


def test_an_unknown_family_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="datalogic, generic, honeywell, newland, zebra"):
        setup_steps("acme", "us")
