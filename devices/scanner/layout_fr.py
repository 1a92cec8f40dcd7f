"""The French keyboard: digits need Shift, and Caps Lock shifts every key but ² and <."""

from devices.scanner.layout import DEAD_CIRCUMFLEX, DEAD_DIAERESIS, DEAD_GRAVE, DEAD_TILDE, layout_from_rows

FR = layout_from_rows(
    "fr",
    "French",
    rows={
        41: ("²", ""),
        2: ("&é\"'(-è_çà)=", "1234567890°+"),
        16: ("azertyuiop" + DEAD_CIRCUMFLEX + "$", "AZERTYUIOP" + DEAD_DIAERESIS + "£"),
        30: ("qsdfghjklmù", "QSDFGHJKLM%"),
        43: ("*wxcvbn,;:!", "µWXCVBN?./§"),
        86: ("<", ">"),
    },
    altgr=f"é{DEAD_TILDE} \"# '{{ ([ -| è{DEAD_GRAVE} _\\ ç^ à@ )] =}} e€ $¤",
    caps="&é\"'(-è_çà)=" + DEAD_CIRCUMFLEX + "$ù*,;:!",
)
