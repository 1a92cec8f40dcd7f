"""The bench's report, as whoever draws a curve of it reads it."""

import json
import subprocess
import sys
from pathlib import Path

from tests.bench.figure import compared, judged
from tests.required_parts import REPOSITORY


def test_the_bench_writes_every_figure_with_its_reference_and_its_target(tmp_path: Path) -> None:
    report = tmp_path / "bench.json"
    command = [sys.executable, "-m", "tests.bench", "ledger.reserve.1", "--quick", "--out", str(report)]
    said = subprocess.run(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, check=True).stdout
    (figure,) = json.loads(report.read_text(encoding="utf-8"))
    assert list(figure) == ["name", "value", "unit", "reference", "ratio", "target", "ok"]
    assert (figure["name"], figure["unit"], figure["target"]) == ("ledger.reserve.1", "ms", "<= 1.6")
    assert figure["value"] > 0 and figure["reference"] > 0
    assert figure["ok"] is (figure["ratio"] <= 1.6)
    assert said.startswith("ledger.reserve.1 ")


def test_a_figure_at_its_bound_meets_its_target_and_one_beyond_misses_it() -> None:
    assert compared("rate", "orders/s", [65.0], [100.0], ">= 0.65").ok is True
    assert compared("rate", "orders/s", [64.0], [100.0], ">= 0.65").ok is False
    assert compared("wait", "ms", [2.0], [1.0], "<= 2").ok is True
    assert compared("wait", "ms", [2.1], [1.0], "<= 2").ok is False


def test_a_target_may_be_on_the_value_itself() -> None:
    assert judged("query", "ms", 20.0, 0.1, 200.0, "value <= 20").ok is True
    assert judged("query", "ms", 20.1, 30.0, 0.67, "value <= 20").ok is False


def test_a_figure_without_a_target_is_neither_met_nor_missed() -> None:
    figure = compared("wait", "ms", [2.0], [1.0])
    assert (figure.ratio, figure.target, figure.ok) == (2.0, None, None)


def test_a_noisy_round_does_not_spoil_the_ratio_of_the_others() -> None:
    figure = compared("rate", "orders/s", [50.0, 5.0, 60.0], [100.0, 10.0, 120.0])
    assert figure.ratio == 0.5
