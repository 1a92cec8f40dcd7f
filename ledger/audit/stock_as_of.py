"""Stock as of any past moment: what is there today, less what moved since."""

from typing import Any

from ledger.audit.moments import last_movement, moment
from ledger.goods.catalog import item_by_sku
from ledger.goods.places import place_by_code
from ledger.transaction import Answer, Reader

PAGE = 200
"""Items on one page where neither an item nor a place is named."""


def stock_as_of(
    reader: Reader, *, at_ms: int | None = None, seq: int | None = None, sku: str = "", bin: str = "", after: str = ""
) -> Answer:
    """`{seq, at_ms, stock, next}`: what lay where after journal row `seq`, or at a time, or now when neither is given.

    Each of `stock` is `{sku, bin, unit, on_hand}`, of the item or the place (bin, tote or station) named; where none is, of a page of
    items. What was reserved then is not known: a reservation moves nothing. Raises Refused `no_such_moment` and as the look-ups do.
    """
    then = moment(reader, at_ms, seq)
    last = last_movement(reader, then)
    params: dict[str, Any] = {"last": last}
    following = ""
    if bin:
        params["place_id"] = place_by_code(reader, bin)["id"]
    if sku:
        items = [item_by_sku(reader, sku)["id"]]
    elif bin:
        items = []
    else:
        items, following = _page(reader, after)
    rows = [row for item_id in items for row in _of_item(reader, {**params, "item_id": item_id}, at_place=bool(bin))]
    if bin and not sku:
        rows = _of_place(reader, params)
    return {
        "seq": then,
        "at_ms": reader.number("SELECT at_ms FROM journal WHERE seq = :seq", {"seq": then}),
        "stock": rows,
        "next": following,
    }


def _page(reader: Reader, after: str) -> tuple[list[int], str]:
    last = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0
    rows = reader.all("SELECT id FROM item WHERE id > :last ORDER BY id LIMIT :most", {"last": last, "most": PAGE + 1})
    ids = [row["id"] for row in rows[:PAGE]]
    return ids, str(ids[-1]) if len(rows) > PAGE else ""


def _of_item(reader: Reader, params: dict[str, Any], *, at_place: bool) -> list[Answer]:
    where = "WHERE place_id > 3" + (" AND place_id = :place_id" if at_place else "")  # the first three are virtual
    return _added_up(
        reader,
        "SELECT item_id, place_id, unit, on_hand AS quantity FROM balance WHERE item_id = :item_id"
        " UNION ALL SELECT item_id, to_place_id, unit, -quantity FROM movement WHERE item_id = :item_id AND id > :last"
        " UNION ALL SELECT item_id, from_place_id, unit, quantity FROM movement WHERE item_id = :item_id AND id > :last",
        where,
        params,
    )


def _of_place(reader: Reader, params: dict[str, Any]) -> list[Answer]:
    return _added_up(
        reader,
        "SELECT item_id, place_id, unit, on_hand AS quantity FROM balance WHERE place_id = :place_id AND place_id > 3"
        " UNION ALL SELECT item_id, to_place_id, unit, -quantity FROM movement"
        " WHERE to_place_id = :place_id AND to_place_id > 3 AND id > :last"
        " UNION ALL SELECT item_id, from_place_id, unit, quantity FROM movement"
        " WHERE from_place_id = :place_id AND from_place_id > 3 AND id > :last",
        "",
        params,
    )


def _added_up(reader: Reader, parts: str, where: str, params: dict[str, Any]) -> list[Answer]:
    rows = reader.all(
        "SELECT i.sku, p.code AS bin, added_up.unit, added_up.on_hand FROM ("  # noqa: S608 - words of our own
        f"SELECT item_id, place_id, unit, SUM(quantity) AS on_hand FROM ({parts}) moved {where}"
        " GROUP BY item_id, place_id, unit HAVING SUM(quantity) <> 0"
        ") added_up JOIN item i ON i.id = added_up.item_id JOIN place p ON p.id = added_up.place_id"
        " ORDER BY i.sku, p.walk, p.code, added_up.unit",
        params,
    )
    return [dict(row) for row in rows]
