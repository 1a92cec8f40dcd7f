"""QR codes as rows of dark and light squares, for a screen to draw in its own colours."""

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode


def qr_rows(text: str) -> list[str]:
    """The code of a text, a row a string: `#` is dark, `.` light; the quiet zone of four squares around it is the screen's to leave."""
    code: QRCode = QRCode(error_correction=ERROR_CORRECT_M, border=0)  # type: ignore[type-arg]
    code.add_data(text)
    return ["".join("#" if dark else "." for dark in row) for row in code.get_matrix()]
