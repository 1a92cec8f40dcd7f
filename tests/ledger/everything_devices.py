"""What may be sent about prints of every kind, and about devices in people's hands."""

from ledger.equipment.bindings import BindDevice, UnbindDevice
from ledger.equipment.set_aside import DiscardScans, DoneSetAside, SetAsideScan, TakeUpScans
from ledger.printing.carrier_labels import FORMATS, PrintCarrierLabel
from ledger.printing.device_pages import PrintSetupSheet, PrintTestPage
from ledger.printing.label_prints import PrintLabels
from ledger.printing.print_jobs import CancelPrint, ExpirePrints, NotePrint
from ledger.printing.printing_again import PrintAgain
from tests.ledger.everything_hand import Hand, sends

SCANNERS = ("scanner-1", "scanner-2")


def job(hand: Hand, *states: str) -> int | None:
    """A print job, in one of these states where any are named."""
    among = ", ".join(f"'{state}'" for state in states)
    found: int | None = hand.value(f"SELECT id FROM print_job{f' WHERE state IN ({among})' if states else ''} ORDER BY id")
    return found


@sends(NotePrint)
def note_print(hand: Hand) -> object | None:
    number = job(hand)
    states = ("sending", "sending", "sending", "sent", "confirmed", "failed", "unconfirmed", "queued")
    return NotePrint(number, hand.one(*states), evidence=hand.one("", "", "spooled")) if number else None


@sends(CancelPrint)
def cancel_print(hand: Hand) -> object | None:
    number = job(hand, "queued", "queued", "sent")
    return CancelPrint(number) if number else None


@sends(ExpirePrints)
def expire_prints(hand: Hand) -> object:
    return ExpirePrints()


@sends(PrintAgain)
def print_again(hand: Hand) -> object | None:
    number = job(hand, "sent", "confirmed", "unconfirmed", "failed", "expired") or job(hand)
    return PrintAgain(number, hand.one("", "PACK-1", "PACK-2")) if number else None


@sends(PrintLabels)
def print_labels(hand: Hand) -> object:
    kind, subjects = hand.one(
        ("item_label", (hand.sku(),)),
        ("bin_label", (hand.bin(),)),
        ("bin_label", ("T-1",)),
        ("tote_label", ("T-1", "T-2")),
        ("station_label", ("PACK-1",)),
        ("badge", ("Ana López",)),
    )
    return PrintLabels(kind, subjects, "PACK-1", hand.number(1, 3))


@sends(PrintTestPage)
def print_test_page(hand: Hand) -> object:
    return PrintTestPage("printer-1")


@sends(PrintSetupSheet)
def print_setup_sheet(hand: Hand) -> object:
    return PrintSetupSheet("usual", "de", hand.one("PACK-1", "PACK-2"))


@sends(PrintCarrierLabel)
def print_carrier_label(hand: Hand) -> object | None:
    number = hand.order("packed", "shipped")
    return PrintCarrierLabel(number, hand.one(*FORMATS), hand.one("0a", "f7") * 32, 900, "PACK-1", hand.one(1, 1, 2)) if number else None


@sends(BindDevice)
def bind_device(hand: Hand) -> object:
    return BindDevice(hand.one(*SCANNERS), hand.one("", "PACK-1", "A-01"), hand.one("", "Ana López"))


@sends(UnbindDevice)
def unbind_device(hand: Hand) -> object:
    return UnbindDevice(hand.one(*SCANNERS))


@sends(SetAsideScan)
def set_aside_scan(hand: Hand) -> object:
    return SetAsideScan(hand.one(*SCANNERS), hand.one("A-01", "BOLT", "BOLT"), hand.now_ms * 1_000)


@sends(TakeUpScans)
def take_up_scans(hand: Hand) -> object:
    return TakeUpScans(hand.one(*SCANNERS))


@sends(DiscardScans)
def discard_scans(hand: Hand) -> object:
    return DiscardScans(hand.one(*SCANNERS))


@sends(DoneSetAside)
def done_set_aside(hand: Hand) -> object | None:
    number = hand.value("SELECT id FROM set_aside_scan WHERE state = 'taken_up' ORDER BY id") or hand.value("SELECT id FROM set_aside_scan")
    return DoneSetAside(number) if number else None
