"""Pack check: a box closes only over exactly what the order says."""

import pytest

from ledger.goods.catalog import AddItem, ChangeItem
from ledger.goods.places import AddPlace
from ledger.packing.boxes import AddBox, ChangeBox, boxes
from ledger.packing.pack_alarm import SeeToAlarm
from ledger.packing.pack_views import pack_check_at, pack_check_view, to_pack
from ledger.packing.packing import FinishPackCheck, ScanPack, StartPackCheck
from ledger.packing.parcels import NextParcel
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import FinishPick, StartPickSession
from ledger.printing.slips import slip_content
from ledger.sales.holds import PlaceHold, ReleaseHold
from ledger.stockwork.stock import ReceiveStock
from tests.ledger.sales import line
from tests.ledger.warehouse import STATION, Warehouse


@pytest.fixture
def number(warehouse: Warehouse) -> str:
    """A picked order for two lamps and a bolt."""
    warehouse.item("LAMP", "A-01", 9)
    warehouse.item("BOLT", "A-02", 9)
    warehouse.item("GEAR", "A-03", 9)
    order = warehouse.sell("7", line("LAMP", 2), line("BOLT"))
    warehouse.pick(order)
    return order


def test_the_packer_sees_every_unit_that_must_be_in_the_box(warehouse: Warehouse, number: str) -> None:
    view = warehouse.do(StartPackCheck("T-1", STATION))
    assert view["order"] == number
    assert [(row["sku"], row["expected"], row["scanned"]) for row in view["lines"]] == [("BOLT", 1, 0), ("LAMP", 2, 0)]


@pytest.mark.parametrize(
    ("code", "quantity", "alarm"), [("GEAR", 1, "wrong_item"), ("LAMP", 3, "extra"), ("BOLT", 0, "extra"), ("777", 1, "unknown_code")]
)
def test_a_mismatch_alarms_before_the_box_is_sealed_and_counts_nothing(
    warehouse: Warehouse, number: str, code: str, quantity: int, alarm: str
) -> None:
    check = warehouse.do(StartPackCheck(number, STATION))["pack_check"]
    answer = warehouse.do(ScanPack(check, code, quantity))
    assert (answer["outcome"], answer["alarm"]["kind"], answer["missing"]) == (alarm, alarm, 3)


def test_nothing_is_closed_after_a_wrong_scan_until_somebody_has_seen_to_it(warehouse: Warehouse, number: str) -> None:
    check = warehouse.do(StartPackCheck(number, STATION))["pack_check"]
    for code, quantity in (("LAMP", 1), ("GEAR", 1)):
        warehouse.do(ScanPack(check, code, quantity))
    assert [warehouse.refusal(closing(check)) for closing in (NextParcel, FinishPackCheck)] == ["alarm_stands"] * 2
    assert warehouse.do(SeeToAlarm(check, "GEAR"), actor="ben")["alarm"] is None
    assert [(entry["actor"], entry["text"]) for entry in warehouse.story(number)[-1:]] == [("ben", "seen to at packing (wrong item): GEAR")]
    assert warehouse.do(NextParcel(check))["parcel"] == 2


def test_the_right_scan_ends_the_alarm_as_well(warehouse: Warehouse, number: str) -> None:
    check = warehouse.do(StartPackCheck(number, STATION))["pack_check"]
    for code, quantity in (("LAMP", 2), ("GEAR", 1), ("BOLT", 1)):
        warehouse.do(ScanPack(check, code, quantity))
    assert warehouse.do(FinishPackCheck(check))["state"] == "done"


def test_an_alarm_that_nobody_has_seen_yet_stands(warehouse: Warehouse, number: str) -> None:
    check = warehouse.do(StartPackCheck(number, STATION))["pack_check"]
    for code in ("GEAR", "777"):
        warehouse.do(ScanPack(check, code))
    assert warehouse.refusal(SeeToAlarm(check, "GEAR")) == "other_alarm"
    assert pack_check_view(warehouse.engine.reader, check)["alarm"]["code"] == "777"


def test_where_no_alarm_stands_there_is_nothing_to_see_to(warehouse: Warehouse, number: str) -> None:
    check = warehouse.do(StartPackCheck(number, STATION))["pack_check"]
    before = warehouse.story(number)
    assert warehouse.do(SeeToAlarm(check, "GEAR"))["alarm"] is None
    assert warehouse.story(number) == before


def test_a_box_with_a_unit_missing_is_not_sealed(warehouse: Warehouse, number: str) -> None:
    check = warehouse.do(StartPackCheck(number, STATION))["pack_check"]
    warehouse.do(ScanPack(check, "LAMP", 2))
    assert warehouse.refusal(FinishPackCheck(check)) == "units_missing"


def test_sealing_moves_the_units_to_the_station_and_prints_the_slip_once(warehouse: Warehouse, number: str) -> None:
    warehouse.pack(number)
    assert warehouse.state(number) == "packed"
    assert warehouse.stock("LAMP") == {STATION: (2, 2), "A-01": (7, 0)}
    (job,) = warehouse.prints(number)
    assert (job["station"], job["copy"], job["state"]) == (STATION, False, "queued")


def test_a_sealed_box_frees_its_tote(warehouse: Warehouse, number: str) -> None:
    warehouse.pack(number)
    assert warehouse.refusal(StartPackCheck("T-1", STATION)) == "empty_tote"


def test_an_order_held_while_it_is_packed_is_not_sealed(warehouse: Warehouse, number: str) -> None:
    check = warehouse.verify(number)
    warehouse.do(PlaceHold(number, "the buyer called"))
    assert warehouse.refusal(FinishPackCheck(check)) == "held"
    warehouse.do(ReleaseHold(number))
    warehouse.do(FinishPackCheck(check))
    assert warehouse.state(number) == "packed"


def test_an_unfinished_check_goes_on_at_another_station(warehouse: Warehouse, number: str) -> None:
    warehouse.do(AddPlace("PACK-2", kind="station"))
    check = warehouse.do(StartPackCheck(number, STATION))["pack_check"]
    warehouse.do(ScanPack(check, "LAMP"))
    view = warehouse.do(StartPackCheck(number, "PACK-2"))
    assert (view["pack_check"], view["station"], view["missing"]) == (check, "PACK-2", 2)


def test_a_sealed_check_takes_no_more_scans(warehouse: Warehouse, number: str) -> None:
    check = warehouse.pack(number)["pack_check"]
    assert [warehouse.refusal(ScanPack(check, "LAMP")), warehouse.refusal(FinishPackCheck(check))] == ["pack_check_done"] * 2


def test_a_change_of_the_order_ends_the_check_that_no_longer_fits(warehouse: Warehouse, number: str) -> None:
    check = warehouse.verify(number)
    warehouse.sell("7", line("LAMP", 3), line("BOLT"), updated_ms=1 << 45)
    assert warehouse.refusal(FinishPackCheck(check)) == "pack_check_abandoned"


def test_a_unit_added_after_packing_goes_into_a_second_box_that_is_verified_too(warehouse: Warehouse, number: str) -> None:
    warehouse.pack(number)
    warehouse.sell("7", line("LAMP", 3), line("BOLT"), updated_ms=1 << 45)
    warehouse.do(ReleaseHold(number, "changed"))
    warehouse.pick(number)
    view = warehouse.do(StartPackCheck(number, STATION))
    assert [(row["sku"], row["expected"]) for row in view["lines"]] == [("LAMP", 1)]
    warehouse.pack(number)
    assert (warehouse.state(number), len(warehouse.order(number)["shipments"])) == ("packed", 2)


def test_two_lines_of_one_item_are_verified_together(warehouse: Warehouse) -> None:
    warehouse.item("CLIP", "A-01", 5)
    order = warehouse.sell("8", line("CLIP", 1, external_id="1"), line("CLIP", 2, external_id="2"))
    warehouse.pick(order)
    (row,) = warehouse.do(StartPackCheck(order, STATION))["lines"]
    assert (row["sku"], row["expected"]) == ("CLIP", 3)


def test_the_packers_list_names_the_picked_orders_with_their_totes(warehouse: Warehouse, number: str) -> None:
    assert [(row["order"], row["tote"], row["units"]) for row in to_pack(warehouse.engine.reader)] == [(number, "T-1", 3)]


@pytest.mark.parametrize(("before", "words"), [(0, "Only 2 more of LAMP"), (2, "is in the box 2 times already")])
def test_an_alarm_over_too_many_units_says_how_many_belong_in_the_box(before: int, words: str, warehouse: Warehouse, number: str) -> None:
    check = warehouse.do(StartPackCheck(number, STATION))["pack_check"]
    if before:
        warehouse.do(ScanPack(check, "LAMP", before))
    assert words in warehouse.do(ScanPack(check, "LAMP", 3))["alarm"]["message"]


def test_a_stations_scanner_follows_the_check_that_was_taken_up_last(warehouse: Warehouse, number: str) -> None:
    other = warehouse.sell("8", line("GEAR"))
    warehouse.pick(other)
    first = warehouse.do(StartPackCheck(number, STATION))["pack_check"]
    second = warehouse.do(StartPackCheck(other, STATION))["pack_check"]
    assert pack_check_at(warehouse.engine.reader, STATION) == second
    warehouse.do(StartPackCheck(number, STATION))
    assert pack_check_at(warehouse.engine.reader, STATION) == first


@pytest.fixture
def numbered(warehouse: Warehouse) -> int:
    """The check of an order for two radios with the serial numbers R1 and R2; R3 is still on the shelf."""
    warehouse.do(AddItem("RADIO", "A radio", ("4006381333931",), tracking="serial"))
    for unit in ("R1", "R2", "R3"):
        warehouse.do(ReceiveStock("RADIO", "A-01", 1, unit=unit))
    order = warehouse.sell("9", line("RADIO", 2))
    session = warehouse.do(StartPickSession((order,)))["session"]
    for unit in ("R1", "R2"):
        warehouse.do(ScanPick(session, "A-01"))
        warehouse.do(ScanPick(session, "RADIO", unit=unit))
    warehouse.do(FinishPick(session))
    return int(warehouse.do(StartPackCheck(order, STATION))["pack_check"])


@pytest.mark.parametrize(
    ("code", "unit", "outcome"), [("RADIO", "", "unit_missing"), ("RADIO", "R3", "wrong_unit"), ("R3", "", "unknown_code")]
)
def test_a_serial_number_that_was_not_picked_for_the_order_alarms(
    warehouse: Warehouse, numbered: int, code: str, unit: str, outcome: str
) -> None:
    answer = warehouse.do(ScanPack(numbered, code, unit=unit))
    assert (answer["outcome"], answer["alarm"]["kind"], answer["missing"]) == (outcome, outcome, 2)


def test_a_serial_number_is_verified_once(warehouse: Warehouse, numbered: int) -> None:
    assert warehouse.do(ScanPack(numbered, "RADIO", unit="R1"))["outcome"] == "item"
    assert warehouse.do(ScanPack(numbered, "RADIO", unit="R1"))["outcome"] == "extra"


def test_scanning_the_serial_label_alone_is_enough_and_the_slip_names_it(warehouse: Warehouse, numbered: int) -> None:
    for unit in ("R1", "R2"):
        assert warehouse.do(ScanPack(numbered, unit))["outcome"] == "item"
    job = warehouse.do(FinishPackCheck(numbered))["print_job"]
    assert slip_content(warehouse.engine.reader, job)["lines"][0]["units"] == ["R1", "R2"]


@pytest.fixture
def weighed(warehouse: Warehouse) -> int:
    """The verified check of an order for two plugs of 400 g each."""
    warehouse.do(AddItem("PLUG", "A plug", weight_g=400))
    warehouse.receive("PLUG", 5)
    warehouse.do(AddBox("S", 300, 200, 100, 5_000, weight_g=100))
    order = warehouse.sell("9", line("PLUG", 2))
    warehouse.pick(order)
    return warehouse.verify(order)


@pytest.mark.parametrize(
    ("weight_g", "doubted"), [(500, True), (759, True), (760, False), (900, False), (1_040, False), (1_041, True), (0, False)]
)
def test_a_weight_far_from_the_expected_one_warns_and_never_blocks(
    warehouse: Warehouse, weighed: int, weight_g: int, doubted: bool
) -> None:
    answer = warehouse.do(FinishPackCheck(weighed, weight_g, "S"))
    assert (bool(answer["warnings"]), bool(answer["parcels"][0]["warning"])) == (doubted, doubted)
    assert answer["parcels"][0]["expected_g"] == 900


def test_a_box_that_is_not_named_may_weigh_something(warehouse: Warehouse, weighed: int) -> None:
    assert warehouse.do(FinishPackCheck(weighed, 1_100))["warnings"] == []


def test_an_item_without_a_weight_makes_no_warning(warehouse: Warehouse, number: str) -> None:
    assert warehouse.do(FinishPackCheck(warehouse.verify(number), 9_999))["warnings"] == []


def test_the_packer_is_told_which_box_to_take(warehouse: Warehouse, number: str) -> None:
    warehouse.do(AddBox("S", 300, 200, 100, 5_000))
    assert "no measures of BOLT, LAMP" in warehouse.do(StartPackCheck(number, STATION))["suggestion"]["note"]
    for sku in ("LAMP", "BOLT"):
        warehouse.do(ChangeItem(sku, length_mm=90, width_mm=80, height_mm=70))
    (box,) = warehouse.do(StartPackCheck(number, STATION))["suggestion"]["boxes"]
    assert (box["box"], box["lines"]) == ("S", [{"sku": "BOLT", "quantity": 1}, {"sku": "LAMP", "quantity": 2}])


def test_a_box_out_of_use_is_neither_suggested_nor_taken(warehouse: Warehouse, number: str) -> None:
    warehouse.do(AddBox("S", 300, 200, 100, 5_000))
    warehouse.do(ChangeBox("S", active=False))
    assert warehouse.do(StartPackCheck(number, STATION))["suggestion"]["note"] == "no boxes are entered; choose by eye"
    assert warehouse.refusal(FinishPackCheck(warehouse.verify(number), 0, "S")) == "box_not_active"


def test_a_changed_box_keeps_what_was_not_said(warehouse: Warehouse) -> None:
    warehouse.do(AddBox("S", 300, 200, 100, 5_000, 150, 40))
    warehouse.do(ChangeBox("S", height_mm=120))
    (box,) = boxes(warehouse.engine.reader)
    assert [box[name] for name in ("length_mm", "height_mm", "most_g", "weight_g", "cost_minor")] == [300, 120, 5_000, 150, 40]


@pytest.mark.parametrize("command", [AddBox("", 1, 1, 1, 1), AddBox("S", 0, 1, 1, 1), AddBox("S", 1, 1, 1, 0), AddBox("S", 1, 1, 1, 1, -1)])
def test_a_box_without_measures_is_refused(warehouse: Warehouse, command: AddBox) -> None:
    assert warehouse.refusal(command) == "bad_box"


def test_orders_in_one_tote_are_packed_one_after_the_other(warehouse: Warehouse) -> None:
    warehouse.item("LAMP", "A-01", 9)
    first, second = warehouse.sell("1", line("LAMP")), warehouse.sell("2", line("LAMP", 2))
    session = warehouse.do(StartPickSession((first, second), mode="batch"))["session"]
    warehouse.do(ScanPick(session, "A-01"))
    warehouse.do(ScanPick(session, "LAMP", 3))
    view = warehouse.do(StartPackCheck("T-1", STATION))
    assert (view["order"], view["shared_with"]) == (first, [{"order": second, "state": "picked"}])
    assert warehouse.do(StartPackCheck("T-1", STATION))["pack_check"] == view["pack_check"]
    warehouse.pack(first)
    view = warehouse.do(StartPackCheck("T-1", STATION))
    assert (view["order"], view["shared_with"]) == (second, [])
    warehouse.pack(second)
    assert warehouse.refusal(StartPackCheck("T-1", STATION)) == "empty_tote"
    assert warehouse.faults() == []
