"""Settling is a fold over time: what is settled piece by piece with a ledger is what is settled at once."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

import contractkit as ck
from contractkit.charging import CountedVolume, amount_of
from contractkit.quantities.money import Money, Percent
from contractkit.quantities.notation import Cycle
from contractkit.quantities.periods import Period
from contractkit.quantities.rounding import Rounding
from contractkit.records.clauses import ClauseRef
from contractkit.records.in_force import Held, InForce
from contractkit.settlement import Ledger, settle
from contractkit.settlement.matter import Matter
from contractkit.settlement.told import SettlementFacts
from contractkit.terms.settling import CapStep

MONTHS = [f"2026-{month:02}" for month in range(1, 13)]
NUMBERS = st.tuples(st.integers(0, 9), st.integers(0, 5), st.integers(0, 2))


def stored(ledger: Ledger) -> Ledger:
    """Return a ledger as whoever keeps it reads it back."""
    return Ledger.from_dict(ledger.to_dict())


@st.composite
def years(draw: Any) -> Any:
    """Two targets with counts of every month, and caps over windows of several lengths."""
    cents = st.integers(0, 90_000).map(lambda number: str(Decimal(number).scaleb(-2)))
    windows = st.sampled_from(["month", "quarter", "year", Cycle("rolling", n=3, unit="months")])
    caps = draw(st.lists(st.tuples(cents, windows, st.sampled_from(["malus", "bonus", "both"])), max_size=3))
    counts = {month: {"a": draw(NUMBERS), "b": draw(NUMBERS)} for month in MONTHS}
    return caps, counts


class TestYears:
    @settings(max_examples=40, deadline=None)
    @drawn(year=years())
    def test_twelve_months_with_a_ledger_that_is_stored_in_between_are_the_year(self, given, year):
        """Line by line, also where figures are not known, and with windows that reach over several months."""
        caps, counts = year
        steps = [CapStep(Money(limit, "EUR"), per, side) for limit, per, side in caps]
        agreement = given.agreement(
            given.target("a", "month", given.curve("base", ("0", "-20"), ("60", "0"), ("100", "10"))),
            given.target("b", "month", given.tiers("charges", ("90", "5"), ("50", "20"))),
            fees=[given.fee("base", "333.33", "month")],
            steps=[*steps, given.rounding()],
            per="month",
        )
        evaluation = given.counted(agreement, counts)
        whole, after = settle(agreement, evaluation, None, period="2026")
        ledger, lines, total = Ledger.empty(), [], Decimal(0)
        for month in MONTHS:
            settlement, ledger = settle(agreement, evaluation, None, period=month, before=stored(ledger))
            lines += settlement.lines
            total += settlement.total.amount
        assert (tuple(lines), total) == (whole.lines, whole.total.amount)
        assert stored(ledger) == stored(after)

    @settings(max_examples=40, deadline=None)
    @drawn(
        cents=st.lists(st.integers(0, 500_000), min_size=1, max_size=4),
        pers=st.lists(st.sampled_from(["month", "quarter", "year"]), min_size=4, max_size=4),
    )
    def test_months_of_charges_differ_from_their_quarter_by_a_cent_for_each_rounding_at_most(self, given, cents, pers):
        """Nothing changes inside of the quarter; each settlement rounds once."""
        fees = [
            given.fee(f"fee{place}", str(Decimal(number).scaleb(-2)), per)
            for place, (number, per) in enumerate(zip(cents, pers, strict=False))
        ]
        monthly, quarterly = (
            given.agreement(fees=fees, steps=[given.rounding()], per=per) for per in ("month", "quarter")
        )
        quarter = settle(quarterly, None, None, period="2026-Q1")[0].total.amount
        months = [settle(monthly, None, None, period=month)[0].total.amount for month in MONTHS[:3]]
        assert abs(sum(months) - quarter) <= Decimal("0.01") * 2  # four roundings, each by half a cent at most


class TestAmendmentsThatChangeNothing:
    @settings(max_examples=30, deadline=None)
    @drawn(
        counts=st.dictionaries(st.sampled_from(MONTHS[:3]), NUMBERS, max_size=3),
        day=st.dates(date(2026, 1, 2), date(2026, 3, 31)),
        rule=st.sampled_from(["split", "new-terms", "old-terms"]),
    )
    def test_what_no_amount_rests_on_splits_nothing(self, given, counts, day, rule):
        """A new title, on any day, under any rule: the same lines to the last digit."""
        agreement = given.agreement(
            given.target("a", "month", given.curve("base", ("0", "-20"), ("60", "0"), ("100", "10"))),
            fees=[given.fee("base", "1000.00", "quarter")],
            steps=[given.cap("150.00", "quarter"), given.rounding()],
        )
        terms = attrs.evolve(agreement.settlement, amended_mid_period=rule)
        agreement = attrs.evolve(agreement, settlement=terms)
        later = attrs.evolve(agreement, title="Another title")
        history = InForce((Held(None, None, agreement), Held(day, day, later)))
        amended = attrs.evolve(later, versions=history)
        by_month = {month: {"a": numbers} for month, numbers in counts.items()}
        plain, ledger = settle(agreement, given.counted(agreement, by_month), None, period="2026-Q1")
        changed, after = settle(amended, given.counted(amended, by_month), None, period="2026-Q1")
        assert (changed.lines, changed.total, after) == (plain.lines, plain.total, ledger)


HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}


SERVICE = {
    "kind": "service",
    "name": "people",
    "volume": "100 people",
    "band": "10 %",
    "outside_band": {
        "above": "8.00 per people",
        "below": "5.00 per people",
        "priced": "excess",
        "carried": "into-next-baseline",
    },
}


MONTHLY = {"above": "8.00 per people per month", "below": "5.00 per people per month"}


class TestBaselines:
    def test_what_lay_inside_the_band_moves_the_volume_of_the_next_contract_year_and_not_of_this_one(self) -> None:
        """108 move it to 108: then 120 are 1.2 beyond the edge of 118.8. In the same year they are 10 beyond 110."""
        clauses = {"1": {"kind": "term", "start": "2026-01-01"}, "2": SERVICE}
        agreement = ck.load_agreement(data=HEAD | {"clauses": clauses})
        counts = {"2026-11": 104, "2026-12": 108, "2027-01": 120}
        told = SettlementFacts(volumes=[CountedVolume("people", Period.parse(m), n) for m, n in counts.items()])
        ledger, found = Ledger.empty(), []
        for month in counts:
            money, ledger = ck.settle(agreement, None, None, period=month, before=stored(ledger), told=told)
            found.append(str(money.total))
        assert found == ["EUR 0.00", "EUR 0.00", "EUR 9.60"]
        newer = ck.load_agreement(data=HEAD | {"clauses": clauses | {"1": {"kind": "term", "start": "2027-01-01"}}})
        alone, _ = ck.settle(newer, None, None, period="2027-01", told=told)
        assert str(alone.total) == "EUR 80.00"

    def test_without_the_year_before_nobody_knows_it(self) -> None:
        """It is said, and the settlement is not final; told, it counts."""
        clauses = {"1": {"kind": "term", "start": "2026-01-01"}, "2": SERVICE}
        agreement = ck.load_agreement(data=HEAD | {"clauses": clauses})
        told = SettlementFacts(volumes=[CountedVolume("people", Period.parse("2027-01"), 120)])
        money, _ = ck.settle(agreement, None, None, period="2027-01", told=told)
        (problem,) = money.problems
        assert (money.status, problem.code) == ("provisional", "not-known")
        assert problem.says == (
            "people: what the contract year up to 2026-12-31 moved the agreed volume to is not known: settle it and hand "
            "on the ledger, or tell it under baselines, so nothing is charged"
        )
        known = attrs.evolve(told, baselines={"people": Decimal(108)})
        assert str(ck.settle(agreement, None, None, period="2027-01", told=known)[0].total) == "EUR 9.60"

    def test_the_moved_volume_is_what_is_agreed_and_charged(self) -> None:
        """110 of 100 at EUR 4.00 were charged for 100; the next year they are agreed, and 121 lie inside their band."""
        service = SERVICE | {"price": "4.00 per people per month", "outside_band": SERVICE["outside_band"] | MONTHLY}
        clauses = {"1": {"kind": "term", "start": "2026-01-01"}, "2": service}
        agreement = ck.load_agreement(data=HEAD | {"clauses": clauses})
        counts = {"2026-12": 110, "2027-01": 121}
        told = SettlementFacts(volumes=[CountedVolume("people", Period.parse(m), n) for m, n in counts.items()])
        ledger, found = Ledger.empty(), []
        for month in counts:
            money, ledger = ck.settle(agreement, None, None, period=month, before=stored(ledger), told=told)
            found.append(str(money.total))
        assert found == ["EUR 400.00", "EUR 440.00"]

    def test_an_amendment_that_agrees_another_volume_ends_the_move(self, tmp_path: Path) -> None:
        """From 2027 on 200 are agreed: 221 are 1 beyond the edge of 220, whatever 2026 had moved."""
        clauses = {"1": {"kind": "term", "start": "2026-01-01"}, "2": SERVICE}
        change = {
            "clause": "2",
            "action": "change",
            "fields": {"volume": {"was": "100 people", "becomes": "200 people"}},
        }
        amendment = {"contractkit": 1, "document": "amendment", "id": "A-1", "title": "More", "amends": "S-1"}
        amendment |= {"signed_on": "2026-06-01", "effective_from": "2027-01-01", "changes": [change]}
        for name, document in {"sla": HEAD | {"clauses": clauses}, "amendment": amendment}.items():
            (tmp_path / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
        agreement = ck.load_agreement(tmp_path)
        counts = {"2026-12": 110, "2027-01": 221}
        told = SettlementFacts(volumes=[CountedVolume("people", Period.parse(m), n) for m, n in counts.items()])
        ledger, found = Ledger.empty(), []
        for month in counts:
            money, ledger = ck.settle(agreement, None, None, period=month, before=stored(ledger), told=told)
            found.append(str(money.total))
        assert found == ["EUR 0.00", "EUR 8.00"]


class TestItemsOverAnAmendment:
    CONTRACT = """contractkit: 1
document: sla
id: S-1
title: Desk
currency: EUR
zone: UTC
fields: {opened_at: instant, closed_at: instant}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: desk, amount: 3 100.00, per: month}
  "3":
    kind: time-target
    name: solved
    starts: {field: opened_at}
    stops: {field: closed_at}
    within: 4 hours
    calendar: always
    reach: 50 %
    per: month
    pays: [{kind: tier-credit, of: charges, tiers: [{below: reach, credit: 10 %}]}]
  "4": {kind: settlement, per: month, order: [{step: round, to: 0.01, mode: half-up}]}
"""
    AMENDMENT = """contractkit: 1
document: amendment
id: A-1
title: More
amends: S-1
signed_on: 2026-01-02
effective_from: 2026-01-16
changes:
  - {clause: "3", action: change, fields: {FIELDS}}
"""

    def settled(self, folder: Path, fields: str) -> list[tuple[str, str, str]]:
        (folder / "sla.yaml").write_text(self.CONTRACT, encoding="utf-8")
        (folder / "amendment.yaml").write_text(self.AMENDMENT.replace("FIELDS", fields), encoding="utf-8")
        agreement = ck.load_agreement(folder)
        hours = {5: 1, 6: 9, 20: 1, 21: 5}  # day of January: hours until it was closed
        items = {
            "id": [f"T{day}" for day in hours],
            "opened": [f"2026-01-{day:02}T06:00Z" for day in hours],
            "closed": [f"2026-01-{day:02}T{6 + taken:02}:00Z" for day, taken in hours.items()],
        }
        mapping = {"id": "id", "fields": {"opened_at": "opened", "closed_at": "closed"}}
        facts = ck.Facts.from_frames(items=items, mapping={"contractkit": 1, "document": "mapping", "items": mapping})
        result = ck.evaluate(agreement, facts, datetime(2026, 2, 1, tzinfo=UTC))
        money, _ = ck.settle(agreement, result, facts, period="2026-01")
        return [(line.period.label, str(line.items), str(line.amount.amount)) for line in money.lines[1:]]

    def test_a_higher_reach_judges_the_items_of_its_own_dates(self, tmp_path: Path) -> None:
        """One of two in each half: 50 % is reached, 90 % is not; 16 of 31 days of 3 100 are 1 600."""
        found = self.settled(tmp_path, "reach: {was: 50 %, becomes: 90 %}")
        assert found == [("2026-01-01..2026-01-15", "2", "0.00"), ("2026-01-16..2026-01-31", "2", "-160.00")]

    def test_a_longer_limit_binds_its_items_and_leaves_one_share_of_the_month(self, tmp_path: Path) -> None:
        """The fourth item has six hours, so that three of four are in time."""
        found = self.settled(tmp_path, "within: {was: 4 hours, becomes: 6 hours}")
        assert found == [("2026-01", "4", "0.00")]


def test_the_share_of_a_month_that_is_split_adds_up_to_the_month(given: Any) -> None:
    """A fee by the month: half of February and the other half."""
    agreement = given.agreement(fees=[given.fee("base", "280.00", "month")])
    halves = [Period(date(2026, 2, 1), date(2026, 2, 11), "a"), Period(date(2026, 2, 11), date(2026, 3, 1), "b")]
    parts = [amount_of(agreement, "charges", half, ClauseRef("S"), dates="any").exact for half in halves]
    assert (parts, sum(parts)) == ([Fraction(100), Fraction(180)], 280)


@st.composite
def falling(draw: Any) -> Any:
    """Clauses under which a worse figure never pays more, caps from narrow to wide, and the counts of a quarter."""
    ats = sorted(draw(st.lists(st.integers(0, 100), min_size=2, max_size=4, unique=True)))
    pays = sorted(draw(st.lists(st.integers(-30, 20), min_size=len(ats), max_size=len(ats))))
    bounds = sorted(draw(st.lists(st.integers(1, 100), min_size=1, max_size=3, unique=True)), reverse=True)
    credits_ = sorted(draw(st.lists(st.integers(0, 40), min_size=len(bounds), max_size=len(bounds))))
    cents = st.integers(0, 60_000).map(lambda number: str(Decimal(number).scaleb(-2)))
    caps = [(draw(cents), per, draw(st.sampled_from(["malus", "bonus", "both"]))) for per in ("month", "quarter")]
    counts = {
        month: {name: draw(st.tuples(st.integers(0, 6), st.integers(0, 6))) for name in "ab"} for month in MONTHS[:3]
    }
    return (
        list(zip(map(str, ats), map(str, pays), strict=True)),
        list(zip(map(str, bounds), map(str, credits_), strict=True)),
        caps,
        counts,
    )


class TestOneMoreBreach:
    @settings(max_examples=80, deadline=None)
    @drawn(case=falling(), month=st.sampled_from(MONTHS[:3]), name=st.sampled_from("ab"))
    def test_an_item_that_turns_from_met_to_breached_never_pays_the_provider_more(self, given, case, month, name):
        """Volumes stay; curves that only rise, deeper tiers that cost no less, caps from narrow to wide."""
        points, tiers, caps, counts = case
        agreement = given.agreement(
            given.target("a", "month", given.curve("base", *points)),
            given.target("b", "month", given.tiers("base", *tiers)),
            fees=[given.fee("base", "777.77", "quarter")],
            steps=[*(given.cap(*cap) for cap in caps), given.rounding()],
        )
        met, breached = counts[month][name]
        worse = {**counts, month: {**counts[month], name: (max(0, met - 1), breached + min(1, met))}}
        before, after = (
            settle(agreement, given.counted(agreement, found), None, period="2026-Q1")[0].total.amount
            for found in (counts, worse)
        )
        assert after <= before


class TestTheFastWay:
    @settings(max_examples=40, deadline=None)
    @drawn(
        counts=st.tuples(*(st.integers(0, 4) for _ in range(4))),
        reach=st.sampled_from([None, "50", "90"]),
        to=st.sampled_from([None, "1", "0.1"]),
        no_data=st.sampled_from(["undetermined", "missed"]),
        no_volume=st.sampled_from(["no-verdict", "met"]),
    )
    def test_a_share_of_items_is_the_same_figure_that_the_book_has(self, given, counts, reach, to, no_data, no_volume):
        """A settlement takes the short way where nothing was told; the book of figures goes the long one."""
        target = attrs.evolve(
            given.target("a", "month", given.tiers("base", ("97", "5"))),
            reach=None if reach is None else Percent(reach),
            precision=None if to is None else Rounding(Decimal(to)),
            no_data=no_data,
            no_volume=no_volume,
        )
        agreement = given.agreement(target, fees=[given.fee("base", "1", "month")], per="month")
        evaluation = given.counted(agreement, {"2026-01": {"a": counts}})
        month = Period.parse("2026-01")
        matter = Matter(agreement, agreement, month, evaluation, None, SettlementFacts(), Ledger.empty())
        (short,) = matter.figures(agreement, target, month)
        long = matter.book_of(agreement).figure(target, month)
        told = ("value", "low", "high", "compared", "state", "verdict", "term", "unit")
        assert {word: getattr(short, word) for word in told} == {word: getattr(long, word) for word in told}
        assert attrs.astuple(short.counts) == attrs.astuple(long.counts)
