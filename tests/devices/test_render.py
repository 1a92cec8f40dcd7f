"""The picture shows what the bytes print, or refuses."""

import pytest
from PIL import Image, ImageChops

from devices.printer.escpos_commands import TruncatedStream, UnknownCommand
from devices.printer.render import render
from tests.devices.sample_slip import GOLDEN

EDGE = 24
MARGIN = 32


def ink(stream: bytes) -> tuple[int, int, int, int] | None:
    """The box around everything dark in the printable area of 80 mm paper, or None."""
    picture = render(stream).crop((MARGIN, EDGE, MARGIN + 576, 10_000 if not stream else render(stream).height - EDGE))
    return picture.point(lambda level: 255 if level < 128 else 0).getbbox()


def same(first: Image.Image, second: Image.Image) -> bool:
    return first.size == second.size and ImageChops.difference(first, second).getbbox() is None


def test_text_that_was_never_fed_has_not_come_out() -> None:
    assert ink(b"waiting") is None


def test_48_characters_of_font_a_fill_one_line_and_the_49th_starts_another() -> None:
    one, two = render(b"M" * 48 + b"\n"), render(b"M" * 49 + b"\n")
    assert two.height - one.height == 30


def test_font_b_fits_64_characters_on_a_line() -> None:
    assert render(b"\x1bM\x01" + b"M" * 64 + b"\n").height == render(b"\n").height


@pytest.mark.parametrize(("align", "left", "right"), [(0, 0, 12), (1, 282, 294), (2, 564, 576)])
def test_a_character_stands_where_the_alignment_says(align: int, left: int, right: int) -> None:
    box = ink(b"\x1ba" + bytes([align]) + b"M\n")
    assert box is not None
    assert left <= box[0] < box[2] <= right


def test_size_multiplies_the_cell_both_ways() -> None:
    inverted = b"\x1dB\x01"
    assert ink(inverted + b" \n") == (0, 0, 12, 24)
    assert ink(inverted + b"\x1d!\x12 \n") == (0, 0, 24, 72)


def test_small_and_large_characters_stand_on_one_line() -> None:
    box = ink(b"\x1d!\x22 \x1d!\x00\x1dB\x01 \n")
    assert box == (36, 48, 48, 72)


def test_emphasis_and_underline_add_ink() -> None:
    plain, bold, underlined = (
        sum(render(mode + b"l\n").convert("1", dither=None).histogram()[:128]) for mode in (b"", b"\x1bE\x01", b"\x1b-\x01")
    )
    assert plain < bold
    assert plain < underlined


def test_initialising_forgets_every_mode() -> None:
    modes = b"\x1ba\x02\x1bE\x01\x1d!\x11\x1dB\x01\x1b-\x02\x1bM\x01\x1bt\x10\x1b3\x50"
    assert same(render(modes + b"\x1b@a\n"), render(b"a\n"))


def test_the_code_page_chooses_the_letter() -> None:
    assert same(render(b"\x1bt\x10\xe9\n"), render(b"\x1bt\x00\x82\n"))


def test_a_raster_is_printed_dot_for_dot() -> None:
    assert ink(b"\x1dv0\x00\x02\x00\x03\x00" + b"\x0f\xf0" * 3) == (4, 0, 12, 3)


def test_feeds_move_the_paper_by_dots_and_by_lines() -> None:
    base = render(b"").height
    assert render(b"\x1bJ\x11").height - base == 17
    assert render(b"\x1bd\x03").height - base == 90
    assert render(b"\x1b3\x14\x1bd\x03").height - base == 60


def test_a_cut_shows_as_a_line_across_the_whole_paper() -> None:
    picture = render(b"\x1dV\x00")
    box = picture.point(lambda level: 255 if level < 200 else 0).getbbox()
    assert box is not None
    assert (box[0], box[3] - box[1]) == (0, 1)
    assert box[2] > picture.width - 16


@pytest.mark.parametrize(
    "stream",
    [
        b"ok\n\x1bz",
        b"ok\n\x1d*\x01\x01",
        b"ok\n\x07",
        b"ok\n\x1d(k\x03\x00\x31\x51\x30",
        b"ok\n\x1dV\x07",
        b"ok\n\x1dv1\x00\x01\x00\x01\x00\x00",
    ],
)
def test_a_command_it_does_not_know_is_an_error_naming_offset_and_bytes(stream: bytes) -> None:
    with pytest.raises(UnknownCommand, match=f"offset 3: {stream[3:6].hex(' ')}"):
        render(stream)


@pytest.mark.parametrize("stream", [b"\x1bM\x05", b"\x1ba\x09", b"\x1bt\x63x\n", b"\x1bt\x10\x81\n", b"\x1d!\x88"])
def test_a_parameter_it_does_not_know_is_an_error_too(stream: bytes) -> None:
    with pytest.raises(UnknownCommand, match="offset"):
        render(stream)


def test_a_stream_that_ends_inside_a_command_is_an_error() -> None:
    with pytest.raises(TruncatedStream, match="offset 3"):
        render(b"ok\n\x1dv0\x00\x02\x00\x03\x00\x0f")


def test_every_cut_of_a_slip_is_either_drawn_or_refused() -> None:
    job = (GOLDEN / "slip-58mm-copy.bin").read_bytes()
    drawn = refused = 0
    for end in range(0, len(job), 97):
        try:
            drawn += render(job[:end], 58).width == 464
        except TruncatedStream:
            refused += 1
    assert (drawn + refused, drawn > 0, refused > 0) == (len(range(0, len(job), 97)), True, True)
