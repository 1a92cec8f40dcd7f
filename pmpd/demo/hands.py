"""The demonstration's hands: requests to the box through its API and its simulated devices, every answer looked at."""

import asyncio
from pathlib import Path
from typing import Any

import httpx

from pmpd.box import Box

Answer = dict[str, Any]
STATION = "PACK-1"
_LIGHT_PATIENCE = 50


class DemoFailed(Exception):
    """The story could not be played to its end; the text says at which step and why."""


def expect(fact: object, words: str) -> None:
    """Go on only if it is so. Raises DemoFailed."""
    if not fact:
        raise DemoFailed(words)


class Hands:
    """What everybody in the demonstration does with."""

    def __init__(self, client: httpx.AsyncClient, box: Box, out: Path) -> None:
        self._client = client
        self.box = box
        self.out = out

    async def get(self, path: str, **query: Any) -> Answer:
        """Ask the box."""
        return self._answer(await self._client.get(path, params=query), path)

    async def post(self, path: str, body: Answer | None = None, device: str = "", who: str = "demo") -> Answer:
        """Tell the box."""
        headers = {"X-Operator": who, "X-Device": device}
        return self._answer(await self._client.post(path, json=body or {}, headers=headers), path)

    def _answer(self, response: httpx.Response, path: str) -> Answer:
        answer: Answer = response.json()
        expect(response.is_success, f"{path} answered {response.status_code}: {answer.get('error')}")
        return answer

    async def picture(self, path: str) -> bytes:
        """The bytes of a picture."""
        return (await self._client.get(path)).content

    async def scan(self, scanner: str, code: str) -> Answer:
        """Scan with a simulated scanner, key event by key event."""
        return await self.post("/scans", {"scanner": scanner, "code": code})

    async def shines(self, session: int, bin: str) -> bool:
        """Whether the light of a walk's stop shines, which it does a moment after the commit; so it is said of a bin without a light."""
        for _ in range(_LIGHT_PATIENCE):
            light = await self.get(f"/pick-sessions/{session}/light")
            if light["light"] == bin and light["state"] == "none":
                return True
            if any(shown["light"] == bin for shown in (await self.get("/lights"))["on"]):
                return True
            await asyncio.sleep(0.02)
        return False

    async def state(self, order: str) -> str:
        """The state of an order."""
        return str((await self.get(f"/orders/{order}"))["state"])
