"""A client at the box's own socket, as the command line is one: it may do everything."""

import os
from pathlib import Path

import httpx

from pmpd.local_socket import is_served, socket_file


class AtTheSocket(httpx.HTTPTransport):
    """Sends every request to the socket in a data directory, however long its path."""

    def __init__(self, directory: Path) -> None:
        socket = socket_file(directory)
        self._directory = os.open(socket.parent, os.O_PATH | os.O_DIRECTORY)
        self._socket = socket
        super().__init__(uds=f"/proc/self/fd/{self._directory}/{socket.name}")

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; one to a box that is gone fails here, since the library leaves a socket open that it could not connect."""
        if not is_served(self._socket):
            raise httpx.ConnectError(f"nobody listens at {self._socket}", request=request)
        return super().handle_request(request)

    def close(self) -> None:
        """Hang up."""
        super().close()
        os.close(self._directory)
