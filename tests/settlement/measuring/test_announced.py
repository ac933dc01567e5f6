"""Whether maintenance was announced in time, as the facts tell it. April 2026 has 43 200 minutes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

import contractkit as ck
from contractkit.errors import FactsRejected

APRIL = "2026-04"
# Tuesday 7 April 2026; the window is 22:00 to 24:00, and 50 minutes of the outage lie in it.
OUTAGE = "2026-04-07T21:40Z/2026-04-07T22:50Z"
PLANNED = {"from": "2026-04-07T22:00Z", "to": "2026-04-08T00:00Z"}
WINDOW = {"kind": "maintenance", "name": "planned", "window": {"tue": "22:00-24:00"}, "announced": "5 days"}
RELIEF = {
    "kind": "relief", "name": "planned", "cause": "planned-maintenance", "announced": "5 days",
    "takes_out": "overlapping-time",
}  # fmt: skip
Q = Fraction


def hosting(*clauses: dict[str, Any], **metric: Any) -> ck.Agreement:
    own = {
        "1": {"kind": "term", "start": "2026-01-01"},
        "2": {"kind": "metric", "name": "uptime", "measures": "availability"} | metric,
        "4": {"kind": "figure-target", "name": "available", "metric": "uptime", "reach": "99.85 %", "per": "month"},
    } | {f"3.{number}": clause for number, clause in enumerate(clauses, start=1)}
    head = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Hosting", "currency": "EUR", "zone": "UTC"}
    return ck.load_agreement(data=head | {"clauses": own})


def figure(agreement: ck.Agreement, **measured: Any) -> ck.FigureValue:
    data = {"measured": {"uptime": {"outages": [OUTAGE], **measured}}}
    told = ck.SettlementFacts.from_dict(data, agreement=agreement, period=APRIL)
    assert ck.SettlementFacts.from_dict(told.to_dict(), agreement=agreement, period=APRIL) == told
    (found,) = ck.figures(agreement, told=told, period=APRIL, of="available")
    return found


def share(down: int) -> Fraction:
    return 100 * Q(43_200 - down, 43_200)


class TestWindows:
    @pytest.mark.parametrize(
        ("announced_at", "down"),
        [
            ("2026-04-02T23:59Z", 20),  # the fifth date before: in time
            ("2026-04-03T00:00Z", 70),  # the fourth: too late
            ("never", 70),
        ],
    )
    def test_the_date_of_the_announcement_decides(self, announced_at: str, down: int) -> None:
        """Seventy minutes were down; fifty of them in the window."""
        found = figure(hosting(WINDOW), maintenance=[PLANNED | {"announced_at": announced_at}])
        assert (found.state, found.value) == ("known", share(down))

    def test_without_any_word_of_maintenance_it_is_not_known(self) -> None:
        found = figure(hosting(WINDOW))
        assert (found.value, found.low, found.high) == (None, share(70), share(20))

    def test_maintenance_of_which_nobody_says_when_it_was_announced_is_not_known_either(self) -> None:
        found = figure(hosting(WINDOW), maintenance=[PLANNED])
        assert (found.low, found.high) == (share(70), share(20))

    def test_among_maintenance_that_is_told_what_is_not_there_was_not_announced(self) -> None:
        assert figure(hosting(WINDOW), maintenance=[]).value == share(70)

    def test_only_what_the_announcement_covers_is_excused(self) -> None:
        """Announced until 22:30: thirty minutes of the outage."""
        planned = {"from": "2026-04-07T22:00Z", "to": "2026-04-07T22:30Z", "announced_at": "2026-04-01T09:00Z"}
        assert figure(hosting(WINDOW), maintenance=[planned]).value == share(40)

    def test_announced_twice_is_excused_once(self) -> None:
        planned = PLANNED | {"announced_at": "2026-04-01T09:00Z"}
        assert figure(hosting(WINDOW), maintenance=[planned, planned]).value == share(20)

    def test_outside_of_the_window_an_announcement_helps_nobody(self) -> None:
        """Announced from 21:00 on, and the window opens at 22:00."""
        planned = {"from": "2026-04-07T21:00Z", "to": "2026-04-08T00:00Z", "announced_at": "2026-04-01T09:00Z"}
        assert figure(hosting(WINDOW), maintenance=[planned]).value == share(20)

    def test_where_no_announcement_is_asked_for_none_decides(self) -> None:
        window = {name: value for name, value in WINDOW.items() if name != "announced"}
        late = PLANNED | {"announced_at": "never"}
        assert figure(hosting(window), maintenance=[late]).value == share(20)


class TestRelief:
    def test_announced_maintenance_without_hours_is_relief(self) -> None:
        planned = PLANNED | {"announced_at": "2026-04-01T09:00Z"}
        assert figure(hosting(RELIEF), maintenance=[planned]).value == share(20)
        late = PLANNED | {"announced_at": "2026-04-06T09:00Z"}
        assert figure(hosting(RELIEF), maintenance=[late]).value == share(70)

    def test_what_asks_for_evidence_is_not_sure(self) -> None:
        planned = PLANNED | {"announced_at": "2026-04-01T09:00Z"}
        found = figure(hosting(RELIEF | {"evidence": "required"}), maintenance=[planned])
        assert (found.low, found.high) == (share(70), share(20))

    def test_a_metric_that_takes_no_relief_out_stays_as_it_is(self) -> None:
        planned = PLANNED | {"announced_at": "2026-04-01T09:00Z"}
        assert figure(hosting(RELIEF, relief="none"), maintenance=[planned]).value == share(70)


@pytest.mark.parametrize(
    ("planned", "place"),
    [
        ("tonight", (0,)),
        ({"from": "2026-04-07T22:00Z"}, (0,)),
        (PLANNED | {"announced": "2026-04-01T09:00Z"}, (0, "announced")),
        (PLANNED | {"announced_at": "soon"}, (0, "announced_at")),
        ({"from": "2026-04-08T00:00Z", "to": "2026-04-07T22:00Z"}, (0,)),
    ],
)
def test_maintenance_that_means_nothing_is_told_with_its_form(planned: Any, place: tuple[Any, ...]) -> None:
    data = {"measured": {"uptime": {"outages": [OUTAGE], "maintenance": [planned]}}}
    with pytest.raises(FactsRejected) as rejected:
        ck.SettlementFacts.from_dict(data, agreement=hosting(WINDOW), period=APRIL)
    assert [problem.path[3:] for problem in rejected.value.problems] == [place]
