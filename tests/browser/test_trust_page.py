"""The page of plain HTTP that leads a phone to the box, in a browser."""

import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from pmpd.config import Config, Discovery, Helper, Https
from tests.browser.accessible import violations
from tests.pmpd.served_box import served_box


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a box helps phones to trust it."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    https = Https(port=0, names=("a-warehouse-with-a-long-name.example.com",))
    config = Config(https=https, helper=Helper(host="127.0.0.1", port=port), discovery=Discovery(announce=False))
    with served_box(tmp_path_factory.mktemp("trust"), config):
        yield f"http://127.0.0.1:{port}/"


@pytest.mark.parametrize(("width", "height"), [(320, 640), (360, 740), (1280, 800)])
@pytest.mark.parametrize("language", ["en", "de", "es"])
@pytest.mark.browser
def test_everybody_can_read_how_to_trust_the_box(language: str, width: int, height: int, address: str, browser: Browser) -> None:
    for scheme in ("light", "dark"):
        context = browser.new_context(locale=language, viewport={"width": width, "height": height}, color_scheme=scheme)
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))  # noqa: B023 - the page is gone before the next one comes
        page.goto(address)
        for part in page.locator("summary").all():
            part.click()
        sizes = [box["height"] for link in page.locator("a").all() if (box := link.bounding_box())]
        assert (violations(page), said, page.locator("html").get_attribute("lang")) == ([], [], language)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert min(sizes) >= 64
        context.close()
