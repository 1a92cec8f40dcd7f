"""Pictures of ZPL: codes that a decoder reads back, dots where the job puts them, and no job that breaks the drawing."""

import base64
import binascii
import re
import zlib

import pytest
import zxingcpp
from biip.gs1_messages import GS1Message
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from devices.printer.zpl_render import draw_zpl, render_zpl
from tests.devices.sample_labels import ONE_LABEL, THREE_LABELS

WIDTH_MM, HEIGHT_MM = 100, 150
ROW = bytes.fromhex("F0F0")  # 16 dots: four black, four white, twice


def drawn(body: str | bytes) -> Image.Image:
    """The one label that `body` between ^XA and ^XZ prints, at 8 dots/mm."""
    inside = body.encode() if isinstance(body, str) else body
    picture = draw_zpl(b"^XA^CI28" + inside + b"^XZ", 8, WIDTH_MM, HEIGHT_MM)
    assert picture.remarks == []
    [label] = picture.labels
    return label


def remarks(body: str) -> list[str]:
    return draw_zpl(f"^XA{body}^XZ".encode(), 8, WIDTH_MM, HEIGHT_MM).remarks


def codes(picture: Image.Image) -> list[tuple[str, str]]:
    """Format and text of every code a decoder finds."""
    return [(code.format.name, code.text) for code in zxingcpp.read_barcodes(picture)]


def black_box(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """The smallest box round everything black: left, top, right, bottom."""
    return ImageChops.invert(picture).getbbox()


@pytest.mark.parametrize("turn", ["N", "R", "I", "B"])
def test_a_code_128_is_read_back_however_it_is_turned(turn: str) -> None:
    assert codes(drawn(f"^FO200,200^BY3^BC{turn},120,Y,N,N^FD>:Shelf-12>516^FS")) == [("Code128", "Shelf-1216")]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (">:12345678", "12345678"),
        (">;12345678", "12345678"),
        ("12345678", "12345678"),
        (">9ABC", "ABC"),
        (">:a>0b", "a>b"),
        (r">:back\slash", r"back\slash"),
    ],
)
def test_the_subsets_and_escapes_of_code_128_come_out_as_characters(data: str, text: str) -> None:
    assert codes(drawn(f"^FO100,100^BY2^BCN,120,N,N,N^FD{data}^FS")) == [("Code128", text)]


def test_a_code_128_of_subset_c_is_half_as_wide_as_one_of_subset_b() -> None:
    wide, narrow = (black_box(drawn(f"^FO0,0^BY2^BCN,50,N^FD{start}1234567890^FS")) for start in (">:", ">;"))
    assert wide is not None and narrow is not None
    # 35 modules are start, check and stop, 11 each character.
    assert (wide[2], narrow[2]) == ((35 + 110) * 2, (35 + 55) * 2)


def test_a_gs1_128_of_a_serial_shipping_code_carries_its_check_digit() -> None:
    [(_, text)] = codes(drawn("^FO100,100^BY3^BCN,150,Y,N,N,U^FD0037612345000000001^FS"))
    [code] = GS1Message.parse(text.replace("(", "").replace(")", "")).element_strings
    assert code.sscc is not None and code.sscc.value == "376123450000000016"


@pytest.mark.parametrize(
    ("command", "data", "kind", "text"),
    [
        ("^B3N,N,120,Y,N", "BIN-42", "Code39", "BIN-42"),
        ("^B2N,120,Y,N,N", "12345678", "ITF", "12345678"),
        ("^BEN,120,Y,N", "400638133393", "EAN13", "4006381333931"),
        ("^B8N,120,Y,N", "9638507", "EAN8", "96385074"),
        ("^BUN,120,Y,N,Y", "03600029145", "EAN13", "0036000291452"),
        ("^BAN,120,Y,N,N", "CODE-93", "Code93", "CODE-93"),
        ("^B7N,6,5,8", "A PDF417 of a carrier", "PDF417", "A PDF417 of a carrier"),
        ("^BXN,8,200", "DATA-MATRIX-1", "DataMatrix", "DATA-MATRIX-1"),
        ("^BXN,8,200", "_10104006381333931_110LOT7", "DataMatrix", "(01)04006381333931(10)LOT7"),
        ("^BQN,2,6", "QA,https://example.com/1", "QRCode", "https://example.com/1"),
        ("^BQN,2,6", "HM,AABC123", "QRCode", "ABC123"),
        ("^B0N,7,N,0,N,1,0", "AZTEC-1", "Aztec", "AZTEC-1"),
    ],
)
def test_each_kind_of_code_a_carrier_prints_is_read_back(command: str, data: str, kind: str, text: str) -> None:
    [(found, said)] = codes(drawn(f"^FO120,120^BY3,3,100{command}^FD{data}^FS"))
    assert (found.upper().replace("-", ""), said) == (kind.upper(), text)


def test_the_maxicode_of_a_parcel_is_read_back_with_its_postcode() -> None:
    data = "003840841706672[)>_1E01_1D961Z00004951_1DUPSN_1D06X610_1D159_1D1234567_1D1/1_1D_1DY_1DSALT LAKE CITY_1DUT_1E_04"
    [code] = zxingcpp.read_barcodes(drawn(f"^FO100,100^BD2^FH_^FD{data}^FS"))
    assert code.format.name.upper() == "MAXICODE"
    assert code.bytes.startswith(b"[)>\x1e01\x1d96841706672\x1d840\x1d003\x1d1Z00004951") and b"SALT LAKE CITY" in code.bytes


def test_a_box_lies_where_its_origin_and_the_label_home_put_it() -> None:
    assert black_box(drawn("^LH10,20^FO30,40^GB200,100,5^FS")) == (40, 60, 240, 160)


def test_a_graphic_stands_on_the_line_that_ft_names() -> None:
    assert black_box(drawn("^FT30,140^GB200,100,5^FS")) == (30, 40, 230, 140)


def test_reversed_letters_are_white_on_black() -> None:
    plain, reverse = drawn("^FO0,0^GB300,80,80^FS"), drawn("^FO0,0^GB300,80,80^FS^FO10,10^FR^A0N,60,60^FDX^FS")
    assert ImageChops.subtract(reverse, plain).getbbox() is not None
    assert black_box(reverse) == black_box(plain)


def test_white_ink_takes_black_away() -> None:
    assert drawn("^FO0,0^GB100,100,100^FS^FO20,20^GB10,10,10,W^FS").getpixel((25, 25)) == 255


def test_text_is_as_high_as_its_font_says_and_never_leaves_its_origin() -> None:
    box = black_box(drawn("^FO50,70^A0N,80,80^FDH^FS"))
    assert box is not None
    assert box[0] >= 50 and box[1] >= 70 and 50 <= box[3] - box[1] <= 80


@pytest.mark.parametrize("turn", ["R", "I", "B"])
def test_turned_text_stays_within_its_own_place(turn: str) -> None:
    box = black_box(drawn(f"^FO50,70^A0{turn},40,40^FDTURNED^FS"))
    assert box is not None
    assert box[0] >= 50 and box[1] >= 70


def test_accents_stand_above_capitals_and_not_beside_their_place() -> None:
    plain, accented = (black_box(drawn(f"^FT50,200^A0N,60,60^FD{letter}^FS")) for letter in "AÅ")
    assert plain is not None and accented is not None
    assert accented[1] < plain[1] and accented[3] == plain[3]


def test_hexadecimal_places_are_characters() -> None:
    assert drawn("^FO0,0^A0N,40,40^FH^FDJos_C3_A9^FS").tobytes() == drawn("^FO0,0^A0N,40,40^FDJosé^FS").tobytes()


def test_a_block_of_text_breaks_between_words_and_stays_in_its_width() -> None:
    one = black_box(drawn("^FO0,0^A0N,30,30^FB200,1^FDshort^FS"))
    many = black_box(drawn("^FO0,0^A0N,30,30^FB200,5^FDa long text that needs several lines^FS"))
    assert one is not None and many is not None
    assert many[3] > one[3] + 50 and many[2] <= 205


def test_the_text_below_the_bars_can_be_left_out() -> None:
    with_text, without = (black_box(drawn(f"^FO0,0^BY2^BCN,100,{shown}^FD123^FS")) for shown in "YN")
    assert with_text is not None and without is not None
    assert without[3] == 100 < with_text[3]


def graphic(data: str, form: str = "A") -> Image.Image:
    return drawn(f"^FO0,0^GF{form},4,4,2,{data}^FS").crop((0, 0, 16, 2))


def encoded(kind: str) -> str:
    raw = ROW * 2 if kind == "B64" else zlib.compress(ROW * 2)
    text = base64.b64encode(raw)
    return f":{kind}:{text.decode()}:{binascii.crc_hqx(text, 0):04X}"


@pytest.mark.parametrize("data", ["F0F0F0F0", "F0F0:", "F0f0\nF0f0", encoded("B64"), encoded("Z64")])
def test_a_graphic_is_the_same_in_every_form_it_can_be_sent_in(data: str) -> None:
    assert [graphic(data).getpixel((x, 1)) for x in (0, 3, 4, 7, 8, 12)] == [0, 0, 255, 255, 0, 255]


@pytest.mark.parametrize(("data", "first_row"), [("!,", 0), (",!", 255), ("JFJ0", 0), ("HFH0,", 0)])
def test_repeated_digits_of_a_graphic_are_unpacked(data: str, first_row: int) -> None:
    assert graphic(data).getpixel((0, 0)) == first_row


def test_a_graphic_of_bytes_may_hold_the_signs_that_begin_commands() -> None:
    label = drawn(b"^FO0,0^GFB,4,4,2,\xf0^~\xf0^FS")
    assert [label.getpixel((x, 0)) for x in (0, 4)] == [0, 255]


def test_a_graphic_with_a_wrong_checksum_is_left_out_and_told() -> None:
    wrong = encoded("Z64")[:-4] + "0000"
    assert any("checksum" in remark for remark in remarks(f"^FO0,0^GFA,4,4,2,{wrong}^FS"))


def test_a_stored_graphic_is_recalled_in_any_size() -> None:
    job = b"~DGR:LOGO.GRF,4,2,F0F0F0F0^XA^FO0,0^XGR:LOGO.GRF,3,2^FS^XZ"
    assert black_box(render_zpl(job, 8, WIDTH_MM, HEIGHT_MM)) == (0, 0, 36, 4)


@pytest.mark.parametrize(("body", "told"), [("^FO0,0^XGR:LOGO.GRF^FS", "stored in the printer"), ("^QQ1^FO0,0^FDx^FS", "^QQ is not shown")])
def test_what_cannot_be_shown_is_told_once(body: str, told: str) -> None:
    [remark] = remarks(body + body)
    assert told in remark


def test_a_code_that_cannot_hold_its_content_is_told_and_the_rest_is_drawn() -> None:
    picture = draw_zpl("^XA^FO0,0^B3N^FDö^FS^FO0,200^GB50,50,50^FS^XZ".encode(), 8, WIDTH_MM, HEIGHT_MM)
    assert len(picture.remarks) == 1
    assert black_box(picture.labels[0]) == (0, 200, 50, 250)


def test_the_labels_of_one_job_stand_below_each_other() -> None:
    one, three = (render_zpl(job, 8, WIDTH_MM, HEIGHT_MM) for job in (ONE_LABEL, THREE_LABELS))
    assert (three.width, three.height > 3 * one.height) == (one.width, True)


def test_a_format_that_only_sets_the_printer_up_is_no_label() -> None:
    assert draw_zpl(b"^XA^MMT^JUS^XZ" + ONE_LABEL, 8, WIDTH_MM, HEIGHT_MM).remarks == []
    assert len(draw_zpl(b"^XA^MMT^JUS^XZ" + ONE_LABEL, 8, WIDTH_MM, HEIGHT_MM).labels) == 1


def test_a_finer_print_head_gives_a_larger_picture() -> None:
    assert render_zpl(ONE_LABEL, 12, WIDTH_MM, HEIGHT_MM).size == (WIDTH_MM * 12, HEIGHT_MM * 12)


COMMANDS = st.sampled_from(
    re.findall(
        "[~^](?:A|..)",
        "^A^FO^FT^FD^FS^FH^CF^FB^TB^FR^FW^FV^SN^BY^BC^B2^B3^B7^B8^B9^BA^BD^BE^BK^BQ^BU^BX^B0^GB^GC^GD^GE^GF^XG~DG^LH^LT^LR^LS^CI^PQ^XA^XZ^QQ",
    )
)
PARAMETERS = st.one_of(
    st.binary(max_size=12),
    st.lists(st.one_of(st.integers(-5, 60).map(str), st.sampled_from(["N", "R", "Y", "A", "", "Z"])), max_size=6).map(
        lambda some: ",".join(some).encode()
    ),
)


@given(st.lists(st.tuples(COMMANDS, PARAMETERS), max_size=25))
def test_no_job_breaks_the_drawing(parts: list[tuple[str, bytes]]) -> None:
    job = b"^XA" + b"".join(name.encode() + parameters for name, parameters in parts) + b"^XZ"
    assert all(label.size == (160, 160) for label in draw_zpl(job, 8, 20, 20).labels)
