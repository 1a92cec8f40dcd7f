"""A paper machine at the end of a real TCP connection or a real terminal line, so that the drivers meet the kernel."""

import asyncio
import os
import socket
import struct
import tty
from collections.abc import Callable
from pathlib import Path
from typing import Generic, Literal, TypeVar

from devices.printer.simulated_link import FarEnd

_PIECE_BYTES = 256
_FULL_BUFFER_POLL_S = 0.005

Machine = TypeVar("Machine", bound=FarEnd)
OtherComputers = Literal["kept waiting", "hung up on", "refused"]


class _Wire:
    """Carries bytes between a descriptor and the machine, at the machine's pace; ends by itself after so many bytes."""

    def __init__(self, machine: FarEnd, descriptor: int, cut: Callable[[], None]) -> None:
        self._machine = machine
        self._descriptor = descriptor
        self._cut = cut
        self._waiting = b""
        self._resume: asyncio.TimerHandle | None = None
        self.cut_after_bytes: int | None = None
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(descriptor, self._listen)
        machine.on_answer = self._answer
        self._answer()

    def end(self) -> None:
        self._machine.on_answer = lambda: None
        self._loop.remove_reader(self._descriptor)
        if self._resume is not None:
            self._resume.cancel()

    def _listen(self) -> None:
        room = _PIECE_BYTES if self.cut_after_bytes is None else min(_PIECE_BYTES, self.cut_after_bytes)
        try:
            self._waiting = os.read(self._descriptor, room)
        except BlockingIOError:
            return
        except OSError:
            self._waiting = b""
        if not self._waiting:
            self._cut()
            return
        if self.cut_after_bytes is not None:
            self.cut_after_bytes -= len(self._waiting)
        self._loop.remove_reader(self._descriptor)
        self._hand_over()

    def _hand_over(self) -> None:
        self._waiting = self._waiting[self._machine.receive(self._waiting) :]
        if self._waiting:
            self._resume = self._loop.call_later(_FULL_BUFFER_POLL_S, self._hand_over)
        elif self.cut_after_bytes == 0:
            self._cut()
        else:
            self._loop.add_reader(self._descriptor, self._listen)

    def _answer(self) -> None:
        if answers := self._machine.take_answers():
            os.write(self._descriptor, answers)


class TcpMachine(Generic[Machine]):
    """A printer on the network that serves one computer at a time; `others` says what happens to those that come meanwhile."""

    def __init__(self, machine: Machine, others: OtherComputers = "kept waiting") -> None:
        self.machine = machine
        self._others = others
        self._port = 0
        self._listening: socket.socket | None = None
        self._client: socket.socket | None = None
        self._wire: _Wire | None = None
        self._loop = asyncio.get_running_loop()
        self.connections = 0
        self.plug_in()

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self._port}"

    def plug_in(self) -> None:
        self._listening = socket.socket()
        self._listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        self._listening.setblocking(False)
        self._listening.bind(("127.0.0.1", self._port))
        self._listening.listen(8)
        self._port = self._listening.getsockname()[1]
        self._loop.add_reader(self._listening.fileno(), self._accept)

    def unplug(self) -> None:
        self._stop_listening()
        self.hang_up(abruptly=True)

    def hang_up(self, *, abruptly: bool = False) -> None:
        if self._wire is not None:
            self._wire.end()
            self._wire = None
        if self._client is not None:
            if abruptly:
                self._client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._client.close()
            self._client = None
        if self._others == "refused" and self._listening is None and not abruptly:
            self.plug_in()
        elif self._others == "kept waiting" and self._listening is not None and not abruptly:
            self._loop.add_reader(self._listening.fileno(), self._accept)

    def cut_after(self, stream_bytes: int) -> None:
        """Break the connection under way, or the next one, and the network with it, after so many bytes, questions included."""
        self._cut_after_bytes = stream_bytes
        if self._wire is not None:
            self._wire.cut_after_bytes = stream_bytes

    _cut_after_bytes: int | None = None

    def power_cycle(self) -> None:
        self.unplug()
        self.machine.power_cycle()
        self.plug_in()

    def _accept(self) -> None:
        assert self._listening is not None
        client, _ = self._listening.accept()
        self.connections += 1
        if self._client is not None:
            client.close()
            return
        client.setblocking(False)
        self._client = client
        if self._others == "refused":
            self._stop_listening()
        elif self._others == "kept waiting":
            self._loop.remove_reader(self._listening.fileno())
        self._wire = _Wire(self.machine, client.fileno(), self._ended)
        self._wire.cut_after_bytes = self._cut_after_bytes

    def _ended(self) -> None:
        if self._wire is not None and self._wire.cut_after_bytes == 0:
            self._cut_after_bytes = None
            self.unplug()
        else:
            self.hang_up()

    def _stop_listening(self) -> None:
        if self._listening is not None:
            self._loop.remove_reader(self._listening.fileno())
            self._listening.close()
            self._listening = None


class LineMachine(Generic[Machine]):
    """A printer at the end of a terminal line; `path` is where the computer finds it while it is plugged in."""

    def __init__(self, machine: Machine, folder: Path) -> None:
        self.machine = machine
        self.path = folder / "lp0"
        self._ends: tuple[int, int] | None = None
        self._wire: _Wire | None = None
        self.plug_in()

    @property
    def address(self) -> str:
        return f"serial://{self.path}?baud=115200"

    def plug_in(self) -> None:
        near, far = os.openpty()
        tty.setraw(far)
        os.set_blocking(near, False)
        self._ends = near, far
        self.path.symlink_to(os.ttyname(far))
        self._wire = _Wire(self.machine, near, self.unplug)

    def unplug(self) -> None:
        if self._wire is not None:
            self._wire.end()
            self._wire = None
        if self._ends is not None:
            for end in self._ends:
                os.close(end)
            self._ends = None
            self.path.unlink()

    def cut_after(self, stream_bytes: int) -> None:
        """Unplug it after so many bytes, questions included."""
        assert self._wire is not None
        self._wire.cut_after_bytes = stream_bytes
