"""The codes that stand on pages: a page that is read again shows the same code, as long as it is good."""

from dataclasses import dataclass, field
from typing import Any

from pmpd.box import Box
from pmpd.owner.visit import Visit


@dataclass
class Offers:
    """The last offer to let a device in that each device shows, by kind of what is to be let in."""

    box: Box
    _shown: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    async def standing(self, visit: Visit, kind: str) -> dict[str, Any]:
        """The offer that this device shows, a new one where that is used up.

        `{pairing, code, address, others, link, https, help, fingerprint, claimed}`: `link` is empty where the network can't reach the box;
        `others` are addresses that open where the first one, a name, does not (Android before 12 knows no `.local`); `https` says whether
        it is to be served at all, `help` is empty where nothing tells a device how to trust the box, `claimed` is what has shown the code
        and asks to be let in, `{name}` or None.
        """
        known = {one["pairing"]: one for one in self.box.identity.pairings.views()}
        shown = self._shown.get((visit.caller.name, kind))
        if shown is None or known.get(shown["pairing"], {"state": ""})["state"] not in ("open", "claimed"):
            shown = await visit.tell("/pairings", {"kind": kind})
            self._shown[(visit.caller.name, kind)] = shown
        stands = known.get(shown["pairing"])
        address, *others = self.box.whereabouts.links() or [""]
        return {
            "pairing": shown["pairing"],
            "code": shown["code"],
            "address": address,
            "others": others,
            "link": f"{address}#pair={shown['token']}" if address else "",
            "https": shown["https"],
            "help": self.box.whereabouts.help_link(),
            "fingerprint": self.box.whereabouts.fingerprint,
            "claimed": stands if stands and stands["state"] == "claimed" else None,
        }
