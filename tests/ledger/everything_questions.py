"""Every question that a screen asks, about everything there is: none may stumble over what became of it."""

from ledger.audit.field_changes import changes
from ledger.audit.reconciliation_views import reconciliation
from ledger.audit.stock_as_of import stock_as_of
from ledger.audit.stories import bin_story, item_story, operator_story, unit_story
from ledger.audit.timeline import timeline
from ledger.engine import Engine
from ledger.equipment.bindings import bindings
from ledger.equipment.set_aside import set_aside, taken_up
from ledger.goods.bin_content import bin_content
from ledger.goods.catalog import item_view
from ledger.packing.batches import batch_view, batches, to_ship
from ledger.packing.boxes import boxes
from ledger.packing.pack_views import pack_check_view, stations, to_pack
from ledger.picking.pick_views import pick_session_view, running_sessions
from ledger.picking.waves import waves
from ledger.printing.print_views import document_of, print_jobs, waiting_at
from ledger.promises.explaining import explain
from ledger.publishing.published import outbox_messages, published_listings
from ledger.sales.console import console_summary, order_list
from ledger.sales.merging import merge_suggestions
from ledger.sales.orders import order_number, order_view
from ledger.sales.put_backs import put_backs
from ledger.stockwork.alerts import alerts
from ledger.stockwork.count_views import count_view, counts
from ledger.stockwork.putaway import to_put_away
from ledger.stockwork.replenishment import replenishments

QUESTIONS = (
    (to_pack, put_backs, merge_suggestions, alerts, counts, to_put_away, replenishments, published_listings, outbox_messages),
    (print_jobs, waiting_at, bindings, set_aside, taken_up),
    (running_sessions, stations, to_ship, batches, boxes, order_list, stock_as_of, changes, waves),
)


def ask_everything(engine: Engine) -> None:
    """Ask every question about every order, item, bin, walk, check and batch; each must be answered."""
    reader = engine.reader
    for question in (question for some in QUESTIONS for question in some):
        question(reader)
    for row in reader.all("SELECT day FROM reconciled_day"):
        reconciliation(reader, day=row["day"])
    console_summary(reader, engine.clock.now_ms())
    operator_story(reader, "ana")
    for row in reader.all("SELECT id FROM orders"):
        number = order_number(row["id"])
        assert order_view(reader, number)["order"] == number
        assert timeline(reader, number)["entries"]
        explain(reader, number)
    for row in reader.all("SELECT id, sku FROM item"):
        item_view(reader, row["sku"])
        item_story(reader, row["sku"])
    for row in reader.all("SELECT code FROM place WHERE kind = 'bin'"):
        bin_content(reader, row["code"])
        bin_story(reader, row["code"])
    for row in reader.all("SELECT DISTINCT unit FROM balance WHERE unit <> ''"):
        unit_story(reader, row["unit"])
    for table, page in (("pick_session", pick_session_view), ("pack_check", pack_check_view), ("count_task", count_view)):
        for row in reader.all(f"SELECT id FROM {table}"):
            page(reader, row["id"])
    for row in reader.all("SELECT id FROM print_job"):
        document_of(reader, row["id"])
    for row in reader.all("SELECT number FROM batch"):
        batch_view(reader, row["number"])
