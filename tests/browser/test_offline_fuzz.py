"""Hundreds of scans, a line that tears, pages loaded anew, a box that is killed: each scan counts once, in order, as was foretold."""

import json
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page

from ledger.database import LEDGER_FILE
from tests.browser.demo_box import RunningBox
from tests.browser.torn_line import TornLine, torn_line
from tests.browser.visitor import let_in
from tests.pmpd.small_shop import BINS, BOLT, FUSE, LAMP, furnish
from tests.pmpd.terminal import Daemon, daemon

pytestmark = pytest.mark.browser

TORN_AWAY = "torn-away"
LEG = 100
PICKER = (Path(__file__).parent / "blind_picker.js").read_text("utf-8")
# What the box calls by name this device can only call wrong: it knows no items and bins but those of its walk.
NOT_ASKED = {"wrong_item", "wrong_bin", "unknown_code"}


class Floor:
    """A box that can be killed, behind a line that can be torn."""

    def __init__(self, directory: Path, line: TornLine, address: str) -> None:
        self._directory = directory
        self._line = line
        self._address = address
        self._running = ExitStack()
        self._daemon: Daemon | None = None

    def start(self) -> None:
        """Start the box, on whatever port is free."""
        self._daemon = self._running.enter_context(daemon(self._directory))
        where = self._daemon.first_line.split()[2]
        self._line.port = int(where.rstrip("/").rsplit(":", 1)[1])
        self.box = RunningBox(self._address, self._directory)

    def kill(self) -> None:
        """Take the box away, as a power cut would."""
        assert self._daemon is not None
        self._line.port = 0
        self.box.close()
        self._daemon.stop(signal.SIGKILL)
        self._running.close()

    def walk(self, number: int) -> int:
        """Start a walk of four orders, which empties a bin; answers the session."""
        own = f"NUT-{number}"
        self.box.post("/places", {"code": f"N-{number:02}", "walk": 50 + number})
        self.box.post("/items", {"sku": own, "description": "A nut"})
        self.box.post("/stock/receipts", {"sku": own, "bin": f"N-{number:02}", "quantity": 12})
        orders = []
        for place in range(4):
            wanted = {LAMP: 12 + number, FUSE: 9 + place, own: 3, BOLT: 14}
            lines = [{"external_id": sku, "sku": sku, "quantity": quantity} for sku, quantity in wanted.items()]
            orders.append(self.box.post("/orders", {"external_id": f"{number}-{place}", "lines": lines})["order"])
        mode = "batch" if number % 3 == 2 else "cluster"
        session: int = self.box.post("/pick-sessions", {"orders": orders, "mode": mode}, X_Device=f"phone-{number}")["session"]
        return session


@contextmanager
def floor(directory: Path, random: Random) -> Iterator[tuple[Floor, TornLine, str]]:
    """A furnished box behind a line that is whole as yet."""
    furnish(directory)
    with torn_line(random) as (line, address):
        on_it = Floor(directory, line, address)
        on_it.start()
        for sku, bin in BINS.items():
            on_it.box.post("/stock/receipts", {"sku": sku, "bin": bin, "quantity": 2_000})
        for number in range(10, 60):
            on_it.box.post("/places", {"code": f"T-{number}", "kind": "tote"})
        on_it.box.have_owner()
        try:
            yield on_it, line, address
        finally:
            on_it.kill()


class Picker:
    """Somebody with a device, whatever becomes of its page; `said` is what was taken, in order."""

    def __init__(self, page: Page, address: str) -> None:
        self._page = page
        self._address = address
        self.said: dict[str, dict[str, Any]] = {}

    def open(self) -> None:
        """Load the page, anew."""
        self._page.goto(f"{self._address}#/nowhere")
        self._page.reload()
        self._page.locator(".nothing").wait_for()

    def pick(self, session: int, seed: int) -> bool:
        """Scan for a while; answers whether the walk is over as far as this device knows."""
        told = self._page.evaluate(f"({PICKER.strip()})", {"session": session, "seed": seed, "scans": LEG})
        self.said |= {entry["id"]: entry for entry in told["taken"]}
        return bool(told["over"])

    def vanish(self) -> None:
        """Scan, and have the page gone in the same moment."""
        self._page.evaluate(f"window.course.take('scans', {{ code: '{TORN_AWAY}' }}); location.reload()")
        self._page.locator(".nothing").wait_for()

    def hear_of_the_network(self) -> None:
        """The device says that it has a network again."""
        self._page.evaluate("dispatchEvent(new Event('online'))")

    def catch_up(self) -> list[Any]:
        """Wait until nothing waits any more; answers what came out otherwise than foretold."""
        differing: list[Any] = self._page.evaluate(
            """async () => {
              const { outbox, watch } = await import("/static/offline/outbox.js");
              while (outbox.entries.length) await new Promise((resolve) => { const stop = watch(() => resolve(stop())); });
              return outbox.differing;
            }"""
        )
        return differing


def heard(directory: Path) -> list[tuple[str, str, str]]:
    """What the ledger heard of pickers, in order: the id, the code where it is a scan, and what came of it."""
    with sqlite3.connect(f"file:{directory / LEDGER_FILE}?mode=ro", uri=True) as ledger:
        rows = ledger.execute(
            "SELECT command_id, payload, outcome, answer FROM journal WHERE kind IN ('scan_pick', 'confirm_empty') ORDER BY seq"
        ).fetchall()
    return [
        (
            str(UUID(bytes=id)),
            json.loads(payload).get("code", ""),
            json.loads(answer).get("outcome", "empty") if done == "accepted" else done,
        )
        for id, payload, done, answer in rows
    ]


def mischief(random: Random, on_it: Floor, line: TornLine, picker: Picker) -> None:
    """Let something go wrong, or right again."""
    line.lost_share = random.choice((0.0, 0.01, 0.04))
    match random.choice(("nothing", "nothing", "cut", "mend", "reload", "vanish", "kill")):
        case "cut":
            line.tear()
        case "mend":
            line.cut = False
            picker.hear_of_the_network()
        case "reload":
            line.cut = False
            picker.open()
        case "vanish":
            line.cut = False
            picker.vanish()
        case "kill":
            on_it.kill()
            on_it.start()


@pytest.mark.parametrize(("scans", "seed"), [(500, 5), pytest.param(2_000, 6, marks=pytest.mark.slow)])
def test_offline_scans_count_once_each_in_order_and_as_foretold_whatever_breaks(
    browser: Browser, tmp_path: Path, scans: int, seed: int
) -> None:
    random = Random(seed)
    with floor(tmp_path, random) as (on_it, line, address):
        context = browser.new_context(service_workers="block")
        let_in(context, on_it.box)
        picker = Picker(context.new_page(), address)
        picker.open()
        walks = 0
        while len(picker.said) < scans:
            session = on_it.walk(walks)
            while not picker.pick(session, random.randrange(1 << 30)):
                mischief(random, on_it, line, picker)
            line.cut = False
            picker.hear_of_the_network()
            assert picker.catch_up() == []
            assert on_it.box.post(f"/pick-sessions/{session}/finish")["state"] == "done"
            walks += 1
        context.close()
        assert min(line.fates.values()) > 0
    expect_the_same(list(picker.said.values()), heard(tmp_path))


def expect_the_same(said: list[dict[str, Any]], in_ledger: list[tuple[str, str, str]]) -> None:
    """Everything said was heard once, in its order, and came to what the device had foretold."""
    known = {entry["id"] for entry in said}
    # Of a scan made while the page went away nobody was told that it was taken: it may have been.
    told = [row for row in in_ledger if row[0] in known or row[1] != TORN_AWAY]
    assert [id for id, _, _ in told] == [entry["id"] for entry in said]
    assert len({id for id, _, _ in in_ledger}) == len(in_ledger)
    differing = [
        (entry["body"], entry["foretold"], outcome)
        for entry, (_, _, outcome) in zip(said, told, strict=True)
        if entry["foretold"] != outcome and not (entry["foretold"] == "not_asked" and outcome in NOT_ASKED)
    ]
    assert differing == []
