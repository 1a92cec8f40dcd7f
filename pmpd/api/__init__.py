"""The API for screens, handhelds and programs: JSON under /api/v1, described at /api/v1/openapi.json."""

PREFIX = "/api/v1"

LARGEST_REQUEST_BYTES = 8 << 20
"""Room for an order of as many lines, and as long texts, as the ledger takes in."""
