"""The box over HTTP: its health, its check, its slips and its simulated devices."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from devices.registry import is_simulated_scanner
from ledger.database import LEDGER_FILE
from tests.devices.read_paper import qr_texts
from tests.pmpd.full_disk import full_disk
from tests.pmpd.served_box import Json, ServedBox, served_box
from tests.pmpd.small_shop import BARCODES, LAMP, SmallShop


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ServedBox]:
    with served_box(tmp_path) as box:
        yield box


async def pack_one(shop: SmallShop) -> tuple[str, int]:
    order = await shop.sell("1", lamp=2)
    return order, await shop.packed(order)


async def walk_one(shop: SmallShop) -> str:
    order = await shop.sell("1", lamp=2)
    await shop.walk("scanner-1", order)
    return order


def test_the_health_names_every_device_and_the_version_of_sqlite(served: ServedBox) -> None:
    health = served.get("/health")
    assert {device["name"]: (device["kind"], device["status"]) for device in health["devices"]} == {
        "scanner-1": ("scanner", "good"),
        "scanner-2": ("scanner", "good"),
        "printer-1": ("printer", "good"),
        "rail-1": ("lights", "good"),
        "scale-1": ("scale", "good"),
    }
    assert (health["sqlite"].split(".")[0], health["ledger"]) == ("3", "good")


def test_the_health_says_which_device_is_in_trouble(served: ServedBox) -> None:
    scanner = served.box.hardware.scanners["scanner-1"]
    assert is_simulated_scanner(scanner)
    scanner.unplug()
    served.run(served.box.hardware.fitted["scanner-1"].supervisor.look())
    (bad,) = [device for device in served.get("/health")["devices"] if device["status"] != "good"]
    assert bad == {
        "name": "scanner-1",
        "kind": "scanner",
        "status": "bad",
        "detail": "unplugged",
        "remedy": "plug the scanner in again",
    }


def test_the_health_counts_the_orders_in_each_state(served: ServedBox) -> None:
    served.shop(pack_one)
    assert served.get("/health")["backlog"] == {"packed": 1}


def test_the_check_of_a_sound_ledger_is_clean(served: ServedBox) -> None:
    served.shop(pack_one)
    assert served.get("/check") == {"clean": True, "findings": []}


def test_the_picture_of_a_slip_holds_a_qr_code_that_reads_as_the_orders_number(served: ServedBox) -> None:
    order, job = served.shop(pack_one)
    response = served.client.get(f"/print-jobs/{job}/picture")
    picture = Image.open(BytesIO(response.content))
    assert (response.headers["Content-Type"], picture.format, qr_texts(picture)) == ("image/png", "PNG", [order])


@pytest.mark.parametrize("job", ["0", "999", "-1", "x", "9" * 40])
def test_the_picture_of_no_slip_is_not_found(job: str, served: ServedBox) -> None:
    assert served.client.get(f"/print-jobs/{job}/picture").status_code == 404


def test_a_scan_that_is_played_is_answered_by_what_came_of_it(served: ServedBox) -> None:
    served.shop(walk_one)
    at_bin = served.post("/scans", {"code": "A-01"})
    assert (at_bin["outcome"], served.post("/scans", {"code": BARCODES[LAMP]})["stop"]["picked"]) == ("bin", 1)


def test_scans_that_are_played_at_once_are_each_answered_by_what_came_of_them(served: ServedBox) -> None:
    order = served.shop(walk_one)
    served.post("/scans", {"code": "A-01"})
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda number: served.post("/scans", {"code": f"unknown-{number}"}), range(8)))
    assert [answer["alarm"]["code"] for answer in answers] == [f"unknown-{number}" for number in range(8)]
    assert served.get(f"/orders/{order}")["lines"][0]["picked"] == 0


@pytest.mark.parametrize(("code", "status"), [("Ü", 409), ("\x7f", 409)])
def test_a_code_that_no_scanner_could_send_is_refused(code: str, status: int, served: ServedBox) -> None:
    response = served.client.post("/scans", json={"code": code})
    assert (response.status_code, response.json()["error"]["code"]) == (status, "not_on_a_keyboard")


def test_a_scan_on_a_scanner_that_is_unplugged_is_unavailable(served: ServedBox) -> None:
    scanner = served.box.hardware.scanners["scanner-1"]
    assert is_simulated_scanner(scanner)
    scanner.unplug()
    response = served.client.post("/scans", json={"code": "A-01"})
    assert (response.status_code, int(response.headers["Retry-After"]) > 0) == (503, True)


def test_a_scan_on_a_scanner_that_is_not_there_names_those_that_are(served: ServedBox) -> None:
    response = served.client.post("/scans", json={"code": "A-01", "scanner": "scanner-9"})
    assert response.status_code == 404
    assert "scanner-1, scanner-2" in response.json()["error"]["message"]


def test_the_lights_that_shine_are_told(served: ServedBox) -> None:
    served.shop(walk_one)
    shining: list[Json] = []
    for _ in range(100):  # a light shines a moment after the commit
        shining = shining or served.get("/lights")["on"]
    assert [(state["light"], state["quantity"]) for state in shining] == [("A-01", 2)]


def test_on_a_full_disk_a_command_is_unavailable_and_the_console_still_reads(served: ServedBox, tmp_path: Path) -> None:
    order = served.shop(walk_one)
    with full_disk(tmp_path / LEDGER_FILE):
        response = served.client.post(f"/orders/{order}/hold", json={"reason": "call the buyer"})
    assert (response.status_code, response.json()["error"]["code"]) == (503, "unavailable")
    assert int(response.headers["Retry-After"]) > 0
    assert served.get(f"/orders/{order}")["state"] == "picking"
