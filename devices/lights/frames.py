"""Frames of the pick light protocol on a serial line.

A frame is `END, type, length high, length low, body, CRC high, CRC low, END`, with the bytes between the two END escaped as SLIP does
(RFC 1055). The CRC is CRC-16/CCITT-FALSE (polynomial 0x1021, start 0xFFFF) over type, length and body, before escaping.
"""

from binascii import crc_hqx

from devices.lights.messages import (
    BODY_BYTES_MAX,
    BadMessage,
    Birth,
    Denied,
    Gone,
    Heard,
    Hello,
    Message,
    Ping,
    Pong,
    Pressed,
    Shown,
    Wanted,
    body_of,
    message_from,
)

END, ESC, ESC_END, ESC_ESC = 0xC0, 0xDB, 0xDC, 0xDD
_TYPES: dict[int, type[Message]] = {
    ord("H"): Hello,
    ord("?"): Ping,
    ord("!"): Pong,
    ord("B"): Birth,
    ord("W"): Wanted,
    ord("S"): Shown,
    ord("D"): Denied,
    ord("P"): Pressed,
    ord("A"): Heard,
}
_LETTERS = {kind: letter for letter, kind in _TYPES.items()} | {Gone: ord("B")}
_HEADER_BYTES = 3
_CRC_BYTES = 2
_CRC_START = 0xFFFF
_ESCAPED_BYTES_MAX = 2 * (_HEADER_BYTES + BODY_BYTES_MAX + _CRC_BYTES)


def frame_of(message: Message) -> bytes:
    """Return the message as one frame, ready to be written."""
    body = body_of(message)
    plain = bytes([_LETTERS[type(message)]]) + len(body).to_bytes(2, "big") + body
    plain += crc_hqx(plain, _CRC_START).to_bytes(2, "big")
    escaped = plain.replace(bytes([ESC]), bytes([ESC, ESC_ESC])).replace(bytes([END]), bytes([ESC, ESC_END]))
    return bytes([END]) + escaped + bytes([END])


class FrameReader:
    """Finds whole, undamaged messages in a stream of bytes, and the next one after any garbage. `damaged` counts what was thrown away."""

    def __init__(self) -> None:
        self._open = bytearray()
        self.damaged = 0

    def feed(self, chunk: bytes) -> list[Message]:
        """Take what was read; return the messages that it completes."""
        messages = []
        *ended, rest = chunk.split(bytes([END]))
        for piece in ended:
            self._open += piece
            if self._open:
                message = self._message()
                messages += [message] if message is not None else []
            self._open.clear()
        self._open += rest
        if len(self._open) > _ESCAPED_BYTES_MAX:  # no frame is so long: its end got lost
            self._open.clear()
            self.damaged += 1
        return messages

    def _message(self) -> Message | None:
        try:
            return _read(bytes(self._open))
        except BadMessage:
            self.damaged += 1
            return None


def _read(escaped: bytes) -> Message:
    first, *pieces = escaped.split(bytes([ESC]))
    plain = bytearray(first)
    for piece in pieces:
        if piece[:1] not in (bytes([ESC_END]), bytes([ESC_ESC])):
            raise BadMessage("an escape that means nothing")
        plain.append(END if piece[0] == ESC_END else ESC)
        plain += piece[1:]
    if len(plain) < _HEADER_BYTES + _CRC_BYTES or int.from_bytes(plain[1:3], "big") != len(plain) - _HEADER_BYTES - _CRC_BYTES:
        raise BadMessage("the length is wrong")
    # A CRC over the data and its own CRC leaves nothing.
    if crc_hqx(bytes(plain), _CRC_START) != 0:
        raise BadMessage("the checksum is wrong")
    if plain[0] not in _TYPES:
        raise BadMessage(f"there is no frame type {plain[0]:#04x}")
    return message_from(_TYPES[plain[0]], bytes(plain[_HEADER_BYTES:-_CRC_BYTES]))
