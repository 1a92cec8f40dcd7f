"""HTTPS as the box speaks it, with a certificate that is replaced while it serves."""

import logging
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pmpd.identity.certificates import (
    AUTHORITY_FILE,
    CERTIFICATE_FILE,
    BadCertificate,
    Certified,
    fingerprint,
    is_due,
    may_certify,
    new_authority,
    new_certificate,
    read_certified,
)
from pmpd.identity.whereabouts import Whereabouts

_CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"
"""Of TLS 1.2 only what keeps earlier talks secret when a key is stolen, and authenticates each record; TLS 1.3 has nothing else."""

_log = logging.getLogger(__name__)


def server_context() -> ssl.SSLContext:
    """What TLS the box speaks, without a certificate yet. Sessions are resumed by tickets, so a phone's next connection costs little."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(_CIPHERS)
    context.options |= ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_COMPRESSION
    context.set_alpn_protocols(["http/1.1"])
    return context


def authority_of(whereabouts: Whereabouts, now: datetime) -> Certified:
    """The authority of the box, made the first time. Raises BadCertificate for a damaged file."""
    kept = read_certified(whereabouts.directory / AUTHORITY_FILE)
    return kept or new_authority(whereabouts.directory, whereabouts.name, whereabouts.certifiable(), now)


class Certificate:
    """The certificate of the box, for the names it has now; `context` shows the newest one to whoever connects next.

    Raises BadCertificate for a damaged authority; a damaged certificate is made anew.
    """

    def __init__(self, whereabouts: Whereabouts, now_ms: Callable[[], int]) -> None:
        self._whereabouts = whereabouts
        self._now_ms = now_ms
        self.authority = authority_of(whereabouts, self._now())
        self.context = server_context()
        self._current = self._kept()
        if self._current is not None:
            self._show()
        self.keep_up()

    def keep_up(self) -> bool:
        """Make another certificate if one is due, and show it from the next connection on; tells whether it did. Raises OSError."""
        hosts, now = self._hosts(), self._now()
        if self._current is not None and not is_due(self._current.certificate, self.authority.certificate, hosts, now):
            return False
        if self._current is not None:
            now = max(now, self._current.certificate.not_valid_before_utc)  # the clock was right once
        self._current = new_certificate(self._whereabouts.directory, self.authority, hosts, now)
        self._show()
        _log.info("a new certificate, for %s", ", ".join(host for host in hosts if may_certify(self.authority.certificate, host)))
        return True

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the authority: it stays the same while certificates come and go."""
        return fingerprint(self.authority.certificate)

    def _hosts(self) -> list[str]:
        """The box's own name first, then the others in an order that stays."""
        names = {"localhost", *self._whereabouts.names("https")}
        return sorted(names, key=lambda host: (host != self._whereabouts.host_name, host))

    def _kept(self) -> Certified | None:
        try:
            return read_certified(self._path)
        except BadCertificate as error:
            _log.warning("%s", error)
            return None

    @property
    def _path(self) -> Path:
        return self._whereabouts.directory / CERTIFICATE_FILE

    def _show(self) -> None:
        self.context.load_cert_chain(self._path)

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._now_ms() / 1000, UTC)
