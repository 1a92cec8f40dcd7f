"""A screen borrows a scanner of the box: its scans come to that screen in order, none is lost, and none is carried out in silence."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from devices.registry import is_simulated_scanner
from devices.scanner.check_code import CHECK_CODE
from devices.scanner.simulated import SimulatedScanner
from ledger.equipment.control_codes import badge_code, station_code
from pmpd.box import Box
from pmpd.config import Config
from pmpd.loans import LentScan, Loans, Screen
from tests.pmpd.callers import device, person
from tests.pmpd.patience import expect_eventually
from tests.pmpd.served_box import ServedBox, served_box
from tests.pmpd.small_shop import BARCODES, LAMP, STATION, SmallShop, furnish

WALKING, PACKING = "scanner-1", "scanner-2"
HERE, THERE = Screen("kiosk", "1"), Screen("kiosk-2", "9")


class Floor:
    """A box with a shop, and screens that borrow its scanner."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self.shop = SmallShop(box.ledger)
        self.loans = box.floor.loans

    @property
    def scanner(self) -> SimulatedScanner:
        """The scanner that walks."""
        scanner = self.box.hardware.scanners[WALKING]
        assert is_simulated_scanner(scanner)
        return scanner

    @property
    def last(self) -> dict[str, Any]:
        """What the box last said of that scanner."""
        return self.box.floor.last[WALKING]

    async def scan(self, code: str) -> dict[str, Any]:
        """Scan a label; what the box makes of it."""
        heard = self.box.floor.next_of(WALKING)
        self.scanner.play(code)
        return await asyncio.wait_for(heard, timeout=5)

    async def borrow(self, screen: Screen) -> None:
        """A screen begins to ask, and is interrupted before anything was scanned."""
        asking = self.ask(screen)
        await asyncio.sleep(0)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        assert self.loans.kiosk_with(WALKING) == screen.kiosk

    def ask(self, screen: Screen, since: int = 0, *, take_over: bool = False) -> "asyncio.Task[list[LentScan] | None]":
        """What a screen asks again and again."""
        return asyncio.create_task(self.loans.scans_for(WALKING, screen, since, take_over=take_over))

    async def codes(self, screen: Screen, since: int = 0, *, take_over: bool = False) -> list[str] | None:
        """The codes that wait for a screen, without their numbers."""
        scans = await asyncio.wait_for(self.ask(screen, since, take_over=take_over), timeout=5)
        return None if scans is None else [scan.code for scan in scans]


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    furnish(tmp_path)
    async with Box(tmp_path, Config()) as box:
        yield Floor(box)


async def test_a_scan_of_a_lent_scanner_goes_to_the_screen_that_waits_for_it_and_changes_nothing(floor: Floor) -> None:
    head = floor.box.ledger.engine.head
    asking = floor.ask(HERE)
    await asyncio.sleep(0)
    assert await floor.scan("A-01") == {"outcome": "lent", "message": ""}
    assert await asyncio.wait_for(asking, timeout=5) == [LentScan(1, "A-01", badge=False)]
    assert floor.box.ledger.engine.head == head


async def test_a_lost_answer_loses_no_scan_and_what_a_screen_has_is_not_told_again(floor: Floor) -> None:
    await floor.borrow(HERE)
    for code in ("A-01", BARCODES[LAMP]):
        await floor.scan(code)
    assert await floor.codes(HERE) == ["A-01", BARCODES[LAMP]]
    assert await floor.codes(HERE) == ["A-01", BARCODES[LAMP]]
    assert await floor.codes(HERE, 1) == [BARCODES[LAMP]]
    await floor.scan("A-02")
    assert await asyncio.wait_for(floor.ask(HERE, 2), timeout=5) == [LentScan(3, "A-02", badge=False)]


async def test_a_scanner_with_another_screen_is_taken_over_only_when_a_person_says_so(floor: Floor) -> None:
    first = floor.ask(HERE)
    await asyncio.sleep(0)
    assert await floor.codes(THERE) is None
    taking = floor.ask(THERE, take_over=True)
    assert await asyncio.wait_for(first, timeout=5) is None
    await floor.scan("A-01")
    assert await asyncio.wait_for(taking, timeout=5) == [LentScan(1, "A-01", badge=False)]
    assert (await floor.codes(HERE), floor.loans.kiosk_with(WALKING)) == (None, THERE.kiosk)


async def test_a_page_loaded_again_has_the_scanner_at_once_and_says_what_the_one_before_left(floor: Floor) -> None:
    await floor.borrow(HERE)
    await floor.scan("A-01")
    await floor.borrow(Screen(HERE.kiosk, "2"))
    assert (floor.last["outcome"], "A-01" in floor.last["message"]) == ("not_taken", True)


async def test_what_no_screen_took_is_told_as_trouble_of_the_scanner_and_not_carried_out(floor: Floor) -> None:
    head = floor.box.ledger.engine.head
    await floor.borrow(HERE)
    await floor.scan("A-01")
    await floor.scan("A-02")
    floor.loans.give_back(WALKING, HERE, 1)
    assert (floor.last["outcome"], "A-02" in floor.last["message"], "A-01" in floor.last["message"]) == ("not_taken", True, False)
    assert floor.box.ledger.engine.head == head
    assert (await floor.scan("A-01"))["outcome"] == "no_session"


async def test_a_screen_that_gives_back_what_is_anothers_by_now_takes_nothing_away(floor: Floor) -> None:
    await floor.borrow(THERE)
    floor.loans.give_back(WALKING, HERE, 0)
    assert floor.loans.kiosk_with(WALKING) == THERE.kiosk


async def test_what_a_screen_asked_before_it_gave_back_lends_nothing_when_it_arrives_afterwards(floor: Floor) -> None:
    floor.loans.give_back(WALKING, HERE, 0)
    assert await floor.ask(HERE) is None
    assert floor.loans.kiosk_with(WALKING) == ""


async def test_a_screen_that_asks_no_more_has_no_scanner_once_its_lease_is_over() -> None:
    untaken: list[str] = []
    loans = Loans(lambda: None, lambda _, codes: untaken.extend(codes), lease_s=0.05, poll_s=0.01)
    assert await loans.scans_for(WALKING, HERE, 0, take_over=False) == []
    assert loans.hand_over(WALKING, "A-01", badge=False)
    await expect_eventually(lambda: untaken == ["A-01"])
    assert not loans.hand_over(WALKING, "A-02", badge=False)
    assert loans.kiosk_with(WALKING) == ""


async def test_a_screen_that_comes_back_after_its_lease_goes_on_with_new_numbers() -> None:
    loans = Loans(lambda: None, lambda *_: None, lease_s=60, poll_s=0.01)
    await loans.scans_for(WALKING, HERE, 7, take_over=False)
    loans.hand_over(WALKING, "A-01", badge=False)
    assert await loans.scans_for(WALKING, HERE, 7, take_over=False) == [LentScan(8, "A-01", badge=False)]


async def test_the_walk_that_is_started_with_a_lent_scanner_has_its_scans(floor: Floor) -> None:
    await floor.borrow(HERE)
    await floor.shop.walk(WALKING, await floor.shop.sell("1", lamp=1))
    assert ((await floor.scan("A-01"))["outcome"], floor.loans.kiosk_with(WALKING)) == ("bin", "")


async def test_a_stations_label_scanned_with_a_lent_scanner_puts_it_there(floor: Floor) -> None:
    await floor.borrow(HERE)
    assert (await floor.scan(station_code(STATION)))["outcome"] == "bound"
    refused = await floor.box.floor.not_lent(WALKING)
    assert (refused or {})["outcome"] == "at_a_station"


async def test_the_check_code_tests_a_lent_scanner_too(floor: Floor) -> None:
    await floor.borrow(HERE)
    assert (await floor.scan(CHECK_CODE))["outcome"] in ("checked", "check_failed")


async def test_a_badge_scanned_with_a_lent_scanner_is_for_its_screen_and_binds_nothing(floor: Floor) -> None:
    asking = floor.ask(HERE)
    await asyncio.sleep(0)
    badge = badge_code("Anna")
    assert (await floor.scan(badge))["outcome"] == "lent"
    assert await asyncio.wait_for(asking, timeout=5) == [LentScan(1, badge, badge=True)]


async def test_scans_that_were_kept_or_rejected_are_told_as_always(floor: Floor) -> None:
    await floor.borrow(HERE)
    heard = floor.box.floor.next_of(WALKING)
    floor.scanner.play_stored("KEPT")
    assert (await asyncio.wait_for(heard, timeout=5))["outcome"] == "set_aside"
    floor.scanner.drop_events(4, 4)
    assert (await floor.scan(BARCODES[LAMP]))["outcome"] == "rejected"
    await floor.scan("A-01")
    assert await floor.codes(HERE) == ["A-01"]


def borrow(client: Any, scanner: str, **said: Any) -> Any:
    """What the box answers a page that borrows a scanner."""
    return client.post(f"/scanners/{scanner}/borrow", json={"page": "1", **said})


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBox]:
    with served_box(tmp_path_factory.mktemp("lent")) as box:
        yield box


def test_a_kiosk_alone_borrows_a_scanner(served: ServedBox) -> None:
    with closing(person(served, "picker")) as handheld:
        answer = borrow(handheld, WALKING)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "not_a_kiosk")


def test_a_scanner_that_packs_or_walks_is_not_lent_and_the_kiosk_is_told_why(served: ServedBox) -> None:
    with closing(device(served, "kiosk")) as kiosk:
        packs = borrow(kiosk, PACKING).json()
        assert (packs["outcome"], STATION in packs["message"], packs["scans"]) == ("at_a_station", True, [])
        served.post("/orders", {"external_id": "lent", "lines": [{"external_id": "1", "sku": LAMP, "quantity": 1}]})
        session = served.post("/pick-sessions", {"most": 1}, X_Device=WALKING)["session"]
        walks = borrow(kiosk, WALKING).json()
        served.post(f"/pick-sessions/{session}/abandon", {})
        assert (walks["outcome"], f"walk {session}" in walks["message"]) == ("on_a_walk", True)
        assert borrow(kiosk, "scanner-99").status_code == 404


def test_a_scanner_in_somebodys_hand_is_lent_where_that_person_is_or_where_it_is_chosen(served: ServedBox) -> None:
    with closing(person(served, "picker", "kiosk")) as theirs, closing(device(served, "kiosk")) as other:
        name = theirs.get("/me").json()["operator"]["name"]
        number = next(one["badge"] for one in served.get("/operators")["operators"] if one["operator"] == name)
        badge = served.box.identity.badges.code(name, number)
        assert served.post("/scans", {"scanner": WALKING, "code": badge})["outcome"] == "bound"
        refused = borrow(other, WALKING).json()
        assert (refused["outcome"], name in refused["message"]) == ("in_a_hand", True)
        for client, chosen in ((theirs, False), (other, True)):
            with pytest.raises(httpx.ReadTimeout):  # it waits for a scan
                client.post(f"/scanners/{WALKING}/borrow", json={"page": "1", "take_over": chosen}, timeout=1)
            assert served.get("/scanners")["scanners"][0]["lent_to"] == client.get("/me").json()["device"]["name"]
        other.post(f"/scanners/{WALKING}/give-back", json={"page": "1", "since": 0})


async def test_a_box_that_goes_down_lets_nobody_wait_for_a_scan(floor: Floor) -> None:
    asking = floor.ask(HERE)
    await asyncio.sleep(0)
    floor.loans.close()
    assert await asking is None
    assert floor.loans.kiosk_with(WALKING) == ""


def test_a_kiosk_hears_what_was_scanned_and_gives_the_scanner_back(served: ServedBox) -> None:
    with closing(device(served, "kiosk")) as kiosk:
        name = kiosk.get("/me").json()["device"]["name"]
        loans = served.box.floor.loans

        async def lend() -> None:
            asking = asyncio.create_task(loans.scans_for(WALKING, Screen(name, "1"), 0, take_over=False))
            await asyncio.sleep(0)
            asking.cancel()

        served.run(lend())
        assert served.post("/scans", {"scanner": WALKING, "code": "A-01"})["outcome"] == "lent"
        told = borrow(kiosk, WALKING).json()
        assert told == {"outcome": "lent", "message": "", "scans": [{"number": 1, "code": "A-01", "badge": False}], "next": 1}
        assert [one["lent_to"] for one in kiosk.get("/scanners").json()["scanners"]] == [name, ""]
        assert kiosk.post(f"/scanners/{WALKING}/outcome", json={"right": True}).json() == {"scanner": WALKING}
        kiosk.post(f"/scanners/{WALKING}/give-back", json={"page": "1", "since": 1})
        scanner = kiosk.get("/scanners").json()["scanners"][0]
        assert (scanner["lent_to"], scanner["last"]) == ("", {"outcome": "lent", "message": ""})
