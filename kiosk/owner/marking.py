"""Marking a text for the catalogs where it is written, since it is translated only where it is shown."""


def N_(text: str) -> str:
    """The text itself."""
    return text
