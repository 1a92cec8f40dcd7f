"""The one rule about addresses that all channels share: what a country code is."""

import re

from cloudsync.field import Field, shown

_COUNTRY = re.compile(r"[A-Z]{2}")


def country_code(field: Field) -> str:
    """Return an ISO 3166-1 alpha-2 code in capitals, empty when absent; a country's name or a three-letter code is broken."""
    code = field.text().upper()
    if code and not _COUNTRY.fullmatch(code):
        raise field.broken(f"{shown(code)} is not a two-letter country code")
    return code
