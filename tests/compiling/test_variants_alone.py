"""A variant is what its papers say, whoever was compiled before: nothing that is kept may change it, or let it pass."""

from __future__ import annotations

from itertools import product
from typing import Any

import attrs
import pytest

import contractkit as ck
from contractkit.compiling import pooling
from contractkit.records.clauses import ClauseRef

HEAD = """
contractkit: 1
document: contract
id: C-7
title: Desk
language: en
currency: EUR
zone: Europe/Amsterdam
parties:
  provider: {name: Tweestroom IT}
  customer: {name: Rietland}
fields: {opened_at: instant, closed_at: instant, priority: [p1, p2]}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: fixed-fee, amount: EUR 18 500.00, per: month}
  "2.1": {kind: calendar, name: office, week: {mon-fri: "08:00-18:00"}, holidays: [NL]}
  "2.2": {kind: metric, name: uptime, measures: availability, relief: none}
"""
PROMISE = """
  "3":
    kind: time-target
    name: solved
    starts: {field: opened_at}
    stops: {field: closed_at}
    calendar: office
    reach: 95 %
    per: month
    rows:
      - {name: p1, when: {priority: p1}, within: 4 hours}
      - {name: p2, when: {priority: p2}, within: 8 hours}
    pays:
"""
SETTLED = """
  "4":
    kind: settlement
    per: month
    order:
      - {step: cap, limit: 10 % of charges, per: month, caps: both}
      - {step: earn-back, when: {target: solved, verdict: met}, returns: 50 %, expires: 6 months}
      - {step: round, to: 0.01, mode: half-up}
"""
BANDS = """
      - kind: band-effect
        of: fixed-fee
        repeat: {multiply_by: 2, when: previous-period-failed, grows: stays}
        bands:
          - {from: 95 %, pays: 0 %}
          - {from: 85 %, below: 95 %, pays: -1 %}
          - {below: 85 %, pays: -4 %}
"""
CURVE = """
      - kind: curve
        of: fixed-fee
        points: [{at: 85 %, pays: -6 %}, {at: 95 %, pays: 0 %}, {at: 100 %, pays: 3 %}]
"""
STEPS = """
      - {kind: step-credit, of: fixed-fee, below: reach, step: 1 pp, credit_per_step: 0.3 %, part_steps: full-step}
      - {kind: gap-credit, of: fixed-fee, below: reach, credit_per_point: 0.4 %}
"""
TOLD = """
  "5":
    kind: figure-target
    name: available
    metric: uptime
    reach: at least 99.5 %
    per: month
    pays:
      - {kind: tier-credit, of: fixed-fee, tiers: [{below: reach, credit: 5 %}, {below: 99.0 %, credit: 10 %}]}
"""
AMENDMENT = """
contractkit: 1
document: amendment
id: A-1
title: A higher fee
amends: C-7
signed_on: 2026-06-02
effective_from: 2026-06-16
changes:
  - {clause: "2", action: replace, to: {kind: fee, name: fixed-fee, amount: EUR 19 200.00, per: month}}
"""
OF_THE_PROMISE = """
contractkit: 1
document: amendment
id: A-2
title: A lower reach
amends: C-7
signed_on: 2026-07-02
effective_from: 2026-08-01
changes:
  - {clause: "3", action: change, fields: {reach: {was: 95 %, becomes: 92 %}}}
"""
WITHIN = {"3 rows.p1.within": ["3 hours", "2 days", "3 parsecs"]}
LIMIT = {"4 order.1.limit": ["9 % of charges", "-1 % of charges", "EUR 300", "5 % of nothing"]}
CASES: dict[str, tuple[tuple[str, ...], dict[str, list[str]]]] = {
    "bands": (
        (HEAD + PROMISE + BANDS + SETTLED,),
        {**WITHIN, "3 pays.1.bands.2.pays": ["-2 %", "1 %"], "3 pays.1.bands.3.below": ["85 %", "80 %", "120 %"], **LIMIT},
    ),
    "a curve": (
        (HEAD + PROMISE + CURVE + SETTLED,),
        {**WITHIN, "3 pays.1.points.95 %.at": ["95 %", "93 %"], "3 reach": ["95 %", "93 %"], **LIMIT},
    ),
    "steps and what comes back": (
        (HEAD + PROMISE + STEPS + SETTLED,),
        {"3 pays.1.credit_per_step": ["0.5 %", "150 %"], "3 pays.2.of": ["fixed-fee", "charges", "rent"],
         "4 order.2.returns": ["40 %", "140 %"], "4 order.2.when": [{"target": "solved", "verdict": "met"},
         {"target": "nobody", "verdict": "met"}]},
    ),
    "names and the head": (
        (HEAD + PROMISE + CURVE + TOLD + SETTLED,),
        {"2 name": ["fixed-fee", "rent"], "2.1 week": [{"mon-sat": "08:00-18:00"}, {"mon-fri": "18:00-08:00"}],
         "C-7 zone": ["Europe/Paris", "Europe/Atlantis"], "C-7 conventions.end": ["last-day", "first-day-after"]},
    ),
    "rows that were never on a page": (
        (HEAD + PROMISE + CURVE + SETTLED,),
        {
            "3 rows": [
                [
                    {"name": "p1", "when": {"priority": "p1"}, "within": f"{hours} hours"},
                    {"name": "p2", "when": {"priority": "p2"}, "within": "8 hours"},
                ]
                for hours in (4, 5)
            ],
            "3 rows.p1.within": ["4 hours", "6 hours"],
            "3 rows.p1.when": [{"priority": "p1"}, {"priority": "p9"}],
        },
    ),
    "told figures": (
        (HEAD + TOLD + SETTLED.replace("solved", "available"),),
        {"5 pays.1.tiers.1.credit": ["6 %", "-6 %"], "5 pays.1.tiers.2.below": ["98.5 %", "99.9 %"], **LIMIT},
    ),
    "amended elsewhere": ((HEAD + PROMISE + CURVE + SETTLED, AMENDMENT), {
        **WITHIN, "3 pays.1.points.95 %.pays": ["0.5 %", "-7 %"], "2 amount": ["EUR 17 000.00", "USD 17 000.00"]}),
    "amended where it varies": ((HEAD + PROMISE + BANDS + SETTLED, AMENDMENT, OF_THE_PROMISE), {
        **WITHIN, "3 reach": ["96 %", "95 %"], "3 pays.1.bands.3.pays": ["-5 %"], **LIMIT}),
}  # fmt: skip


def combinations(grid: dict[str, list[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(grid, values, strict=True)) for values in product(*grid.values())]


def outcome(papers: ck.Papers, several: list[dict[str, Any]]) -> Any:
    """Return the last of some variants, or why it is refused."""
    try:
        found = papers.variants(several)[-1]
    except ck.DocumentRejected as rejected:
        return rejected.problems
    return found.name, *told(found.agreement)


def told(agreement: ck.Agreement) -> tuple[Any, ...]:
    """Return everything of an agreement, and where it stands: lines are no part of what makes two clauses equal."""
    every = tuple(span.value for span in agreement.versions.spans())
    lines = tuple((ref, ref.file, ref.line) for one in every for ref in refs_in(one))
    return agreement, every, agreement.assumptions, agreement.warnings, agreement.not_computed, lines


def refs_in(value: Any, seen: frozenset[int] = frozenset()) -> list[Any]:
    if isinstance(value, ClauseRef):
        return [value]
    if isinstance(value, tuple | list):
        return [ref for one in value for ref in refs_in(one, seen)]
    if attrs.has(type(value)) and id(value) not in seen:
        inside = (getattr(value, field.name) for field in attrs.fields(type(value)) if field.name[0] != "_")
        return [ref for one in inside for ref in refs_in(one, seen | {id(value)})]
    return []


@pytest.fixture
def opened(tmp_path):
    def of(papers: tuple[str, ...]) -> ck.Papers:
        for number, text in enumerate(papers):
            (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")
        return ck.Papers.of(tmp_path)

    return of


class TestVariants:
    @pytest.mark.parametrize("case", CASES)
    def test_each_is_what_it_is_alone_with_the_same_lines_and_the_same_problems(self, opened, case):
        """Alone: nothing was compiled before. Together: after every variant of the grid that is right."""
        texts, grid = CASES[case]
        papers = opened(texts)
        right: list[dict[str, Any]] = []
        refused = 0
        every = combinations(grid)
        if case.startswith("rows"):  # the same words, on the page and not
            every = [
                {place: value for place, value in one.items() if place != left_out}
                for one in every
                for left_out in grid
            ]
        for one in every:
            pooling._POOL.clear()
            pooling._KNOWN.clear()
            alone = outcome(papers, [one])
            together = outcome(papers, [*right[-6:], one, one])
            assert together == alone, one
            is_right = isinstance(alone[0], str)
            refused += not is_right
            right += [one] if is_right else []
        assert right
        assert refused


class TestRowsOfATable:
    def test_what_is_wrong_with_an_effect_is_told_of_each_row_that_it_is_for(self):
        """The rows share their effects; only where nothing is to be told is the second one made from the first."""
        wrong = CURVE.replace("{at: 100 %, pays: 3 %}", "{at: 120 %, pays: 3 %}")
        with pytest.raises(ck.DocumentRejected) as rejected:
            ck.Papers.of(text=HEAD + PROMISE + wrong + SETTLED)
        told = [problem.says for problem in rejected.value.problems]
        assert [name in " ".join(told) for name in ("'p1'", "'p2'")] == [True, True]

    def test_rows_have_the_same_effects_each_cited_by_its_row(self):
        agreement = ck.Papers.of(text=HEAD + PROMISE + STEPS + SETTLED).agreement
        one, other = (target.effects for target in agreement.targets)
        assert [str(effect.clause) for effect in other] == ["C-7/3 p2", "C-7/3 p2"]
        assert [attrs.evolve(effect, clause=effect.clause.at_row("p2")) for effect in one] == list(other)

    def test_a_row_with_a_reach_of_its_own_is_measured_from_that(self):
        own = PROMISE.replace("within: 8 hours}", "within: 8 hours, reach: 90 %}")
        agreement = ck.Papers.of(text=HEAD + own + STEPS + SETTLED).agreement
        assert [str(target.effects[0].start) for target in agreement.targets] == ["95 %", "90 %"]
