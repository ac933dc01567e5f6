"""What every kind of effect keeps to, whatever its numbers: each against another way of working it out, drawn at edges.

The other ways are as plain as can be: they count steps one by one, days one by one, and costs unit by unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import contractkit as ck
from contractkit.quantities.money import Money, Percent, PercentagePoints
from contractkit.quantities.notation import Bound, Cycle, Level
from contractkit.quantities.periods import Period
from contractkit.quantities.spans import Span
from contractkit.records.clauses import ClauseRef
from contractkit.settlement.measuring.figure import FigureCounts, FigureValue
from contractkit.settlement.paying import Computed, Scene, bounds, compute
from contractkit.settlement.paying.electing import elected
from contractkit.settlement.paying.kinds.ratchet import times_for
from contractkit.settlement.paying.lateness import days_late, steps_late
from contractkit.settlement.told import SettlementFacts
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.effects import Curve, CurvePoint, Tier, TierCredit
from contractkit.terms.ladders import Stretch
from contractkit.terms.modifiers import Modifiers, ScaledBy
from contractkit.terms.provisions.band_effect import Band, BandEffect, BandRow
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.gap_credit import GapCredit
from contractkit.terms.provisions.points_credit import PointsCredit, PointsRow
from contractkit.terms.provisions.pool_credit import Allocation, PoolCredit
from contractkit.terms.provisions.ratchet import Ratchet, Repetition
from contractkit.terms.provisions.share_line import ShareLine, ShareRange
from contractkit.terms.provisions.step_credit import StepCredit

CLAUSE = ClauseRef("C", "9")
MARCH = Period.parse("2026-03")
AGREEMENT = ck.load_agreement(
    data={
        "contractkit": 1,
        "document": "sla",
        "id": "C",
        "title": "Hosting",
        "currency": "EUR",
        "zone": "Europe/Amsterdam",
        "clauses": {"1": {"kind": "fee", "name": "fee", "amount": "EUR 1 000", "per": "month"}},
    }
)
BASE = Fraction(1000)
TENTHS = st.integers(900, 1000).map(lambda tenths: Fraction(tenths, 10))
"""Figures on tenths of a percent, where all ladders below have their ends too."""
NEAR = st.builds(
    lambda figure, off: figure + off, TENTHS, st.sampled_from([Fraction(0), Fraction(1, 1000), -Fraction(1, 1000)])
)
SIDES = st.tuples(
    st.integers(0, 9), st.sampled_from([Fraction(0), Fraction(1, 1000), -Fraction(1, 1000), Fraction(1, 4)])
)
"""Which of the turns of an effect, and how far from it."""


def beside(effect: Any, side: tuple[int, Fraction]) -> Fraction:
    """Return a figure at a turn of an effect, or right beside it."""
    turns = bounds(effect)
    return turns[side[0] % len(turns)] + side[1]


def target(better: str = "higher") -> FigureTarget:
    word: Any = "at least" if better == "higher" else "at most"
    return FigureTarget(
        CLAUSE,
        "available",
        "uptime",
        Bound(word, Level(Decimal(99), "%")),
        better,
        Cycle("month"),
        when=EVERYTHING,  # type: ignore[arg-type]
    )


def figure(low: Fraction, high: Fraction | None = None) -> FigureValue:
    top = low if high is None else high
    known = low if high is None or high == low else None
    state: Any = "known" if known is not None else "undetermined"
    return FigureValue("available", CLAUSE, MARCH, known, "%", low, top, known, state, "none")


def came_to(effect: Any, low: Fraction, high: Fraction | None = None, **told: Any) -> Computed:
    scene = Scene(AGREEMENT, effect, MARCH, target(), figure(low, high), SettlementFacts(**told))
    return compute(effect, scene)


def percents(count: int, least: int, most: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(least, most), min_size=count, max_size=count)


@st.composite
def edges(draw: Any, most: int = 5) -> list[Decimal]:
    tenths = draw(st.lists(st.integers(905, 995), min_size=1, max_size=most, unique=True))
    return [Decimal(tenth) / 10 for tenth in sorted(tenths)]


@st.composite
def tiers(draw: Any) -> TierCredit:
    at = draw(edges())
    pays = sorted(draw(percents(len(at), 1, 50)), reverse=True)
    found = [Tier(Percent(one), Percent(pay)) for one, pay in zip(at, pays, strict=True)]
    return TierCredit(CLAUSE, "fee", tuple(draw(st.permutations(found))))


@st.composite
def curves(draw: Any) -> Curve:
    at = draw(edges().filter(lambda found: len(found) > 1))
    pays = draw(percents(len(at), -20, 20))
    points = tuple(CurvePoint(Percent(one), Percent(pay)) for one, pay in zip(at, pays, strict=True))
    return Curve(CLAUSE, "fee", points, draw(st.sampled_from(["clamp", "extend"])))


@st.composite
def ladders(draw: Any) -> BandEffect:
    """Bands without gap or overlap, each end on either side."""
    at = draw(edges())
    sides = draw(st.lists(st.booleans(), min_size=len(at), max_size=len(at)))
    pays = draw(percents(len(at) + 1, -20, 20))
    found = []
    for place, pay in enumerate(pays):
        low = None if place == 0 else Percent(at[place - 1])
        high = None if place == len(at) else Percent(at[place])
        low_end: Any = "above" if place and sides[place - 1] else "from"
        high_end: Any = "through" if place < len(at) and sides[place] else "below"
        found.append(Band(Stretch(low, high, low_end, high_end), Percent(pay)))
    return BandEffect(CLAUSE, "fee", "pays", (BandRow(EVERYTHING, tuple(found)),))


@st.composite
def distances(draw: Any) -> GapCredit | StepCredit:
    start, credit = Percent(Decimal(draw(st.integers(950, 999))) / 10), Percent(draw(st.integers(1, 9)))
    if draw(st.booleans()):
        return GapCredit(CLAUSE, "fee", start, credit)
    step = PercentagePoints(Decimal(draw(st.sampled_from([1, 5, 10]))) / 10)
    return StepCredit(CLAUSE, "fee", start, step, credit, draw(st.sampled_from(["ignored", "full-step"])))


ON_A_FIGURE = st.one_of(tiers(), curves(), ladders(), distances())


class TestAgainstAnotherWay:
    @given(tiers(), SIDES)
    def test_a_tier_pays_what_a_walk_down_the_ladder_finds(
        self, effect: TierCredit, side: tuple[int, Fraction]
    ) -> None:
        x = beside(effect, side)
        paid = 0
        for tier in sorted(effect.tiers, key=lambda one: -one.below.value):  # type: ignore[union-attr]
            if x < Fraction(tier.below.value):  # type: ignore[union-attr]
                paid = tier.credit.value  # type: ignore[union-attr, assignment]
        assert came_to(effect, x).now == -BASE * Fraction(paid) / 100

    @given(ladders(), SIDES)
    def test_exactly_one_band_has_a_figure_and_pays(self, effect: BandEffect, side: tuple[int, Fraction]) -> None:
        x = beside(effect, side)
        hits = []
        for band in effect.rows[0].bands:
            low, high = band.stretch.low, band.stretch.high
            over = low is None or x > low.value or (x == low.value and band.stretch.low_end == "from")  # type: ignore[union-attr]
            under = high is None or x < high.value or (x == high.value and band.stretch.high_end == "through")  # type: ignore[union-attr]
            hits += [band.gives.value] if over and under else []  # type: ignore[union-attr]
        assert len(hits) == 1
        assert came_to(effect, x).now == BASE * Fraction(hits[0]) / 100

    @given(distances(), SIDES)
    def test_a_distance_is_counted_step_by_step(self, effect: Any, side: tuple[int, Fraction]) -> None:
        x = beside(effect, side)
        start, credit = Fraction(effect.start.value), Fraction(effect.credit.value)
        if isinstance(effect, GapCredit):
            units = max(Fraction(0), start - x)
        else:
            units, at, step = Fraction(0), start, Fraction(effect.step.value)
            while at - step >= x:
                units, at = units + 1, at - step
            units += 1 if effect.part_steps == "full-step" and at > x else 0
        assert came_to(effect, x).now == -BASE * credit / 100 * units

    @given(st.lists(st.integers(1, 40), min_size=1, max_size=5, unique=True), st.integers(0, 45), st.data())
    def test_points_cost_what_the_last_row_they_reach_says(self, rows: list[int], points: int, data: Any) -> None:
        pays = sorted(data.draw(percents(len(rows), 0, 60)))
        table = tuple(PointsRow(Decimal(at), Percent(pay)) for at, pay in zip(sorted(rows), pays, strict=True))
        by_number = {
            at: next((p for a, p in reversed(list(zip(sorted(rows), pays, strict=True))) if a <= at), 0)
            for at in range(50)
        }
        effect = PointsCredit(CLAUSE, "fee", None, table, figures=("available",))
        told = [ck_count("available", points)]
        assert came_to(effect, Fraction(95), points=told).now == -BASE * Fraction(by_number[points]) / 100

    @given(
        st.lists(
            st.tuples(st.integers(0, 100), st.integers(0, 100), st.sampled_from(["met", "breached"])),
            min_size=1,
            max_size=5,
        )
    )
    def test_a_pool_gives_its_parts_and_never_more_than_all_of_it(self, rows: list[tuple[int, int, str]]) -> None:
        allocations = tuple(Allocation(f"t{n}", Percent(pool), Percent(part)) for n, (pool, part, _) in enumerate(rows))
        book = Verdicts({f"t{n}": verdict for n, (*_, verdict) in enumerate(rows)})
        effect = PoolCredit(CLAUSE, None, Money(500, "EUR"), allocations)
        found = compute(effect, Scene(AGREEMENT, effect, MARCH, told=SettlementFacts(), book=book))  # type: ignore[arg-type]
        parts = sum(pool * part for pool, part, verdict in rows if verdict == "breached")
        assert found.now == -min(Fraction(500 * parts, 10_000), Fraction(500))

    @given(st.integers(0, 40), st.integers(-30, 30), st.sampled_from(["ignored", "full-day"]))
    def test_days_are_counted_one_by_one(self, days: int, minutes: int, part: str) -> None:
        """Over the date on which the clock is put forward: 29 March 2026."""
        agreed = datetime(2026, 3, 10, 8, tzinfo=UTC)
        delivered = agreed + timedelta(days=days, minutes=minutes)
        zone = "Europe/Amsterdam"
        wall, came = (at.astimezone(zoned(zone)).replace(tzinfo=None) for at in (agreed, delivered))
        whole = 0
        while wall + timedelta(days=whole + 1) <= came:
            whole += 1
        rest = came > wall + timedelta(days=whole)
        assert days_late(agreed, delivered, zone, part) == whole + (rest and part == "full-day")

    @given(st.integers(0, 90), st.integers(1, 9))
    def test_steps_of_days_in_proportion_add_up_to_the_days(self, days: int, step: int) -> None:
        on = date(2026, 1, 31)
        words: tuple[Any, ...] = ("pro-rata", "ignored", "full-step")
        found = {parts: steps_late(days, Span(step, "day"), on, parts) for parts in words}
        assert found == {"pro-rata": Fraction(days, step), "ignored": days // step, "full-step": -(-days // step)}

    @given(st.integers(0, 60), st.booleans())
    def test_a_ratchet_counts_failure_by_failure(self, failures: int, back: bool) -> None:  # noqa: FBT001
        rows = (Repetition(Decimal(4), Decimal("1.5")), Repetition(Decimal(8), Decimal(2)))
        reach: Any = "to-first-failure" if back else "later-failures-only"
        effect = Ratchet(CLAUSE, None, Money(2, "EUR"), None, rows, reaches_back=reach)
        plain = [2 if n > 8 else Fraction(3, 2) if n > 4 else 1 for n in range(1, failures + 1)]
        last = plain[-1] if plain else 1
        assert times_for(effect, failures) == last
        assert (sum(plain) <= last * failures) or not plain

    @given(st.integers(0, 260), st.lists(st.integers(1, 199), min_size=1, max_size=4, unique=True), st.data())
    def test_a_share_of_stretches_is_counted_unit_by_unit(self, cost: int, ends: list[int], data: Any) -> None:
        """Target cost 100, stretches in whole per cents of it, so that every unit lies in one stretch."""
        at = sorted(ends)
        shares = data.draw(percents(len(at) + 1, 0, 100))
        limits = [None, *(Percent(one) for one in at), None]
        ranges = tuple(ShareRange(Stretch(limits[n], limits[n + 1]), Percent(share)) for n, share in enumerate(shares))
        effect = ShareLine(CLAUSE, None, Money(100, "EUR"), None, "cost", ranges=ranges)
        gain = Fraction(0)
        for unit in range(min(cost, 100), max(cost, 100)):
            gain += Fraction(shares[sum(1 for one in at if unit >= one)], 100)
        found = came_to(effect, Fraction(95), amounts={"cost": Money(cost, "EUR")})
        assert found.now == (gain if cost <= 100 else -gain)


class TestWhatIsNotKnown:
    @given(ON_A_FIGURE, NEAR, NEAR, st.integers(0, 12))
    @settings(max_examples=150)
    def test_every_figure_that_is_possible_pays_something_in_the_range(
        self, effect: Any, one: Fraction, two: Fraction, part: int
    ) -> None:
        low, high = sorted((one, two))
        found = came_to(effect, low, high)
        at = low + (high - low) * Fraction(part, 12)
        assert found.low <= came_to(effect, at).now <= found.high

    @given(ON_A_FIGURE, NEAR, NEAR)
    @settings(max_examples=150)
    def test_the_ends_of_the_range_are_paid_at_some_figure(self, effect: Any, one: Fraction, two: Fraction) -> None:
        low, high = sorted((one, two))
        found = came_to(effect, low, high)
        tried = {low, high, *(at for at in bounds(effect) if low <= at <= high)}
        tried |= {(a + b) / 2 for a in tried for b in tried}
        paid = {came_to(effect, at).now for at in tried}
        assert found.low in paid
        assert found.high in paid

    @given(ON_A_FIGURE, NEAR)
    def test_a_known_figure_has_one_amount(self, effect: Any, x: Fraction) -> None:
        found = came_to(effect, x)
        assert (found.low, found.now, found.state) == (found.high, found.high, "settled")
        assert (found.kind == "malus", found.kind == "bonus") == (found.now < 0, found.now > 0)


class TestWorse:
    @given(st.one_of(tiers(), distances()), NEAR, NEAR)
    def test_a_worse_figure_never_costs_the_provider_less(self, effect: Any, one: Fraction, two: Fraction) -> None:
        low, high = sorted((one, two))
        assert came_to(effect, low).now <= came_to(effect, high).now <= 0


class TestWhatQualifies:
    @given(ON_A_FIGURE, NEAR, st.integers(0, 300))
    def test_no_effect_passes_its_own_cap(self, effect: Any, x: Fraction, cap: int) -> None:
        capped = attrs.evolve(effect, modifiers=Modifiers(cap=Money(cap, "EUR")))
        plain, found = came_to(effect, x).now, came_to(capped, x).now
        assert abs(found) == min(abs(plain), cap)
        assert found * plain >= 0

    @given(ON_A_FIGURE, NEAR, st.integers(1, 50), st.data())
    def test_the_share_affected_scales_the_effect(self, effect: Any, x: Fraction, every: int, data: Any) -> None:
        some = data.draw(st.integers(0, every))
        scaled = attrs.evolve(effect, modifiers=Modifiers(scaled_by=ScaledBy("some", "every")))
        amounts = {"some": volume(some), "every": volume(every)}
        assert came_to(scaled, x, amounts=amounts).now == came_to(effect, x).now * some / every


class TestBesideEachOther:
    @given(st.lists(st.integers(-20, -1), min_size=1, max_size=5, unique=True), st.randoms(use_true_random=False))
    def test_of_one_incident_the_largest_counts_in_whatever_order_they_stand(
        self, pays: list[int], random: Any
    ) -> None:
        effects = [
            Curve(
                ClauseRef("C", str(n)),
                "fee",
                (CurvePoint(Percent(0), Percent(pay)), CurvePoint(Percent(100), Percent(pay))),
                modifiers=Modifiers(one_incident="largest"),
            )
            for n, pay in enumerate(pays)
        ]
        first = together(effects)
        random.shuffle(effects)
        assert together(effects) == first
        assert sum(first.values()) == BASE * min(pays) / 100


def together(effects: Sequence[Curve]) -> dict[str, Fraction]:
    scenes = [Scene(AGREEMENT, effect, MARCH, target(), figure(Fraction(95)), SettlementFacts()) for effect in effects]
    found = elected([(scene, compute(scene.effect, scene)) for scene in scenes])
    return {str(scene.effect.clause): one.now for scene, one in zip(scenes, found, strict=True)}


class Verdicts:
    """Figures that are only met or missed."""

    def __init__(self, verdicts: dict[str, str]) -> None:
        self.verdicts = verdicts

    def of(self, name: str, period: Period, where: Any = None) -> FigureValue:
        return FigureValue(name, CLAUSE, period, None, "%", None, None, None, "known", self.verdicts[name])  # type: ignore[arg-type]

    def verdict_of(self, name: str, period: Period) -> Any:
        return self.verdicts[name]


def zoned(name: str) -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def ck_count(name: str, number: int) -> Any:
    from contractkit.settlement.told import ToldCount

    return ToldCount(name, MARCH, Decimal(number))


def volume(number: int) -> Any:
    from contractkit.quantities.notation import Volume

    return Volume(Decimal(number), "users")


@pytest.mark.parametrize("better", ["higher", "lower"])
def test_a_gap_is_measured_on_the_wrong_side_only(better: str) -> None:
    """At 98 and at 100 % of 99 %, where higher and where lower is better."""
    effect = GapCredit(CLAUSE, "fee", Percent(99), Percent(1))
    found = {
        at: compute(
            effect, Scene(AGREEMENT, effect, MARCH, target(better), figure(Fraction(at)), SettlementFacts())
        ).now
        for at in (98, 99, 100)
    }
    assert found == ({98: -10, 99: 0, 100: 0} if better == "higher" else {98: 0, 99: 0, 100: -10})


def test_where_nothing_is_judged_yet_there_may_be_no_effect_at_all() -> None:
    """Of two items nobody knows anything; the curve pays from 3 to 8 %, or nothing if neither counts here."""
    points = (CurvePoint(Percent(0), Percent(3)), CurvePoint(Percent(100), Percent(8)))
    effect = Curve(CLAUSE, "fee", points)
    open_ones = attrs.evolve(figure(Fraction(0), Fraction(100)), counts=FigureCounts(undetermined=2))
    found = compute(effect, Scene(AGREEMENT, effect, MARCH, target(), open_ones, SettlementFacts()))
    assert (found.low, found.high, found.state) == (0, 80, "undetermined")
