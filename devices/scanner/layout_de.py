"""The German and Austrian keyboard. Its Caps Lock shifts the digits and most signs too, but not the keys < and -."""

from devices.scanner.layout import DEAD_ACUTE, DEAD_CIRCUMFLEX, DEAD_GRAVE, layout_from_rows

DE = layout_from_rows(
    "de",
    "German",
    rows={
        41: (DEAD_CIRCUMFLEX, "°"),
        2: ("1234567890ß" + DEAD_ACUTE, '!"§$%&/()=?' + DEAD_GRAVE),
        16: ("qwertzuiopü+", "QWERTZUIOPÜ*"),
        30: ("asdfghjklöä", "ASDFGHJKLÖÄ"),
        43: ("#yxcvbnm,.-", "'YXCVBNM;:_"),
        86: ("<", ">"),
    },
    altgr="2² 3³ 7{ 8[ 9] 0} ß\\ q@ e€ +~ mµ <|",
    caps="1234567890ß+#,.",
    decimal=",",
)
