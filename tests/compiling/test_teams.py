"""Papers of teams and suppliers beside those of the customer: their times added up, their credits passed on."""

from __future__ import annotations

from pathlib import Path

import pytest

import contractkit as ck
from contractkit.errors import Problem

CUSTOMER = """\
contractkit: 1
document: contract
id: C-1
title: Workplaces
currency: EUR
zone: Europe/Amsterdam
parties: {provider: {name: Duin B.V.}, customer: {name: Molenaar N.V.}}
fields: {opened_at: instant, answered_at: instant, solved_at: instant, priority: [P1, P2]}
clauses:
  "1": {kind: calendar, name: office, week: {mon-fri: 09:00-17:00}}
  "2":
    kind: time-target
    name: solved
    starts: {field: opened_at}
    stops: {field: solved_at}
    within: 4 hours
    calendar: office
    reach: 95 %
    per: month
  "3": {kind: pass-through, of: T-LINES/4, share: 100 %, when_paid: received}
"""

TEAM = """\
contractkit: 1
document: sla
id: T-NAME
title: Between teams
between: internal
supports: [C-1/2]
currency: EUR
zone: Europe/Amsterdam
parties: {provider: {name: Network}, customer: {name: Desk}}
fields: {opened_at: instant, answered_at: instant, solved_at: instant, priority: [P1, P2]}
clauses:
  "1": {kind: calendar, name: office, week: {mon-fri: 09:00-17:00}}
  "4":
    kind: time-target
    name: solved
    starts: {field: opened_at}
    stops: {field: solved_at}
    within: WITHIN
    calendar: office
    reach: 95 %
    per: month
  "5":
    kind: time-target
    name: answered
    starts: {field: opened_at}
    stops: {field: answered_at}
    within: 15 minutes
    calendar: office
    reach: 95 %
    per: month
"""


def found(folder: Path, *teams: tuple[str, str], look: str = "strict") -> list[Problem]:
    """Return what is said of times that do not fit, for teams of those names and times."""
    (folder / "customer.yaml").write_text(CUSTOMER, encoding="utf-8")
    for name, within in teams:
        text = TEAM.replace("T-NAME", name).replace("WITHIN", within)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    every = ck.check(folder, "strict" if look == "strict" else "usual")
    return [one for one in every if one.code in ("does-not-fit", "unknown-reference")]


class TestTimesOfTeams:
    def test_two_hours_and_three_hours_do_not_fit_into_four(self, tmp_path: Path) -> None:
        (told,) = found(tmp_path, ("T-A", "2 hours"), ("T-B", "3 hours"))
        assert (told.severity, Path(str(told.file)).name, told.line) == ("advice", "T-B.yaml", 14)
        assert told.says == "T-A/4 (2 hours) and T-B/4 (3 hours) come to 5 hours, and C-1/2 promises 4 hours"

    @pytest.mark.parametrize(("one", "other"), [("2 hours", "2 hours"), ("2 hours", "5 business days")])
    def test_what_fits_and_what_cannot_be_compared_is_not_told(self, tmp_path: Path, one: str, other: str) -> None:
        assert found(tmp_path, ("T-A", one), ("T-B", other)) == []

    def test_one_team_alone_can_take_too_long(self, tmp_path: Path) -> None:
        (told,) = found(tmp_path, ("T-A", "5 hours"))
        assert told.says == "T-A/4 allows 5 hours, and C-1/2 promises 4 hours"

    def test_other_hours_are_not_added_up(self, tmp_path: Path) -> None:
        found(tmp_path, ("T-A", "2 hours"), ("T-B", "3 hours"))
        other = tmp_path / "T-B.yaml"
        other.write_text(other.read_text(encoding="utf-8").replace("09:00-17:00", "08:00-20:00"), encoding="utf-8")
        assert found(tmp_path) == []

    def test_only_a_close_look_tells_it(self, tmp_path: Path) -> None:
        assert found(tmp_path, ("T-A", "2 hours"), ("T-B", "3 hours"), look="usual") == []


class TestCreditsOfSuppliers:
    def test_the_clause_is_looked_for_where_its_paper_lies_in_the_folder(self, tmp_path: Path) -> None:
        assert found(tmp_path, ("T-LINES", "1 hour")) == []
        (tmp_path / "customer.yaml").write_text(CUSTOMER.replace("T-LINES/4", "T-LINES/44"), encoding="utf-8")
        told = [one for one in ck.check(tmp_path) if one.code == "unknown-reference"]
        assert [(one.line, one.says, one.hint) for one in told] == [
            (20, "the paper T-LINES has no clause '44'", "did you mean 'T-LINES/4'?")
        ]

    def test_a_paper_that_is_not_in_the_folder_is_not_missed(self, tmp_path: Path) -> None:
        assert found(tmp_path) == []
