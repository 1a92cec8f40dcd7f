"""The language of a printer: documents become bytes, and bytes become a picture of what they print. Pure; sending is a link's business."""

from typing import Protocol

from PIL import Image

from devices.printer.document import Document


class Codec(Protocol):
    """One printer language on one size of paper."""

    def encode(self, document: Document) -> bytes:
        """Return the bytes that print `document`; the same document always gives the same bytes.

        Raises `ValueError`, saying what to do, for a document that can't be printed.
        """
        ...

    def picture(self, job: bytes) -> Image.Image:
        """Draw what the bytes of a job print, one dot a pixel. Raises `ValueError` for bytes this language does not know."""
        ...
