"""The engine benchmark's own parts: its oracle, its figures to reach, its chart, and that no rival is skipped."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from importlib import import_module, metadata
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module", autouse=True)
def _benchmarks_on_the_path():
    sys.path.insert(0, str(BENCHMARKS))
    yield
    sys.path.remove(str(BENCHMARKS))


def part(name: str) -> ModuleType:
    return import_module(f"rivals.{name}")


def us(text: str) -> int:
    return round(datetime.fromisoformat(text).astimezone(UTC).timestamp() * 1_000_000)


HOUR = 3_600_000_000


class TestTheOracle:
    """The oracle's answers are those that one finds with a calendar on the wall."""

    @pytest.mark.parametrize(
        ("start", "hours", "due"),
        [
            ("2026-01-02T16:00:00+01:00", 4, "2026-01-05T11:30:00+01:00"),  # 1.5 h on Friday, 2.5 h on Monday
            ("2026-01-02T11:00:00+01:00", 1, "2026-01-02T12:00:00+01:00"),  # used up exactly at the closing for lunch
            ("2026-03-27T17:00:00+01:00", 1, "2026-03-30T09:30:00+02:00"),  # over the weekend of the clock change
            ("2026-04-02T17:00:00+02:00", 1, "2026-04-07T09:30:00+02:00"),  # over Good Friday and Easter Monday
        ],
    )
    def test_it_is_due_when_the_open_hours_are_used_up(self, start, hours, due):
        assert part("oracle").walker(part("workload").OFFICE).due(us(start), hours * HOUR) == us(due)

    def test_lunch_and_night_are_not_counted(self):
        walker = part("oracle").walker(part("workload").OFFICE)
        assert walker.elapsed(us("2026-01-05T11:00:00+01:00"), us("2026-01-06T10:00:00+01:00")) == 6.5 * HOUR

    def test_by_the_other_convention_a_closing_is_due_at_the_next_opening(self):
        walker = part("oracle").walker(part("workload").OFFICE)
        assert walker.after(us("2026-01-02T12:00:00+01:00")) == us("2026-01-02T13:00:00+01:00")
        assert walker.after(us("2026-01-02T11:59:59+01:00")) == us("2026-01-02T11:59:59+01:00")

    def test_a_count_of_business_days_leaves_the_end_out(self):
        walker = part("oracle").walker(part("workload").OFFICE)
        friday, monday = (int(np.datetime64(day, "D").astype(np.int64)) for day in ("2026-01-02", "2026-01-05"))
        assert walker.count_days(friday, monday) == 1
        assert walker.add_days(friday, 1) == monday


class TestTheTables:
    """The tables that rivals are measured with answer as the oracle does."""

    @pytest.mark.parametrize("table", ["PlainTable", "TunedTable"])
    @pytest.mark.parametrize("span", ["hour", "fortnight"])
    def test_a_table_equals_the_oracle(self, table, span):
        workload, oracle = part("workload"), part("oracle")
        asked = workload.questions(span, 300)
        made = getattr(part("tables"), table)(workload.OFFICE)
        assert (made.due(asked.starts, asked.allowed) == oracle.due((workload.OFFICE,), asked)).all()
        assert (made.elapsed(asked.starts, asked.ends) == oracle.elapsed((workload.OFFICE,), asked)).all()


class TestFiguresToReach:
    """A figure that must be reached holds at its limit, not past it, and never where nothing was measured."""

    @pytest.mark.parametrize(
        ("bound", "measured", "holds"),
        [
            ("at least", 9.0, True),
            ("at least", 8.99, False),
            ("at most", 9.0, True),
            ("at most", 9.01, False),
            ("at most", None, None),
        ],
    )
    def test_a_bar_holds_at_its_limit(self, bound, measured, holds):
        assert part("bars").Bar("rows", bound, 9.0, "x", measured).holds is holds


class TestRivalsThatAreNotInstalled:
    """A rival that is not installed fails the run and names the command; it is never skipped."""

    def test_the_run_fails_and_names_the_packages(self, monkeypatch, capsys):
        engine = import_module("engine")

        def version(name: str) -> str:
            if name == "workclock":
                raise metadata.PackageNotFoundError(name)
            return "1"

        monkeypatch.setattr(part("libraries").metadata, "version", version)
        monkeypatch.setattr(sys, "argv", ["engine.py", "--quick"])
        assert engine.main() == 2
        assert "pip install workclock" in capsys.readouterr().out


def run_with(*ratios: float) -> dict[str, object]:
    track = {"operation": "due", "form": "array", "span": "fortnight", "calendars": 1}
    rivals = [{"track": track, "rival": f"rival {row}", "ratio": ratio} for row, ratio in enumerate(ratios)]
    return {"rivals": rivals, "size": {"array_rows": 1000}}


class TestTheChart:
    """The chart draws ratios on a logarithmic scale."""

    def test_a_hundred_is_twice_as_long_as_ten(self):
        drawn = part("chart").chart(run_with(100, 10))
        long, short = (
            float(width) for width in re.findall(r'class="first" x="[\d.]+" y="[\d.]+" width="([\d.]+)" h', drawn)[1:]
        )
        assert long == pytest.approx(2 * short, abs=0.2)

    def test_a_rival_that_is_faster_is_drawn_to_the_left(self):
        drawn = part("chart").chart(run_with(10, 0.5))
        slow, fast = re.findall(r'class="first" x="([\d.]+)" y="[\d.]+" width="([\d.]+)" h', drawn)[1:]
        assert float(fast[0]) + float(fast[1]) == pytest.approx(float(slow[0]), abs=0.2)
        assert "0.50x" in drawn
