"""The ledger as the command line uses it: through the running daemon where there is one, else opened under an exclusive lock."""

import getpass
import os
import sqlite3
import time
from collections.abc import Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from ledger.canonical import canonical
from ledger.channel_order import ChannelOrder
from ledger.check import Finding, check_file
from ledger.command import Envelope, Outcome
from ledger.database import LEDGER_FILE, Held, Lock, not_opened, open_reader
from ledger.engine import Engine
from ledger.errors import Refused, Unavailable
from ledger.intake import ImportOrder
from ledger.orders import order_list
from ledger.timeline import timeline
from ledger.transaction import Answer, Reader
from pmpd.api import PREFIX
from pmpd.local_socket import is_served, socket_path

PATIENCE_S = 5.0
"""How long to wait for a program that has the ledger and can't be talked to: another command, a daemon that starts or stops."""

_PROGRAM = "pmpd command line"
_DEVICE = "command line"


class NoLedger(Exception):
    """There is no ledger in the directory; the text says what to do."""


def open_books(directory: Path, *, writing: bool = False) -> "LocalBooks | DaemonBooks":
    """The books in a directory, to be used in a `with`.

    Raises NoLedger when there are none and nothing is to be written, Held when a program that can't be talked to has them.
    """
    if not writing and not (directory / LEDGER_FILE).exists():
        raise NoLedger(f"there is no ledger in {directory}; name its directory with --data, or import orders to begin one")
    deadline_s = time.monotonic() + PATIENCE_S
    while True:
        try:
            return LocalBooks(directory, writing=writing)
        except Held as held:
            socket = held.holder.get("socket")
            # A daemon that starts or goes down holds the ledger and does not listen: in a moment it does, or the ledger is free.
            if socket and is_served(Path(socket)):
                return DaemonBooks(Path(socket))
            if time.monotonic() > deadline_s:
                raise
            time.sleep(0.1)


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in a container
        return f"user {os.getuid()}"


class LocalBooks:
    """The ledger opened by this program itself, which keeps every other one out.

    Unless something is to be written the file is only read: a ledger that is being checked must not be changed by the check.
    """

    def __init__(self, directory: Path, *, writing: bool) -> None:
        self._close = ExitStack()
        self._path = directory / LEDGER_FILE
        self._engine: Engine | None = None
        if writing:
            self._engine = self._close.enter_context(Engine(directory, program=_PROGRAM))
            self._reader = self._engine.reader
        else:
            self._close.callback(Lock(directory, _PROGRAM).close)
            try:
                self._reader = Reader(self._close.enter_context(closing(open_reader(self._path))))
            except BaseException:
                self._close.close()
                raise

    def __enter__(self) -> "LocalBooks":
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        self._close.close()
        if isinstance(error, sqlite3.DatabaseError):
            raise not_opened(self._path, error) from error

    def import_orders(self, orders: list[ChannelOrder]) -> list[Outcome]:
        """All in one durable transaction; a refused order rolls back alone."""
        assert self._engine is not None
        ids, who = self._engine.ids, _who()
        return self._engine.carry_out([Envelope(ids.command_id(), ImportOrder(order), who, _DEVICE) for order in orders])

    def order_list(self, **filters: Any) -> Answer:
        """A page of the console; filters as `ledger.orders.order_list` has them."""
        return order_list(self._reader, **filters)

    def timeline(self, number: str) -> Answer:
        """An order and its story."""
        return timeline(self._reader, number)

    def check(self) -> list[Finding]:
        """Every row that disagrees."""
        return check_file(self._path)


class DaemonBooks:
    """The ledger through the running daemon's local socket."""

    def __init__(self, socket: Path) -> None:
        self._close = ExitStack()
        transport = httpx.HTTPTransport(uds=self._close.enter_context(socket_path(socket)))
        headers = {b"X-Operator": _who().encode(), b"X-Device": _DEVICE.encode()}
        self._client = httpx.Client(transport=transport, base_url=f"http://localhost{PREFIX}", headers=headers, timeout=120)

    def __enter__(self) -> "DaemonBooks":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()
        self._close.close()

    def import_orders(self, orders: list[ChannelOrder]) -> list[Outcome]:
        """One request each, in order, since a later document may be a newer version of an earlier one."""
        outcomes = []
        for order in orders:
            try:
                outcomes.append(Outcome(answer=self.call("POST", "/orders", content=canonical(order))))
            except Refused as refusal:
                outcomes.append(Outcome(refusal=refusal))
        return outcomes

    def order_list(self, **filters: Any) -> Answer:
        """As LocalBooks does."""
        return self.call("GET", "/orders", params=filters)

    def timeline(self, number: str) -> Answer:
        """As LocalBooks does."""
        return self.call("GET", f"/orders/{quote(number, safe='')}/timeline")

    def check(self) -> list[Finding]:
        """As LocalBooks does."""
        return [Finding(**finding) for finding in self.call("GET", "/check")["findings"]]

    def call(self, method: str, path: str, *, content: str | None = None, params: Mapping[str, Any] | None = None) -> Answer:
        """One request; raises Refused for a rule's no, Unavailable when the daemon can't be reached or can't write."""
        try:
            response = self._client.request(method, path, content=content, params=params)
        except httpx.TransportError as error:
            raise Unavailable(f"the daemon does not answer ({error}); see whether it is still running") from error
        answer: Answer = response.json()
        if response.is_success:
            return answer
        said = answer["error"]
        if response.status_code == 503:
            raise Unavailable(said["message"], int(response.headers.get("Retry-After", "1")))
        raise Refused(said["code"], said["message"], said["details"])
