"""Makes the corpus of key-event streams: `python -m tests.devices.make_key_corpus`.

Each recording is a JSON file that says how its scanners are set and what must come out, and for each scanner the bytes that the kernel
gave. What must come out is written down here, never taken from the decoder.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random

from devices.scanner.input_event import EV_KEY, EV_SYN, SYN_REPORT, InputEvent
from devices.scanner.key_codes import KEY_KPENTER, KEY_TAB
from devices.scanner.layouts import layout_named
from tests.devices.scanner_typing import TypingScanner, as_bytes, dropped, stalled

PLACE = Path(__file__).parent / "key_corpus"
START_US = 1_700_000_000_000_000
GTIN = "4006381333931"
GS1 = "]d2010400638133393110LOT-7/b\x1d21SN_42"
SECOND_US = 1_000_000

Outcome = Mapping[str, str]


@dataclass(frozen=True)
class Recording:
    """What one scanner sent. `layout` is the one that is set; `unplugged_after` are numbers of events after which the cable was out."""

    layout: str
    events: list[InputEvent]
    expected: list[Outcome]
    unplugged_after: list[int] = field(default_factory=list)


Scene = Callable[[], dict[str, Recording]]


def read(*codes: str) -> list[Outcome]:
    return [{"code": code} for code in codes]


def rejected(reason: str) -> Outcome:
    return {"rejected": reason}


def typed(scanner: TypingScanner, *codes: str, pause_us: int = SECOND_US, start_us: int = START_US) -> list[InputEvent]:
    """Several scans, each beginning `pause_us` after the end of the one before."""
    events: list[InputEvent] = []
    for code in codes:
        events += scanner.types(code, events[-1].time_us + pause_us if events else start_us)
    return events


def fast() -> dict[str, Recording]:
    codes = [GTIN, "A-06-2", "SKU_7.b/c+(9):;"]
    return {"bench": Recording("us", typed(TypingScanner(layout_named("us"), gap_us=125), *codes), read(*codes))}


def slow() -> dict[str, Recording]:
    scanner = TypingScanner(layout_named("us"), gap_us=30_000, terminator=KEY_TAB)
    return {"bench": Recording("us", typed(scanner, GTIN, "a-06-2"), read(GTIN, "a-06-2"))}


def back_to_back() -> dict[str, Recording]:
    scanner = TypingScanner(layout_named("us"), gap_us=0, terminator=KEY_KPENTER)
    return {"bench": Recording("us", typed(scanner, GTIN, GTIN, "B2", pause_us=0), read(GTIN, GTIN, "B2"))}


def interleaved() -> dict[str, Recording]:
    """Two equal scanners at the same moment, one German, one French."""
    german, french = TypingScanner(layout_named("de"), gap_us=1_000), TypingScanner(layout_named("fr"), gap_us=700)
    return {
        "packing": Recording("de", typed(german, "Zy[1]@x", GTIN), read("Zy[1]@x", GTIN)),
        "picking": Recording("fr", typed(french, "Aq{9}#m", GTIN, start_us=START_US + 300), read("Aq{9}#m", GTIN)),
    }


def noise_between_the_keys() -> dict[str, Recording]:
    scanner = TypingScanner(layout_named("us"), noisy=True)
    return {"bench": Recording("us", typed(scanner, "A-06-2", GTIN), read("A-06-2", GTIN))}


def gs1_with_ctrl() -> dict[str, Recording]:
    recordings = {}
    for layout in ("us", "de", "fr", "it"):
        recordings[layout] = Recording(layout, typed(TypingScanner(layout_named(layout)), GS1), read(GS1))
    return recordings


def gs1_with_alt_numbers() -> dict[str, Recording]:
    return {"bench": Recording("de", typed(TypingScanner(layout_named("de"), mode="alt"), GS1), read(GS1))}


def alt_numbers_squeezed_into_one_report() -> dict[str, Recording]:
    scanner = TypingScanner(layout_named("us"), mode="quick_alt")
    # The q is 113; in one report its second 1 is lost, and 13 would be a carriage return.
    return {"bench": Recording("us", typed(scanner, "SIT-4", "xqz", "4"), [*read("SIT-4"), rejected("control character 13"), *read("4")])}


def caps_lock_on() -> dict[str, Recording]:
    recordings = {}
    for layout in ("us", "de", "fr"):
        scanner = TypingScanner(layout_named(layout), mode="caps_lock")
        recordings[layout] = Recording(layout, typed(scanner, "Ab-1;c/2", GTIN), read("Ab-1;c/2", GTIN))
    return recordings


def wrong_layouts() -> dict[str, Recording]:
    german, french = TypingScanner(layout_named("de")), TypingScanner(layout_named("fr"))
    return {
        "german": Recording("us", typed(german, "X[1]", GTIN, "A@B"), [rejected("(9)"), *read(GTIN), rejected("(16)")]),
        "french": Recording("us", typed(french, "(1)#"), [rejected("(4)")]),
    }


def dropped_at_every_position() -> dict[str, Recording]:
    scanner = TypingScanner(layout_named("us"))
    events: list[InputEvent] = []
    expected: list[Outcome] = []
    whole = scanner.types("A1", START_US)
    enter = next(number for number, event in enumerate(whole) if event.code == 28 and event.value == 1)
    for first in range(len(whole)):
        at_us = events[-1].time_us + SECOND_US if events else START_US
        events += dropped(scanner.types("A1", at_us), first, 2)
        events += scanner.types("NO", at_us + SECOND_US)
        events += scanner.types("B2", at_us + 2 * SECOND_US)
        expected += _after_a_drop(first, enter)
    return {"bench": Recording("us", events, expected)}


def _after_a_drop(first: int, enter: int) -> list[Outcome]:
    """What the loss of two events from number `first` comes to: of the scan, and where its end is among them, of the next one too."""
    lost = rejected("keys were lost")
    if first + 2 < enter:
        return [lost, *read("NO", "B2")]
    return [*(read("A1") if first > enter else []), lost, rejected("stalled"), *read("B2")]


def stalls() -> dict[str, Recording]:
    scanner = TypingScanner(layout_named("us"))
    events: list[InputEvent] = []
    expected: list[Outcome] = []
    for first in (4, 8, 12):  # after the first, the second, the third character
        at_us = events[-1].time_us + SECOND_US if events else START_US
        events += stalled(scanner.types("abc", at_us), first, 260_000)
        events += scanner.types("next", events[-1].time_us + SECOND_US)
        expected += [rejected("stalled"), *read("next")]
    return {"bench": Recording("us", events, expected)}


def no_terminator() -> dict[str, Recording]:
    scanner = TypingScanner(layout_named("us"), terminator=69)  # Num Lock ends nothing
    return {"bench": Recording("us", typed(scanner, "A1", "B2", "C3"), [rejected("no end"), rejected("no end")])}


def unplugged_and_plugged_in() -> dict[str, Recording]:
    scanner = TypingScanner(layout_named("us"))
    cut = scanner.types("4006", START_US)[:9] + scanner.types("Q", START_US + SECOND_US)[:2]
    whole = typed(scanner, "A-06-2", start_us=START_US + 5 * SECOND_US)
    unplugged = rejected("unplugged")
    first = [*cut[:9], *whole]
    return {
        "in-the-middle": Recording("us", first, [unplugged, *read("A-06-2")], unplugged_after=[9]),
        "with-shift-held": Recording("us", [*cut[9:], *whole], read("A-06-2"), unplugged_after=[2]),
        "after-the-end": Recording("us", [*whole, *typed(scanner, "B", start_us=whole[-1].time_us)], read("A-06-2", "B"), [len(whole)]),
    }


def kernel_repeats_a_held_key() -> dict[str, Recording]:
    scanner = TypingScanner(layout_named("us"))
    whole = scanner.types("ab", START_US)
    repeats = [event for _ in range(3) for event in (InputEvent(START_US, EV_KEY, 30, 2), InputEvent(START_US, EV_SYN, SYN_REPORT, 1))]
    events = [*whole[:2], *repeats, *whole[2:], *scanner.types("cd", START_US + SECOND_US)]
    return {"bench": Recording("us", events, [rejected("held down"), *read("cd")])}


def long_day() -> dict[str, Recording]:
    random = Random(20240229)
    alphabet = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz-_/.:;+()[]#@\x1d"
    codes = ["".join(random.choices(alphabet, k=random.randint(1, 20))) for _ in range(12)]
    scanner = TypingScanner(layout_named("uk"), gap_us=4_000)
    return {"bench": Recording("uk", typed(scanner, *codes), read(*codes))}


SCENES: tuple[Scene, ...] = (
    fast,
    slow,
    back_to_back,
    interleaved,
    noise_between_the_keys,
    gs1_with_ctrl,
    gs1_with_alt_numbers,
    alt_numbers_squeezed_into_one_report,
    caps_lock_on,
    wrong_layouts,
    dropped_at_every_position,
    stalls,
    no_terminator,
    unplugged_and_plugged_in,
    kernel_repeats_a_held_key,
    long_day,
)


def corpus() -> dict[str, bytes]:
    """Return the files of the corpus by their names."""
    files = {}
    for scene in SCENES:
        described = {}
        for device, recording in scene().items():
            name = f"{scene.__name__}.{device}.events"
            files[name] = as_bytes(recording.events)
            described[device] = {key: value for key, value in asdict(recording).items() if key != "events"} | {"events": name}
        files[f"{scene.__name__}.json"] = (json.dumps(described, indent=1, ensure_ascii=True) + "\n").encode()
    return files


if __name__ == "__main__":
    PLACE.mkdir(exist_ok=True)
    for name, content in corpus().items():
        (PLACE / name).write_bytes(content)
