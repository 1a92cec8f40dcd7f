"""The simulated scanner through the real decoder, with every fault."""

import asyncio
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.driver import DeviceGone, RejectedScan, Scan
from devices.registry import make_scanner
from devices.scanner.simulated import SimulatedScanner

SEPARATORS = "\x04\x1c\x1d\x1e\x1f"
codes = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E) | st.sampled_from(SEPARATORS), min_size=1, max_size=60)


def scans_of(play: Callable[[SimulatedScanner], None]) -> list[Scan | RejectedScan]:
    async def run() -> list[Scan | RejectedScan]:
        scanner = make_scanner("simulated", "bench")
        await scanner.open()
        play(scanner)
        await scanner.close()
        return [scan async for scan in scanner.scans()]

    return asyncio.run(run())


def posted(scans: Sequence[Scan | RejectedScan]) -> list[str]:
    return [scan.code for scan in scans if isinstance(scan, Scan)]


@given(st.lists(codes, min_size=1, max_size=4))
def test_any_printable_ascii_code_comes_out_exactly_as_it_was_played(played: list[str]) -> None:
    def play(scanner: SimulatedScanner) -> None:
        for code in played:
            scanner.play(code)

    assert posted(scans_of(play)) == played


@given(st.data(), st.lists(codes, min_size=2, max_size=4))
def test_no_fault_ever_posts_a_code_that_was_not_played(data: st.DataObject, played: list[str]) -> None:
    def play(scanner: SimulatedScanner) -> None:
        for code in played:
            keys = 4 * len(code) + 4
            match data.draw(st.sampled_from(["none", "drop", "stall", "unplug"])):
                case "drop":
                    scanner.drop_events(data.draw(st.integers(0, keys)), data.draw(st.integers(1, keys)))
                case "stall":
                    scanner.stall_after(data.draw(st.integers(0, keys)), data.draw(st.integers(0, 1_000_000)))
                case "unplug":
                    scanner.unplug_after(data.draw(st.integers(0, keys)))
            scanner.play(code)
            scanner.plug_in()

    remaining = iter(played)
    assert all(code in remaining for code in posted(scans_of(play)))


@given(codes, st.data())
def test_a_dropped_event_always_costs_the_scan_and_is_always_told(code: str, data: st.DataObject) -> None:
    def play(scanner: SimulatedScanner) -> None:
        scanner.drop_events(data.draw(st.integers(0, 4 * len(code))), 1)
        scanner.play(code)
        scanner.play("END")

    scans = scans_of(play)
    assert isinstance(scans[0], RejectedScan)


def test_the_same_label_twice_is_two_scans() -> None:
    def play(scanner: SimulatedScanner) -> None:
        scanner.play("4006381333931")
        scanner.play("4006381333931")

    assert posted(scans_of(play)) == ["4006381333931"] * 2


def test_a_character_no_key_gives_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="é"):
        scans_of(lambda scanner: scanner.play("café"))


async def test_an_unplugged_scanner_hears_nothing_and_says_so() -> None:
    scanner = make_scanner("simulated", "bench")
    await scanner.open()
    scanner.unplug()
    with pytest.raises(DeviceGone, match="bench"):
        scanner.play("A1")


async def test_scans_carry_the_injected_kernel_clock() -> None:
    scanner = SimulatedScanner("bench", now_us=lambda: 1_700_000_000_000_000)
    await scanner.open()
    scanner.play("A1")
    assert await anext(aiter(scanner.scans())) == Scan("A1", 1_700_000_000_000_000, "bench")
