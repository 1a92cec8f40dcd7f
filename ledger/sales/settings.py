"""What the owner sets once for the shop: its name and language, when it works, and how its carriers weigh volume."""

from dataclasses import dataclass

from ledger.command import handles
from ledger.errors import Refused
from ledger.packing.boxing import DIVISOR
from ledger.sales.cut_off import Calendar, calendar_of
from ledger.transaction import Answer, Reader, Transaction

_CALENDAR = {"time_zone": "UTC", "cut_off": "15:00", "working_days": "1 2 3 4 5", "holidays": ""}
DEFAULTS = {**_CALENDAR, "dimensional_divisor": str(DIVISOR), "language": "", "shop_name": ""}
"""Every setting, with the value it has until somebody changes it; `dimensional_divisor` in cubic centimetres billed as a kilogram.

No `language` means that each screen speaks that of its browser, no `shop_name` that slips bear the one of the configuration.
"""

LANGUAGES = ("en", "de", "es")
"""The languages that screens and pages speak."""

LONGEST_SHOP_NAME = 80
_MOST_DIVISOR = 100_000


@dataclass(frozen=True, slots=True)
class ChangeSetting:
    """Change a setting of the shop. An empty `cut_off` or `holidays`, name or language means that there is none."""

    name: str
    value: str


@handles("change_setting", ChangeSetting)
def change_setting(tx: Transaction, command: ChangeSetting) -> Answer:
    """Answers every setting; refused `setting_not_found` or `bad_setting`."""
    value = " ".join(command.value.split())
    if command.name not in DEFAULTS:
        raise Refused("setting_not_found", f"there is no setting {command.name}; there are {', '.join(DEFAULTS)}")
    try:
        _read({**settings(tx), command.name: value})
    except ValueError as error:
        raise Refused("bad_setting", f"{command.name} can't be {value or 'empty'}: {error}") from error
    tx.run(
        "INSERT INTO setting (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        {"name": command.name, "value": value},
    )
    tx.emit("setting", 0)
    return dict(settings(tx))


def settings(reader: Reader) -> dict[str, str]:
    """Every setting by name: `{time_zone, cut_off, working_days, holidays, dimensional_divisor, language, shop_name}`."""
    return {**DEFAULTS, **{row[0]: row[1] for row in reader.all("SELECT name, value FROM setting")}}


def shop_calendar(reader: Reader) -> Calendar:
    """The calendar that the settings say."""
    return _read(settings(reader))[0]


def dimensional_divisor(reader: Reader) -> int:
    """How many cubic centimetres carriers bill as a kilogram."""
    return _read(settings(reader))[1]


def _read(values: dict[str, str]) -> tuple[Calendar, int]:
    """The calendar and the divisor that settings say. Raises ValueError for values that mean nothing."""
    divisor = values["dimensional_divisor"]
    if not (divisor.isascii() and divisor.isdigit() and 0 < int(divisor) <= _MOST_DIVISOR):
        raise ValueError(f"it is a whole number from 1 to {_MOST_DIVISOR}")
    if values["language"] and values["language"] not in LANGUAGES:
        raise ValueError(f"the screens speak {', '.join(LANGUAGES)}")
    if len(values["shop_name"]) > LONGEST_SHOP_NAME or not values["shop_name"].isprintable():
        raise ValueError(f"it has up to {LONGEST_SHOP_NAME} characters that can be printed")
    return calendar_of(**{name: values[name] for name in _CALENDAR}), int(divisor)
