"""A sale as the sample shop sees it, before it takes the shape of one channel's documents."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from pmpd.sample_shop.buyers import SampleBuyer
from pmpd.sample_shop.shapes import SampleListing

MINUTE_MS = 60_000
DAY_MS = 24 * 60 * MINUTE_MS
SHIPPING_MINOR = 590
EXPRESS_MINOR = 1290


@dataclass(frozen=True, slots=True)
class SaleLine:
    """`bought` offers of a listing, of which the buyer still wants `current`."""

    listing: SampleListing
    bought: int
    current: int


@dataclass(frozen=True, slots=True)
class Sale:
    """One version of an order; `number` is unique in the shop and grows with time."""

    number: int
    buyer: SampleBuyer
    lines: tuple[SaleLine, ...]
    placed_ms: int
    updated_ms: int
    paid: bool = True
    cancelled: bool = False
    express: bool = False
    note: str = ""

    @property
    def shipping_minor(self) -> int:
        """What the buyer pays for the parcel."""
        return EXPRESS_MINOR if self.express else SHIPPING_MINOR


def decimal_text(minor: int) -> str:
    """Return an amount of the shop's currency, which has two decimal places, as channels write it."""
    return f"{minor // 100}.{minor % 100:02d}"


def utc_text(instant_ms: int) -> str:
    """Return eBay's form of a moment: `2026-03-01T09:00:00.000Z`."""
    return _utc(instant_ms).strftime("%Y-%m-%dT%H:%M:%S.") + f"{instant_ms % 1000:03d}Z"


def local_text(instant_ms: int) -> str:
    """Return Shopify's form of a moment, whole seconds with the shop's offset: `2026-03-01T10:00:00+01:00`."""
    return _utc(instant_ms).astimezone(timezone(timedelta(hours=1))).isoformat(timespec="seconds")


def _utc(instant_ms: int) -> datetime:
    return datetime.fromtimestamp(instant_ms // 1000, UTC)
