"""What a device is told about itself: who it is, who is signed in, what that one may do, and which box this is."""

from typing import TYPE_CHECKING, Any

from ledger.people.operators import has_owner
from ledger.sales.settings import settings
from ledger.transaction import Reader
from pmpd.demo.load import is_demo
from pmpd.identity.caller import Caller
from pmpd.identity.rights import RIGHTS

if TYPE_CHECKING:
    from pmpd.box import Box


async def me(box: "Box", caller: Caller) -> dict[str, Any]:
    """`{device, operator, rights, unlocked_until_ms, now_ms, setup, demo, plain, language, box}`.

    `device` `{name, kind}`, `operator` `{name, role}` or null; `rights` those of now, with the PIN where they need one; `setup`: the box
    has no owner yet; `demo`: it plays with the sample shop; `plain`: others can read this connection.
    """
    owned, demo, language = await box.ledger.ask(_shop)
    where = box.whereabouts
    return {
        "device": {"name": caller.name, "kind": caller.kind},
        "operator": {"name": caller.operator.name, "role": caller.operator.role} if caller.operator else None,
        "rights": [right for right in RIGHTS if right in caller.rights],
        "unlocked_until_ms": caller.unlocked_until_ms,
        "now_ms": box.identity.now_ms,
        "setup": not owned,
        "demo": demo,
        "plain": caller.way == "plain",
        "language": language,
        "box": {"name": where.name, "id": where.id, "addresses": where.links()},
    }


def _shop(reader: Reader) -> tuple[bool, bool, str]:
    return has_owner(reader), is_demo(reader), settings(reader)["language"]
