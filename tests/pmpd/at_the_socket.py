"""A client at the box's own socket, as the command line is one: it may do everything."""

import os
from pathlib import Path

import httpx

from pmpd.local_socket import socket_file


class AtTheSocket(httpx.HTTPTransport):
    """Sends every request to the socket in a data directory, however long its path."""

    def __init__(self, directory: Path) -> None:
        socket = socket_file(directory)
        self._directory = os.open(socket.parent, os.O_PATH | os.O_DIRECTORY)
        super().__init__(uds=f"/proc/self/fd/{self._directory}/{socket.name}")

    def close(self) -> None:
        """Hang up."""
        super().close()
        os.close(self._directory)
