"""Totes: which one an order is collected in, and which orders lie in one."""

from collections.abc import Sequence

from ledger.errors import Refused
from ledger.goods.places import place_by_code
from ledger.transaction import Reader, Row, Transaction


def a_tote_each(tx: Transaction, orders: Sequence[Row], codes: Sequence[str]) -> list[int]:
    """A tote for each order: the one it has from an earlier walk, the one named, or a free one.

    Raises Refused `bad_totes`, `tote_in_use` or `no_free_tote`.
    """
    if len(codes) > len(orders) or len(set(codes)) != len(codes):
        raise Refused("bad_totes", "name at most one tote for each order, each tote once")
    named = iter([place_by_code(tx, code, "tote") for code in codes])
    totes = []
    for order in orders:
        tote_id = kept_tote(tx, order["id"])
        if tote_id is None:
            tote_id = _take(tx, next(named, None) or _free(tx))
            _assign(tx, tote_id, order["id"], shared=False)
        totes.append(tote_id)
    return totes


def one_tote_for_all(tx: Transaction, orders: Sequence[Row], codes: Sequence[str]) -> list[int]:
    """One shared tote for all orders, but for those that lie in one from an earlier walk: they stay in it.

    Raises Refused `bad_totes`, `tote_in_use` or `no_free_tote`.
    """
    if len(codes) > 1:
        raise Refused("bad_totes", "orders picked as a batch share one tote; name one at most")
    kept = [kept_tote(tx, order["id"]) for order in orders]
    if None not in kept:
        return [tote_id for tote_id in kept if tote_id is not None]
    shared_id = _take(tx, place_by_code(tx, codes[0], "tote") if codes else _free(tx))
    for order, tote_id in zip(orders, kept, strict=True):
        if tote_id is None:
            _assign(tx, shared_id, order["id"], shared=True)
    return [shared_id if tote_id is None else tote_id for tote_id in kept]


def same_tote_again(tx: Transaction, order_id: int, tote_id: int, session_id: int) -> bool:
    """Give an order the tote back that it had on a walk; False when that tote now holds orders which are not on the walk."""
    if (kept := kept_tote(tx, order_id)) is not None:
        return kept == tote_id
    others = orders_in_tote(tx, tote_id)
    strangers = [
        other
        for other in others
        if not tx.number(
            "SELECT COUNT(*) FROM pick_line WHERE session_id = :session_id AND order_id = :order_id",
            {"session_id": session_id, "order_id": other},
        )
    ]
    batch = tx.one("SELECT id FROM pick_session WHERE id = :id AND mode = 'batch'", {"id": session_id}) is not None
    if strangers or (others and not batch):
        return False
    _assign(tx, tote_id, order_id, shared=batch)
    return True


def orders_in_tote(reader: Reader, tote_id: int) -> list[int]:
    """The ids of the orders that are collected in a tote, oldest first: several in a shared one, none in an empty one."""
    rows = reader.all("SELECT order_id FROM tote_assignment WHERE tote_id = :id ORDER BY order_id", {"id": tote_id})
    return [row["order_id"] for row in rows]


def kept_tote(reader: Reader, order_id: int) -> int | None:
    """The tote that an order lies in or is being collected in."""
    row = reader.one("SELECT tote_id FROM tote_assignment WHERE order_id = :id", {"id": order_id})
    return int(row["tote_id"]) if row else None


def _take(tx: Transaction, tote: Row) -> int:
    if orders_in_tote(tx, tote["id"]):
        raise Refused("tote_in_use", f"tote {tote['code']} holds another order; take an empty one", {"tote": tote["code"]})
    return int(tote["id"])


def _free(tx: Transaction) -> Row:
    tote = tx.one(
        "SELECT p.id, p.code FROM place p WHERE p.kind = 'tote'"
        " AND NOT EXISTS (SELECT 1 FROM tote_assignment t WHERE t.tote_id = p.id) ORDER BY p.walk, p.code LIMIT 1"
    )
    if tote is None:
        raise Refused("no_free_tote", "every tote is in use; pack what is picked, or add totes")
    return tote


def _assign(tx: Transaction, tote_id: int, order_id: int, *, shared: bool) -> None:
    tx.run(
        "INSERT INTO tote_assignment (order_id, tote_id, shared) VALUES (:order_id, :tote_id, :shared)",
        {"order_id": order_id, "tote_id": tote_id, "shared": int(shared)},
    )
