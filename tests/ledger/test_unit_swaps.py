"""Lots and serial numbers at picking: the unit that was scanned is the one that leaves, and nobody loses what was promised to them."""

from ledger.goods.catalog import AddItem
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import StartPickSession
from ledger.stockwork.stock import ReceiveStock
from tests.ledger.sales import line
from tests.ledger.warehouse import Warehouse


def serials(warehouse: Warehouse, *units: str, bin: str = "A-01") -> None:
    """Engines by serial number in a bin."""
    warehouse.do(AddItem("ENGINE", "An engine", ("4006381333931",), tracking="serial"))
    for unit in units:
        warehouse.do(ReceiveStock("ENGINE", bin, 1, unit=unit))


def lots(warehouse: Warehouse, **units: int) -> None:
    """Fuses by lot in one bin."""
    warehouse.do(AddItem("FUSE", "A fuse", tracking="lot"))
    for unit, quantity in units.items():
        warehouse.do(ReceiveStock("FUSE", "A-01", quantity, unit=unit))


def at_the_bin(warehouse: Warehouse, number: str) -> int:
    """Start a walk for an order and scan its bin."""
    session = int(warehouse.start(number)["session"])
    warehouse.do(ScanPick(session, warehouse.stop(session)["bin"]))
    return session


def picked(warehouse: Warehouse) -> list[tuple[str, int]]:
    """Units and quantities that were picked, in order."""
    rows = warehouse.engine.reader.all("SELECT unit, quantity FROM movement WHERE reason = 'pick' ORDER BY id")
    return [tuple(row) for row in rows]


def promised(warehouse: Warehouse, number: str) -> dict[str, int]:
    """Units by lot or serial number that wait for an order on the shelves."""
    rows = warehouse.engine.reader.all(
        "SELECT r.unit, SUM(r.quantity) FROM reservation r JOIN order_line l ON l.id = r.order_line_id"
        " WHERE l.order_id = :id AND r.state = 'active' GROUP BY r.unit",
        {"id": int(number.removeprefix("SO-")) - 100_000},
    )
    return {row[0]: row[1] for row in rows}


def other_than(warehouse: Warehouse, session: int, *units: str) -> str:
    """A serial number that is not the one this stop asks for."""
    return next(unit for unit in units if unit != warehouse.stop(session)["unit"])


def test_the_reserved_serial_number_is_picked_by_its_label(warehouse: Warehouse) -> None:
    serials(warehouse, "E-1")
    session = at_the_bin(warehouse, warehouse.sell("7", line("ENGINE")))
    assert warehouse.do(ScanPick(session, "ENGINE", unit="E-1"))["outcome"] == "item"
    assert picked(warehouse) == [("E-1", 1)]


def test_an_item_with_serial_numbers_is_not_counted_before_its_number_is_scanned(warehouse: Warehouse) -> None:
    serials(warehouse, "E-1")
    number = warehouse.sell("7", line("ENGINE"))
    session = at_the_bin(warehouse, number)
    answer = warehouse.do(ScanPick(session, "4006381333931"))
    assert (answer["outcome"], "serial label" in answer["alarm"]["message"]) == ("unit_missing", True)
    assert warehouse.units(number) == {"reserved": 1}


def test_the_bare_number_on_a_serial_label_is_enough(warehouse: Warehouse) -> None:
    serials(warehouse, "E-1")
    session = at_the_bin(warehouse, warehouse.sell("7", line("ENGINE")))
    assert warehouse.do(ScanPick(session, "E-1"))["outcome"] == "item"
    assert picked(warehouse) == [("E-1", 1)]


def test_a_free_unit_of_the_bin_may_be_taken_instead(warehouse: Warehouse) -> None:
    serials(warehouse, "E-1", "E-2")
    session = at_the_bin(warehouse, warehouse.sell("7", line("ENGINE")))
    taken = other_than(warehouse, session, "E-1", "E-2")
    assert warehouse.do(ScanPick(session, "ENGINE", unit=taken))["outcome"] == "item"
    assert picked(warehouse) == [(taken, 1)]
    assert (warehouse.available("ENGINE"), warehouse.faults()) == (1, [])


def test_a_unit_promised_to_another_order_changes_hands_with_the_reserved_one(warehouse: Warehouse) -> None:
    serials(warehouse, "E-1", "E-2")
    first, second = (warehouse.sell(str(buyer), line("ENGINE")) for buyer in range(2))
    session = at_the_bin(warehouse, first)
    mine, other = warehouse.stop(session)["unit"], other_than(warehouse, session, "E-1", "E-2")
    warehouse.do(ScanPick(session, "ENGINE", unit=other))
    assert (picked(warehouse), promised(warehouse, second)) == ([(other, 1)], {mine: 1})
    assert warehouse.faults() == []


def test_a_picker_on_the_way_to_an_exchanged_unit_is_shown_the_other_one(warehouse: Warehouse) -> None:
    serials(warehouse, "E-1", "E-2")
    first, second = (warehouse.sell(str(buyer), line("ENGINE")) for buyer in range(2))
    session = at_the_bin(warehouse, first)
    theirs = int(warehouse.do(StartPickSession((second,)), actor="ben", device="handheld-2")["session"])
    mine, other = warehouse.stop(session)["unit"], warehouse.stop(theirs)["unit"]
    warehouse.do(ScanPick(session, other))
    assert warehouse.stop(theirs)["unit"] == mine
    warehouse.do(ScanPick(theirs, "A-01"))
    assert warehouse.do(ScanPick(theirs, mine))["await"] == "finish"


def test_a_number_that_is_not_in_the_bin_raises_the_alarm_and_counts_nothing(warehouse: Warehouse) -> None:
    serials(warehouse, "E-1")
    warehouse.do(ReceiveStock("ENGINE", "A-03", 1, unit="E-9"))
    number = warehouse.sell("7", line("ENGINE"))
    session = at_the_bin(warehouse, number)
    wrong = "E-9" if warehouse.stop(session)["unit"] == "E-1" else "E-1"
    assert warehouse.do(ScanPick(session, "ENGINE", unit=wrong))["outcome"] == "wrong_unit"
    assert warehouse.do(ScanPick(session, "ENGINE", unit="E-77"))["outcome"] == "wrong_unit"
    assert warehouse.do(ScanPick(session, "E-77"))["outcome"] == "unknown_code"
    assert warehouse.units(number) == {"reserved": 1}


def test_one_serial_number_is_picked_once(warehouse: Warehouse) -> None:
    serials(warehouse, "E-1", "E-2")
    session = at_the_bin(warehouse, warehouse.sell("7", line("ENGINE", 2)))
    warehouse.do(ScanPick(session, "ENGINE", unit="E-2"))
    assert warehouse.do(ScanPick(session, "ENGINE", unit="E-2"))["outcome"] == "wrong_unit"
    assert warehouse.do(ScanPick(session, "ENGINE", unit="E-1"))["await"] == "finish"


def test_a_lot_needs_no_label_and_is_the_one_that_was_reserved(warehouse: Warehouse) -> None:
    lots(warehouse, L1=2, L2=9)
    number = warehouse.sell("7", line("FUSE", 2))
    (lot,) = promised(warehouse, number)
    session = at_the_bin(warehouse, number)
    warehouse.do(ScanPick(session, "FUSE", 2))
    assert picked(warehouse) == [(lot, 2)]


def test_part_of_a_lot_is_exchanged_with_orders_that_were_promised_it(warehouse: Warehouse) -> None:
    lots(warehouse, L1=5, L2=5)
    first, second = (warehouse.sell(str(buyer), line("FUSE", 5)) for buyer in range(2))
    session = at_the_bin(warehouse, first)
    mine, other = warehouse.stop(session)["unit"], {"L1": "L2", "L2": "L1"}[warehouse.stop(session)["unit"]]
    theirs = int(warehouse.do(StartPickSession((second,)), device="handheld-2")["session"])
    warehouse.do(ScanPick(session, "FUSE", 2, other))
    assert (picked(warehouse), promised(warehouse, second)) == ([(other, 2)], {mine: 2, other: 3})
    warehouse.do(ScanPick(session, "FUSE", 3, mine))
    warehouse.do(ScanPick(theirs, "A-01"))
    for quantity in (3, 2):
        warehouse.do(ScanPick(theirs, "FUSE", quantity))
    assert [warehouse.state(number) for number in (first, second)] == ["picked", "picked"]
    assert warehouse.faults() == []


def test_an_item_that_goes_by_number_only_ignores_what_its_label_says(warehouse: Warehouse) -> None:
    warehouse.item("BOLT", "A-01", 3)
    session = at_the_bin(warehouse, warehouse.sell("7", line("BOLT")))
    assert warehouse.do(ScanPick(session, "BOLT", unit="LOT-77"))["outcome"] == "item"


def test_a_batch_takes_the_unit_that_was_scanned_for_the_order_served_first(warehouse: Warehouse) -> None:
    serials(warehouse, "E-1", "E-2", "E-3")
    numbers = [warehouse.sell(str(buyer), line("ENGINE")) for buyer in range(2)]
    session = int(warehouse.do(StartPickSession(tuple(numbers), mode="batch"))["session"])
    warehouse.do(ScanPick(session, "A-01"))
    for unit in ("E-3", "E-1"):
        warehouse.do(ScanPick(session, "ENGINE", unit=unit))
    assert (picked(warehouse), [warehouse.state(number) for number in numbers]) == ([("E-3", 1), ("E-1", 1)], ["picked", "picked"])
    assert warehouse.faults() == []
