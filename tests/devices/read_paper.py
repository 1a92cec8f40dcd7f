"""What a rendered slip says to a machine and to a person."""

import zxingcpp
from PIL import Image

from devices.printer.code_pages import CODEC_OF_NUMBER
from devices.printer.escpos_commands import commands_in


def qr_texts(picture: Image.Image) -> list[str]:
    """The texts of every QR code a decoder finds."""
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def text_lines(job: bytes) -> list[str]:
    """The text of a job, line by line, decoded by the code pages it selects; pictures are left out."""
    lines, codec = [""], CODEC_OF_NUMBER[0]
    for command in commands_in(job):
        match command.name:
            case "text":
                lines[-1] += command.parameters.decode(codec)
            case "ESC t":
                codec = CODEC_OF_NUMBER[command.parameters[0]]
            case "LF":
                lines.append("")
    return lines


def line_columns(job: bytes) -> list[int]:
    """How many Font A cells each line of text takes, its size counted in."""
    columns, width = [0], 1
    for command in commands_in(job):
        match command.name:
            case "text":
                columns[-1] += len(command.parameters) * width
            case "GS !":
                width = (command.parameters[0] >> 4) + 1
            case "LF":
                columns.append(0)
    return columns
