"""Orders: intake, console, timeline, holds, merging and splitting, shortage, cancel and put-back; the shop's settings."""

from ledger.audit.timeline import timeline
from ledger.clock import SystemClock
from ledger.errors import Refused
from ledger.promises.shortages import ShipShort
from ledger.sales.cancel import CancelOrder
from ledger.sales.console import console_summary, order_list
from ledger.sales.deadlines import at_risk
from ledger.sales.holds import PlaceHold, ReleaseHold
from ledger.sales.intake import ImportOrder
from ledger.sales.merging import MergeOrders, UnmergeOrder, merge_suggestions
from ledger.sales.order_changes import AddNote, SetPriority, SetShipBy
from ledger.sales.orders import order_view
from ledger.sales.put_backs import PutBack, put_backs
from ledger.sales.settings import ChangeSetting, settings
from ledger.sales.splitting import SplitOrder
from pmpd.api import bodies, order_bodies
from pmpd.api.call import CommandRoute, QueryRoute, Route, Said, row_id
from pmpd.api.paging import ForwardQuery, after_number, paged


def _put_back(said: Said) -> PutBack:
    task = row_id(said.path["task"])
    if task is None:
        raise Refused("no_put_back", "a put-back task is named by its number")
    return PutBack(task, said.body.bin)


def _now_ms(said: Said) -> int:
    return SystemClock().now_ms() if said.body.at_ms is None else int(said.body.at_ms)


_MADE_BY_PEOPLE: tuple[Route, ...] = (
    CommandRoute(
        "/manual-orders",
        "Make an order by hand: phone, wholesale or replacement",
        lambda said: said.body.command(),
        order_bodies.CreateOrderBody,
        verb="create-order",
        right="desk",
    ),
    CommandRoute(
        "/orders/{number}/merge",
        "Serve other orders together with this one, in one parcel",
        lambda said: MergeOrders(said.path["number"], said.body.orders),
        order_bodies.MergeBody,
        verb="merge",
        right="desk",
    ),
    CommandRoute(
        "/orders/{number}/unmerge",
        "Serve merged orders by themselves again",
        lambda said: UnmergeOrder(said.path["number"]),
        verb="unmerge",
        right="desk",
    ),
    QueryRoute(
        "/merge-suggestions",
        "Orders that could go in one parcel",
        lambda reader, said: {"suggestions": merge_suggestions(reader)},
        verb="merge-suggestions",
        right="orders",
    ),
    CommandRoute(
        "/orders/{number}/split",
        "Serve units of an order by an order of their own",
        lambda said: SplitOrder(said.path["number"], said.body.chosen()),
        order_bodies.SplitBody,
        verb="split",
        right="desk",
    ),
    CommandRoute(
        "/orders/{number}/notes",
        "Write a note into an order's story",
        lambda said: AddNote(said.path["number"], said.body.note),
        order_bodies.NoteBody,
        verb="add-note",
        right="orders",
    ),
    CommandRoute(
        "/orders/{number}/priority",
        "Serve an order before or after others",
        lambda said: SetPriority(said.path["number"], said.body.priority),
        order_bodies.PriorityBody,
        verb="set-priority",
        right="desk",
    ),
    CommandRoute(
        "/orders/{number}/ship-by",
        "Say by when an order must leave",
        lambda said: SetShipBy(said.path["number"], said.body.ship_by_ms),
        order_bodies.ShipByBody,
        verb="set-ship-by",
        right="desk",
    ),
)

_OVERVIEW: tuple[Route, ...] = (
    QueryRoute(
        "/summary",
        "How many orders wait, are in progress, and shipped today",
        lambda reader, said: console_summary(reader, _now_ms(said)),
        order_bodies.MomentQuery,
        verb="summary",
        right="look",
    ),
    QueryRoute(
        "/at-risk",
        "What must leave today and is not packed",
        lambda reader, said: at_risk(reader, _now_ms(said)),
        order_bodies.MomentQuery,
        verb="at-risk",
        right="orders",
    ),
    QueryRoute("/settings", "The shop's settings", lambda reader, said: dict(settings(reader)), verb="settings", right="look"),
    CommandRoute(
        "/settings/{name}",
        "Change a setting of the shop",
        lambda said: ChangeSetting(said.path["name"], said.body.value),
        order_bodies.SettingBody,
        verb="change-setting",
        right="settings",
    ),
)

ROUTES: tuple[Route, ...] = (
    CommandRoute(
        "/orders",
        "Take in an order, or a newer version of one",
        lambda said: ImportOrder(said.body.channel_order()),
        bodies.OrderBody,
        verb="add-order",
        right="intake",
    ),
    QueryRoute(
        "/orders",
        "A page of the order console, newest first",
        lambda reader, said: order_list(reader, said.body.filters(), before=said.body.before, most=said.body.most),
        order_bodies.OrdersQuery,
        verb="orders",
        right="orders",
    ),
    QueryRoute(
        "/orders/{number}",
        "An order with its lines, holds and shipments",
        lambda reader, said: order_view(reader, said.path["number"]),
        verb="order-details",
        right="orders",
    ),
    QueryRoute(
        "/orders/{number}/timeline",
        "The whole story of an order",
        lambda reader, said: timeline(reader, said.path["number"]),
        verb="order",
        right="orders",
    ),
    CommandRoute(
        "/orders/{number}/cancel",
        "Cancel an order",
        lambda said: CancelOrder(said.path["number"], said.body.reason),
        bodies.ReasonBody,
        verb="cancel",
        right="decide",
    ),
    CommandRoute(
        "/orders/{number}/hold",
        "Hold an order",
        lambda said: PlaceHold(said.path["number"], said.body.reason, said.body.kind, said.body.until_ms),
        order_bodies.HoldOrderBody,
        verb="hold",
        right="desk",
    ),
    CommandRoute(
        "/orders/{number}/release",
        "Release a hold",
        lambda said: ReleaseHold(said.path["number"], said.body.kind),
        order_bodies.ReleaseBody,
        verb="release-hold",
        right="decide",
    ),
    CommandRoute(
        "/orders/{number}/ship-short",
        "Ship an order without its missing units",
        lambda said: ShipShort(said.path["number"]),
        verb="ship-short",
        right="decide",
    ),
    QueryRoute(
        "/put-backs",
        "Units that their orders want no more and that wait to be put back",
        lambda reader, said: paged("put_backs", "task", said, lambda most: put_backs(reader, after_number(said), most)),
        ForwardQuery,
        verb="put-backs",
        right="look",
    ),
    CommandRoute(
        "/put-backs/{task}",
        "Units that their order wants no more were put into a bin",
        _put_back,
        bodies.BinBody,
        verb="put-back",
        right="stock",
    ),
    *_MADE_BY_PEOPLE,
    *_OVERVIEW,
)
