"""Orders made by hand: a buyer on the phone, a wholesale customer with a purchase order, a replacement for something that went wrong."""

import hashlib
import json
from dataclasses import dataclass, replace

from ledger.audit.story_words import words
from ledger.command import handles
from ledger.errors import Refused
from ledger.sales.channel_order import Address, ChannelOrder, ChannelOrderLine
from ledger.sales.intake import sound, take_in
from ledger.sales.orders import order_by_number, order_number
from ledger.transaction import Answer, Reader, Row, Transaction

KINDS = ("phone", "wholesale", "replacement")
CHANNEL = "manual"

_NO_ADDRESS = Address()


@dataclass(frozen=True, slots=True)
class ManualLine:
    """Units of one of our items, and what one of them costs in minor units."""

    sku: str
    quantity: int
    price_minor: int = 0


@dataclass(frozen=True, slots=True)
class CreateOrder:
    """Make an order by hand.

    A wholesale order has its customer's purchase order number; a replacement names the order it is for (`replaces`) and goes to the same
    address unless another one is given.
    """

    kind: str
    lines: tuple[ManualLine, ...]
    buyer: str = ""
    ship_to: Address = _NO_ADDRESS
    customer_po: str = ""
    replaces: str = ""
    currency: str = ""
    service: str = ""
    note: str = ""
    paid: bool = True
    ship_by_ms: int | None = None
    priority: int = 0


@handles("create_order", CreateOrder)
def create_order(tx: Transaction, command: CreateOrder) -> Answer:
    """Answers `{outcome, order, state, holds, changes}` as an import does; refused `bad_order`, `item_not_found`, `order_not_found`."""
    original = order_by_number(tx, command.replaces) if command.replaces else None
    _fits(command)
    order = _channel_order(tx, _completed(command, original))
    sound(order)
    answer = take_in(tx, order, hashlib.sha256(tx.payload.encode()).digest())
    order_id = tx.number(
        "SELECT id FROM orders WHERE channel = :channel AND account = '' AND external_id = :external_id",
        {"channel": CHANNEL, "external_id": order.external_id},
    )
    tx.run(
        "UPDATE orders SET kind = :kind, customer_po = :customer_po, priority = :priority, replaces = :replaces WHERE id = :id",
        {
            "kind": command.kind,
            "customer_po": command.customer_po.strip(),
            "priority": command.priority,
            "replaces": original["id"] if original else None,
            "id": order_id,
        },
    )
    if original is not None:
        tx.tell(order_id, "replaces", order=order_number(original["id"]))
        tx.tell(original["id"], "replaced", order=order_number(order_id))
        tx.emit("order", original["id"])
    return answer


def _fits(command: CreateOrder) -> None:
    if command.kind not in KINDS:
        raise Refused("bad_order", f"an order by hand is {', '.join(KINDS)}")
    if command.kind == "wholesale" and not command.customer_po.strip():
        raise Refused("bad_order", "a wholesale order has the purchase order number of its customer; give it as customer_po")
    if (command.kind == "replacement") != bool(command.replaces):
        raise Refused("bad_order", "a replacement, and only a replacement, names the order it is for as replaces")
    if not command.lines or any(line.quantity < 1 for line in command.lines):
        raise Refused("bad_order", "an order has one line or more, each of one unit or more")


def _completed(command: CreateOrder, original: Row | None) -> CreateOrder:
    if original is None:
        return command
    return replace(
        command,
        buyer=command.buyer or original["buyer"],
        ship_to=Address(**json.loads(original["ship_to"])) if command.ship_to == _NO_ADDRESS else command.ship_to,
        currency=command.currency or original["currency"],
        service=command.service or original["service"],
    )


def _channel_order(tx: Transaction, command: CreateOrder) -> ChannelOrder:
    # The journal's number makes the name unique; the same command again never gets here.
    name = f"{command.kind}-{tx.seq}"
    return ChannelOrder(
        channel=CHANNEL,
        account="",
        external_id=name,
        external_number=name,
        placed_ms=tx.now_ms,
        updated_ms=tx.now_ms,
        currency=command.currency.strip().upper(),
        total_minor=sum(line.price_minor * line.quantity for line in command.lines),
        paid=command.paid,
        cancelled=False,
        ship_by_ms=command.ship_by_ms,
        service=command.service.strip(),
        buyer=command.buyer.strip() or command.ship_to.name,
        note=command.note.strip(),
        ship_to=command.ship_to,
        lines=tuple([_line(tx, place, line) for place, line in enumerate(command.lines, start=1)]),
    )


def _line(reader: Reader, place: int, line: ManualLine) -> ChannelOrderLine:
    item = reader.one("SELECT sku, description FROM item WHERE sku = :sku", {"sku": line.sku.strip()})
    if item is None:
        raise Refused("item_not_found", f"there is no item {line.sku}; check the spelling or add the item", {"sku": line.sku})
    return ChannelOrderLine(str(place), "", item["sku"], item["description"], line.quantity, line.price_minor)


words("replaces", lambda d: f"replacement for {d['order']}")
words("replaced", lambda d: f"replaced by {d['order']}")
