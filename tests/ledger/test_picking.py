"""A walk through the bins: what is scanned counts once, what is wrong counts nothing, what is put aside goes on anywhere."""

import pytest

from ledger.goods.catalog import AddItem
from ledger.goods.places import AddPlace
from ledger.packing.packing import StartPackCheck
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import AbandonPick, FinishPick, PausePick, ResumePick, StartPickSession
from ledger.picking.pick_views import pick_session_view
from ledger.stockwork.stock import ReceiveStock
from tests.ledger.sales import line
from tests.ledger.warehouse import STATION, Warehouse


@pytest.fixture
def number(warehouse: Warehouse) -> str:
    """An order for two lamps in A-01."""
    warehouse.item("LAMP", "A-01", 5, "4006381333931")
    warehouse.item("BOLT", "A-02", 5)
    return warehouse.sell("7", line("LAMP", 2))


@pytest.fixture
def session(warehouse: Warehouse, number: str) -> int:
    """A walk for that order, at its bin."""
    walk = int(warehouse.start(number)["session"])
    warehouse.do(ScanPick(walk, "A-01"))
    return walk


def test_the_screen_asks_for_the_bin_then_the_item_then_the_end(warehouse: Warehouse, number: str) -> None:
    view = warehouse.start(number)
    asked = [view["await"]]
    for code in ("A-01", "LAMP", "4006381333931"):
        view = warehouse.do(ScanPick(view["session"], code))
        asked.append(view["await"])
    assert asked == ["bin", "item", "item", "finish"]


def test_a_pick_moves_the_unit_from_its_bin_into_the_tote_in_one_step(warehouse: Warehouse, number: str, session: int) -> None:
    warehouse.do(ScanPick(session, "LAMP"))
    assert warehouse.stock("LAMP") == {"T-1": (1, 1), "A-01": (4, 1)}
    assert warehouse.units(number) == {"reserved": 1, "picked": 1}


@pytest.mark.parametrize(
    ("code", "quantity", "alarm"),
    [("BOLT", 1, "wrong_item"), ("A-02", 1, "wrong_bin"), ("T-1", 1, "wrong_bin"), ("777", 1, "unknown_code"), ("", 1, "unknown_code"),
     ("LAMP", 3, "too_many"), ("LAMP", 0, "too_many"), ("LAMP", -1, "too_many")],
)  # fmt: skip
def test_a_wrong_scan_raises_the_alarm_and_counts_nothing(
    warehouse: Warehouse, number: str, session: int, code: str, quantity: int, alarm: str
) -> None:
    answer = warehouse.do(ScanPick(session, code, quantity))
    assert (answer["outcome"], answer["alarm"]["kind"]) == (alarm, alarm)
    assert (warehouse.units(number), warehouse.stock("LAMP")) == ({"reserved": 2}, {"A-01": (5, 2)})


def test_the_right_item_counts_nothing_before_its_bin_was_scanned(warehouse: Warehouse, number: str) -> None:
    walk = warehouse.start(number)["session"]
    assert warehouse.do(ScanPick(walk, "LAMP"))["outcome"] == "bin_first"
    assert warehouse.units(number) == {"reserved": 2}


def test_an_alarm_stands_until_the_right_scan(warehouse: Warehouse, session: int) -> None:
    warehouse.do(ScanPick(session, "BOLT"))
    assert pick_session_view(warehouse.engine.reader, session)["alarm"]["kind"] == "wrong_item"
    assert warehouse.do(ScanPick(session, "LAMP"))["alarm"] is None


def test_scanning_a_second_identical_unit_counts_two(warehouse: Warehouse, number: str, session: int) -> None:
    for _ in range(2):
        warehouse.do(ScanPick(session, "LAMP"))
    assert warehouse.units(number) == {"picked": 2}


def test_a_scan_message_that_is_repeated_counts_once(warehouse: Warehouse, number: str, session: int) -> None:
    for _ in range(15):
        warehouse.do(ScanPick(session, "LAMP"), command_id=b"one scan message")
    assert warehouse.units(number) == {"reserved": 1, "picked": 1}


def test_stops_follow_the_walk_through_the_bins(warehouse: Warehouse, number: str) -> None:
    warehouse.do(AddPlace("Z-00", walk=0))
    warehouse.item("GEAR", "Z-00", 1)
    other = warehouse.sell("8", line("BOLT"), line("GEAR"))
    walk = int(warehouse.start(number, other)["session"])
    bins = []
    while (stop := warehouse.stop(walk)) is not None:
        bins.append(stop["bin"])
        warehouse.scan_stop(walk)
    assert bins == ["Z-00", "A-01", "A-02"]


def test_every_order_of_a_walk_has_a_tote_of_its_own(warehouse: Warehouse, number: str) -> None:
    other = warehouse.sell("8", line("LAMP"))
    totes = warehouse.start(number, other)["totes"]
    assert {tote["order"]: tote["tote"] for tote in totes} == {number: "T-1", other: "T-2"}


def test_a_tote_that_holds_an_order_is_given_to_no_other(warehouse: Warehouse, number: str) -> None:
    other = warehouse.sell("8", line("LAMP"))
    warehouse.start(number)
    assert warehouse.refusal(StartPickSession((other,), ("T-1",)), device="handheld-2") == "tote_in_use"


def test_without_a_free_tote_no_walk_begins(warehouse: Warehouse, number: str) -> None:
    others = [warehouse.sell(str(buyer), line("BOLT")) for buyer in range(3)]
    warehouse.start(*others)
    assert warehouse.refusal(StartPickSession((number,)), device="handheld-2") == "no_free_tote"


def test_an_order_named_by_two_of_its_numbers_is_picked_once(warehouse: Warehouse, number: str) -> None:
    view = warehouse.do(StartPickSession((number, "#7", number.removeprefix("SO-"))))
    assert (view["stops"], len(view["totes"])) == (1, 1)


def test_two_pickers_never_get_the_same_order(warehouse: Warehouse, number: str) -> None:
    warehouse.do(StartPickSession(), actor="ana")
    assert warehouse.refusal(StartPickSession(), actor="ben", device="handheld-2") == "nothing_to_pick"


def test_the_order_that_must_ship_first_is_picked_first(warehouse: Warehouse, number: str) -> None:
    soon = warehouse.sell("8", line("LAMP"), ship_by_ms=1_000)
    later = warehouse.sell("9", line("LAMP"), ship_by_ms=2_000)
    orders = [warehouse.do(StartPickSession(), device=f"handheld-{walk}")["totes"][0]["order"] for walk in range(3)]
    assert orders == [soon, later, number]


def test_a_walk_put_aside_goes_on_at_another_device_after_scanning_the_bin_anew(warehouse: Warehouse, session: int) -> None:
    warehouse.do(ScanPick(session, "LAMP"))
    warehouse.do(PausePick(session))
    assert warehouse.refusal(ScanPick(session, "LAMP")) == "session_paused"
    view = warehouse.do(ResumePick(session), actor="ben", device="handheld-2")
    assert (view["operator"], view["device"], view["await"], view["stop"]["picked"]) == ("ben", "handheld-2", "bin", 1)


def test_a_walk_is_where_it_was_after_the_program_restarted(warehouse: Warehouse, session: int) -> None:
    before = warehouse.do(ScanPick(session, "LAMP"))
    warehouse.engine.close()
    warehouse.open()
    after = pick_session_view(warehouse.engine.reader, session)
    assert after == {name: value for name, value in before.items() if name != "outcome"}


def test_a_walk_with_stops_left_does_not_end(warehouse: Warehouse, session: int) -> None:
    assert warehouse.refusal(FinishPick(session)) == "stops_left"


def test_a_walk_given_up_leaves_its_stops_to_others_and_its_tote_as_it_is(warehouse: Warehouse, number: str, session: int) -> None:
    warehouse.do(ScanPick(session, "LAMP"))
    warehouse.do(AbandonPick(session))
    assert (warehouse.state(number), warehouse.order(number)["tote"]) == ("allocated", "T-1")
    view = warehouse.do(StartPickSession((number,)), actor="ben")
    assert (view["stop"]["quantity"], view["stop"]["tote"]) == (1, "T-1")


def test_a_walk_given_up_before_the_first_pick_frees_its_tote(warehouse: Warehouse, number: str, session: int) -> None:
    warehouse.do(AbandonPick(session))
    assert warehouse.order(number)["tote"] == ""


def test_an_ended_walk_takes_no_more_scans(warehouse: Warehouse, number: str) -> None:
    walk = warehouse.pick(number)
    assert [warehouse.refusal(ScanPick(walk, "A-01")), warehouse.refusal(AbandonPick(walk))] == ["session_done"] * 2


def test_an_order_still_being_picked_is_not_packed(warehouse: Warehouse, number: str, session: int) -> None:
    assert warehouse.refusal(StartPackCheck(number, STATION)) == "not_picked"


def test_an_item_picked_from_a_bin_of_lots_keeps_its_lot(warehouse: Warehouse) -> None:
    warehouse.do(AddItem("FUSE", "A fuse", tracking="lot"))
    warehouse.do(ReceiveStock("FUSE", "A-01", 1, unit="LOT-9"))
    warehouse.pick(warehouse.sell("9", line("FUSE")))
    units = warehouse.engine.reader.all("SELECT unit, reason FROM movement WHERE reason = 'pick'")
    assert [tuple(row) for row in units] == [("LOT-9", "pick")]


def test_a_walk_given_up_leaves_the_stops_of_every_order_on_it_to_others(warehouse: Warehouse, number: str) -> None:
    others = [warehouse.sell(str(buyer), line("BOLT")) for buyer in range(2)]
    warehouse.do(AbandonPick(warehouse.start(number, *others)["session"]))
    assert [warehouse.state(order) for order in (number, *others)] == ["allocated"] * 3
