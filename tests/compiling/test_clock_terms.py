"""The rules of a clock as papers write them become terms: what starts, stops, resets and cancels it, and its relief."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import contractkit as ck
from contractkit.terms.conditions import EVERYTHING, AllOf, AnyOf, Is
from contractkit.terms.stopwatch import AtField, Happens, WhenState
from contractkit.terms.targets import ClockLine

GOOD = ck.load_agreement(Path(__file__).parents[1] / "cases" / "documents" / "good" / "clocks.yaml")
HEAD = {
    "contractkit": 1,
    "document": "sla",
    "id": "S-1",
    "title": "Desk",
    "currency": "EUR",
    "zone": "UTC",
    "calendar": "always",
    "fields": {
        "priority": ["P1", "P2"],
        "status": ["new", "waiting", "misrouted", "solved", "void"],
        "comment": ["customer-note", "public-note"],
        "closed_at": "instant",
        "hours": "number",
    },
}
TARGET = {"kind": "time-target", "name": "fixed", "stops": {"status": "solved"}, "within": "4 hours"}


def paper(**clauses: Any) -> dict[str, Any]:
    """Return a document with those clauses; ``c4_1`` is the clause 4.1."""
    return {**HEAD, "clauses": {name[1:].replace("_", "."): clause for name, clause in clauses.items()}}


def line(**fields: Any) -> ClockLine:
    """Return the clock line of a target that differs from the usual one in some fields."""
    (found,) = ck.load_agreement(data=paper(c4_1={**TARGET, **fields})).lines
    return found


def wrong(**fields: Any) -> list[tuple[str, str | None]]:
    """Return code and place of what is wrong with a target that differs from the usual one in some fields."""
    return [(problem.code, problem.where) for problem in ck.check(data=paper(c4_1={**TARGET, **fields}))]


class TestHappenings:
    def test_an_event_starts_and_stops_each_time_that_it_says_so(self) -> None:
        measure = GOOD.line_of("next-reply").measure
        assert measure.starts == Happens("comment", ("customer-note",))
        assert measure.stops == Happens("comment", ("public-note", "call"))

    def test_what_has_to_happen_again_is_what_its_measure_says(self) -> None:
        (target,) = GOOD.line_of("kept-posted").targets
        assert target.again == Happens("comment", ("public-note", "call"))
        assert GOOD.line_of("kept-posted").measure.stops == WhenState(Is("status", ("solved", "closed")))

    def test_a_field_that_is_called_event_is_read_as_a_field_behind_field(self) -> None:
        fields = {**HEAD["fields"], "event": ["raised", "cleared"]}
        stops = {"all_of": [{"field": "event", "is": "cleared"}]}
        data = {**paper(c4_1={**TARGET, "stops": stops}), "fields": fields}
        assert ck.load_agreement(data=data).lines[0].measure.stops == WhenState(Is("event", ("cleared",)))

    @pytest.mark.parametrize(
        ("says", "code"),
        [
            ({"coment": "public-note"}, "unknown-reference"),
            ({"comment": "publc-note"}, "unknown-reference"),
            ({"hours": "3"}, "condition"),
        ],
    )
    def test_a_field_or_value_that_no_event_has_is_a_problem_where_it_stands(self, says: Any, code: str) -> None:
        (field,) = says
        assert wrong(stops={"event": says}) == [(code, f"clause 4.1 > stops > event > {field}")]


class TestResetsAndCancels:
    def test_they_stand_in_the_measure(self) -> None:
        measure = GOOD.line_of("repaired-p1").measure
        assert (measure.starts, measure.resets) == (AtField("opened_at"), Is("status", ("misrouted",)))
        assert isinstance(measure.cancels, AnyOf)

    def test_or_in_the_target_itself_whose_word_wins(self) -> None:
        measure = {"kind": "measure", "name": "repair", "stops": {"status": "solved"}, "resets": {"status": "new"}}
        target = {"kind": "time-target", "measure": "repair", "within": "4 hours"}
        data = paper(c1=measure, c2=target, c3={**target, "resets": {"status": "misrouted"}})
        one, other = ck.load_agreement(data=data).lines
        assert (one.measure.resets, other.measure.resets) == (Is("status", ("new",)), Is("status", ("misrouted",)))

    def test_without_them_nothing_resets_or_cancels(self) -> None:
        assert (line().measure.resets, line().measure.cancels) == (None, None)

    def test_clocks_that_are_reset_differently_do_not_share_a_stopwatch(self) -> None:
        measure = {"kind": "measure", "name": "m", "stops": {"status": "solved"}, "resets": {"status": "misrouted"}}
        one, other = (
            {"kind": "time-target", "measure": "m", "within": "1 hour", "when": {"priority": p}} for p in ("P1", "P2")
        )
        assert len(ck.load_agreement(data=paper(c1=measure, c2=one, c3=other)).lines) == 1
        assert (
            len(ck.load_agreement(data=paper(c1=measure, c2=one, c3={**other, "resets": {"status": "new"}})).lines) == 2
        )


class TestContradictions:
    """One value cannot do two things; conditions that may meet are no contradiction, the strongest effect counts."""

    @pytest.mark.parametrize(
        "fields",
        [
            {"resets": {"status": "solved"}},
            {"cancels": {"status": ["void", "solved"]}},
            {"cancels": {"any_of": [{"status": "solved"}, {"priority": "P2"}]}},
        ],
    )
    def test_a_value_that_stops_the_clock_cannot_end_it_otherwise(self, fields: Any) -> None:
        assert wrong(**fields) == [("contradiction", f"clause 4.1 > {next(iter(fields))}")]

    def test_a_value_that_resets_the_clock_cannot_cancel_or_start_it(self) -> None:
        both = {"resets": {"status": "void"}, "cancels": {"status": "void"}}
        assert wrong(**both) == [("contradiction", "clause 4.1 > cancels")]
        assert wrong(starts={"status": "new"}, resets={"status": "new"}) == [("contradiction", "clause 4.1 > resets")]

    def test_a_narrower_condition_may_take_something_out(self) -> None:
        assert wrong(cancels={"status": "solved", "priority": "P2"}) == []

    def test_a_reset_needs_a_stop_that_can_come_again(self) -> None:
        fields = {"stops": {"field": "closed_at"}, "resets": {"status": "misrouted"}}
        assert wrong(**fields) == [("contradiction", "clause 4.1 > resets")]

    def test_a_reset_needs_something_to_start_the_clock(self) -> None:
        fields = {"starts": "none", "due": {"field": "closed_at"}, "resets": {"status": "misrouted"}}
        target = {name: value for name, value in {**TARGET, **fields}.items() if name != "within"}
        assert [one.code for one in ck.check(data=paper(c4_1=target))] == ["contradiction"]

    def test_a_measure_that_many_targets_name_is_told_once(self) -> None:
        measure = {"kind": "measure", "name": "repair", "stops": {"status": "solved"}, "resets": {"status": "solved"}}
        targets = {
            f"c4_{number}": {"kind": "time-target", "measure": "repair", "within": "4 hours"} for number in (1, 2)
        }
        problems = ck.check(data=paper(c1=measure, **targets))
        assert [(one.code, one.where) for one in problems] == [("contradiction", "clause 1 > resets")]

    def test_a_measure_that_nobody_names_is_looked_at_too(self) -> None:
        measure = {"kind": "measure", "name": "repair", "stops": {"status": "solved"}, "resets": {"status": "solved"}}
        assert [one.code for one in ck.check(data=paper(c1=measure))] == ["contradiction"]


class TestPolicies:
    @pytest.mark.parametrize("word", ["keep", "restart", "retroactive"])
    def test_what_a_change_does_stands_on_the_line(self, word: str) -> None:
        assert line(on_change=word).on_change == word

    @pytest.mark.parametrize("word", ["resume", "undo-stop", "restart", "new-cycle"])
    def test_what_a_reopening_does_stands_on_the_line(self, word: str) -> None:
        assert line(on_reopen=word).on_reopen == word

    def test_how_a_share_is_looked_at_stands_on_the_target(self) -> None:
        target = GOOD.line_of("repaired-p1").targets[0]
        assert (str(target.precision.to), target.minimum) == ("0.1", 20)  # type: ignore[union-attr]
        assert (target.no_volume, target.no_data) == ("met", "missed")


class TestRelief:
    """A clock line has the relief that concerns its targets."""

    @staticmethod
    def relieved(agreement: ck.Agreement, target: str) -> list[tuple[str | None, object]]:
        return [(one.clause.clause, one.when) for one in agreement.line_of(target).relief]

    def test_without_for_it_is_for_every_clock_of_its_document(self) -> None:
        assert all("4.1" in [one.clause.clause for one in found.relief] for found in GOOD.lines)

    def test_what_is_for_one_target_of_a_line_holds_while_that_one_applies(self) -> None:
        assert self.relieved(GOOD, "repaired-p2") == [("4.1", EVERYTHING), ("4.2", Is("priority", ("P1",)))]

    def test_a_clause_may_be_named_by_its_number(self) -> None:
        assert self.relieved(GOOD, "per-group") == [("4.1", EVERYTHING), ("4.2", EVERYTHING)]

    def test_others_have_nothing_of_it(self) -> None:
        assert self.relieved(GOOD, "next-reply") == [("4.1", EVERYTHING)]

    def test_one_condition_comes_on_top_of_another(self) -> None:
        relief = {"kind": "relief", "cause": "customer", "when": {"status": "waiting"}, "for": "one"}
        rows = [{"name": name, "when": {"priority": p}} for name, p in (("one", "P1"), ("two", "P2"))]
        target = {name: value for name, value in TARGET.items() if name != "name"}
        agreement = ck.load_agreement(data=paper(c1={**target, "rows": rows}, c3=relief))
        assert self.relieved(agreement, "two") == [("3", AllOf((Is("status", ("waiting",)), Is("priority", ("P1",)))))]

    def test_relief_for_a_measure_or_a_service_reaches_its_targets(self) -> None:
        services = {
            "c1": {"kind": "service", "name": "mail", "volume": "10 seats", "price": "EUR 1.00 per seat per month"},
            "c2": {"kind": "service", "name": "pc", "volume": "10 seats", "price": "EUR 1.00 per seat per month"},
        }
        targets = {
            "c3": {**TARGET, "name": "all", "measure": "repair"},
            "c4": {**TARGET, "name": "pcs", "service": "pc", "measure": "other"},
        }
        of_mail = {"kind": "relief", "cause": "customer", "for": "mail"}
        of_repair = {"kind": "relief", "cause": "third-party", "for": "repair"}
        measure = {"kind": "measure", "name": "repair", "stops": {"status": "solved"}}
        data = paper(**services, **targets, c5=of_mail, c6=of_repair, c7=measure)
        agreement = ck.load_agreement(data=data)
        assert self.relieved(agreement, "all") == [("5", Is("service", ("mail",))), ("6", EVERYTHING)]
        assert self.relieved(agreement, "pcs") == []

    def test_what_the_contract_says_is_for_all_its_papers(self, tmp_path: Path) -> None:
        contract = """\
            contractkit: 1
            document: contract
            id: C-1
            title: Services
            currency: EUR
            zone: UTC
            uses: [S-1, S-2]
            parties: {provider: {name: A}, customer: {name: B}}
            clauses:
              "1": {kind: term, start: 2026-01-01}
              "2": {kind: relief, cause: force-majeure}
            """
        other = """\
            contractkit: 1
            document: sla
            id: S-%s
            title: Levels
            calendar: always
            fields: {closed_at: instant}
            clauses:
              "1": {kind: time-target, stops: {field: closed_at}, within: 4 hours}
              "2": {kind: relief, cause: customer}
            """
        (tmp_path / "c.yaml").write_text(contract.replace("            ", ""), encoding="utf-8")
        for number in "12":
            text = (other % number).replace("            ", "")
            (tmp_path / f"s{number}.yaml").write_text(text, encoding="utf-8")
        agreement = ck.load_agreement(tmp_path)
        found = [[str(one.clause) for one in agreement.line_of(f"S-{number}/1").relief] for number in "12"]
        assert [sorted(clauses) for clauses in found] == [["C-1/2", "S-1/2"], ["C-1/2", "S-2/2"]]


class TestLineOf:
    @pytest.mark.parametrize("called", ["GOOD-CLOCKS/3.1 repaired-p2", "repaired-p2", "3.1", "GOOD-CLOCKS/3.1"])
    def test_a_line_is_found_by_what_a_target_is_called(self, called: str) -> None:
        assert [target.name for target in GOOD.line_of(called).targets] == ["repaired-p1", "repaired-p2"]

    def test_or_by_the_target(self) -> None:
        assert GOOD.line_of(GOOD.targets[-1]) is GOOD.lines[-1]

    def test_what_is_not_there_is_answered_with_what_was_meant(self) -> None:
        with pytest.raises(
            ck.UsageError, match=r"no target 'next-replies' in GOOD-CLOCKS; did you mean 'next-reply'\?"
        ):
            GOOD.line_of("next-replies")

    def test_a_clause_on_several_lines_is_answered_with_their_targets(self) -> None:
        rows = [{"name": "one", "within": "1 hour"}, {"name": "two", "within": "2 hours"}]
        target = {name: value for name, value in TARGET.items() if name not in ("within", "name")}
        agreement = ck.load_agreement(data=paper(c4_1={**target, "rows": rows}))
        with pytest.raises(ck.UsageError, match=r"several clock lines of S-1: S-1/4\.1 one, S-1/4\.1 two; name one"):
            agreement.line_of("4.1")
