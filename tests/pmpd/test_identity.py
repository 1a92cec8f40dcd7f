"""Showing who one is: pairing, PINs, badges, tokens, each attacked as somebody in the warehouse's network would."""

import asyncio
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from ledger.engine import Engine
from ledger.equipment.control_codes import badge_code
from ledger.people.paired_devices import PairDevice, RevokeDevice
from pmpd.config import Compatibility, Config, Https
from pmpd.identity.attempts import FREE, Attempts
from pmpd.identity.gate import COOKIES
from pmpd.identity.identity import Identity
from pmpd.identity.pace import BURST_S, Pace
from pmpd.identity.pairing import TRIES, VALID_S, Pairings
from pmpd.store import Ledger
from tests.pmpd.callers import PEOPLE, PIN, device, have_people, person, program, stranger
from tests.pmpd.served_box import Json, ServedBox, served_box


class Time:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedBox]:
    with served_box(tmp_path_factory.mktemp("identity"), Config(https=Https(host="127.0.0.1", port=0))) as box:
        have_people(box)
        yield box


@pytest.fixture(autouse=True)
def time(served: ServedBox) -> Time:
    """The clock of everything that counts waits, in the hands of the test; nobody has tried anything yet."""
    now, identity = Time(), served.box.identity
    identity.attempts, identity.pace, identity.pairings = Attempts(now), Pace(now), Pairings(now)
    return now


def refusal(response: httpx.Response) -> str:
    assert response.status_code >= 400, response.text
    return str(response.json()["error"]["code"])


def offer(served: ServedBox, kind: str = "handheld") -> Json:
    return served.post("/pairings", {"kind": kind})


def test_a_pairing_code_lets_in_once(served: ServedBox) -> None:
    offered = offer(served)
    with stranger(served) as first, stranger(served) as second:
        claim = first.post("/pair", json={"code": offered["token"]}).json()["claim"]
        for replayed in (offered["token"], offered["code"]):
            assert refusal(second.post("/pair", json={"code": replayed})) == "bad_pairing"
        served.post(f"/pairings/{offered['pairing']}/confirm")
        assert first.post("/pair/claim", json={"claim": claim}).json()["state"] == "paired"
        assert refusal(second.post("/pair/claim", json={"claim": claim})) == "bad_pairing"
        assert (first.get("/me").status_code, second.get("/me").status_code) == (200, 401)


def test_nobody_is_let_in_before_somebody_said_yes(served: ServedBox) -> None:
    offered = offer(served)
    with stranger(served) as client:
        claim = client.post("/pair", json={"code": offered["code"]}).json()["claim"]
        assert client.post("/pair/claim", json={"claim": claim}).json() == {"state": "waiting", "device": ""}
        assert client.get("/me").status_code == 401
        served.post(f"/pairings/{offered['pairing']}/refuse")
        assert client.post("/pair/claim", json={"claim": claim}).json()["state"] == "refused"
        assert client.get("/me").status_code == 401


def test_after_five_wrong_codes_the_right_one_is_worth_nothing(served: ServedBox, time: Time) -> None:
    offered = offer(served)
    with stranger(served) as client:
        for number in range(TRIES):
            time.now_s += 1
            assert refusal(client.post("/pair", json={"code": f"{number:08}"})) == "bad_pairing"
        assert refusal(client.post("/pair", json={"code": offered["code"]})) == "bad_pairing"


def test_links_for_kiosks_that_nobody_opened_do_not_keep_the_next_one_from_being_made(served: ServedBox) -> None:
    links = [served.post("/kiosk-links")["link"].partition("#pair=")[2] for _ in range(30)]
    with stranger(served) as oldest, stranger(served) as newest:
        assert refusal(oldest.post("/pair", json={"code": links[0]})) == "bad_pairing"
        assert newest.post("/pair", json={"code": links[-1]}).status_code == 200


def test_a_pairing_code_ends_after_five_minutes(served: ServedBox, time: Time) -> None:
    offered = offer(served)
    time.now_s += VALID_S
    with stranger(served) as client:
        assert refusal(client.post("/pair", json={"code": offered["token"]})) == "bad_pairing"


def test_a_stranger_who_tries_again_and_again_is_told_to_wait(served: ServedBox, time: Time) -> None:
    with stranger(served) as client:
        answers = [client.post("/pair", json={"code": "1"}) for _ in range(20)]
    assert {answer.status_code for answer in answers} == {403, 429}
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in answers if answer.status_code == 429)


def test_guessed_pins_cost_more_and_more_time_even_where_the_last_one_is_right(served: ServedBox, time: Time) -> None:
    with closing(device(served)) as client:
        guesses = [client.post("/sign-in", json={"operator": "Olga", "pin": f"90{number:02}"}) for number in range(FREE)]
        assert {refusal(guess) for guess in guesses} == {"wrong_pin"}
        assert refusal(client.post("/sign-in", json={"operator": "Olga", "pin": PIN})) == "too_many"
        with closing(device(served)) as another:
            assert refusal(another.post("/sign-in", json={"operator": "Olga", "pin": PIN})) == "too_many"
        time.now_s += 60
        assert refusal(client.post("/sign-in", json={"operator": "Olga", "pin": "9099"})) == "wrong_pin"
        time.now_s += 60
        assert refusal(client.post("/sign-in", json={"operator": "Olga", "pin": PIN})) == "too_many"
        time.now_s += 60
        assert client.post("/sign-in", json={"operator": "Olga", "pin": PIN}).json()["role"] == "owner"


def test_one_device_that_guesses_for_everybody_has_to_wait_for_everybody(served: ServedBox, time: Time) -> None:
    with closing(device(served)) as client:
        for name in [*PEOPLE.values(), "Nobody"]:
            client.post("/sign-in", json={"operator": name, "pin": "9012"})
        assert refusal(client.post("/sign-in", json={"operator": "Sven", "pin": PIN})) == "too_many"


def test_a_name_that_nobody_has_is_answered_as_a_wrong_pin_is(served: ServedBox) -> None:
    with closing(device(served)) as client:
        answers = [client.post("/sign-in", json={"operator": name, "pin": "9012"}).json() for name in ("Olga", "Nobody")]
    assert answers[0] == answers[1]


def test_a_pin_that_was_entered_counts_for_five_minutes_at_that_device_alone(served: ServedBox) -> None:
    setting = ("/settings/cut_off", {"value": "16:00"})
    with closing(person(served, "owner", "phone", unlocked=True)) as phone, closing(person(served, "owner", "phone")) as another:
        assert phone.post(setting[0], json=setting[1]).status_code == 200
        assert refusal(another.post(setting[0], json=setting[1])) == "pin_needed"
        assert another.post("/unlock", json={"pin": PIN}).json()["unlocked_until_ms"] > 0
        assert another.post(setting[0], json=setting[1]).status_code == 200
        served.box.identity._unlocked = {name: (who, 0) for name, (who, _) in served.box.identity._unlocked.items()}
        assert refusal(phone.post(setting[0], json=setting[1])) == "pin_needed"


def test_a_badge_that_somebody_made_up_opens_nothing(served: ServedBox) -> None:
    with closing(device(served)) as client:
        for made_up in (badge_code("Olga"), badge_code("Olga", 1, "BCDEFGHIJK"), badge_code("Olga", 1, ""), "Olga", "PXBO"):
            assert client.post("/sign-in", json={"badge": made_up}).status_code == 409
        assert client.get("/me").json()["operator"] is None


def test_a_picture_of_a_badge_is_no_badge(served: ServedBox) -> None:
    job = served.post("/operators/Olga/badge", {"station": "PACK-1"})["print_jobs"][0]
    content = served.run(_content_of(served, job))
    with closing(device(served)) as client:
        assert refusal(client.post("/sign-in", json={"badge": content["code"]})) == "not_a_badge"


async def _content_of(served: ServedBox, job: int) -> Json:
    from ledger.printing.print_views import document_of

    return await served.box.ledger.ask(document_of, job)


def test_a_new_badge_makes_the_lost_one_worthless_at_once(served: ServedBox) -> None:
    with closing(person(served, "picker")) as client:
        assert client.get("/pick-sessions").status_code == 200
        renewed = served.post(f"/operators/{PEOPLE['picker']}/badge", {"station": "PACK-1"})
        lost = served.box.identity.badges.code(PEOPLE["picker"], renewed["badge"] - 1)
        assert refusal(client.get("/pick-sessions")) == "not_signed_in"
        assert refusal(client.post("/sign-in", json={"badge": lost})) == "old_badge"


@pytest.mark.parametrize("end", ["/paired-devices/{device}/revoke", "/paired-devices/{device}/sign-out", "/operators/{operator}"])
def test_shutting_out_holds_from_the_very_next_request(end: str, served: ServedBox) -> None:
    with closing(person(served, "picker")) as client:
        name = client.get("/me").json()["device"]["name"]
        path = end.format(device=name, operator=PEOPLE["picker"])
        served.post(path, {"active": False} if "operators" in end else {})
        assert client.get("/pick-sessions").status_code in (401, 403)
        served.post(f"/operators/{PEOPLE['picker']}", {"active": True})


def test_a_cookie_that_was_stolen_is_worth_nothing_at_another_port_of_the_box(served: ServedBox) -> None:
    secure, context = served.box.whereabouts.ports["https"], httpx.create_ssl_context(verify=False)
    with closing(person(served, "owner", "phone", unlocked=True)) as phone, httpx.Client(verify=context) as thief:
        token = phone.cookies[COOKIES["loopback"]]
        for name in COOKIES.values():
            answer = thief.get(f"https://127.0.0.1:{secure}/api/v1/me", headers={"Cookie": f"{name}={token}"})
            assert refusal(answer) == "not_paired"


def test_cookies_are_for_the_box_alone_and_no_script_reads_them(served: ServedBox) -> None:
    offered = offer(served)
    port = served.box.whereabouts.ports["https"]
    origin = f"https://127.0.0.1:{port}"
    with httpx.Client(base_url=f"{origin}/api/v1", verify=False, headers={"Origin": origin}) as client:
        claim = client.post("/pair", json={"code": offered["token"]}).json()["claim"]
        served.post(f"/pairings/{offered['pairing']}/confirm")
        cookie = client.post("/pair/claim", json={"claim": claim}).headers["Set-Cookie"]
    assert cookie.startswith("__Host-pmpd=")
    assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "Domain" not in cookie


def test_a_program_does_what_its_token_was_made_for_until_it_is_shut_out(served: ServedBox) -> None:
    with closing(program(served, "look")) as client:
        assert client.get("/health").status_code == 200
        assert refusal(client.get("/orders")) == "not_allowed"
        name = max(served.get("/api-tokens")["tokens"], key=lambda token: token["made_ms"])["name"]
        served.post(f"/api-tokens/{name}/revoke")
        assert refusal(client.get("/health")) == "bad_token"


def test_no_program_is_given_the_right_to_let_others_in(served: ServedBox) -> None:
    answer = served.client.post("/api-tokens", json={"name": "x", "rights": ["people"]})
    assert refusal(answer) == "bad_token"


def test_who_asks_too_often_waits_and_then_goes_on(served: ServedBox, time: Time) -> None:
    token = served.post("/api-tokens", {"name": "hasty", "rights": ["look"], "per_s": 2})["token"]
    with httpx.Client(base_url=f"{served.address}api/v1", headers={"Authorization": f"Bearer {token}"}) as client:
        codes = [client.get("/summary").status_code for _ in range(2 * BURST_S + 1)]
        assert codes == [200] * (2 * BURST_S) + [429]
        time.now_s += 1
        assert [client.get("/summary").status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize("pin", ["", "1", "123", "1234", "9876", "1111", "12345a", "١٢٣٥", "1" * 13])
def test_a_pin_that_everybody_guesses_is_refused(pin: str, served: ServedBox) -> None:
    assert refusal(served.client.post("/operators", json={"operator": "Ben", "role": "owner", "pin": pin})) in (
        "bad_pin",
        "pin_missing",
        "invalid_input",
    )


def test_a_pin_that_is_set_again_because_its_answer_was_lost_is_set_once(served: ServedBox) -> None:
    key, body = {"Idempotency-Key": "0192f0c1-2345-7abc-8def-0123456789ab"}, {"operator": "Rita", "role": "supervisor", "pin": PIN}
    added = [served.client.post("/operators", json=body, headers=key) for _ in range(2)]
    assert [answer.status_code for answer in added] == [200, 200]
    assert added[0].json() == added[1].json()


def test_no_secret_is_kept_in_the_ledger_or_written_into_the_log(served: ServedBox, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    offered = offer(served)
    with closing(person(served, "owner", "phone", unlocked=True)) as phone, closing(program(served, "look")) as robot:
        badge = served.box.identity.badges.code("Sven", 1)
        phone.post("/sign-in", json={"operator": "Olga", "pin": "902104477"})
        secrets = [
            phone.cookies[COOKIES["loopback"]],
            robot.headers["Authorization"].split()[1],
            offered["token"],
            PIN,
            "902104477",
            badge[-30:],
        ]
    with closing(sqlite3.connect(served.box.ledger.engine.path)) as connection:
        ledger = "\n".join(connection.iterdump())
    said = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("httpcore"))  # the test's own client
    assert [secret for secret in secrets if secret in ledger or secret in said] == []


async def test_who_is_shut_out_while_the_list_is_being_read_is_not_let_in_by_what_was_read_before(tmp_path: Path) -> None:
    async with Ledger(Engine(tmp_path, program="test")) as ledger:
        identity = Identity(ledger, tmp_path)
        await ledger.submit(PairDevice("phone", "phone", "https", "00" * 32), actor="test")
        early, revoked = await asyncio.gather(identity.known(), ledger.submit(RevokeDevice("phone"), actor="test"))
        assert not revoked["active"]
        assert len(early.devices) <= 1
        assert (await identity.known()).devices == {}
        identity.close()


def test_over_plain_http_nobody_sets_a_box_up_or_sees_a_buyer(tmp_path: Path) -> None:
    with served_box(tmp_path, Config(compatibility=Compatibility(host="127.0.0.1", port=0))) as box:
        plain = f"http://127.0.0.1:{box.box.whereabouts.ports['plain']}"
        with httpx.Client(base_url=f"{plain}/api/v1", headers={"Origin": plain}) as client:
            offered = offer(box)
            claim = client.post("/pair", json={"code": offered["token"]}).json()["claim"]
            box.post(f"/pairings/{offered['pairing']}/confirm")
            assert "Max-Age" in client.post("/pair/claim", json={"claim": claim}).headers["Set-Cookie"]
            assert refusal(client.post("/setup/owner", json={"operator": "Mallory", "pin": PIN})) == "not_allowed"
            have_people(box)
            client.post("/sign-in", json={"operator": "Olga", "pin": PIN})
            assert client.get("/pick-sessions").status_code == 200
            for path in ("/orders", "/operators/Olga/story", "/to-pack", "/exports/journal"):
                assert refusal(client.get(path)) == "not_allowed"
            assert client.get("/me").json()["plain"] is True
