"""People, paired devices and programs: who may come in is what the ledger says, and nobody comes in by a secret that it keeps."""

import hashlib

import pytest

from ledger.audit.field_changes import changes
from ledger.equipment.bindings import binding_of
from ledger.errors import Refused
from ledger.people.api_tokens import MakeApiToken, RevokeApiToken, api_tokens
from ledger.people.known import known
from ledger.people.operators import AddOperator, ChangeOperator, RenewBadge, SetPin, has_owner, operators
from ledger.people.paired_devices import PairDevice, RevokeDevice, paired_devices
from ledger.people.sign_ins import SignIn, SignOut
from tests.ledger.warehouse import Warehouse

OWNER = AddOperator("Olga", "owner", "hash of a PIN")
PICKER = AddOperator("Ana López", "picker")


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def paired(warehouse: Warehouse, name: str = "handheld") -> str:
    device: str = warehouse.do(PairDevice(name, "handheld", "https", digest(f"{name} {warehouse.clock.now_ms()}")))["device"]
    return device


def test_the_first_owner_is_said_once(warehouse: Warehouse) -> None:
    assert not has_owner(warehouse.engine.reader)
    warehouse.do(AddOperator("Olga", "owner", "hash", first=True))
    with pytest.raises(Refused, match="has an owner already"):
        warehouse.do(AddOperator("Mallory", "owner", "hash", first=True))
    assert [one["operator"] for one in operators(warehouse.engine.reader)] == ["Olga"]


def test_there_is_always_an_owner_once_there_was_one(warehouse: Warehouse) -> None:
    warehouse.do(OWNER)
    for command in (ChangeOperator("Olga", role="picker"), ChangeOperator("Olga", active=False)):
        with pytest.raises(Refused) as refusal:
            warehouse.do(command)
        assert refusal.value.code == "last_owner"
    assert has_owner(warehouse.engine.reader)


@pytest.mark.parametrize("role", ["owner", "supervisor"])
def test_who_decides_has_a_pin(role: str, warehouse: Warehouse) -> None:
    warehouse.do(OWNER)
    warehouse.do(PICKER)
    with pytest.raises(Refused, match="needs a PIN"):
        warehouse.do(AddOperator("Ben", role))
    with pytest.raises(Refused, match="needs a PIN"):
        warehouse.do(ChangeOperator("Ana López", role=role))
    with pytest.raises(Refused, match="needs a PIN"):
        warehouse.do(SetPin("Olga", ""))


@pytest.mark.parametrize("name", ["", "  ", "a\x07", "x" * 81])
def test_a_name_that_is_none_is_refused(name: str, warehouse: Warehouse) -> None:
    with pytest.raises(Refused, match="up to 80 characters"):
        warehouse.do(AddOperator(name, "picker"))


@pytest.mark.parametrize("name", ["Olga", "olga", "  Olga "])
def test_a_name_tells_one_person(name: str, warehouse: Warehouse) -> None:
    warehouse.do(OWNER)
    with pytest.raises(Refused, match="works here already"):
        warehouse.do(AddOperator(name, "picker"))


def test_who_signs_in_at_a_device_works_with_it(warehouse: Warehouse) -> None:
    warehouse.do(PICKER)
    device = paired(warehouse)
    assert warehouse.do(SignIn(device, "Ana López", "badge"))["role"] == "picker"
    bound = binding_of(warehouse.engine.reader, device)
    assert bound is not None
    assert bound["operator"] == "Ana López"
    (seen,) = known(warehouse.engine.reader).devices.values()
    assert seen.operator is not None
    assert seen.operator.name == "Ana López"


def test_signing_out_leaves_nobody_at_the_device(warehouse: Warehouse) -> None:
    warehouse.do(PICKER)
    device = paired(warehouse)
    warehouse.do(SignIn(device, "Ana López", "pin"))
    warehouse.do(SignOut(device))
    assert binding_of(warehouse.engine.reader, device) is None
    with pytest.raises(Refused, match="nobody is signed in"):
        warehouse.do(SignOut(device))


@pytest.mark.parametrize("end", [ChangeOperator("Ana López", active=False), RenewBadge("Ana López"), RevokeDevice("handheld")])
def test_what_ends_a_badge_a_person_or_a_device_ends_the_sign_in(end: object, warehouse: Warehouse) -> None:
    warehouse.do(OWNER)
    warehouse.do(PICKER)
    device = paired(warehouse)
    warehouse.do(SignIn(device, "Ana López", "badge"))
    warehouse.do(end)
    assert not [one for one in known(warehouse.engine.reader).devices.values() if one.operator]


def test_a_new_pin_ends_what_was_opened_by_the_old_one(warehouse: Warehouse) -> None:
    warehouse.do(OWNER)
    device = paired(warehouse)
    warehouse.do(SignIn(device, "Olga", "pin"))
    warehouse.do(SetPin("Olga", "another hash"))
    assert paired_devices(warehouse.engine.reader)[0]["operator"] == ""


def test_an_older_badge_and_somebody_who_left_do_not_sign_in(warehouse: Warehouse) -> None:
    warehouse.do(OWNER)
    warehouse.do(PICKER)
    device = paired(warehouse)
    warehouse.do(RenewBadge("Ana López"))
    number = warehouse.do(RenewBadge("Ana López"))["badge"]
    with pytest.raises(Refused, match="print a new one"):
        warehouse.do(SignIn(device, "Ana López", "badge", number - 1))
    warehouse.do(ChangeOperator("Ana López", active=False))
    with pytest.raises(Refused, match="does not work here any more"):
        warehouse.do(SignIn(device, "Ana López", "badge", number))


def test_a_device_that_was_shut_out_is_known_no_more_and_its_name_is_not_given_again(warehouse: Warehouse) -> None:
    first = paired(warehouse)
    warehouse.do(RevokeDevice(first))
    assert not known(warehouse.engine.reader).devices
    assert paired(warehouse) == f"{first}-2"
    with pytest.raises(Refused, match="was shut out"):
        warehouse.do(SignOut(first))


def test_a_program_is_known_by_its_tokens_digest_until_it_is_shut_out(warehouse: Warehouse) -> None:
    warehouse.do(MakeApiToken("shop", ("intake", "orders"), digest("secret"), days=1))
    (token, program), *_ = known(warehouse.engine.reader).programs.items()
    assert (token.hex(), sorted(program.rights)) == (digest("secret"), ["intake", "orders"])
    assert program.expires_ms == api_tokens(warehouse.engine.reader)[0]["made_ms"] + 86_400_000
    warehouse.do(RevokeApiToken("shop"))
    assert not known(warehouse.engine.reader).programs
    assert api_tokens(warehouse.engine.reader) == []
    with pytest.raises(Refused, match="another name"):
        warehouse.do(MakeApiToken("shop", ("intake",), digest("other")))


def test_what_changed_about_a_person_is_told_without_the_pin(warehouse: Warehouse) -> None:
    warehouse.do(OWNER)
    warehouse.do(PICKER)
    warehouse.do(ChangeOperator("Ana López", role="packer"))
    warehouse.do(SetPin("Ana López", "hash one"))
    warehouse.do(SetPin("Ana López", "hash two"))
    told = changes(warehouse.engine.reader, subject="operator", name="Ana López")["changes"]
    assert [(one["field"], one["before"], one["after"]) for one in reversed(told)] == [
        ("role", "picker", "packer"),
        ("pin", "none", "set anew"),
        ("pin", "set", "set anew"),
    ]
