"""Decimal amounts become minor units, exactly or not at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloudsync.broken_document import BrokenDocument
from cloudsync.field import Field
from cloudsync.money import LARGEST_MINOR, MINOR_DIGITS, currency_code, minor_units


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("19.99", "USD", 1999),
        ("0", "USD", 0),
        ("500", "JPY", 500),
        ("500.00", "JPY", 500),
        ("1.250", "KWD", 1250),
        ("263.0", "USD", 26300),
        (12, "EUR", 1200),
        (Decimal("0.10"), "EUR", 10),
    ],
)
def test_an_amount_becomes_the_minor_units_of_its_currency(amount: object, currency: str, minor: int) -> None:
    assert minor_units(Field("price", amount), currency) == minor


@pytest.mark.parametrize(
    ("amount", "currency"),
    [
        ("1.001", "USD"),
        ("0.5", "JPY"),
        ("0.0001", "KWD"),
        ("-1.00", "USD"),
        ("1e3", "USD"),
        ("1,50", "EUR"),
        ("", "EUR"),
        ("٣", "EUR"),
        ("NaN", "USD"),
        (Decimal("NaN"), "USD"),
        (Decimal("sNaN"), "USD"),
        (Decimal("Infinity"), "USD"),
        (Decimal("1E+999999"), "USD"),
        (19.99, "USD"),
        (True, "USD"),
        (None, "USD"),
        ([], "USD"),
        (10**400, "USD"),
        ("9" * 40, "USD"),
        (10**15, "USD"),
    ],
)
def test_an_amount_that_is_not_exactly_so_many_minor_units_is_refused(amount: object, currency: str) -> None:
    with pytest.raises(BrokenDocument, match=r"^price: "):
        minor_units(Field("price", amount), currency)


@given(minor=st.integers(0, LARGEST_MINOR), currency=st.sampled_from(sorted(MINOR_DIGITS)))
def test_every_number_of_minor_units_survives_the_way_through_its_decimal_text(minor: int, currency: str) -> None:
    written = format(Decimal(minor).scaleb(-MINOR_DIGITS[currency]), "f")
    assert minor_units(Field("price", written), currency) == minor


@pytest.mark.parametrize("code", ["usd", "EURO", "ZZZ", "XXX", "", None, 978])
def test_a_currency_whose_digits_we_do_not_know_is_refused(code: object) -> None:
    with pytest.raises(BrokenDocument, match=r"^currency: "):
        currency_code(Field("currency", code))
