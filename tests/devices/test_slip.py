"""The packing slip: its bytes, its words, its QR code."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.printer.code_pages import REPLACEMENT, printable
from devices.printer.escpos import encode_slip
from devices.printer.escpos_commands import commands_in
from devices.printer.paper import PAPER, WidthMm
from devices.printer.render import render
from devices.printer.slip import Slip, SlipLine
from tests.devices.read_paper import line_columns, qr_texts, text_lines
from tests.devices.sample_slip import COPY, GOLDEN, SLIP, golden_slips

WIDTHS: list[WidthMm] = [58, 80]

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
slips = st.builds(
    Slip,
    shop_name=texts,
    order_number=texts,
    channel_name=texts,
    external_number=texts,
    ship_to=st.lists(texts, max_size=4).map(tuple),
    lines=st.lists(st.builds(SlipLine, texts, texts, st.integers(0, 10_000), texts), max_size=4).map(tuple),
    qr=texts,
    printed_at=texts,
    note=texts,
    batch=texts,
    weight_g=st.none() | st.integers(0, 10**6),
    copy=st.booleans(),
)


@pytest.mark.parametrize("name", golden_slips())
def test_a_slip_is_the_same_bytes_as_ever(name: str) -> None:
    assert golden_slips()[name] == (GOLDEN / name).read_bytes()


@pytest.mark.parametrize("width_mm", WIDTHS)
def test_the_qr_code_of_the_printed_slip_reads_as_its_reference(width_mm: WidthMm) -> None:
    assert qr_texts(render(encode_slip(SLIP, width_mm), width_mm)) == [SLIP.qr]


@pytest.mark.parametrize("width_mm", WIDTHS)
def test_a_long_reference_still_makes_a_readable_qr_code(width_mm: WidthMm) -> None:
    reference = "https://box.example/o/" + "0123456789" * 15
    assert qr_texts(render(encode_slip(replace(SLIP, qr=reference), width_mm), width_mm)) == [reference]


def test_a_reference_no_qr_code_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="3000 bytes"):
        encode_slip(replace(SLIP, qr="x" * 3000))


def test_everything_the_packer_needs_is_on_the_slip() -> None:
    text = "\n".join(text_lines(encode_slip(SLIP)))
    for word in (
        "Grünwald Used Parts",
        "10472",
        "eBay 12-08834-55120",
        "Renée Muñoz-Strauß",
        "S-103 16 Malmö",
        "BRK-CAL-FL-0012",
        "A-06-2",
    ):
        assert word in text
    for word in (
        "  2 ×",
        " 12 ×",
        "€ 25",
        "14 units in 2 lines",
        "4.310 kg",
        "Batch 47",
        "please leave the price out",
        "2026-11-22 14:14 UTC",
    ):
        assert word in text


@pytest.mark.parametrize("width_mm", WIDTHS)
def test_a_long_description_is_wrapped_and_never_cut_off(width_mm: WidthMm) -> None:
    words = SLIP.lines[0].description.split()
    printed = " ".join(line.strip() for line in text_lines(encode_slip(SLIP, width_mm)))
    assert " ".join(words) in printed


def test_only_a_reprint_says_copy() -> None:
    assert [sum("C O P Y" in line for line in text_lines(encode_slip(slip))) for slip in (SLIP, COPY)] == [0, 2]


def test_the_slip_ends_with_a_cut_and_nothing_after_it() -> None:
    assert [command.name for command in commands_in(encode_slip(SLIP))][-1] == "GS V"


def test_a_character_no_code_page_has_is_seen_to_be_missing() -> None:
    assert any(f"Nguy{REPLACEMENT}n {REPLACEMENT}" in line for line in text_lines(encode_slip(replace(SLIP, ship_to=("Nguyễn 中",)))))


def test_letters_from_all_over_europe_print_as_themselves() -> None:
    name = "Łukasz Жуков Ελένη Ångström €5 “naïve”"
    assert any(name in line for line in text_lines(encode_slip(replace(SLIP, ship_to=(name,)))))


def test_an_accent_sent_apart_from_its_letter_takes_no_cell_of_its_own() -> None:
    assert printable("Mu\u0303n\u0303oz\u200b\ttwo") == "Mũñoz two".replace("ũ", REPLACEMENT)


def test_a_buyers_note_cannot_give_the_printer_a_command() -> None:
    plain = [command.name for command in commands_in(encode_slip(replace(SLIP, note="xxxxxxx")))]
    attack = [command.name for command in commands_in(encode_slip(replace(SLIP, note="\x1d(H\x1b@\x10\x04")))]
    assert sorted(set(attack)) == sorted(set(plain))


@settings(max_examples=60)
@given(slips, st.sampled_from(WIDTHS))
def test_whatever_the_shop_wrote_the_slip_prints_and_can_be_drawn(slip: Slip, width_mm: WidthMm) -> None:
    picture = render(encode_slip(slip, width_mm), width_mm)
    assert picture.width == PAPER[width_mm].width_dots + 2 * PAPER[width_mm].margin_dots


@settings(max_examples=60)
@given(slips, st.sampled_from(WIDTHS))
def test_no_line_is_wider_than_the_paper(slip: Slip, width_mm: WidthMm) -> None:
    columns = PAPER[width_mm].columns
    assert max(line_columns(encode_slip(slip, width_mm))) <= columns


def test_the_number_of_the_order_is_the_largest_text() -> None:
    sizes: dict[int, str] = {}
    size = 0
    for command in commands_in(encode_slip(SLIP)):
        if command.name == "GS !":
            size = command.parameters[0]
        elif command.name == "text" and size not in sizes:
            sizes[size] = command.parameters.decode("cp1252")
    assert sizes[max(sizes)] == SLIP.order_number


def test_a_slip_with_nothing_optional_prints_no_empty_headings() -> None:
    bare = replace(SLIP, note="", batch="", weight_g=None, external_number="")
    text = "\n".join(text_lines(encode_slip(bare)))
    assert not [word for word in ("NOTE", "Batch", "kg", "None") if word in text]
