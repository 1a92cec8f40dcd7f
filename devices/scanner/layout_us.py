"""The keyboard of the United States, which scanners leave the factory with; it has no AltGr."""

from devices.scanner.layout import layout_from_rows

US = layout_from_rows(
    "us",
    "United States",
    rows={
        41: ("`", "~"),
        2: ("1234567890-=", "!@#$%^&*()_+"),
        16: ("qwertyuiop[]", "QWERTYUIOP{}"),
        30: ("asdfghjkl;'", 'ASDFGHJKL:"'),
        43: ("\\zxcvbnm,./", "|ZXCVBNM<>?"),
        86: ("\\", "|"),
    },
)
