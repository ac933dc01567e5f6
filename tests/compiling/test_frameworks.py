"""A call-off has all clauses of its framework, but for those that it says it replaces."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from folders import amendment, change, codes

import contractkit as ck

PARTIES = "parties: {provider: {name: Duin & Meer B.V.}, customer: {name: Waterschap Elde, code: elde}}"
FRAMEWORK = f"""\
contractkit: 1
document: contract
form: framework
id: FW-1
title: Framework
currency: EUR
zone: Europe/Amsterdam
{PARTIES}
clauses:
  "2.1": {{kind: term, start: 2025-01-01, initial: 4 years}}
  "5.1": {{kind: fee, name: desk-fee, amount: EUR 600.00, per: quarter}}
  "7.1": {{kind: liability, per_event: EUR 500 000}}
"""
LEVELS = """\
contractkit: 1
document: sla
id: SLA-FW
title: Levels of the framework
belongs_to: FW-1
zone: Europe/Amsterdam
fields: {closed_at: instant}
clauses:
  "1":
    kind: time-target
    name: solved
    stops: {field: closed_at}
    within: 8 hours
    calendar: always
    reach: 90 %
    per: month
"""
CALL_OFF = f"""\
contractkit: 1
document: contract
form: call-off
under: FW-1
id: CO-1
title: First call-off
currency: EUR
zone: Europe/Amsterdam
{PARTIES}
clauses:
  "1": {{kind: term, start: 2026-03-01, initial: 24 months, replaces: FW-1/2.1}}
  "2": {{kind: fee, name: seats, amount: EUR 3 000.00, per: quarter}}
"""
PLAIN = CALL_OFF.replace('  "1": {kind: term, start: 2026-03-01, initial: 24 months, replaces: FW-1/2.1}\n', "")
"""A call-off that replaces nothing."""


def folder(path: Path, **papers: str) -> Path:
    for name, text in papers.items():
        (path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return path


class TestCallOffs:
    def test_only_the_call_offs_are_agreements(self, tmp_path: Path) -> None:
        second = PLAIN.replace("CO-1", "CO-2")
        agreements = ck.load_agreements(folder(tmp_path, a=FRAMEWORK, b=PLAIN, c=second))
        assert [(one.id, one.under) for one in agreements] == [("CO-1", "FW-1"), ("CO-2", "FW-1")]

    def test_a_framework_under_which_nothing_is_called_off_is_an_agreement(self, tmp_path: Path) -> None:
        agreement = ck.load_agreement(folder(tmp_path, a=FRAMEWORK))
        assert (agreement.id, agreement.under) == ("FW-1", None)

    def test_the_clauses_and_papers_of_the_framework_hold(self, tmp_path: Path) -> None:
        agreement = ck.load_agreement(folder(tmp_path, a=FRAMEWORK, b=PLAIN, c=LEVELS))
        assert [head.id for head in agreement.documents] == ["CO-1", "FW-1", "SLA-FW"]
        assert [fee.name for fee in agreement.fees] == ["seats", "desk-fee"]
        assert [target.id for target in agreement.targets] == ["SLA-FW/1"]
        assert agreement.term is not None
        assert agreement.term.start == date(2025, 1, 1)

    def test_a_clause_that_is_replaced_holds_no_more(self, tmp_path: Path) -> None:
        agreement = ck.load_agreement(folder(tmp_path, a=FRAMEWORK, b=CALL_OFF))
        assert agreement.term is not None
        assert (agreement.term.start, str(agreement.term.clause)) == (date(2026, 3, 1), "CO-1/1")
        assert "FW-1/2.1" not in {str(clause.ref) for clause in agreement.clauses}

    def test_the_same_number_replaces_nothing(self, tmp_path: Path) -> None:
        same = CALL_OFF.replace('"1": {kind: term', '"2.1": {kind: term').replace(", replaces: FW-1/2.1", "")
        found = ck.check(folder(tmp_path, a=FRAMEWORK, b=same))
        assert codes(found) == [("a", 10, "contradiction")]

    def test_an_amendment_of_the_framework_reaches_every_call_off(self, tmp_path: Path) -> None:
        paper = amendment(change("FW-1/5.1", "amount: {was: EUR 600.00, becomes: EUR 700.00}"), amends="FW-1")
        second = PLAIN.replace("CO-1", "CO-2")
        agreements = ck.load_agreements(folder(tmp_path, a=FRAMEWORK, b=PLAIN, c=second, d=paper))
        assert [str(one.fees[1].amount) for one in agreements] == ["EUR 700.00", "EUR 700.00"]

    def test_an_amendment_of_one_call_off_reaches_that_one(self, tmp_path: Path) -> None:
        paper = amendment(change("CO-1/2", "amount: {was: EUR 3 000.00, becomes: EUR 3 300.00}"), amends="CO-1")
        second = PLAIN.replace("CO-1", "CO-2")
        agreements = ck.load_agreements(folder(tmp_path, a=FRAMEWORK, b=PLAIN, c=second, d=paper))
        assert [str(one.fees[0].amount) for one in agreements] == ["EUR 3 300.00", "EUR 3 000.00"]

    def test_an_amendment_of_a_clause_that_a_call_off_replaced_leaves_it_alone(self, tmp_path: Path) -> None:
        paper = amendment(change("FW-1/2.1", "initial: {was: 4 years, becomes: 5 years}"), amends="FW-1")
        agreement = ck.load_agreement(folder(tmp_path, a=FRAMEWORK, b=CALL_OFF, c=paper))
        assert agreement.term is not None
        assert agreement.term.end == date(2028, 3, 1)

    def test_its_own_zone_wins_and_is_listed(self, tmp_path: Path) -> None:
        own = PLAIN.replace("zone: Europe/Amsterdam", "zone: Europe/London")
        agreement = ck.load_agreement(folder(tmp_path, a=FRAMEWORK, b=own))
        assert agreement.zone == "Europe/London"
        (listed,) = [one for one in agreement.assumptions if one.convention == "zone"]
        assert (listed.taken, listed.alternatives) == ("Europe/London", ("Europe/Amsterdam",))


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("old", "new", "line", "code"),
        [
            ("under: FW-1\n", "", 1, "missing-field"),
            ("under: FW-1\n", "under: FW-2\n", 4, "unknown-reference"),
            ("form: call-off\n", "", 3, "contradiction"),
        ],
    )
    def test_a_call_off_names_its_framework(self, tmp_path: Path, old: str, new: str, line: int, code: str) -> None:
        found = ck.check(folder(tmp_path, a=FRAMEWORK, b=PLAIN.replace(old, new)))
        assert ("b", line, code) in codes(found)

    def test_nothing_is_called_off_under_a_contract_that_is_no_framework(self, tmp_path: Path) -> None:
        found = ck.check(folder(tmp_path, a=FRAMEWORK.replace("form: framework\n", ""), b=PLAIN))
        assert codes(found) == [("b", 4, "unknown-reference")]
        assert found[0].hint == "write form: framework there"

    @pytest.mark.parametrize(
        ("replaces", "code", "hint"),
        [
            ("FW-1/2.2", "unknown-reference", "did you mean 'FW-1/2.1'?"),
            ("FW-1/7.1", "kind-changes", "replace it by a liability, or leave replaces out"),
            ("CO-1/2", "unknown-reference", None),
        ],
    )
    def test_what_is_replaced_is_there_and_of_the_same_kind(
        self, tmp_path: Path, replaces: str, code: str, hint: str | None
    ) -> None:
        text = CALL_OFF.replace("replaces: FW-1/2.1", f"replaces: {replaces}")
        found = [one for one in ck.check(folder(tmp_path, a=FRAMEWORK, b=text)) if one.code != "contradiction"]
        assert codes(found) == [("b", 11, code)]
        assert hint is None or found[0].hint == hint

    def test_a_contract_that_stands_alone_replaces_nothing(self, tmp_path: Path) -> None:
        text = CALL_OFF.replace("form: call-off\nunder: FW-1\n", "")
        found = ck.check(folder(tmp_path, b=text))
        assert codes(found) == [("b", 9, "contradiction")]

    @pytest.mark.parametrize(
        ("start", "wrong"), [("2024-12-31", 1), ("2025-01-01", 0), ("2028-12-31", 0), ("2029-01-01", 1)]
    )
    def test_it_begins_while_the_framework_holds(self, tmp_path: Path, start: str, wrong: int) -> None:
        text = CALL_OFF.replace("2026-03-01", start)
        found = ck.check(folder(tmp_path, a=FRAMEWORK, b=text))
        assert codes(found) == [("b", 11, "term")] * wrong


class TestBetweenTeams:
    """An agreement between teams stands beside the customer's, and points up to it."""

    TEAMS = """\
contractkit: 1
document: sla
id: OLA-1
title: Field engineers for the desk
between: internal
supports: [SLA-FW/1]
zone: Europe/Amsterdam
parties: {provider: {name: Field engineers}, customer: {name: Service desk}}
clauses:
  "1": {kind: text, text: Spare parts are in stock.}
"""

    def test_it_is_an_agreement_of_its_own(self, tmp_path: Path) -> None:
        agreements = ck.load_agreements(folder(tmp_path, a=FRAMEWORK, c=LEVELS, d=self.TEAMS))
        assert [one.id for one in agreements] == ["FW-1", "OLA-1"]
        assert [party.name for party in agreements[1].parties] == ["Field engineers", "Service desk"]

    @pytest.mark.parametrize("promise", ["SLA-FW/2", "SLA-9/1"])
    def test_the_promise_that_it_supports_is_there(self, tmp_path: Path, promise: str) -> None:
        text = self.TEAMS.replace("SLA-FW/1", promise)
        found = ck.check(folder(tmp_path, a=FRAMEWORK, c=LEVELS, d=text))
        assert codes(found) == [("d", 6, "unknown-reference")]
