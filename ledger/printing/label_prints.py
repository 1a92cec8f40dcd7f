"""Labels of the shop's own: items, bins, totes, stations, badges; each label is a print job, those of one command are a run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ledger.command import handles
from ledger.equipment.bindings import LONGEST_NAME
from ledger.equipment.control_codes import badge_code, station_code
from ledger.errors import Refused
from ledger.goods.catalog import item_by_barcode, item_by_sku
from ledger.goods.places import place_by_code
from ledger.printing.print_jobs import NewPrint, queue_print
from ledger.transaction import Answer, Reader, Row, Transaction

MOST_LABELS = 1_000
"""Labels of one run: more than a roll."""


@dataclass(frozen=True, slots=True)
class PrintLabels:
    """Print labels at a station, `quantity` of each: `item_label` by SKU or barcode, `bin_label`, `tote_label` and `station_label` by the
    place's code or all of a `zone`, `badge` by the operator's name.
    """

    kind: str
    subjects: tuple[str, ...] = ()
    station: str = ""
    quantity: int = 1
    zone: str = ""


@handles("print_labels", PrintLabels)
def print_labels(tx: Transaction, command: PrintLabels) -> Answer:
    """Answers `{run, station, print_jobs}`; refused `bad_labels`, or as the item or the place that is not there is."""
    if command.kind not in _SOUND:
        raise Refused("bad_labels", f"labels are {', '.join(_SOUND)}")
    station = place_by_code(tx, command.station, "station")
    subjects = [*command.subjects, *_in_zone(tx, command.kind, command.zone.strip())]
    subjects = [_SOUND[command.kind](tx, subject) for subject in subjects]
    if not subjects:
        raise Refused("bad_labels", "say what the labels are for, or name a zone that has such places")
    if not 1 <= len(subjects) * command.quantity <= MOST_LABELS:
        raise Refused("bad_labels", f"one run has 1 to {MOST_LABELS} labels, not {len(subjects) * command.quantity}")
    new = [NewPrint(command.kind, subject, station["id"]) for subject in subjects for _ in range(command.quantity)]
    return {"run": tx.seq, "station": station["code"], "print_jobs": [queue_print(tx, one) for one in new]}


def _in_zone(reader: Reader, kind: str, zone: str) -> Sequence[str]:
    if not zone:
        return []
    place = kind.removesuffix("_label")
    rows = reader.all("SELECT code FROM place WHERE kind = :kind AND zone = :zone ORDER BY walk, code", {"kind": place, "zone": zone})
    return [row["code"] for row in rows]


def _place(kind: str) -> Callable[[Reader, str], str]:
    return lambda reader, code: str(place_by_code(reader, code, kind)["code"])


def _sku(reader: Reader, sku: str) -> str:
    return str(_item(reader, sku)["sku"])


def _item(reader: Reader, code: str) -> Row:
    """The item of a SKU, or of any code on its packet: who prints a label for it holds that."""
    return item_by_barcode(reader, code) or item_by_sku(reader, code)


def _name(_: Reader, said: str) -> str:
    name = said.strip()
    if not name or not name.isprintable() or len(name) > LONGEST_NAME:
        raise Refused("bad_labels", f"a badge bears a name of up to {LONGEST_NAME} characters that can be printed")
    return name


_SOUND: dict[str, Callable[[Reader, str], str]] = {
    "item_label": _sku,
    "bin_label": _place("bin"),
    "tote_label": _place("tote"),
    "station_label": _place("station"),
    "badge": _name,
}


def label_content(reader: Reader, kind: str, subject: str) -> Answer:
    """What a label says as things are now: `{code, fields}`, the fields as layouts name them. Refused when its subject is not there.

    That of a badge says its number too, as `badge`, above 0 where somebody who works here may sign in with it: what it holds then takes the
    secret of the box, and what stands here is a mere name tag.
    """
    if kind == "badge":
        known = reader.one("SELECT role, badge FROM operator WHERE name = :name AND active = 1", {"name": subject})
        role, number = (known["role"], known["badge"]) if known is not None else ("", 0)
        return {"code": badge_code(subject), "badge": number, "fields": {"name": subject, "role": role}}
    if kind == "item_label":
        return _item_label(reader, subject)
    place = place_by_code(reader, subject, kind.removesuffix("_label"))
    code = station_code(place["code"]) if kind == "station_label" else place["code"]
    return {"code": code, "fields": {"name": place["code"], "zone": place["zone"]}}


def _item_label(reader: Reader, sku: str) -> Answer:
    """The SKU is the code: it always leads to the item, whatever barcodes its maker gave it."""
    item = _item(reader, sku)
    home = reader.one(
        "SELECT p.code FROM balance b JOIN place p ON p.id = b.place_id WHERE b.item_id = :id AND p.pickable = 1 AND b.on_hand > 0"
        " ORDER BY b.on_hand DESC, p.code LIMIT 1",
        {"id": item["id"]},
    )
    return {
        "code": item["sku"],
        "fields": {"sku": item["sku"], "description": item["description"], "bin": home["code"] if home else "", "price": ""},
    }
