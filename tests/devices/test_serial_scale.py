"""What a serial scale believes: no single answer, no old answer, and what it says of one that can't be read."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devices.driver import DeviceGone, Weight
from devices.link import LinkLost
from devices.registry import make_scale
from devices.scale.conversation import Conversation, NoAnswer
from devices.scale.protocol import Trouble
from devices.scale.protocols import protocol_called
from devices.settings import ScaleSettings
from tests.devices.scale_rigs import ContinuousRig, Pan, SerialRig, continuous_line, nci_answer


class ScriptedLink:
    """A far end that says these things, one for each question or, where nothing is asked, one for each read."""

    def __init__(self, *answers: bytes, asked: bool) -> None:
        self._answers = list(answers)
        self._asked = asked
        self._said = b""

    async def open(self) -> None:
        self._said = b""

    async def close(self) -> None:
        self._answers.clear()

    async def finish(self) -> None:
        self._said = b""

    async def write(self, chunk: bytes) -> None:
        self._said += self._answers.pop(0) if self._answers else b""

    async def read(self, timeout_s: float) -> bytes:
        while timeout_s and not self._asked and not self._said and self._answers:
            self._said = self._answers.pop(0)
        if not self._said:
            await asyncio.sleep(timeout_s)
        said, self._said = self._said, b""
        return said


async def reading(protocol: str, *answers: bytes, timeout_s: float = 30) -> Weight | Trouble:
    known = protocol_called(protocol)
    return await Conversation(ScriptedLink(*answers, asked=bool(known.ask)), known).reading(timeout_s)


async def test_a_digit_that_changed_on_its_way_never_becomes_a_weight() -> None:
    wrong, right = nci_answer(Pan(9234)), nci_answer(Pan(1234))
    assert await reading("nci", wrong, right, right) == Weight(1234, stable=True)


async def test_two_answers_that_differ_all_the_time_are_no_weight() -> None:
    with pytest.raises(NoAnswer):
        await reading("nci", *(nci_answer(Pan(load_g)) for load_g in range(100, 110)), timeout_s=0.05)


async def test_the_line_under_way_when_a_weight_is_asked_for_does_not_count() -> None:
    old, new = continuous_line(Pan(100)), continuous_line(Pan(200))
    assert await reading("continuous", old, new, new) == Weight(200, stable=True)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_one_damaged_line_among_good_ones_never_tells_another_weight_at_rest(data: st.DataObject) -> None:
    load_g = data.draw(st.integers(0, 30_000))
    good = continuous_line(Pan(load_g))
    place = data.draw(st.integers(0, len(good) - 1))
    damaged = data.draw(
        st.sampled_from([good[:place] + good[place + 1 :], good[:place]])
        | st.binary(min_size=1, max_size=2).map(lambda noise: good[:place] + noise + good[place + 1 :])
    )
    said = asyncio.run(reading("continuous", good, damaged, *[good] * 4))
    assert said == Weight(load_g, stable=True) or isinstance(said, Trouble) or not said.stable


async def test_an_answer_that_comes_after_its_time_is_not_the_answer_to_the_next_question() -> None:
    late, new = nci_answer(Pan(100)), nci_answer(Pan(200))
    conversation = Conversation(ScriptedLink(b"", late, new, new, asked=True), protocol_called("nci"))
    with pytest.raises(NoAnswer):
        await conversation.reading(timeout_s=0.05)
    assert await conversation.reading(timeout_s=1) == Weight(200, stable=True)


@pytest.fixture
async def garbled(tmp_path: Path) -> AsyncIterator[SerialRig]:
    rig = SerialRig(tmp_path, 0.3, "sics", b"SI\r\n", lambda pan: b"\xd3\xa0\xd3\xa0\x8d\n")  # seven bits and parity, read as eight bits
    await rig.scale.open()
    yield rig
    await rig.end()


async def test_a_scale_that_can_not_be_read_sends_a_person_to_speed_and_parity(garbled: SerialRig) -> None:
    with pytest.raises(DeviceGone, match="can't be read as sics") as raised:
        await garbled.scale.weight()
    assert "parity" in raised.value.remedy


async def test_a_silent_scale_sends_a_person_to_its_switch_and_its_cable(tmp_path: Path) -> None:
    rig = ContinuousRig(tmp_path, 0.3)
    await rig.scale.open()
    try:
        rig.fall_silent()
        health = await rig.scale.health()
    finally:
        await rig.end()
    assert ("says nothing" in health.detail, "switch the scale on" in health.remedy) == (True, True)


def test_a_serial_scale_without_a_protocol_can_not_be_made_and_says_which_there_are() -> None:
    with pytest.raises(ValueError, match="sics, nci, continuous"):
        make_scale("serial", "scale-1", ScaleSettings("serial:///dev/ttyUSB0"))


def test_a_serial_scale_says_what_it_is() -> None:
    scale = make_scale("serial", "scale-1", ScaleSettings("serial:///dev/ttyUSB0", "nci"))
    assert scale.about == "a scale that speaks nci at serial:///dev/ttyUSB0"


async def test_a_port_that_is_not_there_is_named_with_a_remedy(tmp_path: Path) -> None:
    scale = make_scale("serial", "scale-1", ScaleSettings(f"serial://{tmp_path}/ttyUSB7", "nci"))
    with pytest.raises(DeviceGone, match="ttyUSB7 is not there") as raised:
        await scale.open()
    assert isinstance(raised.value.__cause__, LinkLost)
    assert "plug" in raised.value.remedy
