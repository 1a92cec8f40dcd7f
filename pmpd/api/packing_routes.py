"""Packing: pack checks, parcels, boxes."""

from ledger.errors import Refused
from ledger.packing.boxes import AddBox, ChangeBox, boxes
from ledger.packing.missing_units import ReportMissing
from ledger.packing.pack_alarm import SeeToAlarm
from ledger.packing.pack_views import pack_check_view, stations, to_pack
from ledger.packing.packing import FinishPackCheck, ScanPack, StartPackCheck
from ledger.packing.parcels import MoveToParcel, NextParcel, WeighParcel
from ledger.packing.reopening import Reopen
from pmpd.api import packing_bodies as bodies
from pmpd.api.bodies import ReasonBody, ScanBody
from pmpd.api.call import CommandRoute, QueryRoute, Route, Said, row_id
from pmpd.api.paging import OrdersAfterQuery, after_order, paged
from pmpd.gs1 import read_code


def _check(said: Said) -> int:
    number = row_id(said.path["pack_check"])
    if number is None:
        raise Refused("pack_check_not_found", f"a pack check is named by its number, not by {said.path['pack_check']}")
    return number


def _scan(said: Said) -> ScanPack:
    code, unit = read_code(said.body.code)
    return ScanPack(_check(said), code, said.body.quantity, said.body.unit or unit)


def _weigh(said: Said) -> WeighParcel:
    parcel = row_id(said.path["parcel"])
    if parcel is None:
        raise Refused("bad_parcel", "a parcel of a check is named by its number: 1, 2…")
    return WeighParcel(_check(said), parcel, **dict(said.body))


ROUTES: tuple[Route, ...] = (
    QueryRoute(
        "/to-pack",
        "Picked orders that wait for a packer",
        lambda reader, said: paged("orders", "order", said, lambda most: to_pack(reader, after_order(said), most)),
        OrdersAfterQuery,
        verb="to-pack",
        right="pack",
    ),
    QueryRoute(
        "/stations",
        "The packing stations, and the check each works on",
        lambda reader, said: {"stations": stations(reader)},
        verb="stations",
        right="look",
    ),
    CommandRoute(
        "/pack-checks",
        "Start the pack check of a tote or an order at a station",
        lambda said: StartPackCheck(**dict(said.body)),
        bodies.PackCheckBody,
        verb="pack",
        scan=True,
        right="pack",
    ),
    QueryRoute(
        "/pack-checks/{pack_check}",
        "A pack check as a screen shows it",
        lambda reader, said: pack_check_view(reader, _check(said)),
        verb="pack-check",
        right="pack",
    ),
    CommandRoute(
        "/pack-checks/{pack_check}/scans",
        "Verify a unit against the order; a mismatch raises the alarm and counts nothing",
        _scan,
        ScanBody,
        verb="scan-pack",
        scan=True,
        right="pack",
    ),
    CommandRoute(
        "/pack-checks/{pack_check}/seen-to",
        "Somebody saw to the alarm of a check: what was wrong is out of the box",
        lambda said: SeeToAlarm(_check(said), said.body.code),
        bodies.SeenToBody,
        verb="seen-to",
        right="pack",
    ),
    CommandRoute(
        "/pack-checks/{pack_check}/missing",
        "Units were picked and are not in the tote",
        lambda said: ReportMissing(_check(said), **dict(said.body)),
        bodies.MissingBody,
        verb="missing",
        right="pack",
    ),
    CommandRoute(
        "/pack-checks/{pack_check}/next-parcel",
        "The parcel being filled is full: go on with the next one",
        lambda said: NextParcel(_check(said), **dict(said.body)),
        bodies.ParcelBody,
        verb="next-parcel",
        right="pack",
    ),
    CommandRoute(
        "/pack-checks/{pack_check}/moves",
        "Verified units go into another parcel",
        lambda said: MoveToParcel(_check(said), **dict(said.body)),
        bodies.MoveBody,
        verb="move-to-parcel",
        right="pack",
    ),
    CommandRoute(
        "/pack-checks/{pack_check}/parcels/{parcel}",
        "Weight and box of a parcel of an open check",
        _weigh,
        bodies.ParcelBody,
        verb="weigh-parcel",
        right="pack",
    ),
    CommandRoute(
        "/pack-checks/{pack_check}/finish",
        "Seal the parcels; their slips print by themselves",
        lambda said: FinishPackCheck(_check(said), **dict(said.body)),
        bodies.ParcelBody,
        verb="finish-pack",
        right="pack",
    ),
    CommandRoute(
        "/orders/{number}/reopen",
        "Open a packed order again before it ships",
        lambda said: Reopen(said.path["number"], said.body.reason),
        ReasonBody,
        verb="reopen",
        right="decide",
    ),
    QueryRoute("/boxes", "The boxes that packers choose from", lambda reader, said: {"boxes": boxes(reader)}, verb="boxes", right="look"),
    CommandRoute("/boxes", "Add a box", lambda said: AddBox(**dict(said.body)), bodies.NewBoxBody, verb="add-box", right="catalog"),
    CommandRoute(
        "/boxes/{box}",
        "Change a box",
        lambda said: ChangeBox(said.path["box"], **dict(said.body)),
        bodies.BoxChangeBody,
        verb="change-box",
        right="catalog",
    ),
)
