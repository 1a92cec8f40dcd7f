"""What a program is told is what the description says: every question, asked of a shop in which there is something to tell."""

from collections.abc import Iterator

import pytest

from pmpd.api.answers import ANSWERS
from pmpd.api.call import BoxRoute, path_names
from pmpd.api.routes import ROUTES
from tests.pmpd import busy_shop as shop
from tests.pmpd.answer_contract import SEEN
from tests.pmpd.callers import PIN
from tests.pmpd.served_box import ServedBox, served_box
from tests.pmpd.small_shop import LAMP, STATION

QUESTIONS = [operation.removeprefix("GET ") for operation in ANSWERS if operation.startswith("GET ")]
ASKED = {"/reconciliation": 404, "/reconciliation/{day}/{sku}": 404, "/units/{unit}/story": 404}
"""Where this small shop, whose first day is not over, has nothing to tell."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBox]:
    with served_box(tmp_path_factory.mktemp("answers")) as box:
        adds = (shop.add_purchase_order, shop.add_alert, shop.add_count, shop.add_replenishment, shop.release_wave, shop.add_put_back)
        for add in (*adds, shop.close_batch, shop.add_packed, shop.add_picked, shop.print_label):
            add(box, 1)
        order = shop.sell(box, 1)
        box.post(f"/orders/{order}/hold", {"reason": "ask the buyer"})
        box.post("/manual-orders", {"lines": [f"{LAMP}×500"], "buyer": "Ann"})
        box.post("/listings", {"channel": "ebay", "listing": "item:1", "sku": LAMP})
        box.post("/bindings", {"device": "scanner-9", "station": STATION})
        box.post("/rules", {"name": "near"})
        box.post("/boxes", {"code": "S", "length_mm": 200, "width_mm": 100, "height_mm": 80})
        box.post("/warehouses", {"code": "NORTH"})
        box.post("/stock/receipts", {"sku": LAMP, "bin": _dock(box), "quantity": 1})
        box.post("/setup/owner", {"operator": "Olga", "pin": PIN})
        box.post("/pairings", {"kind": "handheld"})
        assert box.token
        yield box


def _dock(box: ServedBox) -> str:
    box.post("/places", {"code": "DOCK-1", "purpose": "dock"})
    return "DOCK-1"


def known(served: ServedBox) -> dict[str, str]:
    """Names that mean something in the shop."""
    return {
        "number": served.get("/to-ship")["orders"][0]["order"],
        "sku": LAMP,
        "code": "A-01",
        "bin": "A-01",
        "operator": "Olga",
        "station": STATION,
        "run": str(served.get("/print-jobs", document="bin_label")["print_jobs"][0]["run"]),
        "wave": "1",
        "session": "1",
        "pack_check": "1",
        "batch": "1",
        "task": str(served.get("/counts")["counts"][0]["task"]),
    }


@pytest.mark.parametrize("path", QUESTIONS)
def test_an_answer_has_the_declared_fields_and_no_others(path: str, served: ServedBox) -> None:
    names = known(served)
    if path == "/purchase-orders/{number}":
        names["number"] = "PO-1"
    asked = path.format(**{name: names.get(name, "nothing") for name in path_names(path)})
    SEEN.discard(f"GET {path}")
    query = {"text": LAMP} if path == "/look-up" else {"seq": 1} if path == "/stock-as-of" else {}
    response = served.client.get(asked, params=query)
    assert response.status_code == ASKED.get(path, 200), response.text
    assert (f"GET {path}" in SEEN) == (path not in ASKED)


def test_every_route_that_answers_json_says_what() -> None:
    silent = [f"{route.method} {route.path}" for route in ROUTES if not isinstance(route, BoxRoute) or route.content == "application/json"]
    assert set(silent) - set(ANSWERS) == set()


def test_no_answer_is_declared_for_a_route_that_is_gone() -> None:
    routes = {f"{route.method} {route.path}" for route in ROUTES}
    assert set(ANSWERS) - routes == {"POST /pair", "POST /pair/claim"}


def test_an_order_whose_offers_nobody_has_mapped_is_told_without_items(served: ServedBox) -> None:
    line = {"external_id": "1", "listing": "item:99", "quantity": 1}
    taken = served.post("/orders", {"channel": "ebay", "external_id": "unmapped", "lines": [line]})
    assert [one["sku"] for one in served.get(f"/orders/{taken['order']}")["lines"]] == [None]
