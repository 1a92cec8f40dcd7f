"""What a program was told yes about, laid beside what the ledger holds afterwards."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from ledger.audit.check import check_file
from ledger.database import LEDGER_FILE, open_reader


@dataclass
class Acknowledged:
    """The numbers of the sales and receipts that were reported as done."""

    sales: set[int] = field(default_factory=set)
    receipts: set[int] = field(default_factory=set)

    def hear(self, lines: list[str]) -> None:
        """Take down what a program reported; half a line was never reported."""
        for text in lines:
            word, _, number = text.partition(" ")
            if word in ("sale", "receipt"):
                (self.sales if word == "sale" else self.receipts).add(int(number))


@dataclass(frozen=True)
class Found:
    """What a ledger holds: how often each sale and receipt is in it."""

    sales: Counter[int]
    receipts: Counter[int]
    on_hand: int
    reserved: int


def read(directory: Path) -> Found:
    """Read a ledger as the next program to open it would."""
    reader = open_reader(directory / LEDGER_FILE)
    try:
        sales = Counter(int(row[0][2:]) for row in reader.execute("SELECT external_id FROM orders"))
        notes = Counter(int(row[0].rpartition(" ")[2]) for row in reader.execute("SELECT reason FROM movement WHERE from_place_id = 1"))
        on_hand, reserved = reader.execute(
            "SELECT COALESCE(SUM(on_hand), 0), COALESCE(SUM(reserved), 0) FROM balance WHERE place_id > 3"
        ).fetchone()
    finally:
        reader.close()
    return Found(sales, notes, on_hand, reserved)


def assert_kept(directory: Path, acknowledged: Acknowledged) -> Found:
    """Fail unless everything acknowledged is there once, nothing is there twice, and the ledger is in order."""
    found = read(directory)
    assert acknowledged.sales - found.sales.keys() == set()
    assert acknowledged.receipts - found.receipts.keys() == set()
    assert set(found.sales.values()) | set(found.receipts.values()) <= {1}
    assert (found.on_hand, found.reserved) == (2 * len(found.receipts), len(found.sales))
    assert [str(finding) for finding in check_file(directory / LEDGER_FILE)] == []
    return found
