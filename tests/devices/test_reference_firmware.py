"""The reference firmware: its code for frames and JSON says the same as the box's, and the sketch is C++ that compiles."""

import asyncio
import os
import signal
import subprocess
import tty
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devices.driver import LightState, Press
from devices.lights.frames import END, FrameReader, frame_of
from devices.lights.messages import Message, Wanted
from devices.registry import make_lights
from devices.settings import LightsSettings
from tests.devices.test_light_frames import MESSAGES
from tests.required_parts import REPOSITORY, required_program

FIRMWARE = REPOSITORY / "docs" / "pick-light-esp32"
HERE = REPOSITORY / "tests" / "devices"
SKETCH = str(FIRMWARE / "pick-light-esp32.ino")
WANTED = LightState(light="A-01", epoch=7, command_id="c7", colour="green", quantity=3, on=True)
STRICT = ("-Wall", "-Wextra", "-Werror")


@pytest.fixture(scope="module")
def firmware(tmp_path_factory: pytest.TempPathFactory, gcc: Path) -> Path:
    """The firmware's code as a program."""
    program = tmp_path_factory.mktemp("firmware") / "check"
    sanitized = ("-fsanitize=undefined", "-fno-sanitize-recover")
    command = [str(gcc), *STRICT, "-O1", *sanitized, "-I", str(FIRMWARE), "-o", str(program), str(HERE / "pick_light_check.c")]
    subprocess.run(command, check=True)
    return program


def said_by(firmware: Path, stream: bytes) -> bytes:
    return subprocess.run([str(firmware)], input=stream, stdout=subprocess.PIPE, check=True).stdout


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(MESSAGES | st.binary(max_size=30), max_size=8))
def test_firmware_and_box_read_the_same_messages_out_of_any_stream(firmware: Path, pieces: list[Message | bytes]) -> None:
    stream = b"".join(piece + bytes([END]) if isinstance(piece, bytes) else frame_of(piece) for piece in pieces)
    stream += frame_of(Wanted("r", LightState("A-01", 7, "c", "green", 3, on=True)))
    heard = FrameReader().feed(stream)
    assert FrameReader().feed(said_by(firmware, stream)) == heard


def test_the_firmware_reads_a_state_whatever_its_names_hold(firmware: Path) -> None:
    state = LightState('Ä "01"\\ \x7f/+#', 2**53 - 1, "ü-1", "white", 99, on=False)
    assert said_by(firmware, frame_of(Wanted("run", state))) == frame_of(Wanted("run", state))


@pytest.mark.parametrize("wire", ["PL_MQTT", "PL_SERIAL"])
def test_the_sketch_compiles_against_the_interfaces_of_its_libraries(wire: str) -> None:
    done = subprocess.run([*sketch_compiler(wire), "-fsyntax-only", SKETCH], stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture
def sketch(tmp_path: Path) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    """The sketch running on this machine, and the address of its serial line."""
    program = tmp_path / "sketch"
    subprocess.run([*sketch_compiler("PL_SERIAL"), "-o", str(program), SKETCH, str(HERE / "arduino_host.cpp")], check=True)
    near, far = os.openpty()
    tty.setraw(far)
    running = subprocess.Popen([str(program)], stdin=near, stdout=near)
    yield running, f"serial://{os.ttyname(far)}?baud=115200"
    running.kill()
    running.wait()
    os.close(near)
    os.close(far)


async def test_the_sketch_shows_and_is_pressed_over_a_serial_line(sketch: tuple["subprocess.Popen[bytes]", str]) -> None:
    running, address = sketch
    rail = make_lights("serial", "rail-1", LightsSettings(address=address, ack_timeout_s=10))
    await rail.open()
    assert rail.about.startswith("esp32 1, 4 lights")
    assert (await rail.show(WANTED)).kind == "acknowledged"
    assert (await rail.show(replace(WANTED, epoch=6))).applied == WANTED
    presses = rail.presses()
    running.send_signal(signal.SIGUSR1)
    first = await asyncio.wait_for(anext(presses), 30)
    await asyncio.sleep(0.2)  # the finger leaves the button
    running.send_signal(signal.SIGUSR2)
    second = await asyncio.wait_for(anext(presses), 30)
    await rail.close()
    assert first == Press("A-01", "c7", 3, 1, "acknowledged", first.boot)
    assert second == Press("A-01", "c7", 0, 2, "short", first.boot)


def sketch_compiler(wire: str) -> list[str]:
    libraries = ("-I", str(HERE / "arduino"), "-I", str(FIRMWARE), "-include", "Arduino.h")
    return [str(required_program("g++")), *STRICT, "-std=gnu++17", f"-D{wire}", *libraries, "-x", "c++"]
