"""QR codes as rows of squares and as pictures that stand in a page: what they say is written into no address and no log."""

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4
"""Modules of white around a code (ISO/IEC 18004 §6.3.8)."""


def qr_rows(text: str) -> list[str]:
    """The code of a text, a row a string: `#` is dark, `.` light; whoever draws it leaves the quiet zone around it."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    return ["".join("#" if dark else "." for dark in row) for row in code.get_matrix()]


def qr_svg(text: str) -> str:
    """An SVG of the code, black on white in any colour scheme; what stands around it says what it is."""
    rows = qr_rows(text)
    size = len(rows) + 2 * QUIET
    bars = "".join(f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark == "#")
    return (
        f'<svg class="qr" viewBox="0 0 {size} {size}" aria-hidden="true" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{bars}" fill="#000"/></svg>'
    )
