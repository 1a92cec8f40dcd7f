"""A real MQTT broker for the tests: mosquitto on a free port of this machine, with a configuration of its own, ended by its process id."""

import socket
import subprocess
import time
from pathlib import Path

_PATIENCE_S = 20.0
_LOOK_EVERY_S = 0.01


class Mosquitto:
    """A broker that can be stopped and started again at the same port. It keeps nothing on the disk, retained messages neither."""

    def __init__(self, program: Path, directory: Path, *configuration: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._program = program
        self._file = directory / "mosquitto.conf"
        lines = (
            f"listener {self.port} 127.0.0.1",
            "persistence false",
            "set_tcp_nodelay true",
            *(configuration or ("allow_anonymous true",)),
        )
        self._file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self._process: subprocess.Popen[bytes] | None = None

    def address(self, rail: str = "rail-1") -> str:
        """Where a rail is on this broker."""
        return f"mqtt://127.0.0.1:{self.port}/{rail}"

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        self._process = subprocess.Popen(
            [str(self._program), "-c", str(self._file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
        )
        deadline_s = time.monotonic() + _PATIENCE_S
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                assert self._process.poll() is None, "mosquitto ended by itself"
                assert time.monotonic() < deadline_s, "mosquitto takes no connections"
                time.sleep(_LOOK_EVERY_S)
            else:
                return

    def stop(self) -> None:
        """End it; harmless when it does not run."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
