"""The words of the pages: English stands in the templates themselves, German and Spanish in catalogs that are read once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LANGUAGES: Mapping[str, str] = {"en": "English", "de": "Deutsch", "es": "Español"}
"""What a person may choose, each in its own words."""

PSEUDO = ("pseudo", "pseudo-rtl")
"""Made of the English words, to see what long words and writing from right to left do to a page."""

_KEPT = re.compile(r"(%\(\w+\)s|%%|<[^>]*>|&\w+;)")
_ACCENTED = str.maketrans("aceinosuyACEINOSUY", "áçéíñóšúýÁÇÉÍÑÓŠÚÝ")


@dataclass(frozen=True)
class Words:
    """One language: its texts, and how it writes numbers and times."""

    language: str
    locale: Locale
    catalog: Catalog | None = None

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return "rtl" if self.language == "pseudo-rtl" else str(self.locale.text_direction)

    @property
    def tag(self) -> str:
        """What `<html lang>` says."""
        return str(self.locale.language)

    def gettext(self, text: str) -> str:
        """A text in this language; the English one where the catalog lacks it."""
        if self.catalog is None:
            return self._pseudo(text)
        found = self.catalog.get(text)
        return found.string if found is not None and isinstance(found.string, str) and found.string else text

    def ngettext(self, one: str, many: str, number: int) -> str:
        """A text that counts, in the form that this language has for the number."""
        if self.catalog is None:
            return self._pseudo(one if number == 1 else many)
        found = self.catalog.get(one)
        forms = found.string if found is not None and isinstance(found.string, tuple | list) else ()
        form = self.locale.plural_form(number)
        place = 0 if form == "one" else 1
        return forms[place] if len(forms) > place and forms[place] else (one if number == 1 else many)

    def _pseudo(self, text: str) -> str:
        if self.language not in PSEUDO:
            return text
        parts = _KEPT.split(text)
        longer = "".join(part if _KEPT.fullmatch(part) else part.translate(_ACCENTED) for part in parts)
        return f"{longer} {'é' * max(2, len(text) // 3)}"


@cache
def words_of(language: str) -> Words:
    """The words of a language; English ones for a language that the pages do not speak."""
    if language in PSEUDO:
        return Words(language, Locale("en"))
    if language not in LANGUAGES or language == "en":
        return Words("en", Locale("en"))
    with resources.files("kiosk.owner").joinpath("catalogs", f"{language}.po").open("rb") as file:
        return Words(language, Locale(language), read_po(file, locale=language))


def preferred_language(accepted: str) -> str:
    """The first language that a browser accepts (`Accept-Language`, RFC 9110 §12.5.4) and the pages speak; English without one."""
    wanted = []
    for part in accepted.split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            wanted.append((-float(weight or 1), tag.split("-")[0].lower()))
        except ValueError:
            continue
    return next((tag for weight, tag in sorted(wanted, key=lambda one: one[0]) if tag in LANGUAGES and weight), "en")
