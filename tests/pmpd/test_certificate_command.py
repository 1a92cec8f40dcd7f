"""`pmpd certificate`: what a person compares with a phone."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pmpd.command_line import main
from pmpd.config import Config, Https
from pmpd.identity.certificates import AUTHORITY_FILE, BadCertificate
from pmpd.identity.tls import Certificate
from pmpd.identity.whereabouts import IDENTITY, Whereabouts


def now_ms() -> int:
    return round(datetime.now(UTC).timestamp() * 1000)


def certificate(data: Path) -> Certificate:
    """The identity of a box, as it makes it at its start."""
    return Certificate(Whereabouts(data, Config(https=Https()), list), now_ms)


def run(data: Path, *arguments: str) -> int:
    return main(["certificate", "--data", str(data), *arguments])


def test_the_command_shows_the_fingerprint_and_the_names_and_where_help_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = certificate(tmp_path)
    config = tmp_path / "pmpd.toml"
    config.write_text("[https]\n[helper]\nport = 8081\n", encoding="utf-8")
    assert run(tmp_path, "--config", str(config)) == 0
    said = capsys.readouterr().out
    assert [part in said for part in (made.fingerprint, "pmp.local", "192.168.0.0/16", "http://pmp.local:8081/")] == [True] * 4
    assert run(tmp_path, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["fingerprint"], answer["certificate"]["names"]) == (made.fingerprint, ["127.0.0.1", "::1", "localhost", "pmp.local"])


def test_the_authoritys_certificate_is_written_without_its_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    certificate(tmp_path)
    assert run(tmp_path, "--ca-out", str(tmp_path / "box.crt")) == 0
    written = (tmp_path / "box.crt").read_text("ascii")
    assert (written.count("BEGIN CERTIFICATE"), "KEY" in written) == (1, False)
    assert written in (tmp_path / IDENTITY / AUTHORITY_FILE).read_text("ascii")
    assert "fingerprint" in capsys.readouterr().out


def test_a_box_that_never_served_the_network_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path) == 1
    assert "no certificate yet; it is made when the box first serves [https]" in capsys.readouterr().err


def test_a_new_authority_takes_the_place_of_a_damaged_one_when_it_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = certificate(tmp_path).fingerprint
    (tmp_path / IDENTITY / AUTHORITY_FILE).write_text("no key", encoding="ascii")
    assert run(tmp_path) == 1
    assert "pmpd certificate --new" in capsys.readouterr().err
    with pytest.raises(BadCertificate):
        certificate(tmp_path)
    assert run(tmp_path, "--new") == 0
    made = certificate(tmp_path).fingerprint
    assert (made in capsys.readouterr().out, made == old) == (True, False)
