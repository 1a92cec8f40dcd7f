"""One more of everything that a shop's lists hold, each made through the API; numbers keep them apart."""

from tests.pmpd.served_box import ServedBox
from tests.pmpd.small_shop import BINS, BOLT, LAMP, STATION


def sell(served: ServedBox, number: int, sku: str = LAMP) -> str:
    body = {"external_id": f"{sku} {number}", "lines": [{"external_id": "1", "sku": sku, "quantity": 1}]}
    return str(served.post("/orders", body)["order"])


def add_item(served: ServedBox, number: int) -> None:
    served.post("/items", {"sku": f"P-{number:03}", "description": "A part"})


def add_bin(served: ServedBox, number: int) -> None:
    served.post("/places", {"code": f"C-{number:02}", "walk": number % 2})


def add_purchase_order(served: ServedBox, number: int) -> None:
    due = {"expected_ms": 1_000 * (number % 3)} if number % 4 else {}
    served.post("/purchase-orders", {"number": f"PO-{number}", "supplier": "ACME", "lines": [f"{LAMP}×1"], **due})


def add_alert(served: ServedBox, number: int) -> None:
    add_purchase_order(served, 100 + number)
    served.post("/stock/receipts", {"sku": LAMP, "bin": "A-01", "quantity": 2, "purchase_order": f"PO-{100 + number}"})


def add_count(served: ServedBox, number: int) -> None:
    served.post("/places", {"code": f"D-{number:02}", "walk": number % 2})
    served.post("/stock/receipts", {"sku": BOLT, "bin": f"D-{number:02}", "quantity": 1})
    served.post("/counts", {"bin": f"D-{number:02}"})


def release_wave(served: ServedBox, number: int) -> None:
    served.post("/waves", {"orders": [sell(served, 100 + number)]})


def picked(served: ServedBox, number: int) -> str:
    order = sell(served, 200 + number)
    walk = served.post("/pick-sessions", {"orders": [order]}, X_Device="desk")
    scans = f"/pick-sessions/{walk['session']}/scans"
    served.post(scans, {"code": BINS[LAMP]})
    served.post(scans, {"code": LAMP})
    served.post(f"/pick-sessions/{walk['session']}/finish")
    return order


def add_picked(served: ServedBox, number: int) -> None:
    # The same few totes are used again and again.
    served.post("/places", {"code": f"TOTE-{number}", "kind": "tote"})
    picked(served, number)


def add_packed(served: ServedBox, number: int) -> None:
    served.post("/places", {"code": f"PACK-TOTE-{number}", "kind": "tote"})
    order = picked(served, 100 + number)
    check = served.post("/pack-checks", {"code": order, "station": STATION})["pack_check"]
    served.post(f"/pack-checks/{check}/scans", {"code": LAMP})
    served.post(f"/pack-checks/{check}/finish")
    served.post(f"/orders/{order}/tracking", {"carrier": "UPS", "tracking": f"1Z{number:06}"})


def close_batch(served: ServedBox, number: int) -> None:
    add_packed(served, 100 + number)
    served.post("/batches", {"most": 1})


def add_put_back(served: ServedBox, number: int) -> None:
    served.post("/places", {"code": f"BACK-TOTE-{number}", "kind": "tote"})
    served.post(f"/orders/{picked(served, 300 + number)}/cancel", {"reason": "the buyer asked for it"})


def add_replenishment(served: ServedBox, number: int) -> None:
    sku, bin = f"R-{number:02}", f"E-{number:02}"
    served.post("/items", {"sku": sku, "description": "A part in overstock"})
    served.post("/places", {"code": bin, "walk": number % 2, "purpose": "overstock"})
    served.post("/stock/receipts", {"sku": sku, "bin": bin, "quantity": 5})
    sell(served, 1, sku)


def print_label(served: ServedBox, _: int) -> None:
    served.post("/labels", {"kind": "bin_label", "station": STATION, "subjects": ["A-01"]})
