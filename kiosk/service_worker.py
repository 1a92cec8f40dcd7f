"""The service worker that keeps the screens on a device: its script, which names every file and changes with any of them."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kiosk.static_files import StaticFile, static_files

_SCRIPT = Path(__file__).parent / "service_worker.js"
# Pages of their own, which need the box; and what is kept when it is used.
_NOT_SHELL = ("owner/", "style/owner.css", "vendor/manifest.json", "vendor/zxing")


@cache
def service_worker() -> StaticFile:
    """The script as it is served at `/sw.js`, from where it may answer for every screen."""
    return worker_of(static_files())


def worker_of(served: Mapping[str, StaticFile]) -> StaticFile:
    """The script that keeps these files, as far as the screens are made of them; by path below `static/`."""
    files = {path: file for path, file in served.items() if not path.startswith(_NOT_SHELL)}
    version = hashlib.sha256()
    for path, file in files.items():
        version.update(path.encode() + hashlib.sha256(file.plain).digest())
    shell = json.dumps({"version": version.hexdigest()[:24], "files": list(files)})
    plain = f"const SHELL = {shell};\n{_SCRIPT.read_text('utf-8')}".encode()
    return StaticFile("text/javascript", plain, gzip.compress(plain, mtime=0))
