"""The key codes the decoder speaks of by name (linux/input-event-codes.h)."""

KEY_TAB = 15
KEY_ENTER = 28
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
CTRL_KEYS = frozenset({KEY_LEFTCTRL, KEY_RIGHTCTRL})
SHIFT_KEYS = frozenset({KEY_LEFTSHIFT, KEY_RIGHTSHIFT})
ALT_KEYS = frozenset({KEY_LEFTALT, KEY_RIGHTALT})
MODIFIERS = CTRL_KEYS | SHIFT_KEYS | ALT_KEYS

# KEY_KP7 … KEY_KP0: the numeric keypad, read as digits whatever Num Lock says, as scanners use it.
KEYPAD_DIGITS = {71: "7", 72: "8", 73: "9", 75: "4", 76: "5", 77: "6", 79: "1", 80: "2", 81: "3", 82: "0"}
