"""Waiting for what happens on its own time, with an end to it."""

import asyncio
import time
from collections.abc import Callable

_PATIENCE_S = 10.0
_LOOK_EVERY_S = 0.01


def expect_soon(fact: Callable[[], object]) -> None:
    """Return once the fact holds; fail when it does not within ten seconds."""
    deadline_s = time.monotonic() + _PATIENCE_S
    while not fact():
        assert time.monotonic() < deadline_s, "it did not happen within ten seconds"
        time.sleep(_LOOK_EVERY_S)


async def expect_eventually(fact: Callable[[], object]) -> None:
    """The same, while the loop goes on."""
    deadline_s = time.monotonic() + _PATIENCE_S
    while not fact():
        assert time.monotonic() < deadline_s, "it did not happen within ten seconds"
        await asyncio.sleep(_LOOK_EVERY_S)
