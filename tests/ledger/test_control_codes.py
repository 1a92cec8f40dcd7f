"""Labels of stations and badges: they mean exactly one station or person, whatever the name, and nothing else may be taken for them."""

from string import ascii_letters, digits, printable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.equipment.control_codes import BadgeCode, StationCode, badge_code, read_control_code, station_code
from ledger.errors import Refused
from ledger.goods.barcodes import AddBarcode
from ledger.goods.catalog import AddItem
from ledger.goods.places import AddPlace
from tests.ledger.warehouse import Warehouse

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
# What the keys of a scanner that types as in the United States say on other keyboards, where it is something else.
GERMAN = str.maketrans("yzYZ-_", "zyZYß?")
FRENCH = str.maketrans("aqwzmAQWZM1234567890-", "qazw,QAZW?&é\"'(-è_çà)")


@given(name=NAMES)
def test_a_badge_means_the_person_whose_name_is_on_it(name: str) -> None:
    assert read_control_code(badge_code(name)) == BadgeCode(name)


@given(code=NAMES)
def test_the_label_of_a_station_means_that_station(code: str) -> None:
    assert read_control_code(station_code(code)) == StationCode(code)


@given(name=NAMES)
def test_every_label_consists_of_characters_that_every_barcode_holds(name: str) -> None:
    assert set(badge_code(name)) <= set(ascii_letters + digits + "-._%")


@pytest.mark.parametrize("keyboard", [GERMAN, FRENCH], ids=["German", "French"])
@pytest.mark.parametrize("code", [station_code("PACK-1"), badge_code("Zoe Quax")])
def test_a_label_read_on_the_wrong_keyboard_is_refused_with_what_to_do(code: str, keyboard: dict[int, int]) -> None:
    with pytest.raises(Refused, match="keyboard layout"):
        read_control_code(code.translate(keyboard))


@given(name=NAMES, data=st.data())
def test_a_label_with_one_letter_misread_means_nobody(name: str, data: st.DataObject) -> None:
    code = badge_code(name)
    place = data.draw(st.integers(4, len(code) - 1))
    other = data.draw(st.sampled_from(printable).filter(lambda letter: letter != code[place]))
    with pytest.raises(Refused):
        read_control_code(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize("code", ["", "PACK-1", "4006381333931", "SO-100017", "PXB", "XPXBS"])
def test_any_other_code_is_none_of_these_labels(code: str) -> None:
    assert read_control_code(code) is None


@pytest.mark.parametrize(
    "command", [AddPlace("PXBS-1"), AddPlace("pxbb-1", kind="station"), AddItem("PXBBOLT", "a bolt"), AddBarcode("BOLT", "pxbs77")]
)
def test_nothing_in_the_warehouse_can_be_called_as_such_a_label_begins(command: object, warehouse: Warehouse) -> None:
    warehouse.item("BOLT")
    assert warehouse.refusal(command) == "code_reserved"
