"""The ledgers that take another one's place: an empty one when the demonstration is left, and a copy that is restored."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from ledger.audit.check import check_file
from ledger.database import LEDGER_FILE, open_reader
from ledger.engine import Engine
from ledger.errors import Corrupt, Refused, Unavailable
from ledger.migrate import steps_behind
from ledger.people.carrying_over import CarryOver, carried, shut_out
from ledger.people.operators import SetPin, operators
from ledger.sales.settings import settings
from ledger.transaction import Reader
from pmpd.demo.load import is_demo
from pmpd.incoming_file import forget_unfinished, new_file
from pmpd.ledger_copy import copy_ledger, note_taken
from pmpd.store import Ledger
from pmpd.succession import NEXT, announce, make_room

_SQLITE = b"SQLite format 3\0"
_PROGRAM = "pmpd"


class Successors:
    """Prepares another ledger beside the one of a running box.

    `ready` is set once it is whole: whoever runs the box closes it and starts it again, and the other ledger has moved in.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._directory = ledger.engine.path.parent
        self._at_work = asyncio.Lock()
        forget_unfinished(self._directory)
        self.ready = asyncio.Event()
        self.found: dict[str, Any] | None = None
        """What the copy that was looked at holds, as `examine` answers; None where none waits to be restored."""

    async def leave_demo(self, actor: str, device: str) -> dict[str, Any]:
        """Begin with an empty ledger that knows the people, devices, programs and settings of this one, and nothing else of it.

        Answers `{operators, devices, tokens, settings}`; refused `no_demo` for a ledger in which the shop is one's own.
        """
        async with self._at_work:
            self._refuse_second()
            if not await self._ledger.ask(is_demo):
                raise Refused("no_demo", "there is no sample shop in this ledger; what is in it is your own and stays")
            everybody = await self._ledger.ask(carried)
            self.found = None

            def prepare() -> dict[str, Any]:
                with self._engine(make_room(self._directory)) as engine:
                    answer = engine.submit(everybody, actor=actor, device=device)
                announce(self._directory, "thrown away")
                return answer

            answer = await asyncio.to_thread(prepare)
            self.ready.set()
            return answer

    async def copy(self) -> Path:
        """A file with a copy of the ledger as it is now. Raises Unavailable."""
        path = new_file(self._directory)
        try:
            await asyncio.to_thread(copy_ledger, self._ledger.engine.path, path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return path

    def taken_away(self) -> None:
        """A copy has reached somebody."""
        note_taken(self._directory, self._ledger.engine.clock.now_ms())

    async def examine(self, copy: Path) -> dict[str, Any]:
        """Look at a file that is to be restored, bring it up to date and keep it ready for `restore`; the file itself is moved.

        Answers `{shop_name, orders, items, newest_ms, owners}`. Refused `bad_copy` or `newer_copy`, saying what is wrong with it.
        """
        async with self._at_work:
            self._refuse_second()
            self.found = None
            try:
                self.found = await asyncio.to_thread(self._examined, copy)
            except BaseException:
                make_room(self._directory)
                raise
            return self.found

    def _examined(self, copy: Path) -> dict[str, Any]:
        coming = make_room(self._directory)
        file = coming / LEDGER_FILE
        copy.replace(file)
        _refuse_foreign(file)
        try:
            with self._engine(coming) as engine:
                summary = _summary(engine.reader)
            findings = check_file(file)
        except (Corrupt, Unavailable) as error:
            raise Refused("bad_copy", f"this copy can't be used: {error.message}") from error
        except sqlite3.DatabaseError as error:
            raise Refused("bad_copy", f"this copy is damaged ({error}); use an older one") from error
        if findings:
            raise Refused(
                "bad_copy", f"this copy is damaged in {len(findings)} places ({findings[0]}); use an older one", {"findings": len(findings)}
            )
        return summary

    async def restore(self, operator: str, hashed_pin: str, actor: str, device: str) -> dict[str, Any]:
        """Let the ledger that was examined take the place of this one, which is kept beside it unless it is a demonstration.

        Devices that may come in now still may, and whoever is shut out now stays so. `operator`, one of its owners, has a new PIN, since a
        PIN is good at the box alone where it was made. Answers `{operator}`; refused `nothing_examined`, or as `SetPin` is.
        """
        async with self._at_work:
            self._refuse_second()
            found = self.found
            if found is None:
                raise Refused("nothing_examined", "choose the file again; it was kept for this one start of the box only")
            if found["owners"] and operator not in found["owners"]:
                raise Refused("operator_not_found", f"{operator or 'nobody'} is no owner in this copy; choose one of its owners")
            everybody = await self._ledger.ask(carried)
            devices = CarryOver(devices=tuple(replace(one, operator="") for one in everybody.devices))
            outside = await self._ledger.ask(shut_out)
            outside = replace(outside, gone=tuple(name for name in outside.gone if name != operator))
            kept = not await self._ledger.ask(is_demo)

            def prepare() -> None:
                with self._engine(self._directory / NEXT) as engine:
                    if found["owners"]:
                        engine.submit(SetPin(operator, hashed_pin), actor=actor, device=device)
                    engine.submit(devices, actor=actor, device=device)
                    if kept:  # the people of a demonstration are not those of the copy, though they may have their names
                        engine.submit(outside, actor=actor, device=device)
                announce(self._directory, "kept" if kept else "thrown away")

            await asyncio.to_thread(prepare)
            self.ready.set()
            return {"operator": operator}

    def _engine(self, directory: Path) -> Engine:
        engine = self._ledger.engine
        return Engine(directory, program=_PROGRAM, clock=engine.clock, ids=engine.ids)

    def _refuse_second(self) -> None:
        if self.ready.is_set():
            raise Unavailable("the box is starting anew; try again in a moment", retry_after_s=3)


def _refuse_foreign(file: Path) -> None:
    """Refused `bad_copy` for what is no ledger, `newer_copy` for one from a newer program."""
    with file.open("rb") as opened:
        if opened.read(len(_SQLITE)) != _SQLITE:
            raise Refused("bad_copy", "this file is no copy of a ledger; choose the one that was downloaded, its name ends in .sqlite3")
    try:
        with closing(open_reader(file)) as connection:
            behind = steps_behind(connection)
            connection.execute("SELECT seq FROM journal LIMIT 1")
    except sqlite3.DatabaseError as error:
        raise Refused("bad_copy", f"this is a database, but none of pmpd's, or it is damaged ({error}); choose another file") from error
    if behind < 0:
        raise Refused("newer_copy", "this copy was made by a newer pmpd; update this box first")


def _summary(reader: Reader) -> dict[str, Any]:
    return {
        "shop_name": settings(reader)["shop_name"],
        "orders": reader.number("SELECT COUNT(*) FROM orders"),
        "items": reader.number("SELECT COUNT(*) FROM item"),
        "newest_ms": reader.number("SELECT at_ms FROM journal ORDER BY seq DESC LIMIT 1"),
        "owners": [one["operator"] for one in operators(reader) if one["role"] == "owner" and one["active"]],
    }
