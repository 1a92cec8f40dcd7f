"""POSTs that are of the moment: sent again they are done again, or told anew, under whatever `Idempotency-Key`."""

from collections.abc import Mapping

OF_THE_MOMENT: Mapping[str, str] = {
    "/unlock": "The PIN counts for five minutes from when it was entered last.",
    "/scans": "A simulated scanner sends keys as a real one does, and no keyboard numbers its keys.",
    "/devices/{device}/trial": "Lights, tones and weights are tried anew; the same key again prints no other test page.",
    "/scanners/{scanner}/borrow": "It asks for what was scanned since, and `since` says what is here already.",
    "/scanners/{scanner}/give-back": "What is given back already stays so.",
    "/scanners/{scanner}/outcome": "It sounds a tone.",
    "/pairings": "An offer is kept nowhere but in memory, and is over after five minutes.",
    "/kiosk-links": "An offer as well.",
    "/pairings/{pairing}/confirm": "The answer to an offer may be given again until the device has heard it.",
    "/pairings/{pairing}/refuse": "The answer to an offer may be given again until the device has heard it.",
    "/pair": "A code is good once.",
    "/pair/claim": "It asks how far the pairing is; the cookie is given once.",
    "/sheets/{kind}": "A row is carried out once under the same key; what was carried out is told as `unchanged`.",
    "/demo/load": "The sample shop comes once, and `orders` is 0 where it is there.",
    "/demo/leave": "The box comes back with another ledger, which knows no key of the one before.",
    "/restore": "The file is looked at anew.",
    "/restore/accept": "The box comes back with another ledger, which knows no key of the one before.",
}
"""By path, why a repeat does no harm, or what it does."""
