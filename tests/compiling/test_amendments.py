"""Amendments change signed papers without touching them: what was, what becomes, from when on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from folders import CONTRACT, SLA, amendment, change, codes, load, problems

import contractkit as ck
from contractkit.quantities.money import Money, Percent

JULY = date(2026, 7, 1)
REACH = "reach: {was: 90 %, becomes: 95 %}"
WITHIN = "within: {was: 8 hours, becomes: 4 hours}"


def reach(agreement: ck.Agreement, name: str = "solved") -> str:
    return str(next(target.reach for target in agreement.targets if target.name == name))


class TestFields:
    """`was` is what stands there; `becomes` is what stands there from the date on."""

    def test_a_field_changes_on_the_date_and_not_a_day_before(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, change=amendment(change("SLA-1/4.1", REACH)))
        assert reach(agreement.at(date(2026, 6, 30))) == "90 %"
        assert reach(agreement.at(JULY)) == "95 %"

    def test_the_agreement_itself_reads_as_after_its_last_amendment(self, tmp_path: Path) -> None:
        assert reach(load(tmp_path, change=amendment(change("SLA-1/4.1", REACH)))) == "95 %"

    def test_dots_lead_inside(self, tmp_path: Path) -> None:
        paper = amendment(
            change("SLA-1/2", "outside_band.above: {was: EUR 28.00 per seat, becomes: EUR 27.00 per seat}")
        )
        assert problems(tmp_path, change=paper) == []

    def test_a_row_is_found_by_its_name(self, tmp_path: Path) -> None:
        agreement = load(
            tmp_path, change=amendment(change("SLA-1/4.2", "rows.second.reach: {was: 90 %, becomes: 92 %}"))
        )
        assert [reach(agreement, name) for name in ("first", "second")] == ["95 %", "92 %"]

    def test_a_field_that_was_not_there_is_left_out_before(self, tmp_path: Path) -> None:
        paper = amendment(change("SLA-1/1", "week.sat: {was: left-out, becomes: 10:00-14:00}"))
        agreement = load(tmp_path, change=paper)
        saturday = date(2026, 7, 4)
        assert not agreement.at(date(2026, 6, 30)).calendars["office"].is_business_day(saturday)
        assert agreement.at(JULY).calendars["office"].is_business_day(saturday)

    def test_a_field_can_be_left_out_from_then_on(self, tmp_path: Path) -> None:
        paper = amendment(change("SLA-1/1", "holidays: {was: [NL], becomes: left-out}"))
        kings_day = date(2027, 4, 27)  # a Tuesday
        agreement = load(tmp_path, change=paper)
        assert [
            agreement.at(day).calendars["office"].is_business_day(kings_day) for day in (date(2026, 6, 30), JULY)
        ] == [False, True]

    def test_a_row_is_added_and_taken_away_by_its_name(self, tmp_path: Path) -> None:
        paper = amendment(
            change(
                "SLA-1/4.2",
                "rows.second: {was: {name: second, when: {priority: P2}, within: 4 hours, reach: 90 %}, becomes: left-out}",
                "rows.all: {was: left-out, becomes: {when: {priority: P2}, within: 2 hours, reach: 80 %}}",
            )
        )
        agreement = load(tmp_path, change=paper)
        assert [target.name for target in agreement.targets] == ["solved", "first", "all"]

    @pytest.mark.parametrize("was", ["90%", '"90 %"', "at least 90 %"])
    def test_other_words_for_the_same_are_the_same(self, tmp_path: Path, was: str) -> None:
        paper = amendment(change("SLA-1/4.1", f"reach: {{was: {was}, becomes: 95 %}}"))
        assert problems(tmp_path, change=paper) == []

    def test_a_map_is_compared_whatever_the_order_of_its_keys(self, tmp_path: Path) -> None:
        was = "{priced: excess, above: EUR 28.00 per seat}"
        paper = amendment(change("SLA-1/2", f"outside_band: {{was: {was}, becomes: {{above: EUR 27.00 per seat}}}}"))
        assert problems(tmp_path, change=paper) == []


class TestWasDiffers:
    """The old wording is checked against what stands there, with file and line of the other."""

    def test_both_wordings_and_the_line_of_the_other_are_told(self, tmp_path: Path) -> None:
        paper = amendment(change("SLA-1/4.1", "reach: {was: 92 %, becomes: 95 %}"))
        (problem,) = problems(tmp_path, change=paper)
        assert (problem.code, problem.line, problem.where) == ("was-differs", 14, "change of SLA-1/4.1 > reach")
        assert problem.says == "says that '92 %' stood there, but it is '90 %'"
        assert problem.hint == "see sla.yaml:30"

    def test_a_wording_of_an_earlier_amendment_is_found_in_that_amendment(self, tmp_path: Path) -> None:
        (problem,) = problems(
            tmp_path,
            one=amendment(change("SLA-1/4.1", REACH)),
            two=amendment(
                change("SLA-1/4.1", REACH),
                id="A-2",
                effective_from="2027-01-01",
                signed_on="2026-12-01",
                recorded_on="2026-12-02",
            ),
        )
        assert (Path(str(problem.file)).name, problem.says) == (
            "two.yaml",
            "says that '90 %' stood there, but it is '95 %'",
        )
        assert problem.hint == "see one.yaml:14"

    @pytest.mark.parametrize(
        ("field", "says", "hint"),
        [
            (
                "reach: {was: left-out, becomes: 95 %}",
                "says that nothing stood there, but '90 %' did",
                "see sla.yaml:30",
            ),
            (
                "raech: {was: 90 %, becomes: 95 %}",
                "says that '90 %' stood there, but nothing did",
                "did you mean 'reach'?",
            ),
            (
                "cut_off: {was: none, becomes: '15:00'}",
                "says that 'none' stood there, but nothing did",
                "write was: left-out for what was not there",
            ),
            (
                "reach.low: {was: left-out, becomes: 95 %}",
                "there is nothing in this clause that 'reach.low' could stand in",
                "'reach' is one text: change it as a whole",
            ),
        ],
    )
    def test_it_says_what_to_write(self, tmp_path: Path, field: str, says: str, hint: str) -> None:
        (problem,) = problems(tmp_path, change=amendment(change("SLA-1/4.1", field)))
        assert (problem.code, problem.says) == ("was-differs", says)
        assert problem.hint == hint

    def test_a_row_that_is_not_there_has_its_neighbours_for_a_hint(self, tmp_path: Path) -> None:
        paper = amendment(change("SLA-1/4.2", "rows.secnd.reach: {was: 90 %, becomes: 92 %}"))
        (problem,) = problems(tmp_path, change=paper)
        assert (problem.code, problem.hint) == ("was-differs", "did you mean 'second'?")

    def test_one_wrong_wording_is_not_held_against_those_after_it(self, tmp_path: Path) -> None:
        found = problems(
            tmp_path,
            one=amendment(change("SLA-1/4.1", "reach: {was: 80 %, becomes: 95 %}")),
            two=amendment(
                change("SLA-1/4.1", "reach: {was: 90 %, becomes: 97 %}"),
                id="A-2",
                effective_from="2027-01-01",
                recorded_on="2026-12-02",
            ),
        )
        assert codes(found) == [("one", 14, "was-differs")]

    def test_a_change_that_changes_nothing_is_a_slip(self, tmp_path: Path) -> None:
        found = problems(tmp_path, change=amendment(change("SLA-1/4.1", "reach: {was: 90 %, becomes: 90 %}")))
        assert codes(found) == [("change", 14, "nothing-changes")]


class TestTheChangedClause:
    """The clause is read again as a whole, and has to be one."""

    def test_what_does_not_fit_is_told_at_the_change_and_names_the_clause(self, tmp_path: Path) -> None:
        (problem,) = problems(tmp_path, change=amendment(change("SLA-1/4.1", "within: {was: 8 hours, becomes: 6 hrs}")))
        assert (problem.code, problem.line, problem.where) == ("change-invalid", 11, "change of SLA-1/4.1 > within")
        assert "'6 hrs' is not a time limit" in problem.says
        assert "write '6 hours'" in str(problem.hint)
        assert "see sla.yaml:25" in str(problem.hint)

    def test_a_field_that_the_kind_does_not_have_is_told(self, tmp_path: Path) -> None:
        (problem,) = problems(
            tmp_path, change=amendment(change("SLA-1/4.1", "volume: {was: left-out, becomes: 10 seats}"))
        )
        assert (problem.code, problem.line) == ("change-invalid", 11)

    def test_a_name_that_nobody_knows_is_told_in_the_amendment(self, tmp_path: Path) -> None:
        paper = amendment(
            change("SLA-1/4.1", "within: {was: 8 hours, becomes: 6 hours}", "calendar: {was: office, becomes: ofice}")
        )
        (problem,) = problems(tmp_path, change=paper)
        assert codes([problem]) == [("change", 15, "unknown-reference")]
        assert problem.hint == "did you mean 'office'?"

    def test_a_clause_of_another_kind_has_to_be_meant(self, tmp_path: Path) -> None:
        replaced = "  - clause: C-1/2\n    action: replace\n    to: {kind: text, text: No fee any more}\n"
        (problem,) = problems(tmp_path, change=amendment(replaced))
        assert (problem.code, problem.line) == ("kind-changes", 13)
        assert problem.says == "the clause was a fee, and becomes a text"
        agreed = replaced.replace("    to:", "    kind_changes: agreed\n    to:")
        assert problems(tmp_path, change=amendment(agreed)) == []


class TestWholeClauses:
    """A clause is added, replaced or removed; numbers are never used again."""

    ADDED = (
        "  - clause: SLA-1/4.10\n    action: add\n    to: {kind: time-target, name: later, stops: {field: closed_at}, "
        "within: 2 business days, calendar: office, reach: 80 %, per: month}\n"
    )

    def test_a_new_clause_stands_where_its_number_belongs_and_not_before_its_date(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, change=amendment(self.ADDED))
        assert [str(clause.ref) for clause in agreement.clauses][-2:] == ["SLA-1/4.2", "SLA-1/4.10"]
        assert [target.name for target in agreement.at(date(2026, 6, 30)).targets] == ["solved", "first", "second"]

    def test_a_new_clause_is_cited_with_the_file_of_the_amendment(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, change=amendment(self.ADDED))
        clause = next(target.clause for target in agreement.targets if target.name == "later")
        assert (str(clause), Path(str(clause.file)).name, clause.line) == ("SLA-1/4.10", "change.yaml", 13)

    def test_a_changed_clause_is_cited_where_it_was_signed(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, change=amendment(change("SLA-1/4.1", REACH)))
        clause = next(target.clause for target in agreement.targets if target.name == "solved")
        assert (Path(str(clause.file)).name, clause.line) == ("sla.yaml", 25)

    def test_a_removed_clause_is_gone_on_its_date(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, change=amendment("  - {clause: SLA-1/4.2, action: remove}\n"))
        assert [target.name for target in agreement.targets] == ["solved"]
        assert len(agreement.at(date(2026, 6, 30)).targets) == 3

    def test_what_still_speaks_of_a_removed_clause_is_told_where_it_stands(self, tmp_path: Path) -> None:
        found = problems(tmp_path, change=amendment("  - {clause: SLA-1/1, action: remove}\n"))
        assert {(file, code) for file, _, code in codes(found)} == {("sla", "unknown-reference")}

    @pytest.mark.parametrize(
        ("changes", "line", "says"),
        [
            (
                "  - {clause: SLA-1/4.1, action: add, to: {kind: text, text: x}}\n",
                11,
                "there is a clause SLA-1/4.1 already",
            ),
            (
                "  - {clause: SLA-1/4.1, action: remove}\n  - {clause: SLA-1/4.1, action: add, to: {kind: text, text: x}}\n",
                12,
                "the number SLA-1/4.1 was taken, by a clause that was removed",
            ),
        ],
    )
    def test_a_number_is_never_used_again(self, tmp_path: Path, changes: str, line: int, says: str) -> None:
        (problem,) = problems(tmp_path, change=amendment(changes))
        assert (problem.code, problem.line, problem.says) == ("number-taken", line, says)

    def test_a_clause_without_a_document_is_one_of_the_amended(self, tmp_path: Path) -> None:
        agreement = load(
            tmp_path, change=amendment(change('"2"', "amount: {was: EUR 9 000.00, becomes: EUR 9 500.00}"))
        )
        assert agreement.fees[0].amount == Money("9500", "EUR")

    def test_a_clause_may_be_called_by_its_name(self, tmp_path: Path) -> None:
        assert reach(load(tmp_path, change=amendment(change("SLA-1/solved", REACH)))) == "95 %"


class TestReferences:
    """What an amendment speaks of has to be there."""

    @pytest.mark.parametrize(
        ("clause", "says", "hint"),
        [
            ("SLA-1/4.21", "there is no clause 'SLA-1/4.21'", "did you mean 'SLA-1/4.2'?"),
            ("SLA-2/4.1", "there is no document 'SLA-2' in this agreement", "did you mean 'SLA-1'?"),
        ],
    )
    def test_a_clause_that_is_not_there_is_told_with_the_nearest(
        self, tmp_path: Path, clause: str, says: str, hint: str
    ) -> None:
        (problem,) = problems(tmp_path, change=amendment(change(clause, REACH)))
        assert (problem.code, problem.line, problem.says, problem.hint) == ("unknown-reference", 11, says, hint)

    def test_a_contract_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        (problem,) = problems(tmp_path, change=amendment(change("SLA-1/4.1", REACH), amends="C-2"))
        assert (problem.code, problem.line, problem.hint) == ("unknown-reference", 5, "known: C-1, SLA-1")

    def test_an_amendment_whose_head_is_wrong_is_told_once(self, tmp_path: Path) -> None:
        found = problems(tmp_path, change=amendment(change("SLA-9/4.1", REACH), effective_from="1-7-2026"))
        assert codes(found) == [("change", 6, "quantity")]

    def test_a_change_of_a_clause_that_a_broken_change_adds_is_not_held_against_anybody(self, tmp_path: Path) -> None:
        paper = amendment(
            "  - {clause: SLA-1/4.9, action: add, to: {kind: txt, text: x}}\n",
            change("SLA-1/4.9", REACH, from_="2026-08-01"),
        )
        assert codes(problems(tmp_path, change=paper)) == [("change", 11, "unknown-kind")]


class TestOrder:
    """Amendments out of order, or before signing, are listed."""

    @pytest.mark.parametrize(
        ("head", "line", "code"),
        [
            ({"signed_on": "2025-11-30", "recorded_on": "2026-01-01"}, 7, "order"),
            ({"recorded_on": "2026-06-14"}, 8, "order"),
            ({"effective_from": "2025-12-31", "retroactive": "leave-as-billed"}, 6, "order"),
            ({"effective_from": "2026-06-14"}, 6, "missing-field"),
        ],
    )
    def test_dates_that_do_not_follow_each_other_are_told(
        self, tmp_path: Path, head: dict[str, str], line: int, code: str
    ) -> None:
        found = problems(tmp_path, change=amendment(change("SLA-1/4.1", REACH), **head))
        assert codes(found) == [("change", line, code)]

    def test_the_day_of_signing_is_not_before_signing(self, tmp_path: Path) -> None:
        head = {"effective_from": "2026-06-15", "signed_on": "2026-06-15", "recorded_on": "2026-06-15"}
        assert problems(tmp_path, change=amendment(change("SLA-1/4.1", REACH), **head)) == []

    @pytest.mark.parametrize(
        ("dates", "line"),
        [
            ({"from_": "2026-06-30"}, 13),
            ({"until": "2026-07-01"}, 13),
            ({"through": "2026-06-30"}, 13),
        ],
    )
    def test_a_change_that_ends_before_it_begins_is_told(
        self, tmp_path: Path, dates: dict[str, str], line: int
    ) -> None:
        found = problems(tmp_path, change=amendment(change("SLA-1/4.1", REACH, **dates)))
        assert codes(found) == [("change", line, "order")]

    def test_a_clause_that_is_added_later_is_not_there_yet(self, tmp_path: Path) -> None:
        paper = amendment(
            change("SLA-1/4.9", "text: {was: Nothing, becomes: Something}"),
            "  - {clause: SLA-1/4.9, action: add, from: 2026-09-01, to: {kind: text, text: Nothing}}\n",
        )
        (problem,) = problems(tmp_path, change=paper)
        assert problem.says == "there is no clause 'SLA-1/4.9' on 2026-07-01"
        assert problem.hint == "A-1 adds it from 2026-09-01"

    def test_a_clause_that_was_removed_is_not_there_any_more(self, tmp_path: Path) -> None:
        paper = amendment("  - {clause: SLA-1/4.1, action: remove}\n", change("SLA-1/4.1", REACH, from_="2026-08-01"))
        (problem,) = problems(tmp_path, change=paper)
        assert problem.hint == "A-1 removes it from 2026-07-01"


class TestStretches:
    """A change may begin later than the amendment, and may end."""

    def test_a_change_may_begin_later_than_the_rest(self, tmp_path: Path) -> None:
        paper = amendment(
            change("SLA-1/4.1", REACH),
            change("C-1/2", "amount: {was: EUR 9 000.00, becomes: EUR 9 500.00}", from_="2026-10-01"),
        )
        agreement = load(tmp_path, change=paper)
        assert [str(agreement.at(day).fees[0].amount) for day in (date(2026, 9, 30), date(2026, 10, 1))] == [
            "EUR 9 000.00",
            "EUR 9 500.00",
        ]
        assert reach(agreement.at(date(2026, 9, 30))) == "95 %"

    @pytest.mark.parametrize("end", [{"until": "2026-09-01"}, {"through": "2026-08-31"}])
    def test_the_old_wording_stands_again_after_the_end(self, tmp_path: Path, end: dict[str, str]) -> None:
        agreement = load(tmp_path, change=amendment(change("SLA-1/4.1", REACH, **end)))
        days = (date(2026, 6, 30), JULY, date(2026, 8, 31), date(2026, 9, 1))
        assert [reach(agreement.at(day)) for day in days] == ["90 %", "95 %", "95 %", "90 %"]

    def test_until_is_a_word_that_two_people_read_differently_and_is_listed(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, change=amendment(change("SLA-1/4.1", REACH, until="2026-09-01")))
        listed = {one.convention: one.taken for one in agreement.at(JULY).assumptions}
        assert listed["until"] == "not-included"


class TestRetroactive:
    """A correction reaches back; what was signed before it stays right."""

    ONE = amendment(change("C-1/2", "amount: {was: EUR 9 000.00, becomes: EUR 9 500.00}"))
    TWO = amendment(
        change("C-1/2", "amount: {was: EUR 9 000.00, becomes: EUR 8 000.00}"),
        id="A-2",
        effective_from="2026-01-01",
        signed_on="2026-11-05",
        recorded_on="2026-11-06",
        retroactive="settle-difference",
    )

    def fee(self, agreement: ck.Agreement, on: date, known_at: date | None = None) -> str:
        return str(agreement.at(on, known_at).fees[0].amount)

    def test_was_is_what_had_been_recorded_when_the_paper_was(self, tmp_path: Path) -> None:
        assert problems(tmp_path, one=self.ONE, two=self.TWO) == []

    def test_it_changes_what_held_before_and_not_what_was_agreed_for_later(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=self.ONE, two=self.TWO)
        assert self.fee(agreement, date(2026, 3, 1)) == "EUR 8 000.00"
        assert self.fee(agreement, date(2026, 8, 1)) == "EUR 9 500.00"

    def test_what_was_known_then_can_still_be_asked(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=self.ONE, two=self.TWO)
        assert self.fee(agreement, date(2026, 3, 1), date(2026, 11, 5)) == "EUR 9 000.00"
        assert self.fee(agreement, date(2026, 3, 1), date(2026, 11, 6)) == "EUR 8 000.00"
        assert self.fee(agreement, date(2026, 8, 1), date(2026, 6, 15)) == "EUR 9 000.00"

    def test_whether_it_reaches_past_the_later_change_is_listed(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=self.ONE, two=self.TWO)
        (listed,) = [one for one in agreement.assumptions if one.convention == "later-change"]
        assert (listed.taken, listed.alternatives) == ("A-1 stands", ("A-2 reaches past 2026-07-01",))

    def test_an_end_before_the_later_change_leaves_nothing_open(self, tmp_path: Path) -> None:
        two = self.TWO.replace("    fields:", "    through: 2026-06-30\n    fields:")
        agreement = load(tmp_path, one=self.ONE, two=two)
        assert "later-change" not in {one.convention for one in agreement.assumptions}

    def test_it_says_what_becomes_of_what_was_settled(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=self.ONE, two=self.TWO)
        assert [(one.id, one.retroactive) for one in agreement.amendments] == [
            ("A-1", None),
            ("A-2", "settle-difference"),
        ]


class TestRunningClocks:
    """What nobody guesses is listed: an amended target leaves running clocks alone, amended hours do not."""

    def conventions(self, agreement: ck.Agreement) -> list[str]:
        return [one.taken for one in agreement.assumptions if one.convention == "running_clocks"]

    def test_a_target_binds_when_its_clock_starts(self, tmp_path: Path) -> None:
        assert self.conventions(load(tmp_path, change=amendment(change("SLA-1/4.1", WITHIN)))) == ["untouched"]

    def test_a_share_is_no_matter_of_clocks(self, tmp_path: Path) -> None:
        paper = amendment(
            change("SLA-1/4.1", REACH), change("SLA-1/4.2", "rows.first.reach: {was: 95 %, becomes: 96 %}")
        )
        assert self.conventions(load(tmp_path, change=paper)) == []

    def test_hours_hold_for_all_clocks_at_once(self, tmp_path: Path) -> None:
        paper = amendment(change("SLA-1/1", "week.sat: {was: left-out, becomes: 10:00-14:00}"))
        assert self.conventions(load(tmp_path, change=paper)) == ["new-hours"]

    def test_an_amendment_that_says_it_leaves_nothing_open(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, change=amendment(change("SLA-1/4.1", WITHIN), running_clocks="keep"))
        assert self.conventions(agreement) == []
        assert agreement.amendments[0].running_clocks == "keep"


class TestNotices:
    """A notice is read, checked and kept, and ends the term or prolongs it where it came in time."""

    NOTICE = """\
contractkit: 1
document: notice
id: N-1
title: Ended
about: C-1/1
given_by: customer
sent_on: 2026-08-28
received_on: 2026-09-01
says: ends
per: 2027-01-01
"""

    def test_it_is_kept_with_its_dates(self, tmp_path: Path) -> None:
        (notice,) = load(tmp_path, notice=self.NOTICE).notices
        assert (notice.id, str(notice.about), notice.given_by, notice.says) == ("N-1", "C-1/1", "customer", "ends")
        assert (notice.sent_on, notice.received_on, notice.per) == (
            date(2026, 8, 28),
            date(2026, 9, 1),
            date(2027, 1, 1),
        )

    def test_where_nobody_knows_what_it_ends_nothing_is_judged(self, tmp_path: Path) -> None:
        """The contract has no term; the notice is named."""
        with pytest.raises(ck.NotComputedError, match="N-1: no clause says when a term ends"):
            load(tmp_path, notice=self.NOTICE).refuse_not_computed("judging")

    def test_a_clause_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        found = problems(tmp_path, notice=self.NOTICE.replace("C-1/1", "C-1/12"))
        assert codes(found) == [("notice", 5, "unknown-reference")]

    def test_it_is_about_a_clause_under_which_an_agreement_can_end(self, tmp_path: Path) -> None:
        """Clause 2 of the contract is no renewal, term or termination."""
        found = problems(tmp_path, notice=self.NOTICE.replace("C-1/1", "C-1/2"))
        assert codes(found) == [("notice", 5, "wrong-reference")]

    def test_nobody_receives_what_was_not_sent_yet(self, tmp_path: Path) -> None:
        found = problems(tmp_path, notice=self.NOTICE.replace("2026-09-01", "2026-08-27"))
        assert codes(found) == [("notice", 8, "order")]


def test_the_papers_as_they_were_signed_stay_as_they_were(tmp_path: Path) -> None:
    load(tmp_path, change=amendment(change("SLA-1/4.1", REACH)))
    assert (tmp_path / "contract.yaml").read_text(encoding="utf-8") == CONTRACT
    assert (tmp_path / "sla.yaml").read_text(encoding="utf-8") == SLA


def test_a_percentage_is_a_percentage_after_a_change(tmp_path: Path) -> None:
    agreement = load(tmp_path, change=amendment(change("SLA-1/4.1", REACH)))
    assert agreement.targets[0].reach == Percent(95)
