"""Attacks on identity: many guesses at once, races, rights that nobody has, and what an older ledger would let in again."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from hashlib import sha256
from itertools import count
from pathlib import Path

import httpx
import pytest

from ledger.people.api_tokens import MakeApiToken, RevokeApiToken
from ledger.people.operators import AddOperator, ChangeOperator, RenewBadge
from ledger.people.paired_devices import PairDevice, RevokeDevice
from pmpd.box import Box
from pmpd.config import Config
from pmpd.identity.attempts import FREE
from pmpd.identity.gate import COOKIES
from pmpd.identity.pace import BURST_S, STRANGER_PER_S, Pace
from pmpd.ledger_copy import copy_ledger
from tests.pmpd.callers import PEOPLE, PIN, device, person, program, staffed_box, stranger
from tests.pmpd.served_box import ServedBox

GUESSES = 200
AT_ONCE = 25


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ServedBox]:
    with staffed_box(tmp_path) as box:
        yield box


def code(answer: httpx.Response) -> str:
    return str(answer.json()["error"]["code"]) if answer.is_error else ""


def test_two_hundred_guesses_at_once_are_no_more_than_five_one_after_the_other(served: ServedBox) -> None:
    with closing(device(served)) as client:
        seconds = count()
        served.box.identity.pace = Pace(lambda: next(seconds))  # else most of them never get as far as the PIN

        def guess(number: int) -> str:
            return code(client.post("/sign-in", json={"operator": PEOPLE["owner"], "pin": f"{number + 1000}"}))

        with ThreadPoolExecutor(AT_ONCE) as crowd:
            answers = list(crowd.map(guess, range(GUESSES)))
        assert (answers.count("wrong_pin"), answers.count("too_many")) == (FREE, GUESSES - FREE)
        assert code(client.post("/sign-in", json={"operator": PEOPLE["owner"], "pin": PIN})) == "too_many"


def test_a_pin_that_everybody_tries_first_is_refused(served: ServedBox) -> None:
    for pin in ("0000", "7777", "1234", "4321", "12345678", "987654", "123", "1" * 13, "28o911", "2809 11", "٤٧١١٠٨", ""):
        said = served.client.post("/operators", json={"operator": "Otto", "role": "supervisor", "pin": pin})
        assert code(said) in ("bad_pin", "pin_missing", "invalid_input"), pin


@pytest.mark.parametrize("typed", [f" {PIN}", f"{PIN} ", PIN[:-1], PIN[:8], f"0{PIN}", "٢٨٠٩١١٦٤٠", ""])
def test_a_pin_is_compared_as_it_was_typed(typed: str, served: ServedBox) -> None:
    with closing(device(served)) as client:
        assert code(client.post("/sign-in", json={"operator": PEOPLE["owner"], "pin": typed})) == "wrong_pin"
        assert client.post("/sign-in", json={"operator": PEOPLE["owner"], "pin": PIN}).status_code == 200


def test_of_many_who_show_the_same_code_at_once_one_gets_in(served: ServedBox) -> None:
    offered = served.post("/pairings", {"kind": "handheld"})
    crowd = [stranger(served) for _ in range(BURST_S * STRANGER_PER_S)]
    with ThreadPoolExecutor(len(crowd)) as threads:
        claims = list(threads.map(lambda client: client.post("/pair", json={"code": offered["token"]}), crowd))
        claimed = [answer.json()["claim"] for answer in claims if answer.is_success]
        assert len(claimed) == 1
        served.post(f"/pairings/{offered['pairing']}/confirm")
        taken = list(threads.map(lambda client: client.post("/pair/claim", json={"claim": claimed[0]}), crowd))
    assert sorted(answer.status_code for answer in taken) == [200] + [403] * (len(crowd) - 1)
    for client in crowd:
        client.close()


def test_a_stranger_is_the_same_one_whatever_it_says_of_its_address(served: ServedBox) -> None:
    with closing(stranger(served)) as client:
        answers = [client.post("/pair", json={"code": "1"}, headers={"X-Forwarded-For": f"10.0.0.{number}"}) for number in range(12)]
    assert {answer.status_code for answer in answers} == {403, 429}


def test_a_stranger_may_not_send_much(served: ServedBox) -> None:
    with closing(stranger(served)) as client:
        for path in ("/pair", "/pair/claim"):
            assert client.post(path, content=b" " * 5_000).status_code == 413


def test_a_device_can_not_dress_up_its_name_where_somebody_is_asked_to_let_it_in(served: ServedBox) -> None:
    for name in ("\u202eerutcip", "a\u200bb", "\x1b[2J", "line\nbreak"):
        offered = served.post("/pairings", {"kind": "handheld"})
        with closing(stranger(served)) as client:
            client.post("/pair", json={"code": offered["token"], "name": name})
        shown = next(one for one in served.get("/pairings")["pairings"] if one["pairing"] == offered["pairing"])
        assert shown["name"] == "handheld", name


def test_a_program_gets_no_right_that_is_not_for_programs(served: ServedBox) -> None:
    with closing(person(served, "owner", "phone", unlocked=True)) as phone:
        for right in ("people", "everything", "", "Look", "look orders"):
            assert code(phone.post("/api-tokens", json={"name": "robot", "rights": ["look", right]})) == "bad_token", right
        assert [one["name"] for one in phone.get("/api-tokens").json()["tokens"]] == []


def test_a_right_that_somebody_wrote_into_the_ledger_gives_a_program_nothing(served: ServedBox) -> None:
    token = "a" * 43
    digest = sha256(token.encode()).hexdigest()
    served.run(served.box.ledger.submit(MakeApiToken("robot", ("look", "people", "god"), digest, 0), actor="thief"))
    with closing(httpx.Client(base_url=served.client.base_url, headers={"Authorization": f"Bearer {token}"})) as robot:
        assert robot.get("/health").status_code == 200
        assert "god" not in robot.get("/me").json()["rights"]


def test_a_program_can_not_make_itself_an_owner_by_restoring_a_ledger(served: ServedBox) -> None:
    with closing(program(served)) as robot:
        assert code(robot.post("/restore", content=b"SQLite format 3\0")) == "not_allowed"
        assert code(robot.post("/restore/accept", json={"operator": "Mallory", "pin": PIN})) == "not_allowed"
        for page in ("/owner/backup/examine", "/owner/backup/accept", "/setup/examine", "/setup/accept"):
            assert robot.post(f"{served.address.rstrip('/')}{page}").status_code == 403


async def test_a_copy_that_is_restored_lets_nobody_in_again_who_was_shut_out(tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    async with Box(tmp_path / "box", Config()) as box:
        tell, pin = box.ledger.submit, await box.identity.pins.hashed(PIN)
        for name, role in (("Olga", "owner"), ("Otto", "owner"), ("Ana", "picker"), ("Ben", "picker")):
            await tell(AddOperator(name, role, pin), actor="test")
        await tell(RenewBadge("Ana"), actor="test")
        for number, name in enumerate(("lost", "kept")):
            await tell(PairDevice(name, "handheld", "https", f"{number:02x}" * 32), actor="test")
        await tell(MakeApiToken("robot", ("look",), "0a" * 32, 0), actor="test")
        await asyncio.to_thread(copy_ledger, box.ledger.engine.path, copy)
        for shut in (RevokeDevice("lost"), RevokeApiToken("robot"), RenewBadge("Ana"), ChangeOperator("Ben", active=False)):
            await tell(shut, actor="test")
        await tell(ChangeOperator("Olga", active=False), actor="test")
        await box.successors.examine(copy)
        await box.successors.restore("Olga", pin, "Otto", "phone")
    async with Box(tmp_path / "box", Config()) as box:
        known = await box.identity.known()
        assert {device.name for device in known.devices.values()} == {"kept"}
        assert (known.programs, set(known.operators), known.operators["Ana"].badge) == ({}, {"Olga", "Otto", "Ana"}, 2)
        assert known.has_owner


def test_a_cookie_of_the_same_name_that_another_program_set_takes_over_nothing(served: ServedBox) -> None:
    with closing(person(served, "picker")) as picker, closing(person(served, "owner", "phone", unlocked=True)) as owner:
        name, mine, theirs = COOKIES["loopback"], picker.cookies[COOKIES["loopback"]], owner.cookies[COOKIES["loopback"]]
        for sent in (
            f"{name}=forged; {name}={mine}",
            f"{name}={mine}; {name}=forged",
            f"{name}={mine}; x{name}={theirs}",
            f"{name}=a,{name}={theirs}",
        ):
            answer = httpx.get(f"{picker.base_url}me", headers={"Cookie": sent})
            assert answer.status_code == 401 or answer.json()["operator"]["name"] == PEOPLE["picker"]


def test_an_answer_is_kept_by_no_browser(served: ServedBox) -> None:
    with closing(person(served, "owner", "phone", unlocked=True)) as phone:
        answers = [phone.get(path) for path in ("/me", "/orders", "/operators", "/nothing", "/backup", "/openapi.json", "/exports/journal")]
        answers += [phone.post("/sign-in", json={"badge": "?"}), httpx.get(f"{phone.base_url}me")]
        with phone.stream("GET", "/events") as stream:
            answers.append(stream)
        assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}


def test_wrong_pins_and_codes_are_in_the_log_and_no_text_of_theirs_begins_a_line(
    served: ServedBox, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(device(served)) as client, closing(stranger(served)) as outside:
        client.post("/sign-in", json={"operator": "Olga\nWARNING all is well", "pin": "902104477"})
        client.post("/sign-in", json={"operator": "\x1b[31mOlga", "pin": "902104477"})
        outside.post("/pair", json={"code": "90210447"})
    said = [record.getMessage() for record in caplog.records if record.name.startswith("pmpd.identity")]
    assert len(said) == 3
    assert all(line.isprintable() and "90210447" not in line for line in said)
