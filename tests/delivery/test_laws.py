"""Laws of a delivery: the order of rows changes nothing, months make the period, and worth is kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import contractkit as ck
from contractkit.quantities.money import Money

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CLAUSES = {
    "8.2": {"kind": "favours", "at_most": "1 hour per month", "told_within": "5 business days", "calendar": "office"},
    "8.3": {"kind": "quote", "within": "2 business days", "calendar": "office", "silence": "refused"},
}
DAYS = st.dates(date(2025, 12, 29), date(2026, 4, 2))
ITEMS = [f"T-{n}" for n in range(6)]


def moment(day: date, hour: int) -> datetime:
    """Return an hour of a date in Amsterdam."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=AMSTERDAM)


@st.composite
def scenes(draw: Any) -> tuple[list[Any], dict[str, list[Any]]]:
    """Return items, and what was told of them."""
    rows = [
        (
            item,
            draw(st.sampled_from(["mail", "fax"])),
            draw(st.sampled_from(["spam", "phone", "printer", "move"])),
            f"{draw(DAYS)} {draw(st.sampled_from(['00:00', '09:00', '16:59', '23:59']))}",
            None,
        )
        for item in draw(st.lists(st.sampled_from(ITEMS), min_size=1, unique=True))
    ]
    item, day, hour = st.sampled_from(ITEMS), DAYS, st.integers(0, 23)
    told = {
        "work": st.builds(ck.WorkDone, item, st.integers(0, 300).map(lambda m: timedelta(minutes=m)), day),
        "favours": st.builds(
            ck.Favour, st.sampled_from("abc"), day, item=st.none() | item, time=st.just(timedelta(minutes=30))
        ),
        "decisions": st.builds(
            ck.GreyDecision,
            item,
            st.sampled_from(["in", "priced", "favour", "refused"]),
            day,
            st.sampled_from(["for-all", "once"]),
        ),
        "told": st.builds(
            ck.CustomerTold, st.sampled_from(["warning", "grey", "favour"]), item, st.builds(moment, day, hour)
        ),
        "quotes": st.builds(
            ck.QuoteSent,
            item,
            st.builds(moment, day, hour),
            st.integers(1, 99).map(lambda n: Money(Decimal(n), "EUR")),
        ),
    }
    return rows, {name: draw(st.lists(one, max_size=4)) for name, one in told.items()}


def known(worth: Money | None) -> Decimal:
    """Return an amount, and nought where it is not known."""
    return Decimal(0) if worth is None else worth.amount


@pytest.mark.parametrize("period", ["2026-Q1"])
class TestLaws:
    """Whatever was told."""

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(scene=scenes(), order=st.randoms(use_true_random=False))
    def test_the_order_of_rows_changes_nothing(self, deliver: Any, period: str, scene: Any, order: Any) -> None:
        rows, told = scene
        shuffled = {name: order.sample(values, len(values)) for name, values in told.items()}
        records = [deliver(rows, clauses=CLAUSES, period=period, **one).to_dict() for one in (told, shuffled)]
        assert records[0] == records[1]

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(scene=scenes())
    def test_months_make_the_period_and_worth_is_kept(self, deliver: Any, period: str, scene: Any) -> None:
        rows, told = scene
        found = deliver(rows, clauses=CLAUSES, period=period, **told)
        for line in found.services:
            own = [one for one in found.months if one.service == line.service]
            for name in ("items", "outside", "unpriced"):
                assert sum(getattr(one, name) for one in own) == getattr(line, name)
            assert sum(known(one.worth) for one in own) == known(line.worth)
            assert (line.worth is None) == (bool(line.why_unpriced) and not known(line.worth))
        free = [one for one in found.outside if one.accepted is None]
        assert known(found.worth) == sum(known(one.worth.amount) for one in free)
        assert (found.worth is None) == (bool(found.why_unpriced) and not known(found.worth))
        assert found.unpriced == sum(one.worth.amount is None for one in free)
        assert len(found.outside) == sum(one.outside for one in found.services)

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(scene=scenes())
    def test_every_grey_item_of_the_period_is_in_the_register(self, deliver: Any, period: str, scene: Any) -> None:
        rows, told = scene
        found = deliver(rows, clauses=CLAUSES, period=period, **told)
        opened = {one.item for one in found.outside if one.scope == "grey"}
        assert opened <= {one.item.item for one in found.grey}
