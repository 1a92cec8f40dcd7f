"""`pmpd certificate`: by what phones know the box."""

import argparse
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ledger.canonical import canonical
from ledger.database import Lock
from ledger.errors import Refused
from pmpd.command_line.verb import enter, takes_json

VERB = "certificate"
SUMMARY = "show by what phones know the box: the fingerprint of its authority, where to get it, names and dates"


def add_to(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Enter the verb."""
    parser = enter(verbs, common, VERB, run, SUMMARY, "pmpd certificate --ca-out box.crt")
    parser.add_argument(
        "--ca-out", type=Path, metavar="FILE", help="write the authority's certificate into this file, to trust it elsewhere"
    )
    parser.add_argument(
        "--new", action="store_true", help="make another authority, which every device has to trust anew; the box must not run"
    )
    takes_json(parser)


def run(said: argparse.Namespace) -> int:
    """Exit code 1 where there is no authority yet."""
    from pmpd.config import read_config
    from pmpd.identity.certificates import AUTHORITY_FILE, CERTIFICATE_FILE, new_authority, public_pem, read_certified
    from pmpd.identity.whereabouts import Whereabouts

    where = Whereabouts(said.data, config := read_config(said.config))
    if said.new:
        with closing(Lock(said.data, "pmpd certificate")):
            new_authority(where.directory, where.name, where.certifiable(), datetime.now(UTC))
            (where.directory / CERTIFICATE_FILE).unlink(missing_ok=True)
    authority = read_certified(where.directory / AUTHORITY_FILE)
    if authority is None:
        raise Refused("no_certificate", "the box has no certificate yet; it is made when the box first serves [https] (docs/network.md)")
    if said.ca_out is not None:
        said.ca_out.write_bytes(public_pem(authority.certificate))
    current = read_certified(where.directory / CERTIFICATE_FILE)
    port = "" if config.helper is None or config.helper.port == 80 else f":{config.helper.port}"
    answer = told(authority.certificate, current.certificate if current else None)
    answer["help"] = f"http://{where.host_name}{port}/" if config.helper else ""
    print(canonical(answer) if said.json else "\n".join(in_words(answer)))
    return 0


def told(authority: Any, current: Any) -> dict[str, Any]:
    """`{fingerprint, until, names, certificate}`, the last one `{names, from, until}` or null; dates as ISO 8601."""
    from cryptography import x509

    from pmpd.identity.certificates import certified_hosts, fingerprint

    permitted = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees
    return {
        "fingerprint": fingerprint(authority),
        "until": authority.not_valid_after_utc.date().isoformat(),
        "names": [str(one.value) for one in permitted],
        "certificate": current
        and {
            "names": sorted(certified_hosts(current)),
            "from": current.not_valid_before_utc.date().isoformat(),
            "until": current.not_valid_after_utc.date().isoformat(),
        },
    }


def in_words(answer: dict[str, Any]) -> list[str]:
    """The same for people."""
    current = answer["certificate"]
    return [
        "The fingerprint of the box's authority (SHA-256), to compare with what a device shows:",
        f"    {answer['fingerprint']}",
        f"It may certify until {answer['until']}: {', '.join(answer['names'])}.",
        *([f"How to trust it: {answer['help']}"] if answer["help"] else ["To trust it elsewhere: pmpd certificate --ca-out box.crt"]),
        f"The box's own is for {', '.join(current['names'])}, from {current['from']} until {current['until']}; the box renews it."
        if current
        else "The box makes its certificate when it starts.",
    ]
