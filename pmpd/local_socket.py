"""The local socket in the data directory, where the command line finds a running daemon."""

import os
import socket as sockets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAME = "pmpd.sock"


def socket_file(directory: Path) -> Path:
    """Where the socket lies."""
    return directory.resolve() / _NAME


@contextmanager
def socket_path(socket: Path) -> Iterator[str]:
    """A path to bind or connect the socket by, short enough for the kernel (108 bytes, unix(7)) however deep its directory lies."""
    directory = os.open(socket.parent, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{directory}/{socket.name}"
    finally:
        os.close(directory)


def is_served(socket: Path) -> bool:
    """Whether a program listens at the socket."""
    with sockets.socket(sockets.AF_UNIX) as probe:
        try:
            with socket_path(socket) as short:
                probe.connect(short)
        except OSError:
            return False
    return True
