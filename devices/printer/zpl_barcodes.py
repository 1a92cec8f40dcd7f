"""The barcodes of ZPL as black modules on white, one dot each; zint encodes them."""

import re
from dataclasses import dataclass

import zint
from biip import ParseError
from biip.gs1_messages import GS1Message
from PIL import Image, ImageDraw

from devices.printer.zpl_commands import FIELD_DOTS_MAX

_MAXICODE_MM = (26.38, 25.40)  # ISO/IEC 16023: 25.50 × 24.38 from middle to middle, and one hexagon
# ^BC, "Code 128 invocation characters": the subset at the start and within, function characters, characters that ZPL needs for itself.
_CODE128 = {
    "9": r"\^A", ":": r"\^B", ";": r"\^C", "7": r"\^A", "6": r"\^B", "5": r"\^C",
    "8": r"\^1", "3": r"\^2", "2": r"\^3", "0": ">", "<": "^", "=": "~",
}  # fmt: skip


class BadBarcode(ValueError):
    """The content can't be encoded; the text says why."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows of modules, True for black; a linear barcode has one row. `text` is what it says in letters."""

    rows: tuple[tuple[bool, ...], ...]
    text: str = ""

    def picture(self, module_dots: int, row_dots: int) -> Image.Image:
        """Draw it with modules `module_dots` wide and rows `row_dots` high."""
        if len(self.rows) * len(self.rows[0]) * module_dots * row_dots > FIELD_DOTS_MAX:
            raise BadBarcode("a code is larger than any label")
        flat = bytes(0 if black else 255 for row in self.rows for black in row)
        small = Image.frombytes("L", (len(self.rows[0]), len(self.rows)), flat)
        return small.resize((small.width * module_dots, small.height * row_dots), Image.Resampling.NEAREST)

    def widened(self, ratio: float, narrow_dots: int) -> "Matrix":
        """Return a linear code of two widths with its wide bars `ratio` times the narrow ones; modules are dots then."""
        wide_dots = max(int(ratio * narrow_dots), narrow_dots)
        dots: list[bool] = []
        for found in re.finditer("1+|0+", "".join("1" if black else "0" for black in self.rows[0])):
            dots += [found[0][0] == "1"] * (narrow_dots if len(found[0]) == 1 else wide_dots)
        return Matrix((tuple(dots),), self.text)


def _symbol(symbology: zint.Symbology, content: str | bytes, **options: object) -> zint.Symbol:
    symbol = zint.Symbol()
    symbol.symbology = symbology
    for name, option in options.items():
        setattr(symbol, name, option)
    try:
        if isinstance(content, bytes):
            symbol.encode(content)
        else:
            symbol.encode(content)
    except (RuntimeError, ValueError) as error:
        raise BadBarcode(f"{symbology.name.lower()} can't hold {content!r}: {error}") from error
    return symbol


def _matrix(symbol: zint.Symbol, text: str = "") -> Matrix:
    data = symbol.encoded_data
    return Matrix(
        tuple(tuple(bool(data[row, column >> 3] >> (column & 7) & 1) for column in range(symbol.width)) for row in range(symbol.rows)), text
    )


def code128(content: str, mode: str) -> Matrix:
    """Return ^BC: mode N as invoked, A automatic, U a serial shipping code without its check digit, D GS1 with brackets."""
    options = {"input_mode": zint.InputMode.EXTRA_ESCAPE}
    if mode == "D":
        digits = re.sub(r"[()\s]", "", content).replace(">8", "\x1d")
        return _matrix(_symbol(zint.Symbology.CODE128, r"\^1" + digits.replace("\x1d", r"\^1"), **options), content.replace(">8", ""))
    if mode == "U":
        digits = re.sub(r"\D", "", content)[:19].rjust(19, "0")
        digits += str(-sum(int(digit) * (3 if index % 2 == 0 else 1) for index, digit in enumerate(reversed(digits))) % 10)
        return _matrix(_symbol(zint.Symbology.CODE128, r"\^C\^1" + digits, **options), digits)
    escaped, plain = "", ""
    for found in re.finditer(r">(.)|(.)", content, re.DOTALL):
        if found[1] is not None:
            meaning = _CODE128.get(found[1], "")
            escaped += meaning
            plain += meaning if len(meaning) == 1 else ""
        else:
            escaped += "\\\\" if found[2] == "\\" else found[2]
            plain += found[2]
    start = "" if mode == "A" or escaped.startswith((r"\^A", r"\^B", r"\^C")) else r"\^B"
    return _matrix(_symbol(zint.Symbology.CODE128, start + escaped, **options), plain)


def linear(kind: str, content: str, *, check: bool) -> Matrix:
    """Return ^B1, ^B2, ^B3, ^B8, ^B9, ^BA, ^BE, ^BK or ^BU; `check` adds a check digit where it is a choice."""
    digits = re.sub(r"\D", "", content)
    match kind:
        case "^B3":
            return _matrix(_symbol(zint.Symbology.CODE39, content.upper(), option_2=int(check)), f"*{content.upper()}*")
        case "^B2":
            even = digits.rjust(len(digits) + (len(digits) + check) % 2, "0")
            return _matrix(_symbol(zint.Symbology.C25INTER, even, option_2=int(check)), even)
        case "^BE" | "^B8" | "^BU":
            length = {"^BE": 12, "^B8": 7, "^BU": 11}[kind]
            known = zint.Symbology.UPCA if kind == "^BU" else zint.Symbology.EANX
            symbol = _symbol(known, digits[:length].rjust(length, "0"))
            return _matrix(symbol, symbol.text)
        case "^B9":
            symbol = _symbol(zint.Symbology.UPCE, digits[-6:].rjust(6, "0"))
            return _matrix(symbol, symbol.text)
        case "^BA":
            return _matrix(_symbol(zint.Symbology.CODE93, content), content)
        case "^BK":
            letters = content.upper() if content[:1].upper() in tuple("ABCD") else f"A{content}A"
            return _matrix(_symbol(zint.Symbology.CODABAR, letters), letters)
    return _matrix(_symbol(zint.Symbology.CODE11, digits), digits)


def pdf417(content: bytes, *, security: int, columns: int, rows: int) -> Matrix:
    """Return ^B7; 0 columns or rows leave the shape to the encoder."""
    return _matrix(_symbol(zint.Symbology.PDF417, content, option_1=security, option_2=columns, option_3=rows))


def data_matrix(content: str, *, columns: int, rectangle: bool) -> Matrix:
    """Return ^BX of quality 200; `_1` in the content is FNC1, at its start that makes it GS1."""
    sizes = (10, 12, 14, 16, 18, 20, 22, 24, 26, 32, 36, 40, 44, 48, 52, 64, 72, 80, 88, 96, 104, 120, 132, 144)
    shape = {"option_2": sizes.index(columns) + 1 if columns in sizes else 0, "option_3": 0 if rectangle else zint.DataMatrixOptions.SQUARE}
    if not content.startswith("_1"):
        return _matrix(_symbol(zint.Symbology.DATAMATRIX, content.replace("_1", "\x1d"), **shape))
    try:
        message = GS1Message.parse(content[2:].replace("_1", "\x1d"))
    except ParseError as error:
        raise BadBarcode(f"{content!r} is no GS1 data") from error
    elements = "".join(f"[{element.ai.ai}]{element.value}" for element in message.element_strings)
    return _matrix(_symbol(zint.Symbology.DATAMATRIX, elements, input_mode=zint.InputMode.GS1, **shape))


def qr(content: str) -> Matrix:
    """Return ^BQ, whose field data begins with the error correction and how the content is given ("QA,…", "HM,A…")."""
    level, mode, rest = content[:1].upper(), content[1:2].upper(), content[3:] if content[2:3] == "," else content[2:]
    if mode == "M":  # the character mode is named; bytes come after their count
        rest = rest[5:] if rest[:1].upper() == "B" else rest[1:]
    if not rest:
        raise BadBarcode(f"{content!r} is no field data of a QR code; it begins like QA,")
    correction = {"L": 1, "M": 2, "Q": 3, "H": 4}.get(level, 2)
    return _matrix(_symbol(zint.Symbology.QRCODE, rest, option_1=correction))


def aztec(content: str) -> Matrix:
    """Return ^B0."""
    return _matrix(_symbol(zint.Symbology.AZTEC, content))


def maxicode(content: str, mode: int, dots_per_mm: int) -> Image.Image:
    """Return ^BD: class of service, country and post code first, then the message; always the same size."""
    symbol = _maxicode_symbol(content, mode)
    symbol.buffer_vector()
    drawing = symbol.vector
    oversampling = 4
    width, height = (round(side * dots_per_mm) * oversampling for side in _MAXICODE_MM)
    scale = min(width / drawing.width, height / drawing.height)
    picture = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(picture)
    for hexagon in drawing.hexagons:
        pen.regular_polygon((hexagon.x * scale, hexagon.y * scale, hexagon.diameter * scale / 2), 6, rotation=30, fill=0)
    for circle in drawing.circles:
        middle_x, middle_y, radius, ring = (figure * scale for figure in (circle.x, circle.y, circle.diameter / 2, circle.width))
        outer = radius + ring / 2
        pen.ellipse((middle_x - outer, middle_y - outer, middle_x + outer, middle_y + outer), outline=0, width=max(1, round(ring)))
    return picture.resize((width // oversampling, height // oversampling), Image.Resampling.BOX).point(
        lambda grey: 0 if grey < 128 else 255
    )


def _maxicode_symbol(content: str, mode: int) -> zint.Symbol:
    if mode not in (2, 3):
        return _symbol(zint.Symbology.MAXICODE, content, option_1=mode)
    head = re.match(r"(\d{3})(\d{3})(.*?)(?=\[\)>|$)", content, re.DOTALL)
    if head is None:
        raise BadBarcode("a MaxiCode begins with class of service and country, three digits each")
    service, country, postcode = head[1], head[2], head[3].strip()
    message = content[head.end() :]
    postcode = postcode[:9].ljust(9, "0") if mode == 2 else postcode[:6].upper().ljust(6)
    return _symbol(zint.Symbology.MAXICODE, message, option_1=mode, primary=f"{postcode}{country}{service}")
