"""The box's authority and certificates, as OpenSSL and Python's TLS judge them."""

import ipaddress
import socket
import ssl
import stat
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from pmpd.config import Config, Https, Naming
from pmpd.doctor.certificate import certificate_findings
from pmpd.identity.addresses import Address, own_addresses
from pmpd.identity.certificates import (
    AUTHORITY_FILE,
    CERTIFICATE_FILE,
    BadCertificate,
    Certified,
    certified_hosts,
    fingerprint,
    new_authority,
    public_pem,
    read_certified,
)
from pmpd.identity.tls import Certificate, server_context
from pmpd.identity.whereabouts import IDENTITY, Whereabouts
from tests.required_parts import required_program

NOW = datetime.now(UTC).replace(microsecond=0)
CONFIG = Config(https=Https(names=("shelf.example.com",)))
LAN = [ipaddress.ip_address("192.168.1.7"), ipaddress.ip_address("203.0.113.9")]


class SetClock:
    """A clock that stands where it was set."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def now_ms(self) -> int:
        return round(self.now.timestamp() * 1000)


def whereabouts(data: Path, config: Config = CONFIG, own: list[Address] = LAN) -> Whereabouts:
    return Whereabouts(data, config, lambda: list(own))


def kept(data: Path, file: str = CERTIFICATE_FILE) -> Certified:
    found = read_certified(data / IDENTITY / file)
    assert found is not None
    return found


def verified(data: Path, leaf: bytes, *options: str) -> str:
    """What OpenSSL says of a certificate to somebody who trusts the box's authority."""
    (data / "ca.crt").write_bytes(public_pem(kept(data, AUTHORITY_FILE).certificate))
    (data / "leaf.crt").write_bytes(leaf)
    command = [required_program("openssl"), "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", data / "ca.crt"]
    done = subprocess.run([*map(str, command), *options, str(data / "leaf.crt")], capture_output=True, text=True, check=False)
    return f"{done.stdout}{done.stderr}"


def stolen_key_signs(data: Path, names: list[x509.GeneralName], *, authority: bool = False) -> Certified:
    """What somebody with the authority's key could make."""
    by = kept(data, AUTHORITY_FILE)
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "anything")])
    builder = x509.CertificateBuilder(
        by.certificate.subject, subject, key.public_key(), x509.random_serial_number(), NOW - timedelta(1), NOW + timedelta(9)
    )
    for extension in (
        x509.BasicConstraints(ca=authority, path_length=None),
        x509.SubjectKeyIdentifier.from_public_key(key.public_key()),
        x509.AuthorityKeyIdentifier.from_issuer_public_key(by.key.public_key()),
        *([x509.SubjectAlternativeName(names)] if names else []),
    ):
        builder = builder.add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
    return Certified(key, builder.sign(by.key, hashes.SHA256()))


@pytest.mark.parametrize("host", ["pmp.local", "shelf.example.com", "localhost", "192.168.1.7", "127.0.0.1"])
def test_who_trusts_the_authority_trusts_the_box_by_its_names_and_addresses(host: str, tmp_path: Path) -> None:
    Certificate(whereabouts(tmp_path), SetClock().now_ms)
    option = "-verify_ip" if host[0].isdigit() else "-verify_hostname"
    assert verified(tmp_path, public_pem(kept(tmp_path).certificate), option, host).endswith("leaf.crt: OK\n")


def test_an_address_of_no_private_network_is_left_out_so_that_the_rest_stays_good(tmp_path: Path) -> None:
    Certificate(whereabouts(tmp_path), SetClock().now_ms)
    assert certified_hosts(kept(tmp_path).certificate) & set(map(str, LAN)) == {"192.168.1.7"}


@pytest.mark.parametrize(
    "name",
    [
        x509.DNSName("bank.example.com"),
        x509.DNSName("local"),
        x509.DNSName("other.local"),
        x509.DNSName("notpmp.local"),
        x509.IPAddress(ipaddress.ip_address("203.0.113.9")),
        x509.IPAddress(ipaddress.ip_address("2001:db8::1")),
    ],
    ids=lambda name: str(name.value),
)
def test_a_thief_of_the_authoritys_key_can_pose_as_nobody_but_the_box(name: x509.GeneralName, tmp_path: Path) -> None:
    Certificate(whereabouts(tmp_path), SetClock().now_ms)
    assert "permitted subtree violation" in verified(tmp_path, public_pem(stolen_key_signs(tmp_path, [name]).certificate))


def test_a_thief_of_the_authoritys_key_can_make_no_other_authority(tmp_path: Path) -> None:
    Certificate(whereabouts(tmp_path), SetClock().now_ms)
    below = stolen_key_signs(tmp_path, [], authority=True)
    key = ec.generate_private_key(ec.SECP256R1())
    leaf = (
        x509.CertificateBuilder(below.certificate.subject, x509.Name([]), key.public_key(), 7, NOW - timedelta(1), NOW + timedelta(9))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("pmp.local")]), critical=True)
        .sign(below.key, hashes.SHA256())
    )
    (tmp_path / "below.crt").write_bytes(public_pem(below.certificate))
    assert "path length constraint exceeded" in verified(tmp_path, public_pem(leaf), "-untrusted", str(tmp_path / "below.crt"))


def handshake(shown: Path, trusted: x509.Certificate, host: str) -> str | None:
    """The TLS that a client and a server agree on over a socket, the client expecting a host. Raises ssl.SSLError."""
    server, client = server_context(), ssl.create_default_context(cadata=public_pem(trusted).decode())
    server.load_cert_chain(shown)
    here, there = socket.socketpair()
    with ThreadPoolExecutor(1) as threads, here, there:
        serving = threads.submit(server.wrap_socket, here, server_side=True)
        try:
            with client.wrap_socket(there, server_hostname=host) as wire:
                return wire.version()
        finally:
            there.close()
            with serving.result() if serving.exception() is None else here:
                pass


def test_a_browser_accepts_the_box_and_refuses_a_bank_certified_by_its_authority(tmp_path: Path) -> None:
    Certificate(whereabouts(tmp_path), SetClock().now_ms)
    authority = kept(tmp_path, AUTHORITY_FILE).certificate
    assert handshake(tmp_path / IDENTITY / CERTIFICATE_FILE, authority, "pmp.local") == "TLSv1.3"
    forged = tmp_path / "forged.pem"
    forged.write_bytes(stolen_key_signs(tmp_path, [x509.DNSName("bank.example.com")]).pem())
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        handshake(forged, authority, "bank.example.com")


def test_keys_are_for_the_boxs_own_user_alone(tmp_path: Path) -> None:
    Certificate(whereabouts(tmp_path), SetClock().now_ms)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [tmp_path / IDENTITY, *(tmp_path / IDENTITY).iterdir()]}
    assert modes == {IDENTITY: 0o700, AUTHORITY_FILE: 0o600, CERTIFICATE_FILE: 0o600}


def test_certificates_live_as_long_as_browsers_take_them_and_may_do_only_what_they_must(tmp_path: Path) -> None:
    Certificate(whereabouts(tmp_path), SetClock().now_ms)
    authority, leaf = kept(tmp_path, AUTHORITY_FILE).certificate, kept(tmp_path).certificate
    lives = [(one.not_valid_after_utc - one.not_valid_before_utc).days for one in (authority, leaf)]
    assert (lives[0] // 365, lives[1]) == (20, 365)
    usages = [one.extensions.get_extension_for_class(x509.KeyUsage) for one in (authority, leaf)]
    assert [(usage.critical, usage.value.key_cert_sign, usage.value.digital_signature) for usage in usages] == [
        (True, True, False),
        (True, False, True),
    ]
    purposes = [list(one.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value) for one in (authority, leaf)]
    assert purposes == [[ExtendedKeyUsageOID.SERVER_AUTH]] * 2
    assert authority.extensions.get_extension_for_class(x509.NameConstraints).critical
    assert authority.serial_number.bit_length() > 100


def test_the_fingerprint_is_the_one_that_other_programs_show(tmp_path: Path) -> None:
    shown = Certificate(whereabouts(tmp_path), SetClock().now_ms).fingerprint
    command = [required_program("openssl"), "x509", "-noout", "-fingerprint", "-sha256", "-in", tmp_path / IDENTITY / AUTHORITY_FILE]
    assert f"={shown}\n" in subprocess.run([*map(str, command)], capture_output=True, text=True, check=True).stdout


def test_a_certificate_is_renewed_months_before_it_ends_and_the_authority_stays(tmp_path: Path) -> None:
    clock = SetClock()
    certificate = Certificate(whereabouts(tmp_path), clock.now_ms)
    first = kept(tmp_path).certificate
    renewed = []
    for days in (200, 240, 250, 251):
        clock.now = NOW + timedelta(days)
        renewed.append(certificate.keep_up())
    assert renewed == [False, False, True, False]
    newer = kept(tmp_path).certificate
    assert (newer.not_valid_after_utc > first.not_valid_after_utc, newer.serial_number == first.serial_number) == (True, False)
    assert Certificate(whereabouts(tmp_path), clock.now_ms).fingerprint == certificate.fingerprint


def test_a_box_that_starts_again_shows_the_certificate_it_had(tmp_path: Path) -> None:
    Certificate(whereabouts(tmp_path), SetClock().now_ms)
    first = kept(tmp_path).certificate
    Certificate(whereabouts(tmp_path), SetClock().now_ms)
    assert kept(tmp_path).certificate == first


def test_a_machine_whose_clock_begins_in_1970_makes_certificates_that_are_good_today(tmp_path: Path) -> None:
    Certificate(whereabouts(tmp_path), SetClock(datetime(1970, 1, 1, tzinfo=UTC)).now_ms)
    authority = kept(tmp_path, AUTHORITY_FILE).certificate
    assert authority.not_valid_before_utc <= NOW <= authority.not_valid_after_utc
    corrected = Certificate(whereabouts(tmp_path), SetClock().now_ms)
    assert verified(tmp_path, public_pem(kept(tmp_path).certificate)).endswith("OK\n")
    assert corrected.fingerprint == fingerprint(authority)


def test_a_clock_that_was_set_back_shortens_no_certificate(tmp_path: Path) -> None:
    Certificate(whereabouts(tmp_path), SetClock().now_ms)
    until = kept(tmp_path).certificate.not_valid_after_utc
    back = SetClock(NOW - timedelta(700))
    Certificate(whereabouts(tmp_path), back.now_ms)
    assert kept(tmp_path).certificate.not_valid_after_utc == until
    Certificate(whereabouts(tmp_path, own=[*LAN[:1], ipaddress.ip_address("10.0.0.9")]), back.now_ms)
    assert until - kept(tmp_path).certificate.not_valid_after_utc <= timedelta(1)


def test_a_damaged_certificate_is_made_anew(tmp_path: Path) -> None:
    Certificate(whereabouts(tmp_path), SetClock().now_ms)
    (tmp_path / IDENTITY / CERTIFICATE_FILE).write_text("-----BEGIN CERT", encoding="ascii")
    Certificate(whereabouts(tmp_path), SetClock().now_ms)
    assert verified(tmp_path, public_pem(kept(tmp_path).certificate)).endswith("OK\n")


def test_a_damaged_authority_is_never_replaced_in_silence(tmp_path: Path) -> None:
    Certificate(whereabouts(tmp_path), SetClock().now_ms)
    path = tmp_path / IDENTITY / AUTHORITY_FILE
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(BadCertificate, match=r"authority\.pem .* backup, or make a new one: pmpd certificate --new"):
        Certificate(whereabouts(tmp_path), SetClock().now_ms)


def test_a_certificate_of_an_older_authority_is_replaced(tmp_path: Path) -> None:
    where = whereabouts(tmp_path)
    Certificate(where, SetClock().now_ms)
    new_authority(where.directory, where.name, where.certifiable(), NOW)
    Certificate(where, SetClock().now_ms)
    assert verified(tmp_path, public_pem(kept(tmp_path).certificate)).endswith("OK\n")


@pytest.mark.parametrize(("days", "status", "said"), [(0, "good", "pmp.local"), (-2, "bad", "begins at"), (400, "bad", "ended at")])
def test_the_doctor_says_when_phones_will_not_take_the_certificate(days: int, status: str, said: str, tmp_path: Path) -> None:
    Certificate(whereabouts(tmp_path), SetClock().now_ms)
    (finding,) = certificate_findings(tmp_path, CONFIG, NOW + timedelta(days))
    assert (finding.status, said in finding.what) == (status, True)


@pytest.mark.parametrize(
    ("config", "name"),
    [(Config(https=Https(names=("new.example.com",))), "new.example.com"), (Config(https=Https(), box=Naming(name="new")), "new.local")],
)
def test_the_doctor_names_what_the_authority_was_not_made_for(config: Config, name: str, tmp_path: Path) -> None:
    Certificate(whereabouts(tmp_path), SetClock().now_ms)
    (finding,) = certificate_findings(tmp_path, config, NOW)
    assert (finding.status, finding.what.endswith(f"not made for {name}"), "pmpd certificate --new" in finding.remedy) == (
        "bad",
        True,
        True,
    )


def test_the_doctor_asks_for_no_certificate_where_nobody_needs_one(tmp_path: Path) -> None:
    assert certificate_findings(tmp_path, Config()) == []
    assert [finding.status for finding in certificate_findings(tmp_path, CONFIG)] == ["unknown"]


def test_own_addresses_are_those_that_others_can_use() -> None:
    found = own_addresses()
    assert [str(one) for one in found if one.is_loopback or (one.version == 6 and one.is_link_local)] == []
    assert found == sorted(found, key=lambda one: one.version)
