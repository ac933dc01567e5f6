"""A minimum sample decides about money as it decides about verdicts: with fewer items nothing is paid by the figure.

Four requests of March within four hours each: two were in time, one took ten hours, one is still open in June. So 2 of
4, which is 50 %: below 90 %, a credit of 10 % of EUR 1 000.00.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

import contractkit as ck

JUNE = datetime(2026, 6, 1, tzinfo=UTC)
CREDIT = [{"kind": "tier-credit", "of": "base", "tiers": [{"below": "reach", "credit": "10 %"}]}]
ITEMS = {
    "id": ["1", "2", "3", "4"],
    "opened_at": ["2026-03-02 09:00", "2026-03-03 09:00", "2026-03-04 09:00", "2026-03-05 09:00"],
    "solved_at": ["2026-03-02 10:00", "2026-03-03 10:00", "2026-03-04 19:00", None],
    "late": ["no", "no", "yes", "yes"],
}
FIELDS = {"opened_at": "instant", "solved_at": "instant", "late": "yes-no"}


def on_time(**fields: Any) -> dict[str, Any]:
    target = {"kind": "time-target", "name": "t", "starts": {"field": "opened_at"}, "stops": {"field": "solved_at"}}
    rest = {"within": "4 hours", "calendar": "always", "reach": "90 %", "per": "month", "pays": CREDIT}
    return {"4": {**target, **rest, **fields}}


def on_share(minimum: int) -> dict[str, Any]:
    metric = {"kind": "metric", "name": "m", "measures": "share", "good_when": {"late": "no"}}
    target = {"kind": "figure-target", "name": "g", "metric": "m", "reach": "at least 90 %", "per": "month"}
    return {"4": {**metric, "minimum_sample": minimum}, "5": {**target, "pays": CREDIT}}


def signed(clauses: dict[str, Any]) -> ck.Agreement:
    head = {"contractkit": 1, "document": "contract", "id": "A", "title": "t", "language": "en", "currency": "EUR"}
    parties = {"provider": {"name": "P"}, "customer": {"name": "C"}}
    fee = {"kind": "fee", "name": "base", "amount": "EUR 1 000.00", "per": "month"}
    return ck.load_agreement(
        data={
            **head,
            "zone": "Europe/Amsterdam",
            "parties": parties,
            "fields": FIELDS,
            "clauses": {"1": {"kind": "term", "start": "2026-01-01"}, "2": fee, **clauses},
        }
    )


def facts_of(items: dict[str, list[str | None]]) -> ck.Facts:
    fields = {name: name for name in items if name != "id"}
    mapping = {"contractkit": 1, "document": "mapping", "zone": "Europe/Amsterdam"}
    return ck.Facts.from_frames(items=items, mapping={**mapping, "items": {"id": "id", "fields": fields}})


def settled(clauses: dict[str, Any], items: dict[str, list[str | None]] = ITEMS) -> ck.Settlement:
    agreement, facts = signed(clauses), facts_of(items)
    found, _ = ck.settle(agreement, ck.evaluate(agreement, facts, as_of=JUNE), facts, period="2026-03")
    return found


@pytest.mark.parametrize(("minimum", "total"), [(4, "900.00"), (5, "1000.00"), (100, "1000.00")])
def test_with_fewer_items_than_decide_no_credit_is_given(minimum: int, total: str) -> None:
    for clauses in (on_time(minimum_sample=minimum), on_share(minimum)):
        found = settled(clauses)
        assert (str(found.total.amount), found.status) == (total, "final")


def test_the_line_says_that_nothing_is_decided() -> None:
    says = settled(on_time(minimum_sample=5)).lines[-1].says
    assert str(says) == ("t, 2026-03: 2 of 4 in time = 50.00 %; nothing is decided with fewer than 5, so no effect")


def test_a_bonus_is_not_given_either() -> None:
    points = [{"at": "40 %", "pays": "5 %"}, {"at": "95 %", "pays": "10 %"}]
    bonus = [{"kind": "curve", "of": "base", "points": points}]
    assert str(settled(on_time(minimum_sample=5, pays=bonus)).total.amount) == "1000.00"


def test_what_is_paid_for_each_item_stays() -> None:
    """Each item has a verdict of its own, however few there are: two late ones at EUR 25.00."""
    each = [{"kind": "per-item", "verdict": "breached", "pays": "-EUR 25.00"}]
    assert str(settled(on_time(minimum_sample=5, pays=each)).total.amount) == "950.00"


def test_an_item_that_may_not_count_may_leave_too_few() -> None:
    """Of the fourth nobody knows when it was opened: with it four items decide, without it three do not."""
    items = {**ITEMS, "opened_at": [*ITEMS["opened_at"][:3], "2026-03-05 09:00"], "late": ["no", "no", "yes", None]}
    found = settled(on_share(4), items)
    assert (found.low, found.high) != (None, None)
    assert found.low is not None
    assert found.high is not None
    assert (str(found.low.amount), str(found.high.amount)) == ("900.00", "1000.00")


def test_nothing_can_be_lost_by_a_figure_that_decides_nothing() -> None:
    for clauses, lost in ((on_time(minimum_sample=5), 0), (on_time(minimum_sample=4), -100), (on_share(5), 0)):
        agreement, facts = signed(clauses), facts_of(ITEMS)
        evaluation = ck.evaluate(agreement, facts, as_of=JUNE)
        found = ck.exposure(agreement, evaluation, facts, period="2026-03")
        assert found.at_risk == ck.Money(lost, "EUR")


def test_a_back_test_draws_no_credit_from_too_few() -> None:
    agreement, facts = signed(on_time(minimum_sample=5)), facts_of(ITEMS)
    evaluation = ck.evaluate(agreement, facts, as_of=JUNE)
    drawn = ck.backtest(agreement, evaluation, facts, [], period="2026-03", resamples=200, seed=1).signed
    assert str(drawn.total) == "EUR 1 000.00"
    assert drawn.interval is not None
    assert (drawn.interval.low, drawn.interval.high) == (ck.Money(0, "EUR"), ck.Money(0, "EUR"))
