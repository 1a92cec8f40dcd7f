"""Draws the labels that a ZPL job prints, for the eye: what carriers use of the language (Zebra, ZPL II Programming Guide).

Fonts are stand-ins of the same size; bars and modules are dot for dot. A command that is not known is left out and told, never an error.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from PIL import Image

from devices.printer.zpl_barcodes import BadBarcode
from devices.printer.zpl_commands import FIELD_DOTS_MAX, ZplCommand, in_range, zpl_commands
from devices.printer.zpl_field import BARCODES, draw_field
from devices.printer.zpl_graphics import BadGraphic, graphic
from devices.printer.zpl_label import Barcode, Field, LabelSheet, Settings
from devices.printer.zpl_shapes import SHAPES
from devices.printer.zpl_text import TextBlock, ZplFont

_LABELS_MAX = 30
_GAP_DOTS = 16
_GAP_GREY = 160
# ^CI: the international character sets of printers begin with code page 850; 27 and above are Windows' and Unicode.
_ENCODINGS = {
    27: "cp1252",
    28: "utf-8",
    29: "utf-16-be",
    30: "utf-16-le",
    31: "cp1250",
    33: "cp1251",
    34: "cp1253",
    35: "cp1254",
    36: "cp1255",
}
# What changes the printer and not the picture; ^PO neither, since a label that comes out upside down is read upright.
_NO_PICTURE = re.compile(
    r"\^(C[NOV]|E[FG]|FM|FX|H[HV]|ID|J[BIJMSTUZ]|KP|LL|M[CDFLMNT]|NS|P[AOPQRSW]|R[FS]|S[EPSTXZ]|W[TV]|XB)|~(EG|H[IQS]|J[ACRSX]|P[PS]|SD|TA)"
)


@dataclass(slots=True)
class ZplPicture:
    """The labels of a job, one dot a pixel, and what of it could not be shown, each once.

    `lost` are those of the remarks that tell of content which a printer would have printed; the others may well change nothing.
    """

    labels: list[Image.Image] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def render_zpl(job: bytes, dots_per_mm: int, width_mm: int, height_mm: int) -> Image.Image:
    """Return a picture of a job, one dot a pixel; its labels stand below each other. A job with no label gives an empty one."""
    labels = draw_zpl(job, dots_per_mm, width_mm, height_mm).labels
    if not labels:
        return Image.new("L", (width_mm * dots_per_mm, height_mm * dots_per_mm), 255)
    if len(labels) == 1:
        return labels[0]
    height = labels[0].height + _GAP_DOTS
    sheet = Image.new("L", (labels[0].width, height * len(labels) - _GAP_DOTS), _GAP_GREY)
    for index, label in enumerate(labels):
        sheet.paste(label, (0, index * height))
    return sheet


def draw_zpl(job: bytes, dots_per_mm: int, width_mm: int, height_mm: int) -> ZplPicture:
    """Draw every label of a job once, however many copies ^PQ asks for."""
    drawing = _Drawing(dots_per_mm, (width_mm * dots_per_mm, height_mm * dots_per_mm))
    for command in zpl_commands(job):
        drawing.carry_out(command)
        if len(drawing.result.labels) >= _LABELS_MAX:
            drawing.lose(f"only the first {_LABELS_MAX} labels are shown")
            break
    return drawing.result


class _Drawing:
    """The printer's state while it reads a job."""

    def __init__(self, dots_per_mm: int, size: tuple[int, int]) -> None:
        self.result = ZplPicture()
        self._dots_per_mm = dots_per_mm
        self._size = size
        self._settings = Settings()
        self._field = Field()
        self._sheet: LabelSheet | None = None
        self._graphics: dict[str, Image.Image] = {}
        self._handlers: dict[str, Callable[[ZplCommand], None]] = {
            "^XA": self._begin, "^XZ": self._end, "^FS": self._finish_field, "^FO": self._place, "^FT": self._place, "^FD": self._data,
            "^FV": self._data, "^SN": self._data, "^FH": self._hexadecimal, "^FR": self._reverse_field, "^LR": self._reverse_label,
            "^A": self._font, "^CF": self._default_font, "^FB": self._block, "^TB": self._text_block, "^FW": self._turn,
            "^BY": self._bars, "^LH": self._home, "^LT": self._move, "^LS": self._move, "^CI": self._encoding,
            "^GF": self._graphic, "~DG": self._store_graphic, "^XG": self._recall_graphic, "^IM": self._recall_graphic,
        }  # fmt: skip

    def carry_out(self, command: ZplCommand) -> None:
        """Do what one command says."""
        handler = self._handlers.get(command.name)
        if handler is not None:
            try:
                handler(command)
            except (BadBarcode, BadGraphic) as error:
                self.lose(f"{command.name}: {error}")
                self._field = Field()
        elif command.name in BARCODES:
            self._field.barcode = Barcode(command.name, tuple(command.texts()))
        elif command.name in SHAPES:
            self._shape(command)
        elif not _NO_PICTURE.fullmatch(command.name):
            self.remark(f"{command.name} is not shown")

    def remark(self, remark: str) -> None:
        """Note what is not as the job says."""
        if remark not in self.result.remarks:
            self.result.remarks.append(remark)

    def lose(self, remark: str) -> None:
        """Note what the labels lack."""
        if remark not in self.result.lost:
            self.result.lost.append(remark)
        self.remark(remark)

    def _begin(self, _command: ZplCommand) -> None:
        self._sheet = LabelSheet(Image.new("L", self._size, 255))
        self._field = Field()

    def _end(self, command: ZplCommand) -> None:
        if self._sheet is None:
            return
        self._finish_field(command)
        if self._sheet.picture.getextrema() != (255, 255):
            self.result.labels.append(self._sheet.picture)
        self._sheet = None

    def _finish_field(self, _command: ZplCommand) -> None:
        place, self._field = self._field, Field()
        if self._sheet is not None and place.data is not None:
            draw_field(self._sheet, self._settings, place, self._dots_per_mm)

    def _place(self, command: ZplCommand) -> None:
        self._field.x, self._field.y = command.number(0, 0), command.number(1, 0)
        self._field.right_aligned = command.text(2) == "1"
        self._field.by_baseline = command.name == "^FT"

    def _data(self, command: ZplCommand) -> None:
        self._field.data = command.parameters if command.name != "^SN" else command.parameters.partition(b",")[0]

    def _hexadecimal(self, command: ZplCommand) -> None:
        self._field.hex_mark = command.parameters[:1] or b"_"

    def _reverse_field(self, _command: ZplCommand) -> None:
        self._field.reverse = True

    def _reverse_label(self, command: ZplCommand) -> None:
        self._settings.reverse = command.text(0).upper() == "Y"

    def _font(self, command: ZplCommand) -> None:
        letter = chr(command.parameters[0]).upper() if command.parameters else "0"
        turn = command.text(0)[1:2].upper()
        self._field.font = self._sized(letter, command)
        self._field.turn = turn or None

    def _default_font(self, command: ZplCommand) -> None:
        self._settings.font = self._sized(command.text(0, self._settings.font.letter)[:1].upper(), command)

    def _sized(self, letter: str, command: ZplCommand) -> ZplFont:
        height, width = command.number(1, 0), command.number(2, 0)
        usual = self._settings.font
        if not height and not width and letter == usual.letter:
            height, width = usual.height, usual.width
        return ZplFont(letter, height, width)

    def _block(self, command: ZplCommand) -> None:
        self._field.block = TextBlock(
            width=command.number(0, 0),
            lines=command.number(1, 1, least=1),
            spacing=command.number(2, 0, least=-9999),
            align=command.text(3, "L")[:1].upper(),
            indent=command.number(4, 0),
        )

    def _text_block(self, command: ZplCommand) -> None:
        font = self._field.font or self._settings.font
        self._field.turn = command.text(0)[:1].upper() or self._field.turn
        self._field.block = TextBlock(width=command.number(1, 0), lines=max(1, command.number(2, 1) // max(1, font.cell()[0])))

    def _turn(self, command: ZplCommand) -> None:
        self._settings.turn = command.text(0, "N")[:1].upper()

    def _bars(self, command: ZplCommand) -> None:
        settings = self._settings
        settings.module = command.number(0, settings.module, least=1, most=100)
        try:
            settings.ratio = min(max(float(command.text(1, str(settings.ratio))), 2.0), 3.0)
        except ValueError:
            self.remark(f"^BY: {command.text(1)} is no ratio")
        settings.bar_height = command.number(2, settings.bar_height, least=1)

    def _home(self, command: ZplCommand) -> None:
        self._settings.home = (command.number(0, 0), command.number(1, 0))

    def _move(self, command: ZplCommand) -> None:
        right, down = self._settings.shift
        moved = command.number(0, 0, least=-9999, most=9999)
        self._settings.shift = (right, moved) if command.name == "^LT" else (-moved, down)

    def _encoding(self, command: ZplCommand) -> None:
        self._settings.encoding = _ENCODINGS.get(command.number(0, 0), "cp850")

    def _shape(self, command: ZplCommand) -> None:
        drawn, ink = SHAPES[command.name](command)
        if self._sheet is not None:
            self._put(drawn, ink)

    def _put(self, drawn: Image.Image, ink: int = 0) -> None:
        place, settings = self._field, self._settings
        if self._sheet is None:
            return
        left = place.x + settings.home[0] + settings.shift[0]
        top = place.y + settings.home[1] + settings.shift[1] - (drawn.height if place.by_baseline else 0)
        self._sheet.put(drawn, left, top, reverse=place.reverse or settings.reverse, ink=ink)

    def _graphic(self, command: ZplCommand) -> None:
        parts = command.parameters.split(b",", 4)
        if len(parts) < 5:
            raise BadGraphic("a picture with no data")
        total, row = (in_range(part.decode("latin-1"), 0, 0, 9_999_999) for part in parts[2:4])
        self._put(graphic(parts[4], parts[0].decode("latin-1").upper()[:1] or "A", total, row))

    def _store_graphic(self, command: ZplCommand) -> None:
        parts = command.parameters.split(b",", 3)
        if len(parts) < 4:
            raise BadGraphic("a picture with no data")
        total, row = (in_range(part.decode("latin-1"), 0, 0, 9_999_999) for part in parts[1:3])
        self._graphics[_object_name(parts[0].decode("latin-1"))] = graphic(parts[3], "A", total, row)

    def _recall_graphic(self, command: ZplCommand) -> None:
        stored = self._graphics.get(_object_name(command.text(0)))
        if stored is None:
            self.lose(f"{command.name}: the picture {command.text(0)} is stored in the printer, not in the job")
            return
        times_x, times_y = command.number(1, 1, least=1, most=10), command.number(2, 1, least=1, most=10)
        if stored.width * times_x * stored.height * times_y > FIELD_DOTS_MAX:
            raise BadGraphic("a picture is larger than any label")
        self._put(stored.resize((stored.width * times_x, stored.height * times_y), Image.Resampling.NEAREST))


def _object_name(text: str) -> str:
    """Return a stored object's name without its drive and extension."""
    return text.strip().upper().rpartition(":")[2].partition(".")[0]
