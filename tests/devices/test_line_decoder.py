"""The bytes of a serial scanner: whole codes or a rejection, never a piece."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from devices.driver import RejectedScan, Scan
from devices.scanner.decoder import MAX_CODE_LENGTH
from devices.scanner.line_decoder import LineDecoder

Fact = Scan | RejectedScan
SILENCE = None

codes = st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs")).filter(str.isprintable) | st.sampled_from("\x1d\x1e\x04"), min_size=1, max_size=40
)
end_marks = st.sampled_from(["\r", "\n", "\r\n", "\t"])


def escaped(line: bytes) -> bytes:
    """As a terminal with PARMRK hands bytes over."""
    return line.replace(b"\xff", b"\xff\xff")


def listening() -> LineDecoder:
    """A decoder whose port has been silent."""
    decoder = LineDecoder("bench")
    assert decoder.silence(1) == []
    return decoder


def decoded(pieces: list[bytes | None]) -> list[Fact]:
    decoder = listening()
    facts: list[Fact] = []
    for piece in pieces:
        facts += decoder.silence(1) if piece is SILENCE else decoder.feed(piece, 1)
    return facts


def posted(facts: list[Fact]) -> list[str]:
    return [fact.code for fact in facts if isinstance(fact, Scan)]


def cut(stream: bytes, places: list[int]) -> list[bytes | None]:
    edges = [0, *sorted(place % (len(stream) + 1) for place in places), len(stream)]
    return [stream[start:end] for start, end in pairwise(edges)]


@given(st.lists(st.tuples(codes, end_marks), min_size=1, max_size=4), st.lists(st.integers(0), max_size=6))
def test_codes_come_out_as_they_were_sent_however_the_reads_cut_them(sent: list[tuple[str, str]], places: list[int]) -> None:
    stream = b"".join(escaped(f"{code}{mark}".encode()) for code, mark in sent)
    assert posted(decoded(cut(stream, places))) == [code for code, _ in sent]


@given(st.lists(codes, min_size=1, max_size=4), st.lists(st.integers(0), max_size=4))
def test_a_scan_with_a_silence_in_the_middle_is_never_posted_nor_is_any_piece_of_it(sent: list[str], places: list[int]) -> None:
    stream = b"".join(escaped(f"{code}\r".encode()) for code in sent)
    pieces = [part for piece in cut(stream, places) for part in (piece, SILENCE)]
    remaining = iter(sent)
    assert all(code in remaining for code in posted(decoded(pieces)))


@given(codes, st.integers(0))
def test_a_damaged_byte_anywhere_rejects_the_whole_scan_and_not_the_next(code: str, place: int) -> None:
    whole = code.encode("utf-8")
    at = place % (len(whole) + 1)
    facts = decoded([escaped(whole[:at]) + b"\xff\x00A" + escaped(whole[at:]) + b"\rNEXT\r"])
    assert [type(fact) for fact in facts] == [RejectedScan, Scan]
    assert posted(facts) == ["NEXT"]


def test_a_damaged_end_mark_is_no_end_mark() -> None:
    facts = decoded([b"400638\xff\x00\r1333931\r"])
    assert [type(fact) for fact in facts] == [RejectedScan]


def test_what_follows_a_silence_up_to_its_end_mark_is_rejected_too() -> None:
    facts = decoded([b"40063", SILENCE, b"81333931\r", b"NEXT\r"])
    assert [type(fact) for fact in facts] == [RejectedScan, RejectedScan, Scan]
    assert posted(facts) == ["NEXT"]


def test_a_scanner_that_sends_no_end_mark_is_told_each_time_what_to_do() -> None:
    facts = decoded([b"4006381333931", SILENCE, b"4006381333931", SILENCE])
    assert len(facts) == 2
    assert all(isinstance(fact, RejectedScan) and "Enter (CR)" in fact.reason for fact in facts)


def test_a_silence_between_scans_means_nothing() -> None:
    assert posted(decoded([SILENCE, b"ONE\r", SILENCE, b"TWO\r\n", SILENCE])) == ["ONE", "TWO"]


def test_bytes_that_are_no_utf8_are_read_as_latin_1() -> None:
    assert posted(decoded([b"Schl\xfcssel\r"])) == ["Schlüssel"]


def test_the_separator_of_gs1_passes_and_other_control_characters_do_not() -> None:
    facts = decoded([b"]C10104006381333931\x1d21X\r", b"\x02CODE\x03\r"])
    assert posted(facts) == ["]C10104006381333931\x1d21X"]
    assert isinstance(facts[1], RejectedScan)
    assert "control character 2" in facts[1].reason


def test_a_code_longer_than_any_label_is_rejected_once_and_the_next_is_read() -> None:
    facts = decoded([b"1" * (MAX_CODE_LENGTH + 1), b"\r", b"2" * 100_000, b"\r", b"3" * MAX_CODE_LENGTH, b"\r"])
    assert [type(fact) for fact in facts] == [RejectedScan, RejectedScan, Scan]


def test_what_a_pulled_cable_left_is_rejected_and_forgotten() -> None:
    decoder = listening()
    decoder.feed(b"40063", 1)
    assert [type(fact) for fact in decoder.disconnect(2)] == [RejectedScan]
    assert decoder.disconnect(3) == []
    assert posted(decoder.feed(b"81333931\r", 4)) == ["81333931"]


def test_what_was_already_coming_when_the_port_was_opened_is_rejected_up_to_a_silence() -> None:
    decoder = LineDecoder("bench")
    facts = decoder.feed(b"81333931\rKEPT\r", 1)
    assert [type(fact) for fact in facts] == [RejectedScan, RejectedScan]
    assert decoder.silence(2) == []
    assert posted(decoder.feed(b"4006381333931\r", 3)) == ["4006381333931"]


def test_a_scan_under_way_when_the_port_was_opened_is_rejected_though_its_end_comes_after_a_silence() -> None:
    decoder = LineDecoder("bench")
    facts = [*decoder.feed(b"8133", 1), *decoder.silence(2), *decoder.feed(b"3931\r", 3)]
    assert [type(fact) for fact in facts] == [RejectedScan, RejectedScan]
