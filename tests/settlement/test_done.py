"""Duties that cost something where they are late, as the facts tell of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

import contractkit as ck

HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}
TERM = {"kind": "term", "start": "2026-01-01"}
LIST = {
    "kind": "duty",
    "owner": "provider",
    "does": "Sends the list",
    "every": "month",
    "due": "3 days",
    "otherwise": "EUR 50.00",
}


def agreed(duty: dict[str, Any], **head: Any) -> ck.Agreement:
    return ck.load_agreement(data={**HEAD, **head, "clauses": {"1": TERM, "2": duty}})


def told(agreement: ck.Agreement, period: str, done: Any, **more: Any) -> ck.SettlementFacts:
    return ck.SettlementFacts.from_dict({"done": done, **more}, agreement=agreement, period=period)


def settled(agreement: ck.Agreement, period: str, done: Any, **more: Any) -> ck.Settlement:
    facts = told(agreement, period, done, **more)
    return ck.settle(agreement, None, None, period=period, told=facts)[0]


class TestSettle:
    def test_what_both_parties_owe_nobody_is_said_to_pay(self) -> None:
        money = settled(agreed(LIST | {"owner": "both"}), "2026-02", {"2": "2026-02-09"})
        assert (str(money.total.amount), money.status) == ("0.00", "provisional")

    def test_of_several_times_in_one_period_each_is_told_by_its_name(self) -> None:
        """One date for three lists says of none of them which it is."""
        money = settled(agreed(LIST), "2026-Q2", {"2": "2026-04-02"})
        assert money.status == "provisional"
        (line,) = money.lines
        assert "2026-03 and 2026-04 and 2026-05 are due" in line.says

    def test_a_duty_that_counts_from_a_moment_is_told_with_its_date(self) -> None:
        """Due on 10 April, done on the 12th; of a moment that nobody told nothing fell due."""
        duty = LIST | {"after": "report-sent", "due": "5 days"}
        del duty["every"]
        agreement = agreed(duty, fields={"report-sent": "instant"})
        assert (
            str(settled(agreement, "2026-04", {"2": {"due": "2026-04-10", "on": "2026-04-12"}}).total.amount)
            == "-50.00"
        )
        assert str(settled(agreement, "2026-04", {}).total.amount) == "0.00"
        assert settled(agreement, "2026-04", {}).status == "final"

    def test_a_later_word_corrects_an_earlier_one_from_the_day_on_which_it_was_recorded(self) -> None:
        rows = {"2": {"2026-01": {"on": "not-done", "recorded_on": "2026-03-01"}}}
        later = {"2": {"2026-01": {"on": "2026-02-02", "recorded_on": "2026-04-01"}}}
        agreement = agreed(LIST)
        both = attrs.evolve(
            told(agreement, "2026-02", rows),
            done=(*told(agreement, "2026-02", rows).done, *told(agreement, "2026-02", later).done),
        )
        totals = []
        for known_at in (date(2026, 3, 15), date(2026, 4, 15)):
            facts = attrs.evolve(both, known_at=known_at)
            totals.append(str(ck.settle(agreement, None, None, period="2026-02", told=facts)[0].total.amount))
        assert totals == ["-50.00", "0.00"]

    def test_an_amendment_inside_of_the_period_counts_each_time_once_under_the_wording_of_its_due_date(
        self, tmp_path: Path
    ) -> None:
        """The lists of January and March are due on 3 February and 3 April; from 1 March on they cost EUR 80."""
        (tmp_path / "a.yaml").write_text(
            """
contractkit: 1
document: sla
id: S-1
title: Desk
currency: EUR
zone: UTC
clauses:
  "1": {kind: term, start: 2025-01-01}
  "2": {kind: duty, owner: provider, does: Sends the list, every: month, due: 3 days, otherwise: EUR 50.00}
""",
            encoding="utf-8",
        )
        (tmp_path / "b.yaml").write_text(
            """
contractkit: 1
document: amendment
id: A-1
title: More
amends: S-1
signed_on: 2026-02-01
effective_from: 2026-02-15
changes:
  - {clause: "2", action: change, fields: {otherwise: {was: EUR 50.00, becomes: EUR 80.00}}}
""",
            encoding="utf-8",
        )
        agreement = ck.load_agreement(tmp_path)
        done = {"2": {"2025-12": "2026-01-02", "2026-01": "2026-02-09", "2026-02": "2026-03-09"}}
        money = settled(agreement, "2026-Q1", done)
        assert [str(line.amount.amount) for line in money.lines] == ["-50.00", "-80.00"]


def event(number: int, what: str, at: str, of: str = "S-1/2 2026-01", **more: str) -> dict[str, str]:
    return {"id": f"E-{number}", "obligation": of, "what": what, "at": at, **more}


class TestEvents:
    """What was recorded about obligations says when a duty was done; `done` is the short form of it.

    The list of January is due on Tuesday 3 February, and EUR 50.00 are deducted where it is late.
    """

    @pytest.mark.parametrize(("at", "total"), [("2026-02-03", "0.00"), ("2026-02-04", "-50.00")])
    def test_an_event_counts_as_done_does(self, at: str, total: str) -> None:
        told_by_events = settled(agreed(LIST), "2026-02", {}, obligations=[event(1, "fulfilled", at)])
        told_in_short = settled(agreed(LIST), "2026-02", {"2": at})
        assert [str(one.total.amount) for one in (told_by_events, told_in_short)] == [total, total]
        assert told_by_events.status == told_in_short.status == "final"

    def test_of_several_times_each_event_names_its_own(self) -> None:
        """Due on 3 April, 3 May and 3 June: the second of them was late."""
        days = {"2026-03": "2026-04-03", "2026-04": "2026-05-04", "2026-05": "2026-06-03"}
        rows = [event(n, "fulfilled", day, f"S-1/2 {of}") for n, (of, day) in enumerate(days.items())]
        money = settled(agreed(LIST), "2026-Q2", {}, obligations=rows)
        assert (str(money.total.amount), money.status) == ("-50.00", "final")

    def test_a_suspension_moves_the_date_and_so_the_sum(self) -> None:
        """Suspended from 1 to 5 February, four days: due on 7 February, and done on the 6th."""
        rows = [event(1, "suspended", "2026-02-01"), event(2, "resumed", "2026-02-05")]
        done = event(3, "fulfilled", "2026-02-06")
        assert str(settled(agreed(LIST), "2026-02", {}, obligations=[*rows, done]).total.amount) == "0.00"
        assert str(settled(agreed(LIST), "2026-02", {}, obligations=[done]).total.amount) == "-50.00"

    @pytest.mark.parametrize("what", ["waived", "discharged"])
    def test_what_was_let_go_costs_nothing(self, what: str) -> None:
        money = settled(agreed(LIST), "2026-02", {}, obligations=[event(1, what, "2026-02-20")])
        assert (str(money.total.amount), money.status) == ("0.00", "final")

    def test_a_moment_that_an_event_tells_starts_what_counts_from_it(self) -> None:
        """Five days from Sunday 5 April: due on the 10th, done on the 12th."""
        duty = LIST | {"after": "report-sent", "due": "5 days"}
        del duty["every"]
        agreement = agreed(duty, fields={"report-sent": "instant"})
        name = "S-1/2 R-1"
        rows = [event(1, "triggered", "2026-04-05", name), event(2, "fulfilled", "2026-04-12", name)]
        money = settled(agreement, "2026-04", {}, obligations=rows)
        assert (str(money.total.amount), money.status) == ("-50.00", "final")

    def test_told_in_both_ways_and_the_same_it_is_told_once(self) -> None:
        rows = [event(1, "fulfilled", "2026-02-09")]
        assert str(settled(agreed(LIST), "2026-02", {"2": "2026-02-09"}, obligations=rows).total.amount) == "-50.00"

    @pytest.mark.parametrize("done", ["2026-02-02", "not-done"])
    def test_told_in_both_ways_and_differently_it_is_refused_with_both(self, done: str) -> None:
        rows = [event(1, "fulfilled", "2026-02-09")]
        with pytest.raises(ck.FactsRejected) as refused:
            settled(agreed(LIST), "2026-02", {"2": done}, obligations=rows)
        (problem,) = refused.value.problems
        assert problem.code == "contradictory-done"
        assert problem.says == f"S-1/2 2026-01 is told twice: `done` says {done}, and the event E-1 2026-02-09"

    def test_what_was_recorded_later_counts(self) -> None:
        rows = [event(1, "fulfilled", "2026-02-02", recorded_on="2026-02-20")]
        for recorded, total in (("2026-02-10", "0.00"), ("2026-02-25", "-50.00")):
            done = {"2": {"on": "not-done", "recorded_on": recorded}}
            assert str(settled(agreed(LIST), "2026-02", done, obligations=rows).total.amount) == total

    def test_two_words_of_one_date_under_done_are_refused(self) -> None:
        with pytest.raises(ck.FactsRejected, match="`done` says two things of S-1/2"):
            settled(agreed(LIST), "2026-02", {"2": "2026-02-02", "S-1/2": "2026-02-09"})

    def test_an_event_about_nothing_that_is_owed_is_refused(self) -> None:
        with pytest.raises(ck.FactsRejected, match="no such obligation"):
            settled(agreed(LIST), "2026-02", {}, obligations=[event(1, "fulfilled", "2026-02-02", "S-1/3 2026-01")])

    def test_events_of_another_agreement_are_left_to_it(self) -> None:
        rows = [event(1, "fulfilled", "2026-02-02", agreement="S-2")]
        facts = told(agreed(LIST), "2026-02", {}, obligations=rows)
        assert facts.obligations == ()


class TestFacts:
    def test_events_are_written_and_read_again(self) -> None:
        agreement = agreed(LIST)
        rows = [event(1, "suspended", "2026-02-01"), event(2, "resumed", "2026-02-02T10:00+00:00", actor="provider")]
        facts = told(agreement, "2026-Q1", {}, obligations=rows)
        assert len(facts.obligations) == 2
        assert ck.SettlementFacts.from_dict(facts.to_dict(), agreement=agreement, period="2026-Q1") == facts

    @pytest.mark.parametrize(
        ("rows", "code", "where"),
        [
            ("E-1", "wrong-shape", "obligations > 0"),
            (["E-1"], "wrong-shape", "obligations > 0"),
            ([event(1, "done", "2026-02-01")], "unknown-word", "obligations > 0"),
            ([event(1, "fulfilled", "soon")], "bad-value", "obligations > 0"),
            ([{"id": "E-1", "what": "fulfilled", "at": "2026-02-01"}], "missing-value", "obligations > 0"),
        ],
    )
    def test_events_that_mean_nothing_are_a_problem_at_their_place(self, rows: Any, code: str, where: str) -> None:
        with pytest.raises(ck.FactsRejected) as refused:
            told(agreed(LIST), "2026-02", {}, obligations=rows)
        assert [(one.code, one.where) for one in refused.value.problems] == [(code, where)]

    def test_what_is_written_is_read_again(self) -> None:
        clauses = {"1": TERM, "2": LIST, "3": {"kind": "relief", "cause": "force-majeure"}}
        agreement = ck.load_agreement(data={**HEAD, "clauses": clauses})
        done = {"2": {"2026-01": {"on": "not-done", "source": "letter 4"}, "2026-02": "2026-03-02"}}
        relieved = {"force-majeure": ["2026-03-04T09:00Z/2026-03-07T09:00Z"]}
        facts = told(agreement, "2026-Q1", done, relieved=relieved)
        assert ck.SettlementFacts.from_dict(facts.to_dict(), agreement=agreement, period="2026-Q1") == facts

    @pytest.mark.parametrize(
        ("done", "code"),
        [
            ({"3": "2026-02-01"}, "unknown-reference"),
            ({"2": "soon"}, "wrong-shape"),
            ({"2": {"on": "2026-02-01", "by": "Ann"}}, "unknown-field"),
            (["2026-02-01"], "wrong-shape"),
        ],
    )
    def test_what_means_nothing_is_a_problem_at_its_place(self, done: Any, code: str) -> None:
        with pytest.raises(ck.FactsRejected) as refused:
            told(agreed(LIST), "2026-02", done)
        assert [one.code for one in refused.value.problems] == [code]
