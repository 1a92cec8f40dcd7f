"""The box's own authority, and the certificate that it gives to the box.

No public authority certifies a name such as `pmp.local` or an address such as 192.168.1.7, so the box has an authority of its own, which
phones are told to trust once. So that nobody who trusts it has to fear it, it is constrained (RFC 5280 section 4.2.1.10, critical) to the
names that the box may have and to addresses of private networks: whoever stole its key could not pose as a bank.
"""

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from pmpd.config import BadConfig
from pmpd.identity.addresses import PRIVATE_NETWORKS
from pmpd.identity.private_file import write_private

AUTHORITY_FILE = "authority.pem"
"""Key and certificate of the authority."""

CERTIFICATE_FILE = "certificate.pem"
"""Key and certificate that the box shows to those who connect."""

_AUTHORITY_DAYS = 20 * 365
_CERTIFICATE_DAYS = 364  # with the day before, 365: no browser and no guideline wants fewer
_RENEWED_BEFORE_END = timedelta(days=_CERTIFICATE_DAYS // 3)
_DAY = timedelta(days=1)  # clocks of phones are not right to the minute
_NOT_BEFORE = datetime(2025, 1, 1, tzinfo=UTC)
"""No certificate begins earlier: a machine without a clock battery starts long ago, and what it then made would have ended long ago too."""


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate with its key."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    def pem(self) -> bytes:
        """Key and certificate, as OpenSSL reads both from one file."""
        encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
        return self.key.private_bytes(encoding, form, serialization.NoEncryption()) + public_pem(self.certificate)


class BadCertificate(BadConfig):
    """A file of the box's identity is damaged; the text names it and says what to do."""


def fingerprint(certificate: x509.Certificate) -> str:
    """The SHA-256 of a certificate as people compare it: `A1:B2:…`, 32 pairs."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def public_pem(certificate: x509.Certificate) -> bytes:
    """A certificate without its key."""
    return certificate.public_bytes(serialization.Encoding.PEM)


def read_certified(path: Path) -> Certified | None:
    """What is in a file, or None where there is none. Raises BadCertificate."""
    try:
        content = path.read_bytes()
        key = serialization.load_pem_private_key(content, None)
        certificate = x509.load_pem_x509_certificate(content)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise BadCertificate(f"{path} can't be read; restore it from a backup, or make a new one: pmpd certificate --new") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise BadCertificate(f"{path} holds a key that is not its certificate's; make a new one: pmpd certificate --new")
    return Certified(key, certificate)


def new_authority(directory: Path, box: str, names: list[str], now: datetime) -> Certified:
    """Make the authority of the box called `box`, for these names, and keep it; what it replaces is no longer trusted by anybody."""
    key = ec.generate_private_key(ec.SECP256R1())
    start = max(now, _NOT_BEFORE) - _DAY
    serial = x509.random_serial_number()
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "pmpd"),
            x509.NameAttribute(NameOID.COMMON_NAME, f"Box {box}, made {start + _DAY:%Y-%m-%d} ({serial & 0xFFFFFF:06x})"),
        ]
    )
    permitted = [*map(x509.DNSName, names), *map(x509.IPAddress, PRIVATE_NETWORKS)]
    builder = (
        _builder(key, subject, subject, serial, start, timedelta(days=_AUTHORITY_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.NameConstraints(permitted_subtrees=permitted, excluded_subtrees=None), critical=True)
    )
    made = Certified(key, builder.sign(key, hashes.SHA256()))
    write_private(directory / AUTHORITY_FILE, made.pem())
    return made


def may_certify(authority: x509.Certificate, host: str) -> bool:
    """Tell whether the authority is allowed a name or an address."""
    permitted = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return any(isinstance(one, x509.DNSName) and (host == one.value or host.endswith(f".{one.value}")) for one in permitted)
    networks = [one.value for one in permitted if isinstance(one, x509.IPAddress)]
    return any(address in network for network in networks if isinstance(network, ipaddress.IPv4Network | ipaddress.IPv6Network))


def new_certificate(directory: Path, authority: Certified, hosts: list[str], now: datetime) -> Certified:
    """Certify those of the hosts that the authority is allowed, and keep that as the box's certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    allowed = [host for host in hosts if may_certify(authority.certificate, host)]
    start = max(now - _DAY, authority.certificate.not_valid_before_utc)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, allowed[0])])
    issuer = authority.certificate.subject
    builder = (
        _builder(key, subject, issuer, x509.random_serial_number(), start, _DAY + timedelta(days=_CERTIFICATE_DAYS), authority.key)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([_general_name(host) for host in allowed]), critical=False)
    )
    made = Certified(key, builder.sign(authority.key, hashes.SHA256()))
    write_private(directory / CERTIFICATE_FILE, made.pem())
    return made


def certified_hosts(certificate: x509.Certificate) -> set[str]:
    """The names and addresses that a certificate is for."""
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {str(name) for kind in (x509.DNSName, x509.IPAddress) for name in names.get_values_for_type(kind)}


def is_due(certificate: x509.Certificate, authority: x509.Certificate, hosts: list[str], now: datetime) -> bool:
    """Tell whether the box needs another certificate: soon over, for other hosts, or another authority's.

    One that begins in the future is kept: a clock that was set back says nothing of the phones' clocks.
    """
    try:
        certificate.verify_directly_issued_by(authority)
    except (InvalidSignature, ValueError):
        return True
    allowed = {host for host in hosts if may_certify(authority, host)}
    return now > certificate.not_valid_after_utc - _RENEWED_BEFORE_END or certified_hosts(certificate) != allowed


def _builder(
    key: ec.EllipticCurvePrivateKey,
    subject: x509.Name,
    issuer: x509.Name,
    serial: int,
    start: datetime,
    life: timedelta,
    signer: ec.EllipticCurvePrivateKey | None = None,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder(issuer, subject, key.public_key(), serial, start, start + life)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key((signer or key).public_key()), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
