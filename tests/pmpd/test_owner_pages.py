"""The owner's pages over HTTP: who sees them, what their forms do, and what they say when something is wrong."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from kiosk.owner.words import preferred_language
from pmpd.ledger_copy import note_taken
from pmpd.machine_figures import OLD_COPY_MS, machine_figures
from pmpd.owner.answering import local_path
from tests.pmpd.callers import PEOPLE, PIN, device, have_people, person, staffed_box, stranger
from tests.pmpd.network_box import on_the_network
from tests.pmpd.page_reader import PageReader, words_of
from tests.pmpd.served_box import ServedBox, served_box
from tests.pmpd.small_shop import SmallShop

PAGES = (
    "/owner",
    "/owner/alerts",
    "/owner/people",
    "/owner/pairing/handheld",
    "/owner/settings",
    "/owner/channels",
    "/owner/stock",
    "/owner/backup",
    "/owner/demo",
    "/setup/shop",
    "/setup/order",
    "/setup/channel",
    "/setup/handheld",
    "/setup/done",
)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ServedBox]:
    with staffed_box(tmp_path) as box:
        yield box


def test_every_page_can_be_read_in_every_language_and_runs_nothing_inline(served: ServedBox, owner: PageReader) -> None:
    for language, tag, direction in (
        ("en", "en", "ltr"), ("de", "de", "ltr"), ("es", "es", "ltr"), ("pseudo", "en", "ltr"), ("pseudo-rtl", "en", "rtl"),
    ):  # fmt: skip
        served.post("/settings/language", {"value": tag})
        for path in PAGES:
            answer = owner.page(f"{path}?language={language}")
            assert answer.status_code == 200, (path, answer.text)
            assert f'<html lang="{tag}" dir="{direction}">' in answer.text
            assert re.findall(r"<script(?![^>]* src=)|\son\w+=|\sstyle=|<style", answer.text) == []
            assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == ("no-store", "same-origin")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("de-AT,de;q=0.9,en;q=0.8", "de"), ("fr, es;q=0.5, en;q=0.2", "es"), ("fr", "en"), ("", "en"), ("de;q=0, es;q=x", "en")],
)
def test_a_page_speaks_what_the_browser_prefers_until_the_shop_says_otherwise(accepted: str, language: str) -> None:
    assert preferred_language(accepted) == language


def test_who_may_not_see_a_page_is_shown_what_to_do(served: ServedBox) -> None:
    with closing(stranger(served)) as client:
        answer = PageReader(served, client).page("/owner")
        assert (answer.status_code, "does not know this device" in answer.text) == (401, True)
        assert "Ask the owner for a code" in answer.text
        assert PEOPLE["owner"] not in answer.text
    with closing(device(served, "phone")) as client:
        answer = PageReader(served, client).page("/owner")
        assert (answer.status_code, PEOPLE["owner"] in answer.text) == (403, True)
    with closing(person(served, "picker")) as client:
        assert PageReader(served, client).page("/owner").status_code == 403
    with closing(person(served, "supervisor")) as client:
        visitor = PageReader(served, client)
        assert visitor.page("/owner").status_code == 200
        assert visitor.page("/owner/settings").status_code == 403


def test_the_screen_of_the_box_itself_is_told_the_command_that_lets_it_in(tmp_path: Path) -> None:
    with served_box(tmp_path) as unowned, closing(stranger(unowned)) as client:
        answer = PageReader(unowned, client).page("/setup")
        assert (answer.status_code, "pmpd kiosk-link" in answer.text, "Ask the owner" in answer.text) == (401, True, False)


def test_a_kiosk_that_was_left_at_the_setup_goes_to_its_floor_work_once_there_is_an_owner(tmp_path: Path) -> None:
    with served_box(tmp_path) as box, closing(device(box, "kiosk")) as kiosk, closing(device(box, "phone")) as phone:
        assert "/static/owner/wait_for_pairing.js" in PageReader(box, kiosk).page("/setup").text
        have_people(box)
        assert PageReader(box, kiosk).page("/setup").url.path == "/"
        assert PageReader(box, phone).page("/setup").url.path == "/owner"


def test_a_box_that_no_device_reaches_says_which_of_the_two_reasons_it_is(served: ServedBox, owner: PageReader, tmp_path: Path) -> None:
    assert served.post("/pairings", {"kind": "phone"})["https"] is False
    assert "Add a section [https]" in owner.page("/owner/pairing/handheld").text
    with (
        served_box(tmp_path / "another", on_the_network("127.0.0.1")) as alone,
        closing(person(alone, "owner", "phone", unlocked=True)) as client,
    ):
        assert alone.post("/pairings", {"kind": "phone"})["https"] is True
        said = PageReader(alone, client).page("/owner/pairing/handheld").text
        assert ("Add a section" in said, "no address that other devices reach" in said) == (False, True)


def test_a_form_that_was_held_up_by_the_pin_is_sent_again_with_all_that_was_typed(served: ServedBox) -> None:
    with closing(person(served, "owner", "phone")) as client:  # by badge: the PIN is still wanted
        visitor = PageReader(served, client)
        door = visitor.send("/owner/people/add", {"operator": "Tom & Söhne", "role": "picker"})
        assert door.status_code == 403
        kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', door.text))
        assert (kept["operator"], kept["again"]) == ("Tom &amp; Söhne", "/owner/people/add")
        wrong = visitor.send("/owner/unlock", {**kept, "operator": "Tom & Söhne", "unlock_pin": "999999"})
        assert (wrong.status_code, "not the PIN" in wrong.text) == (403, True)
        answer = visitor.send("/owner/unlock", {**kept, "operator": "Tom & Söhne", "unlock_pin": PIN})
        assert answer.status_code == 200
    assert "Tom & Söhne" in [one["operator"] for one in served.get("/operators")["operators"]]


def test_settings_are_saved_and_what_is_wrong_is_shown_with_what_was_typed(served: ServedBox, owner: PageReader) -> None:
    form: dict[str, str | list[str]] = {
        "shop_name": "Parts & more",
        "language": "",
        "time_zone": "Europe/Madrid",
        "cut_off": "16:30",
        "working_days": ["1", "2", "6"],
        "holidays": ["2026-12-26", "2026-12-25", ""],
        "dimensional_divisor": "4000",
    }
    assert "Saved." in owner.send("/owner/settings", form).text
    now = served.get("/settings")
    assert now == {**form, "working_days": "1 2 6", "holidays": "2026-12-25 2026-12-26"}
    answer = owner.send("/owner/settings", {**form, "shop_name": "Newer name", "dimensional_divisor": "none"})
    assert answer.status_code == 422
    assert 'value="none"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert served.get("/settings")["dimensional_divisor"] == "4000"


def test_the_name_of_the_shop_stands_on_the_next_slip(served: ServedBox, owner: PageReader) -> None:
    served.post("/settings/shop_name", {"value": "Parts & more"})

    async def slip(shop: SmallShop) -> int:
        return await shop.packed(await shop.sell("1", lamp=1))

    job = served.shop(slip)
    from ledger.printing.print_views import document_of

    content = served.run(served.box.ledger.ask(document_of, job))
    assert served.box.printing.made(content).shop_name == "Parts & more"  # type: ignore[union-attr]


def test_a_person_is_added_once_however_often_the_form_is_sent(served: ServedBox, owner: PageReader) -> None:
    form: dict[str, str | list[str]] = {"operator": "Tom", "role": "picker", "request": str(uuid4())}
    assert owner.send("/owner/people/add", form).status_code == 200
    assert owner.send("/owner/people/add", form).status_code == 200
    again = owner.send("/owner/people/add", {"operator": "Tom", "role": "picker"})
    assert (again.status_code, 'value="Tom"' in again.text) == (422, True)
    assert [one["operator"] for one in served.get("/operators")["operators"]].count("Tom") == 1


def test_people_devices_and_programs_are_looked_after_by_forms(served: ServedBox, owner: PageReader) -> None:
    def now() -> dict[str, object]:
        (tom,) = [one for one in served.get("/operators")["operators"] if one["operator"] == PEOPLE["picker"]]
        return dict(tom)

    name: dict[str, str | list[str]] = {"operator": PEOPLE["picker"], "form": "person-1"}
    for path, fields in (
        ("role", {"role": "packer"}),
        ("pin", {"pin": "4711"}),
        ("badge", {"station": "PACK-1"}),
        ("active", {"active": "no"}),
    ):
        answer = owner.send(f"/owner/people/{path}", {**name, **fields})
        assert answer.status_code == 200, answer.text
    assert (now()["role"], now()["active"], now()["has_pin"], now()["badge"]) == ("packer", False, True, 1)
    with closing(person(served, "packer")) as client:
        (other,) = [one["device"] for one in served.get("/paired-devices")["devices"] if one["operator"] == PEOPLE["packer"]]
        assert owner.send("/owner/people/revoke", {"device": other}).status_code == 200
        assert client.get("/me").status_code == 401
    made = owner.send("/owner/people/token", {"name": "bridge", "rights": ["orders", "stock"], "days": "30"})
    token = re.search(r'class="secret">([\w-]{40,})<', made.text)
    assert token is not None
    assert token[1] not in owner.page("/owner/people").text
    assert [(one["name"], one["rights"]) for one in served.get("/api-tokens")["tokens"]] == [("bridge", ["orders", "stock"])]
    assert owner.send("/owner/people/token-revoke", {"name": "bridge"}).status_code == 200
    assert served.get("/api-tokens")["tokens"] == []


def test_a_device_is_let_in_by_the_code_of_the_page(served: ServedBox, owner: PageReader) -> None:
    owner.page("/owner/pairing/handheld")
    (offer,) = served.get("/pairings")["pairings"]
    assert owner.page("/owner/pairing/handheld").status_code == 200  # the same offer still stands
    assert len(served.get("/pairings")["pairings"]) == 1
    token = served.post("/pairings", {"kind": "handheld"})["token"]
    with closing(stranger(served)) as client:
        client.post("/pair", json={"code": token, "name": "MC-9300"})
    answer = owner.send("/owner/pairings/confirm", {"pairing": str(offer["pairing"]), "back": "/owner/people"})
    assert answer.status_code == 200  # nobody has shown that one: the page stands as before
    states = {one["name"]: one["state"] for one in served.get("/pairings")["pairings"]}
    assert states["MC-9300"] == "claimed"


def test_a_file_of_orders_is_brought_in_and_what_was_not_taken_is_named(served: ServedBox, owner: PageReader) -> None:
    answer = owner.send("/owner/channels", {"channel": ""}, file=("orders.json", b'{"neither": "nor"}'))
    assert answer.status_code == 200
    assert "0 new, 0 changed, 0 known already, 1 not taken." in words_of(answer)
    assert owner.send("/owner/channels", {"channel": ""}, file=("", b"")).status_code in (200, 422)
    assert list((served.box.directory / "incoming").iterdir()) == []


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ("/owner/people", "/owner/people"),
        ("/setup", "/setup"),
        ("//evil.example/owner", "/owner"),
        ("https://evil.example/owner/", "/owner"),
        ("/owner\\@evil.example", "/owner"),
        ("/ownership", "/owner"),
        ("javascript:alert(1)", "/owner"),
    ],
)
def test_no_form_leads_anywhere_but_to_these_pages(wanted: str, path: str) -> None:
    assert local_path(wanted) == path


def test_the_machine_is_shown_as_far_as_it_has_sensors(tmp_path: Path) -> None:
    bare = machine_figures(tmp_path, 0, tmp_path)
    assert (bare["heat"], bare["power"]) == ({"degrees": None, "status": "unknown"}, {"low": None, "status": "unknown"})
    assert (bare["backup"], bare["disk"]["free"] > 0) == ({"age_ms": None, "status": "bad"}, True)
    zone, sensor = tmp_path / "sys/class/thermal/thermal_zone0", tmp_path / "sys/class/hwmon/hwmon0"
    zone.mkdir(parents=True)
    sensor.mkdir(parents=True)
    (zone / "temp").write_text("81500")
    (sensor / "name").write_text("rpi_volt")
    (sensor / "in0_lcrit_alarm").write_text("1")
    note_taken(tmp_path, 1_000)
    hot = machine_figures(tmp_path, 1_000 + OLD_COPY_MS, tmp_path)
    assert (hot["heat"], hot["power"]) == ({"degrees": 81, "status": "bad"}, {"low": True, "status": "bad"})
    assert hot["backup"] == {"age_ms": OLD_COPY_MS, "status": "bad"}
