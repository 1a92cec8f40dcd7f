"""A carrier's label comes out valid: as it is where the printer can, and otherwise with bars that scan."""

import struct
import zlib
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image, ImageChops

from devices.printer.carrier_label import carrier_pictures
from devices.printer.codec import Codec
from devices.printer.document import CarrierLabel
from devices.printer.escpos_codec import EscposCodec
from devices.printer.label_pdf import pdf_of
from devices.printer.page_codec import PageCodec
from devices.printer.zpl_codec import ZplCodec
from tests.devices.carrier_samples import TRACKING, ZPL, carrier_page_pdf, carrier_pdf, carrier_picture, carrier_png

PAPERS: dict[str, Codec] = {
    "label-203": ZplCodec(100, 150, 8),
    "label-300": ZplCodec(102, 152, 12),
    "roll-80": EscposCodec(80),
    "a4": PageCodec(210, 297),
}
LABELS = {
    "png-203": CarrierLabel("png", carrier_png(8)),
    "png-300": CarrierLabel("png", carrier_png(12)),
    "pdf": CarrierLabel("pdf", carrier_pdf()),
    "corner of a page": CarrierLabel("pdf", carrier_page_pdf()),
}


def png(picture: Image.Image) -> bytes:
    written = BytesIO()
    picture.save(written, format="PNG")
    return written.getvalue()


def unfolding_png(width: int, height: int) -> bytes:
    """The head of a PNG that says how large it is; the rest is not there."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head)) + b"\0\0\0\0IDAT" + bytes(4)


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("paper", PAPERS)
def test_both_codes_of_a_carriers_label_are_read_from_every_paper(paper: str, label: str) -> None:
    codec = PAPERS[paper]
    codes = zxingcpp.read_barcodes(codec.picture(codec.encode(LABELS[label])))
    assert [code.text for code in codes] == [TRACKING, TRACKING]


def test_zpl_goes_to_a_label_printer_byte_for_byte_and_its_reprint_too() -> None:
    codec = ZplCodec(100, 150, 8)
    assert codec.encode(CarrierLabel("zpl", ZPL)) == codec.encode(CarrierLabel("zpl", ZPL, copy=True)) == ZPL


def test_a_carriers_pdf_goes_to_an_office_printer_byte_for_byte() -> None:
    assert PageCodec(210, 297).encode(CarrierLabel("pdf", carrier_pdf())) == carrier_pdf()


@pytest.mark.parametrize("paper", ["roll-80", "a4"])
def test_zpl_is_drawn_for_a_printer_of_another_language(paper: str) -> None:
    codec = PAPERS[paper]
    codes = zxingcpp.read_barcodes(codec.picture(codec.encode(CarrierLabel("zpl", ZPL))))
    assert [code.text for code in codes] == ["1Z999AA1"]


@pytest.mark.parametrize("content", [b"", b"hello", b"^XA^FDcut off", b"^FDno start^XZ", b"^XA^XZ^XA"])
def test_zpl_that_is_no_whole_label_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="fetch the label again"):
        ZplCodec(100, 150, 8).encode(CarrierLabel("zpl", content))


def test_zpl_that_begins_with_the_settings_of_the_program_that_made_it_is_printed() -> None:
    content = b"\x10CT~~CD,~CC^~CT~\r\n" + ZPL
    assert ZplCodec(100, 150, 8).encode(CarrierLabel("zpl", content)) == content


def test_zpl_of_several_labels_is_a_page_for_each() -> None:
    assert len(carrier_pictures(CarrierLabel("zpl", ZPL + ZPL), (1224, 1824), 12)) == 2


@pytest.mark.parametrize("paper", ["roll-80", "a4"])
@pytest.mark.parametrize("lost", [b"^FO0,0^B3N^FD\x84^FS", b"^FO0,0^XGR:LOGO.GRF^FS"])
def test_zpl_of_which_something_would_be_missing_is_refused_rather_than_printed(lost: bytes, paper: str) -> None:
    with pytest.raises(ValueError, match="can't print all of the carrier's label"):
        PAPERS[paper].encode(CarrierLabel("zpl", ZPL.replace(b"^XZ", lost + b"^XZ")))


@pytest.mark.parametrize("paper", PAPERS)
def test_zpl_of_more_labels_than_anybody_buys_at_once_is_refused(paper: str) -> None:
    with pytest.raises(ValueError, match="1 to 30 can be printed"):
        PAPERS[paper].encode(CarrierLabel("zpl", ZPL * 31))


@pytest.mark.parametrize("side", [8_000, 12_000, 60_000])
@pytest.mark.parametrize("paper", PAPERS)
def test_a_small_file_that_unfolds_into_a_huge_picture_is_refused(paper: str, side: int) -> None:
    with pytest.raises(ValueError, match="more than 40 million dots"):
        PAPERS[paper].encode(CarrierLabel("png", unfolding_png(side, side)))


def test_a_picture_that_would_be_a_mile_long_is_refused() -> None:
    with pytest.raises(ValueError, match="too long and narrow"):
        EscposCodec(80).encode(CarrierLabel("png", png(Image.new("L", (1, 30_000), 255))))


@pytest.mark.parametrize("codec", [ZplCodec(100, 150, 24), EscposCodec(80), PageCodec(210, 297)])
def test_a_pdf_page_of_a_square_metre_is_never_drawn(codec: Codec) -> None:
    page = pdf_of([Image.new("1", (900, 900))], 1)
    with pytest.raises(ValueError, match="too large"):
        codec.picture(codec.encode(CarrierLabel("pdf", page)))


def test_a_picture_of_the_labels_size_keeps_every_dot() -> None:
    (printed,) = carrier_pictures(CarrierLabel("png", carrier_png(8)), (816, 1224), 8)
    wanted = carrier_picture(8).point(lambda level: 255 if level >= 128 else 0, mode="1")
    assert ImageChops.difference(printed.convert("L"), wanted.convert("L")).getbbox() is None


def test_what_hangs_over_the_label_by_a_hair_is_never_ink() -> None:
    solid = Image.new("L", (812, 1218), 255)
    solid.paste(0, (2, 2, 810, 1216))
    (printed,) = carrier_pictures(CarrierLabel("png", png(solid)), (800, 1200), 8)
    box = ImageChops.invert(printed.convert("L")).getbbox()
    assert box is not None
    assert box[0] > 0
    assert box[2] < printed.width


def test_a_label_lying_on_its_side_is_turned() -> None:
    (printed,) = carrier_pictures(CarrierLabel("png", png(carrier_picture(8).rotate(90, expand=True))), (800, 1200), 8)
    assert printed.height > printed.width
    assert {code.text for code in zxingcpp.read_barcodes(printed.convert("L"))} == {TRACKING}


def test_grey_becomes_black_or_white_and_is_never_dithered() -> None:
    (printed,) = carrier_pictures(CarrierLabel("png", png(Image.new("L", (800, 1200), 200))), (800, 1200), 8)
    assert printed.getextrema() == (255, 255)


def test_a_transparent_background_is_white() -> None:
    (printed,) = carrier_pictures(CarrierLabel("png", png(Image.new("RGBA", (800, 1200), (0, 0, 0, 0)))), (800, 1200), 8)
    assert printed.getextrema() == (255, 255)


def test_every_page_of_a_pdf_is_a_label_and_blank_ones_are_left_out() -> None:
    pages = [carrier_picture(8), Image.new("L", (813, 1219), 255), carrier_picture(8)]
    job = ZplCodec(102, 152, 8).encode(CarrierLabel("pdf", pdf_of(pages, 8)))
    assert job.count(b"^XA") == 2


@pytest.mark.parametrize("codec", [EscposCodec(58), ZplCodec(50, 30, 8)])
def test_paper_too_small_for_readable_bars_is_refused_with_what_to_use(codec: Codec) -> None:
    with pytest.raises(ValueError, match="use the label or office printer"):
        codec.encode(CarrierLabel("png", carrier_png()))


@pytest.mark.parametrize("label", [CarrierLabel("png", b"junk"), CarrierLabel("pdf", b"junk"), CarrierLabel("png", carrier_png()[:500])])
@pytest.mark.parametrize("paper", ["label-203", "roll-80"])
def test_a_broken_file_is_refused(paper: str, label: CarrierLabel) -> None:
    with pytest.raises(ValueError, match="fetch"):
        PAPERS[paper].encode(label)


def test_only_a_roll_has_room_to_mark_a_copy_outside_of_the_carriers_label() -> None:
    plain, copy = (CarrierLabel("png", carrier_png(), copy=flag) for flag in (False, True))
    roll, labels = EscposCodec(80), ZplCodec(100, 150, 8)
    assert roll.picture(roll.encode(copy)).height > roll.picture(roll.encode(plain)).height
    assert labels.encode(copy) == labels.encode(plain)
