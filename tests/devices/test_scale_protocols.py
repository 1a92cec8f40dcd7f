"""What the protocols of serial scales say: golden answers of the vendors' pages, and no weight out of anything else."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.driver import Weight
from devices.scale.grams import grams, grams_of_text
from devices.scale.protocol import BELOW_ZERO, FAULTY, MOVING, NOT_ZEROED, OVERLOADED, Trouble
from devices.scale.protocols import PROTOCOLS, protocol_called

AT_REST = [
    ("sics", b"S S     100.00 g\r", 100),
    ("sics", b"S S      0.735 kg\r", 735),
    ("sics", b"S S       1.62 lb\r", 735),
    ("sics", b"S S      -0.00 g\r", 0),
    ("nci", b"\n0012.34lb\r\n00\r", 5597),
    ("nci", b"\n02.500KG\r\nS00\r", 2500),
    ("nci", b"\n02lb 03.5oz\r\n00\r", 1006),
    ("nci", b"\n0LB 05.3OZ\r\nS00\r", 150),
    ("nci", b"\n00.000KG\r\n2p4\r", 0),
    ("continuous", b"ST,GS,+  1.234kg\r", 1234),
    ("continuous", b"ST,NT,+00.720kg\r", 720),
    ("continuous", b"ST,GS,+01234.5 g\r", 1235),
    ("continuous", b"ST,+001234.4  g\r", 1234),
    ("continuous", b"ST,G ,+1234,56 g\r", 1235),
    ("continuous", b"ST,GS,1\xc8,   12.34 kg\r", 12340),
    ("continuous", b"ST,OK,+000001.5 kg\r", 1500),
    ("continuous", b"ST, GS, +   0.350 lb\r", 159),
    ("toledo-8217-kg", b"\x0200.735", 735),
    ("toledo-8217-kg", b"\x0201.250N", 1250),
    ("toledo-8217-lb", b"\x02001.62", 735),
]
MOVES = [
    ("sics", b"S D      0.742 kg\r", 742),
    ("nci", b"\n02.500KG\r\nS10\r", 2500),
    ("continuous", b"US,GS,+  1.234kg\r", 1234),
]
TROUBLES = [
    ("sics", b"S +\r", OVERLOADED),
    ("sics", b"S -\r", BELOW_ZERO),
    ("sics", b"S S     -12.50 g\r", BELOW_ZERO),
    ("sics", b"S S Error 1b\r", FAULTY),
    ("nci", b"\nS10\r", MOVING),
    ("nci", b"\n02\r", OVERLOADED),
    ("nci", b"\n01\r", BELOW_ZERO),
    ("nci", b"\n40\r", FAULTY),
    ("nci", b"\n0p8\r", NOT_ZEROED),
    ("continuous", b"OL,GS,+99999999\r", OVERLOADED),
    ("continuous", b"OL,GS,+    .  kg\r", OVERLOADED),
    ("continuous", b"OL,-9999999  g\r", BELOW_ZERO),
    ("continuous", b"ST,GS,-  0.015kg\r", BELOW_ZERO),
    ("toledo-8217-kg", b"\x02?a", MOVING),
    ("toledo-8217-kg", b"\x02?b", OVERLOADED),
    ("toledo-8217-kg", b"\x02?d", BELOW_ZERO),
    ("toledo-8217-lb", b"\x02?h", NOT_ZEROED),
]
NO_ANSWERS = [
    ("sics", b"ES\r"),
    ("sics", b"Z A\r"),
    ("sics", b"S S     10.00 g\r"),  # a character of the number got lost
    ("sics", b"S S     100.00 x\r"),
    ("nci", b"\n?\r"),
    ("nci", b"\n0012.34lb\r\n0\r"),  # half a status
    ("nci", b"\n0012.34lb\r\n0p\r"),  # a third status byte was promised
    ("nci", b"\n0012.34lb\r\nPP\r"),
    ("continuous", b"S,GS,+  1.234kg\r"),
    ("continuous", b"ST,GS,+  1.234\r"),  # a weight without a unit
    ("continuous", b"ST,TR,+  0.015kg\r"),  # the tare, which does not lie on the scale
    ("toledo-8217-kg", b"00.735"),
    ("toledo-8217-kg", b"\x02735"),
    ("toledo-8217-kg", b"\x02?@"),
]
WEIGHTS = [(protocol, answer) for protocol, answer, _ in AT_REST + MOVES]


@pytest.mark.parametrize(("protocol", "answer", "weighed_g"), AT_REST)
def test_a_weight_at_rest_is_read_in_grams(protocol: str, answer: bytes, weighed_g: int) -> None:
    assert protocol_called(protocol).read(answer) == Weight(weighed_g, stable=True)


@pytest.mark.parametrize(("protocol", "answer", "weighed_g"), MOVES)
def test_a_weight_that_moves_is_read_as_moving(protocol: str, answer: bytes, weighed_g: int) -> None:
    assert protocol_called(protocol).read(answer) == Weight(weighed_g, stable=False)


@pytest.mark.parametrize(("protocol", "answer", "trouble"), TROUBLES)
def test_what_a_scale_says_is_wrong_is_told_apart(protocol: str, answer: bytes, trouble: Trouble) -> None:
    assert protocol_called(protocol).read(answer) == trouble


@pytest.mark.parametrize(("protocol", "answer"), NO_ANSWERS)
def test_what_is_no_whole_answer_says_nothing(protocol: str, answer: bytes) -> None:
    assert protocol_called(protocol).read(answer) is None


@pytest.mark.parametrize(
    ("protocol", "answer"), [("sics", b"S S         12 PCS\r"), ("continuous", b"QT,+00012345 PC\r"), ("nci", b"\n   55%\r\n00\r")]
)
def test_a_scale_that_shows_no_weight_is_to_be_set_to_one(protocol: str, answer: bytes) -> None:
    said = protocol_called(protocol).read(answer)
    assert isinstance(said, Trouble)
    assert said.remedy.startswith("set it")


@given(protocol=st.sampled_from(sorted(PROTOCOLS)), answer=st.binary(max_size=40))
def test_any_bytes_are_read_without_a_crash_and_noise_is_no_weight(protocol: str, answer: bytes) -> None:
    said = protocol_called(protocol).read(answer)
    assert not isinstance(said, Weight) or any(mark in answer for mark in (b"S ", b"\n", b",", b"\x02"))


@pytest.mark.parametrize(("protocol", "answer"), WEIGHTS)
def test_an_answer_that_lost_its_beginning_or_ran_into_the_next_one_is_no_other_weight(protocol: str, answer: bytes) -> None:
    read = protocol_called(protocol).read
    pieces = [answer[cut:] for cut in range(1, len(answer))] + [answer[:cut] + answer for cut in range(1, len(answer))]
    assert [piece for piece in pieces if isinstance(read(piece), Weight) and read(piece) != read(answer)] == []


@given(st.data())
def test_a_character_that_became_another_sign_never_changes_the_weight(data: st.DataObject) -> None:
    protocol, answer = data.draw(st.sampled_from(WEIGHTS))
    place = data.draw(st.integers(0, len(answer) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: chr(byte) not in " +-.,0123456789" and chr(byte).lower() not in "gklboz"))
    read = protocol_called(protocol).read
    damaged, whole = read(answer[:place] + bytes([byte]) + answer[place + 1 :]), read(answer)
    assert isinstance(whole, Weight)
    assert not isinstance(damaged, Weight) or damaged.grams == whole.grams


@given(digits=st.integers(-(10**9), 10**9), power=st.integers(-6, 3), unit=st.sampled_from(["g", "kg", "lb", "oz"]))
def test_units_become_grams_exactly_and_a_half_rounds_up(digits: int, power: int, unit: str) -> None:
    in_grams = {"g": Fraction(1), "kg": Fraction(1000), "lb": Fraction("453.59237"), "oz": Fraction("28.349523125")}[unit]
    exact = digits * Fraction(10) ** power * in_grams
    assert grams(digits, power, unit) - Fraction(1, 2) <= exact < grams(digits, power, unit) + Fraction(1, 2)


@given(whole=st.integers(0, 99_999), fraction=st.integers(0, 999), unit=st.sampled_from(["g", "kg", "lb", "oz"]))
def test_a_written_number_is_its_digits_and_its_power_of_ten(whole: int, fraction: int, unit: str) -> None:
    assert grams_of_text(f"{whole}.{fraction:03d}", unit) == grams(whole * 1000 + fraction, -3, unit)


@pytest.mark.parametrize("number", ["", ".", "1.", ".5", "1.2.3", "1e3", "\u0661", "12 3", "9" * 13])
def test_what_is_no_number_of_a_scale_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        grams_of_text(number, "g")


@pytest.mark.parametrize("name", ["", "toledo-8217"])
def test_a_protocol_that_there_is_not_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(ValueError, match="sics, nci, continuous, toledo-8217-kg, toledo-8217-lb"):
        protocol_called(name)
