"""The Spanish keyboard."""

from devices.scanner.layout import DEAD_ACUTE, DEAD_CIRCUMFLEX, DEAD_DIAERESIS, DEAD_GRAVE, DEAD_TILDE, layout_from_rows

ES = layout_from_rows(
    "es",
    "Spanish",
    rows={
        41: ("º", "ª"),
        2: ("1234567890'¡", '!"·$%&/()=?¿'),
        16: ("qwertyuiop" + DEAD_GRAVE + "+", "QWERTYUIOP" + DEAD_CIRCUMFLEX + "*"),
        30: ("asdfghjklñ" + DEAD_ACUTE, "ASDFGHJKLÑ" + DEAD_DIAERESIS),
        43: ("çzxcvbnm,.-", "ÇZXCVBNM;:_"),
        86: ("<", ">"),
    },
    altgr=f"º\\ 1| 2@ 3# 4{DEAD_TILDE} 5€ 6¬ e€ {DEAD_GRAVE}[ +] {DEAD_ACUTE}{{ ç}}",
)
