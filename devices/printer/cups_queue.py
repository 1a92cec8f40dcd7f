"""A print queue of CUPS, through CUPS' own clients: `lp` gives it a job, `ipptool` tells about it (RFC 8011 names the attributes)."""

import asyncio
import os
import plistlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.parsers.expat import ExpatError

_FACTS = Path(__file__).with_name("cups_facts.test")
_REQUEST_ID = re.compile(r"request id is \S+-(\d+)")
CUPS_REMEDY = "start CUPS again (sudo systemctl restart cups), or check the network to the computer it runs on"
CLIENTS_REMEDY = "install the Debian packages cups-client and cups-ipp-utils (sudo apt install cups-client cups-ipp-utils)"


class CupsLost(Exception):
    """CUPS did not do what it was asked. `remedy` as in `Health`; `in_time` is False where it may still do it."""

    def __init__(self, reason: str, remedy: str = "", *, in_time: bool = True) -> None:
        self.remedy = remedy
        self.in_time = in_time
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class CupsAddress:
    """`server` is host or host:port, empty for the CUPS of this computer."""

    queue: str
    server: str = ""

    @property
    def uri(self) -> str:
        """The queue in IPP's own form."""
        return f"ipp://{self.server or 'localhost'}/printers/{self.queue}"


def cups_address(text: str) -> CupsAddress:
    """Read `cups://QUEUE` or `cups://host:port/QUEUE`. Raises `ValueError` saying what is wrong."""
    parts = urlsplit(text)
    server, queue = (parts.netloc, parts.path.strip("/")) if parts.path.strip("/") else ("", parts.netloc)
    if parts.scheme != "cups" or not re.fullmatch(r"[^\s/#?@-][^\s/#?@]*", queue) or server.startswith("-"):
        raise ValueError(
            f"{text} is no queue of CUPS; write cups://QUEUE, or cups://host:631/QUEUE for another computer (lpstat -e lists them)"
        )
    return CupsAddress(queue, server)


@dataclass(frozen=True, slots=True)
class QueueJob:
    """A job CUPS remembers. `state` as in RFC 8011, 5.3.7: 3 to 6 is under way, 7 cancelled, 8 aborted, 9 completed."""

    id: int
    title: str
    state: int
    reasons: tuple[str, ...]
    began: bool

    @property
    def ended(self) -> bool:
        """Whether nothing more happens to it."""
        return self.state >= 7


@dataclass(frozen=True, slots=True)
class QueueFacts:
    """What CUPS says of a queue. `state` as in RFC 8011, 5.4.11: 3 idle, 4 processing, 5 stopped."""

    state: int
    reasons: tuple[str, ...]
    accepting: bool
    model: str
    jobs: tuple[QueueJob, ...]


class CupsQueue:
    """One queue. Time-out in seconds for each thing asked of CUPS."""

    def __init__(self, address: CupsAddress, timeout_s: float) -> None:
        self._address = address
        self._timeout_s = timeout_s

    async def facts(self) -> QueueFacts:
        """Ask for the state of the queue and its jobs. Raises `CupsLost`."""
        _, said, _ = await self._run("ipptool", "-X", "-T", str(max(1, int(self._timeout_s))), self._address.uri, str(_FACTS))
        try:
            told = plistlib.loads(said.partition(b"</plist>")[0] + b"</plist>")  # a summary for people follows
        except (plistlib.InvalidFileException, ExpatError, ValueError) as error:
            raise CupsLost("CUPS does not answer", CUPS_REMEDY) from error
        tests = told.get("Tests", [])
        if len(tests) < 2:
            raise CupsLost("CUPS does not answer", CUPS_REMEDY)
        if tests[0].get("StatusCode") == "client-error-not-found":
            raise CupsLost(
                f"CUPS has no queue called {self._address.queue}", "list the queues with lpstat -e, and correct the configuration"
            )
        if not str(tests[0].get("StatusCode", "")).startswith("successful"):
            raise CupsLost(
                f"CUPS refuses: {tests[0].get('StatusCode')}", "let the user that runs pmpd print in CUPS (/etc/cups/cupsd.conf)"
            )
        printer: dict[str, Any] = {name: value for group in tests[0]["ResponseAttributes"] for name, value in group.items()}
        jobs = tuple(_job(group) for group in tests[1].get("ResponseAttributes", []) if "job-id" in group)
        return QueueFacts(
            state=printer.get("printer-state", 0),
            reasons=_words(printer.get("printer-state-reasons", ())),
            accepting=bool(printer.get("printer-is-accepting-jobs", True)),
            model=str(printer.get("printer-make-and-model") or printer.get("printer-info") or ""),
            jobs=jobs,
        )

    async def submit(self, job: bytes, title: str) -> int:
        """Give CUPS a job and return its number there. Raises `CupsLost`."""
        server = ("-h", self._address.server) if self._address.server else ()
        code, said, complaint = await self._run("lp", *server, "-d", self._address.queue, "-t", title, stdin=job)
        found = _REQUEST_ID.search(said.decode("utf-8", "replace"))
        if code == 0 and found is not None:
            return int(found[1])
        reason = complaint.decode("utf-8", "replace").strip().removeprefix("lp: ").removeprefix("Error - ") or "lp said nothing"
        raise CupsLost(f"CUPS did not take the job: {reason}", CUPS_REMEDY)

    async def _run(self, *command: str, stdin: bytes = b"") -> tuple[int, bytes, bytes]:
        """Run a client to its end and return its code, what it said, and what it complained of. Raises `CupsLost`."""
        pipe = asyncio.subprocess.PIPE
        environment = {**os.environ, "LC_ALL": "C"}
        try:
            client = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment)
        except FileNotFoundError as error:
            raise CupsLost(f"the program {command[0]} is not installed", CLIENTS_REMEDY) from error
        try:
            async with asyncio.timeout(self._timeout_s):
                said, complaint = await client.communicate(stdin)
        except TimeoutError as error:
            raise CupsLost("CUPS does not answer in time", CUPS_REMEDY, in_time=False) from error
        finally:
            if client.returncode is None:
                client.kill()
                await client.communicate()
        return client.returncode or 0, said, complaint


def _job(group: dict[str, Any]) -> QueueJob:
    began = group.get("time-at-processing")
    return QueueJob(
        id=int(group["job-id"]),
        title=str(group.get("job-name", "")),
        state=int(group.get("job-state", 3)),
        reasons=_words(group.get("job-state-reasons", ())),
        began=isinstance(began, int) and began > 0,
    )


def _words(value: object) -> tuple[str, ...]:
    """Return an attribute of one or several keywords as a tuple; "none" is none."""
    words = value if isinstance(value, (list, tuple)) else (value,)
    return tuple(str(word) for word in words if word != "none")
