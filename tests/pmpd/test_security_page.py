"""What docs/security.md says of headers and TLS is what a box does."""

import re
from contextlib import closing
from pathlib import Path

import httpx

from pmpd.config import Compatibility, Config, Helper, Https
from pmpd.identity.gate import COOKIES
from pmpd.identity.listener import Way
from tests.pmpd.callers import person
from tests.pmpd.network_box import QUIET, NetworkBox, network_box, on_the_network
from tests.pmpd.served_box import served_box
from tests.pmpd.test_listeners import talked
from tests.required_parts import REPOSITORY

PAGE = (REPOSITORY / "docs" / "security.md").read_text("utf-8")


def table(heading: str) -> dict[str, str]:
    """The other columns of a table by its first one, without backticks; `heading` is what stands before the table, or its first words."""
    found = re.search(r"^\|.*\n\|[-|]+\n((?:\|.*\n)+)", PAGE[PAGE.index(heading) :], re.MULTILINE)
    assert found is not None
    rows = [line.strip("|").partition("|") for line in found[1].splitlines()]
    return {first.strip(" `"): rest for first, _, rest in rows}


def values(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def expected(path: str, *, https: bool) -> dict[str, str]:
    """The headers that the page on security names for an answer."""
    said = table("Every answer of HTTPS")
    assert set(said) == {*_FIXED, "Referrer-Policy", "Cache-Control", "Strict-Transport-Security", "Permissions-Policy"}
    headers = {name: values(said[name])[0] for name in _FIXED}
    owners, api = path.startswith("/owner"), path.startswith("/api")
    headers["Referrer-Policy"] = values(said["Referrer-Policy"])[int(owners)]
    headers["Cache-Control"] = values(said["Cache-Control"])[0 if owners or api else 1]
    if https:
        headers["Strict-Transport-Security"] = values(said["Strict-Transport-Security"])[0]
    return headers


_FIXED = ("Content-Security-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "X-Content-Type-Options")


def test_every_answer_has_the_headers_that_the_page_on_security_names(tmp_path: Path) -> None:
    with served_box(tmp_path, Config(https=Https(host="127.0.0.1", port=0), discovery=QUIET)) as box:
        secure = f"https://127.0.0.1:{box.box.whereabouts.ports['https']}"
        paths = ("/", "/static/main.js", "/sw.js", "/owner", "/owner/people", "/api/v1/me", "/api/v1/orders", "/nothing", "/api/v1/nothing")
        with closing(person(box, "owner", "phone", unlocked=True)) as phone, httpx.Client(verify=False) as stranger:
            for path in paths:
                for answer in (phone.get(f"{box.address.rstrip('/')}{path}"), stranger.get(f"{secure}{path}")):
                    wanted = expected(path, https=answer.url.scheme == "https")
                    assert {name: answer.headers.get(name) for name in wanted} == wanted, answer.url
                    kind = answer.headers["Content-Type"]
                    assert ("Permissions-Policy" in answer.headers) == kind.startswith("text/html")
                    assert kind == "application/json" or kind.endswith("; charset=utf-8")


async def test_port_80_has_the_headers_that_the_page_on_security_names(tmp_path: Path) -> None:
    async with network_box(tmp_path, on_the_network(helper=Helper(host="127.0.0.1", port=0))) as running, httpx.AsyncClient() as client:
        for path in ("/", "/ca.crt", "/ca.mobileconfig", "/static/style/tokens.css"):
            answer = await client.get(f"http://127.0.0.1:{running.box.whereabouts.help_port}{path}")
            wanted = {name: values(cell)[0] for name, cell in table("Port 80, in which").items()}
            assert {name: answer.headers.get(name) for name in wanted} == wanted, path


SUITES_1_3 = "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256"
"""All that there are (RFC 8446 appendix B.4)."""


async def agreed(running: NetworkBox, *offer: str) -> str:
    """The suite that a box chooses of those offered; empty where it takes none."""
    found = re.search(r"Cipher is (\S+)", await talked(running, *offer))
    return found[1] if found and found[1] != "(NONE)" else ""


async def test_tls_is_what_the_page_on_security_names(tmp_path: Path) -> None:
    said = table("| TLS |")
    assert values(said["versions"]) == ["TLSv1.2", "TLSv1.3"]
    old, new = values(said["suites of 1.2"]), values(said["suites of 1.3"])
    async with network_box(tmp_path, on_the_network()) as running:
        for suite in old:
            assert await agreed(running, "-tls1_2", "-cipher", suite) == suite
        assert await agreed(running, "-tls1_2", "-cipher", ":".join(["ALL", *(f"!{suite}" for suite in old), "@SECLEVEL=0"])) == ""
        for suite in SUITES_1_3.split(":"):
            assert await agreed(running, "-tls1_3", "-ciphersuites", suite) == (suite if suite in new else "")


def test_cookies_are_those_that_the_page_on_security_names(tmp_path: Path) -> None:
    said = {name: values(cells)[-1] for name, cells in table("| cookie |").items()}
    assert set(said) == set(COOKIES.values())
    config = Config(https=Https(host="127.0.0.1", port=0), compatibility=Compatibility(host="127.0.0.1", port=0), discovery=QUIET)
    with served_box(tmp_path, config) as box:
        ports = box.box.whereabouts.ports
        origins: dict[Way, str] = {
            "loopback": box.address.rstrip("/"),
            "https": f"https://127.0.0.1:{ports['https']}",
            "plain": f"http://127.0.0.1:{ports['plain']}",
        }
        for way, origin in origins.items():
            with httpx.Client(base_url=f"{origin}/api/v1", verify=False, headers={"Origin": origin}) as client:
                offered = box.post("/pairings", {"kind": "handheld"})
                claim = client.post("/pair", json={"code": offered["token"]}).json()["claim"]
                box.post(f"/pairings/{offered['pairing']}/confirm")
                name, _, rest = client.post("/pair/claim", json={"claim": claim}).headers["Set-Cookie"].partition("=")
            attributes = {part.strip() for part in rest.split(";")[1:] if not part.strip().startswith(("Max-Age", "expires"))}
            assert (name, attributes) == (COOKIES[way], set(said[name].split("; ")))
