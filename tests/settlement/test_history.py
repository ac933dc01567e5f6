"""What can be asked of earlier settlements."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from contractkit.errors import UsageError
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.settlement import Ledger, LedgerEntry, SettledPeriod
from contractkit.settlement.remembered import (
    Carried,
    PaidClaim,
    SettledFigure,
    SettledPoints,
    ToldStretch,
    WonBack,
)

JAN, FEB, MAR = (Period.parse(f"2026-0{number}") for number in (1, 2, 3))
NOTHING = Money("0", "EUR")
APRIL = date(2026, 4, 1)


def malus(period: Period, amount: str, **more: object) -> LedgerEntry:
    return LedgerEntry(f"x {period.label}", "x", "C/4", period.last, "malus", Money(amount, "EUR"), **more)


def whole() -> Ledger:
    """Return a ledger of three months in which everything stands once."""
    january = SettledPeriod(
        JAN,
        "final",
        Money("900", "EUR"),
        (malus(JAN, "-100", earned=Fraction(-130), level="gold", service="mail"),),
        figures=(SettledFigure("C/4", JAN, "breached", Fraction(97), "%", name="x"),),
        points=(SettledPoints("p", "x", JAN.last, Fraction(3)),),
        charged={"charges": Fraction(1000), "fee": Fraction(2000, 3)},
        carried=(Carried("x 2026-01", 0, "cap", Fraction(-30), JAN.last, "x", "C/4", "gold", "mail"),),
        baselines={"mail": Decimal(110)},
    )
    february = SettledPeriod(
        FEB,
        "agreed",
        Money("1060", "EUR"),
        figures=(SettledFigure("C/4", FEB, "met", Fraction(100), "%", name="x"),),
        charged={"charges": Fraction(1000)},
        won_back=(WonBack("x 2026-01", JAN.last, Fraction(60), FEB.last),),
        known_at=date(2026, 3, 5),
        digest="ab",
    )
    march = SettledPeriod(MAR, "provisional", NOTHING, points=(SettledPoints("p", "y", MAR.last, Fraction(2)),))
    ledger = Ledger.empty()
    for record in (january, february, march):
        ledger = ledger.with_period("C", record)
    ledger = ledger.with_claims("C", [PaidClaim("fire", date(2026, 2, 3), "provider", Fraction(5), "intent")])
    return ledger.with_told_history(
        ToldStretch(
            date(2025, 10, 1), date(2026, 1, 1), Fraction(7), None, {"charges": Fraction(300)}, "the old system"
        )
    )


class TestLedger:
    def test_through_json_and_back_nothing_is_lost(self):
        """Every kind of record there is."""
        ledger = whole()
        assert Ledger.from_dict(json.loads(json.dumps(ledger.to_dict()))) == ledger

    def test_one_of_the_first_version_is_read(self):
        """It had entries and nothing else."""
        data = whole().to_dict()
        old = {"kind": "ledger", "version": 1, "agreement": "C", "settled": []}
        plain = ("period", "start", "end", "status", "total", "currency")
        old["settled"] = [{**{name: one[name] for name in plain}, "entries": []} for one in data["settled"]]
        assert [one.period for one in Ledger.from_dict(old).settled] == [JAN, FEB, MAR]

    def test_a_status_can_be_set_of_what_was_settled_only(self):
        """The digest stays where none is given."""
        ledger = whole().with_status(FEB, "final")
        assert (ledger.record_of(FEB).status, ledger.record_of(FEB).digest) == ("final", "ab")
        with pytest.raises(UsageError, match="2026-04 is not in the ledger"):
            ledger.with_status(Period.parse("2026-04"), "final")

    def test_told_history_shares_no_date_with_what_is_known(self):
        """Neither with a settlement nor with another told stretch."""
        for start, end in ((date(2026, 1, 31), APRIL), (date(2025, 12, 31), date(2026, 1, 1))):
            with pytest.raises(UsageError, match="shares dates"):
                whole().with_told_history(ToldStretch(start, end))


class TestHistory:
    def test_figures_and_verdicts_are_found_by_name_or_id_in_exactly_their_period(self):
        """January was breached; a quarter is another period."""
        ledger = whole()
        assert (ledger.verdict_of("x", JAN), ledger.verdict_of("C/4", FEB)) == ("breached", "met")
        assert ledger.verdict_of("x", Period.parse("2026-Q1")) is None
        assert [one.value for one in ledger.figures("x", date(2026, 2, 1))] == [97]

    def test_charges_are_known_only_where_all_dates_are(self):
        """March has none, and the fee only January; what was told counts."""
        ledger = whole()
        assert ledger.charged("charges", date(2025, 10, 1), date(2026, 3, 1)) == 2300
        assert ledger.charged("charges", date(2026, 1, 1), APRIL) is None
        assert ledger.charged("fee", JAN.start, JAN.end) == Fraction(2000, 3)
        assert ledger.charged("charges", date(2026, 1, 15), JAN.end) is None

    def test_points_and_what_came_up_before_caps(self):
        """130 of which 100 were paid; three points of x and five in all."""
        ledger = whole()
        assert ledger.points("x", JAN.start, APRIL) == 3
        assert ledger.points("", JAN.start, APRIL) == 5
        assert ledger.came_to("malus", JAN.start, APRIL) == 130
        assert ledger.came_to("malus", JAN.start, APRIL, ["y"]) == 0

    def test_what_was_won_back_is_no_longer_open(self):
        """100 less 60, from March on; before February nothing had come back."""
        (credit,) = whole().open_credits(MAR.start)
        assert (credit.open, credit.period) == (40, JAN)
        assert [one.open for one in whole().open_credits(FEB.start)] == [100]
        assert whole().open_credits(MAR.start, since=date(2026, 2, 1)) == ()

    def test_only_the_last_settlement_before_says_what_waits(self):
        """January kept 30 for February; February kept nothing for March."""
        assert [one.amount for one in whole().carried(FEB.start)] == [-30]
        assert whole().carried(MAR.start) == ()
        assert Ledger.empty().carried(FEB.start) == ()

    def test_a_baseline_stays_until_it_moves_again(self):
        """Moved in January; nobody knows of another service."""
        assert whole().baseline("mail", APRIL) == 110
        assert whole().baseline("mail", JAN.start) is None
        assert whole().baseline("desk", APRIL) is None

    def test_a_baseline_is_not_known_behind_a_period_that_nobody_settled(self):
        """May may have moved it again."""
        assert whole().baseline("mail", date(2026, 6, 1)) is None

    def test_what_was_told_covers_its_dates_for_the_side_that_it_speaks_of(self):
        """Maluses of the last quarter of 2025 are told, bonuses are not."""
        ledger, start = whole(), date(2025, 10, 1)
        assert ledger.missing(start, APRIL, "malus") == ()
        assert ledger.missing(start, APRIL, "bonus") == ((start, JAN.start),)
        assert ledger.missing(start, APRIL) == ((start, JAN.start),)
        assert ledger.used("malus", Period(start, APRIL, "half a year"), APRIL) == 107
