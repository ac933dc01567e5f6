"""What is measured: instants by their words, metrics, figure targets, relief, conditions on periods."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from papers import sla

import contractkit as ck
from contractkit.quantities.notation import Bound, Cycle, Level
from contractkit.quantities.spans import BusinessDays, WorkingTime
from contractkit.terms.amounts import Share
from contractkit.terms.conditions import EVERYTHING, AllOf, AnyOf, Compares, Is, Not
from contractkit.terms.figure_conditions import (
    AllHold,
    AnyHolds,
    Counted,
    Found,
    InTime,
    IsKnown,
    Lasts,
    Measured,
    NotHolds,
    OutOfLast,
)
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.metric import Metric
from contractkit.terms.provisions.relief import Maintenance, Relief
from contractkit.terms.targets import AtField, Measure, WhenState

OFFICE = '"1.1": {kind: calendar, name: office, week: {mon-fri: 08:00-18:00}}\n'
UPTIME = '"2.1": {kind: metric, name: uptime, measures: availability}\n'
UP = '"2.2": {kind: figure-target, name: up, metric: uptime, reach: at least 99 %, per: month}\n'


def load(*clauses: str) -> ck.Agreement:
    return ck.load_agreement(text=sla("".join(clauses)))


def timed(*clauses: str) -> str:
    """Return a paper whose items also say how late they are."""
    return sla("".join(clauses)).replace("  hours-spent: number\n", "  hours-spent: number\n  late-by: duration\n")


def problems(*clauses: str) -> list[tuple[str, str]]:
    try:
        ck.load_agreement(text=timed(*clauses))
    except ck.DocumentRejected as rejected:
        return [(problem.code, problem.says) for problem in rejected.problems]
    return []


def clock(fields: str) -> Measure:
    target = f'"4.1": {{kind: time-target, within: 4 hours, calendar: always, {fields}}}\n'
    return load(target).lines[0].measure


def assumed(agreement: ck.Agreement) -> dict[str, str]:
    return {assumption.convention: assumption.taken for assumption in agreement.assumptions}


class TestInstants:
    """The head of these papers has the instants opened_at, closed_at, promised_at and a status solved or closed."""

    @pytest.mark.parametrize(
        ("word", "stops"),
        [
            ("response", AtField("responded_at")),
            ("update", AtField("updated_at")),
            ("quote", AtField("quoted_at")),
            ("delivery", AtField("delivered_at")),
            ("resolution", WhenState(Is("status", ("solved", "closed")))),
        ],
    )
    def test_a_measure_that_no_clause_defines_has_its_customary_clock(self, word: str, stops: Any) -> None:
        measure = clock(f"measure: {word}")
        assert (measure.starts, measure.stops) == (AtField("opened_at"), stops)

    def test_the_customary_clock_is_listed(self) -> None:
        target = '"4.1": {kind: time-target, within: 4 hours, calendar: always, measure: response}\n'
        agreement = load(target)
        taken = [one.taken for one in agreement.assumptions if one.convention == "stops"]
        assert "the instant in responded_at" in taken
        assert agreement.fields["responded_at"] == "instant"

    @pytest.mark.parametrize(
        ("word", "instant"),
        [
            ("promised_at", AtField("promised_at")),
            ("closed", AtField("closed_at")),
            ("waiting", WhenState(Is("status", ("waiting",)))),
            ("delivered", AtField("delivered_at")),
            ("{field: promised_at}", AtField("promised_at")),
            ("{status: solved}", WhenState(Is("status", ("solved",)))),
        ],
    )
    def test_a_word_is_an_instant_of_the_head_a_state_or_a_customary_event(self, word: str, instant: Any) -> None:
        assert clock(f"starts: opened, stops: {word}").stops == instant

    def test_an_instant_that_the_head_has_by_that_name_is_no_assumption(self) -> None:
        said = load('"4.1": {kind: time-target, within: 4 hours, calendar: always, starts: none, stops: promised_at}\n')
        taken = load('"4.1": {kind: time-target, within: 4 hours, calendar: always, starts: none, stops: closed}\n')
        assert "event" not in assumed(said)
        assert assumed(taken)["event"] == "closed_at"

    def test_a_word_that_nobody_knows_is_refused(self) -> None:
        target = (
            '"4.1": {kind: time-target, within: 4 hours, calendar: always, starts: declared-major, stops: solved}\n'
        )
        assert problems(target) == [("unknown-reference", "nothing says when 'declared-major' is")]

    def test_what_happens_again_and_again_has_a_limit_of_its_own(self) -> None:
        agreement = load(
            '"4.1": {kind: time-target, measure: update, starts: opened, stops: closed, every: 30 minutes, '
            "calendar: always}\n"
        )
        (target,) = agreement.targets
        assert target.every is not None
        assert target.every.within == WorkingTime(30 * 60_000_000)
        assert (target.limit, target.again) == (None, AtField("updated_at"))
        assert agreement.not_computed == ()

    def test_every_needs_to_say_what_happens(self) -> None:
        target = '"4.1": {kind: time-target, starts: opened, stops: closed, every: 1 hour, calendar: always}\n'
        assert problems(target) == [("missing-field", "'measure' is missing: what has to happen again and again?")]


class TestCalendars:
    """Which calendar a limit runs on: its own, the clause's, the level's, that of the head of the paper; else none."""

    def test_the_head_of_the_paper_names_the_one_that_is_meant(self) -> None:
        text = sla(OFFICE + '"4.1": {kind: result, met_when: {within: 4 hours}}\n')
        text = text.replace("zone: Europe/Amsterdam\n", "zone: Europe/Amsterdam\ncalendar: office\n")
        (target,) = ck.load_agreement(text=text).targets
        assert target.limit is not None
        assert target.limit.calendar_name == "office"

    def test_a_limit_in_a_condition_without_one_is_refused(self) -> None:
        assert [code for code, _ in problems(OFFICE, '"4.1": {kind: result, met_when: {within: 4 hours}}\n')] == [
            "missing-field"
        ]


class TestResults:
    def test_the_limit_of_a_result_brings_its_own_clock(self) -> None:
        agreement = load(
            OFFICE,
            '"5.1": {kind: result, met_when: {within: 5 business days, starts: closed, stops: delivered, '
            "calendar: office}}\n",
        )
        assert agreement.lines[0].measure.starts == AtField("closed_at")
        assert agreement.lines[0].measure.stops == AtField("delivered_at")
        assert agreement.not_computed == ()

    def test_from_and_to_are_read_as_starts_and_stops(self) -> None:
        new, old = ("starts: closed, stops: delivered", "from: closed, to: delivered")
        measures = [
            load(OFFICE, f'"5.1": {{kind: result, met_when: {{within: 4 hours, {words}, calendar: office}}}}\n')
            .lines[0]
            .measure
            for words in (new, old)
        ]
        assert measures[0] == measures[1]

    def test_several_limits_are_kept_as_they_stand(self) -> None:
        agreement = load(
            OFFICE,
            '"5.1": {kind: result, calendar: office, met_when: {any_of: [{within: 4 hours}, '
            "{all_of: [{within: 1 business day}, {data-restored: yes}]}]}}\n",
        )
        (target,) = agreement.targets
        assert target.limit is None
        assert isinstance(target.met_when, AnyHolds)
        first, second = target.met_when.parts
        assert isinstance(first, InTime)
        assert first.limit.within == WorkingTime(4 * 3_600_000_000)
        assert isinstance(second, AllHold)
        assert isinstance(second.parts[0], InTime)
        assert isinstance(second.parts[0].limit.within, BusinessDays)
        assert second.parts[1] == Is("data-restored", ("yes",))
        assert agreement.not_computed == ()

    def test_an_alternative_without_any_limit_is_not_judged(self) -> None:
        agreement = load(
            OFFICE,
            '"5.1": {kind: result, calendar: office, met_when: {any_of: [{within: 4 hours}, {data-restored: yes}]}}\n',
        )
        assert [entry.stage for entry in agreement.not_computed] == ["judging"]

    def test_a_result_with_several_limits_shares_no_stopwatch(self) -> None:
        agreement = load(
            OFFICE,
            '"5.0": {kind: measure, name: m, stops: {data-restored: yes}}\n',
            '"5.1": {kind: result, measure: m, calendar: office, when: {priority: P1}, met_when: '
            "{all_of: [{within: 4 hours}, {within: 1 business day}]}}\n",
            '"5.2": {kind: time-target, measure: m, calendar: office, when: {priority: P2}, within: 8 hours}\n',
        )
        assert [len(line.targets) for line in agreement.lines] == [1, 1]

    def test_a_result_without_any_limit_is_refused(self) -> None:
        assert problems('"5.1": {kind: result, met_when: {data-restored: yes}}\n') == [
            ("result", "a result needs a time limit")
        ]


TERMINATION = """
"9.1":
  kind: termination
  who: customer
  ground: repeated-failure
  notice: 1 month
  when: WHEN
"""


def condition(written: str) -> Any:
    agreement = ck.load_agreement(text=timed(UPTIME, UP, TERMINATION.replace("WHEN", written)))
    (found,) = [term for term in agreement.terms_in("SLA-1/9.1") if hasattr(term, "ground")]
    return found.condition


class TestConditions:
    @pytest.mark.parametrize(
        ("written", "computes"),
        [
            ("{target: up, verdict: breached}", Found(("up",), "breached")),
            ('{target: "2.2", verdict: met}', Found(("SLA-1/2.2",), "met")),
            ("{target: all, verdict: breached}", Found((), "breached")),
            ("{target: up, verdict: breached, periods_in_a_row: 3}", Found(("up",), "breached", (), OutOfLast(3, 3))),
            (
                "{target: up, verdict: breached, periods: 3, out_of_last: 4}",
                Found(("up",), "breached", (), OutOfLast(3, 4)),
            ),
            (
                "{counted: breached, of: up, at_least: 3, over: rolling 6 months}",
                Counted("breached", ("up",), "at_least", Level(Decimal(3)), Cycle("rolling", n=6, unit="months")),
            ),
            (
                "{counted: breached, more_than: 50 %, over: month}",
                Counted("breached", (), "more_than", Level(Decimal(50), "%"), Cycle("month")),
            ),
            (
                "{counted: points, of: all, at_least: 50 points}",
                Counted("points", (), "at_least", Level(Decimal(50), "points")),
            ),
            (
                "{counted: credits, at_least: 100 % of cap}",
                Counted("credits", (), "at_least", Share(ck.Percent(100), "cap")),
            ),
            (
                "{counted: malus, more_than: EUR 5 000, over: quarter}",
                Counted("malus", (), "more_than", ck.Money(5000, "EUR"), Cycle("quarter")),
            ),
            (
                "{metric: uptime, less_than: 97 %, over: rolling 3 months}",
                Measured("uptime", "less_than", Level(Decimal(97), "%"), Cycle("rolling", n=3, unit="months")),
            ),
            ("{field: status, state: unknown}", IsKnown("status", "unknown")),
            ("{field: late-by, more_than: 10 minutes}", Lasts("late-by", "more_than", timedelta(minutes=10))),
            ("{field: hours-spent, more_than: 1.5}", Compares("hours-spent", "more_than", Decimal("1.5"))),
            ("{not: {target: up, verdict: met}}", NotHolds(Found(("up",), "met"))),
            ("{priority: P1}", Is("priority", ("P1",))),
            (
                "{all_of: [{priority: P1}, {status: solved}]}",
                AllOf((Is("priority", ("P1",)), Is("status", ("solved",)))),
            ),
            (
                "{any_of: [{priority: P1}, {not: {status: new}}]}",
                AnyOf((Is("priority", ("P1",)), Not(Is("status", ("new",))))),
            ),
            (
                "{all_of: [{priority: P1}, {target: up, verdict: met}]}",
                AllHold((Is("priority", ("P1",)), Found(("up",), "met"))),
            ),
        ],
    )
    def test_what_is_written_is_what_computes(self, written: str, computes: Any) -> None:
        assert condition(written) == computes

    @pytest.mark.parametrize(
        ("written", "code"),
        [
            ("{target: uptime, verdict: breached}", "wrong-reference"),  # a metric has no verdict
            ("{target: nothing, verdict: breached}", "unknown-reference"),
            ("{target: up, band: [serious]}", "unknown-reference"),
            ("{target: up}", "condition"),
            ("{target: up, verdict: met, band: [a]}", "condition"),
            ("{target: up, verdict: met, periods: 3}", "missing-field"),
            ("{target: up, verdict: met, periods: 5, out_of_last: 4}", "condition"),
            ("{target: up, verdict: met, periods_in_a_row: 2.5}", "quantity"),
            ("{counted: breached}", "condition"),
            ("{counted: breached, at_least: 3, at_most: 4}", "condition"),
            ("{counted: breached, at_least: 3 points}", "unit"),
            ("{counted: points, at_least: 50 %}", "unit"),
            ("{counted: credits, at_least: 100 %}", "unit"),
            ("{counted: credits, at_least: 10 % of nothing}", "unknown-reference"),
            ("{metric: nothing, less_than: 97 %}", "unknown-reference"),
            ("{metric: uptime}", "condition"),
            ("{color: red}", "unknown-reference"),
            ("{field: hours-spent, more_than: 10 minutes}", "unit"),
            ("{field: late-by, more_than: 10}", "unit"),
        ],
    )
    def test_what_cannot_be_meant_is_refused(self, written: str, code: str) -> None:
        assert [found for found, _ in problems(UPTIME, UP, TERMINATION.replace("WHEN", written))] == [code]

    def test_bands_have_the_names_that_their_ladder_gives_them(self) -> None:
        ladder = (
            '"2.2": {kind: figure-target, name: up, metric: uptime, reach: at least 99 %, per: month, pays: '
            "[{kind: band-effect, bands: [{from: reach, points: 0}, {below: reach, points: 2, name: serious}]}]}\n"
        )
        agreement = load(UPTIME, ladder, TERMINATION.replace("WHEN", "{target: up, band: [serious]}"))
        (found,) = [term for term in agreement.terms_in("SLA-1/9.1") if hasattr(term, "ground")]
        assert found.condition == Found(("up",), None, ("serious",))

    @pytest.mark.parametrize(
        "word", ["{target: up, verdict: met}", "{metric: uptime, at_least: 1 %}", "{within: 1 hour}"]
    )
    def test_none_of_them_is_a_condition_on_an_item(self, word: str) -> None:
        pause = f'"3.1": {{kind: pause, while: {word}}}\n'
        assert [code for code, _ in problems(UPTIME, UP, pause)] == ["condition"]


def metric(fields: str) -> Metric:
    (found,) = load(f'"2.1": {{kind: metric, name: it, {fields}}}\n').provisions_of(Metric)
    return found


class TestMetrics:
    @pytest.mark.parametrize(
        ("measures", "better", "unit"),
        [
            ("availability", "higher", "%"),
            ("in-time", "higher", "%"),
            ("success-rate", "higher", "%"),
            ("error-rate", "lower", "%"),
            ("share, good_when: {priority: P1}", "higher", "%"),
            ("satisfaction, satisfied_from: 7", "higher", "%"),
            ("satisfaction, scale: {from: 1, through: 10}", "higher", None),
            ("score", None, ""),
            ("duration", "lower", ""),
            ("count", None, ""),
        ],
    )
    def test_the_direction_and_the_unit_follow_from_what_is_measured(
        self, measures: str, better: str | None, unit: str | None
    ) -> None:
        found = metric(f"measures: {measures}")
        assert (found.better, found.unit) == (better, unit)

    def test_relief_is_all_unless_clauses_are_named_or_none(self) -> None:
        assert metric("measures: availability").relief is None
        assert metric("measures: availability, relief: none").relief == ()

    def test_of_the_parts_of_a_score_all_are_figures_of_the_agreement_or_none(self) -> None:
        score = '"2.9": {kind: metric, name: it, measures: score, weights: [{part: A, weight: 60 %}, {part: B, weight: 40 %}]}'
        marks, mixed = (
            score.replace("A", "look").replace("B", "taste"),
            score.replace("A", "uptime").replace("B", "taste"),
        )
        assert problems(UPTIME, UP, marks) == problems(UPTIME, UP, mixed.replace("taste", "up")) == []
        assert problems(UPTIME, UP, mixed) == [("unknown-reference", "there is no metric or target 'taste'")]

    def test_weights_make_the_mean_a_weighted_one(self) -> None:
        found = metric("measures: score, weights: [{part: a, weight: 60 %}, {part: b, weight: 40 %}]")
        assert found.aggregate == "weighted-mean"

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ("measures: share", "missing-field"),
            ("measures: availability, good_when: {priority: P1}", "contradiction"),
            ("measures: availability, scale: {from: 1, through: 5}", "contradiction"),
            ("measures: satisfaction, scale: {from: 5, through: 1}", "quantity"),
            ("measures: satisfaction, scale: {from: 1, through: 5}, satisfied_from: 7", "quantity"),
            ("measures: score, weights: [{part: a, weight: 60 %}]", "weights"),
            ("measures: success-rate, aggregate: mean-of-intervals", "missing-field"),
            ("measures: availability, each: [site]", "unknown-reference"),
            ('measures: availability, relief: ["9.9"]', "unknown-reference"),
            ("measures: sunshine", "unknown-word"),
        ],
    )
    def test_what_cannot_be_meant_is_refused(self, fields: str, code: str) -> None:
        assert [found for found, _ in problems(f'"2.1": {{kind: metric, name: it, {fields}}}\n')] == [code]


def reach_problems(measures: str, reach: str) -> list[str]:
    clauses = (
        f'"2.1": {{kind: metric, name: it, measures: {measures}}}\n'
        f'"2.2": {{kind: figure-target, metric: it, reach: {reach}, per: month}}\n'
    )
    return [code for code, _ in problems(clauses)]


class TestFigureTargets:
    def test_a_level_alone_has_the_side_that_is_better(self) -> None:
        clauses = (
            '"2.1": {kind: metric, name: up, measures: availability}\n"2.2": {kind: metric, name: bad, measures: error-rate}\n'
            '"2.3": {kind: figure-target, per: month, rows: [{metric: up, reach: 99 %}, {metric: bad, reach: 0.1 %}]}\n'
        )
        up, bad = load(clauses).provisions_of(FigureTarget)
        assert up.reach == Bound("at least", Level(Decimal(99), "%"))
        assert bad.reach == Bound("at most", Level(Decimal("0.1"), "%"))
        assert (up.better, bad.better) == ("higher", "lower")

    @pytest.mark.parametrize(
        ("measures", "reach", "codes"),
        [
            ("error-rate", "at least 99.9 %", ["direction"]),
            ("error-rate", "at most 0.1 %", []),
            ("availability", "at most 99 %", ["direction"]),
            ("score", "7.0", ["direction"]),
            ("score", "at least 7.0", []),
            ("availability", "at least 7.0", ["unit"]),
            ("availability", "at least 101 %", ["quantity"]),
            ("satisfaction, scale: {from: 1, through: 10}", "at least 80 %", ["unit"]),
            ("satisfaction, scale: {from: 1, through: 10}", "at least 11", ["quantity"]),
            ("satisfaction, scale: {from: 1, through: 10}, satisfied_from: 7", "at least 80 %", []),
            ("duration", "at most 4 hours", []),
        ],
    )
    def test_the_level_has_the_side_and_the_unit_of_its_metric(
        self, measures: str, reach: str, codes: list[str]
    ) -> None:
        assert reach_problems(measures, reach) == codes

    def test_each_row_is_a_target_with_the_effects_of_the_clause(self) -> None:
        agreement = load(
            UPTIME,
            '"2.2": {kind: figure-target, per: month, metric: uptime, reach: 99 %, when: {priority: P1}, rows: '
            "[{name: a, when: {status: new}}, {name: b, reach: 98 %}], "
            "pays: [{kind: tier-credit, tiers: [{below: reach, credit: 5 %}]}]}\n",
        )
        a, b = agreement.provisions_of(FigureTarget)
        assert (a.id, b.id) == ("SLA-1/2.2 a", "SLA-1/2.2 b")
        assert (str(a.reach), str(b.reach)) == ("at least 99 %", "at least 98 %")
        assert a.when == AllHold((Is("priority", ("P1",)), Is("status", ("new",))))
        tiers = [one.effects[0].tiers[0].below for one in (a, b)]  # type: ignore[attr-defined]
        assert [str(tier).replace("\u00a0", " ") for tier in tiers] == ["99 %", "98 %"]

    def test_one_that_pays_is_settled_like_one_that_does_not(self) -> None:
        assert load(UPTIME, UP).not_computed == ()
        paying = UP.replace(
            "per: month", "per: month, pays: [{kind: tier-credit, tiers: [{below: reach, credit: 5 %}]}]"
        )
        assert load(UPTIME, paying).not_computed == ()


class TestRelief:
    TARGET = '"4.1": {kind: time-target, name: solved, measure: resolution, within: 4 hours, calendar: always}\n'

    @pytest.mark.parametrize(("named", "relieved"), [("", 1), (", for: uptime", 0), (", for: [uptime, solved]", 1)])
    def test_it_stands_on_the_clocks_that_it_concerns_and_is_computed(self, named: str, relieved: int) -> None:
        agreement = load(UPTIME, self.TARGET, f'"4.2": {{kind: relief, cause: customer{named}}}\n')
        assert [len(line.relief) for line in agreement.lines] == [relieved]
        assert agreement.not_computed == ()

    def test_the_customer_may_have_to_hear_of_it_soon(self) -> None:
        agreement = load('"4.2": {kind: relief, cause: force-majeure, told_within: 10 days}\n')
        (found,) = agreement.provisions_of(Relief)
        assert "has to be told of it within 10 days" in ck.sentence(found).replace("\u00a0", " ")

    def test_without_more_words_it_takes_out_the_time_that_overlaps(self) -> None:
        (found,) = load('"4.2": {kind: relief, cause: force-majeure}\n').provisions_of(Relief)
        assert (found.causes, found.takes_out, found.when) == (("force-majeure",), "overlapping-time", EVERYTHING)

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ("cause: bad-luck", "unknown-reference"),
            ("cause: customer, at_most: eight hours or so", "quantity"),
            ("cause: customer, at_most: 8 hours", "quantity"),
            ("cause: customer, at_most: 8 bananas per month", "quantity"),
            ("cause: customer, takes_out: half", "unknown-word"),
        ],
    )
    def test_what_cannot_be_meant_is_refused(self, fields: str, code: str) -> None:
        assert [found for found, _ in problems(f'"4.2": {{kind: relief, {fields}}}\n')] == [code]


class TestMaintenance:
    def test_its_windows_are_open_instants(self) -> None:
        (found,) = load(
            '"4.1": {kind: maintenance, window: {tue: 22:00-02:00}, at_most: 4 windows per month}\n'
        ).provisions_of(Maintenance)
        zone = "+01:00"  # a Wednesday night in January, in Amsterdam
        assert found.windows.is_open(_at(f"2026-01-07T01:59:00{zone}"))
        assert not found.windows.is_open(_at(f"2026-01-07T02:00:00{zone}"))
        assert found.at_most is not None
        assert (found.at_most.number, found.at_most.unit, str(found.at_most.per)) == (4, "windows", "month")
        assert (found.inside, found.outside) == ("excused", "counts-as-downtime")

    def test_what_is_not_written_is_listed(self) -> None:
        agreement = load('"4.1": {kind: maintenance, window: {tue: 22:00-02:00}}\n')
        assert assumed(agreement)["inside"] == "excused"
        assert assumed(agreement)["outside"] == "counts-as-downtime"

    def test_it_has_windows_in_one_way(self) -> None:
        assert [code for code, _ in problems('"4.1": {kind: maintenance}\n')] == ["missing-field"]
        both = OFFICE + '"4.1": {kind: maintenance, window: {tue: 22:00-02:00}, in: office}\n'
        assert [code for code, _ in problems(both)] == ["contradiction"]


def _at(text: str) -> Any:
    from datetime import datetime

    return datetime.fromisoformat(text)
