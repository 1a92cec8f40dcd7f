"""The United States keyboard, which scanners leave the factory with (linux/input-event-codes.h, USB HID usage tables 1.5, page 0x07)."""

from devices.scanner.key_codes import KEYPAD_DIGITS
from devices.scanner.layout import layout_from_rows

US = layout_from_rows(
    "us",
    rows={
        2: ("1234567890-=", "!@#$%^&*()_+"),
        16: ("qwertyuiop[]", "QWERTYUIOP{}"),
        30: ("asdfghjkl;'`", 'ASDFGHJKL:"~'),
        43: ("\\zxcvbnm,./", "|ZXCVBNM<>?"),
    },
    singles={57: " ", 55: "*", 74: "-", 78: "+", 83: ".", 98: "/", **KEYPAD_DIGITS},
)
