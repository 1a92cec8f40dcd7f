"""A whole day, played through the HTTP API and the simulated devices as the people of the shop would live it.

Every step looks at what the box answered; what does not fit ends the demonstration with what went wrong.
"""

import time
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path

import httpx

from pmpd.api import PREFIX
from pmpd.box import Box
from pmpd.command_line.telling_story import story_lines
from pmpd.demo.by_hand import pick_and_pack_wave, ship
from pmpd.demo.by_scanner import pack_by_scanner, pick_by_scanner
from pmpd.demo.day_clock import DayClock
from pmpd.demo.hands import Hands, expect
from pmpd.demo.incidents import (
    cancel_after_pick,
    count_while_picking,
    fill_backorder,
    merge_same_buyer,
    replenish,
    substitute_missing_part,
)
from pmpd.local_socket import socket_file, socket_path
from pmpd.sample_shop import BACKORDERED, Story

Told = Mapping[Story, list[str]]
"""Our numbers of the orders that tell a story."""

WAVE = 60
"""Orders that are released together."""


async def play(box: Box, address: str, out: Path, told: Told, clock: DayClock) -> None:
    """Live the day with the orders that came in over night; slips and timelines go to `out`. Raises DemoFailed."""
    began_s = time.monotonic()
    clock.begin_day()
    async with AsyncExitStack() as stack:
        transport = httpx.AsyncHTTPTransport(uds=stack.enter_context(socket_path(socket_file(box.directory))))
        client = await stack.enter_async_context(
            httpx.AsyncClient(base_url=f"{address.rstrip('/')}{PREFIX}", timeout=60, transport=transport)
        )
        hands = Hands(client, box, out)
        await _first_parcels(hands, told)
        await _incidents(hands, told)
        await _waves(hands)
        summary = await hands.get("/summary", at_ms=clock.now_ms())
        print(f"{summary['shipped_today']} orders left today, {summary['waiting']} wait, {summary['problem']} need a decision.")
        clock.end_day()
        await _close_the_day(hands)
    print(f"The ledger's check is clean. Done in {time.monotonic() - began_s:.1f} s; slips and timelines are in {out}.")


async def _first_parcels(hands: Hands, told: Told) -> None:
    """One walk with scanner, lights and printer: a merged order, one with a kit, one that came in by telephone."""
    body = {"kind": "phone", "buyer": "Garage Muster", "line1": "Werkstattweg 3", "postcode": "80331", "city": "München", "country": "DE"}
    by_phone = await hands.post("/manual-orders", {**body, "lines": ["FUSE-10A×3@30", "RLY-30A@490"], "currency": "EUR"}, who="Olga")
    orders = [await merge_same_buyer(hands, told[Story.SAME_BUYER]), *told[Story.KIT], by_phone["order"]]
    for order, tote in (await pick_by_scanner(hands, orders)).items():
        await pack_by_scanner(hands, order, tote)
    await ship(hands, orders)
    for order in orders:
        await _tell(hands, order)


async def _incidents(hands: Hands, told: Told) -> None:
    for order in told[Story.NOT_THERE]:
        await substitute_missing_part(hands, order)
        await ship(hands, [order])
        await _tell(hands, order)
    (waiting,) = (await hands.get("/orders", text=BACKORDERED))["orders"]
    await fill_backorder(hands, waiting["order"])
    await replenish(hands)
    ready = [order["order"] for order in (await hands.get("/orders", state="allocated", channel="shopify", most=200))["orders"]]
    small = [order for order in ready if await _has_stock_of_many(hands, order)]
    await count_while_picking(hands, small[0])
    await ship(hands, small[:1])
    await cancel_after_pick(hands, small[1])
    await _tell(hands, small[1])


async def _has_stock_of_many(hands: Hands, order: str) -> bool:
    """Whether an order wants parts of which many lie in the bins."""
    lines = (await hands.get(f"/orders/{order}"))["lines"]
    return all([(await hands.get(f"/items/{line['sku']}"))["available"] > 10 for line in lines])


async def _waves(hands: Hands) -> None:
    """Release, pick, pack and ship what is left, wave by wave."""
    while (await hands.get("/orders", state="allocated", most=1))["orders"]:
        wave = await hands.post("/waves", {"most": WAVE}, who="Olga")
        orders = await pick_and_pack_wave(hands, wave)
        await ship(hands, orders)


async def _tell(hands: Hands, order: str) -> None:
    """Write an order's timeline."""
    story = await hands.get(f"/orders/{order}/timeline")
    path = hands.out / f"timeline-{order}.txt"
    path.write_text("\n".join(story_lines(story)) + "\n", encoding="utf-8")


async def _close_the_day(hands: Hands) -> None:
    """Hold the books against themselves, and yesterday against today."""
    check = await hands.get("/check")
    expect(check["clean"], f"the ledger's check names rows: {check['findings']}")
    day = await hands.post("/reconciliation", who="Olga")
    expect(not day["unexplained"], f"units that no movement explains: {day['unexplained']}")
    print(f"{day['day']} is reconciled: {day['lines']} items moved, 0 rows unexplained.")
