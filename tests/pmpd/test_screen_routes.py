"""What the screens ask of devices: the light of a walk, the scale of a station, how far labels are, who sounds."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.lights.simulated import SimulatedRail
from devices.scale.simulated import SimulatedScale
from devices.scanner.check_code import CHECK_CODE
from ledger.equipment.control_codes import badge_code
from ledger.printing.print_jobs import NotePrint
from pmpd.config import Config, Sound
from tests.pmpd.served_box import Json, ServedBox, served_box
from tests.pmpd.small_shop import BARCODES, LAMP, STATION, SmallShop
from tests.required_parts import required_program

# A card that writes what it plays into a file.
CARD = 'pcm.card { type file slave.pcm "nowhere" file "%s" format "raw" }\npcm.nowhere { type null }\n'


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ServedBox]:
    with served_box(tmp_path) as served:
        yield served


@pytest.fixture
def unprinted(tmp_path: Path) -> Iterator[ServedBox]:
    """A box without a printer: what is queued stays so."""
    with served_box(tmp_path, Config(printer=[])) as served:
        yield served


def walk(served: ServedBox, **headers: str) -> int:
    """Begin a walk for one lamp in A-01."""

    async def one(shop: SmallShop) -> str:
        return await shop.sell("1", lamp=1)

    served.shop(one)
    session: int = served.post("/pick-sessions", {"most": 1}, **headers)["session"]
    return session


def light(served: ServedBox, session: int, state: str) -> Json:
    """What is said of the light of a walk, once it is in the state."""
    said = served.get(f"/pick-sessions/{session}/light")
    for _ in range(200):
        if said["state"] == state:
            break
        said = served.get(f"/pick-sessions/{session}/light")
    return said


def test_the_light_of_a_walk_is_told_with_its_bin_and_colour(served: ServedBox) -> None:
    assert light(served, walk(served), "shining") == {"light": "A-01", "state": "shining", "colour": "blue", "detail": ""}


def test_a_light_that_does_not_answer_is_told_with_the_reason(served: ServedBox) -> None:
    rail = served.box.hardware.lights["rail-1"]
    assert isinstance(rail, SimulatedRail)
    rail.lose_contact()
    assert light(served, walk(served), "not_answering")["detail"] == "the rail is out of reach"


def test_a_walk_that_is_no_number_has_no_light(served: ServedBox) -> None:
    assert served.client.get("/pick-sessions/x/light").status_code == 404


def test_a_scale_that_can_not_weigh_is_an_answer_and_no_error(served: ServedBox) -> None:
    scale = served.box.hardware.scales["scale-1"]
    assert isinstance(scale, SimulatedScale)
    scale.put_on(90_000)
    said = served.get(f"/stations/{STATION}/scale")
    assert (said["scale"], said["stable"], "too much" in said["trouble"]) == ("scale-1", False, True)


def test_a_station_without_a_scale_says_so_without_an_error(served: ServedBox) -> None:
    assert served.get("/stations/PACK-2/scale") == {"scale": "", "grams": 0, "stable": False, "trouble": ""}


def test_the_labels_of_one_command_are_counted_by_state(unprinted: ServedBox) -> None:
    queued = unprinted.post("/labels", {"kind": "item_label", "station": STATION, "subjects": [LAMP], "quantity": 3})
    unprinted.post(f"/print-jobs/{queued['print_jobs'][2]}/cancel")
    run = unprinted.get(f"/print-runs/{queued['run']}")
    assert (run["jobs"], run["states"]) == (3, {"failed": 1, "queued": 2})


@pytest.mark.parametrize("run", ["0", "x"])
def test_a_run_that_printed_nothing_is_not_found(run: str, unprinted: ServedBox) -> None:
    assert unprinted.client.get(f"/print-runs/{run}").status_code == 404


def test_a_label_is_asked_for_by_any_code_on_the_packet(unprinted: ServedBox) -> None:
    unprinted.post("/labels", {"kind": "item_label", "station": STATION, "subjects": [BARCODES[LAMP]]})
    assert unprinted.get("/print-jobs")["print_jobs"][0]["subject"] == LAMP


def test_a_person_settles_what_a_printer_could_not_say(unprinted: ServedBox) -> None:
    (job,) = unprinted.post("/labels", {"kind": "item_label", "station": STATION, "subjects": [LAMP]})["print_jobs"]
    for state in ("sending", "unconfirmed"):
        unprinted.run(unprinted.box.ledger.submit(NotePrint(job, state), actor="test"))
    unprinted.post(f"/print-jobs/{job}/came-out")
    (told,) = unprinted.get("/print-jobs")["print_jobs"]
    assert (told["state"], told["evidence"], told["detail"]) == ("confirmed", "unconfirmed", "somebody saw it")


def test_a_paper_that_still_waits_can_not_have_come_out(unprinted: ServedBox) -> None:
    (job,) = unprinted.post("/labels", {"kind": "item_label", "station": STATION, "subjects": [LAMP]})["print_jobs"]
    assert unprinted.client.post(f"/print-jobs/{job}/came-out").json()["error"]["code"] == "bad_print_state"


def test_a_scan_of_a_handheld_sounds_from_the_box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    required_program("aplay")
    heard = tmp_path / "heard.raw"
    (tmp_path / "alsa.conf").write_text(CARD % heard)
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "alsa.conf"))
    with served_box(tmp_path / "data", Config(sound=Sound(enabled=True, device="card"))) as served:
        assert served.client.post("/devices/handheld-1/scans", json={"code": "A-01"}).status_code == 409
        deadline_s = time.monotonic() + 20
        while not heard.exists() and time.monotonic() < deadline_s:
            time.sleep(0.02)
        assert heard.exists()


def test_the_scanners_say_which_walk_they_serve_and_whether_the_box_sounds(served: ServedBox) -> None:
    session = walk(served, X_Device="scanner-1")
    said = served.get("/scanners")
    assert (said["sounds"], [scanner["session"] for scanner in said["scanners"]]) == (False, [session, None])


def test_a_badge_that_is_scanned_on_a_walks_screen_binds_its_scanner_and_counts_nothing(served: ServedBox) -> None:
    session = walk(served, X_Device="scanner-1")
    said = served.post(f"/pick-sessions/{session}/scans", {"code": badge_code("ana")}, X_Device="scanner-1")
    assert (said["outcome"], said["operator"]) == ("bound", "ana")
    assert served.get(f"/pick-sessions/{session}")["alarm"] is None


def test_the_check_code_that_is_scanned_on_a_walks_screen_is_no_wrong_scan(served: ServedBox) -> None:
    session = walk(served, X_Device="scanner-1")
    assert served.post(f"/pick-sessions/{session}/scans", {"code": CHECK_CODE}, X_Device="scanner-1")["outcome"] == "checked"
    assert served.get(f"/pick-sessions/{session}")["alarm"] is None
