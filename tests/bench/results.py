"""What was measured: kept in order, printed as a table, written as JSON."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Measure:
    """One number. ``floor`` is that of the barest thing that does the same, and ``ratio`` is value ÷ floor."""

    name: str
    value: float
    unit: str
    floor: float | None = None
    ratio: float | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """At most, or at least, ``limit``; of its ratio when ``of_ratio``. Only a goal that ``gates`` makes a run fail."""

    limit: float
    least: bool = False
    of_ratio: bool = False
    gates: bool = True

    def met(self, measure: Measure) -> bool:
        """Whether the measure reaches it. A ratio that could not be taken reaches nothing."""
        value = measure.ratio if self.of_ratio else measure.value
        if value is None:
            return False
        return value >= self.limit if self.least else value <= self.limit

    def said_of(self, measure: Measure) -> str:
        """The goal and whether it is met."""
        verdict = "met" if self.met(measure) else "MISSED" if self.gates else "not yet"
        return f"{'ratio ' if self.of_ratio else ''}{'≥' if self.least else '≤'} {_written(self.limit)} {verdict}"


# What depends on the machine alone does not gate: it is measured while other things run.
GOALS = {
    "student.first.bytes": Goal(60_000),
    "student.first.js_bytes": Goal(20_000),
    "student.repeat.bytes": Goal(10_000),
    "student.offline.js_bytes": Goal(45_000),
    "log.tick_ms": Goal(150, gates=False),
    "offline.open_ms": Goal(1_000, gates=False),
    "demo.first_start": Goal(10, gates=False),
    "queue.requests_per_s": Goal(0.10, least=True, of_ratio=True, gates=False),
    "photo.intake": Goal(8, of_ratio=True, gates=False),
    "photo.intake.memory": Goal(70, gates=False),
}


class Results:
    """Measures in the order in which they were made."""

    def __init__(self) -> None:
        self.measures: list[Measure] = []

    def add(self, name: str, value: float, unit: str, floor: float | None = None) -> None:
        """Keep a number; with a floor, its ratio too."""
        ratio = None if floor is None else _rounded(value / floor)
        self.measures.append(Measure(name, _rounded(value), unit, None if floor is None else _rounded(floor), ratio))

    def missed(self) -> list[str]:
        """The goals that gate and were not reached, or that nobody measured."""
        made = {measure.name: measure for measure in self.measures}
        gates = {name: goal for name, goal in GOALS.items() if goal.gates}
        return [name for name, goal in gates.items() if name not in made or not goal.met(made[name])]

    def write(self, file: Path) -> None:
        """Write the list of objects; ``floor`` and ``ratio`` only where there is one."""
        told = [{key: value for key, value in asdict(one).items() if value is not None} for one in self.measures]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(told, indent=1) + "\n")

    def show(self, say: Callable[[str], None] = print) -> None:
        """Print them as a table."""
        head = ("", "value", "unit", "floor", "ratio", "goal")
        rows = [head, *(self._row(measure) for measure in self.measures)]
        widths = [max(len(row[place]) for row in rows) for place in range(len(head))]
        for name, value, unit, floor, ratio, goal in rows:
            line = (
                f"{name:<{widths[0]}}  {value:>{widths[1]}} {unit:<{widths[2]}}  {floor:>{widths[3]}}"
                f"  {ratio:>{widths[4]}}  {goal}"
            )
            say(line.rstrip())

    @staticmethod
    def _row(measure: Measure) -> tuple[str, str, str, str, str, str]:
        goal = GOALS.get(measure.name)
        verdict = goal.said_of(measure) if goal else ""
        floor, ratio = ("" if one is None else _written(one) for one in (measure.floor, measure.ratio))
        return measure.name, _written(measure.value), measure.unit, floor, ratio, verdict


def _rounded(value: float) -> float:
    """Four figures that mean something; whole numbers as they are."""
    return value if value == int(value) else float(f"{value:.4g}")


def _written(value: float) -> str:
    return f"{int(value):,}" if value == int(value) else f"{value:,}"
