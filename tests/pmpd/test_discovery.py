"""What other machines find of a box by multicast, asked with a browser of services as they have one."""

import ipaddress
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from zeroconf import IPVersion, ServiceInfo, ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from pmpd.config import Config, Discovery, Https, Naming
from pmpd.discovery import SERVICE, Announcement
from pmpd.identity.addresses import Address
from pmpd.identity.whereabouts import Whereabouts
from tests.pmpd.network_box import LOOPBACK, OTHER_LOOPBACK, network_box
from tests.pmpd.patience import expect_eventually

FINGERPRINT = ":".join(["A5"] * 32)


@pytest.fixture
def name() -> str:
    """A name that no other test and no machine nearby has."""
    return f"t{secrets.token_hex(6)}"


@pytest.fixture
async def neighbour() -> AsyncIterator[AsyncZeroconf]:
    """Another machine in the network."""
    async with AsyncZeroconf(interfaces=["127.0.0.1"], ip_version=IPVersion.V4Only) as there:
        yield there


def config(name: str, *, announce: bool = True) -> Config:
    return Config(box=Naming(name=name), https=Https(port=0), discovery=Discovery(announce=announce))


def announced(data: Path, name: str, own: list[Address] | None = None) -> tuple[Whereabouts, Announcement]:
    where = Whereabouts(data, config(name), lambda: [LOOPBACK] if own is None else list(own))
    where.ports["https"] = 8443
    return where, Announcement(where, FINGERPRINT)


async def found(neighbour: AsyncZeroconf, name: str) -> AsyncServiceInfo | None:
    """What the neighbour finds under the name."""
    info = AsyncServiceInfo(SERVICE, f"{name}.{SERVICE}")
    return info if await info.async_request(neighbour.zeroconf, 3000) else None


async def test_the_network_finds_a_box_with_its_id_version_port_and_fingerprint(
    tmp_path: Path, name: str, neighbour: AsyncZeroconf
) -> None:
    where, announcement = announced(tmp_path, name)
    await announcement.keep_up()
    info = await found(neighbour, name)
    assert info is not None
    told = info.decoded_properties
    assert (told["id"], told["port"], told["tls"]) == (where.id, "8443", FINGERPRINT)
    assert told["version"]
    assert (info.port, info.server, info.parsed_addresses()) == (8443, f"{name}.local.", ["127.0.0.1"])
    await announcement.close()


async def test_a_browser_of_services_sees_the_box_come_and_go(tmp_path: Path, name: str, neighbour: AsyncZeroconf) -> None:
    seen: list[tuple[str, ServiceStateChange]] = []

    def changed(zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange) -> None:
        seen.append((name, state_change))

    browser = AsyncServiceBrowser(neighbour.zeroconf, SERVICE, handlers=[changed])
    _, announcement = announced(tmp_path, name)
    await announcement.keep_up()
    await expect_eventually(lambda: (f"{name}.{SERVICE}", ServiceStateChange.Added) in seen)
    await announcement.close()
    await expect_eventually(lambda: (f"{name}.{SERVICE}", ServiceStateChange.Removed) in seen)
    await browser.async_cancel()


async def test_a_second_box_of_the_same_name_takes_the_next_one_and_keeps_it(tmp_path: Path, name: str, neighbour: AsyncZeroconf) -> None:
    first, one = announced(tmp_path / "first", name)
    second, other = announced(tmp_path / "second", name)
    await one.keep_up()
    await other.keep_up()
    assert (first.name, second.name) == (name, f"{name}-2")
    info = await found(neighbour, f"{name}-2")
    assert info is not None
    assert (info.decoded_properties["id"], info.server) == (second.id, f"{name}-2.local.")
    await one.close()
    await other.close()
    again, anew = announced(tmp_path / "second", name)
    await anew.keep_up()
    assert (again.name, again.id) == (f"{name}-2", second.id)
    await anew.close()


async def test_a_name_that_a_printer_or_a_computer_has_is_left_to_it(tmp_path: Path, name: str, neighbour: AsyncZeroconf) -> None:
    printer = ServiceInfo(
        "_ipp._tcp.local.", f"{name}._ipp._tcp.local.", port=631, server=f"{name}.local.", parsed_addresses=["192.168.77.7"]
    )
    await (await neighbour.async_register_service(printer))
    where, announcement = announced(tmp_path, name)
    await announcement.keep_up()
    assert where.host_name == f"{name}-2.local"
    await announcement.close()


async def test_a_new_address_is_announced(tmp_path: Path, name: str, neighbour: AsyncZeroconf) -> None:
    own: list[Address] = [LOOPBACK]
    where, announcement = announced(tmp_path, name, own)
    await announcement.keep_up()
    own.append(OTHER_LOOPBACK)
    assert where.look()
    await announcement.keep_up()
    info = await found(neighbour, name)
    assert info is not None
    assert set(info.parsed_addresses()) == {"127.0.0.1", "127.0.0.2"}
    await announcement.close()


async def test_a_machine_without_a_network_announces_nothing_until_it_has_one(tmp_path: Path, name: str, neighbour: AsyncZeroconf) -> None:
    own: list[Address] = []
    where, announcement = announced(tmp_path, name, own)
    await announcement.keep_up()
    assert where.links() == []
    own.append(ipaddress.ip_address("127.0.0.1"))
    where.look()
    await announcement.keep_up()
    assert await found(neighbour, name) is not None
    await announcement.close()


async def test_a_box_that_serves_the_network_is_found_there_and_certified_for_its_name(
    tmp_path: Path, name: str, neighbour: AsyncZeroconf
) -> None:
    taken, other = announced(tmp_path / "other", name)
    await other.keep_up()
    async with network_box(tmp_path / "box", config(name)) as running:
        await expect_eventually(lambda: running.box.whereabouts.name == f"{name}-2")
        info = await found(neighbour, f"{name}-2")
        assert info is not None
        port = running.box.whereabouts.ports["https"]
        assert info.port == port
        answer = await running.get("/api/v1/nothing", Host=f"{name}-2.local:{port}")
        assert answer.status_code == 404
        assert running.box.whereabouts.links()[0] == f"https://{name}-2.local:{port}/"
    assert taken.name == name
    await other.close()


async def test_a_box_that_is_told_to_be_silent_is_not_found(tmp_path: Path, name: str, neighbour: AsyncZeroconf) -> None:
    async with network_box(tmp_path, config(name, announce=False)) as running:
        assert await found(neighbour, name) is None
        assert running.box.whereabouts.links() == [f"https://127.0.0.1:{running.box.whereabouts.ports['https']}/"]
