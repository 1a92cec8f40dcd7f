"""The tones, as WAV files made of code: told apart by number and by pitch, so that they are told apart in noise too."""

import array
import io
import math
import wave
from dataclasses import dataclass
from functools import cache
from typing import Literal

Tone = Literal["right", "wrong", "attention"]

RATE_HZ = 48_000
"""Samples a second, which every sound card knows."""

_LOUDNESS = 0.6  # of full scale
_RAMP_MS = 4  # in and out, so that a loudspeaker does not click
_LEAD_MS = 10  # of silence, which a card that wakes up may swallow


@dataclass(frozen=True, slots=True)
class Pattern:
    """`count` sounds of `pitch_hz`, each `length_ms` long, with `gap_ms` between them.

    A buzz has overtones, which a small loudspeaker plays better.
    """

    count: int
    pitch_hz: int
    length_ms: int
    gap_ms: int
    buzz: bool


PATTERNS: dict[Tone, Pattern] = {
    "right": Pattern(count=1, pitch_hz=1760, length_ms=90, gap_ms=0, buzz=False),
    "wrong": Pattern(count=2, pitch_hz=220, length_ms=300, gap_ms=90, buzz=True),
    "attention": Pattern(count=3, pitch_hz=880, length_ms=120, gap_ms=90, buzz=False),
}


@cache
def wav(tone: Tone) -> bytes:
    """Return a tone as a WAV file: one channel, 16 bits, 48 kHz."""
    pattern = PATTERNS[tone]
    silence = array.array("h", bytes(2 * _samples(pattern.gap_ms)))
    sound = _sound(pattern)
    samples = array.array("h", bytes(2 * _samples(_LEAD_MS)))
    for number in range(pattern.count):
        if number:
            samples += silence
        samples += sound
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE_HZ)
        writer.writeframes(samples.tobytes())
    return file.getvalue()


def _samples(length_ms: int) -> int:
    return RATE_HZ * length_ms // 1000


def _sound(pattern: Pattern) -> "array.array[int]":
    length, ramp = _samples(pattern.length_ms), _samples(_RAMP_MS)
    overtones = (1, 3, 5, 7) if pattern.buzz else (1,)
    peak = _LOUDNESS * 32767 / sum(1 / overtone for overtone in overtones)
    samples = array.array("h")
    for at in range(length):
        turn = 2 * math.pi * pattern.pitch_hz * at / RATE_HZ
        loud = min(1.0, at / ramp, (length - 1 - at) / ramp)
        samples.append(round(peak * loud * sum(math.sin(overtone * turn) / overtone for overtone in overtones)))
    return samples
