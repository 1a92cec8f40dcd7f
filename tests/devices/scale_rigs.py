"""Scales to test with, at the far end of a pty or a FIFO; they speak as the vendors' pages say and use none of our readers."""

import asyncio
import os
import tty
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from devices.driver import Scale
from devices.registry import make_scale
from devices.scale.hid import HidScale
from devices.scale.hidraw import Kernel
from devices.scale.serial import SerialScale
from devices.settings import ScaleSettings

SENDS_EVERY_S = 0.02
MANY = 1_000_000


@dataclass
class Pan:
    """What lies on a scale of 30 kg, in grams, and whether it swings."""

    load_g: int = 0
    moving: bool = False

    @property
    def kilograms(self) -> str:
        return f"{abs(self.load_g) // 1000}.{abs(self.load_g) % 1000:03d}"

    @property
    def overloaded(self) -> bool:
        return self.load_g > 30_000

    @property
    def below_zero(self) -> bool:
        return self.load_g < 0


class Rig(Protocol):
    """A scale with a pan that a test loads."""

    scale: Scale

    def load(self, load_g: int, *, moving: bool = False) -> None: ...
    def fall_silent(self) -> None: ...
    def unplug(self) -> None: ...
    def plug_in(self) -> None: ...
    async def pass_time(self) -> None: ...
    async def end(self) -> None: ...


class SimulatedRig:
    def __init__(self, place: Path, timeout_s: float) -> None:
        self._simulated = make_scale("simulated", "scale-1")
        self.scale: Scale = self._simulated

    def load(self, load_g: int, *, moving: bool = False) -> None:
        self._simulated.put_on(load_g, moving_readings=MANY if moving else 0)

    def fall_silent(self) -> None:
        self._simulated.fall_silent()

    def unplug(self) -> None:
        self._simulated.unplug()

    def plug_in(self) -> None:
        self._simulated.plug_in()

    async def pass_time(self) -> None:
        await asyncio.sleep(0)

    async def end(self) -> None:
        await self.scale.close()


def sics_answer(pan: Pan) -> bytes:
    if pan.overloaded or pan.below_zero:
        return b"S +\r\n" if pan.overloaded else b"S -\r\n"
    return f"S {'D' if pan.moving else 'S'} {pan.kilograms:>10} kg\r\n".encode()


def nci_answer(pan: Pan) -> bytes:
    status = bytes([0x30 + pan.moving, 0x30 + 2 * pan.overloaded + pan.below_zero])
    return b"\n" + f"{pan.kilograms:0>7}KG".encode() + b"\r\n" + status + b"\r\x03"


def continuous_line(pan: Pan) -> bytes:
    state = "OL" if pan.overloaded else "US" if pan.moving else "ST"
    return f"{state},GS,{'-' if pan.below_zero else '+'}{pan.kilograms:>7}kg\r\n".encode()


def toledo_answer(pan: Pan) -> bytes:
    trouble = pan.moving + 2 * pan.overloaded + 4 * pan.below_zero
    said = f"?{chr(0x60 + trouble)}" if trouble else f"{pan.kilograms:0>6}"
    return b"\x02" + said.encode() + b"\r"


class SerialRig:
    """A machine at the far end of a pty: it answers each `ask`, or sends by itself where that is empty."""

    def __init__(self, place: Path, timeout_s: float, protocol: str, ask: bytes, answer: Callable[[Pan], bytes]) -> None:
        self._pan = Pan()
        self._ask = ask
        self._answer = answer
        self._silent = False
        self._port = place / "ttyUSB0"
        self._heard = b""
        self._descriptors: tuple[int, ...] = ()
        self._sending = asyncio.create_task(self._send_by_itself()) if not ask else None
        self.plug_in()
        self.scale: Scale = SerialScale("scale-1", ScaleSettings(f"serial://{self._port}", protocol), timeout_s=timeout_s)

    def load(self, load_g: int, *, moving: bool = False) -> None:
        self._pan = Pan(load_g, moving)

    def fall_silent(self) -> None:
        self._silent = True

    def unplug(self) -> None:
        self._port.unlink(missing_ok=True)
        descriptors, self._descriptors = self._descriptors, ()
        if descriptors:
            asyncio.get_running_loop().remove_reader(descriptors[0])
        for descriptor in descriptors:
            os.close(descriptor)

    def plug_in(self) -> None:
        far, near = os.openpty()
        tty.setraw(near)
        os.set_blocking(far, False)
        self._descriptors = (far, near)
        self._port.symlink_to(os.ttyname(near))
        if self._ask:
            asyncio.get_running_loop().add_reader(far, self._hear)

    async def pass_time(self) -> None:
        await asyncio.sleep(5 * SENDS_EVERY_S)

    async def end(self) -> None:
        await self.scale.close()
        if self._sending is not None:
            self._sending.cancel()
            await asyncio.gather(self._sending, return_exceptions=True)
        self.unplug()

    def say(self, answer: bytes) -> None:
        if self._descriptors and not self._silent:
            os.write(self._descriptors[0], answer)

    def _hear(self) -> None:
        self._heard += os.read(self._descriptors[0], 4096)
        while self._ask in self._heard:
            self._heard = self._heard.partition(self._ask)[2]
            self.say(self._answer(self._pan))

    async def _send_by_itself(self) -> None:
        while True:
            await asyncio.sleep(SENDS_EVERY_S)
            self.say(self._answer(self._pan))


class SicsRig(SerialRig):
    def __init__(self, place: Path, timeout_s: float) -> None:
        super().__init__(place, timeout_s, "sics", b"SI\r\n", sics_answer)


class NciRig(SerialRig):
    def __init__(self, place: Path, timeout_s: float) -> None:
        super().__init__(place, timeout_s, "nci", b"W\r", nci_answer)


class ContinuousRig(SerialRig):
    def __init__(self, place: Path, timeout_s: float) -> None:
        super().__init__(place, timeout_s, "continuous", b"", continuous_line)


class ToledoRig(SerialRig):
    def __init__(self, place: Path, timeout_s: float) -> None:
        super().__init__(place, timeout_s, "toledo-8217-kg", b"W", toledo_answer)


# Usage page 0x8D (weighing), usage 0x20 (scale device), report id 3; an input each for status 0x70, unit 0x50, scaling 0x41, weight 0x40.
DESCRIPTOR = bytes.fromhex("058d0920a10185030970750895018100095075089501810009417508950181000940751095018100c0")
KEYBOARD_DESCRIPTOR = bytes.fromhex("05010906a101050719e029e715002501750195088102c0")
UEVENT = "DRIVER=hid-generic\nHID_ID=0003:00000922:00008003\nHID_NAME=DYMO M10\nHID_PHYS=usb-1.usb-1.2/input0\nHID_UNIQ=0071234\n"


def add_hidraw(kernel: Kernel, name: str, *, descriptor: bytes = DESCRIPTOR, uevent: str = UEVENT) -> int:
    """Plug in a HID device as the kernel would, and return the descriptor at which its reports are written."""
    device = kernel.classes / name / "device"
    device.mkdir(parents=True)
    (device / "report_descriptor").write_bytes(descriptor)
    (device / "uevent").write_text(uevent)
    kernel.nodes.mkdir(exist_ok=True)
    os.mkfifo(kernel.nodes / name)
    return os.open(kernel.nodes / name, os.O_RDWR | os.O_NONBLOCK)


def hid_report(pan: Pan) -> bytes:
    status = 6 if pan.overloaded else 5 if pan.below_zero else 3 if pan.moving else 2 if pan.load_g == 0 else 4
    return bytes([3, status, 2, 0]) + abs(pan.load_g).to_bytes(2, "little")


class HidRig:
    """A DYMO scale in a tree of its own; each time it is plugged in the kernel gives it another number."""

    def __init__(self, place: Path, timeout_s: float) -> None:
        self._pan = Pan()
        self._kernel = Kernel(place / "class", place / "dev")
        self._silent = False
        self._number = 0
        self._writer: int | None = None
        self._sending = asyncio.create_task(self._send())
        self.plug_in()
        self.scale: Scale = HidScale("scale-1", ScaleSettings("hid:0922:8003"), timeout_s=timeout_s, kernel=self._kernel)

    def load(self, load_g: int, *, moving: bool = False) -> None:
        self._pan = Pan(load_g, moving)

    def fall_silent(self) -> None:
        self._silent = True

    def unplug(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            os.close(writer)
            (self._kernel.nodes / f"hidraw{self._number}").unlink()
            device = self._kernel.classes / f"hidraw{self._number}" / "device"
            for file in device.iterdir():
                file.unlink()
            device.rmdir()
            device.parent.rmdir()

    def plug_in(self) -> None:
        self._number += 1
        self._writer = add_hidraw(self._kernel, f"hidraw{self._number}")

    async def pass_time(self) -> None:
        await asyncio.sleep(5 * SENDS_EVERY_S)

    async def end(self) -> None:
        await self.scale.close()
        self._sending.cancel()
        await asyncio.gather(self._sending, return_exceptions=True)
        self.unplug()

    async def _send(self) -> None:
        while True:
            await asyncio.sleep(SENDS_EVERY_S)
            if self._writer is not None and not self._silent:
                os.write(self._writer, hid_report(self._pan))
