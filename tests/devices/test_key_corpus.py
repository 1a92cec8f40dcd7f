"""Recorded key-event streams decode to exactly the scans and rejections that are written beside them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from devices.driver import RejectedScan, Scan
from devices.scanner.decoder import KeyDecoder
from devices.scanner.input_event import EVENT_SIZE_BYTES, events_in
from devices.scanner.layouts import layout_named
from tests.devices.make_key_corpus import PLACE, corpus

RECORDINGS = sorted(PLACE.glob("*.json"))


@dataclass
class Played:
    """One scanner of a recording while it is played."""

    decoder: KeyDecoder
    stream: bytes
    unplugged_after: list[int]
    expected: list[Mapping[str, str]]
    outcomes: list[Scan | RejectedScan | None] = field(default_factory=list)


def scanners_of(recording: Path) -> list[Played]:
    described = json.loads(recording.read_text("utf-8"))
    return [
        Played(
            KeyDecoder(layout_named(said["layout"]), device),
            (recording.parent / said["events"]).read_bytes(),
            said["unplugged_after"],
            said["expected"],
        )
        for device, said in described.items()
    ]


def as_expected(outcomes: list[Scan | RejectedScan | None], expected: list[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Return the outcomes in the words of the recording; a reason is right when it holds the expected one."""
    said: list[Mapping[str, str]] = []
    for number, outcome in enumerate(outcome for outcome in outcomes if outcome is not None):
        wanted = expected[number].get("rejected") if number < len(expected) else None
        if isinstance(outcome, Scan):
            said.append({"code": outcome.code})
        else:
            said.append({"rejected": wanted if wanted is not None and wanted in outcome.reason else outcome.reason})
    return said


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda recording: recording.stem)
def test_a_recording_comes_to_exactly_what_is_written_beside_it(recording: Path) -> None:
    scanners = scanners_of(recording)
    playing = [(event, number, scanner) for scanner in scanners for number, event in enumerate(events_in(scanner.stream), start=1)]
    for event, number, scanner in sorted(playing, key=lambda played: played[0].time_us):
        scanner.outcomes.append(scanner.decoder.feed(event))
        if number in scanner.unplugged_after:
            scanner.outcomes.append(scanner.decoder.disconnect(event.time_us))
    for scanner in scanners:
        assert as_expected(scanner.outcomes, scanner.expected) == scanner.expected


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda recording: recording.stem)
@pytest.mark.parametrize("events_at_once", [1, 7, 64])
def test_however_a_recording_is_cut_into_reads_it_comes_to_the_same(recording: Path, events_at_once: int) -> None:
    for scanner in scanners_of(recording):
        cuts = sorted({0, len(scanner.stream), *(EVENT_SIZE_BYTES * after for after in scanner.unplugged_after)})
        for start, end in pairwise(cuts):
            for place in range(start, end, EVENT_SIZE_BYTES * events_at_once):
                scanner.outcomes += scanner.decoder.feed_bytes(scanner.stream[place : min(end, place + EVENT_SIZE_BYTES * events_at_once)])
            if end // EVENT_SIZE_BYTES in scanner.unplugged_after:
                scanner.outcomes.append(scanner.decoder.disconnect(0))
        assert as_expected(scanner.outcomes, scanner.expected) == scanner.expected


def test_the_corpus_is_what_its_maker_makes() -> None:
    assert {path.name: path.read_bytes() for path in PLACE.iterdir()} == corpus()
