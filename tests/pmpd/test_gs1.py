"""GS1 codes: a product, its lot or serial number, and everything else left as it is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import Refused
from ledger.goods.catalog import AddItem
from ledger.stockwork.stock import ReceiveStock
from pmpd.gs1 import SEPARATOR, read_code
from tests.pmpd.served_box import served_box
from tests.pmpd.small_shop import SmallShop

GTIN = "4006381333931"
UNITS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-./", min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("text", "code", "unit"),
    [
        (f"]C1010{GTIN}21SN-1", GTIN, "SN-1"),
        (f"]d2010{GTIN}10L-7{SEPARATOR}21SN-1", GTIN, "SN-1"),
        (f"]Q3010{GTIN}1726103110L-7", GTIN, "L-7"),
        (f"]e0010{GTIN}", GTIN, ""),
        (f"{SEPARATOR}010{GTIN}10L-7{SEPARATOR}", GTIN, "L-7"),
        (f"010{GTIN}21SN-1{SEPARATOR}10L-7", GTIN, "SN-1"),
        (f"(01)0{GTIN}(17)261031(10)L-7", GTIN, "L-7"),
        ("]C10100036000291452", "036000291452", ""),
        ("]C10100000096385074", "96385074", ""),
        ("]C10114006381333938", "14006381333938", ""),
    ],
)
def test_a_gs1_code_names_the_product_and_its_unit(text: str, code: str, unit: str) -> None:
    assert read_code(text) == (code, unit)


@given(lot=UNITS, serial=UNITS)
def test_any_lot_and_serial_number_is_read_in_either_order(lot: str, serial: str) -> None:
    for tail in (f"10{lot}{SEPARATOR}21{serial}", f"21{serial}{SEPARATOR}10{lot}"):
        assert read_code(f"]d2010{GTIN}{tail}") == (GTIN, serial)


@pytest.mark.parametrize("text", ["A-01", "LAMP-H7", GTIN, f"010{GTIN}", "SO-100001", "(17)261031", "[)>\x1e06\x1dPLAMP\x1e\x04", "]", ""])
def test_a_code_that_is_no_gs1_code_stays_as_it_is(text: str) -> None:
    assert read_code(text) == (text, "")


@pytest.mark.parametrize(("text", "code"), [(f"]E0{GTIN}", GTIN), ("]C0A-01", "A-01"), ("]A0LAMP-H7", "LAMP-H7")])
def test_what_a_scanner_says_of_the_kind_of_label_is_no_part_of_the_code(text: str, code: str) -> None:
    assert read_code(text) == (code, "")


@pytest.mark.parametrize(
    "text",
    [
        "]C1",
        "]C10104006381333932",
        "]d201040063813339",
        "]C10112345678901234567890",
        "]d201040063813339318",
        f"(01)0{GTIN}(21)A(B",
        f"(01)0{GTIN}(9999)X",
        "(01)",
        f"{SEPARATOR}",
        "]C100123456789012345675",
        "]C1\N{ARABIC-INDIC DIGIT ZERO}104006381333931",
    ],
)
def test_a_damaged_gs1_code_is_refused_and_never_taken_for_another(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_code(text)
    assert refused.value.code == "bad_gs1"


def _read(text: str) -> tuple[str, str] | str:
    try:
        return read_code(text)
    except Refused as refusal:
        return refusal.code


@given(st.text(max_size=60))
def test_whatever_is_scanned_is_read_or_refused(text: str) -> None:
    read = _read(text)
    assert read == "bad_gs1" or len("".join(read)) <= len(text)


def test_a_gs1_scan_picks_the_unit_that_its_label_names(tmp_path: Path) -> None:
    async def pick(shop: SmallShop) -> tuple[str, str]:
        await shop.do(AddItem("ENGINE", "An engine", ("4006381333962",), tracking="serial"))
        await shop.do(ReceiveStock("ENGINE", "A-01", 1, unit="SN-1"))
        return "ENGINE", "SN-1"

    with served_box(tmp_path) as box:
        box.shop(pick)
        order = box.post("/orders", {"external_id": "1", "lines": [{"external_id": "1", "sku": "ENGINE", "quantity": 1}]})["order"]
        session = box.post("/pick-sessions", {"orders": [order]})["session"]
        box.post(f"/pick-sessions/{session}/scans", {"code": "A-01"})
        damaged = box.client.post(f"/pick-sessions/{session}/scans", json={"code": "]C1010400638133396321"})
        picked = box.post(f"/pick-sessions/{session}/scans", {"code": "]C1010400638133396221SN-1"})
    assert (damaged.status_code, damaged.json()["error"]["code"]) == (409, "bad_gs1")
    assert picked["outcome"] == "item"
