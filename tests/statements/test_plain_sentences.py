"""Sentences say what applies and nothing else, in words that a reader of that language would use."""

from __future__ import annotations

import pytest

import contractkit as ck
from contractkit.quantities.money import Percent
from contractkit.quantities.notation import Cycle, Level
from contractkit.quantities.spans import Span
from contractkit.records.clauses import ClauseRef
from contractkit.statements.clauses.amounts import amount_name, periods
from contractkit.statements.clauses.levels import level
from contractkit.statements.clauses.moments import roles
from contractkit.statements.clauses.names import named, words
from contractkit.statements.wording import language
from contractkit.terms.provisions.change_path import ChangePath
from contractkit.terms.provisions.late_penalty import LatePenalty
from contractkit.terms.provisions.renewal import NoticePeriod
from contractkit.terms.stopwatch import AtField

EN, NL = language("en"), language("nl")
REF = ClauseRef("C-1", "4")


def late(step: Span, part_days: str, part_steps: str, after: Span | None = None, locale: str = "en") -> str:
    term = LatePenalty(
        clause=REF,
        of="order-value",
        agreed=AtField("agreed_on"),
        delivered=AtField("delivered_at"),
        step=step,
        per_step=Percent(1),
        part_days=part_days,
        part_steps=part_steps,
        termination_after=after,
    )
    return ck.sentence(term, locale).replace("\u00a0", " ")


class TestLatePenalty:
    """A step of one day has no parts; of two readings that come to the same, one is said."""

    @pytest.mark.parametrize("unit", ["day", "calendar-day", "business-day"])
    def test_a_step_of_one_day_has_no_parts(self, unit: str) -> None:
        told = late(Span(1, unit), "full-day", "pro-rata")
        assert "A part of a day counts as a full day." in told
        assert "part of a step" not in told

    @pytest.mark.parametrize("step", [Span(2, "day"), Span(1, "week"), Span(1, "month")])
    def test_a_longer_step_has_both(self, step: Span) -> None:
        told = late(step, "full-day", "pro-rata")
        assert "A part of a day counts as a full day. A part of a step costs that part." in told

    def test_where_only_full_steps_count_parts_of_days_go_without_saying(self) -> None:
        """Of 3.9 days late, 3 count, and one step of two days; so it is of 3.9 days too."""
        told = late(Span(2, "day"), "ignored", "ignored")
        assert "A part of a step costs nothing." in told
        assert "part of a day" not in told

    def test_but_a_full_day_may_make_a_step_full(self) -> None:
        """Of 3.9 days late, 4 count: two steps, and not one."""
        told = late(Span(2, "day"), "full-day", "ignored")
        assert "A part of a day counts as a full day. A part of a step costs nothing." in told

    def test_the_right_to_terminate_counts_days(self) -> None:
        told = late(Span(2, "day"), "ignored", "ignored", after=Span(15, "day"))
        assert "A part of a day does not count. A part of a step costs nothing." in told

    def test_one_is_not_said_as_a_number(self) -> None:
        assert late(Span(1, "day"), "ignored", "pro-rata").startswith("For every day from ")
        assert late(Span(2, "day"), "ignored", "pro-rata").startswith("For every 2 days from ")
        assert late(Span(1, "day"), "ignored", "pro-rata", locale="nl").startswith("Voor elke dag van ")
        assert late(Span(1, "year"), "ignored", "pro-rata", locale="nl").startswith("Voor elk jaar van ")


class TestNames:
    """Hyphens hold a name together; that of e-mail belongs to the word."""

    @pytest.mark.parametrize(
        ("name", "told"),
        [
            ("service-delivery-manager", "service delivery manager"),
            ("e-mail", "e-mail"),
            ("shared-e-mail-box", "shared e-mail box"),
            ("plan-b", "plan b"),
        ],
    )
    def test_words(self, name: str, told: str) -> None:
        assert words(name) == told

    @pytest.mark.parametrize(
        ("name", "en", "nl"),
        [
            ("vat", "VAT", "btw"),
            ("e-mail", "e-mail", "e-mail"),
            ("gross-negligence", "gross negligence", "grove nalatigheid"),
            ("in-writing", "in writing", "schriftelijk"),
            ("private-phone", "private phone", "private phone"),
        ],
    )
    def test_customary_names_are_told_in_the_language(self, name: str, en: str, nl: str) -> None:
        assert (named(name, EN), named(name, NL)) == (en, nl)

    def test_orders_come_in_by_e_mail(self) -> None:
        agreement = ck.load_agreement(
            data={
                "contractkit": 1, "document": "sop", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC",
                "clauses": {"1": {"kind": "orders", "channels": ["e-mail", "phone"], "lead_time": "2 calendar days"}},
            }
        )  # fmt: skip
        (term,) = agreement.terms_in("S-1/1")
        assert "come in through e-mail or phone" in ck.sentence(term)
        assert "komen binnen via e-mail of telefoon" in ck.sentence(term, "nl")

    def test_a_name_that_a_paper_gives_is_left_alone(self) -> None:
        """A level that is called day, and a fee that is called phone, are no days and no telephones."""
        assert roles(("day", "day-plus"), NL) == "day en day plus"
        assert amount_name("phone", NL) == "het bedrag phone"


class TestDutch:
    """Dutch that a contract manager would write."""

    def test_a_rolling_period_is_a_period(self) -> None:
        rolling = Cycle("rolling", n=12, unit="months")
        assert periods(rolling, NL).replace("\u00a0", " ") == "voortschrijdende periode van 12 maanden"
        assert periods(rolling, EN).replace("\u00a0", " ") == "rolling 12 months"

    def test_units_of_time_are_translated(self) -> None:
        from decimal import Decimal

        assert level(Level(Decimal(4), "hours"), NL) == "4 uur"
        assert level(Level(Decimal(4), "hours"), EN) == "4 hours"

    def test_one_approver_decides_and_two_decide(self) -> None:
        def told(approvers: tuple[str, ...], locale: str) -> str:
            from contractkit.quantities.spans import CalendarDays
            from contractkit.terms.conditions import EVERYTHING
            from contractkit.terms.provisions.allowances import Allowance

            days = Allowance(CalendarDays(3), None, None)
            return ck.sentence(ChangePath(REF, None, EVERYTHING, approvers, days, None, None), locale)

        assert "van de team lead, die daarover binnen" in told(("team-lead",), "nl")
        assert told(("team-lead",), "nl").endswith("beslist.")
        assert told(("team-lead", "customer"), "nl").endswith("beslissen.")
        assert "the team lead, who decides within" in told(("team-lead",), "en")
        assert "the team lead and the customer, who decide within" in told(("team-lead", "customer"), "en")


class TestNoticePeriod:
    """A notice period prints as a clause says it."""

    def test_it_reads_like_the_clause(self) -> None:
        notice = NoticePeriod(Span(3, "month"), "last-day", "received", "clip-back", "none")
        assert str(notice) == "3 months before the last day of the term, as received"

    def test_the_open_day_before_is_said_where_it_was_agreed(self) -> None:
        notice = NoticePeriod(Span(10, "business-day"), "end", "sent", "reject", "preceding", None, "office")
        assert str(notice) == (
            "10 business days before the first day after the term, as sent; the open day before where office is closed"
        )
