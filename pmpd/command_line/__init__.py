"""The command line: `pmpd VERB`. Every verb has a help text with an example; those a program would read take --json."""

import argparse
import os
import re
import sys
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

from ledger.errors import Corrupt, Refused, Unavailable
from pmpd.books import NoLedger
from pmpd.command_line import (
    adding_operator,
    asking_doctor,
    checking,
    demonstrating,
    exporting_sheets,
    handling_devices,
    importing_files,
    importing_sheets,
    printing_carrier_label,
    route_verbs,
    scanning,
    serving_box,
    setting_pin,
    showing_certificate,
)
from pmpd.command_line.asking_pin import NoPin
from pmpd.config import BadConfig, read_config

_OWN = (
    serving_box,
    demonstrating,
    importing_files,
    importing_sheets,
    exporting_sheets,
    scanning,
    printing_carrier_label,
    handling_devices,
    asking_doctor,
    showing_certificate,
    adding_operator,
    setting_pin,
    checking,
)

_UNKNOWN_VERB = re.compile(r"argument VERB: invalid choice: '(.*)' \(choose from (.*)\)")


class _Parser(argparse.ArgumentParser):
    """Says which verbs were probably meant, where argparse would list a hundred."""

    def error(self, message: str) -> NoReturn:
        unknown = _UNKNOWN_VERB.match(message)
        if unknown:
            near = get_close_matches(unknown[1], re.findall(r"[\w-]+", unknown[2]))
            meant = f"did you mean {' or '.join(near)}? " if near else ""
            message = f"there is no verb {unknown[1]}; {meant}pmpd --help lists them all"
        super().error(message)


def default_data() -> Path:
    """Where the ledger lives unless --data says otherwise: PMPD_DATA, else the user's own data directory."""
    said = os.environ.get("PMPD_DATA")
    return Path(said) if said else Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "pmpd"


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", type=Path, metavar="DIR", help="where the ledger lives (default: PMPD_DATA, else ~/.local/share/pmpd)")
    common.add_argument("--config", type=Path, metavar="FILE", help="the configuration, a TOML file")
    parser = _Parser(
        prog="pmpd",
        usage="pmpd [-h] [--version] VERB …",
        description="The fulfilment box: orders in, picked by scan, verified, slipped, shipped, and their story told.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"pmpd {version('pmpd')}")
    verbs = parser.add_subparsers(prog="pmpd", metavar="VERB", required=True, help=argparse.SUPPRESS)
    own = [(verb.VERB, verb.SUMMARY) for verb in _OWN]
    for verb in _OWN:
        verb.add_to(verbs, common)
    parser.epilog = _contents({"The box": own, **route_verbs.add_to(verbs, common)})
    return parser


def _contents(areas: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    """Every verb with its summary, under the heading of its area."""
    width = max(len(name) for verbs in areas.values() for name, _ in verbs)
    lines = []
    for area, verbs in areas.items():
        lines += [f"{area}:", *[f"  {name:<{width}}  {summary[0].lower()}{summary[1:]}" for name, summary in verbs], ""]
    return "\n".join([*lines, "example: pmpd demo", "more about a verb: pmpd VERB --help"])


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; answers the exit code: 0 done, 1 something is wrong with what was asked, 2 the command line itself was wrong."""
    said = build_parser().parse_args(arguments)
    if said.data is None and said.run is not demonstrating.run:
        said.data = default_data()
    try:
        if said.config is not None and said.run is not asking_doctor.run:
            read_config(said.config)  # a wrong setting refuses every verb, not only those that need it
        code = int(said.run(said))
        sys.stdout.flush()  # here, where a reader that has gone is no error, and not while Python ends
        return code
    except (Refused, Unavailable, Corrupt) as error:
        print(f"pmpd: {error.message}", file=sys.stderr)
    except (BadConfig, NoLedger, NoPin) as error:
        print(f"pmpd: {error}", file=sys.stderr)
    except BrokenPipeError:
        # Whoever read our output has had enough; a second error while Python flushes it would only confuse.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        print(f"pmpd: {error.filename or ''}: {error.strerror}".replace(": :", ":"), file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1
