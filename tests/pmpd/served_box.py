"""A box that serves on loopback from a thread of its own, so that a test is an ordinary client."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx

from pmpd.api import PREFIX
from pmpd.box import Box
from pmpd.config import Config
from pmpd.identity.rights import OF_PROGRAMS
from pmpd.server import serving
from tests.pmpd.answer_contract import told_as_declared
from tests.pmpd.at_the_socket import AtTheSocket
from tests.pmpd.small_shop import SmallShop, furnish

T = TypeVar("T")
Json = dict[str, Any]


class ServedBox:
    """A furnished box and where it answers."""

    def __init__(self, box: Box, address: str, loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
        self.box = box
        self.address = address
        self.host = urlsplit(address).netloc
        self._loop = loop
        self._stop = stop
        self.client = self.new_client()

    def new_client(self) -> httpx.Client:
        """Another client, who may do everything; close it."""
        transport = AtTheSocket(self.box.directory)
        return httpx.Client(
            base_url=f"{self.address.rstrip('/')}{PREFIX}", timeout=20, transport=transport, event_hooks={"response": [told_as_declared]}
        )

    @cached_property
    def token(self) -> str:
        """The token of a program that may do whatever a program can."""
        body = {"name": "a program", "rights": sorted(OF_PROGRAMS), "per_s": 10_000}
        token: str = self.post("/api-tokens", body)["token"]
        return token

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something on the box's own loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=20)

    def shop(self, work: Callable[[SmallShop], Coroutine[Any, Any, T]]) -> T:
        """Let the people of the shop do something."""
        return self.run(work(SmallShop(self.box.ledger)))

    def stop(self) -> None:
        """Tell the box to go down; it does so in its own time."""
        self._loop.call_soon_threadsafe(self._stop.set)

    def get(self, path: str, **query: Any) -> Json:
        """What a GET answers; fails unless it is 200."""
        return _answer(self.client.get(path, params=query))

    def post(self, path: str, body: Json | None = None, **headers: str) -> Json:
        """What a POST answers; fails unless it is 200."""
        return _answer(self.client.post(path, json=body or {}, headers={name.replace("_", "-"): text for name, text in headers.items()}))

    def head(self) -> int:
        """The number of the newest journal row."""
        head: int = self.get("/health")["head"]
        return head


def _answer(response: httpx.Response) -> Json:
    assert response.status_code == 200, f"{response.request.method} {response.request.url}: {response.status_code} {response.text}"
    answer: Json = response.json()
    return answer


@contextmanager
def served_box(directory: Path, config: Config | None = None, *, furnished: bool = True) -> Iterator[ServedBox]:
    """Furnish a box, unless it is to be empty, and serve it on a free port; close it at the end."""
    if furnished:
        furnish(directory)
    started: Future[ServedBox] = Future()
    stop = asyncio.Event()

    async def serve() -> None:
        async with Box(directory, config or Config()) as box, serving(box, "127.0.0.1", 0) as address:
            started.set_result(ServedBox(box, address, asyncio.get_running_loop(), stop))
            await stop.wait()

    def work() -> None:
        try:
            asyncio.run(serve())
        except Exception as error:
            if started.done():
                raise
            started.set_exception(error)

    thread = threading.Thread(target=work, name="served box")
    thread.start()
    served = started.result(timeout=20)
    try:
        yield served
    finally:
        served.client.close()
        if thread.is_alive():
            served.stop()
        thread.join(timeout=20)
