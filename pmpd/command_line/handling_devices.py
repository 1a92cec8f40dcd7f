"""`pmpd devices`: what is attached and how it is; `pmpd devices test NAME` tries one."""

import argparse
from typing import Any
from urllib.parse import quote

from ledger.canonical import canonical
from pmpd.books import running_box
from pmpd.command_line.verb import SIGNS, enter, takes_json

VERB = "devices"
SUMMARY = "list the devices of the running box and how they are, or try one: pmpd devices test NAME"


def add_to(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Enter the verb and the one under it."""
    parser = enter(verbs, common, VERB, run, SUMMARY, "pmpd devices")
    takes_json(parser)
    below = parser.add_subparsers(metavar="test")
    words = "try a device: a printer prints a test page, lights shine, a scale weighs, a scanner's next scan is told, the box sounds"
    trial = enter(below, common, "test", run_trial, words, "pmpd devices test printer-1")
    trial.add_argument("name", metavar="NAME", help="the device, as `pmpd devices` lists it, or `sound`")
    takes_json(trial)


def run(said: argparse.Namespace) -> int:
    """Exit code 1 when a device is bad."""
    with running_box(said.data) as daemon:
        answer = daemon.call("GET", "/devices")
    print(canonical(answer) if said.json else "\n".join(in_words(answer)))
    return int(any(device["status"] == "bad" for device in answer["devices"]))


def in_words(answer: dict[str, Any]) -> list[str]:
    """A line for each device, what to do under those in trouble, and what is plugged in and not used."""
    lines = []
    width = max([len(device["name"]) for device in answer["devices"]], default=0)
    for device in answer["devices"]:
        where = device["station"] or device["operator"]
        what = ", ".join(part for part in (device["kind"], device["driver"], device["address"], device["about"]) if part)
        lines.append(f"{SIGNS[device['status']]:<4}{device['name']:<{width}}  {what}{f', at {where}' if where else ''}: {device['detail']}")
        lines += [f"    {'':<{width}}  → {device['remedy']}"] if device["remedy"] else []
        lines += [f"    {'':<{width}}  {device['evidence']}"] if device["evidence"] else []
    if answer["unused"]:
        lines += ["", "Plugged in and not used:"]
        lines += [
            f'    {found["about"]}: {found["kind"]}, driver = "{found["driver"]}", address = "{found["address"]}"'
            for found in answer["unused"]
        ]
    return lines or ["The box has no devices."]


def run_trial(said: argparse.Namespace) -> int:
    """Exit code 1 when it did not work."""
    with running_box(said.data) as daemon:
        kinds = {device["name"]: device["kind"] for device in daemon.call("GET", "/devices")["devices"]}
        if kinds.get(said.name) == "scanner" and not said.json:
            print(f"Scan any label with {said.name} now; the scan counts nothing.", flush=True)
        answer = daemon.call("POST", f"/devices/{quote(said.name, safe='')}/trial")
    print(canonical(answer) if said.json else f"{SIGNS[answer['outcome']]}: {answer['message']}")
    return int(answer["outcome"] == "bad")
