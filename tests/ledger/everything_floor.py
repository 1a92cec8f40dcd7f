"""What may be sent about walks, totes, benches, parcels and batches."""

from ledger.packing.batches import PrintSlips
from ledger.packing.boxes import AddBox, ChangeBox
from ledger.packing.missing_units import ReportMissing
from ledger.packing.pack_alarm import SeeToAlarm
from ledger.packing.packing import FinishPackCheck, ScanPack, StartPackCheck
from ledger.packing.parcels import MoveToParcel, NextParcel, WeighParcel
from ledger.packing.reopening import Reopen
from ledger.packing.shipping import CloseBatch, RecordTracking
from ledger.picking.light_presses import PressLight
from ledger.picking.pick_scans import ScanPick
from ledger.picking.pick_sessions import MODES, AbandonPick, FinishPick, PausePick, ResumePick, StartPickSession
from ledger.picking.pick_views import pick_session_view
from ledger.picking.short_picks import REASONS, ShortPick
from ledger.picking.substitutes import Substitute
from ledger.picking.waves import DissolveWave, ReleaseWave
from ledger.picking.zero_check import ConfirmEmpty
from ledger.printing.slips import Reprint
from ledger.sales.orders import order_number
from tests.ledger.everything_hand import Hand, sends

STATION = "PACK-1"


def walk(hand: Hand, *states: str) -> int | None:
    """A walk in one of these states."""
    among = ", ".join(f"'{state}'" for state in states)
    found: int | None = hand.value(f"SELECT id FROM pick_session WHERE state IN ({among}) ORDER BY id")
    return found


def check(hand: Hand) -> int | None:
    """An open pack check."""
    found: int | None = hand.value("SELECT id FROM pack_check WHERE state = 'open' ORDER BY id")
    return found


@sends(StartPickSession)
def start_walk(hand: Hand) -> object:
    wave = hand.value("SELECT DISTINCT wave_id FROM orders WHERE wave_id IS NOT NULL ORDER BY 1") if hand.one(False, False, True) else None
    named = hand.orders(2, "allocated") if wave is None and hand.one(False, True) else ()
    return StartPickSession(named, most=hand.number(1, 3), mode=hand.one(*MODES), wave=wave)


@sends(ScanPick)
def scan_pick(hand: Hand) -> object | None:
    session = walk(hand, "open")
    if session is None:
        return None
    view = pick_session_view(hand.engine.reader, session)
    stop = view["stop"]
    if stop is None or hand.one(*[False] * 9, True):
        return ScanPick(session, hand.one("A-01", "BOLT", "nobody-knows", "T-1"), 1)
    if view["await"] == "bin":
        return ScanPick(session, stop["bin"])
    return ScanPick(session, stop["sku"], hand.number(1, stop["quantity"] - stop["picked"]), stop["unit"])


@sends(PressLight)
def press_light(hand: Hand) -> object | None:
    session = walk(hand, "open", "open", "paused", "done")
    if session is None:
        return None
    stop = pick_session_view(hand.engine.reader, session)["stop"]
    missing = stop["quantity"] - stop["picked"] if stop else 1
    return PressLight(
        session, stop["bin"] if stop and hand.one(*[True] * 5, False) else "A-01", hand.number(0, missing + 1), hand.one(False, True)
    )


@sends(ShortPick)
def short_pick(hand: Hand) -> object | None:
    session = walk(hand, "open")
    return ShortPick(session, hand.one(*REASONS)) if session else None


@sends(ConfirmEmpty)
def confirm_empty(hand: Hand) -> object | None:
    session = hand.value("SELECT id FROM pick_session WHERE zero_check <> '' ORDER BY id") or walk(hand, "open")
    return ConfirmEmpty(session, hand.one(False, True)) if session else None


@sends(PausePick)
def pause(hand: Hand) -> object | None:
    session = walk(hand, "open", "paused")
    return PausePick(session) if session else None


@sends(ResumePick)
def resume(hand: Hand) -> object | None:
    session = walk(hand, "open", "paused")
    return ResumePick(session) if session else None


@sends(FinishPick)
def finish(hand: Hand) -> object | None:
    session = walk(hand, "open", "paused")
    return FinishPick(session) if session else None


@sends(AbandonPick)
def abandon(hand: Hand) -> object | None:
    session = walk(hand, "open", "paused")
    return AbandonPick(session) if session else None


@sends(Substitute)
def substitute(hand: Hand) -> object | None:
    lacking = hand.row(
        "SELECT l.order_id, i.sku FROM order_line l JOIN item i ON i.id = l.item_id WHERE i.sku IN ('LAMP', 'OLD-LAMP')"
        " AND l.ordered - l.reserved - l.picked - l.packed - l.shipped - l.cancelled > 0 ORDER BY l.id"
    )
    if lacking and hand.number(0, 3):
        return Substitute(order_number(lacking[0]), lacking[1], "LAMP" if lacking[1] == "OLD-LAMP" else "OLD-LAMP")
    number = hand.order("held", "partly_allocated", "backordered")
    pair = hand.one(("LAMP", "OLD-LAMP"), ("OLD-LAMP", "LAMP"), ("OLD-LAMP", "LAMP"), ("BOLT", "NUT"))
    return Substitute(number, *pair, quantity=hand.one(0, 0, 1)) if number else None


@sends(ReleaseWave)
def release_wave(hand: Hand) -> object:
    return ReleaseWave(f"wave {hand.number(1, 9)}", hand.orders(3, "allocated"), channel=hand.one("", "", "ebay"))


@sends(DissolveWave)
def dissolve_wave(hand: Hand) -> object | None:
    wave = hand.value("SELECT id FROM wave ORDER BY id")
    return DissolveWave(wave) if wave else None


@sends(StartPackCheck)
def start_check(hand: Hand) -> object | None:
    tote = (
        hand.value("SELECT p.code FROM tote_assignment t JOIN place p ON p.id = t.tote_id ORDER BY p.code")
        if hand.one(False, True)
        else None
    )
    number = tote or hand.order("picked")
    return StartPackCheck(number, hand.one(STATION, STATION, "PACK-2")) if number else None


@sends(ScanPack)
def scan_pack(hand: Hand) -> object | None:
    found = hand.row(
        "SELECT c.id, i.sku, l.expected - l.scanned, i.tracking FROM pack_check c JOIN pack_line l ON l.pack_check_id = c.id"
        " JOIN item i ON i.id = l.item_id WHERE c.state = 'open' ORDER BY c.id, i.sku"
    )
    if found is None:
        return None
    check_id, sku, missing, tracking = found
    unit = hand.value(
        "SELECT r.unit FROM reservation r JOIN item i ON i.id = r.item_id JOIN order_line l ON l.id = r.order_line_id"
        f" JOIN pack_check c ON c.order_id = l.order_id WHERE r.state = 'picked' AND i.sku = '{sku}' AND c.id = {check_id} ORDER BY r.id"
    )
    return ScanPack(check_id, hand.one(sku, sku, sku, "BOLT"), hand.number(1, missing + 1), (unit or "") if tracking != "none" else "")


@sends(SeeToAlarm)
def see_to_alarm(hand: Hand) -> object | None:
    found = hand.row("SELECT id, json_extract(alarm, '$.code') FROM pack_check WHERE alarm <> '' ORDER BY id")
    return SeeToAlarm(found[0], hand.one(found[1], found[1], "another")) if found else None


@sends(FinishPackCheck)
def finish_check(hand: Hand) -> object | None:
    open_check = check(hand)
    return FinishPackCheck(open_check, hand.one(0, 700), hand.one("", "", "S", "L")) if open_check else None


@sends(NextParcel)
def next_parcel(hand: Hand) -> object | None:
    open_check = check(hand)
    return NextParcel(open_check, hand.one(0, 100), hand.one("", "S")) if open_check else None


@sends(MoveToParcel)
def move_to_parcel(hand: Hand) -> object | None:
    found = hand.row(
        "SELECT c.pack_check_id, i.sku, c.parcel, c.quantity, c.unit FROM pack_content c JOIN item i ON i.id = c.item_id ORDER BY 1, 3, 2"
    )
    if found is None:
        return None
    return MoveToParcel(found[0], found[1], found[2], hand.number(1, found[2] + 1), hand.number(1, found[3]), found[4])


@sends(WeighParcel)
def weigh_parcel(hand: Hand) -> object | None:
    open_check = check(hand)
    return WeighParcel(open_check, hand.number(1, 2), hand.one(0, 300), hand.one("", "L")) if open_check else None


@sends(ReportMissing)
def report_missing(hand: Hand) -> object | None:
    found = hand.row(
        "SELECT c.id, i.sku FROM pack_check c JOIN pack_line l ON l.pack_check_id = c.id JOIN item i ON i.id = l.item_id"
        " WHERE c.state = 'open' AND l.scanned < l.expected ORDER BY c.id, i.sku"
    )
    return ReportMissing(found[0], found[1], 1, hand.unit_for(found[1])) if found else None


@sends(Reopen)
def reopen(hand: Hand) -> object | None:
    number = hand.order("packed")
    return Reopen(number, "the wrong box") if number else None


@sends(RecordTracking)
def record_tracking(hand: Hand) -> object | None:
    number = hand.order("packed")
    return RecordTracking(number, hand.one("ups", "dhl"), f"1Z-{hand.number(1, 99)}", "48h", hand.one(0, 0, 1, 2)) if number else None


@sends(CloseBatch)
def close_batch(hand: Hand) -> object:
    return CloseBatch(hand.orders(3, "packed", "allocated"))


@sends(PrintSlips)
def print_slips(hand: Hand) -> object:
    return PrintSlips(hand.orders(3, "packed", "picked"))


@sends(Reprint)
def reprint(hand: Hand) -> object | None:
    number = hand.order("packed", "shipped")
    return Reprint(number, STATION, hand.one(0, 0, 1)) if number else None


@sends(AddBox)
def add_box(hand: Hand) -> object:
    code = hand.one("S", "M", "L")
    return AddBox(code, 300, 200, 100, most_g=hand.one(500, 30_000))


@sends(ChangeBox)
def change_box(hand: Hand) -> object:
    return ChangeBox(hand.one("S", "L"), active=hand.one(False, True, None), cost_minor=hand.number(0, 90))
