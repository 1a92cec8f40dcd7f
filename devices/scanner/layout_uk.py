"""The keyboard of the United Kingdom."""

from devices.scanner.layout import layout_from_rows

UK = layout_from_rows(
    "uk",
    "British",
    rows={
        41: ("`", "¬"),
        2: ("1234567890-=", '!"£$%^&*()_+'),
        16: ("qwertyuiop[]", "QWERTYUIOP{}"),
        30: ("asdfghjkl;'", "ASDFGHJKL:@"),
        43: ("#zxcvbnm,./", "~ZXCVBNM<>?"),
        86: ("\\", "|"),
    },
    altgr="`¦ 4€ eé uú ií oó aá",
    altgr_shifted="eÉ uÚ iÍ oÓ aÁ",
)
