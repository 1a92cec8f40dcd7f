"""`http.reserve`: orders through the API, beside a bare JSON echo of the same bodies by the same client."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from ledger.canonical import canonical
from pmpd.api import PREFIX
from tests.bench.figure import Figure, compared
from tests.bench.http_client import request, requests_per_s
from tests.bench.shop import open_shop, order


@asynccontextmanager
async def _server(*arguments: str) -> AsyncIterator[int]:
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.bench.http_servers", *arguments, stdout=PIPE)
    try:
        assert process.stdout is not None
        yield int(await process.stdout.readline())
    finally:
        process.terminate()
        await process.wait()


async def http_reserve(directory: Path, *, quick: bool) -> list[Figure]:
    """Orders per second that 16 kept-alive connections get through; this process is the client."""
    rounds, size = (2, 400) if quick else (6, 1_500)
    open_shop(directory / "box")
    rates, echo_rates = [], []
    async with _server("box", str(directory / "box")) as box_port, _server("echo") as echo_port:
        for start in range(0, (rounds + 1) * size, size):
            bodies = [canonical(order(number)).encode() for number in range(start, start + size)]
            echo_rate = await requests_per_s(echo_port, [request(echo_port, "/", body) for body in bodies])
            rate = await requests_per_s(box_port, [request(box_port, f"{PREFIX}/orders", body) for body in bodies])
            if start:  # the first round warms both up
                rates.append(rate)
                echo_rates.append(echo_rate)
    return [compared("http.reserve", "orders/s", rates, echo_rates, ">= 0.25")]
