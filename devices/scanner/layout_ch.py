"""The Swiss keyboards, German and French: the same but for which of ü è, ö é and ä à needs Shift."""

from devices.scanner.layout import DEAD_ACUTE, DEAD_CIRCUMFLEX, DEAD_DIAERESIS, DEAD_GRAVE, DEAD_TILDE, Layout, layout_from_rows


def _swiss(name: str, language: str, lower: str, upper: str) -> Layout:
    return layout_from_rows(
        name,
        language,
        rows={
            41: ("§", "°"),
            2: ("1234567890'" + DEAD_CIRCUMFLEX, '+"*ç%&/()=?' + DEAD_GRAVE),
            16: ("qwertzuiop" + lower[0] + DEAD_DIAERESIS, "QWERTZUIOP" + upper[0] + "!"),
            30: ("asdfghjkl" + lower[1:], "ASDFGHJKL" + upper[1:]),
            43: ("$yxcvbnm,.-", "£YXCVBNM;:_"),
            86: ("<", ">"),
        },
        altgr=f"1¦ 2@ 3# 4° 5§ 6¬ 7| 8¢ '{DEAD_ACUTE} {DEAD_CIRCUMFLEX}{DEAD_TILDE} e€ {lower[0]}[ {DEAD_DIAERESIS}] {lower[2]}{{ $}} <\\",
        # With Caps Lock both accented letters of a key become capitals.
        caps_shifted={small: other.upper() for small, other in zip(lower, upper, strict=True)},
    )


DE_CH = _swiss("de-ch", "Swiss German", "üöä", "èéà")
FR_CH = _swiss("fr-ch", "Swiss French", "èéà", "üöä")
