"""Whether a page can be used by everybody, as far as a program can tell: axe finds nothing."""

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it is now: the rule, and where."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {', '.join(' '.join(map(str, node['target'])) for node in one['nodes'])}" for one in found]
