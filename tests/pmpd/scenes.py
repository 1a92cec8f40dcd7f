"""Small scenes of a shop, each with things of its own, so that none needs what another left."""

from contextlib import closing
from itertools import count
from typing import Any

from ledger.equipment.set_aside import SetAsideScan
from ledger.printing.print_jobs import NotePrint
from tests.pmpd import busy_shop as shop
from tests.pmpd.callers import PIN, device
from tests.pmpd.served_box import Json, ServedBox
from tests.pmpd.small_shop import LAMP, STATION

Request = tuple[dict[str, Any], Json]
"""The names in the path, and the body."""

_NUMBERS = count(10_000, 1_000)  # far apart: those who help count on from theirs
_ADDRESS = {"name": "Ann", "line1": "Harbour 1", "city": "Hamburg", "postcode": "20457", "country": "DE"}
REASON = {"reason": "the buyer asked for it"}


def new() -> int:
    return next(_NUMBERS)


def sell(box: ServedBox, quantity: int = 1, sku: str = LAMP) -> str:
    line = {"external_id": "1", "sku": sku, "quantity": quantity}
    body = {"external_id": f"each {new()}", "lines": [line], "ship_to": _ADDRESS}
    return str(box.post("/orders", body)["order"])


def add_item(box: ServedBox, quantity: int = 0, **facts: Any) -> tuple[str, str]:
    """A new item, and a new bin in which so many of it lie."""
    number = new()
    sku, bin = f"EACH-{number}", f"X-{number}"
    box.post("/items", {"sku": sku, "description": "A part", "barcodes": [f"code {number}"], **facts})
    box.post("/places", {"code": bin, "walk": number})
    if quantity:
        box.post("/stock/receipts", {"sku": sku, "bin": bin, "quantity": quantity})
    return sku, bin


def stocked(box: ServedBox, quantity: int = 0) -> Json:
    sku, bin = add_item(box, quantity)
    return {"sku": sku, "bin": bin}


def docked(box: ServedBox) -> Json:
    sku, dock = add_item(box)
    box.post(f"/places/{dock}", {"purpose": "dock"})
    box.post("/stock/receipts", {"sku": sku, "bin": dock, "quantity": 2})
    return {"sku": sku, "dock": dock}


def with_a_code(box: ServedBox) -> Request:
    sku, _ = add_item(box)
    box.post(f"/items/{sku}/barcodes", {"barcode": f"more {sku}"})
    return {"sku": sku}, {"barcode": f"more {sku}"}


def assembly(box: ServedBox, *, built: bool) -> Request:
    part, bin = add_item(box, 4)
    kit, _ = add_item(box)
    box.post(f"/items/{kit}/kit", {"kit": "assembled", "components": [f"{part}×2"]})
    if built:
        box.post(f"/items/{kit}/assemble", {"bin": bin, "quantity": 1})
    return {"sku": kit}, {"bin": bin, "quantity": 1}


def add_box(box: ServedBox) -> str:
    code = f"BOX-{new()}"
    box.post("/boxes", {"code": code, "length_mm": 200, "width_mm": 100, "height_mm": 80})
    return code


def start_walk(box: ServedBox, sku: str = LAMP, quantity: int = 1) -> int:
    box.post("/places", {"code": f"TOTE-{new()}", "kind": "tote"})
    return int(box.post("/pick-sessions", {"orders": [sell(box, quantity, sku)]}, X_Device=f"desk-{new()}")["session"])


def walked(box: ServedBox) -> int:
    """A walk that took the only unit of an item out of its bin."""
    sku, bin = add_item(box, 1)
    walk = start_walk(box, sku)
    box.post(f"/pick-sessions/{walk}/scans", {"code": bin})
    box.post(f"/pick-sessions/{walk}/scans", {"code": sku})
    return walk


def paused(box: ServedBox) -> int:
    walk = start_walk(box)
    box.post(f"/pick-sessions/{walk}/pause")
    return walk


def short(box: ServedBox) -> Request:
    group = f"fits {new()}"
    sku, _ = add_item(box, 1, interchange=group)
    other, _ = add_item(box, 1, interchange=group)
    order = sell(box, 1, sku)
    walk = box.post("/pick-sessions", {"orders": [order]}, X_Device=f"desk-{new()}")["session"]
    box.post(f"/pick-sessions/{walk}/short", {"reason": "out_of_stock"})
    return {"number": order}, {"sku": sku, "with_sku": other}


def picked(box: ServedBox) -> str:
    number = new()
    box.post("/places", {"code": f"TOTE-{number}", "kind": "tote"})
    return shop.picked(box, number)


def add_station(box: ServedBox) -> str:
    station = f"PACK-{new()}"
    box.post("/places", {"code": station, "kind": "station"})
    return station


def start_check(box: ServedBox, *, verified: bool = False) -> int:
    check = int(box.post("/pack-checks", {"code": picked(box), "station": add_station(box)})["pack_check"])
    if verified:
        box.post(f"/pack-checks/{check}/scans", {"code": LAMP})
    return check


def alarmed_check(box: ServedBox) -> int:
    """A code that nobody knows was scanned last."""
    check = start_check(box)
    box.post(f"/pack-checks/{check}/scans", {"code": "nobody-knows"})
    return check


def check_of_two(box: ServedBox) -> int:
    """One of two units is verified."""
    walk = start_walk(box, quantity=2)
    for code in ("A-01", LAMP, LAMP):
        box.post(f"/pick-sessions/{walk}/scans", {"code": code})
    tote = box.post(f"/pick-sessions/{walk}/finish")["totes"][0]["tote"]
    check = int(box.post("/pack-checks", {"code": tote, "station": add_station(box)})["pack_check"])
    box.post(f"/pack-checks/{check}/scans", {"code": LAMP})
    return check


def packed(box: ServedBox) -> str:
    check = start_check(box, verified=True)
    box.post(f"/pack-checks/{check}/finish")
    return str(box.get(f"/pack-checks/{check}")["order"])


def batch(box: ServedBox) -> Request:
    shop.add_packed(box, new())
    return {}, {"most": 1}


def put_back(box: ServedBox) -> Request:
    order = picked(box)
    box.post(f"/orders/{order}/cancel", REASON)
    return {"task": next(one["task"] for one in box.get("/put-backs")["put_backs"] if one["order"] == order)}, {"bin": "A-01"}


def merge(box: ServedBox) -> str:
    order = sell(box)
    box.post(f"/orders/{order}/merge", {"orders": [sell(box)]})
    return order


def hold(box: ServedBox) -> str:
    order = sell(box)
    box.post(f"/orders/{order}/hold", REASON)
    return order


def queue_job(box: ServedBox) -> int:
    labels = {"kind": "bin_label", "station": STATION, "subjects": ["A-01"]}
    return int(box.post("/labels", labels)["print_jobs"][0])


def unconfirmed(box: ServedBox) -> int:
    job = queue_job(box)
    for state in ("sending", "unconfirmed"):
        box.run(box.box.ledger.submit(NotePrint(job, state, "nobody knows"), actor="test"))
    return job


def purchase(box: ServedBox) -> str:
    number = f"PO-{new()}"
    box.post("/purchase-orders", {"number": number, "supplier": "ACME", "lines": [f"{LAMP}×1"]})
    return number


def alert(box: ServedBox) -> int:
    shop.add_alert(box, new())
    return int(box.get("/alerts")["alerts"][0]["alert"])


def queue_count(box: ServedBox, *, started: bool = False) -> int:
    _, bin = add_item(box, 1)
    box.post("/counts", {"bin": bin})
    task = int(next(one["task"] for one in box.get("/counts")["counts"] if one["bin"] == bin))
    if started:
        box.post(f"/counts/{task}/start")
    return task


def replenishment(box: ServedBox) -> int:
    sku, bin = add_item(box)
    box.post(f"/places/{bin}", {"purpose": "overstock"})
    box.post("/stock/receipts", {"sku": sku, "bin": bin, "quantity": 5})
    sell(box, 1, sku)
    return int(next(one["task"] for one in box.get("/replenishments")["replenishments"] if one["sku"] == sku))


def add_rule(box: ServedBox) -> str:
    name = f"rule {new()}"
    box.post("/rules", {"name": name})
    return name


def lease_message(box: ServedBox) -> Json:
    sku, _ = add_item(box, 3)
    box.post("/listings", {"channel": "ebay", "listing": f"item:{sku}", "sku": sku})
    leased: Json = box.post("/outbox/lease", {"worker": "each", "most": 500})["leased"][-1]
    return leased


def told(box: ServedBox) -> Request:
    message = lease_message(box)
    return {"message": message["id"]}, {"version": message["version"], "outcome": "applied"}


def parked(box: ServedBox) -> int:
    message = lease_message(box)
    box.post(f"/outbox/{message['id']}/result", {"version": message["version"], "outcome": "rejected", "answer": "no such offer"})
    return int(message["id"])


def late_scan(box: ServedBox) -> str:
    device = f"scanner-{new()}"
    box.run(box.box.ledger.submit(SetAsideScan(device, LAMP, 1), actor=device, device=device))
    return device


def bound(box: ServedBox) -> str:
    device = f"scanner-{new()}"
    box.post("/bindings", {"device": device, "station": STATION})
    return device


def person(box: ServedBox) -> str:
    name = f"Person {new()}"
    box.post("/operators", {"operator": name, "role": "picker"})
    return name


def sign_in(box: ServedBox) -> str:
    """A new device, at which somebody new is signed in."""
    name = f"Person {new()}"
    box.post("/operators", {"operator": name, "role": "supervisor", "pin": PIN})
    with closing(device(box)) as client:
        assert client.post("/sign-in", json={"operator": name, "pin": PIN}).status_code == 200
        return str(client.get("/me").json()["device"]["name"])


def program(box: ServedBox) -> str:
    name = f"program {new()}"
    box.post("/api-tokens", {"name": name, "rights": ["look"]})
    return name
