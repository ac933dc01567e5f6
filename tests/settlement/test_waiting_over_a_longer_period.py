"""A settlement clause for some targets over a longer period than the others: until that ends, none of its steps does anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

import contractkit as ck
from contractkit.settlement.backtest.drawing import Drawing
from contractkit.settlement.backtest.repaying import Repaying

HEAD = """
contractkit: 1
document: sla
id: S-1
title: Desk
currency: EUR
zone: Europe/Amsterdam
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: fee, amount: EUR 1 000, per: month}
  "3": {kind: metric, name: at-a, measures: availability, relief: none}
  "4": {kind: metric, name: at-b, measures: availability, relief: none}
  "5": {kind: figure-target, name: a, metric: at-a, reach: 50 %, per: month, pays: [{CURVE}]}
  "6": {kind: figure-target, name: b, metric: at-b, reach: 50 %, per: month, pays: [{OWN CURVE}]}
"""
CURVE = "kind: curve, of: fee, points: [{at: 0 %, pays: -100 %}, {at: 50 %, pays: 0 %}, {at: 100 %, pays: 100 %}]"
"""Of the fee of EUR 1 000: 50 % costs nothing, and each 0.05 % less or more is EUR 1."""

ROUND = "{step: round, to: 0.01}"
AT_MOST_50 = "{step: cap, limit: EUR 50, per: quarter, caps: malus, on_excess: carry-forward}"
WON_BACK = "{step: earn-back, when: {target: b, verdict: met}, returns: 50 %}"
TOO_LITTLE = "{step: minimum-issue, more_than: EUR 25, otherwise: carry-forward}"
AMENDMENT = """
contractkit: 1
document: amendment
id: A-1
title: More
amends: S-1
effective_from: FROM
signed_on: 2026-01-01
recorded_on: 2026-01-01
changes:
"""
MORE = '{clause: "2", action: change, fields: {amount: {was: EUR 1 000, becomes: EUR 2 000}}}'
QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")


def agreed(general: str, own: str | None = None, limits: str = "") -> ck.Agreement:
    """Return the agreement with its settlement clause, and with one for target b alone."""
    text = HEAD.replace("OWN CURVE", CURVE + limits).replace("CURVE", CURVE)
    text += f'  "9": {{kind: settlement, {general}}}\n'
    return ck.load_agreement(text=text if own is None else f'{text}  "10": {{kind: settlement, for: [b], {own}}}\n')


def monthly(own: str, per: str = "quarter", limits: str = "", holds: str = "") -> ck.Agreement:
    """Return what is settled month by month, and target b by steps of its own over a longer period."""
    dates = f", holds: {{{holds}}}" if holds else ""
    return agreed(f"per: month, order: [{ROUND}]", f"per: {per}, order: [{own}]{dates}", limits)


def amended(folder: Path, own: str, amendment: str) -> ck.Agreement:
    """Return what `monthly` returns, with an amendment to it."""
    text = HEAD.replace("OWN CURVE", CURVE).replace("CURVE", CURVE)
    text += f'  "9": {{kind: settlement, per: month, order: [{ROUND}]}}\n'
    text += f'  "10": {{kind: settlement, for: [b], per: quarter, order: [{own}]}}\n'
    (folder / "sla.yaml").write_text(text, encoding="utf-8")
    (folder / "more.yaml").write_text(amendment, encoding="utf-8")
    return ck.load_agreement(folder)


def months(many: int) -> list[str]:
    return [f"{2026 + number // 12}-{number % 12 + 1:02d}" for number in range(many)]


def told(agreement: ck.Agreement, period: str, sums: Sequence[float]) -> ck.SettlementFacts:
    """Return the facts under which b comes to these sums, month after month from January 2026 on, and a to nothing."""
    named = dict(zip(months(len(sums)), sums, strict=True))
    figures = {"a": dict.fromkeys(named, "50 %"), "b": {month: f"{50 + one / 20} %" for month, one in named.items()}}
    return ck.SettlementFacts.from_dict({"figures": figures}, agreement=agreement, period=period)


def settled(
    agreement: ck.Agreement, sums: Sequence[float], periods: Iterable[str] | None = None
) -> tuple[dict[str, str], ck.Ledger]:
    """Return what effects came to in each settlement in which they came to anything, each with the stored ledger."""
    found, ledger = {}, ck.Ledger.empty()
    for period in periods or months(len(sums)):
        facts = told(agreement, period, sums)
        money, ledger = ck.settle(agreement, None, None, period=period, told=facts, before=ledger)
        assert money.status == "final"
        ledger = ck.Ledger.from_dict(ledger.to_dict())
        if money.effects.amount:
            found[period] = f"{money.effects.amount:.2f}"
    return found, ledger


class TestACapOfAQuarter:
    def test_what_waits_is_paid_once(self) -> None:
        """60 in the first quarter: 50 are paid, and the 10 that wait in June."""
        found, ledger = settled(monthly(AT_MOST_50), [-30, -30, 0, *[0] * 9])
        assert found == {"2026-03": "-50.00", "2026-06": "-10.00"}
        waits = [sum(one.amount for one in record.carried) for record in ledger.governing]
        assert waits == [0, 0, -10, -10, -10, *[0] * 7]

    def test_no_quarter_exceeds_its_limit(self) -> None:
        """250 in January at 50 a quarter last for five quarters."""
        found, _ = settled(monthly(AT_MOST_50), [-250, *[0] * 17])
        assert found == dict.fromkeys(("2026-03", "2026-06", "2026-09", "2026-12", "2027-03"), "-50.00")

    def test_a_month_that_is_settled_anew_hands_on_what_waits(self) -> None:
        """40 in each month of the first quarter: 50 are paid and 70 wait.

        April is settled anew after May, and then May, as it rests on April. June pays 50 of the 70, September 20.
        """
        agreement, ledger, found = monthly(AT_MOST_50), ck.Ledger.empty(), []
        sums = [-40, -40, -40, *[0] * 6]
        for month in (*months(5), "2026-04", "2026-05", *months(9)[5:]):
            facts = told(agreement, month, sums)
            money, ledger = ck.settle(agreement, None, None, period=month, told=facts, before=ledger)
            assert money.status == "final"
            found.append(float(money.effects.amount))
        assert found == [0, 0, -50, 0, 0, 0, 0, -50, 0, 0, -20]

    def test_the_month_in_which_an_amendment_begins_hands_on_too(self, tmp_path: Path) -> None:
        """An amendment raises the fee from 11 May on: b comes to nothing in May, and to nothing in each of its parts."""
        amendment = AMENDMENT.replace("FROM", "2026-05-11") + "  - " + MORE
        found, _ = settled(amended(tmp_path, AT_MOST_50, amendment), [-30, -30, 0, *[0] * 3])
        assert found == {"2026-03": "-50.00", "2026-06": "-10.00"}


class TestWhatIsWonBack:
    SUMS = (-80, -80, -80, *[10] * 9)

    def test_it_is_won_back_when_the_quarter_ends(self) -> None:
        """Nothing comes back in the first quarter.

        In the second half of 240 for April, of 120 for May, of 60 for June: 210, beside a bonus of 30. In the third 15 + 7.50 + 3.75 of the 30 that are open, in the last one of 3.75
        1.875 + 0.9375 + 0.46875 = 3.28125.
        """
        found, _ = settled(monthly(WON_BACK), self.SUMS)
        assert found == {"2026-03": "-240.00", "2026-06": "240.00", "2026-09": "56.25", "2026-12": "33.28"}

    def test_as_if_it_were_the_only_clause(self) -> None:
        found, _ = settled(agreed(f"per: quarter, order: [{WON_BACK}]"), self.SUMS, QUARTERS)
        assert found == {"2026-Q1": "-240.00", "2026-Q2": "240.00", "2026-Q3": "56.25", "2026-Q4": "33.28"}


@pytest.mark.parametrize("own", [AT_MOST_50, WON_BACK, TOO_LITTLE, f"{WON_BACK}, {AT_MOST_50}, {TOO_LITTLE}"])
@pytest.mark.parametrize(
    "sums", [(-30, -30, 0, -10, 0, 20, 0, -5, 0, 0, 0, 0), (-8, 0, 4, -12, 0, 0, -40, -90, 10, 0, 12, 0)]
)
def test_months_through_a_stored_ledger_come_to_the_same_as_the_clause_alone(own: str, sums: tuple[int, ...]) -> None:
    by_month, _ = settled(monthly(own), sums)
    by_quarter, _ = settled(agreed(f"per: quarter, order: [{own}]"), sums, QUARTERS)
    last = dict(zip(QUARTERS, ("2026-03", "2026-06", "2026-09", "2026-12"), strict=True))
    assert by_month == {last[quarter]: amount for quarter, amount in by_quarter.items()}


def test_a_year_in_a_monthly_settlement() -> None:
    """70 in January 2026, at most 50 a year: 20 wait for the end of 2027."""
    found, _ = settled(monthly(AT_MOST_50.replace("per: quarter", "per: year"), "year"), [-70, *[0] * 23])
    assert found == {"2026-12": "-50.00", "2027-12": "-20.00"}


def test_a_year_in_a_quarterly_settlement() -> None:
    """The same where everything else is settled per quarter."""
    own = f"per: year, order: [{AT_MOST_50.replace('per: quarter', 'per: year')}]"
    periods = [f"{year}-Q{number}" for year in (2026, 2027) for number in (1, 2, 3, 4)]
    found, _ = settled(agreed(f"per: quarter, order: [{ROUND}]", own), [-70, *[0] * 23], periods)
    assert found == {"2026-Q4": "-50.00", "2027-Q4": "-20.00"}


def test_small_amounts_wait_from_one_quarter_to_the_next() -> None:
    """10 and 10 are too little in March; with 10 of April 30 are paid in June. The 30 of July are paid in September."""
    found, ledger = settled(monthly(TOO_LITTLE), [-10, -10, 0, -10, 0, 0, -30, 0, 0, 0, 0, 0])
    assert found == {"2026-06": "-30.00", "2026-09": "-30.00"}
    assert [sum(one.amount for one in record.carried) for record in ledger.governing[2:6]] == [-20, -20, -20, 0]


OWN_LIMIT = ", cap: EUR 20, on_excess: carry-forward"


def test_what_an_effect_keeps_for_itself_waits_with_it() -> None:
    """At most 20 a month: of 50 in March 20 are paid with the first quarter, 20 of April and 10 of May in June."""
    found, ledger = settled(monthly(ROUND, limits=OWN_LIMIT), [0, 0, -50, *[0] * 9])
    assert found == {"2026-03": "-20.00", "2026-06": "-30.00"}
    assert [sum(one.amount for one in record.carried) for record in ledger.governing[2:6]] == [-30, -30, -30, 0]


@pytest.mark.parametrize(
    ("own", "limits", "sums", "expected"),
    [
        (AT_MOST_50, "", (-30, -30, 0, *[0] * 9), {3: -50, 6: -10}),
        (AT_MOST_50, "", (-250, *[0] * 11), {3: -50, 6: -50, 9: -50, 12: -50}),
        (WON_BACK, "", TestWhatIsWonBack.SUMS, {3: -240, 6: 240, 9: 56.25, 12: 33.28125}),
        (TOO_LITTLE, "", (-10, -10, 0, -10, 0, 0, -30, 0, 0, 0, 0, 0), {6: -30, 9: -30}),
        (ROUND, OWN_LIMIT, (0, 0, -50, *[0] * 9), {3: -20, 6: -30}),
        (ROUND, ", cap: EUR 50 per quarter", (-30, -30, -30, 0, -10, -10, -60, *[0] * 5), {3: -50, 6: -20, 9: -50}),
    ],
)
def test_so_does_a_back_test(own: str, limits: str, sums: tuple[int, ...], expected: dict[int, float]) -> None:
    """Exactly, month by month; and in drawn histories, in which nothing is counted here, so that all are the same."""
    agreement = monthly(own, limits=limits)
    worked = Repaying(None, agreement.period("2026"), ck.Ledger.empty(), told(agreement, "2026", sums)).worked(
        agreement, None
    )
    assert [round(float(one.record.total.amount) - 1000, 2) for one in worked] == [
        round(expected.get(month, 0), 2) for month in range(1, 13)
    ]
    drawn = Drawing(2, 3, 0.95).sums_of(worked)
    assert [round(float(one), 5) for one in drawn] == [sum(expected.values())] * 2


def test_a_back_test_that_begins_inside_a_quarter_finds_what_waits() -> None:
    """The first half of a year that begins with what the first quarter left: nothing in April and May, 10 in June."""
    agreement, sums = monthly(AT_MOST_50), (-30, -30, 0, 0, 0, 0)
    _, ledger = settled(agreement, sums, months(4))
    worked = Repaying(
        None, agreement.period("2026-05-01..2026-06-30"), ledger, told(agreement, "2026-05-01..2026-06-30", sums)
    ).worked(agreement, None)
    assert [round(float(one.record.total.amount) - 1000, 2) for one in worked] == [0, -10]
    assert [round(float(one), 2) for one in Drawing(2, 3, 0.95).sums_of(worked)] == [-10, -10]


class TestTheDatesOfTheClause:
    """The clause settles the quarters that end on its dates, the other one what is left month by month."""

    def test_it_begins_inside_of_a_quarter(self) -> None:
        """The second quarter ends on its dates: April waits for June, and is not paid in April besides."""
        found, _ = settled(monthly(ROUND, holds="from: 2026-05-01"), [-10] * 9)
        assert found == {**dict.fromkeys(months(3), "-10.00"), "2026-06": "-30.00", "2026-09": "-30.00"}

    def test_it_ends_inside_of_a_quarter(self) -> None:
        """The second quarter does not: each of its months is paid as it ends, and April not left out."""
        found, _ = settled(monthly(ROUND, holds="through: 2026-05-15"), [-10] * 9)
        assert found == {"2026-03": "-30.00", **dict.fromkeys(months(9)[3:], "-10.00")}

    def test_what_it_kept_is_owed_when_its_dates_are_over(self) -> None:
        """80 a month: 240 and 240, of which 50 and 50 are paid. July pays its own 80, and the 380 that wait."""
        agreement = monthly(AT_MOST_50, holds="through: 2026-06-30")
        found, _ = settled(agreement, [-80] * 8)
        assert found == {"2026-03": "-50.00", "2026-06": "-50.00", "2026-07": "-460.00", "2026-08": "-80.00"}
        year = told(agreement, "2026", [-80] * 8 + [0] * 4)
        worked = Repaying(None, agreement.period("2026"), ck.Ledger.empty(), year).worked(agreement, None)
        assert [float(one.record.total.amount) - 1000 for one in worked][:8] == [0, 0, -50, 0, 0, -50, -460, -80]
        assert list(Drawing(2, 3, 0.95).sums_of(worked)) == [-640] * 2


class TestAnAmendmentOfTheClause:
    GONE = '{clause: "10", action: remove}'

    def test_the_clause_is_gone_from_a_quarter_on(self, tmp_path: Path) -> None:
        """As where its dates are over: 380 wait, and July pays them."""
        agreement = amended(tmp_path, AT_MOST_50, f"{AMENDMENT.replace('FROM', '2026-07-01')}  - {self.GONE}\n")
        found, _ = settled(agreement, [-80] * 8)
        assert found == {"2026-03": "-50.00", "2026-06": "-50.00", "2026-07": "-460.00", "2026-08": "-80.00"}

    def test_another_limit_holds_for_the_quarter_that_it_ends(self, tmp_path: Path) -> None:
        """30 in each quarter: 20 of them from the second quarter on, whose cap the amendment of May lowered."""
        less = AT_MOST_50.replace("50", "20")
        change = f'{{clause: "10", action: change, fields: {{order: {{was: [{AT_MOST_50}], becomes: [{less}]}}}}}}'
        agreement = amended(tmp_path, AT_MOST_50, f"{AMENDMENT.replace('FROM', '2026-05-01')}  - {change}\n")
        found, _ = settled(agreement, [-10] * 6)
        assert found == {"2026-03": "-30.00", "2026-06": "-20.00"}

    @pytest.mark.parametrize(
        ("change", "window", "settles"),
        [
            (GONE, "2026-Q2", ("2026-03", "2026-07")),
            ('{clause: "10", action: change, fields: {for: {was: [b], becomes: [a, b]}}}', "2026-Q2", ("2026-03", "2026-07")),
            ('{clause: "10", action: change, fields: {per: {was: quarter, becomes: month}}}', "2026-Q2", ("2026-03", "2026-07")),
            ('{clause: "10", action: change, fields: {per: {was: quarter, becomes: year}}}', "2026", ("2026-03", "2027-01")),
        ],
    )  # fmt: skip
    def test_inside_of_a_quarter_it_is_refused(
        self, change: str, window: str, settles: tuple[str, str], tmp_path: Path
    ) -> None:
        """April was settled otherwise than June will be: nobody wrote where its effects and what waits belong."""
        agreement = amended(tmp_path, ROUND, f"{AMENDMENT.replace('FROM', '2026-05-01')}  - {change}\n")
        sums = [-10] * 15
        for month in settles:
            ck.settle(agreement, None, None, period=month, told=told(agreement, month, sums))
        for month in ("2026-05", "2026-06"):
            with pytest.raises(ck.NotComputedError, match=f"S-1/10.* inside of {window}; let the amendment begin on"):
                ck.settle(agreement, None, None, period=month, told=told(agreement, month, sums))


def test_the_forward_view_counts_neither_what_waits_nor_what_others_paid() -> None:
    """At most EUR 100 a year for all but b. Of b 50 were paid in March and 10 wait: in April 100 of the year are left.

    With 40 of a in April 60 are left, and April comes to these 40.
    """
    year = "{step: cap, limit: EUR 100, per: year, caps: malus}"
    agreement = agreed(f"per: month, order: [{year}, {ROUND}]", f"per: quarter, order: [{AT_MOST_50}]")
    _, ledger = settled(agreement, [-30, -30, 0])
    figures = {"a": {"2026-04": "48 %"}, "b": dict.fromkeys(months(6), "50 %")}
    april = ck.SettlementFacts.from_dict({"figures": figures}, agreement=agreement, period="2026-04")
    ahead = ck.forecast(
        agreement, period="2026-04", before=ledger, told=april, as_of=datetime(2026, 5, 1, 12, tzinfo=UTC)
    )
    assert [(one.side, one.before, one.now, one.left) for one in ahead.caps] == [("malus", 0, 40, 60)]
    assert str(ahead.expected.amount) == "-40.00"


class TestWhatIsNotKnownYet:
    """Nobody told b of February: 30 in January, so that up to 20 of February's may be paid, and what is above waits."""

    @staticmethod
    def run(months_settled: Sequence[str], figures: dict[str, str], ledger: ck.Ledger) -> tuple[list[str], ck.Ledger]:
        agreement, found = monthly(AT_MOST_50), []
        known = {"figures": {"a": dict.fromkeys(months(12), "50 %"), "b": figures}}
        for month in months_settled:
            facts = ck.SettlementFacts.from_dict(known, agreement=agreement, period=month)
            money, ledger = ck.settle(agreement, None, None, period=month, told=facts, before=ledger)
            found.append(money.status)
        return found, ledger

    def test_the_months_in_which_the_clause_settles_nothing_are_final(self) -> None:
        every = {"2026-01": "48.5 %", **dict.fromkeys(months(12)[2:], "50 %")}
        found, _ = self.run(months(6), every, ck.Ledger.empty())
        assert found == ["final", "final", "provisional", "final", "final", "provisional"]

    def test_a_quarter_that_is_worked_out_at_once_needs_none_of_its_own_months(self) -> None:
        every = {"2026-01": "48.5 %", "2026-02": "48.5 %", **dict.fromkeys(months(12)[2:], "50 %")}
        found, ledger = self.run(["2026-01", "2026-02", "2026-03", "2026-06"], every, ck.Ledger.empty())
        assert found == ["final"] * 4
        assert ledger.governing[-1].total.amount == 990

    def test_but_it_needs_the_quarter_before(self) -> None:
        every = {"2026-01": "48.5 %", "2026-02": "48.5 %", **dict.fromkeys(months(12)[2:], "50 %")}
        assert self.run(["2026-06"], every, ck.Ledger.empty())[0] == ["provisional"]
        assert self.run(["2026-04", "2026-05", "2026-06"], every, ck.Ledger.empty())[0] == [
            "final",
            "final",
            "provisional",
        ]
