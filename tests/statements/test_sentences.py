"""What figures say in plain words."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from contractkit.errors import UsageError
from contractkit.quantities.money import Money
from contractkit.quantities.spans import BusinessDays, CalendarDays, Moment, Months, WorkingTime
from contractkit.settlement import Part
from contractkit.statements import sentences
from contractkit.terms.conditions import AllOf, Is


def plain(lines: Any) -> list[str]:
    return [line.replace("\u00a0", " ") for line in lines]


def headlines(statement: Any) -> list[str]:
    return plain(sentences.headlines(statement.contents, statement.language))


def findings(statement: Any) -> list[str]:
    return plain(said for _, _, said in sentences.findings(statement.contents, statement.language))


class TestHeadlines:
    """One line a level: how much in time, what became of the targets, what that paid."""

    def test_gold_in_one_sentence(self, made: Any) -> None:
        target = made.target(per="quarter")
        settlement = made.settlement(made.line("bonus", "412.50", target), made.line("charge", "18500.00"))
        statement = made.statement(made.cases(target, met=243, breached=7), target, settlement=settlement)
        assert headlines(statement) == ["Gold: 97.2 % in time, target 95 % met; bonus EUR 412.50"]

    def test_the_same_in_dutch(self, made: Any) -> None:
        target = made.target(per="quarter")
        settlement = made.settlement(made.line("malus", "-412.50", target))
        statement = made.statement(made.cases(target, met=90, breached=10), target, settlement=settlement, locale="nl")
        assert headlines(statement) == ["Gold: 90,0 % op tijd, norm 95 % niet gehaald; malus EUR 412,50"]

    def test_several_targets_are_counted(self, made: Any) -> None:
        one, two = made.target("a", clause="4.1"), made.target("b", clause="4.2")
        cases = [*made.cases(one, met=10), *made.cases(two, breached=1)]
        assert headlines(made.statement(cases, one, two)) == ["Gold: 90.9 % in time, 1 of 2 targets breached"]
        cases = [*made.cases(one, met=10), *made.cases(two, met=1)]
        assert headlines(made.statement(cases, one, two)) == ["Gold: 100 % in time, all 2 targets met"]

    def test_what_a_cap_took_back_is_not_paid(self, made: Any) -> None:
        target = made.target(per="quarter")
        bonus = made.line("bonus", "1000.00", target)
        cap = made.line("cap", "-600.00", caps="bonus", parts=(Part(bonus.id, Money("-600.00", "EUR")),))
        statement = made.statement(made.cases(target, met=1), target, settlement=made.settlement(bonus, cap))
        assert headlines(statement)[0].endswith("bonus EUR 400.00")

    def test_what_is_not_decided_is_not_promised(self, made: Any) -> None:
        target = made.target(per="quarter")
        line = made.line("malus", "0.00", target, state="undetermined")
        statement = made.statement(made.cases(target, met=9, undetermined=1), target, settlement=made.settlement(line))
        assert headlines(statement) == [
            "Gold: 100 % in time (between 90.0 % and 100 %), target 95 % undetermined; bonus or malus not decided"
        ]

    def test_a_level_without_effects_says_nothing_of_money(self, made: Any) -> None:
        target = made.target(per="quarter")
        settlement = made.settlement(made.line("charge", "100.00"))
        statement = made.statement(made.cases(target, met=1), target, settlement=settlement)
        assert headlines(statement) == ["Gold: 100 % in time, target 95 % met"]

    def test_a_period_without_work_says_so(self, made: Any) -> None:
        assert headlines(made.statement([], made.target())) == ["All work: no work in this period"]


class TestFindings:
    """Each stretch that went wrong has a sentence."""

    def test_a_breached_month_says_how_many_might_have_been_late(self, made: Any) -> None:
        target = made.target(title="Solved, P1")
        cases = [*made.cases(target, "2026-01", met=57, breached=3), *made.cases(target, "2026-02", met=16, breached=2)]
        assert findings(made.statement(cases, target)) == [
            "Solved, P1: 88.9 % in Feb 2026, 95 % agreed. None of 18 may be late; two were."
        ]

    def test_an_undetermined_month_says_between_what_it_lies(self, made: Any) -> None:
        target = made.target(title="Solved")
        statement = made.statement(made.cases(target, met=57, breached=2, undetermined=2), target)
        assert findings(statement) == [
            (
                "Solved: between 93.4 % and 96.7 % in Feb 2026, 95 % agreed. "
                "Three of 61 may be late; two were, two are not known."
            )
        ]

    def test_part_of_a_longer_stretch_is_no_finding(self, made: Any) -> None:
        target = made.target(per="quarter")
        assert findings(made.statement(made.cases(target, breached=4), target, period="2026-02")) == []


class TestLimits:
    """Limits are said in the words of the clause."""

    @pytest.mark.parametrize(
        ("within", "english", "dutch"),
        [
            (WorkingTime.of(hours=1, minutes=30), "1 hour 30 minutes, office", "1 uur 30 minuten, office"),
            (BusinessDays(3), "3 business days, office", "3 werkdagen, office"),
            (CalendarDays(1), "1 calendar day, office", "1 kalenderdag, office"),
            (Months(2), "2 months, office", "2 maanden, office"),
            (Moment("published_due"), "by the moment in published_due", "uiterlijk het moment in published_due"),
        ],
    )
    def test_each_kind_of_limit_has_its_words(self, made: Any, within: Any, english: str, dutch: str) -> None:
        target = made.target(within=within)
        for locale, expected in (("en", english), ("nl", dutch)):
            speaks = made.statement([], target, locale=locale).language
            assert sentences.limit(target, speaks) == expected

    def test_a_result_says_what_must_hold_besides(self, made: Any) -> None:
        target = made.target(also=Is("data-restored", ("yes",)))
        assert sentences.limit(target, made.statement().language) == "4 hours, office and data-restored is yes"


class TestNames:
    """Rows of one clause share its title and are told apart by their condition."""

    def test_rows_are_called_by_what_tells_them_apart(self, made: Any) -> None:
        gold = Is("level", ("gold",))
        targets = [
            made.target(f"gold-{name}", title="Solved", applies=AllOf((gold, Is("priority", values))), clause="4.4")
            for name, values in (("p1", ("P1",)), ("rest", ("P3", "P4")))
        ]
        statement = made.statement([], *targets)
        names = [sentences.name_of(target, statement.contents, statement.language) for target in targets]
        assert names == ["Solved, P1", "Solved, P3 or P4"]

    def test_rows_that_no_condition_tells_apart_are_called_by_their_name(self, made: Any) -> None:
        targets = [made.target(name, title="Solved") for name in ("first", "second")]
        statement = made.statement([], *targets)
        names = [sentences.name_of(target, statement.contents, statement.language) for target in targets]
        assert names == ["Solved, first", "Solved, second"]

    def test_a_target_without_a_title_is_called_by_its_name(self, made: Any) -> None:
        statement = made.statement([], made.target("pc-working-again"))
        assert sentences.name_of(statement.contents.targets[0].target, statement.contents, statement.language) == (
            "Pc working again"
        )


class TestWhy:
    """A late case says what counted, on which calendar, and what did not."""

    def test_time_counted_limit_calendar_and_pauses_are_said(self, made: Any) -> None:
        statement = made.statement([made.case("breached", paused=1_800_000_000)], made.target())
        late = statement.contents.breaches[0]
        assert plain([sentences.why(late, statement.contents.zone, statement.language)]) == [
            "6 h counted of 4 hours; calendar office; 30 min paused, not counted"
        ]

    def test_as_many_days_as_allowed_and_late_all_the_same_is_explained_by_the_last_moment(self, made: Any) -> None:
        case = made.case("breached", used=-(2**63), stopped="2026-02-10T15:00")
        statement = made.statement([case], made.target(within=BusinessDays(3)))
        late = attrs.evolve(statement.contents.breaches[0], used_days=3, allowed="3 business days")
        said = plain([sentences.why(late, statement.contents.zone, statement.language)])[0]
        assert said.startswith("3 days counted of 3 business days")
        assert said.endswith("; the last moment in time was 10 Feb 2026 12:00")

    def test_a_missing_result_is_said_first(self, made: Any) -> None:
        target = made.target(also=Is("data-restored", ("yes",)))
        case = made.case("breached", used=7_200_000_000, stopped="2026-02-10T10:00")
        statement = made.statement([case], target)
        why = sentences.why(statement.contents.breaches[0], statement.contents.zone, statement.language)
        assert why.startswith("not reached: data-restored is yes; ")


class TestStatement:
    """A statement knows its period, or is refused."""

    def test_the_period_is_that_of_the_settlement(self, made: Any) -> None:
        from contractkit.statements import Statement

        agreement = made.agreement()
        statement = Statement(agreement, made.evaluation(agreement), made.settlement())
        assert statement.contents.period.label == "2026-Q1"

    def test_without_settlement_and_period_it_is_refused(self, made: Any) -> None:
        from contractkit.statements import Statement

        agreement = made.agreement()
        with pytest.raises(UsageError, match="2026-Q1"):
            Statement(agreement, made.evaluation(agreement))

    def test_two_periods_that_differ_are_refused(self, made: Any) -> None:
        with pytest.raises(UsageError, match="2026-02"):
            made.statement(settlement=made.settlement(), period="2026-02")
