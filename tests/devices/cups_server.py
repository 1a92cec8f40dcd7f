"""A real cupsd of the tests' own, on a port of 127.0.0.1, with one queue; its printer is a backend program that puts jobs into a folder.

The folder holds what a person would do to that printer: `paper` is there while it has some, `stuck` while it takes nothing.
"""

import getpass
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.required_parts import required_program

QUEUE = "office"

_BACKEND = """#!{python}
import os, sys, time
if len(sys.argv) == 1:
    print('direct tray "Tray" "Tray"')
    sys.exit(0)
folder = {folder!r}
def there(name):
    return os.path.exists(os.path.join(folder, name))
said = False
while there("stuck") or not there("paper"):
    if not said and not there("paper"):
        print("STATE: +media-empty-error", file=sys.stderr, flush=True)
        said = True
    time.sleep(0.02)
if said:
    print("STATE: -media-empty-error", file=sys.stderr, flush=True)
if there("broken"):
    sys.exit(1)
job = open(sys.argv[6], "rb").read() if len(sys.argv) > 6 else sys.stdin.buffer.read()
part = os.path.join(folder, "tray", sys.argv[1] + ".part")
with open(part, "wb") as page:
    page.write(job)
os.rename(part, part[:-5] + ".page")
"""

_FILES = """ServerRoot {root}
ServerBin {bin}
DataDir /usr/share/cups
StateDir {state}
CacheDir {cache}
RequestRoot {spool}
TempDir {spool}/tmp
AccessLog {log}/access
ErrorLog {log}/error
PageLog {log}/page
Printcap
User {user}
Group {group}
SystemGroup root
"""

_DAEMON = """LogLevel info
Listen 127.0.0.1:{port}
Browsing No
WebInterface No
DefaultAuthType None
PreserveJobHistory Yes
ErrorPolicy abort-job
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""


class CupsServer:
    """Started by `start`, ended by `stop`; its jobs survive both."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "cups"
        self._cupsd = required_program("cupsd", "/usr/sbin/cupsd")
        for client in ("lp", "lpadmin", "ipptool", "cancel"):
            required_program(client)
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._write_configuration()

    @property
    def address(self) -> str:
        return f"cups://127.0.0.1:{self.port}/{QUEUE}"

    @property
    def pages(self) -> list[bytes]:
        """What lies in the tray, oldest first."""
        return [page.read_bytes() for page in sorted((self.folder / "tray").glob("*.page"), key=lambda page: int(page.stem))]

    def start(self) -> None:
        self._process = subprocess.Popen(
            [self._cupsd, "-f", "-c", self.folder / "root/cupsd.conf", "-s", self.folder / "root/cups-files.conf"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait_for_port()
        if not (self.folder / "queue-made").exists():
            self.do("lpadmin", "-p", QUEUE, "-E", "-v", "tray://", "-m", "raw")
            (self.folder / "queue-made").touch()

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(20)
            self._process = None

    def do(self, program: str, *arguments: str) -> str:
        """Run one of CUPS' own clients as a person would."""
        done = subprocess.run(
            [program, "-h", f"127.0.0.1:{self.port}", *arguments],
            env={**os.environ, "LC_ALL": "C"}, capture_output=True, text=True, check=True, timeout=30,
        )  # fmt: skip
        return done.stdout

    def wait_until_idle(self) -> None:
        """Wait until no job is under way."""
        deadline_s = time.monotonic() + 60
        while self._process is not None and self.do("lpstat", "-W", "not-completed", "-o").strip():
            assert time.monotonic() < deadline_s
            time.sleep(0.05)

    def put_paper_in(self) -> None:
        (self.folder / "paper").touch()

    def take_paper_out(self) -> None:
        (self.folder / "paper").unlink(missing_ok=True)

    def get_stuck(self) -> None:
        (self.folder / "stuck").touch()

    def get_unstuck(self) -> None:
        (self.folder / "stuck").unlink(missing_ok=True)

    def _write_configuration(self) -> None:
        for name in ("root", "bin/backend", "bin/filter", "bin/notifier", "state", "cache", "spool/tmp", "log", "tray"):
            (self.folder / name).mkdir(parents=True)
        (self.folder / "bin/daemon").symlink_to("/usr/lib/cups/daemon")  # with the program that starts backends
        user, group = ("lp", "lp") if os.geteuid() == 0 else (getpass.getuser(), str(os.getegid()))
        places = {name: self.folder / name for name in ("root", "bin", "state", "cache", "spool", "log")}
        (self.folder / "root/cups-files.conf").write_text(_FILES.format(user=user, group=group, **places))
        (self.folder / "root/cupsd.conf").write_text(_DAEMON.format(port=self.port))
        backend = self.folder / "bin/backend/tray"
        backend.write_text(_BACKEND.format(python=shutil.which(sys.executable) or sys.executable, folder=str(self.folder)))
        backend.chmod(0o700)  # what others may not read, cupsd runs as its own user
        self.put_paper_in()

    def _wait_for_port(self) -> None:
        deadline_s = time.monotonic() + 30
        while time.monotonic() < deadline_s:
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert self._process is not None and self._process.poll() is None, (self.folder / "log/error").read_text()
            time.sleep(0.05)
        raise TimeoutError("cupsd does not listen")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
