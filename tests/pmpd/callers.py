"""Who may stand in front of a served box: paired devices with or without somebody signed in, and programs."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

import httpx

from pmpd.api import PREFIX
from pmpd.identity.rights import OF_PROGRAMS
from tests.pmpd.served_box import ServedBox, served_box

PIN = "280911640"
PEOPLE = {"owner": "Olga", "supervisor": "Sven", "packer": "Paula", "picker": "Ana López"}
"""One person of each role; all have the same PIN."""

_NUMBERS = count(1)


def have_people(served: ServedBox) -> None:
    """Enter everybody, once."""
    if served.get("/operators")["operators"]:
        return
    served.post("/setup/owner", {"operator": PEOPLE["owner"], "pin": PIN})
    for role, name in PEOPLE.items():
        if role != "owner":
            served.post("/operators", {"operator": name, "role": role, "pin": PIN})


@cache
def _staffed() -> Path:
    """What lies on the disk of a furnished box in which everybody is entered: made once, since a PIN is slow to hash on purpose."""
    directory = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, directory)
    with served_box(directory) as served:
        have_people(served)
    return directory


@contextmanager
def staffed_box(directory: Path) -> Iterator[ServedBox]:
    """Serve a furnished box in which everybody is entered."""
    shutil.copytree(_staffed(), directory, dirs_exist_ok=True)
    with served_box(directory, furnished=False) as served:
        yield served


def stranger(served: ServedBox) -> httpx.Client:
    """A browser that the box does not know; close it."""
    origin = served.address.rstrip("/")
    return httpx.Client(base_url=f"{origin}{PREFIX}", headers={"Origin": origin}, timeout=20)


def device(served: ServedBox, kind: str = "handheld") -> httpx.Client:
    """A browser on a device that was just paired; close it."""
    client = stranger(served)
    offered = served.post("/pairings", {"kind": kind})
    claim = client.post("/pair", json={"code": offered["token"], "name": f"{kind}-{next(_NUMBERS)}"}).json()["claim"]
    served.post(f"/pairings/{offered['pairing']}/confirm")
    assert client.post("/pair/claim", json={"claim": claim}).json()["state"] == "paired"
    return client


def person(served: ServedBox, role: str, kind: str = "handheld", *, unlocked: bool = False) -> httpx.Client:
    """Somebody of a role who signed in at a device: by PIN where it is to count for decisions, else by badge; close it."""
    have_people(served)
    client, name = device(served, kind), PEOPLE[role]
    if unlocked:
        assert client.post("/sign-in", json={"operator": name, "pin": PIN}).status_code == 200
        return client
    number = next(one["badge"] for one in served.get("/operators")["operators"] if one["operator"] == name)
    if not number:
        number = served.post(f"/operators/{name}/badge", {"station": "PACK-1"})["badge"]
    badge = served.box.identity.badges.code(name, number)
    assert client.post("/sign-in", json={"badge": badge}).status_code == 200
    return client


def program(served: ServedBox, *rights: str) -> httpx.Client:
    """A program that may do these things, or all that programs may; close it."""
    body = {"name": f"program-{next(_NUMBERS)}", "rights": rights or sorted(OF_PROGRAMS), "per_s": 10_000}
    token = served.post("/api-tokens", body)["token"]
    return httpx.Client(base_url=f"{served.address.rstrip('/')}{PREFIX}", headers={"Authorization": f"Bearer {token}"}, timeout=20)
