"""What clauses say in plain words, in English and Dutch; each sentence can be checked by reading it."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

import contractkit as ck
from contractkit.quantities.money import Money, Percent
from contractkit.quantities.notation import Cycle, Level
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Moment, Months, Span, WorkingTime
from contractkit.records.clauses import ClauseRef
from contractkit.statements.clauses import conditions, gates, spans
from contractkit.statements.wording import language
from contractkit.terms.agreement import Term
from contractkit.terms.conditions import EVERYTHING, AllOf, AnyOf, Compares, Is, Not
from contractkit.terms.effects import Curve, CurvePoint, Fee, Share, Tier, TierCredit
from contractkit.terms.figure_conditions import AllHold, Counted, Found, Measured, OutOfLast
from contractkit.terms.provisions import Holding
from contractkit.terms.settling import CapStep, RoundStep, SettlementTerms
from contractkit.terms.targets import AtField, Limit, Measure, Pause, TableRow, Target, TargetTable, WhenState

EN, NL = language("en"), language("nl")
REF = ClauseRef("SLA-7", "4.1")
P1 = Is("priority", ("P1",))
OFFICE = ck.BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, name="office")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def told(term: object, locale: str = "en") -> str:
    return plain(ck.sentence(term, locale))


class TestConditions:
    """Conditions after *if*, as statements, and behind *items with*."""

    @pytest.mark.parametrize(
        ("condition", "en", "nl"),
        [
            (EVERYTHING, "all items", "alle meldingen"),
            (P1, "items with priority P1", "meldingen met prioriteit P1"),
            (
                AllOf((Is("service", ("mail", "network")), Is("priority", ("P1", "P2", "P3")))),
                "items of service mail or network with priority P1, P2 or P3",
                "meldingen van dienst mail of network met prioriteit P1, P2 of P3",
            ),
            (
                Not(Is("priority", ("P1", "P2"))),
                "items with a priority other than P1 or P2",
                "meldingen met een andere prioriteit dan P1 of P2",
            ),
            (
                Compares("affected_users", "at_least", Decimal(1200)),
                "items with affected users of at least 1 200",
                "meldingen met affected users van ten minste 1 200",
            ),
            (
                AllOf((AnyOf((P1, Is("vip", ("yes",)))), Is("type", ("incident",)))),
                "items with type incident for which (priority is P1 or vip is yes)",
                "meldingen met soort incident waarvoor (prioriteit P1 is of vip ja is)",
            ),
            (
                AllOf((Is("service", ("mail",)), P1, Is("works", ("no",)))),
                "items of service mail with priority P1 for which works is no",
                "meldingen van dienst mail met prioriteit P1 waarvoor works nee is",
            ),
        ],
    )
    def test_items(self, condition: object, en: str, nl: str) -> None:
        assert plain(conditions.items(condition, EN)) == en
        assert plain(conditions.items(condition, NL)) == nl

    @pytest.mark.parametrize(
        ("condition", "en", "nl"),
        [
            (Is("status", ("solved", "closed")), "status is solved or closed", "status solved of closed is"),
            (Not(P1), "priority is not P1", "prioriteit niet P1 is"),
            (Not(Is("priority", ("P1", "P2"))), "priority is neither P1 nor P2", "prioriteit noch P1 noch P2 is"),
            (Compares("users", "more_than", Decimal("2.50")), "users is more than 2.5", "users meer dan 2,5 is"),
            (
                Not(AllOf((P1, Is("vip", ("no",))))),
                "it is not so that (priority is P1 and vip is no)",
                "het niet zo is dat (prioriteit P1 is en vip nee is)",
            ),
            (EVERYTHING, "always", "altijd"),
            (AnyOf(()), "never", "nooit"),
        ],
    )
    def test_after_if_the_dutch_verb_stands_last(self, condition: object, en: str, nl: str) -> None:
        assert plain(conditions.after_if(condition, EN)) == en
        assert plain(conditions.after_if(condition, NL)) == nl


class TestSpans:
    """Time limits and spans."""

    @pytest.mark.parametrize(
        ("limit", "en", "nl"),
        [
            (WorkingTime.of(hours=1, minutes=30), "within 1 hour 30 minutes", "binnen 1 uur en 30 minuten"),
            (ElapsedTime.of(hours=4), "within 4 hours", "binnen 4 uur"),
            (BusinessDays(1), "within 1 business day", "binnen 1 werkdag"),
            (
                BusinessDays(2, ends=time(17)),
                "within 2 business days, by 17:00",
                "binnen 2 werkdagen, uiterlijk om 17:00",
            ),
            (CalendarDays(30), "within 30 calendar days", "binnen 30 kalenderdagen"),
            (CalendarDays(28), "within 28 calendar days (4 weeks)", "binnen 28 kalenderdagen (4 weken)"),
            (Months(1), "within 1 month", "binnen 1 maand"),
            (Moment("promised_at"), "by the moment in promised_at", "uiterlijk op het tijdstip in promised_at"),
        ],
    )
    def test_limits(self, limit: object, en: str, nl: str) -> None:
        assert plain(spans.within(limit, EN)) == en
        assert plain(spans.within(limit, NL)) == nl

    def test_business_days_say_how_they_are_counted(self) -> None:
        days = BusinessDays(2, cut_off=time(15), at_cut_off="late", restart=time(9), counting="from-start")
        assert spans.readings(days, EN) == (
            "the day of the start counts as the first",
            "a start outside opening hours counts from the next opening",
            "a start at or after 15:00 counts from 09:00 on the next business day",
            "the last day runs until closing time",
        )

    def test_hours_need_no_such_readings(self) -> None:
        assert spans.readings(WorkingTime.of(hours=4), EN) == ()

    @pytest.mark.parametrize(
        ("span", "en", "nl"),
        [
            (Span(3, "month"), "3 months", "3 maanden"),
            (Span(1, "year"), "1 year", "1 jaar"),
            (Span(10, "business-day"), "10 business days", "10 werkdagen"),
        ],
    )
    def test_spans(self, span: Span, en: str, nl: str) -> None:
        assert (plain(spans.span(span, EN)), plain(spans.span(span, NL))) == (en, nl)


class TestTargets:
    """Promises about time, told alone."""

    LIMIT = Limit(WorkingTime.of(hours=4), OFFICE, "office", REF)

    def test_a_share_names_period_items_limit_and_calendar(self) -> None:
        target = Target("SLA-7/4.1", "solved", REF, "resolution", P1, self.LIMIT, reach=Percent("97.5"), per="quarter")
        assert told(target) == (
            "Per quarter, at least 97.5 % of the items with priority P1 are in time: within 4 hours on the calendar office."
        )
        assert told(target, "nl") == (
            "Per kwartaal is ten minste 97,5 % van de meldingen met prioriteit P1 op tijd: "
            "binnen 4 uur op de kalender office."
        )

    def test_without_a_share_that_is_said(self) -> None:
        target = Target("SLA-7/4.1", "solved", REF, "resolution", P1, self.LIMIT)
        assert told(target) == (
            "For the items with priority P1: within 4 hours on the calendar office. No share of them was agreed."
        )

    def test_a_result_has_its_condition(self) -> None:
        restored = Is("data-restored", ("yes",))
        target = Target("SLA-7/4.1", "pc", REF, "resolution", P1, self.LIMIT, also=restored, reach=Percent(95))
        assert told(target).endswith("within 4 hours on the calendar office, and in time only if data restored is yes.")
        assert told(target, "nl").endswith("op de kalender office, en alleen op tijd als data restored ja is.")

    def test_what_was_agreed_otherwise_than_usual_is_said(self) -> None:
        target = Target(
            "SLA-7/4.1",
            "solved",
            REF,
            "resolution",
            P1,
            self.LIMIT,
            reach=Percent(95),
            assigned_by="opened",
            open_overdue="left-out",
        )
        assert told(target).endswith(
            "An item counts in the month in which it was opened. What is overdue and still open is left out."
        )

    def test_always_open_means_day_and_night(self) -> None:
        limit = Limit(WorkingTime.of(minutes=15), ck.ALWAYS, "always", REF)
        target = Target("SLA-7/4.1", "solved", REF, "resolution", EVERYTHING, limit, reach=Percent(98))
        assert "at least 98 % of all items are in time: within 15 minutes, day and night." in told(target)

    def test_a_table_tells_its_rows_and_how_many_more_there_are(self) -> None:
        rows = tuple(TableRow((f"type {n}",), None, self.LIMIT) for n in range(30))
        changed = TableRow(("type 0",), date(2026, 4, 1), self.LIMIT)
        table = TargetTable(("type",), (changed, *rows))
        said = told(Target("SLA-7/4.1", "days", REF, "closing", EVERYTHING, table=table, reach=Percent(90)))
        assert "each within the limit of its type" in said
        assert "from 1 April 2026 type 0 within 4 hours on the calendar office" in said
        assert said.endswith("and 7 more rows.")  # 31 rows, of which 24 are told


class TestClocks:
    """What starts, stops and pauses a clock."""

    def test_a_measure(self) -> None:
        measure = Measure("resolution", AtField("opened_at"), WhenState(Is("status", ("solved",))), REF)
        assert told(measure) == (
            "The clock resolution starts at the time in opened_at and stops at the moment at which status is solved."
        )
        assert told(measure, "nl") == (
            "De klok resolution begint te lopen op het tijdstip in opened_at en stopt op het moment waarop status solved is."
        )

    def test_a_pause_says_whose_time_it_is(self) -> None:
        pause = Pause(REF, Is("status", ("waiting",)), "others")
        assert told(pause) == "Clocks stand still while status is waiting; that time belongs to others."
        assert told(pause, "nl") == "Klokken staan stil zolang status waiting is; die tijd hoort bij anderen."


class TestMoney:
    """Fees, effects and settlements."""

    def test_a_fee(self) -> None:
        fee = Fee("desk-fee", Money("1250.50", "EUR"), "month", REF)
        assert told(fee) == "The fee desk-fee is EUR 1 250.50 per month."
        assert told(fee, "nl") == "De vergoeding desk-fee is EUR 1 250,50 per maand."

    def test_a_tier_credit_tells_every_tier(self) -> None:
        tiers = (Tier(Percent(95), Percent(5)), Tier(Percent(90), Percent(10)))
        credit = TierCredit(REF, "charges", tiers)
        assert told(credit) == (
            "If the figure is below 95 %, 5 % of the charges of the period is credited to the customer; "
            "below 90 %, 10 %. Of several tiers only the last one counts. "
            "It is a price adjustment."
        )

    def test_a_curve_tells_bonus_and_malus_apart(self) -> None:
        points = tuple(
            CurvePoint(Percent(at), Percent(pays)) for at, pays in (("90", "-3"), ("95", "0"), ("100", "1.5"))
        )
        curve = Curve(REF, "desk-fee", points, "extend", nature="incentive")
        assert told(curve) == (
            "On the figure is paid, along straight lines between these points, in shares of the desk fee: "
            "at 90 % a malus of 3 %; at 95 % nothing; at 100 % a bonus of 1.5 %. "
            "Beyond the outermost points the lines go on. It is an incentive."
        )

    def test_a_settlement_tells_its_steps_in_their_order(self) -> None:
        steps = (CapStep(Share(Percent(10), "desk-fee"), "quarter"), RoundStep(Decimal("0.01"), "half-even"))
        settlement = SettlementTerms("quarter", steps, REF)
        assert told(settlement) == (
            "What the figures pay becomes one sum per quarter, in this order: "
            "(1) a malus is at most 10 % of the desk fee per quarter; "
            "(2) the total is rounded to 0.01, half to the even digit, and the lines so that they add up to it."
        )


class TestFrame:
    """Terms and calendars."""

    def test_a_term_tells_its_last_date(self) -> None:
        term = Term(date(2026, 1, 1), date(2027, 1, 1), REF)
        assert told(term) == "The agreement holds from 1 January 2026 up to and including 31 December 2026."
        assert told(term, "nl") == "De overeenkomst geldt van 1 januari 2026 tot en met 31 december 2026."

    def test_a_calendar_tells_hours_holidays_and_exceptions(self) -> None:
        from contractkit.terms.provisions.calendar import NamedCalendar

        calendar = ck.BusinessCalendar(
            tz="Europe/Amsterdam",
            week={"mon-thu": "09:00-12:00 and 13:00-17:00", "fri": "22:00-06:00", "sun": "all day"},
            holidays=["NL"],
            without=["good-friday"],
            closed=[date(2026, 5, 15)],
            exceptions={date(2026, 12, 24): "09:00-12:00", date(2026, 12, 31): "closed"},
        )
        assert told(NamedCalendar(REF, "desk", calendar)) == (
            "The calendar desk is open Monday to Thursday 09:00–12:00 and 13:00–17:00; Friday 22:00–06:00 the next day; "
            "Sunday the whole day. Closed on the public holidays of the Netherlands, but open on Good Friday. "
            "Closed on 15 May 2026. On 24 December 2026 open 09:00–12:00. On 31 December 2026 closed. "
            "Times are those of Europe/Amsterdam."
        )
        assert told(NamedCalendar(REF, "desk", calendar), "nl").startswith(
            "De kalender desk is open: maandag tot en met donderdag 09:00–12:00 en 13:00–17:00; vrijdag 22:00–06:00 de "
            "volgende dag; zondag de hele dag. Gesloten op de feestdagen van Nederland, maar open op Goede Vrijdag."
        )


class TestGates:
    """Conditions on what was found about a period."""

    @pytest.mark.parametrize(
        ("condition", "en", "nl"),
        [
            (
                Found(("solved",), "breached", often=OutOfLast(2, 3)),
                "solved was breached in 2 of the last 3 periods",
                "solved niet is gehaald in 2 van de laatste 3 perioden",
            ),
            (
                Found((), "met", often=OutOfLast(3, 3)),
                "every target was met in 3 periods in a row",
                "elke norm is gehaald in 3 perioden op rij",
            ),
            (
                Counted("points", (), "at_least", Level(Decimal(12), "points"), Cycle("rolling", None, 6, "months")),
                "the points came to at least 12 points over the last 6 months",
                "het aantal punten uitkomt op ten minste 12 punten over de laatste 6 maanden",
            ),
            (
                AllHold((Measured("uptime", "less_than", Level(Decimal("99.5"), "%")), P1)),
                "uptime is less than 99.5 % and priority is P1",
                "uptime minder dan 99,5 % is en prioriteit P1 is",
            ),
        ],
    )
    def test_they_are_told_behind_if(self, condition: object, en: str, nl: str) -> None:
        assert plain(gates.after_if(condition, EN)) == en
        assert plain(gates.after_if(condition, NL)) == nl


class TestHolding:
    """A part that holds between dates says so, whatever its kind."""

    @pytest.mark.parametrize(
        ("holds", "says"),
        [
            (
                Holding(date(2026, 7, 1), date(2027, 1, 1)),
                "It holds from 1 July 2026 up to and including 31 December 2026.",
            ),
            (Holding(date(2026, 7, 1)), "It holds from 1 July 2026."),
            (Holding(None, date(2026, 7, 1)), "It holds up to and including 30 June 2026."),
        ],
    )
    def test_with_its_last_date(self, holds: Holding, says: str) -> None:
        credit = TierCredit(REF, "charges", (Tier(Percent(95), Percent(5)),), holds=holds)
        assert told(credit).endswith(says)


class TestRefusals:
    """What is no term is refused, and so is a language that is not spoken."""

    def test_something_that_no_clause_says(self) -> None:
        with pytest.raises(ck.UsageError, match="nothing that a clause says"):
            ck.sentence("4 hours")

    def test_a_language_that_is_not_spoken(self) -> None:
        fee = Fee("desk-fee", Money("1250.50", "EUR"), "month", REF)
        with pytest.raises(ck.UsageError, match="does not speak 'tlh'"):
            ck.sentence(fee, "tlh")
