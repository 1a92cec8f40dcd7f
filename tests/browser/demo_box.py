"""A box with the sample shop in a process of its own, as `pmpd demo` starts it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.pmpd.at_the_socket import AtTheSocket

OWNER, PIN = "Olga", "280911"

_ADDRESS = re.compile(r"^Look at (http://\S+/)")


class RunningBox:
    """A running box with its data in a directory; `address` is where a browser finds it."""

    def __init__(self, address: str, directory: Path) -> None:
        self.address = address
        self._client = httpx.Client(base_url=f"{address}api/v1", timeout=10, transport=AtTheSocket(directory))

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def get(self, path: str) -> Any:
        """What the API answers."""
        return self._answer(self._client.get(path))

    def post(self, path: str, body: dict[str, Any] | None = None, **headers: str) -> Any:
        """Tell the API something; `X_Device="scanner-1"` makes a header."""
        said = {name.replace("_", "-"): words for name, words in headers.items()}
        return self._answer(self._client.post(path, json=body or {}, headers=said))

    def _answer(self, response: httpx.Response) -> Any:
        assert response.is_success, response.text
        return response.json()

    def pairing_token(self) -> str:
        """What lets in the kiosk that shows it first."""
        link: str = self.post("/kiosk-links")["link"]
        return link.partition("#pair=")[2]

    def have_owner(self) -> None:
        """Set the box up as far as an owner, unless it has one."""
        if not self.get("/operators")["operators"]:
            self.post("/setup/owner", {"operator": OWNER, "pin": PIN})

    def scan(self, scanner: str, code: str) -> Any:
        """Play a code through a simulated scanner, as hardware would deliver it."""
        return self.post("/scans", {"scanner": scanner, "code": code})

    def walk(self, number: int) -> Any:
        """A pick session as the ledger has it."""
        return self.get(f"/pick-sessions/{number}")

    def picked_tote(self) -> tuple[str, str]:
        """Pick one order without a screen; answers its number and its tote."""
        session = self.post("/pick-sessions", {"most": 1}, X_Device="shelf", X_Operator="Tom")
        return self.finish_walk(session)

    def finish_walk(self, session: Any) -> tuple[str, str]:
        """Pick the rest of a walk of one order without a screen."""
        scans = f"/pick-sessions/{session['session']}/scans"
        while (stop := session["stop"]) is not None:
            self.post(scans, {"code": stop["bin"]})
            session = self.post(scans, {"code": stop["sku"], "quantity": stop["quantity"] - stop["picked"]})
        self.post(f"/pick-sessions/{session['session']}/finish", {})
        return session["totes"][0]["order"], session["totes"][0]["tote"]

    def packed_order(self) -> str:
        """Pick and pack one order without a screen; answers its number."""
        order, tote = self.picked_tote()
        self.finish_check(self.post("/pack-checks", {"code": tote, "station": "PACK-1"}))
        return order

    def finish_check(self, check: Any) -> None:
        """Verify the rest of an order without a screen and close its box."""
        path = f"/pack-checks/{check['pack_check']}"
        for line in check["lines"]:
            if line["scanned"] < line["expected"]:
                self.post(f"{path}/scans", {"code": line["sku"], "quantity": line["expected"] - line["scanned"]})
        self.post(f"{path}/finish", {"weight_g": 900})

    def leave_nothing_open(self) -> None:
        """Give walks back and finish pack checks, so that orders, totes and the station are free for what follows."""
        for session in self.get("/pick-sessions")["sessions"]:
            self.post(f"/pick-sessions/{session['session']}/abandon", {})
        for station in self.get("/stations")["stations"]:
            if station["pack_check"]:
                self.finish_check(self.get(f"/pack-checks/{station['pack_check']}"))


class DemoBox(RunningBox):
    """A box with the sample shop in a process of its own."""

    def __init__(self, process: "subprocess.Popen[str]", address: str, directory: Path) -> None:
        super().__init__(address, directory)
        self._process = process

    def stop(self) -> None:
        """Take the box away, as a power cut would."""
        self._process.kill()
        self._process.wait(timeout=10)


@contextmanager
def demo_box(directory: Path) -> Iterator[DemoBox]:
    """Start a box with the sample shop; its ledger is in the directory."""
    program = Path(sys.executable).parent / "pmpd"
    command = [str(program), "demo", "--out", str(directory / "out"), "--data", str(directory / "data"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = (match for line in process.stdout if (match := _ADDRESS.match(line)))
            with closing(DemoBox(process, next(found).group(1), directory / "data")) as box:
                yield box
        finally:
            process.kill()
