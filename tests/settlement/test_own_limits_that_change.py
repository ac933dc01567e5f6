"""What an effect keeps under a cap or a smallest amount of its own, when an amendment changes that or takes it away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

import contractkit as ck
from contractkit.settlement.backtest.drawing import Drawing
from contractkit.settlement.backtest.repaying import Repaying

MONTHS = [f"2026-{month:02}" for month in range(1, 13)]
HALF = [{"at": "0 %", "pays": "-100 %"}, {"at": "50 %", "pays": "0 %"}, {"at": "100 %", "pays": "100 %"}]
CAPPED = {"cap": "EUR 30", "on_excess": "carry-forward"}
SMALLEST = {"minimum_issue": {"more_than": "EUR 50", "otherwise": "carry-forward"}}


def curve(**more: Any) -> dict[str, Any]:
    return {"kind": "curve", "of": "fee", "points": HALF, **more}


def agreed(
    pays: Sequence[Mapping[str, Any]],
    amended: Sequence[Mapping[str, Any]] | None = None,
    *,
    on: str = "2026-03-01",
    per: str = "month",
    order: Sequence[Mapping[str, Any]] = (),
    **clauses: Mapping[str, Any],
) -> ck.Agreement:
    """Return EUR 1 000 a month and one target that pays, with other pays from a date on."""
    target = {"kind": "figure-target", "name": "a", "metric": "uptime", "reach": "at least 50 %", "per": "month"}
    contract = {
        "contractkit": 1,
        "document": "contract",
        "id": "W",
        "title": "Own limits",
        "currency": "EUR",
        "zone": "Europe/Amsterdam",
        "parties": {"provider": {"name": "Provider"}, "customer": {"name": "Customer"}},
        "clauses": {
            "1": {"kind": "term", "start": "2026-01-01"},
            "2": {"kind": "fee", "name": "fee", "amount": "EUR 1 000", "per": "month"},
            "3": {
                "kind": "metric",
                "name": "uptime",
                "measures": "availability",
                "precision": "exact",
                "relief": "none",
            },
            "4": {**target, "pays": list(pays)},
            "6": {"kind": "settlement", "per": per, "order": list(order)},
            **{number.removeprefix("c"): clause for number, clause in clauses.items()},
        },
    }
    amendment = {
        "contractkit": 1,
        "document": "amendment",
        "id": "A",
        "title": "Another wording",
        "amends": "W",
        "effective_from": on,
        "signed_on": "2026-01-01",
        "recorded_on": "2026-01-01",
        "changes": [{"clause": "4", "action": "replace", "to": {**target, "pays": list(amended or ())}}],
    }
    return ck.load_agreement(data=[contract] if amended is None else [contract, amendment])


def told_of(agreement: ck.Agreement, period: str, amounts: Mapping[str, int]) -> ck.SettlementFacts:
    """Return figures at which the curve comes to these amounts of EUR 1 000."""
    figures = {dates: f"{50 + amount / 20} %" for dates, amount in amounts.items()}
    return ck.SettlementFacts.from_dict({"figures": {"a": figures}}, agreement=agreement, period=period)


def settled(agreement: ck.Agreement, *amounts: int) -> list[ck.Settlement]:
    ledger, found = ck.Ledger.empty(), []
    for month, amount in zip(MONTHS, amounts, strict=False):
        told = told_of(agreement, month, {month: amount})
        money, ledger = ck.settle(agreement, None, None, period=month, before=ledger, told=told)
        found.append(money)
    return found


def paid(agreement: ck.Agreement, *amounts: int) -> list[float]:
    return [float(money.effects.amount) for money in settled(agreement, *amounts)]


def in_a_back_test(agreement: ck.Agreement, period: str, amounts: Mapping[str, int]) -> tuple[list[float], list[float]]:
    """Return what a back-test finds of the effects in each settlement, and their sum in drawn histories."""
    told = told_of(agreement, period, amounts)
    worked = Repaying(None, agreement.period(period), ck.Ledger.empty(), told).worked(agreement, None)
    exact = [float(sum(entry.amount.amount for entry in one.record.entries)) for one in worked]
    drawn = [round(float(one), 2) for one in Drawing(2, 3, 0.95).sums_of(worked)]
    return exact, drawn


GONE = [
    # 150: 30 are paid, 120 wait; 30 are paid, 90 wait; from March on without a cap: 10 and 90.
    pytest.param([curve(**CAPPED)], [curve()], (-150, 0, -10), [-30, -30, -100], id="a cap that is gone"),
    pytest.param(
        [curve(**CAPPED)],
        [curve(repeat={"multiply_by": 2, "when": "previous-period-failed"})],
        (-150, 0, -10),
        [-30, -30, -100],
        id="a cap that is gone, and a repeat",
    ),
    # The cap still stands: it cuts the 100, and from March on what is above it is no longer kept.
    pytest.param([curve(**CAPPED)], [curve(cap="EUR 30")], (-150, 0, -10, -10), [-30, -30, -30, -10], id="no excess kept"),
    pytest.param([curve(**CAPPED)], [curve(cap="EUR 70")], (150, 0, 10, 10), [30, 30, 70, 10], id="a higher one, a bonus"),
    pytest.param([curve(**SMALLEST)], [curve()], (-20, -20, 0), [0, 0, -40], id="a smallest amount that is gone"),
    pytest.param([curve(**CAPPED)], [curve(**SMALLEST)], (-150, 0, -10), [-30, -30, -100], id="a smallest one instead"),
    pytest.param([curve(**CAPPED)], [], (-150, 0, -10), [-30, -30, -90], id="an effect that is gone"),
    # The first of two goes on as what stood alone before: 100 wait in March, of which 30 are paid, beside 1 of the other.
    pytest.param(
        [curve(**CAPPED)], [curve(**CAPPED), curve(cap="EUR 1")], (-150, 0, -10), [-30, -30, -31], id="another beside it"
    ),
    # Two that are alike: each pays March's 10, and what waited comes in at the first.
    pytest.param([curve(**CAPPED)], [curve(), curve()], (-150, 0, -10), [-30, -30, -110], id="two that are alike"),
    pytest.param(
        [curve(cap="EUR 1"), curve(**CAPPED)], [curve()], (-150, 0, -10), [-31, -30, -100], id="the second one is gone"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("pays", "amended", "amounts", "expected"), GONE)
def test_what_an_effect_kept_is_taken_in_under_the_new_wording(
    pays: list[dict[str, Any]], amended: list[dict[str, Any]], amounts: tuple[int, ...], expected: list[float]
) -> None:
    agreement = agreed(pays, amended)
    assert paid(agreement, *amounts) == expected
    assert {money.status for money in settled(agreement, *amounts)} == {"final"}


@pytest.mark.parametrize(("pays", "amended", "amounts", "expected"), GONE)
def test_a_back_test_and_its_drawn_histories_come_to_the_same(
    pays: list[dict[str, Any]], amended: list[dict[str, Any]], amounts: tuple[int, ...], expected: list[float]
) -> None:
    known = dict(zip(MONTHS, (*amounts, 0)[:4], strict=False))
    period = {3: "2026-Q1", 4: "2026-01-01..2026-04-30"}[len(expected)]
    exact, drawn = in_a_back_test(agreed(pays, amended), period, known)
    assert (exact, drawn) == (expected, [sum(expected)] * 2)


def test_the_line_says_what_waited_and_what_is_not_paid() -> None:
    """In March 90 wait and 10 come up: 30 are paid under the cap, 70 are not."""
    money = settled(agreed([curve(**CAPPED)], [curve(cap="EUR 30")]), -150, 0, -10)[2]
    (says,) = (line.says for line in money.lines if line.kind == "malus")
    assert "EUR -90.00 waited from before; at most EUR 30.00; EUR 70.00 is not paid: EUR -30.00" in says


class TestInsideOfASettlement:
    def test_the_second_half_of_a_month_takes_in_what_the_first_one_kept(self) -> None:
        """January keeps 120. The first 15 of February's 28 days have 15/28 of the cap, 16.07; the rest, 103.93, is owed."""
        agreement = agreed([curve(**CAPPED)], [curve()], on="2026-02-16")
        halves = {"2026-02-01..2026-02-15": 0, "2026-02-16..2026-02-28": 0}
        exact, drawn = in_a_back_test(agreement, "2026-Q1", {"2026-01": -150, **halves, "2026-03": 0})
        assert (exact, drawn) == ([-30, -120, 0], [-150, -150])

    def test_another_effect_from_the_middle_of_a_month_on_takes_in_nothing_twice(self) -> None:
        """The cap has 15.00 in each half of February, as in March 30.00: 90 of the 150 are paid by then."""
        agreement = agreed([curve(**CAPPED)], [curve(**CAPPED), curve(cap="EUR 1")], on="2026-02-15")
        halves = {"2026-02-01..2026-02-14": 0, "2026-02-15..2026-02-28": 0}
        exact, drawn = in_a_back_test(agreement, "2026-Q1", {"2026-01": -150, **halves, "2026-03": 0})
        assert (exact, drawn) == ([-30, -30, -30], [-90, -90])

    def test_a_quarter_that_is_settled_at_once(self) -> None:
        agreement = agreed([curve(**CAPPED)], [curve()], per="quarter")
        exact, drawn = in_a_back_test(agreement, "2026-Q1", {"2026-01": -150, "2026-02": 0, "2026-03": -10})
        assert (exact, drawn) == ([-160], [-160, -160])


class TestASettlementClauseOfItsOwn:
    def test_what_is_left_of_an_effect_that_is_gone_is_owed_in_it(self) -> None:
        own = {"kind": "settlement", "for": ["a"], "per": "month", "order": []}
        assert paid(agreed([curve(**CAPPED)], [], c8=own), -150, 0, -10, 0) == [-30, -30, -90, 0]

    def test_at_the_end_of_its_longer_period(self) -> None:
        """March settles a quarter: 30 for each month, 60 of the 150 wait, and are owed as the second quarter ends."""
        own = {"kind": "settlement", "for": ["a"], "per": "quarter", "order": []}
        agreement, ledger, found = agreed([curve(**CAPPED)], [], on="2026-04-01", c8=own), ck.Ledger.empty(), []
        figures = dict(zip(MONTHS, (-150, *([0] * 11)), strict=True))
        for month in MONTHS[:8]:
            told = told_of(agreement, month, figures)
            money, ledger = ck.settle(agreement, None, None, period=month, before=ledger, told=told)
            found.append(float(money.effects.amount))
        assert found == [0, 0, -90, 0, 0, -60, 0, 0]


def test_an_effect_of_a_metric_that_nothing_is_promised_about_keeps_its_own() -> None:
    """50: 30 are paid and 20 wait; they were lost, as the metric is no target by whose name they could be found."""
    alone = {**curve(**CAPPED), "for": ["uptime"]}
    agreement, ledger, found = agreed([], c5=alone), ck.Ledger.empty(), []
    for month, figure in zip(MONTHS, ("47.5 %", "50 %", "50 %"), strict=False):
        told = ck.SettlementFacts.from_dict({"figures": {"uptime": figure}}, agreement=agreement, period=month)
        money, ledger = ck.settle(agreement, None, None, period=month, before=ledger, told=told)
        found.append(float(money.effects.amount))
    assert found == [-30, -20, 0]


def test_an_effect_that_gives_points_from_now_on_owes_what_it_kept() -> None:
    bands = [{"from": "50 %", "pays": "0 %"}, {"below": "50 %", "pays": "-15 %"}]
    points = [{"from": "50 %", "points": 0}, {"below": "50 %", "points": 2}]
    money = {"kind": "band-effect", "of": "fee", "bands": bands, **CAPPED}
    agreement = agreed([money], [{"kind": "band-effect", "bands": points}])
    assert paid(agreement, -150, 0, -10, 0) == [-30, -30, -90, 0]


class TestEachSite:
    """A target for each site: what a site keeps, and what it used of a cap, is its own."""

    def sites(
        self, own: Mapping[str, str], order: Sequence[Mapping[str, Any]], *months: Mapping[str, int]
    ) -> list[Any]:
        """Return what each site is paid, at 1 000 a month of which a miss of 99.9 % costs 5 %: 50."""
        effect = {"kind": "tier-credit", "of": "fee", "tiers": [{"below": "reach", "credit": "5 %"}], **own}
        target = {"kind": "figure-target", "name": "up", "metric": "uptime", "reach": "at least 99.9 %", "per": "month"}
        clauses = {
            "1": {"kind": "term", "start": "2026-01-01"},
            "2": {"kind": "metric", "name": "uptime", "measures": "availability", "each": "site"},
            "3": {"kind": "fee", "name": "fee", "amount": "EUR 1 000", "per": "month"},
            "4": {**target, "pays": [effect]},
            "6": {"kind": "settlement", "per": "month", "order": list(order)},
        }
        head = {"contractkit": 1, "document": "sla", "id": "S", "title": "Sites", "currency": "EUR", "zone": "UTC"}
        agreement = ck.load_agreement(data={**head, "fields": {"site": ["north", "south"]}, "clauses": clauses})
        ledger, found = ck.Ledger.empty(), []
        for month, minutes in zip(MONTHS, months, strict=False):
            rows = [{"where": {"site": site}, "outages": [f"{many} minutes"]} for site, many in minutes.items()]
            told = ck.SettlementFacts.from_dict({"measured": {"uptime": rows}}, agreement=agreement, period=month)
            money, ledger = ck.settle(agreement, None, None, period=month, before=ledger, told=told)
            found.append([float(line.amount.amount) for line in money.lines if line.kind != "charge"])
        return found

    def test_takes_in_what_it_kept_itself(self) -> None:
        """North: 30 of 50 in January, 20 wait; in February they are paid once, to north."""
        found = self.sites(CAPPED, (), {"north": 90, "south": 0}, {"north": 0, "south": 0}, {"north": 0, "south": 0})
        assert found == [[-30, 0], [-20, 0], [0, 0]]

    def test_also_where_it_was_told_alone(self) -> None:
        """North alone has a line without its name: 30, and 20 wait, which are north's in February."""
        found = self.sites(CAPPED, (), {"north": 90}, {"north": 0, "south": 0}, {"north": 0, "south": 0})
        assert found == [[-30], [-20, 0], [0, 0]]

    def test_is_owed_it_where_nothing_is_told_of_it_any_more(self) -> None:
        found = self.sites(CAPPED, (), {"north": 90, "south": 0}, {"south": 0}, {"south": 0})
        assert found == [[-30, 0], [0, -20], [0]]

    def test_uses_the_limit_of_its_own_year(self) -> None:
        """60 a year each: north 50 in January, so that 10 are left of it in February; south has all of its 50."""
        found = self.sites({"cap": "EUR 60 per year"}, (), {"north": 90, "south": 0}, {"north": 90, "south": 90})
        assert found == [[-50, 0], [-10, -50]]
