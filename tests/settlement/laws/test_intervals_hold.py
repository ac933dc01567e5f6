"""However what is not known turns out, the settlement that follows lies within the least and the most that were told."""

from __future__ import annotations

from random import Random
from typing import Any

import attrs
from drawn_cases import MONTHS, Case, cases
from hypothesis import given, settings
from hypothesis import strategies as st


def known(case: Case, chance: Random) -> Case:
    """Return a case in which everything turned out in some way."""
    items = []
    for item in case.items:
        fields = {**item.fields}
        for name, values in (("priority", ("P1", "P2")), ("works", ("yes", "no"))):
            fields[name] = fields[name] or chance.choice(values)
        items.append(attrs.evolve(item, fields=fields))
    figures: dict[str, Any] = {}
    for name, low, unit in (("available", 90, " %"), ("few-errors", 0, " %"), ("judged", 50, "")):
        figures[name] = {}
        for month in MONTHS:
            told = case.told["figures"].get(name, {}).get(month)
            if isinstance(told, dict):
                ends = sorted(int(end.split(" ")[0]) for end in told.values())
                told = f"{chance.choice((*ends, chance.randint(*ends)))}{unit}"
            figures[name][month] = told or f"{chance.randint(low, low + 10)}{unit}"
    return Case(case.clauses, tuple(items), {**case.told, "figures": figures})


@settings(max_examples=50, deadline=None)
@given(case=cases(), seeds=st.lists(st.integers(0, 2**16), min_size=3, max_size=3))
def test_the_interval_has_the_outcome(case: Case, seeds: list[int]) -> None:
    before = case.run(*MONTHS)
    for seed in seeds:
        for told, found in zip(before, known(case, Random(seed)).run(*MONTHS), strict=True):
            if told.low is None or told.high is None:
                continue
            low, high = (
                (found.total, found.total) if found.low is None or found.high is None else (found.low, found.high)
            )
            assert told.low.amount <= low.amount <= high.amount <= told.high.amount, (told.period, low, high)


@settings(max_examples=30, deadline=None)
@given(case=cases(), seed=st.integers(0, 2**16))
def test_what_was_final_stays_as_it_was(case: Case, seed: int) -> None:
    """As long as the months before it were final too."""
    for told, found in zip(case.run(*MONTHS), known(case, Random(seed)).run(*MONTHS), strict=True):
        if told.status != "final":
            break
        assert told.total == found.total
