"""What is measured from outside: servers in processes of their own, the box among them, and those who may ask it."""

import asyncio
import json
import ssl
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import httpx

from pmpd.api import PREFIX
from pmpd.identity.certificates import AUTHORITY_FILE, public_pem, read_certified
from pmpd.identity.whereabouts import IDENTITY
from tests.pmpd.at_the_socket import AtTheSocket

_PATIENCE_S = 30.0
_PER_S = 10_000


@asynccontextmanager
async def served(kind: Literal["echo", "bare", "box"], directory: Path) -> AsyncIterator[dict[str, Any]]:
    """Start a server of `tests.bench.http_servers`; gives what it says about where it is."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.bench.http_servers", kind, str(directory), stdout=PIPE)
    try:
        assert process.stdout is not None
        yield json.loads(await asyncio.wait_for(process.stdout.readline(), _PATIENCE_S))
    finally:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _PATIENCE_S)
        except TimeoutError:
            process.kill()


def new_token(directory: Path, name: str, *rights: str) -> str:
    """Let a program in at the box that is served from a directory, as hasty as it likes; answers its token."""
    with httpx.Client(base_url=f"http://localhost{PREFIX}", transport=AtTheSocket(directory)) as client:
        answer = client.post("/api-tokens", json={"name": name, "rights": rights, "per_s": _PER_S})
    assert answer.is_success, answer.text
    token: str = answer.json()["token"]
    return token


def trusting(directory: Path) -> ssl.SSLContext:
    """The TLS of somebody who trusts the authority of the box in a directory, and no other."""
    kept = read_certified(directory / IDENTITY / AUTHORITY_FILE)
    assert kept is not None
    return ssl.create_default_context(cadata=public_pem(kept.certificate).decode())
