"""Trade item numbers (GTIN): one number, printed with 8, 12, 13 or 14 digits.

GS1 General Specifications, section 7.9 (check digit) and 3.3.2 (shorter ones are filled with zeros on the left).
"""

LENGTHS = (8, 12, 13, 14)


def is_gtin(code: str) -> bool:
    """Whether a code is a trade item number: one of the lengths, and its last digit checks the others."""
    if len(code) not in LENGTHS or not (code.isascii() and code.isdigit()) or not code.strip("0"):
        return False
    # Counted from the right: the check digit once, the next digit three times, and so on by turns.
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(code))) % 10 == 0


def spellings(code: str) -> tuple[str, ...]:
    """Every code that means the same item as this one, itself first: a GTIN in each of its lengths, any other code alone."""
    if not is_gtin(code):
        return (code,)
    digits = code.lstrip("0")
    return (code, *[filled for length in LENGTHS if len(filled := digits.zfill(length)) == length and filled != code])
