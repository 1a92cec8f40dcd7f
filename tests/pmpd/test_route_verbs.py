"""Verbs made from the API's routes: alone and through the running box they say the same."""

import argparse
import contextlib
import io
import json
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from pmpd.api.call import BoxRoute, Route, said_type
from pmpd.command_line import build_parser, main
from pmpd.command_line.options import said_fields
from pmpd.command_line.route_examples import route_example
from pmpd.command_line.route_verbs import spoken_routes
from tests.pmpd.small_shop import furnish
from tests.pmpd.terminal import daemon

STORY = """
add-item --sku LAMP --description "A lamp" --barcodes 4006381334914 --barcodes LAMP-OLD
add-place --code Z-01 --zone Z --walk 90
receive --sku LAMP --bin Z-01 --quantity 5 --id 01890a5d-ac96-774b-bcce-b302099a8057
receive --sku LAMP --bin Z-01 --quantity 5 --id 01890a5d-ac96-774b-bcce-b302099a8057
receive --sku LAMP --bin Z-01 --quantity 6 --id 01890a5d-ac96-774b-bcce-b302099a8057
item LAMP
item lamp/x
bins
add-order --external-id P-1 --buyer "Zoë B" --no-cancelled --lines '{"external_id": "1", "sku": "LAMP", "quantity": 2}'
add-order --external-id P-2 --no-paid --lines '{"external_id": "1", "sku": "LAMP", "quantity": 1}'
hold P-1 --reason "call first"
release-hold P-1
orders
orders --most 1 --channel manual
order P-1
order-details SO-100001
start-pick --totes T-1
pick-session 1
scan-pick 1 --code NOBODY
scan-pick 1 --code Z-01
scan-pick 1 --code LAMP --quantity 2
finish-pick 1
to-pack
pack --code T-1 --station PACK-1
scan-pack 1 --code LAMP --quantity 2
scan-pack 1 --code LAMP
finish-pack 1
seen-to 1 --code LAMP
finish-pack 1 --weight-g 250
tracking P-1 --carrier UPS --tracking 1Z1
close-batch
batches
cancel P-2 --reason gone
cancel P-1 --reason late
adjust --sku LAMP --bin Z-01 --change -9 --reason lost
check
""".strip().splitlines()


# Each program that opens the ledger is a boot of its own, the box is one; hashes cover the time.
_OF_THE_MOMENT = re.compile(r"\b1\d{12}\b|\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?(\.\d+Z)?|\"boot\":\d+|\b[0-9a-f]{64}\b")


class Said(NamedTuple):
    """How a verb ended and what it printed, moments left out."""

    code: int
    out: str


def run(data: Path, words: list[str]) -> Said:
    """Run a verb against a ledger."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        code = main([*words, "--data", str(data)])
    text = _OF_THE_MOMENT.sub("MOMENT", printed.getvalue())
    return Said(code, text.replace(str(data), "DATA"))


class TwoLedgers(NamedTuple):
    """Two ledgers that began alike: one that nobody has open, one that a box serves."""

    alone: Path
    served: Path


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoLedgers]:
    """Two ledgers of a small shop; its box has no printer, since what prints goes on by itself."""
    both = TwoLedgers(tmp_path_factory.mktemp("alone"), tmp_path_factory.mktemp("served"))
    for directory in both:
        furnish(directory)
    config = both.served / "box.toml"
    config.write_text("printer = []\n", encoding="utf-8")
    with daemon(both.served, "--config", config) as running:
        yield both
        running.stop()


@pytest.mark.parametrize("form", ["people", "programs"])
def test_a_day_told_verb_by_verb_is_the_same_alone_and_through_the_box(form: str, tmp_path: Path) -> None:
    alone, served = tmp_path / "alone", tmp_path / "served"
    for directory in (alone, served):
        furnish(directory)
    switch = ["--json"] if form == "programs" else []
    with daemon(served) as running:
        told = {line: (run(alone, shlex.split(line) + switch), run(served, shlex.split(line) + switch)) for line in STORY}
        running.stop()
    assert {line: both for line, both in told.items() if both[0] != both[1]} == {}
    failed = [line.split()[0] for line, both in told.items() if both[0].code]
    assert failed == ["receive", "item", "scan-pick", "scan-pack", "finish-pack", "cancel", "adjust"]


@cache
def parser() -> argparse.ArgumentParser:
    """The command line."""
    return build_parser()


@pytest.mark.parametrize("route", [route for route in spoken_routes() if not isinstance(route, BoxRoute)], ids=lambda route: route.verb)
def test_the_example_of_every_verb_says_the_same_alone_and_through_the_box(
    route: Route, ledgers: TwoLedgers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file.csv").write_text("sku,description\nLAMP-H7,A lamp\n", encoding="utf-8")
    words = [*shlex.split(route_example(route))[1:], "--json"]
    alone, served = run(ledgers.alone, words), run(ledgers.served, words)
    assert alone == served
    assert "the box made a mistake" not in served.out


@pytest.mark.parametrize("route", spoken_routes(), ids=lambda route: route.verb)
def test_the_example_of_every_verb_is_a_request_of_the_declared_shape(
    route: Route, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file.csv").write_text("sku\n", encoding="utf-8")
    said: argparse.Namespace = parser().parse_args(shlex.split(route_example(route))[1:])
    assert isinstance(said_fields(said.parser, said, said_type(route)), said_type(route))


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("receive --sku LAMP-H7 --bin A-01 --quantity many", "--quantity: must be a valid integer"),
        ("receive --sku LAMP-H7 --bin A-01 --quantity 0", "--quantity: must be greater than or equal to 1"),
        ("receive --sku LAMP-H7 --bin A-01", "--quantity"),
        ("adjust --sku LAMP-H7 --bin A-01 --change 1 --reason magic", "--reason"),
        ("add-order --external-id 1 --lines {", "--lines"),
        ("add-order --external-id 1 --lines {}", "--lines 0 external_id: Field required"),
        ("add-order --external-id 1 --lines {} --ship-by soon", "soon is no time"),
        ("hold SO-1 --reason x --id 7", "7 is no UUID"),
    ],
)
def test_an_option_that_is_wrong_is_named_and_the_exit_code_is_two(
    words: str, named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*shlex.split(words), "--data", str(tmp_path)])
    assert (ended.value.code, named in capsys.readouterr().err) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_command_about_something_that_is_there_begins_no_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hold", "SO-100001", "--reason", "x", "--data", str(tmp_path / "typo")]) == 1
    assert "there is no ledger" in capsys.readouterr().err
    assert not (tmp_path / "typo").exists()


def test_a_first_item_begins_a_ledger(tmp_path: Path) -> None:
    assert main(["add-item", "--sku", "LAMP", "--description", "A lamp", "--data", str(tmp_path / "new")]) == 0
    assert main(["item", "LAMP", "--data", str(tmp_path / "new")]) == 0


def test_the_health_of_a_box_that_does_not_run_is_not_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    furnish(tmp_path)
    assert main(["health", "--data", str(tmp_path)]) == 1
    assert "pmpd serve" in capsys.readouterr().err


def test_a_time_is_said_as_people_write_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    furnish(tmp_path)
    line = '{"external_id": "1", "sku": "LAMP-H7", "quantity": 1}'
    main(["add-order", "--external-id", "P-1", "--lines", line, "--ship-by", "2026-11-24T13:00Z", "--data", str(tmp_path)])
    capsys.readouterr()
    main(["order-details", "P-1", "--json", "--data", str(tmp_path)])
    assert json.loads(capsys.readouterr().out)["ship_by_ms"] == 1_795_525_200_000
