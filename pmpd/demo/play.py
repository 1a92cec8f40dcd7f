"""The whole job, played through the HTTP API and the simulated devices as a picker and a packer would do it.

Every step looks at what the box answered; what does not fit ends the demonstration with what went wrong.
"""

import asyncio
import time
from pathlib import Path
from typing import Any

import httpx

from devices.registry import is_simulated_printer
from pmpd.api import PREFIX
from pmpd.box import Box
from pmpd.command_line.telling_story import story_lines

ORDERS = 3
_PICKER = "scanner-1"
_PACKER = "scanner-2"
_STATION = "PACK-1"
_PRINT_PATIENCE_S = 20.0


class DemoFailed(Exception):
    """The story could not be played to its end; the text says at which step and why."""


async def play(box: Box, address: str, out: Path) -> None:
    """Pick, pack, ship and tell the story of a few orders; slips and timelines go to `out`. Raises DemoFailed."""
    began_s = time.monotonic()
    async with httpx.AsyncClient(base_url=f"{address.rstrip('/')}{PREFIX}", timeout=30) as client:
        story = _Story(client, box, out)
        orders = await story.pick()
        for order, tote in orders.items():
            await story.pack(order, tote)
        await story.ship(list(orders))
        for order in orders:
            await story.tell(order)
        check = await story.get("/check")
        _expect(check["clean"], f"the ledger's check names rows: {check['findings']}")
    print(f"The ledger's check is clean. Done in {time.monotonic() - began_s:.1f} s; slips and timelines are in {out}.")


def _expect(fact: object, words: str) -> None:
    if not fact:
        raise DemoFailed(words)


class _Story:
    def __init__(self, client: httpx.AsyncClient, box: Box, out: Path) -> None:
        self._client = client
        self._box = box
        self._out = out

    async def get(self, path: str) -> dict[str, Any]:
        return self._answer(await self._client.get(path), path)

    async def post(self, path: str, body: dict[str, Any], device: str = "") -> dict[str, Any]:
        headers = {"X-Operator": "demo", "X-Device": device}
        return self._answer(await self._client.post(path, json=body, headers=headers), path)

    def _answer(self, response: httpx.Response, path: str) -> dict[str, Any]:
        answer: dict[str, Any] = response.json()
        _expect(response.is_success, f"{path} answered {response.status_code}: {answer.get('error')}")
        return answer

    async def scan(self, scanner: str, code: str) -> dict[str, Any]:
        return await self.post("/scans", {"scanner": scanner, "code": code})

    async def pick(self) -> dict[str, str]:
        """Walk for a few orders; answers order → tote."""
        session = await self.post("/pick-sessions", {"most": ORDERS}, _PICKER)
        print(f"Picking {len(session['totes'])} orders, {session['stops']} stops.")
        alarmed = False
        while session["await"] != "finish":
            stop = session["stop"]
            _expect(await self._shines(stop["bin"]), f"the light of bin {stop['bin']} does not shine")
            session = await self.scan(_PICKER, stop["bin"])
            _expect(session["outcome"] == "bin", f"the right bin {stop['bin']} was not accepted: {session}")
            if not alarmed:
                alarmed = True
                await self._wrong_item(session)
            for _ in range(stop["quantity"] - stop["picked"]):
                session = await self.scan(_PICKER, stop["barcodes"][0])
                _expect(session["outcome"] == "item", f"the right item {stop['sku']} was not accepted: {session}")
        finished = await self.post(f"/pick-sessions/{session['session']}/finish", {})
        _expect(finished["state"] == "done", "the walk did not end")
        return {entry["order"]: entry["tote"] for entry in finished["totes"]}

    async def _shines(self, bin: str) -> bool:
        """Whether the bin's light shines, which it does a moment after the commit."""
        for _ in range(50):
            if any(light["light"] == bin for light in (await self.get("/lights"))["on"]):
                return True
            await asyncio.sleep(0.02)
        return False

    async def _wrong_item(self, session: dict[str, Any]) -> None:
        """Take a wrong item from the shelf: the box must alarm and count nothing."""
        others = [sku for sku in await self._skus() if sku != session["stop"]["sku"]]
        wrong = await self.scan(_PICKER, others[0])
        _expect(wrong["alarm"] and wrong["outcome"] == "wrong_item", f"a wrong item raised no alarm: {wrong}")
        _expect(wrong["stop"]["picked"] == session["stop"]["picked"], "a wrong item was counted")
        print(f"A wrong item was scanned: {wrong['alarm']['message']} Nothing was counted.")

    async def _skus(self) -> list[str]:
        """SKUs of the shop: those of orders that wait."""
        page = await self.get("/orders?state=allocated&most=1")
        order = await self.get(f"/orders/{page['orders'][0]['order']}")
        return [line["sku"] for line in order["lines"]]

    async def pack(self, order: str, tote: str) -> None:
        """Verify every unit of a tote, seal the parcel, wait for the slip and keep its picture."""
        check = await self.scan(_PACKER, tote)
        _expect(check.get("order") == order, f"tote {tote} opened the wrong check: {check}")
        weight_g = 0
        for line in check["lines"]:
            weight_g += line["expected"] * (await self.get(f"/items/{line['sku']}"))["weight_g"]
            for _ in range(line["expected"]):
                scanned = await self.scan(_PACKER, line["barcodes"][0])
                _expect(scanned["outcome"] == "item", f"{line['sku']} was not verified: {scanned}")
        sealed = await self.post(f"/pack-checks/{check['pack_check']}/finish", {"weight_g": weight_g}, _PACKER)
        await self._slip(order, sealed["print_job"])

    async def _slip(self, order: str, job: int) -> None:
        deadline_s = time.monotonic() + _PRINT_PATIENCE_S
        state = ""
        while state not in ("confirmed", "sent"):
            _expect(time.monotonic() < deadline_s, f"the slip of {order} did not print: {state}")
            jobs = (await self.get(f"/print-jobs?order={order}"))["print_jobs"]
            state = next(found["state"] for found in jobs if found["print_job"] == job)
            await asyncio.sleep(0.02)
        printer = next(self._box.printers[made.name] for made in self._box.config.printer if made.station == _STATION)
        path = self._out / f"slip-{order}.png"
        if is_simulated_printer(printer):
            printer.papers[-1].image().save(path)
        else:
            path.write_bytes((await self._client.get(f"/print-jobs/{job}/picture")).content)
        print(f"{order} is packed; its slip is {path}.")

    async def ship(self, orders: list[str]) -> None:
        """Put labels on the parcels and close the batch."""
        for number, order in enumerate(orders):
            body = {"carrier": "UPS", "service": "Standard", "tracking": f"1Z999AA1{int(order[3:]):06d}{number:04d}"}
            await self.post(f"/orders/{order}/tracking", body)
        batch = await self.post("/batches", {"orders": orders})
        _expect(sorted(batch["shipped"]) == sorted(orders), f"not everything shipped: {batch['left']}")
        print(f"Shipped {len(orders)} orders in batch {batch['batch']}.")

    async def tell(self, order: str) -> None:
        """Write the order's timeline."""
        story = await self.get(f"/orders/{order}/timeline")
        _expect(story["order"]["state"] == "shipped", f"{order} is {story['order']['state']}, not shipped")
        path = self._out / f"timeline-{order}.txt"
        path.write_text("\n".join(story_lines(story)) + "\n", encoding="utf-8")
