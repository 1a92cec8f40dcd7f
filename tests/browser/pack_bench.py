"""What a packer reads and scans at the bench."""

from typing import Any

from playwright.sync_api import expect

from tests.browser.visitor import Visitor
from tests.pmpd.small_shop import BARCODES


def line(visitor: Visitor, sku: str) -> Any:
    """The line of an item on the check."""
    return visitor.page.locator(".lines li", has_text=sku)


def scan(visitor: Visitor, sku: str, verified: str) -> None:
    """Verify a unit, and wait until the line says so."""
    visitor.type_scan(BARCODES[sku])
    expect(line(visitor, sku).locator(".figure")).to_have_text(verified)
