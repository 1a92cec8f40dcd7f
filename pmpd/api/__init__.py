"""The API for screens, handhelds and programs: JSON under /api/v1, described at /api/v1/openapi.json."""

PREFIX = "/api/v1"
