"""Where a box listens: what each port serves and to whom, and what TLS it speaks."""

import asyncio
import hashlib
import socket
import ssl
from asyncio.subprocess import DEVNULL, PIPE, STDOUT
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from pmpd.config import Compatibility, Config, Helper, Http, Https
from tests.pmpd.at_the_socket import AtTheSocket
from tests.pmpd.network_box import LOOPBACK, OTHER_LOOPBACK, NetworkBox, network_box, on_the_network
from tests.pmpd.patience import expect_eventually
from tests.required_parts import required_program

HELPER = Helper(host="127.0.0.1", port=0)


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


async def talked(running: NetworkBox, *options: str) -> str:
    """What `openssl s_client` tells of a connection that offers weak things too."""
    port = running.box.whereabouts.ports["https"]
    command = [str(required_program("openssl")), "s_client", "-connect", f"127.0.0.1:{port}", *options]
    process = await asyncio.create_subprocess_exec(*command, stdin=DEVNULL, stdout=PIPE, stderr=STDOUT)
    said, _ = await process.communicate()
    return said.decode(errors="replace")


def certificates(data: Path) -> list[str]:
    return [path.name for path in data.rglob("*.pem")]


async def test_a_box_without_the_section_https_is_for_its_own_machine_alone(tmp_path: Path) -> None:
    async with network_box(tmp_path, Config()) as running:
        assert (running.box.whereabouts.ports, running.box.whereabouts.links()) == ({}, [])
    assert certificates(tmp_path) == []


async def test_who_trusts_the_authority_reads_the_page_and_who_does_not_is_warned(tmp_path: Path) -> None:
    async with network_box(tmp_path, on_the_network()) as running:
        answer = await running.get()
        assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, "text/html")
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            async with httpx.AsyncClient() as stranger:
                await stranger.get(f"https://127.0.0.1:{running.box.whereabouts.ports['https']}/")


async def test_the_network_asks_for_the_box_by_each_of_its_names(tmp_path: Path) -> None:
    async with network_box(tmp_path, on_the_network()) as running:
        port = running.box.whereabouts.ports["https"]
        for name in ("pmp.local", "shelf.example.com", "localhost", "127.0.0.1"):
            assert (await running.get("/api/v1/nothing", Host=f"{name}:{port}")).status_code == 404
        assert (await running.get("/api/v1/nothing", Host=f"evil.example:{port}")).status_code == 421


async def test_who_lets_a_device_in_is_told_where_that_one_learns_to_trust_the_box(tmp_path: Path) -> None:
    def offered(directory: Path) -> dict[str, Any]:
        with httpx.Client(base_url="http://localhost/api/v1", transport=AtTheSocket(directory), timeout=20) as client:
            said: dict[str, Any] = client.post("/pairings", json={"kind": "phone"}).json()
            return said

    async with network_box(tmp_path, on_the_network(helper=Helper(port=0))) as running:
        where = running.box.whereabouts
        offer = await asyncio.to_thread(offered, running.box.directory)
        assert (offer["https"], offer["addresses"]) == (True, where.links())
        assert (offer["help"], offer["fingerprint"]) == (where.help_link(), where.fingerprint)
        assert offer["help"].startswith("http://shelf.example.com:")


async def spoken(running: NetworkBox, version: str, ciphers: str) -> bool:
    """Whether the box agrees to what was offered; fails where OpenSSL could not even offer it."""
    said = await talked(running, version, "-cipher", f"{ciphers}:@SECLEVEL=0")
    assert "and written 0 bytes" not in said, said
    refused = "has read 0 bytes" in said
    assert refused == ("Cipher is (NONE)" in said)
    return not refused


async def test_old_tls_is_refused(tmp_path: Path) -> None:
    async with network_box(tmp_path, on_the_network()) as running:
        offered = {version: await spoken(running, version, "ALL") for version in ("-tls1", "-tls1_1", "-tls1_2", "-tls1_3")}
    assert offered == {"-tls1": False, "-tls1_1": False, "-tls1_2": True, "-tls1_3": True}


async def test_only_ciphers_that_keep_secrets_are_spoken(tmp_path: Path) -> None:
    async with network_box(tmp_path, on_the_network()) as running:
        for ciphers in ("ECDHE+AESGCM", "ECDHE+CHACHA20"):
            assert await spoken(running, "-tls1_2", ciphers), ciphers
        for ciphers in ("ECDHE+AES:!AESGCM:!AESCCM", "kRSA", "DHE", "AESCCM", "aNULL:eNULL", "PSK"):
            assert not await spoken(running, "-tls1_2", ciphers), ciphers


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
async def test_a_second_connection_resumes_the_first_ones_session(version: ssl.TLSVersion, tmp_path: Path) -> None:
    async with network_box(tmp_path, on_the_network()) as running:
        context = running.trusting()
        context.minimum_version = context.maximum_version = version
        address = ("127.0.0.1", running.box.whereabouts.ports["https"])

        def connect(session: ssl.SSLSession | None) -> tuple[bool | None, ssl.SSLSession | None]:
            with (
                socket.create_connection(address, timeout=20) as wire,
                context.wrap_socket(wire, server_hostname="127.0.0.1", session=session) as tls,
            ):
                tls.sendall(b"GET /api/v1/nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                while tls.recv(65536):
                    pass
                return tls.session_reused, tls.session

        reused, session = await asyncio.to_thread(connect, None)
        assert (reused, (await asyncio.to_thread(connect, session))[0]) == (False, True)


async def test_a_new_address_is_certified_while_the_box_serves_and_nobody_is_cut_off(tmp_path: Path) -> None:
    async with network_box(tmp_path, on_the_network()) as running, httpx.AsyncClient(verify=running.trusting(), timeout=20) as client:
        page = f"https://127.0.0.1:{running.box.whereabouts.ports['https']}/"
        assert (await client.get(page)).status_code == 200
        with pytest.raises(httpx.ConnectError, match="IP address mismatch"):
            await running.get(host=OTHER_LOOPBACK)
        running.addresses.append(OTHER_LOOPBACK)
        await expect_eventually(lambda: str(OTHER_LOOPBACK) in running.box.whereabouts.names("https"))
        assert (await running.get(host=OTHER_LOOPBACK)).status_code == 200
        assert (await client.get(page)).status_code == 200


async def test_a_box_finds_itself_at_its_network_addresses_and_at_its_name_first(tmp_path: Path) -> None:
    async with network_box(tmp_path, on_the_network(), [LOOPBACK, OTHER_LOOPBACK]) as running:
        port = running.box.whereabouts.ports["https"]
        assert running.box.whereabouts.links() == [
            f"https://shelf.example.com:{port}/",
            f"https://127.0.0.1:{port}/",
            f"https://127.0.0.2:{port}/",
        ]


async def test_the_port_of_first_help_serves_how_to_trust_the_box(tmp_path: Path, free_port: int) -> None:
    config = on_the_network(helper=Helper(host="127.0.0.1", port=free_port))
    async with network_box(tmp_path, config) as running, httpx.AsyncClient(base_url=f"http://127.0.0.1:{free_port}") as client:
        page = await client.get("/", headers={"Accept-Language": "en"})
        certificate, profile = await client.get("/ca.crt"), await client.get("/ca.mobileconfig")
        shown = running.box.whereabouts.links()[0]
        assert running.box.whereabouts.help_link() == f"http://shelf.example.com:{free_port}/"
        assert (page.status_code, shown in page.text, "<svg" in page.text) == (200, True, True)
        assert (certificate.headers["content-type"], certificate.text) == ("application/x-x509-ca-cert", running.authority)
        assert (profile.headers["content-type"], b"com.apple.security.root" in profile.content) == (
            "application/x-apple-aspen-config",
            True,
        )
        print_of_it = hashlib.sha256(ssl.PEM_cert_to_DER_cert(running.authority)).hexdigest().upper()
        assert all(f"<span>{print_of_it[at : at + 2]}</span>" in page.text for at in range(0, 64, 2))


async def test_the_port_of_first_help_serves_nothing_else(tmp_path: Path, free_port: int) -> None:
    config = on_the_network(helper=Helper(host="127.0.0.1", port=free_port))
    paths = [
        "/api/v1/me",
        "/api/v1/orders",
        "/api/v1/health",
        "/api/v1/events",
        "/static/main.js",
        "/static/../pages.py",
        "/setup",
        "/owner",
    ]
    async with network_box(tmp_path, config), httpx.AsyncClient(base_url=f"http://127.0.0.1:{free_port}") as client:
        answers = {path: ((await client.get(path)).status_code, (await client.post(path)).status_code) for path in paths}
        assert answers == dict.fromkeys(paths, (404, 404))
        assert (await client.get("/", headers={"Host": "evil.example"})).status_code == 421
        assert (await client.post("/", json={})).status_code == 405


async def test_the_compatibility_mode_is_a_port_of_its_own_and_the_screen_of_the_box_stays_as_it_is(tmp_path: Path) -> None:
    config = Config(compatibility=Compatibility(host="127.0.0.1", port=0))
    async with network_box(tmp_path, config) as running, httpx.AsyncClient() as client:
        where = running.box.whereabouts
        assert (await client.get(f"http://127.0.0.1:{where.ports['plain']}/")).status_code == 200
        assert (await client.get(where.kiosk_address)).status_code == 200
        assert (await client.get(f"http://127.0.0.1:{where.ports['plain']}/", headers={"Host": "evil.example"})).status_code == 421


async def test_a_port_that_is_taken_is_named_and_nothing_stays_open(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        config = Config(https=Https(host="127.0.0.1", port=taken))
        with pytest.raises(OSError, match=f"{taken}.*address already in use"):
            async with network_box(tmp_path, config):
                pass
    async with network_box(tmp_path, config) as running:
        assert running.box.whereabouts.ports["https"] == taken


def test_plain_http_of_the_screen_is_for_this_machine_alone() -> None:
    with pytest.raises(ValidationError, match=r"this machine alone.*\[https\]"):
        Http(host="0.0.0.0")


@pytest.mark.parametrize("name", ["Shelf.example.com", "shelf_1", "192.168.1.7", "a..b", "-a", "https://shelf", "*.example.com", ""])
def test_a_name_that_no_machine_can_have_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        Https(names=(name,))


def test_help_without_https_is_refused_since_it_would_lead_nowhere() -> None:
    with pytest.raises(ValidationError, match=r"\[https\], which is not there"):
        Config(helper=HELPER)
