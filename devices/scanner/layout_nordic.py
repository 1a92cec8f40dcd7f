"""The keyboards of Sweden and Finland, Denmark, and Norway."""

from devices.scanner.layout import DEAD_ACUTE, DEAD_CIRCUMFLEX, DEAD_DIAERESIS, DEAD_GRAVE, DEAD_TILDE, layout_from_rows

SE = layout_from_rows(
    "se",
    "Swedish or Finnish",
    rows={
        41: ("§", "½"),
        2: ("1234567890+" + DEAD_ACUTE, '!"#¤%&/()=?' + DEAD_GRAVE),
        16: ("qwertyuiopå" + DEAD_DIAERESIS, "QWERTYUIOPÅ" + DEAD_CIRCUMFLEX),
        30: ("asdfghjklöä", "ASDFGHJKLÖÄ"),
        43: ("'zxcvbnm,.-", "*ZXCVBNM;:_"),
        86: ("<", ">"),
    },
    altgr=f"2@ 3£ 4$ 5€ 7{{ 8[ 9] 0}} +\\ e€ {DEAD_DIAERESIS}{DEAD_TILDE} mµ <|",
    decimal=",",
)

DK = layout_from_rows(
    "dk",
    "Danish",
    rows={
        41: ("½", "§"),
        2: ("1234567890+" + DEAD_ACUTE, '!"#¤%&/()=?' + DEAD_GRAVE),
        16: ("qwertyuiopå" + DEAD_DIAERESIS, "QWERTYUIOPÅ" + DEAD_CIRCUMFLEX),
        30: ("asdfghjklæø", "ASDFGHJKLÆØ"),
        43: ("'zxcvbnm,.-", "*ZXCVBNM;:_"),
        86: ("<", ">"),
    },
    altgr=f"2@ 3£ 4$ 5€ 7{{ 8[ 9] 0}} {DEAD_ACUTE}| e€ {DEAD_DIAERESIS}{DEAD_TILDE} mµ <\\",
    decimal=",",
)

NO = layout_from_rows(
    "no",
    "Norwegian",
    rows={
        41: ("|", "§"),
        2: ("1234567890+\\", '!"#¤%&/()=?' + DEAD_GRAVE),
        16: ("qwertyuiopå" + DEAD_DIAERESIS, "QWERTYUIOPÅ" + DEAD_CIRCUMFLEX),
        30: ("asdfghjkløæ", "ASDFGHJKLØÆ"),
        43: ("'zxcvbnm,.-", "*ZXCVBNM;:_"),
        86: ("<", ">"),
    },
    altgr=f"2@ 3£ 4$ 5€ 7{{ 8[ 9] 0}} \\{DEAD_ACUTE} e€ {DEAD_DIAERESIS}{DEAD_TILDE} mµ",
    decimal=",",
)
