"""Whether the certificate that phones see is one that they accept."""

from datetime import UTC, datetime
from pathlib import Path

from pmpd.config import Config
from pmpd.doctor.finding import Finding
from pmpd.identity.certificates import AUTHORITY_FILE, CERTIFICATE_FILE, BadCertificate, certified_hosts, may_certify, read_certified
from pmpd.identity.whereabouts import IDENTITY

_SUBJECT = "certificate"


def certificate_findings(data: Path, config: Config, now: datetime | None = None) -> list[Finding]:
    """Say how the certificate of a box is that serves the network; `now` is the time of its clock."""
    if config.https is None:
        return []
    try:
        authority = read_certified(data / IDENTITY / AUTHORITY_FILE)
        kept = read_certified(data / IDENTITY / CERTIFICATE_FILE)
    except BadCertificate as error:
        return [Finding(_SUBJECT, "bad", str(error), "restore the directory of the box's identity from a backup")]
    if authority is None or kept is None:
        return [Finding(_SUBJECT, "unknown", "none was made yet", "start the box, which makes it: pmpd serve")]
    now = now or datetime.now(UTC)
    start, end = kept.certificate.not_valid_before_utc, kept.certificate.not_valid_after_utc
    left_out = [name for name in (f"{config.box.name}.local", *config.https.names) if not may_certify(authority.certificate, name)]
    if now < start:
        remedy = f"set the clock; if it is right, remove {data / IDENTITY / CERTIFICATE_FILE} and start the box again"
        return [Finding(_SUBJECT, "bad", f"it begins at {start:%Y-%m-%d}, and the clock shows {now:%Y-%m-%d}", remedy)]
    if now > end:
        return [Finding(_SUBJECT, "bad", f"it ended at {end:%Y-%m-%d}", "start the box, which makes another one: pmpd serve")]
    if left_out:
        remedy = "stop the box, make another authority, and trust that one on every device: pmpd certificate --new"
        return [Finding(_SUBJECT, "bad", f"the box's authority was not made for {', '.join(left_out)}", remedy)]
    return [Finding(_SUBJECT, "good", f"for {', '.join(sorted(certified_hosts(kept.certificate)))}, until {end:%Y-%m-%d}")]
