"""One walk with all its devices: lights shine, a wrong item raises the alarm, every unit is scanned, slips come out of the printer."""

import asyncio
import time

from devices.registry import is_simulated_printer
from pmpd.demo.hands import STATION, Answer, Hands, expect

PICKER = "scanner-1"
PACKER = "scanner-2"
_PRINT_PATIENCE_S = 20.0


async def pick_by_scanner(hands: Hands, orders: list[str]) -> dict[str, str]:
    """Walk for some orders, one wrong item on the way; answers order → tote."""
    session = await hands.post("/pick-sessions", {"orders": orders}, PICKER)
    print(f"Picking {len(session['totes'])} orders by scanner, {session['stops']} stops.")
    alarmed = False
    while session["await"] != "finish":
        stop = session["stop"]
        expect(await hands.shines(session["session"], stop["bin"]), f"the light of bin {stop['bin']} does not shine")
        session = await hands.scan(PICKER, stop["bin"])
        expect(session["outcome"] == "bin", f"the right bin {stop['bin']} was not accepted: {session}")
        if not alarmed:
            alarmed = True
            await _wrong_item(hands, session)
        for _ in range(stop["quantity"] - stop["picked"]):
            session = await hands.scan(PICKER, stop["barcodes"][0])
            expect(session["outcome"] == "item", f"the right item {stop['sku']} was not accepted: {session}")
    finished = await hands.post(f"/pick-sessions/{session['session']}/finish")
    expect(finished["state"] == "done", "the walk did not end")
    return {entry["order"]: entry["tote"] for entry in finished["totes"]}


async def _wrong_item(hands: Hands, session: Answer) -> None:
    """Take a wrong item from the shelf: the box must alarm and count nothing."""
    others = [item["sku"] for item in (await hands.get("/items"))["items"] if item["sku"] != session["stop"]["sku"]]
    wrong = await hands.scan(PICKER, others[0])
    expect(wrong["alarm"] and wrong["outcome"] == "wrong_item", f"a wrong item raised no alarm: {wrong}")
    expect(wrong["stop"]["picked"] == session["stop"]["picked"], "a wrong item was counted")
    print(f"A wrong item was scanned: {wrong['alarm']['message']} Nothing was counted.")


async def pack_by_scanner(hands: Hands, order: str, tote: str) -> None:
    """Verify every unit of a tote, seal the parcel, wait for the slip and keep its picture."""
    check = await hands.scan(PACKER, tote)
    expect(check.get("order") == order, f"tote {tote} opened the wrong check: {check}")
    weight_g = 0
    for line in check["lines"]:
        weight_g += line["expected"] * (await hands.get(f"/items/{line['sku']}"))["weight_g"]
        for _ in range(line["expected"]):
            scanned = await hands.scan(PACKER, line["barcodes"][0])
            expect(scanned["outcome"] == "item", f"{line['sku']} was not verified: {scanned}")
    sealed = await hands.post(f"/pack-checks/{check['pack_check']}/finish", {"weight_g": weight_g}, PACKER)
    await _slip(hands, order, sealed["print_job"])


async def _slip(hands: Hands, order: str, job: int) -> None:
    deadline_s = time.monotonic() + _PRINT_PATIENCE_S
    state = ""
    while state not in ("confirmed", "sent"):
        expect(time.monotonic() < deadline_s, f"the slip of {order} did not print: {state}")
        jobs = (await hands.get("/print-jobs", order=order))["print_jobs"]
        state = next(found["state"] for found in jobs if found["print_job"] == job)
        await asyncio.sleep(0.02)
    printer = next(hands.box.hardware.printers[made.name] for made in hands.box.config.printer if made.station == STATION)
    path = hands.out / f"slip-{order}.png"
    if is_simulated_printer(printer):
        printer.papers[-1].image().save(path)
    else:
        path.write_bytes(await hands.picture(f"/print-jobs/{job}/picture"))
    print(f"{order} is packed; its slip is {path}.")
