"""The rules of a rail, from the device's side."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.driver import LightState
from devices.lights.messages import BadMessage, Denied, Gone, Heard, Hello, Ping, Pong, Pressed, Shown, Wanted
from devices.lights.rail_machine.machine import RailMachine
from devices.lights.serial_rail import SerialRail
from devices.settings import LightsSettings

WANTED = LightState(light="A-01", epoch=7, command_id="c7", colour="green", quantity=3, on=True)


def shining() -> RailMachine:
    machine = RailMachine(["A-01", "A-02"])
    machine.hear(Wanted("run-1", WANTED))
    return machine


@given(st.lists(st.tuples(st.sampled_from(["run-1", "run-2"]), st.integers(0, 4)), min_size=1, max_size=12))
def test_whatever_comes_the_answer_says_what_the_light_shows(told: list[tuple[str, int]]) -> None:
    machine = RailMachine(["A-01"])
    for number, (run, epoch) in enumerate(told):
        answers = machine.hear(Wanted(run, replace(WANTED, epoch=epoch, command_id=str(number))))
        assert [answer.state for answer in answers if isinstance(answer, Shown)] == list(machine.showing.values())


def test_an_older_epoch_of_a_new_run_is_shown() -> None:
    machine = shining()
    machine.hear(Wanted("run-2", replace(WANTED, epoch=1)))
    assert machine.showing["A-01"].epoch == 1


def test_what_comes_late_from_the_run_before_changes_nothing() -> None:
    machine = shining()
    machine.hear(Wanted("run-2", replace(WANTED, epoch=1)))
    machine.hear(Wanted("run-1", replace(WANTED, epoch=8)))
    assert machine.showing["A-01"].epoch == 1


def test_a_light_that_is_not_there_is_denied() -> None:
    (answer,) = RailMachine(["A-01"]).hear(Wanted("run", replace(WANTED, light="Z-99")))
    assert isinstance(answer, Denied)
    assert answer.why == "the rail has no light Z-99"


def test_the_second_press_waits_until_the_first_was_heard() -> None:
    machine = shining()
    (first,) = machine.press("A-01")
    assert machine.press("A-01", 1) == []
    assert machine.repeated() == [first]
    (second,) = machine.hear(Heard("A-01", machine.boot, 1))
    assert isinstance(second, Pressed)
    assert (second.press.sequence, second.press.quantity) == (2, 1)
    assert machine.hear(Heard("A-01", machine.boot, 2)) == []


def test_what_was_heard_of_another_boot_ends_no_press() -> None:
    machine = shining()
    machine.press("A-01")
    machine.hear(Heard("A-01", "other", 1))
    assert len(machine.repeated()) == 1


def test_a_dark_light_says_nothing_when_it_is_pressed() -> None:
    machine = shining()
    machine.hear(Wanted("run-1", replace(WANTED, epoch=8, on=False)))
    assert machine.press("A-01") == []


def test_who_asks_hears_the_birth_and_what_every_light_shows() -> None:
    machine = shining()
    assert machine.hear(Hello()) == [machine.birth(), Shown(machine.boot, "run-1", WANTED)]
    assert machine.hear(Ping()) == [Pong(machine.boot)]


def test_a_rail_that_reads_of_its_own_death_says_its_birth() -> None:
    machine = shining()
    assert machine.hear(Gone("earlier")) == [machine.birth()]


def test_a_rail_with_more_lights_than_a_birth_can_name_is_refused() -> None:
    with pytest.raises(BadMessage, match="must be two"):
        RailMachine([f"A-{number:04d}" for number in range(1000)])


async def test_anybody_can_rehearse_with_a_rail_that_has_no_hardware() -> None:
    command = (sys.executable, "-u", "-m", "devices.lights.rail_machine", "pty", "A-01")
    program = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    assert program.stdin is not None
    assert program.stdout is not None
    address = (await program.stdout.readline()).decode().split('"')[1]
    rail = SerialRail("lights", LightsSettings(address=address, ack_timeout_s=10))
    await rail.open()
    await rail.show(WANTED)
    assert await program.stdout.readline() == b"A-01: green 3\n"
    program.stdin.write(b"press A-01 2\n")
    press = await asyncio.wait_for(anext(rail.presses()), 30)
    await rail.close()
    program.stdin.write(b"quit\n")
    await asyncio.wait_for(program.communicate(), 30)
    assert (press.light, press.quantity, program.returncode) == ("A-01", 2, 0)
