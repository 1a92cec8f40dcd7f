"""Answers as people read them."""

from typing import Any

import pytest

from pmpd.command_line.answer_text import answer_text


def shown(answer: dict[str, Any], more: str = "") -> list[str]:
    """The lines of an answer."""
    return answer_text(answer, more).splitlines()


def test_names_and_values_are_aligned_and_what_is_empty_is_left_out() -> None:
    assert shown({"order": "SO-100001", "ship_to_name": "Zoë", "note": "", "tote": None, "stops": 0}) == [
        "order         SO-100001",
        "ship to name  Zoë",
        "stops         0",
    ]


def test_yes_no_and_lists_of_words_are_said_in_words() -> None:
    assert shown({"paid": True, "copy": False, "barcodes": ["1", "2"]}) == ["paid      yes", "copy      no", "barcodes  1, 2"]


def test_weights_lengths_and_money_have_their_unit() -> None:
    assert shown({"weight_g": 250, "length_mm": 30, "price_minor": 1_250, "currency": "EUR"}) == [
        "weight    250 g",
        "length    30 mm",
        "price     12.50 EUR",
        "currency  EUR",
    ]


@pytest.mark.parametrize(("currency", "text"), [("JPY", "1250 JPY"), ("KWD", "1.250 KWD"), ("", "1250 minor")])
def test_money_has_the_decimals_of_its_currency(currency: str, text: str) -> None:
    assert shown({"price_minor": 1_250, "currency": currency})[0].endswith(text)


def test_money_of_a_line_is_in_the_currency_of_its_order() -> None:
    assert shown({"currency": "USD", "lines": [{"price_minor": 5}]}) == ["currency  USD", "lines:", "     price", "  0.05 USD"]


def test_one_list_alone_is_a_table_with_a_heading_and_numbers_stand_to_the_right() -> None:
    assert shown({"bins": [{"code": "A-01", "on_hand": 5, "zone": ""}, {"code": "B", "on_hand": 12, "zone": ""}]}) == [
        "code  on hand",
        "A-01        5",
        "B          12",
    ]


def test_a_list_with_nothing_in_it_says_what_there_is_none_of() -> None:
    assert shown({"put_backs": []}) == ["no put backs"]


def test_an_answer_without_fields_says_done() -> None:
    assert shown({}) == ["done"]


def test_what_lies_within_is_a_section_of_its_own() -> None:
    answer = {"session": 1, "stop": {"bin": "A-01", "tote": "T-1"}, "totes": [{"tote": "T-1"}], "alarms": []}
    assert shown(answer) == ["session  1", "stop:", "  bin   A-01", "  tote  T-1", "totes:", "  tote", "  T-1"]


def test_rows_that_hold_rows_are_told_one_below_the_other() -> None:
    answer = {"waves": [{"wave": 1, "orders": [{"order": "SO-1"}]}, {"wave": 2, "orders": []}]}
    assert shown(answer) == ["wave  1", "orders:", "  order", "  SO-1", "", "wave  2"]


def test_the_next_page_is_named_with_the_option_that_asks_for_it() -> None:
    assert shown({"counts": [{"count": 1}], "next": "17"}, "--before") == ["count", "    1", "more: --before 17"]
    assert shown({"counts": [{"count": 1}], "next": ""}, "--before") == ["count", "    1"]


def test_csv_is_printed_as_it_is() -> None:
    assert answer_text({"csv": "sku,on_hand\r\nLAMP,5\r\n"}) == "sku,on_hand\r\nLAMP,5"
