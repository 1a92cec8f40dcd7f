"""An ESC/POS byte stream cut into its commands (Epson ESC/POS reference, "Command list"): only those we know, never a guess."""

from collections.abc import Iterator
from dataclasses import dataclass

_ESC, _GS, _LF = 0x1B, 0x1D, 0x0A


@dataclass(frozen=True, slots=True)
class Command:
    """One command, or a run of text (`name` is "text"). `offset` counts bytes from the start; `parameters` are the bytes after the name."""

    offset: int
    name: str
    parameters: bytes
    end: int


class UnknownCommand(Exception):
    """The stream holds a command we do not know; the text names its offset and its bytes."""

    def __init__(self, stream: bytes, offset: int) -> None:
        self.offset = offset
        super().__init__(f"unknown ESC/POS command at offset {offset}: {stream[offset : offset + 3].hex(' ')}")


class TruncatedStream(Exception):
    """The stream ends inside a command; the text names its offset."""

    def __init__(self, stream: bytes, offset: int) -> None:
        self.offset = offset
        super().__init__(f"the stream ends inside the command at offset {offset}: {stream[offset : offset + 3].hex(' ')}")


# Prefix, letter → number of parameter bytes.
_FIXED = {
    (_ESC, ord("@")): 0,
    (_ESC, ord("!")): 1,
    (_ESC, ord("-")): 1,
    (_ESC, ord("2")): 0,
    (_ESC, ord("3")): 1,
    (_ESC, ord("E")): 1,
    (_ESC, ord("J")): 1,
    (_ESC, ord("M")): 1,
    (_ESC, ord("a")): 1,
    (_ESC, ord("d")): 1,
    (_ESC, ord("p")): 3,
    (_ESC, ord("t")): 1,
    (_GS, ord("!")): 1,
    (_GS, ord("B")): 1,
}
_CUTS = {0: 1, 1: 1, 48: 1, 49: 1, 65: 2, 66: 2}
_RASTER_HEADER_BYTES = 8


def commands_in(stream: bytes) -> Iterator[Command]:
    """Yield every command of a whole stream; raises `UnknownCommand` or `TruncatedStream`."""
    offset = 0
    while offset < len(stream):
        command = next_command(stream, offset)
        if command is None:
            raise TruncatedStream(stream, offset)
        yield command
        offset = command.end


def next_command(stream: bytes, offset: int) -> Command | None:
    """Return the command at `offset`, or None when its end has not arrived yet; raises `UnknownCommand`."""
    first = stream[offset]
    if first == _LF:
        return Command(offset, "LF", b"", offset + 1)
    if first >= 0x20:
        return _text(stream, offset)
    if first not in (_ESC, _GS):
        raise UnknownCommand(stream, offset)
    if offset + 1 >= len(stream):
        return None
    length = _length(stream, offset)
    if length is None or offset + length > len(stream):
        return None
    name = f"{'ESC' if first == _ESC else 'GS'} {chr(stream[offset + 1])}"
    return Command(offset, name, stream[offset + 2 : offset + length], offset + length)


def _text(stream: bytes, offset: int) -> Command:
    end = offset
    while end < len(stream) and stream[end] >= 0x20:
        end += 1
    return Command(offset, "text", stream[offset:end], end)


def _length(stream: bytes, offset: int) -> int | None:
    """Return the length of the command in bytes, None while too little of it has arrived."""
    prefix, letter = stream[offset], stream[offset + 1]
    parameters = _FIXED.get((prefix, letter))
    if parameters is not None:
        return 2 + parameters
    arrived = len(stream) - offset
    if (prefix, letter) == (_GS, ord("V")):
        if arrived < 3:
            return None
        if stream[offset + 2] not in _CUTS:
            raise UnknownCommand(stream, offset)
        return 2 + _CUTS[stream[offset + 2]]
    if (prefix, letter) == (_GS, ord("v")):
        if arrived < _RASTER_HEADER_BYTES:
            return None
        width_bytes, height = raster_size(stream[offset + 2 : offset + _RASTER_HEADER_BYTES])
        return _RASTER_HEADER_BYTES + width_bytes * height
    if (prefix, letter) == (_GS, ord("(")):
        if arrived < 5:
            return None
        if stream[offset + 2] != ord("H"):
            raise UnknownCommand(stream, offset)
        return 5 + int.from_bytes(stream[offset + 3 : offset + 5], "little")
    raise UnknownCommand(stream, offset)


def raster_size(parameters: bytes) -> tuple[int, int]:
    """Return width in bytes and height in dots of a GS v 0 raster from its parameters `0 m xL xH yL yH`."""
    return int.from_bytes(parameters[2:4], "little"), int.from_bytes(parameters[4:6], "little")
