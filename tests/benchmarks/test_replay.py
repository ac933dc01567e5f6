"""The replay benchmark's own parts: its log, its hand-written loop, its ratios, and that no rival is skipped."""

from __future__ import annotations

import sys
from importlib import import_module, metadata
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
HOUR = 3_600_000_000
# Monday 8 January 2024, 09:00 in Amsterdam, in microseconds.
MON_09 = 1_704_700_800_000_000


@pytest.fixture(scope="module", autouse=True)
def _benchmarks_on_the_path():
    sys.path.insert(0, str(BENCHMARKS))
    yield
    sys.path.remove(str(BENCHMARKS))


def part(name: str) -> ModuleType:
    return import_module(f"clock_rivals.{name}")


class TestTheLog:
    """The log has what makes a replay hard."""

    def test_it_has_ties_changes_of_priority_and_no_order_but_that_of_time(self):
        log = part("workload").make(500)
        at = log.events["at"].cast("int64").to_pylist()
        assert at == sorted(at)
        pairs = list(zip(log.events["item"].to_pylist(), at, strict=True))
        assert pairs != sorted(pairs)
        assert len(set(pairs)) < len(pairs) == 2500
        assert set(log.events["field"].to_pylist()) == {"status", "priority"}

    def test_a_sample_keeps_all_events_of_its_items(self):
        log = part("workload").make(300)
        some = log.first(100)
        names = set(some.items["id"].to_pylist())
        assert len(names) == 100
        assert some.events.num_rows == sum(name in names for name in log.events["item"].to_pylist())


class TestTheHandWrittenLoop:
    """The loop says what one finds on paper, and what contractkit says, in every column."""

    def rows(self, *events: tuple[int, str, str], priority: str = "P1") -> dict[str, tuple[object, ...]]:
        said = [(MON_09 + hours * HOUR, field, value) for hours, field, value in events]
        loop = part("integer_loop").loop([("T-1", MON_09, "new", priority, said)])
        return {str(row[1]): row[2:] for row in loop}

    def test_a_pause_moves_the_due_time(self):
        """Four hours from 09:00, waiting 10:00 to 11:00, lunch 12:00 to 13:00: due at 15:00; solved at 11:30 had used 1.5."""
        rows = self.rows((1, "status", "waiting"), (2, "status", "in-progress"), (3, "status", "solved"))
        verdict, _, due, _, stopped, used, paused, wall, lived, lived_used = rows["S/1 a1"]
        assert (verdict, lived) == ("met", "met")
        assert (due, stopped) == (MON_09 + 6 * HOUR, MON_09 + 3 * HOUR)
        assert (used, paused, lived_used, wall) == (2 * HOUR, HOUR, 3 * HOUR, 3 * HOUR)

    def test_five_business_days_end_at_half_past_five_on_the_next_monday(self):
        verdict, _, due, *_ = self.rows((1, "status", "closed"))["S/3"]
        assert (verdict, due) == ("met", MON_09 + (7 * 24) * HOUR + 8 * HOUR + HOUR // 2)

    def test_a_change_of_priority_under_which_all_is_used_up_is_due_at_once(self):
        """Two hours used of sixteen; under P1 four are allowed, of which none is left after six."""
        verdict, _, due, until, *_ = self.rows((28, "priority", "P1"), priority="P2")["S/1 a1"]
        assert (verdict, due, until) == ("breached", MON_09 + 28 * HOUR, MON_09 + 28 * HOUR)

    @pytest.mark.parametrize("seed", [1, 2, 3])
    def test_it_equals_contractkit_in_every_column(self, seed):
        ours, loop = part("ours"), part("integer_loop")
        log = part("workload").make(1500, seed)
        rows = ours.rows_of(ours.evaluated(log).outcomes)
        assert len(rows) == 4500
        assert len(rows[0]) == len(loop.COLUMNS)
        assert ours.different(rows, loop.loop(loop.prepared(log))) == []
        assert ours.different(rows, loop.loop(loop.prepared(log.shuffled()))) == []

    def test_a_difference_is_found(self):
        ours = part("ours")
        assert ours.different([(1, 2)], [(1, 3)]) == ["(1, 2) in place of (1, 3)"]
        assert ours.different([(1, 2)], []) == ["1 rows in place of 0"]


class TestTheLoopOverClocks:
    """The public clock says what the replay says."""

    def test_it_equals_the_replay(self):
        ours, loop, clocks = part("ours"), part("integer_loop"), part("scalar_loop")
        log = part("workload").make(100)
        rows = [(*row[:3], row[4], row[6]) for row in ours.rows_of(ours.evaluated(log).outcomes)]
        assert ours.different(rows, clocks.shown(clocks.loop(loop.prepared(log)))) == []


class TestFigures:
    """A ratio is one of times an item; an exponent says how time grows."""

    def test_a_ratio_is_by_item(self):
        replay = import_module("replay")
        assert replay.Yardstick("x", 100, 2.0, 0.001).ratio == pytest.approx(20)

    def test_twice_as_much_in_twice_the_time_is_one(self):
        replay = import_module("replay")
        assert replay.exponent((10, 1.0), (1000, 100.0)) == pytest.approx(1)
        assert replay.exponent((10, 1.0), (1000, 10_000.0)) == pytest.approx(2)

    def test_answers_that_differ_fail_the_run_also_with_small_sizes(self):
        replay = import_module("replay")
        fine, wrong = replay.Yardstick("x", 1, 1.0, 1.0), replay.Yardstick("x", 1, 1.0, 1.0, ("a",))
        missed = import_module("rivals.bars").Bar("x", "at least", 8, "x", 7.0)
        codes = [
            replay.verdict(same=True, yardsticks=[fine], bars=[], quick=False),
            replay.verdict(same=True, yardsticks=[fine], bars=[missed], quick=False),
            replay.verdict(same=True, yardsticks=[fine], bars=[missed], quick=True),
            replay.verdict(same=True, yardsticks=[wrong], bars=[], quick=True),
            replay.verdict(same=False, yardsticks=[fine], bars=[], quick=True),
        ]
        assert codes == [0, 1, 0, 1, 1]


class TestRivalsThatAreNotInstalled:
    """A rival that is not installed fails the run and names the command; it is never skipped."""

    def test_the_run_fails_and_names_the_packages(self, monkeypatch, capsys):
        replay = import_module("replay")

        def version(name: str) -> str:
            if name == "pandas":
                raise metadata.PackageNotFoundError(name)
            return "1"

        monkeypatch.setattr(replay.metadata, "version", version)
        monkeypatch.setattr(sys, "argv", ["replay.py", "--quick"])
        assert replay.main() == 2
        assert "pip install pandas" in capsys.readouterr().out
