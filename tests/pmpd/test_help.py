"""The help texts: every verb tells what it does and gives an example that is one."""

import argparse
import re
import shlex
import subprocess
import sys
from functools import cache

import pytest

from pmpd.command_line import build_parser, main


@cache
def parser() -> argparse.ArgumentParser:
    """The command line."""
    return build_parser()


@cache
def help_texts() -> dict[str, str]:
    """The help text of every verb."""
    (verbs,) = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return {name: verb.format_help() for name, verb in verbs.choices.items()}


def example(verb: str) -> list[str]:
    """The words of a verb's example."""
    found = re.search(r"^example: (pmpd .*)$", help_texts()[verb], re.MULTILINE)
    assert found is not None, f"the help of {verb} has no example"
    return shlex.split(found.group(1))


@pytest.mark.parametrize("verb", help_texts())
def test_every_verb_has_an_example_that_the_command_line_understands(verb: str) -> None:
    words = example(verb)
    assert words[:2] == ["pmpd", verb]
    assert parser().parse_args(words[1:]).run is not None


@pytest.mark.parametrize("verb", help_texts())
def test_every_verb_says_where_the_ledger_lives_and_takes_a_configuration(verb: str) -> None:
    assert "--data DIR" in help_texts()[verb]
    assert "--config FILE" in help_texts()[verb]


def test_help_is_printed_and_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["import", "--help"])
    assert ended.value.code == 0
    assert "example: pmpd import" in capsys.readouterr().out


def test_the_version_is_printed_and_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert re.fullmatch(r"pmpd \d+\.\d+\.\d+\n", capsys.readouterr().out)


@pytest.mark.parametrize("words", [[], ["pack"], ["orders", "--colour"], ["orders", "--most", "many"], ["import"]])
def test_a_command_line_that_is_wrong_in_itself_exits_with_two(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2


def test_a_mistyped_verb_is_answered_with_those_that_were_probably_meant(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["ordr"])
    said = capsys.readouterr().err
    assert (ended.value.code, "did you mean order or" in said, "reconciliation" in said) == (2, True, False)


def test_the_command_line_loads_no_driver_and_draws_nothing_before_it_has_to() -> None:
    asked = "import sys, pmpd.command_line as c; c.build_parser(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()
    assert "pmpd.command_line" in loaded
    assert not {"PIL", "escpos", "biip", "aiohttp", "pmpd.box"} & set(loaded)
