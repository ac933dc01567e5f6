"""How long money takes: a year of 100,000 items settled, and 1,000 variants of its clauses tried on it.

Every variant is compiled from the papers, judged again where its allowed times differ, and settled month by month with
exact amounts; a second run also draws 1,000 histories for each. Each cell has other clauses: curves and caps, bands
with a repeat, steps under a rolling cap, earn-back and a minimum issue, availability as told, one amended in mid-year.
A sample of the variants of each cell is settled in full by a loop over `ck.settle` and has to come to the same cents;
that loop is the yardstick: how many times as long all variants would take by it. Seconds are those of the processor,
the best of several; the exit code is 1 where a figure misses what it has to reach, or a sum is another one.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import attrs
import numpy as np

import contractkit as ck
from contractkit.settlement.backtest import PeriodSum, Tried

T = TypeVar("T")

ITEMS = 100_000
RESAMPLES = 1000
SAMPLE = 10
LIMITS = (5.0, 15.0)
"""In how many seconds all have to be paid to the cent, and in how many with an interval for each."""
AS_OF = datetime(2027, 2, 1, tzinfo=UTC)
PAPERS = """
contractkit: 1
document: contract
id: C-7
title: Service desk
language: en
currency: EUR
zone: Europe/Amsterdam
parties:
  provider: {name: Tweestroom IT}
  customer: {name: Rietland}
fields: {opened_at: instant, closed_at: instant, priority: [p1, p2, p3]}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: fixed-fee, amount: EUR 18 500.00, per: month}
  "2.1": {kind: calendar, name: office, week: {mon-fri: "08:00-18:00"}, holidays: [NL]}
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
      - {name: p3, when: {priority: p3}, within: 20 hours}
    pays:
      - kind: curve
        of: fixed-fee
        points:
          - {at: 85 %, pays: -6 %}
          - {at: 95 %, pays: 0 %}
          - {at: 100 %, pays: 3 %}
  "4":
    kind: settlement
    per: month
    order:
      - {step: cap, limit: 10 % of charges, per: month, caps: both}
      - {step: cap, limit: 6 % of yearly-fees, per: year, caps: malus}
      - {step: round, to: 0.01, mode: half-up}
"""
GRID = {
    "3 rows.p1.within": [f"{minutes} minutes" for minutes in range(180, 480, 30)],
    "3 pays.1.points.95 %.pays": [f"0.{tenths} %" for tenths in range(10)],
    "4 order.1.limit": [f"{percent} % of charges" for percent in range(4, 14)],
}
PAYS = PAPERS[PAPERS.index("    pays:") : PAPERS.index('  "4":')]
ORDER = PAPERS[PAPERS.index("    order:") :]
BANDS = """    pays:
      - kind: band-effect
        of: fixed-fee
        repeat: {multiply_by: 2, when: previous-period-failed, grows: stays}
        bands:
          - {from: 98 %, pays: 2 %}
          - {from: 95 %, below: 98 %, pays: 0 %}
          - {from: 85 %, below: 95 %, pays: -1 %}
          - {below: 85 %, pays: -4 %}
"""
STEPS = """    pays:
      - {kind: step-credit, of: fixed-fee, below: reach, step: 1 pp, credit_per_step: 0.3 %, part_steps: full-step}
"""
ROLLING = """    order:
      - {step: cap, limit: EUR 4 000, per: rolling 3 months, caps: malus}
      - {step: round, to: 0.01, mode: half-up}
"""
BACK = """    order:
      - {step: cap, limit: 10 % of charges, per: month, caps: malus}
      - step: earn-back
        when: {target: solved, verdict: met}
        returns: 50 %
        expires: 6 months
      - {step: minimum-issue, more_than: EUR 25.00, otherwise: carry-forward, scope: line, tested: before-rounding}
      - {step: round, to: 0.01, mode: half-up}
"""
HOSTING = """
contractkit: 1
document: contract
id: H-7
title: Hosting
language: en
currency: EUR
zone: Europe/Amsterdam
parties:
  provider: {name: Tweestroom IT}
  customer: {name: Rietland}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: fixed-fee, amount: EUR 18 500.00, per: month}
  "2.1": {kind: metric, name: uptime, measures: availability, relief: none}
  "3":
    kind: figure-target
    name: available
    metric: uptime
    reach: at least 99.5 %
    per: month
    pays:
      - kind: tier-credit
        of: fixed-fee
        tiers: [{below: reach, credit: 5 %}, {below: 99.0 %, credit: 10 %}, {below: 95.0 %, credit: 25 %}]
  "4":
    kind: settlement
    per: month
    order:
      - {step: cap, limit: 20 % of fixed-fee, per: quarter, caps: malus}
      - {step: round, to: 0.01, mode: half-up}
"""
UPTIME = ("99.9", "99.4", "99.7", "98.7", "99.95", "99.2", "94.1", "99.6", "98.9", "99.99", "99.1", "99.8")
AMENDMENT = """
contractkit: 1
document: amendment
id: A-1
title: A higher fee and a steeper curve
amends: C-7
signed_on: 2026-06-02
effective_from: 2026-06-16
changes:
  - {clause: "2", action: replace, to: {kind: fee, name: fixed-fee, amount: EUR 19 200.00, per: month}}
"""


@attrs.frozen
class Cell:
    """Clauses that are tried.

    Attributes:
        name: What is special about them.
        papers: The papers.
        grid: What varies.
        told: Figures that come from elsewhere, by month; empty for none.
        pace: How long the items take, against the year of the first cell: at one at which what varies decides.
    """

    name: str
    papers: tuple[str, ...]
    grid: dict[str, list[str]]
    told: tuple[str, ...] = ()
    pace: float = 1.0


def varied(pays: str, order: str = ORDER) -> str:
    """Return the papers with other effects and steps."""
    return PAPERS.replace(PAYS, pays).replace(ORDER, order)


WITHIN = {"3 rows.p1.within": GRID["3 rows.p1.within"]}
CELLS = (
    Cell("curves and fixed caps", (PAPERS,), GRID),
    Cell(
        "bands with a repeat",
        (varied(BANDS),),
        {
            **WITHIN,
            "3 pays.1.bands.3.pays": [f"-{tenths / 10} %" for tenths in range(5, 15)],
            "3 pays.1.repeat.multiply_by": [str(1 + tenths / 10) for tenths in range(1, 11)],
        },
        pace=0.25,
    ),
    Cell(
        "steps under a rolling cap",
        (varied(STEPS, ROLLING),),
        {
            **WITHIN,
            "3 pays.1.credit_per_step": [f"0.{tenths} %" for tenths in range(1, 11)],
            "4 order.1.limit": [f"EUR {hundreds}00" for hundreds in range(30, 80, 5)],
        },
    ),
    Cell(
        "earn-back and a minimum issue",
        (varied(PAYS, BACK),),
        {
            **WITHIN,
            "4 order.2.returns": [f"{tens}0 %" for tens in range(1, 11)],
            "4 order.3.more_than": [f"EUR {tens}0.00" for tens in range(1, 11)],
        },
        pace=0.25,
    ),
    Cell(
        "availability as it was told",
        (HOSTING,),
        {
            "3 pays.1.tiers.1.credit": [f"{halves / 2} %" for halves in range(6, 16)],
            "3 pays.1.tiers.2.below": [f"{tenths / 10} %" for tenths in range(980, 990)],
            "4 order.1.limit": [f"{percent} % of fixed-fee" for percent in range(12, 22)],
        },
        UPTIME,
    ),
    Cell("amended in mid-year", (PAPERS, AMENDMENT), GRID),
)


def main() -> int:
    """Print the figures; return 1 where one is not reached or a sum is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=ITEMS, help="how many items the year has")
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many is taken")
    parser.add_argument("--cell", help="only cells whose name has this in it")
    parser.add_argument(
        "--pace",
        type=float,
        default=1.0,
        help="how long items take, against the year of each cell: 0.25 is four times as fast",
    )
    given = parser.parse_args()
    facts = year_of(given.items, given.pace)
    papers = ck.Papers.of(text=PAPERS)
    agreement = papers.agreement
    evaluating, result = best_of(given.rounds, lambda: ck.evaluate(agreement, facts, AS_OF))
    settling, _ = best_of(given.rounds, lambda: ck.settle(agreement, result, facts, period="2026"))
    print(f"{given.items:,} items of a year, three targets per month, two caps")
    print(f"  {'evaluated':52s} {evaluating:8.3f} s")
    print(f"  {'settled month by month, every line in words':52s} {settling:8.3f} s")
    good = True
    for cell in CELLS:
        if given.cell is None or given.cell in cell.name:
            good &= tried(cell, year_of(given.items, given.pace * cell.pace), given.items, given.rounds)
    return 0 if good else 1


def tried(cell: Cell, facts: ck.Facts, items: int, rounds: int) -> bool:
    """Try the variants of a cell, print how long it took, and return whether everything is as it should be."""
    with TemporaryDirectory() as folder:
        for number, text in enumerate(cell.papers):
            (Path(folder) / f"{number}.yaml").write_text(text, encoding="utf-8")
        papers = ck.Papers.of(folder)
        agreement = papers.agreement
        compiling, variants = best_of(rounds, lambda: papers.variants(cell.grid))
    result = None if cell.told else ck.evaluate(agreement, facts, AS_OF)
    items_or_none = None if cell.told else facts
    told_facts = told_figures(agreement, cell.told)

    def all_of_them(resamples: int) -> ck.BackTest:
        return ck.backtest(
            agreement, result, items_or_none, variants, period="2026", told=told_facts, resamples=resamples, seed=7
        )

    trying, found = best_of(rounds, lambda: all_of_them(0))
    drawing, drawn = best_of(rounds, lambda: all_of_them(RESAMPLES))
    different = len({one.periods for one in found.variants})
    print(f"{cell.name}: {len(variants):,} variants, {different:,} different results")
    good = told("compiled, judged again and settled exactly", compiling + trying, LIMITS[0], items)
    drawn_for_each = f"the same with {RESAMPLES:,} histories drawn for each"
    good &= told(drawn_for_each, compiling + drawing, LIMITS[1], items)
    print(f"  of which compiling {compiling:.3f} s")
    whole = sample(found.variants)
    settling, sums = best_of(1, lambda: [in_full(one.variant.agreement, items_or_none, told_facts) for one in whole])
    wrong = [one.name for one, own in zip(whole, sums, strict=True) if one.periods != own]
    times = settling / len(whole) * len(variants) / trying
    print(f"  {'by a loop over evaluate and settle':52s} {times:8.1f} times as long")
    print(f"  {SAMPLE} of them evaluated and settled in full: {'the same cents' if not wrong else f'others: {wrong}'}")
    without = {one.no_interval for one in drawn.variants if one.interval is None}
    if without:
        print(f"  without an interval: {'; '.join(sorted(str(why) for why in without))}")
    return good and not wrong


def told_figures(agreement: ck.Agreement, figures: tuple[str, ...]) -> ck.SettlementFacts:
    """Return the facts with an availability for each month; none for no figures."""
    if not figures:
        return ck.SettlementFacts()
    months = {f"2026-{month:02}": f"{figure} %" for month, figure in enumerate(figures, start=1)}
    return ck.SettlementFacts.from_dict({"figures": {"available": months}}, agreement=agreement, period="2026")


def told(what: str, seconds: float, limit: float, items: int) -> bool:
    """Print a figure beside what it has to reach, and return whether it does."""
    reached = seconds < limit or items != ITEMS
    print(f"  {what:52s} {seconds:8.3f} s   under {limit:g} s{'' if reached else '   MISSED'}")
    return reached


def best_of(rounds: int, work: Callable[[], T]) -> tuple[float, T]:
    """Return the least processor time of several rounds, and what the last one returned."""
    seconds: list[float] = []
    found: list[T] = []
    while len(seconds) < rounds:
        found.clear()  # so that no round frees what another one made
        start = time.process_time()
        found.append(work())
        seconds.append(time.process_time() - start)
    return min(seconds), found[0]


def year_of(items: int, pace: float) -> ck.Facts:
    """Return a year of items, the same each time; at a pace of 1 they take a lognormal time that suits limits badly."""
    luck = np.random.default_rng(1)
    start = np.datetime64("2026-01-01T00:00:00", "us")
    opened = start + np.sort(luck.integers(0, 365 * 86_400, items)).astype("timedelta64[s]")
    took = (luck.lognormal(0.2, 1.1, items) * 6 * 3600 * pace).astype("timedelta64[s]")
    priority = np.array(["p1", "p2", "p3"])[luck.choice(3, items, p=[0.2, 0.3, 0.5])]
    return ck.Facts.from_frames(
        items={
            "id": [f"T{number}" for number in range(items)],
            "opened": [f"{instant}Z" for instant in opened],
            "closed": [f"{instant}Z" for instant in opened + took],
            "priority": priority.tolist(),
        },
        mapping={
            "contractkit": 1,
            "document": "mapping",
            "items": {
                "id": "id",
                "fields": {"opened_at": "opened", "closed_at": "closed", "priority": "priority"},
            },
        },
    )


def sample(variants: tuple[Tried, ...]) -> list[Tried]:
    """Return some of the variants, the same each time."""
    places = np.random.default_rng(2).choice(len(variants), SAMPLE, replace=False)
    return [variants[place] for place in sorted(places.tolist())]


def in_full(agreement: ck.Agreement, facts: ck.Facts | None, told_facts: ck.SettlementFacts) -> tuple[PeriodSum, ...]:
    """Return what a variant comes to when it is evaluated and settled on its own."""
    result = None if facts is None else ck.evaluate(agreement, facts, AS_OF)
    ledger, sums = ck.Ledger.empty(), []
    told_year = told_facts.of_period(agreement.period("2026"))
    for month in range(1, 13):
        money, ledger = ck.settle(agreement, result, facts, period=f"2026-{month:02}", before=ledger, told=told_year)
        malus = money.malus + money.won_back
        rest = money.total - malus - money.bonus
        sums.append(PeriodSum(money.period, rest, malus, money.bonus, money.total, money.low, money.high))
    return tuple(sums)


if __name__ == "__main__":
    sys.exit(main())
