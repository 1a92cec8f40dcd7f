"""One measured figure, and the report that all of them are written into."""

import json
import operator
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import ceil
from pathlib import Path
from statistics import median

_HOLDS = {">=": operator.ge, "<=": operator.le}


@dataclass(frozen=True, slots=True)
class Figure:
    """What the product reached, what the reference did, and what was asked for.

    `target` is a comparison that the ratio must hold (`>= 0.65`), or the value itself (`value <= 20`); `ok` says whether it does. Both are
    null where nothing was promised.
    """

    name: str
    value: float
    unit: str
    reference: float | None = None
    ratio: float | None = None
    target: str | None = None
    ok: bool | None = None

    def in_words(self) -> str:
        """The figure as one line."""
        said = f"{self.name:<34} {self.value:>10,.2f} {self.unit:<9}"
        if self.reference is not None and self.ratio is not None:
            said += f" reference {self.reference:>10,.2f}   ratio {self.ratio:>5.2f}"
        if self.ok is not None:
            said += f"   target {self.target}: {'ok' if self.ok else 'MISSED'}"
        return said


def compared(name: str, unit: str, values: Sequence[float], references: Sequence[float], target: str | None = None) -> Figure:
    """A figure from rounds that took turns with the reference: medians, and the median of the rounds' own ratios.

    Two neighbouring rounds suffer the same noise of the machine, so their ratio is steadier than a ratio of two medians.
    """
    ratio = median(value / reference for value, reference in zip(values, references, strict=True))
    return judged(name, unit, median(values), median(references), ratio, target)


def judged(name: str, unit: str, value: float, reference: float, ratio: float, target: str | None = None) -> Figure:
    """A figure whose target, if it has one, is met or missed."""
    ok = None
    if target is not None:
        *on_value, comparison, bound = target.split()
        ok = bool(_HOLDS[comparison](round(value if on_value else ratio, 3), float(bound)))
    return Figure(name, round(value, 3), unit, round(reference, 3), round(ratio, 3), target, ok)


def percentile(samples: Sequence[float], percent: float) -> float:
    """The smallest sample that `percent` of all samples do not exceed (nearest rank)."""
    return sorted(samples)[max(0, ceil(len(samples) * percent / 100) - 1)]


def write_report(path: Path, figures: Sequence[Figure]) -> None:
    """Write the figures as a JSON list."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(figure) for figure in figures], indent=1) + "\n", encoding="utf-8")
