"""The tones as they reach the card: read back through ALSA's own file device, their pitch measured."""

import array
import asyncio
import logging
import os
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest

from devices.sound.aplay import AplaySound
from devices.sound.sound import make_sound
from devices.sound.tones import PATTERNS, RATE_HZ, Tone
from tests.required_parts import required_program

PATIENCE_S = 30
WRONG_MIN_MS = 500
# What comes out of the device "card" is written to a file; "stuck" is one that nobody empties.
ASOUNDRC = """
pcm.card { type file slave.pcm "nowhere" file "%(place)s/heard.raw" format "raw" }
pcm.stuck { type file slave.pcm "nowhere" file "%(place)s/stuck.fifo" format "raw" }
pcm.nowhere { type null }
"""


@pytest.fixture(scope="module")
def aplay() -> Path:
    return required_program("aplay")


@pytest.fixture
def place(tmp_path: Path, aplay: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "alsa.conf").write_text(ASOUNDRC % {"place": tmp_path})
    os.mkfifo(tmp_path / "stuck.fifo")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "alsa.conf"))
    return tmp_path


@pytest.fixture
async def card(place: Path) -> AsyncIterator[AplaySound]:
    sound = AplaySound("card")
    yield sound
    await sound.close()


@pytest.fixture
async def stuck(place: Path) -> AsyncIterator[AplaySound]:
    """A sound whose first tone plays until the test lets it out."""
    sound = AplaySound("stuck")
    yield sound
    await sound.close()


async def played(sound: AplaySound) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while True:
            if (await sound.health()).status != "unknown":
                return
            await asyncio.sleep(0.01)


def sounds(raw: bytes) -> list[tuple[int, int]]:
    """Return the length in ms and the pitch in Hz of each sound between silences of 20 ms or more."""
    samples = array.array("h", raw)
    loud = [at for at, sample in enumerate(samples) if abs(sample) > 500]
    gaps = [(before, after) for before, after in pairwise(loud) if after - before > RATE_HZ // 50]
    starts, ends = [loud[0], *(after for _, after in gaps)], [*(before for before, _ in gaps), loud[-1]]
    return [
        (
            round((end - start) * 1000 / RATE_HZ),
            round(sum(1 for one, two in pairwise(samples[start:end]) if one < 0 <= two) * RATE_HZ / (end - start)),
        )
        for start, end in zip(starts, ends, strict=True)
    ]


@pytest.mark.parametrize("tone", ["right", "wrong", "attention"])
async def test_each_tone_reaches_the_card_with_its_number_its_length_and_its_pitch(card: AplaySound, place: Path, tone: Tone) -> None:
    card.play(tone)
    await played(card)
    pattern = PATTERNS[tone]
    heard = sounds((place / "heard.raw").read_bytes())
    assert len(heard) == pattern.count
    for length_ms, pitch_hz in heard:
        assert length_ms == pytest.approx(pattern.length_ms, abs=10)
        assert pitch_hz == pytest.approx(pattern.pitch_hz, rel=0.06)


async def test_the_wrong_tone_sounds_for_half_a_second_or_more(card: AplaySound, place: Path) -> None:
    card.play("wrong")
    await played(card)
    assert sum(length_ms for length_ms, _ in sounds((place / "heard.raw").read_bytes())) >= WRONG_MIN_MS


async def test_a_tone_that_played_is_good_health(card: AplaySound) -> None:
    assert (await card.health()).status == "unknown"
    card.play("right")
    await played(card)
    assert (await card.health()).status == "good"


async def heard_after(stuck: AplaySound, place: Path, *tones: Tone) -> list[tuple[int, int]]:
    """Play tones while the device is stuck, with time for the player to start, and return what comes out once somebody listens."""
    for tone in tones:
        stuck.play(tone)
        await asyncio.sleep(0.2)
    raw = await asyncio.to_thread((place / "stuck.fifo").read_bytes)
    await played(stuck)
    return sounds(raw)


async def test_a_wrong_tone_breaks_off_a_right_one_and_plays_alone(stuck: AplaySound, place: Path) -> None:
    assert len(await heard_after(stuck, place, "right", "wrong")) == PATTERNS["wrong"].count


async def test_a_right_tone_never_covers_a_wrong_one_and_does_not_wait_behind_it(stuck: AplaySound, place: Path) -> None:
    assert len(await heard_after(stuck, place, "wrong", "right")) == PATTERNS["wrong"].count


async def test_of_many_tones_at_once_the_newest_that_matters_is_heard(stuck: AplaySound, place: Path) -> None:
    for tone in ("right", "wrong", "right", "attention", "right"):
        stuck.play(tone)
    assert len(await heard_after(stuck, place)) == PATTERNS["attention"].count


async def test_a_sound_that_is_closed_breaks_off_and_stays_silent(stuck: AplaySound) -> None:
    stuck.play("wrong")
    await asyncio.sleep(0.05)
    async with asyncio.timeout(PATIENCE_S):
        await stuck.close()
    stuck.play("right")
    assert (await stuck.health()).status == "unknown"


async def test_a_device_that_is_not_there_is_bad_health_with_a_remedy_and_one_log(place: Path, caplog: pytest.LogCaptureFixture) -> None:
    sound = AplaySound("hw:99")
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            sound.play("right")
            await played(sound)
            await asyncio.sleep(0.3)
        health = await sound.health()
        await sound.close()
    assert (health.status, "aplay -L" in health.remedy) == ("bad", True)
    assert "hw:99" in health.detail
    assert len(caplog.records) == 1


async def test_a_box_without_aplay_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    sound = AplaySound("default")
    sound.play("wrong")
    await played(sound)
    health = await sound.health()
    await sound.close()
    assert (health.status, health.remedy) == ("bad", "install it: sudo apt install alsa-utils")


async def test_sound_that_is_switched_off_is_silent_and_well(place: Path) -> None:
    sound = make_sound(enabled=False, device="card")
    sound.play("wrong")
    assert (await sound.health()).status == "good"
    await sound.close()
    assert not (place / "heard.raw").exists()


def test_sound_that_is_switched_on_plays_on_the_device_named() -> None:
    assert isinstance(make_sound(enabled=True, device="card"), AplaySound)
