"""EAN-13 numbers of the range that GS1 leaves to each shop for its own labels (first two digits 20 to 29)."""


def in_store_ean13(prefix: int, number: int) -> str:
    """Return the 13 digits of a shop's own number (up to ten digits); the last is the check digit.

    GS1 General Specifications, section 7.9: the digits weigh 1 and 3 in turn from the left, and the check digit fills their sum up to a
    multiple of 10.
    """
    digits = f"{prefix:02d}{number:010d}"
    weighted = sum(int(digit) * (3 if position % 2 else 1) for position, digit in enumerate(digits))
    return f"{digits}{-weighted % 10}"
