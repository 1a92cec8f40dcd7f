"""A day's work of printers, scanners and lights, and of those who look at how they do."""

from ledger.equipment.bindings import BindDevice, UnbindDevice, binding_of, bindings
from ledger.equipment.set_aside import DiscardScans, DoneSetAside, SetAsideScan, TakeUpScans, set_aside, taken_up
from ledger.picking.light_presses import PressLight
from ledger.picking.pick_sessions import AbandonPick
from ledger.printing.carrier_labels import PrintCarrierLabel
from ledger.printing.label_prints import PrintLabels
from ledger.printing.print_jobs import ExpirePrints, NotePrint, next_expiry_ms
from ledger.printing.print_views import PrintFilters, document_of, jobs_for, jobs_in, print_jobs, waiting_at
from ledger.printing.printing_again import PrintAgain
from tests.ledger.sales import line
from tests.ledger.warehouse import STATION, Warehouse


def devices(warehouse: Warehouse) -> None:
    """What printers, scanners and lights do all day, and what people look at to see how they do."""
    reader = warehouse.engine.reader
    warehouse.item("RING", "A-01", 3)
    number = warehouse.sell("41", line("RING", 2))
    session = warehouse.start(number)["session"]
    warehouse.do(PressLight(session, "A-01", 1))
    warehouse.do(PressLight(session, "A-01", 0, short=True))
    warehouse.do(AbandonPick(session))
    parcel = warehouse.sell("42", line("RING"))
    warehouse.receive("RING", 2)
    warehouse.packed(parcel)
    warehouse.do(PrintLabels("bin_label", ("A-01",), STATION, 2))
    warehouse.do(PrintLabels("item_label", ("RING",), STATION))
    warehouse.do(PrintCarrierLabel(parcel, "zpl", "0f" * 32, 9, STATION))
    for state in ("queued", "sending"):
        jobs_in(reader, state)
    jobs = jobs_for(reader, "printer-1", STATION, ("slip", "bin_label"), warehouse.clock.now_ms())
    for job in jobs[:2]:
        document_of(reader, job["print_job"])
        warehouse.do(NotePrint(job["print_job"], "sending"))
        warehouse.do(NotePrint(job["print_job"], "sent"))
        warehouse.do(PrintAgain(job["print_job"]))
    waiting_at(reader)
    next_expiry_ms(reader)
    warehouse.do(ExpirePrints())
    for filters in (
        PrintFilters(order=parcel),
        PrintFilters(state="sent"),
        PrintFilters(station=STATION, document="slip"),
        PrintFilters(run=1),
    ):
        print_jobs(reader, filters, before="9")
    warehouse.do(BindDevice("scanner-1", STATION, "Ana"))
    bindings(reader)
    binding_of(reader, "scanner-1")
    for answer in (TakeUpScans, DiscardScans):
        warehouse.do(SetAsideScan("scanner-1", "RING", 1))
        set_aside(reader)
        warehouse.do(answer("scanner-1"))
    for scan in taken_up(reader):
        warehouse.do(DoneSetAside(scan["set_aside"]))
    warehouse.do(UnbindDevice("scanner-1"))
