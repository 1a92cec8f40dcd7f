"""Text as a label printer sets it: font 0 in any size, fonts A to H in multiples of their cells (ZPL II Programming Guide, "Fonts")."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from devices.printer.label_typeface import face
from devices.printer.zpl_commands import FIELD_DOTS_MAX

# Height, width and gap of the cell in dots at 8 dots/mm; a font that is not here is drawn as font 0.
_CELLS = {
    "A": (9, 5, 1),
    "B": (11, 7, 2),
    "C": (18, 10, 2),
    "D": (18, 10, 2),
    "E": (28, 15, 5),
    "F": (26, 13, 3),
    "G": (60, 40, 8),
    "H": (21, 13, 6),
}
# Zebra's font 0 is bold and condensed; these bring our typeface to its height and its advance.
_EM, _BASELINE, _CONDENSED = 1.14, 0.77, 0.84
_MONO_EM, _MONO_BASELINE = 1.06, 0.79
_DOTS_MAX = 1500
_LINE_DOTS_MAX = 15_000


@dataclass(frozen=True, slots=True)
class ZplFont:
    """A font as ^A or ^CF chose it, height and width of its characters in dots; 0 where it was left out."""

    letter: str = "A"
    height: int = 0
    width: int = 0

    def cell(self) -> tuple[int, int]:
        """Return the height and width it has on the label; the width is that of the widest character's place in font 0."""
        if self.letter not in _CELLS:
            height = self.height or self.width or 15
            return min(height, _DOTS_MAX), min(self.width or height, _DOTS_MAX)
        height, width, _ = _CELLS[self.letter]
        times_high = min(max(1, round(self.height / height)), 10) if self.height else 0
        times_wide = min(max(1, round(self.width / width)), 10) if self.width else 0
        times_high, times_wide = times_high or times_wide or 1, times_wide or times_high or 1
        return height * times_high, width * times_wide

    def advance(self, text: str) -> int:
        """Return how wide `text` is, in dots."""
        height, width = self.cell()
        if self.letter in _CELLS:
            _, plain, gap = _CELLS[self.letter]
            return len(text) * (width + gap * width // plain)
        return round(_face(height).getlength(text) * _CONDENSED * width / height)

    def room(self) -> int:
        """Return how far accents reach above the cell, and tails below it, at most."""
        return self.cell()[0] // 3

    def picture(self, text: str) -> Image.Image:
        """Draw one line, black on white, as high as its cell with `room` above and below."""
        height, width = self.cell()
        long = max(self.advance(text), round(_face(height).getlength(text)))
        if long > (limit := min(_LINE_DOTS_MAX, FIELD_DOTS_MAX // (2 * height))):
            text = text[: max(1, len(text) * limit // long)]  # the rest would lie beyond any label
        wide = max(1, self.advance(text))
        if self.letter in _CELLS:
            return self._cells(text, height, wide)
        font = _face(height)
        line = Image.new("L", (max(1, round(font.getlength(text))) + height, height + 2 * self.room()), 255)
        ImageDraw.Draw(line).text((0, self.room() + self.baseline()), text, fill=0, font=font, anchor="ls")
        line = line.resize((max(1, round(line.width * _CONDENSED * width / height)), line.height), Image.Resampling.LANCZOS)
        return line.point(_ink)

    def _cells(self, text: str, height: int, wide: int) -> Image.Image:
        line = Image.new("L", (wide, height + 2 * self.room()), 255)
        pitch = wide // max(1, len(text))
        font = _mono(round(height * _MONO_EM))
        for index, character in enumerate(text):
            place = Image.new("L", (max(1, round(font.getlength("0"))), line.height), 255)
            ImageDraw.Draw(place).text((0, self.room() + self.baseline()), character, fill=0, font=font, anchor="ls")
            line.paste(place.resize((pitch, line.height), Image.Resampling.LANCZOS), (index * pitch, 0))
        return line.point(_ink)

    def baseline(self) -> int:
        """Return how far below the top of the cell the letters stand."""
        return round(self.cell()[0] * (_MONO_BASELINE if self.letter in _CELLS else _BASELINE))


def _ink(grey: int) -> int:
    return 0 if grey < 128 else 255


@lru_cache(maxsize=64)
def _face(height: int) -> ImageFont.FreeTypeFont:
    return face(round(height * _EM), bold=True)


@lru_cache(maxsize=64)
def _mono(em_dots: int) -> ImageFont.FreeTypeFont:
    data = files("barcode").joinpath("fonts/DejaVuSansMono.ttf").read_bytes()
    return ImageFont.truetype(BytesIO(data), em_dots, layout_engine=ImageFont.Layout.BASIC)


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A text in lines (^FB). `width` in dots; `spacing` is added between lines; `align` is L, C, R or J."""

    width: int
    lines: int = 1
    spacing: int = 0
    align: str = "L"
    indent: int = 0

    def picture(self, font: ZplFont, text: str) -> Image.Image:
        """Draw the block, with room as round one line. What exceeds its lines is written over the last one, as printers do."""
        wrapped = self._wrapped(font, text)
        pitch = max(1, font.cell()[0] + self.spacing)
        rows = max(1, min(len(wrapped), self.lines, FIELD_DOTS_MAX // (pitch * max(1, self.width))))
        block = Image.new("L", (max(1, self.width), pitch * (rows - 1) + font.cell()[0] + 2 * font.room()), 255)
        for index, line in enumerate(wrapped):
            drawn = font.picture(line)
            room = self.width - font.advance(line)
            left = {"C": room // 2, "R": room}.get(self.align, self.indent if index else 0)
            top = pitch * min(index, rows - 1)
            block.paste(0, (left, top), drawn.point(_mask))
        return block

    def _wrapped(self, font: ZplFont, text: str) -> list[str]:
        lines: list[str] = []
        for paragraph in text.replace("\\&", "\n").split("\n"):
            line = ""
            for word in paragraph.split(" "):
                wider = f"{line} {word}" if line else word
                if line and font.advance(wider) > self.width - (self.indent if lines else 0):
                    lines.append(line)
                    line = word
                else:
                    line = wider
            lines.append(line)
        return lines


def _mask(grey: int) -> int:
    return 255 - grey
