"""The forward view of what is measured: every number by hand. February 2026 has 40 320 minutes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

import contractkit as ck
from contractkit.errors import PeriodError
from contractkit.settlement.ahead.forecasting import FigureAhead

HALF = datetime(2026, 2, 15, tzinfo=UTC)
Q = Fraction


def hosting(reach: str = "99.9 %", unit: str | None = None, **metric: Any) -> ck.Agreement:
    """Return hosting for EUR 1 000 a month, 10 % of which goes below the promise, and at most EUR 200 in a quarter."""
    uptime = {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"} | metric
    tiers = [{"below": "reach", "credit": "10 %"}]
    if unit is None:
        tiers.append({"below": "99 %", "credit": "25 %"})
    return ck.load_agreement(
        data={
            "contractkit": 1, "document": "sla", "id": "S-1", "title": "Hosting", "currency": "EUR", "zone": "UTC",
            "clauses": {
                "1": {"kind": "term", "start": "2026-01-01"},
                "2": {"kind": "fee", "name": "base", "amount": "EUR 1 000.00", "per": "month"},
                "3": uptime,
                "4": {
                    "kind": "figure-target", "name": "available", "metric": "uptime", "reach": reach, "per": "month",
                    "pays": [{"kind": "tier-credit", "of": "base", "tiers": tiers}],
                },
                "5": {"kind": "settlement", "per": "month", "order": [
                    {"step": "cap", "limit": "EUR 200.00", "per": "quarter", "caps": "malus"},
                    {"step": "round", "to": "0.01"}]},
            },
        }
    )  # fmt: skip


def january(agreement: ck.Agreement, figure: str = "99.95 %") -> ck.Ledger:
    told = facts(agreement, {"figures": {"available": figure}}, "2026-01")
    return ck.settle(agreement, None, None, period="2026-01", told=told)[1]


def facts(agreement: ck.Agreement, data: dict[str, Any], period: str = "2026-02") -> ck.SettlementFacts:
    return ck.SettlementFacts.from_dict(data, agreement=agreement, period=period)


def ahead(agreement: ck.Agreement, data: dict[str, Any], **said: Any) -> tuple[FigureAhead, ck.Forecast]:
    words = {"as_of": HALF, **said}
    words.setdefault("before", None)
    words["before"] = words["before"] or january(agreement)
    found = ck.forecast(agreement, period="2026-02", told=facts(agreement, data), **words)
    (figure,) = found.figures
    return figure, found


class TestDowntime:
    def test_minutes_left_before_each_threshold(self) -> None:
        """0.1 % of 40 320 are 40.32 and 1 % are 403.2 minutes; 30 are gone."""
        figure, _ = ahead(hosting(), {"measured": {"uptime": {"outages": ["30 minutes"]}}})
        assert [(one.at, one.kind, one.left, one.unit) for one in figure.thresholds] == [
            (Q("99.9"), "reach", Q("10.32"), "minutes"),
            (99, "tier", Q("373.2"), "minutes"),
        ]
        assert (figure.downtime, figure.time, figure.passed) == (timedelta(minutes=30), timedelta(days=28), Q(1, 2))

    def test_the_three_ends_and_what_they_pay(self) -> None:
        """So far 20 130 of 20 160; 60 down at this pace, 30 if none more is, 20 190 if all is."""
        figure, found = ahead(hosting(), {"measured": {"uptime": {"outages": ["30 minutes"]}}})
        assert figure.value == 100 * Q(20_130, 20_160)
        assert (figure.expected, figure.best, figure.worst) == (
            100 * Q(40_260, 40_320), 100 * Q(40_290, 40_320), 100 * Q(20_130, 40_320),
        )  # fmt: skip
        assert [str(one) for one in (found.expected, found.best, found.worst)] == [
            "EUR -100.00", "EUR 0.00", "EUR -200.00",
        ]  # fmt: skip
        assert str(found.total) == "EUR 900.00"

    def test_what_is_left_of_the_cap_counts_what_is_expected(self) -> None:
        """January was below the promise and cost EUR 100.00; February is expected to cost as much."""
        agreement = hosting()
        before = january(agreement, "99.5 %")
        _, found = ahead(agreement, {"measured": {"uptime": {"outages": ["30 minutes"]}}}, before=before)
        (cap,) = found.caps
        assert (cap.limit, cap.before, cap.now, cap.left) == (200, 100, 100, 0)

    def test_a_stretch_that_ends_before_the_moment_is_known_up_to_its_end(self) -> None:
        """Told of one week of four: 10 080 minutes, of which 1 % was down."""
        figure, _ = ahead(hosting(), {"figures": {"available": {"2026-02-01..2026-02-07": "99.0 %"}}})
        assert (figure.passed, figure.value, figure.best) == (Q(1, 4), 99, Q("99.75"))
        assert (figure.thresholds[0].left, figure.thresholds[0].is_missed) == (Q("-60.48"), True)
        assert not figure.thresholds[1].is_missed

    def test_without_downtime_all_of_it_is_left(self) -> None:
        figure, _ = ahead(hosting(), {"measured": {"uptime": {"outages": []}}})
        assert [one.left for one in figure.thresholds] == [Q("40.32"), Q("403.2")]

    def test_a_precision_lets_a_little_more_go(self) -> None:
        """99.85 % is compared as 99.9 %: 0.15 % of 40 320 are 60.48 minutes."""
        agreement = hosting(precision={"to": "0.1 %", "mode": "half-up"})
        figure, _ = ahead(agreement, {"measured": {"uptime": {"outages": ["30 minutes"]}}})
        assert figure.thresholds[0].left == Q("30.48")

    def test_where_nothing_is_told_nothing_is_guessed(self) -> None:
        figure, found = ahead(hosting(), {})
        assert (figure.value, figure.best, [one.left for one in figure.thresholds]) == (None, None, [None, None])
        assert any("is not known" in reason for reason in found.reasons)

    def test_after_the_period_the_ends_are_one(self) -> None:
        data = {"measured": {"uptime": {"outages": ["30 minutes"]}}}
        figure, found = ahead(hosting(), data, as_of=datetime(2026, 3, 1, tzinfo=UTC))
        assert figure.expected == figure.best == figure.worst == 100 * Q(40_290, 40_320)
        assert str(found.expected) == "EUR 0.00"
        assert found.expected == found.worst

    def test_before_the_period_nothing_is_known(self) -> None:
        with pytest.raises(PeriodError, match="begins after the moment"):
            ahead(hosting(), {}, as_of=datetime(2026, 1, 31, tzinfo=UTC))


class TestShares:
    def test_misses_left_of_those_that_are_expected(self) -> None:
        """57 of 60 by half of February, so 120 are expected: 6 may fail below 95 %, and 3 did."""
        agreement = hosting("95 %", unit="share", measures="success-rate")
        figure, found = ahead(agreement, {"measured": {"uptime": {"good": "57", "total": "60"}}})
        (reach,) = figure.thresholds
        assert (figure.volume, reach.left, reach.unit) == (120, 3, "misses")
        assert (figure.expected, figure.best, figure.worst) == (95, Q(11_700, 120), Q(5_700, 120))
        assert [str(one) for one in (found.expected, found.worst)] == ["EUR 0.00", "EUR -100.00"]

    def test_who_knows_how_many_come_says_so(self) -> None:
        agreement = hosting("95 %", unit="share", measures="success-rate")
        data = {"measured": {"uptime": {"good": "57", "total": "60"}}}
        figure, _ = ahead(agreement, data, volumes={"available": 80})
        assert (figure.volume, figure.thresholds[0].left) == (80, 1)


class TestLevels:
    def test_a_mark_stands_as_it_is_and_says_how_far_it_is(self) -> None:
        agreement = hosting("at least 7.0", unit="mark", measures="score", scale={"from": 1, "through": 10})
        before = january(agreement, "7.5")
        figure, found = ahead(agreement, {"figures": {"available": "7.4"}}, before=before)
        assert (figure.counted, figure.thresholds[0].left) == ("level", Q("0.4"))
        assert figure.expected == figure.best == figure.worst == Q("7.4")
        assert found.expected == found.worst


def test_a_forecast_is_plain_data() -> None:
    _, found = ahead(hosting(), {"measured": {"uptime": {"outages": ["30 minutes"]}}})
    (figure,) = found.to_dict()["figures"]
    assert (figure["name"], figure["downtime"], figure["counted"]) == ("available", "1800", "downtime")
    assert figure["thresholds"][0] == {
        "at": "99.9", "kind": "reach", "left": "10.32", "unit": "minutes", "is_missed": False,
    }  # fmt: skip
