"""Requests as an attacker writes them: bytes on a socket, not what a library thinks a request is."""

import socket
from typing import NamedTuple

from tests.pmpd.served_box import ServedBox

CLOSE = b"Connection: close\r\n"


class Answer(NamedTuple):
    """What came back until the box closed the connection: the status and the head of the first answer, and how many answers there were."""

    status: int
    head: bytes
    answers: int


def request(method: str, path: str, host: str, *lines: str, version: str = "1.1") -> bytes:
    """A request with a Host, without a body; the connection ends after it."""
    return "\r\n".join([f"{method} {path} HTTP/{version}", f"Host: {host}", "Connection: close", *lines, "", ""]).encode()


def told(served: ServedBox, said: bytes) -> Answer:
    """What a box answers to these bytes."""
    host, _, port = served.host.partition(":")
    with socket.create_connection((host, int(port)), timeout=20) as wire:
        wire.sendall(said)
        answer = b""
        while chunk := wire.recv(65536):
            answer += chunk
    head = answer.partition(b"\r\n\r\n")[0]
    return Answer(int(head.split(b" ", 2)[1]), head, answer.count(b"HTTP/1."))
