"""The key codes the decoder speaks of by name (linux/input-event-codes.h), and key strokes: a key with the modifiers held at its press."""

KEY_RESERVED = 0
KEY_TAB = 15
KEY_RIGHTBRACE = 27
KEY_ENTER = 28
KEY_BACKSLASH = 43
KEY_102ND = 86
KEY_KPENTER = 96

KEY_LEFTCTRL = 29
KEY_RIGHTCTRL = 97
KEY_LEFTSHIFT = 42
KEY_RIGHTSHIFT = 54
KEY_LEFTALT = 56
KEY_RIGHTALT = 100
KEY_CAPSLOCK = 58
KEY_NUMLOCK = 69

TERMINATORS = frozenset({KEY_ENTER, KEY_KPENTER, KEY_TAB})

# KEY_KP7 … KEY_KP0: the numeric keypad, read as digits whatever Num Lock says, as scanners use it.
KEYPAD_DIGITS = {71: "7", 72: "8", 73: "9", 75: "4", 76: "5", 77: "6", 79: "1", 80: "2", 81: "3", 82: "0"}

# A stroke is one number: a key code (at most 0x2ff, KEY_MAX) and above it a bit for each modifier.
SHIFT, ALTGR, CTRL, ALT, CAPS = 0x400, 0x800, 0x1000, 0x2000, 0x4000
KEY_OF_STROKE = 0x3FF

MODIFIERS = {
    KEY_LEFTSHIFT: SHIFT,
    KEY_RIGHTSHIFT: SHIFT,
    KEY_RIGHTALT: ALTGR,
    KEY_LEFTCTRL: CTRL,
    KEY_RIGHTCTRL: CTRL,
    KEY_LEFTALT: ALT,
}

ALT_RELEASED = KEY_RESERVED
"""Stands among the strokes where Alt was let go, which ends a number typed with it."""
