"""Every codec prints every document: the same bytes as ever, as a picture whose codes a decoder reads back."""

import hashlib
from dataclasses import replace
from itertools import pairwise

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from devices.printer.codec import Codec
from devices.printer.document import Document, Label, SetupSheet, TestPage
from devices.printer.escpos_codec import EscposCodec
from devices.printer.escpos_commands import commands_in, raster_size
from devices.printer.label_barcodes import DoesNotFit, code128
from devices.printer.page_codec import PageCodec
from devices.printer.paper import PAPER
from devices.printer.slip import Slip, SlipLine
from devices.printer.zpl_codec import ZplCodec
from tests.devices.print_gallery import CHECK_CODE, CODECS, DOCUMENTS, LABELS
from tests.devices.sample_slip import GOLDEN, SLIP

OURS = [name for name in DOCUMENTS if not name.startswith("carrier")]
DIGESTS = GOLDEN / "jobs.txt"


def read(picture: Image.Image) -> set[str]:
    """What a scanner reads from the picture."""
    return {code.bytes.decode("utf-8", errors="replace") for code in zxingcpp.read_barcodes(picture)}


def digests() -> dict[str, str]:
    """Name of document and paper → SHA-256 of the job, for those whose bytes no library of compression decides."""
    return {
        f"{name}-{paper}": hashlib.sha256(codec.encode(DOCUMENTS[name])).hexdigest()
        for paper, codec in CODECS.items()
        if not isinstance(codec, PageCodec)
        for name in OURS
    }


def test_every_job_is_the_same_bytes_as_ever() -> None:
    golden = dict(line.split() for line in DIGESTS.read_text().splitlines())
    assert {name: digest for name, digest in digests().items() if golden.get(name) != digest} == {}


@pytest.mark.parametrize("name", ["slip", "badge"])
def test_the_same_document_gives_the_same_pdf_at_any_time(name: str) -> None:
    assert PageCodec(210, 297).encode(DOCUMENTS[name]) == CODECS["a4"].encode(DOCUMENTS[name])


@pytest.mark.parametrize("paper", CODECS)
@pytest.mark.parametrize("name", LABELS)
def test_the_code_of_every_label_is_read_from_every_paper(name: str, paper: str) -> None:
    codec = CODECS[paper]
    assert read(codec.picture(codec.encode(LABELS[name]))) == {LABELS[name].code}


@pytest.mark.parametrize("paper", ["roll80", "label100x50", "label100x50-300dpi", "label100x150", "a4"])
def test_a_scanner_for_bars_only_reads_an_items_label(paper: str) -> None:
    codec = CODECS[paper]
    formats = [code.format for code in zxingcpp.read_barcodes(codec.picture(codec.encode(LABELS["item"])))]
    assert zxingcpp.BarcodeFormat.Code128 in formats


@pytest.mark.parametrize("paper", CODECS)
def test_both_codes_of_the_test_page_are_read_from_every_paper(paper: str) -> None:
    codec = CODECS[paper]
    codes = zxingcpp.read_barcodes(codec.picture(codec.encode(DOCUMENTS["test-page"])))
    assert [code.text for code in codes] == ["PMPD-123456", "PMPD-123456"]


@pytest.mark.parametrize("paper", CODECS)
def test_the_check_code_of_the_setup_sheet_is_read_with_its_separator(paper: str) -> None:
    codec = CODECS[paper]
    assert read(codec.picture(codec.encode(DOCUMENTS["setup-zebra"]))) == {CHECK_CODE}


@pytest.mark.parametrize("lines", [1, 100])
@pytest.mark.parametrize("paper", CODECS)
def test_a_slip_of_any_length_prints_whole_and_its_code_is_read(lines: int, paper: str) -> None:
    slip = replace(SLIP, lines=tuple(SlipLine(f"SKU-{number}", "Bolt", 1, "A-1") for number in range(lines)))
    codec = CODECS[paper]
    assert read(codec.picture(codec.encode(slip))) == {SLIP.qr}


@pytest.mark.parametrize("width_mm", [58, 80])
def test_no_raster_is_larger_than_the_smallest_printers_buffer(width_mm: int) -> None:
    for document in (DOCUMENTS["bin"], DOCUMENTS["setup-zebra"], DOCUMENTS["slip"]):
        for command in commands_in(EscposCodec(width_mm).encode(document)):
            if command.name == "GS v":
                width_bytes, height = raster_size(command.parameters)
                assert width_bytes * height <= 4096
                assert width_bytes * 8 <= PAPER[80 if width_mm == 80 else 58].width_dots


def test_a_label_job_says_its_size_and_leaves_the_media_settings_alone() -> None:
    job = ZplCodec(50, 30, 8).encode(DOCUMENTS["bin"]).decode("ascii")
    assert job.startswith("^XA^PW400^LL240^LH0,0^FO0,0^GFA,12000,12000,50,")
    assert job.endswith("^FS^PQ1^XZ\n")
    assert not [command for command in ("^MM", "^MN", "^MT", "^MD", "^PR", "~SD", "^JU") if command in job]


def test_a_zpl_job_of_another_program_is_drawn_too() -> None:
    assert read(ZplCodec(100, 50, 8).picture(b"^XA^FO40,40^BY3^BCN,100,N,N,N^FDABC123^FS^XZ")) == {"ABC123"}


def test_pages_that_belong_together_are_numbered() -> None:
    slip = replace(SLIP, lines=tuple(SlipLine(f"SKU-{number}", "Bolt", 1, "A-1") for number in range(60)))
    codec = PageCodec(210, 297)
    one, many = (codec.picture(codec.encode(document)) for document in (SLIP, slip))
    foot = (1000, 297 * 12 - 130, 1500, 297 * 12)
    assert [picture.crop(foot).getextrema()[0] for picture in (one, many)] == [255, 0]


def test_long_jobs_take_as_many_labels_as_they_need() -> None:
    job = ZplCodec(100, 150, 8).encode(DOCUMENTS["slip-100-lines"])
    assert job.count(b"^XA") == job.count(b"^PQ1^XZ") >= 5


@pytest.mark.parametrize(("codec", "size"), [(ZplCodec, (0, 30, 8)), (ZplCodec, (50, 30, 7)), (PageCodec, (20, 20)), (EscposCodec, (44,))])
def test_a_paper_that_does_not_exist_is_refused_with_what_to_give(codec: type, size: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="mm"):
        codec(*size)


@pytest.mark.parametrize("paper", CODECS)
def test_bytes_that_are_no_job_of_this_language_are_an_error_or_an_empty_paper(paper: str) -> None:
    try:
        picture = CODECS[paper].picture(b"\x07nonsense")
    except ValueError:
        return
    assert read(picture) == set()


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
codes = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
documents: st.SearchStrategy[Document] = st.one_of(
    st.builds(
        Label,
        kind=st.sampled_from(["item_label", "bin_label", "tote_label", "station_label", "badge"]),
        code=codes,
        fields=st.fixed_dictionaries(dict.fromkeys(("sku", "description", "bin", "price", "name", "zone", "role", "arrow"), texts)),
        copy=st.booleans(),
    ),
    st.builds(TestPage, texts, texts),
    st.builds(SetupSheet, st.sampled_from(["zebra", "honeywell", "datalogic", "newland", "generic"]), texts, texts),
    st.builds(
        Slip,
        shop_name=texts,
        order_number=texts,
        channel_name=texts,
        external_number=texts,
        ship_to=st.lists(texts, max_size=3).map(tuple),
        lines=st.lists(st.builds(SlipLine, texts, texts, st.integers(0, 9999), texts), max_size=3).map(tuple),
        qr=texts,
        printed_at=texts,
        note=texts,
        copy=st.booleans(),
        parcel=texts,
    ),
)
small_codecs: list[tuple[Codec, int]] = [
    (EscposCodec(58), 464),
    (EscposCodec(80), 640),
    (ZplCodec(50, 30, 8), 400),
    (ZplCodec(62, 29, 12), 744),
]


@settings(max_examples=100, deadline=None)
@given(documents, st.sampled_from(small_codecs))
def test_whatever_a_document_says_it_prints_on_its_paper_or_is_refused_with_a_reason(
    document: Document, codec_and_width: tuple[Codec, int]
) -> None:
    codec, width_dots = codec_and_width
    try:
        width, reason = codec.picture(codec.encode(document)).width, ""
    except ValueError as refused:
        width, reason = 0, str(refused)
    assert width == width_dots or reason


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=30).filter(lambda text: text == text.strip()))
def test_any_code_of_printable_ascii_is_read_back_from_its_bars(content: str) -> None:
    assert read(code128(content, 2000, 80, 8)) == {content}


@pytest.mark.parametrize("content", ["99", "991", "9912", "99A", "9999", "99\x1d99"])
def test_a_code_that_starts_with_99_keeps_its_first_digits(content: str) -> None:
    assert read(code128(content, 2000, 80, 8)) == {content}


@pytest.mark.parametrize("width_dots", [200, 400, 576, 1200])
def test_bars_are_whole_dots_wide_and_keep_ten_modules_of_white_on_either_side(width_dots: int) -> None:
    picture = code128("AB12", width_dots, 20, 8)
    row = [picture.getpixel((left, 0)) for left in range(picture.width)]
    first, last = row.index(0), len(row) - 1 - row[::-1].index(0)
    edges = [left for left in range(1, len(row)) if row[left] != row[left - 1]]
    module = min(second - before for before, second in pairwise(edges))
    assert {edge % module for edge in edges} == {0}
    assert first == len(row) - 1 - last == 10 * module


def test_bars_too_fine_to_scan_are_refused_with_what_to_do() -> None:
    with pytest.raises(DoesNotFit, match="use a wider label, a shorter code or a QR code"):
        code128("A" * 40, 400, 80, 8)


def test_letters_that_bars_cannot_hold_are_refused() -> None:
    with pytest.raises(ValueError, match="'é': use a QR code"):
        code128("café", 800, 80, 8)


def test_a_code_with_separators_is_a_gs1_128() -> None:
    (code,) = zxingcpp.read_barcodes(code128("10AB\x1d2112", 800, 80, 8))
    assert code.symbology_identifier == "]C1"
    assert code.bytes == b"10AB\x1d2112"


def write_golden() -> None:
    """Write the digests anew, after the pictures were looked at."""
    DIGESTS.write_text("".join(f"{name} {digest}\n" for name, digest in digests().items()))


if __name__ == "__main__":
    write_golden()
