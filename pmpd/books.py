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
from uuid import UUID

import httpx

from ledger.audit.check import check_file
from ledger.audit.check_finding import Finding
from ledger.canonical import canonical
from ledger.command import Envelope, Outcome
from ledger.database import LEDGER_FILE, Held, Lock, holder, not_opened, open_reader
from ledger.engine import Engine
from ledger.errors import Refused, Unavailable
from ledger.migrate import steps_behind
from ledger.sales.channel_order import ChannelOrder
from ledger.sales.intake import ImportOrder
from ledger.transaction import Answer, Reader
from pmpd.api import PREFIX
from pmpd.api.call import BoxRoute, CommandRoute, QueryRoute, Route, Said, path_names
from pmpd.local_socket import is_served, socket_path
from pmpd.spreadsheets.importing import SheetReport, plan_rows
from pmpd.spreadsheets.sheet import Sheet
from pmpd.spreadsheets.table import SheetRow, write_table
from pmpd.succession import take_over

PATIENCE_S = 5.0
"""How long to wait for a program that has the ledger and can't be talked to: another command, a daemon that starts or stops."""

_PROGRAM = "pmpd command line"
_DEVICE = "command line"


class NoLedger(Exception):
    """There is no ledger in the directory; the text says what to do."""


def open_books(directory: Path, *, writing: bool = False, beginning: bool = False) -> "LocalBooks | DaemonBooks":
    """The books in a directory, to be used in a `with`; where there are none, `beginning` begins them.

    Raises NoLedger when there are none and none are begun, Held when a program that can't be talked to has them.
    """
    if not beginning and not (directory / LEDGER_FILE).exists():
        raise NoLedger(f"there is no ledger in {directory}; name its directory with --data, or begin one with orders, a sheet or the box")
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


def running_box(directory: Path) -> "DaemonBooks":
    """The box that runs on a directory, to be used in a `with`; raises NoLedger when none does."""
    socket = holder(directory).get("socket")
    if not socket:
        raise NoLedger(f"no box is running on {directory}; start it with: pmpd serve --data {directory}")
    return DaemonBooks(Path(socket))


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in a container
        return f"user {os.getuid()}"


def _refuse_other_age(connection: sqlite3.Connection, path: Path) -> None:
    """Raise NoLedger for a ledger of another version: who only reads brings nothing up to date."""
    try:
        behind = steps_behind(connection)
    except sqlite3.DatabaseError:
        return  # a damaged file; the check names the damage, every other question fails at it
    if behind > 0:
        raise NoLedger(f"{path} was written by an older pmpd; start the box on it once (pmpd serve) to bring it up to date")
    if behind < 0:
        raise NoLedger(f"{path} was written by a newer pmpd; install that version or a newer one")


class LocalBooks:
    """The ledger opened by this program itself, which keeps every other one out.

    Unless something is to be written the file is only read: a ledger that is being checked must not be changed by the check.
    """

    def __init__(self, directory: Path, *, writing: bool) -> None:
        self._close = ExitStack()
        self._path = directory / LEDGER_FILE
        self._engine: Engine | None = None
        if writing:
            take_over(directory)
            self._engine = self._close.enter_context(Engine(directory, program=_PROGRAM))
            self._reader = self._engine.reader
        else:
            self._close.callback(Lock(directory, _PROGRAM).close)
            try:
                connection = self._close.enter_context(closing(open_reader(self._path)))
                _refuse_other_age(connection, self._path)
                self._reader = Reader(connection)
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

    def import_rows(self, sheet: Sheet, rows: list[SheetRow]) -> SheetReport:
        """Rows of a sheet, all in one durable transaction; a bad one stays out alone."""
        assert self._engine is not None
        ids, who = self._engine.ids, _who()
        steps = plan_rows(self._reader, sheet, rows)
        commands = [step.command for step in steps if step.command is not None]
        outcomes = iter(self._engine.carry_out([Envelope(ids.command_id(), command, who, _DEVICE) for command in commands]))
        report = SheetReport()
        for step in steps:
            report.count(step, next(outcomes) if step.command is not None else None)
        return report

    def export_sheet(self, sheet: Sheet) -> str:
        """All that the ledger holds of a sheet, as CSV."""
        return write_table(sheet, sheet.rows(self._reader))

    def carry_out(self, route: CommandRoute, said: Said, command_id: UUID | None = None) -> Answer:
        """Carry out the command that a route makes of what was said; raises Refused for a rule's no."""
        assert self._engine is not None
        return self._engine.submit(route.command(said), actor=_who(), device=_DEVICE, command_id=command_id.bytes if command_id else None)

    def ask(self, route: QueryRoute, said: Said) -> Answer:
        """Ask the query that a route makes of what was said; raises Refused when it names something that is not there."""
        return route.ask(self._reader, said)

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

    def import_rows(self, sheet: Sheet, rows: list[SheetRow]) -> SheetReport:
        """As LocalBooks does; rows that are at fault by themselves are not sent."""
        report = SheetReport()
        for row in rows:
            if row.fault:
                report.reject(row.line, row.fault)
        sent = [row for row in rows if not row.fault]
        said = self.call("POST", f"/sheets/{sheet.kind}", content=canonical({"rows": [row.cells for row in sent]}))
        del said["read"]
        rejects = [{"line": sent[reject["line"] - 1].line, "reason": reject["reason"]} for reject in said.pop("rejects")]
        report.add(SheetReport(**said, rejects=rejects))
        return report

    def export_sheet(self, sheet: Sheet) -> str:
        """As LocalBooks does."""
        return self._send("GET", f"/sheets/{sheet.kind}").text

    def carry_out(self, route: CommandRoute | BoxRoute, said: Said, command_id: UUID | None = None) -> Answer:
        """As LocalBooks does; a route of the box itself too."""
        headers = {"Idempotency-Key": str(command_id)} if command_id else None
        return self.call(route.method, _path(route, said), content=said.body.model_dump_json(exclude_unset=True), headers=headers)

    def ask(self, route: QueryRoute | BoxRoute, said: Said) -> Answer:
        """As LocalBooks does; a route of the box itself too."""
        return self.call(route.method, _path(route, said), params=said.body.model_dump(mode="json", exclude_unset=True, exclude_none=True))

    def check(self) -> list[Finding]:
        """As LocalBooks does."""
        return [Finding(**finding) for finding in self.call("GET", "/check")["findings"]]

    def call(
        self,
        method: str,
        path: str,
        *,
        content: str | None = None,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request; raises Refused for a rule's no, Unavailable when the daemon can't be reached or can't write."""
        answer: Answer = self._send(method, path, content=content, params=params, headers=headers).json()
        return answer

    def _send(self, method: str, path: str, **said: Any) -> httpx.Response:
        try:
            response = self._client.request(method, path, **said)
        except httpx.TransportError as error:
            raise Unavailable(f"the daemon does not answer ({error}); see whether it is still running") from error
        if response.is_success:
            return response
        error_said = response.json()["error"]
        if response.status_code == 503:
            raise Unavailable(error_said["message"], int(response.headers.get("Retry-After", "1")))
        raise Refused(error_said["code"], error_said["message"], error_said["details"])


def _path(route: Route, said: Said) -> str:
    """The path of a request: what was said in place of each parameter, a slash in it spelled out so that it parts nothing."""
    path = route.path
    for name in path_names(route.path):
        path = path.replace(f"{{{name}}}", quote(said.path[name], safe=""))
    return path
