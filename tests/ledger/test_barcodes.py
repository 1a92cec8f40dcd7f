"""Barcodes: several lead to one item, and a trade item number in whatever length it is printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.goods.barcodes import AddBarcode, RemoveBarcode
from ledger.goods.catalog import AddItem, item_by_barcode
from ledger.goods.gtin import LENGTHS, is_gtin, spellings
from ledger.goods.places import AddPlace
from tests.ledger.warehouse import Warehouse

EAN_13, UPC_12, EAN_8 = "4006381333931", "036000291452", "96385074"


def found(warehouse: Warehouse, code: str) -> str | None:
    row = item_by_barcode(warehouse.engine.reader, code)
    return None if row is None else str(row["sku"])


@pytest.fixture
def lamp(warehouse: Warehouse) -> Warehouse:
    warehouse.item("LAMP")
    return warehouse


@pytest.mark.parametrize("stored", [EAN_13, f"0{EAN_13}"])
@pytest.mark.parametrize("scanned", [EAN_13, f"0{EAN_13}"])
def test_a_gtin_is_found_with_and_without_its_leading_zeros(lamp: Warehouse, stored: str, scanned: str) -> None:
    lamp.do(AddBarcode("LAMP", stored))
    assert found(lamp, scanned) == "LAMP"


@pytest.mark.parametrize("stored", [UPC_12, f"0{UPC_12}", f"00{UPC_12}"])
def test_an_american_code_is_found_as_a_european_scanner_reads_it(lamp: Warehouse, stored: str) -> None:
    lamp.do(AddBarcode("LAMP", stored))
    assert [found(lamp, code) for code in (UPC_12, f"0{UPC_12}", f"00{UPC_12}")] == ["LAMP"] * 3


@given(st.integers(1, 10**13 - 1))
def test_every_spelling_of_a_gtin_names_the_same_spellings(payload: int) -> None:
    digits = str(payload)
    check = -sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(digits))) % 10
    gtin = f"{payload}{check}".zfill(14)
    everyone = set(spellings(gtin))
    assert is_gtin(gtin)
    assert {len(code) for code in everyone} == {length for length in LENGTHS if length >= len(gtin.lstrip("0"))}
    assert all(set(spellings(code)) == everyone for code in everyone)


@pytest.mark.parametrize("code", ["4006381333932", "00000000", "12345678", "400638133393", "٤٠٠٦٣٨١٣٣٣٩٣١", "A-01", ""])
def test_a_number_that_is_no_gtin_means_only_itself(code: str) -> None:
    assert spellings(code) == (code,)


def test_a_gtin_in_another_length_can_not_be_given_to_a_second_item(lamp: Warehouse) -> None:
    lamp.item("BOLT")
    lamp.do(AddBarcode("LAMP", EAN_13))
    assert lamp.refusal(AddBarcode("BOLT", f"0{EAN_13}")) == "barcode_taken"
    assert lamp.refusal(AddItem("GEAR", "a gear", (f"0{EAN_13}",))) == "barcode_taken"


def test_an_exact_code_goes_before_another_spelling_of_it(lamp: Warehouse) -> None:
    lamp.do(AddBarcode("LAMP", EAN_8))
    assert lamp.do(AddBarcode("LAMP", EAN_8.zfill(13)))["barcodes"] == [EAN_8.zfill(13), EAN_8, "LAMP"]


@pytest.mark.parametrize(
    ("code", "refusal"), [("A-01", "code_taken"), ("LAMP", "barcode_taken"), (" ", "bad_barcode"), ("\x1d", "bad_barcode")]
)
def test_a_code_that_means_something_already_or_nothing_is_refused(lamp: Warehouse, code: str, refusal: str) -> None:
    assert lamp.refusal(AddBarcode("LAMP", code)) == refusal


def test_a_place_can_not_be_called_like_a_barcode_that_was_added_later(lamp: Warehouse) -> None:
    lamp.do(AddBarcode("LAMP", "SHELF-9"))
    assert lamp.refusal(AddPlace("SHELF-9")) == "code_taken"


def test_a_place_and_an_item_can_not_share_a_trade_item_number_in_two_lengths(lamp: Warehouse) -> None:
    lamp.do(AddBarcode("LAMP", EAN_13))
    assert lamp.refusal(AddPlace(f"0{EAN_13}")) == "code_taken"
    lamp.do(AddPlace(UPC_12))
    assert lamp.refusal(AddBarcode("LAMP", f"0{UPC_12}")) == "code_taken"


def test_a_removed_barcode_means_nothing_and_can_be_given_to_another_item(lamp: Warehouse) -> None:
    lamp.item("BOLT")
    lamp.do(AddBarcode("LAMP", EAN_13))
    assert lamp.do(RemoveBarcode("LAMP", EAN_13)) == {"sku": "LAMP", "barcodes": ["LAMP"]}
    assert found(lamp, EAN_13) is None
    lamp.do(AddBarcode("BOLT", EAN_13))
    assert found(lamp, EAN_13) == "BOLT"


@pytest.mark.parametrize(("code", "refusal"), [("LAMP", "barcode_is_sku"), ("777", "barcode_not_found"), ("BOLT", "barcode_not_found")])
def test_the_sku_and_codes_of_others_are_not_removed(lamp: Warehouse, code: str, refusal: str) -> None:
    lamp.item("BOLT")
    assert lamp.refusal(RemoveBarcode("LAMP", code)) == refusal
