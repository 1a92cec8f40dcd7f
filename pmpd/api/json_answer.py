"""Answers in JSON, spelled as the ledger spells them."""

from typing import Any

from aiohttp import web

from ledger.canonical import canonical


def json_answer(answer: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """The response with an answer."""
    return web.Response(body=canonical(answer).encode(), content_type="application/json", status=status, headers=headers)
