"""`pmpd doctor`: what is wrong with the box, its machine and its devices, and what to do about it."""

import argparse
import asyncio
from dataclasses import asdict
from typing import Any

from ledger.canonical import canonical
from pmpd.books import NoLedger, running_box
from pmpd.command_line.verb import SIGNS, enter, takes_json
from pmpd.config import BadConfig, Config, read_config
from pmpd.doctor.finding import Finding

VERB = "doctor"
SUMMARY = "say what is wrong with the box and its devices, and what to do; works with and without a running box"


def add_to(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Enter the verb."""
    parser = enter(verbs, common, VERB, run, SUMMARY, "pmpd doctor --config /etc/pmpd.toml")
    parser.add_argument("--all", action="store_true", help="tell what is well too")
    takes_json(parser)


def run(said: argparse.Namespace) -> int:
    """Exit code 1 when something is bad."""
    findings = _findings(said)
    print(canonical({"findings": findings}) if said.json else "\n".join(in_words(findings, everything=said.all)))
    return int(any(finding["status"] == "bad" for finding in findings))


def _findings(said: argparse.Namespace) -> list[dict[str, Any]]:
    wrong: list[dict[str, Any]] = []
    config = Config()
    try:
        config = read_config(said.config)
    except BadConfig as error:
        wrong = [_wrong_config(error)]
    try:
        with running_box(said.data) as daemon:
            return [*wrong, *daemon.call("GET", "/doctor")["findings"]]
    except NoLedger:
        from pmpd.doctor.machine import machine_findings
        from pmpd.doctor.standing_box import standing_findings

        try:
            found = asyncio.run(standing_findings(said.data, config))
        except BadConfig as error:
            wrong, found = [_wrong_config(error)], machine_findings(said.data, config)
        return [*wrong, *map(asdict, found)]


def _wrong_config(error: BadConfig) -> dict[str, Any]:
    return asdict(
        Finding("configuration", "bad", str(error), "correct it in the configuration file (docs/configuration.md), then ask again")
    )


def in_words(findings: list[dict[str, Any]], *, everything: bool) -> list[str]:
    """The findings, the bad ones first, each with its remedy."""
    order = {"bad": 0, "unknown": 1, "good": 2}
    lines = []
    for finding in sorted(findings, key=lambda finding: order[finding["status"]]):
        if finding["status"] != "good" or everything:
            lines.append(f"{SIGNS[finding['status']]:<4}{finding['subject']}: {finding['what']}")
            lines += [f"    → {finding['remedy']}"] if finding["remedy"] else []
    well = sum(finding["status"] == "good" for finding in findings)
    return [*lines, f"{well} of {len(findings)} things are well."]
