"""`sse.fanout`: from the answer to a commit until the last of fifty screens has heard of it."""

import asyncio
import re
import time
from functools import partial
from pathlib import Path

from ledger.canonical import canonical
from pmpd.api import PREFIX
from tests.bench.figure import Figure, compared, percentile
from tests.bench.http_client import Connect, by_tls, is_whole, request
from tests.bench.served import new_token, served, trusting
from tests.bench.shop import open_shop, order

SCREENS = 50
_PAUSE_S = 0.01
_PATIENCE_S = 30.0
_ID = re.compile(rb"id: (\d+)\r?\n")
_ID_BYTES = 32


class _Audience:
    """Screens that listen; `newest` is the highest number that any has heard."""

    def __init__(self) -> None:
        self.newest = 0
        self._wanted = 0
        self._left = 0
        self._done = asyncio.get_running_loop().create_future()

    def all_hear(self, wanted: int) -> "asyncio.Future[float]":
        """When, by the clock, the last screen hears something of this number, or of a higher one."""
        self._wanted, self._left = wanted, SCREENS
        self._done = asyncio.get_running_loop().create_future()
        return self._done

    def heard(self, before: int, number: int) -> None:
        self.newest = max(self.newest, number)
        if before < self._wanted <= number:
            self._left -= 1
            if not self._left:
                self._done.set_result(time.perf_counter())


class _Screen(asyncio.Protocol):
    """Listens to a stream, and reads nothing of it but the numbers."""

    def __init__(self, audience: _Audience, asked: bytes) -> None:
        self._audience = audience
        self._asked = asked
        self._heard = -1
        self._text = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(self._asked)

    def data_received(self, data: bytes) -> None:
        self._text += data
        numbers = _ID.findall(self._text)
        self._text = self._text[-_ID_BYTES:]  # what may be the beginning of a number's line
        if numbers and int(numbers[-1]) > self._heard:
            before, self._heard = self._heard, int(numbers[-1])
            self._audience.heard(before, self._heard)


class _Teller(asyncio.Protocol):
    """Sends one request after the other, and says when each was answered."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def tell(self, prepared: bytes) -> "asyncio.Future[float]":
        """When, by the clock, the answer is there."""
        self._answer = b""
        self._answered: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._transport.write(prepared)
        return self._answered

    def data_received(self, data: bytes) -> None:
        self._answer += data
        if is_whole(self._answer):
            self._answered.set_result(time.perf_counter())


class _Hall:
    """A server with its audience, and who tells it things."""

    def __init__(self, audience: _Audience, teller: _Teller) -> None:
        self._audience = audience
        self._teller = teller

    async def spread_ms(self, prepared: bytes) -> float:
        """How long after its answer the last screen heard what came of a request."""
        last = self._audience.all_hear(self._audience.newest + 1)
        answered_s = await asyncio.wait_for(self._teller.tell(prepared), _PATIENCE_S)
        heard_s = await asyncio.wait_for(last, _PATIENCE_S)
        await asyncio.sleep(_PAUSE_S)
        return (heard_s - answered_s) * 1e3


async def _hall(connect: Connect, path: str, tokens: list[str]) -> _Hall:
    audience = _Audience()
    begun = audience.all_hear(0)
    for token in tokens:
        await connect(partial(_Screen, audience, request("GET", path, token=token)))
    await asyncio.wait_for(begun, _PATIENCE_S)
    _, teller = await connect(_Teller)
    return _Hall(audience, teller)


async def sse_fanout(directory: Path, *, quick: bool) -> list[Figure]:
    """p99 over imported orders; the reference is a bare server that answers and then writes one line to as many streams."""
    samples = 10 if quick else 300
    data = directory / "box"
    open_shop(data)
    waited_ms, bare_ms = [], []
    async with served("box", data) as box, served("bare", data) as bare:
        tls, seller = trusting(data), new_token(data, "seller", "intake")
        tokens = [new_token(data, f"screen-{number}", "look") for number in range(SCREENS)]
        hall = await _hall(by_tls(box["https"], tls), f"{PREFIX}/events", tokens)
        bare_hall = await _hall(by_tls(bare["https"], tls), "/events", [""] * SCREENS)
        for number in range(samples):
            body = canonical(order(number)).encode()
            waited_ms.append(await hall.spread_ms(request("POST", f"{PREFIX}/orders", body, seller)))
            bare_ms.append(await bare_hall.spread_ms(request("POST", "/say", body)))
    return [compared("sse.fanout", "ms", [percentile(waited_ms, 99)], [percentile(bare_ms, 99)])]
