"""Picking, packing and shipping many orders at the pace of a busy floor: pickers who key in quantities, one packer at the bench."""

import asyncio

from pmpd.demo.hands import STATION, Answer, Hands, expect

ORDERS_ON_A_CART = 8
_PICKERS = ("Ana", "Ben")


async def pick_stop(hands: Hands, session: Answer, who: str) -> Answer:
    """Scan the bin of the current stop, then the item with its quantity."""
    path, stop = f"/pick-sessions/{session['session']}/scans", session["stop"]
    if session["await"] == "bin":
        session = await hands.post(path, {"code": stop["bin"]}, device=f"handheld of {who}", who=who)
        expect(session["outcome"] == "bin", f"the right bin {stop['bin']} was not accepted: {session}")
    body = {"code": stop["barcodes"][0], "quantity": stop["quantity"] - stop["picked"]}
    session = await hands.post(path, body, device=f"handheld of {who}", who=who)
    expect(session["outcome"] == "item", f"the right item {stop['sku']} was not accepted: {session}")
    return session


async def finish_walk(hands: Hands, session: Answer, who: str) -> list[str]:
    """Walk to the end; answers the orders collected."""
    while session["await"] != "finish":
        session = await pick_stop(hands, session, who)
    finished = await hands.post(f"/pick-sessions/{session['session']}/finish", who=who)
    return sorted({entry["order"] for entry in finished["totes"]})


async def start_walk(hands: Hands, who: str, **said: object) -> Answer:
    """Start a walk with a handheld."""
    return await hands.post("/pick-sessions", said, device=f"handheld of {who}", who=who)


async def pack(hands: Hands, order: str) -> None:
    """Verify an order unit by unit and seal its parcel."""
    check = await hands.post("/pack-checks", {"code": order, "station": STATION}, who="Cem")
    for line in check["lines"]:
        body = {"code": line["barcodes"][0], "quantity": line["expected"] - line["scanned"]}
        check = await hands.post(f"/pack-checks/{check['pack_check']}/scans", body, who="Cem")
        expect(check["outcome"] == "item", f"{line['sku']} was not verified: {check}")
    await hands.post(f"/pack-checks/{check['pack_check']}/finish", {"weight_g": 0}, who="Cem")


async def pick_and_pack_wave(hands: Hands, wave: Answer) -> list[str]:
    """Two pickers share a wave, cart by cart, every third one with a single tote that is sorted at the bench; answers the orders."""
    done: list[str] = []
    carts = 0
    while len(done) < wave["orders"]:
        walks: list[tuple[Answer, str]] = []
        for who in _PICKERS:
            left = wave["orders"] - len(done) - sum(len(walk["totes"]) for walk, _ in walks)
            if left > 0:
                carts += 1
                mode = "batch" if carts % 3 == 0 else "cluster"
                walk = await start_walk(hands, who, wave=wave["wave"], most=min(left, ORDERS_ON_A_CART), mode=mode)
                walks.append((walk, who))
        collected = await asyncio.gather(*[finish_walk(hands, walk, who) for walk, who in walks])
        for order in [order for orders in collected for order in orders]:
            await pack(hands, order)
            done.append(order)
    return done


async def ship(hands: Hands, orders: list[str]) -> None:
    """Put labels on the parcels and close the batch."""
    for number, order in enumerate(orders):
        body = {"carrier": "UPS", "service": "Standard", "tracking": f"1Z999AA1{int(order[3:]):06d}{number:04d}"}
        await hands.post(f"/orders/{order}/tracking", body, who="Cem")
    batch = await hands.post("/batches", {"orders": orders}, who="Cem")
    expect(sorted(batch["shipped"]) == sorted(orders), f"not everything shipped: {batch['left']}")
    print(f"Shipped {len(orders)} order{'s' if len(orders) > 1 else ''} in batch {batch['batch']}.")
