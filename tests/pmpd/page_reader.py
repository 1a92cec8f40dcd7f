"""A browser without a screen, in front of the owner's pages."""

import re
from uuid import uuid4

import httpx

from tests.pmpd.served_box import ServedBox


class PageReader:
    """Pages, and forms as browsers send them."""

    def __init__(self, served: ServedBox, client: httpx.Client) -> None:
        self.origin = served.address.rstrip("/")
        self.client = client

    def page(self, path: str, **headers: str) -> httpx.Response:
        """A page, wherever it leads."""
        return self.client.get(f"{self.origin}{path}", follow_redirects=True, headers=headers)

    def send(self, path: str, fields: dict[str, str | list[str]] | None = None, **files: tuple[str, bytes]) -> httpx.Response:
        """Send a form and go where it leads."""
        said = {"request": str(uuid4()), **(fields or {})}
        return self.client.post(f"{self.origin}{path}", data=said, files=files or None, follow_redirects=True)


def words_of(answer: httpx.Response) -> str:
    """What a page says, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2]).split())
