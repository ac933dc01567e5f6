"""Conditions on what was found about periods: verdicts, runs of periods, counts, figures over windows."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import attrs
import pytest

import contractkit as ck
from contractkit.quantities.notation import Cycle, Level
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.measuring import FigureBook
from contractkit.settlement.measuring.conditions import holds
from contractkit.settlement.remembered import SettledFigure, SettledPeriod
from contractkit.terms.conditions import Is
from contractkit.terms.figure_conditions import AllHold, AnyHolds, Counted, Found, Measured, NotHolds, OutOfLast

MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04")


def papers(**clauses: Any) -> ck.Agreement:
    head = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "T", "currency": "EUR", "zone": "UTC"}
    own = {
        "0": {"kind": "term", "start": "2026-01-01"},
        "1": {"kind": "metric", "name": "uptime", "measures": "availability"},
        "2": {"kind": "figure-target", "name": "up", "metric": "uptime", "reach": "99 %", "per": "month"},
        "3": {"kind": "metric", "name": "errors", "measures": "error-rate"},
        "4": {"kind": "figure-target", "name": "clean", "metric": "errors", "reach": "at most 1 %", "per": "month"},
    }
    return ck.load_agreement(data={**head, "clauses": {**own, **clauses}})


@attrs.frozen
class Scene:
    agreement: ck.Agreement
    period: ck.Period
    told: ck.SettlementFacts
    book: FigureBook
    ledger: Ledger


def scene(
    told: Mapping[str, Mapping[str, str]],
    period: str = "2026-04",
    ledger: Ledger | None = None,
    agreement: ck.Agreement | None = None,
) -> Scene:
    agreement = agreement or papers()
    facts = ck.SettlementFacts.from_dict({"figures": told}, agreement=agreement, period=period)
    ledger = ledger or Ledger.empty()
    book = FigureBook(agreement, None, None, facts, ledger)
    return Scene(agreement, ck.Period.parse(period), facts, book, ledger)


def of_up(*values: str) -> dict[str, dict[str, str]]:
    """Return figures of `up`, one for each of the months up to April, the last one April's."""
    return {"up": dict(zip(MONTHS[-len(values) :], values, strict=True))}


GOOD, BAD, OPEN = "99.5 %", "98.5 %", "unknown"


class TestVerdicts:
    @pytest.mark.parametrize(
        ("value", "breached", "met"), [(GOOD, False, True), (BAD, True, False), (OPEN, None, None)]
    )
    def test_of_the_period_at_hand(self, value: str, breached: bool | None, met: bool | None) -> None:  # noqa: FBT001
        here = scene(of_up(value))
        assert holds(Found(("up",), "breached"), here).value is breached
        assert holds(Found(("up",), "met"), here).value is met
        assert holds(Found(("up",), "undetermined"), here).value is (value == OPEN)

    def test_any_target_is_enough_for_a_breach_and_every_one_is_asked_for_success(self) -> None:
        here = scene({"up": {"2026-04": GOOD}, "clean": {"2026-04": "2 %"}})
        assert holds(Found((), "breached"), here).value is True
        assert holds(Found((), "met"), here).value is False

    def test_one_that_is_not_known_does_not_hide_one_that_is_breached(self) -> None:
        here = scene({"up": {"2026-04": OPEN}, "clean": {"2026-04": "2 %"}})
        assert holds(Found((), "breached"), here).value is True
        assert holds(Found((), "met"), here).value is False

    def test_the_reason_names_the_target_the_period_and_the_verdict(self) -> None:
        assert holds(Found(("up",), "breached"), scene(of_up(BAD))).says == "up, 2026-04: breached"


class TestRunsOfPeriods:
    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ((BAD, BAD, BAD), True),
            ((BAD, GOOD, BAD), False),
            ((BAD, OPEN, BAD), None),
            ((GOOD, OPEN, GOOD), False),
        ],
    )
    def test_three_in_a_row(self, values: tuple[str, ...], expected: bool | None) -> None:  # noqa: FBT001
        assert holds(Found(("up",), "breached", often=OutOfLast(3, 3)), scene(of_up(*values))).value is expected

    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ((BAD, GOOD, BAD, BAD), True),
            ((BAD, GOOD, GOOD, BAD), False),
            ((BAD, GOOD, OPEN, BAD), None),
            ((BAD, BAD, BAD, OPEN), True),
        ],
    )
    def test_three_of_the_last_four(self, values: tuple[str, ...], expected: bool | None) -> None:  # noqa: FBT001
        assert holds(Found(("up",), "breached", often=OutOfLast(3, 4)), scene(of_up(*values))).value is expected

    def test_months_before_the_term_are_no_failures(self) -> None:
        here = scene({"up": {"2026-01": BAD}}, "2026-01")
        assert holds(Found(("up",), "breached", often=OutOfLast(2, 3)), here).value is False

    def test_a_verdict_that_was_settled_comes_from_the_ledger(self) -> None:
        march = ck.Period.parse("2026-03")
        record = SettledPeriod(
            march, "final", ck.Money(0, "EUR"), figures=[SettledFigure("S-1/2", march, "breached", name="up")]
        )
        here = scene(of_up(BAD), ledger=Ledger.empty().with_period("S-1", record))
        assert holds(Found(("up",), "breached", often=OutOfLast(2, 2)), here).value is True

    def test_history_that_nobody_tells_leaves_it_open(self) -> None:
        assert holds(Found(("up",), "breached", often=OutOfLast(2, 2)), scene(of_up(BAD))).value is None


class TestCounts:
    def counted(
        self, relation: str, number: str, unit: str | None = None, over: Cycle | None = None, of: Any = ("up",)
    ) -> Counted:
        return Counted("breached", of, relation, Level(Decimal(number), unit), over)  # type: ignore[arg-type]

    @pytest.mark.parametrize(("number", "expected"), [("2", True), ("3", None), ("4", False)])
    def test_over_a_rolling_window_what_is_not_known_may_count(self, number: str, expected: bool | None) -> None:  # noqa: FBT001
        window = Cycle("rolling", n=3, unit="months")
        here = scene(of_up(BAD, OPEN, BAD))
        assert holds(self.counted("at_least", number, over=window), here).value is expected

    def test_the_window_ends_with_the_period_at_hand(self) -> None:
        window = Cycle("rolling", n=2, unit="months")
        assert holds(self.counted("at_least", "2", over=window), scene(of_up(BAD, GOOD, BAD))).value is False

    @pytest.mark.parametrize(("percent", "expected"), [("49", True), ("50", False)])
    def test_more_than_half_of_the_verdicts(self, percent: str, expected: bool) -> None:  # noqa: FBT001
        here = scene({"up": {"2026-04": BAD}, "clean": {"2026-04": "0.5 %"}})
        assert holds(self.counted("more_than", percent, "%", of=()), here).value is expected


class TestFiguresOverWindows:
    @pytest.mark.parametrize(("value", "expected"), [("97", False), ("99", None), ("100", True)])
    def test_a_figure_of_three_months_lies_between_those_of_the_months(self, value: str, expected: bool | None) -> None:  # noqa: FBT001
        here = scene({"uptime": {"2026-02": "98 %", "2026-03": "99.5 %", "2026-04": "99 %"}})
        test = Measured("uptime", "less_than", Level(Decimal(value), "%"), Cycle("rolling", n=3, unit="months"))
        assert holds(test, here).value is expected


class TestTogether:
    YES, NO, UNKNOWN = Found(("up",), "breached"), Found(("up",), "met"), Found(("clean",), "breached")

    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            (AllHold((YES, UNKNOWN)), None),
            (AllHold((NO, UNKNOWN)), False),
            (AnyHolds((YES, UNKNOWN)), True),
            (AnyHolds((NO, UNKNOWN)), None),
            (NotHolds(YES), False),
            (NotHolds(UNKNOWN), None),
            (AllHold(()), True),
            (AnyHolds(()), False),
        ],
    )
    def test_unknown_stays_unknown_until_something_else_decides(self, condition: Any, expected: bool | None) -> None:  # noqa: FBT001
        assert holds(condition, scene(of_up(BAD))).value is expected

    def test_a_field_of_the_period_is_looked_up_in_what_was_told(self) -> None:
        head = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "T", "currency": "EUR", "zone": "UTC"}
        agreement = ck.load_agreement(data={**head, "fields": {"tier": ["gold"]}, "clauses": {}})
        facts = ck.SettlementFacts(fields={"tier": "gold"})
        april = ck.Period.parse("2026-04")
        here = Scene(agreement, april, facts, FigureBook(agreement), Ledger.empty())
        assert holds(Is("tier", ("gold",)), here).value is True
        assert holds(Is("site", ("north",)), here).value is None


class TestBands:
    def ladder(self) -> ck.Agreement:
        bands = [
            {"from": "99 %", "pays": "0 %", "name": "good"},
            {"from": "95 %", "below": "99 %", "pays": "-2 %", "name": "serious"},
            {"below": "95 %", "pays": "-5 %", "name": "severe"},
        ]
        fee = {"kind": "fee", "name": "fixed-fee", "amount": "EUR 100.00", "per": "month"}
        pays = {"kind": "band-effect", "of": "fixed-fee", "for": "up", "bands": bands}
        return papers(**{"5": fee, "6": pays})

    @pytest.mark.parametrize(
        ("value", "expected"), [("99 %", False), ("98.99 %", True), ("95 %", True), ("94.99 %", False)]
    )
    def test_a_figure_at_the_edge_belongs_to_the_band_that_begins_there(self, value: str, expected: bool) -> None:  # noqa: FBT001
        here = scene(of_up(value), agreement=self.ladder())
        assert holds(Found(("up",), bands=("serious",)), here).value is expected

    def test_a_figure_that_is_not_known_may_lie_in_any(self) -> None:
        here = scene(of_up(OPEN), agreement=self.ladder())
        assert holds(Found(("up",), bands=("serious",)), here).value is None
        assert holds(Found(("up",), bands=("good", "serious", "severe")), here).value is True


class TestAmountsThatCameUp:
    def papers(self, **gate: Any) -> ck.Agreement:
        bands = [{"from": "99 %", "pays": "1 %"}, {"below": "99 %", "pays": "-2 %"}]
        return papers(
            **{
                "5": {"kind": "fee", "name": "fixed-fee", "amount": "EUR 100.00", "per": "month"},
                "6": {"kind": "band-effect", "of": "fixed-fee", "for": "up", "bands": bands, **gate},
                "7": {"kind": "band-effect", "name": "penal", "for": "clean", "bands": [
                    {"through": "1 %", "points": 0}, {"above": "1 %", "points": 3}]},
            }
        )  # fmt: skip

    def malus(self, relation: str, amount: str, over: Cycle | None = None) -> Counted:
        return Counted("malus", (), relation, ck.Money(amount, "EUR"), over)  # type: ignore[arg-type]

    @pytest.mark.parametrize(("value", "expected"), [(BAD, True), (GOOD, False), (OPEN, None)])
    def test_a_malus_of_the_period_at_hand_counts(self, value: str, expected: bool | None) -> None:  # noqa: FBT001
        here = scene({"up": {"2026-04": value}, "clean": {"2026-04": "0.5 %"}}, agreement=self.papers())
        assert holds(self.malus("at_least", "2.00"), here).value is expected
        assert holds(self.malus("more_than", "2.00"), here).value is False

    def test_over_a_window_that_the_ledger_lacks_it_may_be_more(self) -> None:
        here = scene({"up": {"2026-04": BAD}, "clean": {"2026-04": "0.5 %"}}, agreement=self.papers())
        window = Cycle("rolling", n=3, unit="months")
        assert holds(self.malus("at_least", "2.00", window), here).value is True
        assert holds(self.malus("at_least", "3.00", window), here).value is None

    def test_points_of_the_period_at_hand_count(self) -> None:
        here = scene({"up": {"2026-04": GOOD}, "clean": {"2026-04": "2 %"}}, agreement=self.papers())
        three = Level(Decimal(3), "points")
        assert holds(Counted("points", (), "at_least", three), here).value is True
        assert holds(Counted("points", (), "more_than", three), here).value is False

    def test_a_gate_that_counts_what_its_own_effect_comes_to_asks_in_no_circle(self) -> None:
        gate = {"only_if": {"counted": "malus", "at_least": "EUR 2.00"}}
        here = scene({"up": {"2026-04": BAD}, "clean": {"2026-04": "0.5 %"}}, agreement=self.papers(**gate))
        assert holds(self.malus("at_least", "2.00"), here).value is None
