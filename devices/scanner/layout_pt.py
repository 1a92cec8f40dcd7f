"""The keyboard of Portugal."""

from devices.scanner.layout import DEAD_ACUTE, DEAD_CIRCUMFLEX, DEAD_DIAERESIS, DEAD_GRAVE, DEAD_TILDE, layout_from_rows

PT = layout_from_rows(
    "pt",
    "Portuguese",
    rows={
        41: ("\\", "|"),
        2: ("1234567890'«", '!"#$%&/()=?»'),
        16: ("qwertyuiop+" + DEAD_ACUTE, "QWERTYUIOP*" + DEAD_GRAVE),
        30: ("asdfghjklçº", "ASDFGHJKLÇª"),
        43: (DEAD_TILDE + "zxcvbnm,.-", DEAD_CIRCUMFLEX + "ZXCVBNM;:_"),
        86: ("<", ">"),
    },
    altgr=f"2@ 3£ 4§ 5€ 7{{ 8[ 9] 0}} e€ +{DEAD_DIAERESIS} {DEAD_ACUTE}]",
)
