"""The grown ledger is what the product itself would have written, but for the hashes."""

from contextlib import closing
from pathlib import Path

from ledger.audit.check import check_file
from ledger.audit.timeline import timeline
from ledger.database import LEDGER_FILE, open_reader
from ledger.transaction import Reader
from tests.bench.grown import BLOCK, WAITING, grow


def test_a_grown_ledger_is_sound_but_for_its_hashes(tmp_path: Path) -> None:
    grow(tmp_path, 2 * BLOCK)
    findings = check_file(tmp_path / LEDGER_FILE)
    assert {finding.table for finding in findings} == {"journal", "movement"}
    with closing(open_reader(tmp_path / LEDGER_FILE)) as connection:
        reader = Reader(connection)
        assert reader.number("SELECT COUNT(*) FROM orders WHERE state = 'shipped'") == 2 * BLOCK
        assert reader.number("SELECT COUNT(*) FROM orders WHERE state <> 'shipped'") == WAITING
        assert reader.number("SELECT COUNT(*) FROM movement WHERE order_line_id IS NOT NULL") == 2 * BLOCK * 5
        lived, copied = (timeline(reader, str(100_000 + 17 + block * BLOCK)) for block in (0, 1))
    assert [entry["kind"] for entry in copied["entries"]] == [entry["kind"] for entry in lived["entries"]]
