"""The box that a page's examples are run against."""

import contextlib
import io
import json
import re
import shlex
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from pmpd.command_line import main
from tests.docs.expectation import misfit, text_fits
from tests.docs.page import Command, Exchange, FileBlock, Step
from tests.pmpd.at_the_socket import AtTheSocket
from tests.pmpd.terminal import daemon


class Reader:
    """Somebody who types what a page shows and compares what comes."""

    def __init__(self, place: Path, data: Path, address: str) -> None:
        self._place = place
        self._network = httpx.Client(base_url=address, timeout=20)
        self._known: dict[str, str] = {}
        self._client = httpx.Client(base_url="http://localhost", timeout=20, transport=AtTheSocket(data))

    def close(self) -> None:
        """Hang up."""
        self._client.close()
        self._network.close()

    def follow(self, step: Step) -> str:
        """Do one step; answers what is not as the page says, empty when all is."""
        if isinstance(step, FileBlock):
            (self._place / step.name).write_text(step.text, encoding="utf-8")
            return ""
        return self._type(step) if isinstance(step, Command) else self._send(step)

    def _type(self, command: Command) -> str:
        program, *words = shlex.split(command.words)
        if program != "pmpd":
            return f"{command.place}: only pmpd can be typed here, not {program}"
        said = io.StringIO()
        # SystemExit: help was asked for, or the command line itself was wrong; what was printed says so.
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said), contextlib.suppress(SystemExit):
            main(words)
        got = said.getvalue()
        if command.into:
            (self._place / command.into).write_text(got, encoding="utf-8")
            got = ""
        if text_fits(command.expected, got):
            return ""
        return f"{command.place}: $ {command.words}\n--- expected\n{command.expected}\n--- got\n{got}"

    def _send(self, exchange: Exchange) -> str:
        headers = {name: self._filled(text) for name, text in exchange.headers.items()}
        body = None if exchange.body is None else json.loads(self._filled(json.dumps(exchange.body)))
        client = self._network if "Authorization" in headers else self._client
        response = client.request(exchange.method, self._filled(exchange.path), json=body, headers=headers)
        fault = "" if response.status_code == exchange.status else f"the status is {response.status_code}, expected {exchange.status}"
        if not fault and exchange.answer is not None:
            fault = misfit(self._remembered(exchange.answer, response.json()), response.json())
        return f"{exchange.place}: {exchange.method} {exchange.path}: {fault}\n--- got\n{response.text}" if fault else ""

    def _filled(self, text: str) -> str:
        return re.sub(r"\$([A-Z]+)", lambda name: self._known[name[1]], text)

    def _remembered(self, expected: Any, got: Any) -> Any:
        """The expected answer, each `$NAME` in it known from now on as what came."""
        if not isinstance(expected, dict) or not isinstance(got, dict):
            return expected
        names = {field: text[1:] for field, text in expected.items() if isinstance(text, str) and text.startswith("$") and field in got}
        self._known.update({name: str(got[field]) for field, name in names.items()})
        return {field: got[field] if field in names else value for field, value in expected.items()}


@pytest.fixture
def clock_of_greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Local time is UTC, so that a page shows the same times everywhere."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def follow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock_of_greenwich: None) -> Iterator[Callable[[Step], str]]:
    """Do a step of a page against a fresh empty box; who types is called ana."""
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    for name, text in {"PMPD_DATA": str(tmp_path / "data"), "LOGNAME": "ana", "COLUMNS": "140"}.items():
        monkeypatch.setenv(name, text)
    with daemon(tmp_path / "data") as running:
        reader = Reader(place, tmp_path / "data", running.first_line.split()[2])
        try:
            yield reader.follow
        finally:
            reader.close()
            running.stop()
