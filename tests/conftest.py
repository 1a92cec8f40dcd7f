"""What every test may ask for."""

from pathlib import Path

import pytest
from hypothesis import settings

from tests.required_parts import contracts_place, required_program

# No deadline per example: a slow moment of a shared machine is no fault of the product.
settings.register_profile("product", deadline=None, print_blob=True)
settings.load_profile("product")


@pytest.fixture(scope="session")
def contracts() -> Path:
    """The folder of the vendors' contracts, one folder a vendor (`contracts / "shopify"`)."""
    return contracts_place()


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The Chromium that the browser tests drive."""
    return required_program("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def gcc() -> Path:
    """The C compiler that builds the preload libraries for slow and failing disks."""
    return required_program("gcc")


@pytest.fixture(scope="session")
def sqlite3_shell() -> Path:
    """The sqlite3 command line, with which a test edits a ledger behind the product's back."""
    return required_program("sqlite3")
