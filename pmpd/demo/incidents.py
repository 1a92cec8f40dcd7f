"""What goes wrong on a day, each as the people on the floor deal with it."""

from pmpd.demo.by_hand import finish_walk, pack, pick_stop, start_walk
from pmpd.demo.hands import Answer, Hands, expect


async def merge_same_buyer(hands: Hands, orders: list[str]) -> str:
    """Two orders of one buyer are suggested for one parcel, and merged; answers the order that serves both."""
    suggested = [group["orders"] for group in (await hands.get("/merge-suggestions"))["suggestions"]]
    expect(any(set(orders) <= set(group) for group in suggested), f"{orders} were not suggested for one parcel: {suggested}")
    lead, *followers = sorted(orders)
    await hands.post(f"/orders/{lead}/merge", {"orders": followers}, who="Olga")
    expect(await hands.state(followers[0]) == "merged", f"{followers[0]} was not merged")
    print(f"One buyer ordered twice: {followers[0]} goes with {lead}, in one parcel.")
    return lead


async def substitute_missing_part(hands: Hands, order: str) -> None:
    """A used part is not in its bin; another one with the same interchange number is sent instead."""
    session = await start_walk(hands, "Ana", orders=[order])
    stop = session["stop"]
    await hands.post(f"/pick-sessions/{session['session']}/scans", {"code": stop["bin"]}, device="handheld of Ana", who="Ana")
    short = await hands.post(f"/pick-sessions/{session['session']}/short", {"reason": "out_of_stock"}, device="handheld of Ana", who="Ana")
    expect(short["outcome"] == "short", f"the part was found elsewhere: {short}")
    offers = [offer for lack in (await hands.get(f"/orders/{order}/substitutes"))["missing"] for offer in lack["substitutes"]]
    expect(offers, f"nothing fits in the place of {stop['sku']}")
    await hands.post(f"/orders/{order}/substitute", {"sku": stop["sku"], "with_sku": offers[0]["sku"]}, who="Olga")
    session = await hands.get(f"/pick-sessions/{session['session']}")
    if session["state"] == "done" or session["await"] == "finish":
        await hands.post(f"/pick-sessions/{session['session']}/finish", who="Ana")
        session = await start_walk(hands, "Ana", orders=[order])
    await finish_walk(hands, session, "Ana")
    await pack(hands, order)
    print(f"{stop['sku']} was not in {stop['bin']}: {offers[0]['sku']} went to the buyer of {order} instead.")


async def count_while_picking(hands: Hands, order: str) -> None:
    """A bin is counted while a picker takes units from it; one unit is missing, and only that is put right."""
    session = await start_walk(hands, "Ben", orders=[order])
    stop = session["stop"]
    await hands.post("/counts", {"bin": stop["bin"], "sku": stop["sku"]}, who="Dora")
    waiting = (await hands.get("/counts"))["counts"]
    task = next(count["task"] for count in waiting if (count["bin"], count["sku"]) == (stop["bin"], stop["sku"]))
    await hands.post(f"/counts/{task}/start", who="Dora")
    session = await pick_stop(hands, session, "Ben")
    shelf = await _on_hand(hands, stop) - 1
    counted = await hands.post(f"/counts/{task}/submit", {"counted": shelf}, who="Dora")
    expect(counted["adjusted"] == -1, f"picking was taken for a difference: {counted}")
    await finish_walk(hands, session, "Ben")
    await pack(hands, order)
    print(f"{stop['bin']} was counted while {order} was picked from it: one {stop['sku']} less than the books said.")


async def _on_hand(hands: Hands, stop: Answer) -> int:
    """What really lies there: as yet nobody has lost anything, so the books know."""
    stock = (await hands.get(f"/items/{stop['sku']}"))["stock"]
    return int(next(place["on_hand"] for place in stock if place["place"] == stop["bin"]))


async def cancel_after_pick(hands: Hands, order: str) -> None:
    """The buyer cancels when everything is in the tote already; the units are put back."""
    session = await start_walk(hands, "Ana", orders=[order])
    bins = {}
    while session["await"] != "finish":
        bins[session["stop"]["sku"]] = session["stop"]["bin"]
        session = await pick_stop(hands, session, "Ana")
    await hands.post(f"/pick-sessions/{session['session']}/finish", who="Ana")
    await hands.post(f"/orders/{order}/cancel", {"reason": "the buyer telephoned"}, who="Olga")
    tasks = [task for task in (await hands.get("/put-backs"))["put_backs"] if task["order"] == order]
    expect(tasks, f"no put-back task of {order}")
    for task in tasks:
        await hands.post(f"/put-backs/{task['task']}", {"bin": bins[task["sku"]]}, who="Ana")
    print(f"{order} was cancelled after it was picked; {sum(task['quantity'] for task in tasks)} units are back in their bins.")


async def fill_backorder(hands: Hands, order: str) -> None:
    """An order waits for units; they are ordered from a supplier, and reserved for it as soon as they arrive."""
    before = await hands.get(f"/orders/{order}")
    expect(before["state"] in ("backordered", "partly_allocated"), f"{order} waits for nothing: {before['state']}")
    for line in before["lines"]:
        missing = line["ordered"] - line["reserved"]
        if missing:
            stock = (await hands.get(f"/items/{line['sku']}"))["stock"]
            purchase = {
                "number": f"PO-{order}",
                "supplier": "Bolts & Fuses",
                "lines": [f"{line['sku']}×{missing + 50}@12"],
                "currency": "EUR",
            }
            await hands.post("/purchase-orders", purchase, who="Olga")
            receipt = {"sku": line["sku"], "bin": stock[0]["place"], "quantity": missing + 50, "purchase_order": f"PO-{order}"}
            await hands.post("/stock/receipts", receipt, who="Dora")
    after = await hands.state(order)
    expect(after in ("allocated", "replenishing"), f"the delivery did not fill {order}: {after}")
    print(f"{order} waited for stock; the delivery was reserved for it as it came in.")


async def replenish(hands: Hands) -> None:
    """Bring what orders wait for from overstock to the bins that pickers are sent to."""
    tasks = (await hands.get("/replenishments"))["replenishments"]
    for task in tasks:
        await hands.post(f"/replenishments/{task['task']}", who="Dora")
    if tasks:
        print(f"{len(tasks)} bins were topped up from overstock.")
