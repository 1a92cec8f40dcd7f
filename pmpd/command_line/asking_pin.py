"""Asking for a PIN where nobody can read it: neither the list of programs nor the shell's memory ever holds it."""

import getpass


class NoPin(Exception):
    """What was typed is no PIN; the text says why."""


def asked_pin(operator: str) -> str:
    """The PIN as it was typed twice, without showing it. Raises NoPin where the two are not alike."""
    pin = getpass.getpass(f"New PIN of {operator}: ")
    if pin != getpass.getpass("The same again: "):
        raise NoPin("the two are not alike; nothing was changed")
    return pin
