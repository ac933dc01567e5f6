"""How numbers, shares, amounts, instants and durations are written, and that no language lacks a word."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from contractkit.errors import UsageError
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.statements.wording import language
from contractkit.statements.wording.en import ENGLISH
from contractkit.statements.wording.nl import DUTCH

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


class TestShare:
    """A share keeps to its side of the target however it is rounded."""

    @pytest.mark.parametrize(
        ("share", "beside", "shown"),
        [
            (Fraction(243, 250), None, "97.2 %"),
            (Fraction(19, 20), Fraction(19, 20), "95.0 %"),
            (Fraction(94996, 100000), Fraction(95, 100), "94.996 %"),  # 95.0 and 95.00 would say that it was reached
            (Fraction(9999, 10000), Fraction(9995, 10000), "99.99 %"),  # 100.0 would say that all were in time
            (Fraction(1, 3000), None, "0.03 %"),  # 0.0 would say that none was
            (Fraction(1), Fraction(95, 100), "100 %"),
            (Fraction(0), None, "0 %"),
            (None, None, "–"),
        ],
    )
    def test_a_share_is_written_with_as_many_places_as_it_takes(self, share: Any, beside: Any, shown: str) -> None:
        assert plain(ENGLISH.share(share, beside)) == shown

    @pytest.mark.parametrize(
        ("low", "high", "beside", "shown"),
        [
            (Fraction(3, 4), Fraction(4, 5), None, ("75.0 %", "80.0 %")),
            (Fraction(7994, 9625), Fraction(7996, 9625), None, ("83.05 %", "83.08 %")),  # 83.1 and 83.1 tell nothing
            (Fraction(94996, 100000), Fraction(96, 100), Fraction(95, 100), ("94.996 %", "96.000 %")),
            (Fraction(1, 2), Fraction(1), None, ("50.0 %", "100 %")),
        ],
    )
    def test_both_ends_of_an_interval_can_be_told_apart(
        self, low: Any, high: Any, beside: Any, shown: tuple[str, str]
    ) -> None:
        assert tuple(plain(end) for end in ENGLISH.interval(low, high, beside)) == shown

    def test_dutch_has_a_comma(self) -> None:
        assert plain(DUTCH.share(Fraction(243, 250))) == "97,2 %"


class TestAmount:
    """Amounts have two places at least, set-apart thousands and a true minus sign."""

    @pytest.mark.parametrize(
        ("amount", "english", "dutch"),
        [
            ("18500", "18 500.00", "18 500,00"),
            ("-412.5", "−412.50", "−412,50"),
            ("0.125", "0.125", "0,125"),
            ("1234567.89", "1 234 567.89", "1 234 567,89"),
        ],
    )
    def test_an_amount_is_written_exactly(self, amount: str, english: str, dutch: str) -> None:
        money = Money(amount, "EUR")
        assert plain(ENGLISH.amount(money)) == english
        assert plain(DUTCH.money(money)) == f"EUR {dutch}"

    def test_what_is_above_zero_can_say_so(self) -> None:
        assert [plain(ENGLISH.signed(Money(a, "EUR"))) for a in ("5", "-5", "0")] == ["+5.00", "−5.00", "0.00"]

    def test_an_agreed_percentage_is_written_without_zeros_that_say_nothing(self) -> None:
        assert [plain(ENGLISH.percent(Decimal(v))) for v in ("95.00", "99.5", "100")] == ["95 %", "99.5 %", "100 %"]


class TestInstant:
    """Instants are wall clocks of the agreement's zone."""

    def test_seconds_are_shown_only_where_there_are_any(self, made: Any) -> None:
        shown = [
            plain(ENGLISH.instant(made.at(t), AMSTERDAM))
            for t in ("2026-02-03T10:05", "2026-02-03T10:05:07", "2026-02-03T10:05:00.000001")
        ]
        assert shown == ["3 Feb 2026 10:05", "3 Feb 2026 10:05:07", "3 Feb 2026 10:05:00.000001"]

    def test_two_instants_of_a_repeated_hour_do_not_look_alike(self, made: Any) -> None:
        first, second = made.at("2026-10-25T02:30+02:00"), made.at("2026-10-25T02:30+01:00")
        assert plain(ENGLISH.instant(first, AMSTERDAM)) == "25 Oct 2026 02:30 +02:00"
        assert plain(ENGLISH.instant(second, AMSTERDAM)) == "25 Oct 2026 02:30 +01:00"

    @pytest.mark.parametrize(
        ("start", "end", "shown"),
        [
            ("2026-02-03T10:05", "2026-02-03T12:00", "3 Feb 2026 10:05 – 12:00"),
            ("2026-02-03T10:05", "2026-02-13T12:00", "3 Feb 2026 10:05 – 13 Feb 2026 12:00"),
            ("2026-02-03T10:05", "2026-02-03T10:05", "3 Feb 2026 10:05"),
        ],
    )
    def test_of_two_instants_of_a_date_the_date_is_said_once(self, made: Any, start: str, end: str, shown: str) -> None:
        assert plain(ENGLISH.between(made.at(start), made.at(end), AMSTERDAM)) == shown

    @pytest.mark.parametrize(
        ("instant", "shown"), [("2026-04-11T00:00", "10 Apr 2026 24:00"), ("2026-04-11T00:01", "11 Apr 2026 00:01")]
    )
    def test_what_ends_at_midnight_ends_at_24_00_of_the_date_before(self, made: Any, instant: str, shown: str) -> None:
        assert plain(ENGLISH.until(made.at(instant), AMSTERDAM)) == shown

    def test_what_is_not_known_is_a_dash(self) -> None:
        assert ENGLISH.instant(None, AMSTERDAM) == "–"


class TestDuration:
    """Durations are hours and minutes, and nothing of them is lost."""

    @pytest.mark.parametrize(
        ("us", "shown"),
        [
            (5_400_000_000, "1 h 30 min"),
            (86_400_000_000 * 2, "48 h"),
            (1, "0.000001 s"),
            (14_400_000_001, "4 h 0.000001 s"),
            (90_000_000, "1 min 30 s"),
            (0, "0 min"),
            (-60_000_000, "−1 min"),
        ],
    )
    def test_a_duration_is_written_in_hours_minutes_and_seconds(self, us: int, shown: str) -> None:
        assert plain(ENGLISH.duration(us)) == shown


class TestPeriod:
    """Periods are named as people name them."""

    def test_the_last_day_of_a_period_is_inside(self) -> None:
        assert plain(ENGLISH.stretch(Period.parse("2026-Q1"))) == "1 January 2026 – 31 March 2026"

    def test_a_month_has_its_name_and_anything_else_its_label(self) -> None:
        assert [plain(DUTCH.piece(Period.parse(p))) for p in ("2026-03", "2026-Q1")] == ["mrt 2026", "2026-Q1"]


class TestLanguages:
    """No language lacks a word that another has."""

    def test_dutch_says_everything_that_english_says(self) -> None:
        assert set(DUTCH.messages) == set(ENGLISH.messages)

    @pytest.mark.parametrize("key", sorted(ENGLISH.messages))
    def test_both_languages_name_the_same_facts(self, key: str) -> None:
        named = [set(re.findall(r"{(\w+)}", speaks.messages[key])) for speaks in (ENGLISH, DUTCH)]
        assert named[0] == named[1]

    def test_one_and_many_are_told_apart(self) -> None:
        assert [ENGLISH.say("list.late.count", n=n) for n in (1, 2)] == ["1 case was late", "2 cases were late"]

    def test_words_of_which_one_holds_are_joined(self) -> None:
        assert ENGLISH.either(("P1", "P2", "P3")) == "P1, P2 or P3"
        assert DUTCH.either(("P3", "P4")) == "P3 of P4"

    def test_a_region_changes_nothing(self) -> None:
        assert language("nl-BE") is language("nl_NL") is DUTCH

    def test_a_language_that_nobody_speaks_is_refused_with_those_that_are(self) -> None:
        with pytest.raises(UsageError, match="en, nl"):
            language("hu")
