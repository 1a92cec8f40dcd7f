"""The keyboard layouts there are, by the name the configuration gives them."""

from collections.abc import Mapping

from devices.scanner.layout import Layout
from devices.scanner.layout_ch import DE_CH, FR_CH
from devices.scanner.layout_de import DE
from devices.scanner.layout_es import ES
from devices.scanner.layout_fr import FR
from devices.scanner.layout_it import IT
from devices.scanner.layout_nordic import DK, NO, SE
from devices.scanner.layout_pt import PT
from devices.scanner.layout_uk import UK
from devices.scanner.layout_us import US

LAYOUTS: Mapping[str, Layout] = {layout.name: layout for layout in (US, UK, DE, FR, ES, IT, PT, DE_CH, FR_CH, SE, DK, NO)}


class UnknownLayout(ValueError):
    """No layout has that name; the text names those there are."""


def layout_named(name: str) -> Layout:
    """Return the layout of that name; raises `UnknownLayout`."""
    try:
        return LAYOUTS[name]
    except KeyError:
        raise UnknownLayout(f"there is no keyboard layout {name!r}; there is {', '.join(sorted(LAYOUTS))}") from None
