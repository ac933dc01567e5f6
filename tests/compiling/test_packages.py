"""A level that is a package has the clauses of its base, with what differs."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from folders import CONTRACT, SLA, amendment, change, codes, folder

import contractkit as ck
from contractkit.errors import Problem

CATALOGUE = """\
contractkit: 1
document: catalogue
id: CAT-1
title: Catalogue
currency: EUR
zone: Europe/Amsterdam
fields:
  priority: [P1, P2]
  closed_at: instant
clauses:
  L.1:
    kind: level
    name: bronze
    calendar: shop
    price: EUR 2.00 per seat per month
  L.0:
    kind: calendar
    name: shop
    week: {mon-fri: 08:00-18:00}
    holidays: [NL]
  L.1.1:
    kind: time-target
    name: repaired
    level: bronze
    stops: {field: closed_at}
    within: 3 business days
    reach: 85 %
    per: quarter
  L.1.2:
    kind: time-target
    name: answered
    level: bronze
    stops: {field: closed_at}
    within: 8 hours
    reach: 80 %
    per: quarter
  L.2:
    kind: level
    name: silver
    based_on: L.1
    changes:
      - clause: L.1.1
        action: change
        fields:
          within: {was: 3 business days, becomes: 1 business day}
          reach: {was: 85 %, becomes: 90 %}
  L.3:
    kind: level
    name: gold
    based_on: silver
    changes:
      - clause: L.1.1
        action: change
        fields:
          within: {was: 1 business day, becomes: 4 hours}
      - {clause: L.1.2, action: remove}
      - clause: L.3.1
        action: add
        to: {kind: time-target, name: called-back, stops: {field: closed_at}, within: 1 hour, reach: 95 %, per: quarter}
"""
"""Silver is based on line 40 and changes from line 42 on; gold is based on line 50 and changes from line 52 on."""


def papers(level: str, more: str = "") -> dict[str, str]:
    return {
        "contract": CONTRACT.replace("uses: [SLA-1]", "uses: [SLA-1, CAT-1]"),
        "sla": SLA.replace("    volume: 100 seats", f"    level: {level}\n    volume: 100 seats") + more,
        "catalogue": CATALOGUE,
    }


def limits(path: Path, level: str, more: str = "") -> dict[str, str]:
    agreement = ck.load_agreement(folder(path, **papers(level, more)))
    targets = (target for target in agreement.targets if target.clause.document == "CAT-1")
    return {target.id: f"{target.limit and target.limit.within}, {target.reach}" for target in targets}


def problems(path: Path, catalogue: str, level: str = "gold") -> list[ck.Problem]:
    return ck.check(folder(path, **(papers(level) | {"catalogue": catalogue})))


class TestPackages:
    def test_a_plain_level_has_its_own_clauses(self, tmp_path: Path) -> None:
        assert limits(tmp_path, "bronze") == {"CAT-1/L.1.1": "3 business days, 85 %", "CAT-1/L.1.2": "8 hours, 80 %"}

    def test_a_package_has_those_of_its_base_with_what_differs(self, tmp_path: Path) -> None:
        assert limits(tmp_path, "silver") == {
            "CAT-1/L.1.1 as changed by L.2": "1 business day, 90 %",
            "CAT-1/L.1.2 as in L.2": "8 hours, 80 %",
        }

    def test_a_package_on_a_package_goes_on_from_there(self, tmp_path: Path) -> None:
        assert limits(tmp_path, "gold") == {
            "CAT-1/L.1.1 as changed by L.3": "4 hours, 90 %",
            "CAT-1/L.3.1": "1 hour, 95 %",
        }

    def test_it_has_the_calendar_of_its_base_unless_it_names_one(self, tmp_path: Path) -> None:
        agreement = ck.load_agreement(folder(tmp_path, **papers("gold")))
        limit = next(target.limit for target in agreement.targets if target.name == "repaired")
        assert limit is not None
        assert limit.calendar is agreement.calendars["shop"]

    def test_two_levels_are_delivered_beside_each_other(self, tmp_path: Path) -> None:
        more = '  "3":\n    kind: service\n    name: mail\n    level: bronze\n    volume: 100 mailboxes\n    price: EUR 3.00 per mailbox per month\n'
        assert set(limits(tmp_path, "silver", more)) == {
            "CAT-1/L.1.1",
            "CAT-1/L.1.2",
            "CAT-1/L.1.1 as changed by L.2",
            "CAT-1/L.1.2 as in L.2",
        }

    def test_the_base_may_stand_in_another_paper(self, tmp_path: Path) -> None:
        own = (
            '  "3":\n    kind: level\n    name: platinum\n    based_on: CAT-1/L.2\n    changes:\n'
            "      - clause: CAT-1/L.1.1\n        action: change\n        fields:\n"
            "          within: {was: 1 business day, becomes: 2 hours}\n"
        )
        assert limits(tmp_path, "platinum", own) == {
            "CAT-1/L.1.1 as changed by SLA-1/3": "2 hours, 90 %",
            "CAT-1/L.1.2 as in SLA-1/3": "8 hours, 80 %",
        }

    def test_an_amended_base_changes_the_package(self, tmp_path: Path) -> None:
        paper = amendment(change("CAT-1/L.1.2", "within: {was: 8 hours, becomes: 6 hours}"))
        agreement = ck.load_agreement(folder(tmp_path, change=paper, **papers("silver")))
        found = {target.id: str(target.limit.within) for target in agreement.targets if target.limit is not None}
        assert found["CAT-1/L.1.2 as in L.2"] == "6 hours"


class TestCalendars:
    """Whose calendar a catalogue means."""

    OWN = '  "5":\n    kind: calendar\n    name: quay\n    week: {mon-sun: 06:00-22:00}\n'

    def calendar(self, path: Path, sla: str) -> str | None:
        agreement = ck.load_agreement(folder(path, **(papers("gold") | {"sla": sla})))
        limit = next(target.limit for target in agreement.targets if target.name == "repaired")
        return None if limit is None or limit.calendar is None else limit.calendar.name

    def test_it_is_its_own(self, tmp_path: Path) -> None:
        assert self.calendar(tmp_path, papers("gold", self.OWN)["sla"]) == "shop"

    def test_it_is_the_one_that_the_customer_names_for_it(self, tmp_path: Path) -> None:
        sla = papers("gold", self.OWN)["sla"].replace("fields:", "calendars: {shop: quay}\nfields:")
        assert self.calendar(tmp_path, sla) == "quay"

    def test_a_calendar_that_nobody_has_is_told_where_it_is_named(self, tmp_path: Path) -> None:
        sla = papers("gold", self.OWN)["sla"].replace("fields:", "calendars: {shop: key}\nfields:")
        found = ck.check(folder(tmp_path, **(papers("gold") | {"sla": sla})))
        assert set(codes(found)) == {("sla", 7, "unknown-reference")}

    def test_a_document_may_name_the_calendar_for_all_that_name_none(self, tmp_path: Path) -> None:
        sla = SLA.replace("    calendar: office\n", "").replace("fields:", "calendar: office\nfields:")
        agreement = ck.load_agreement(folder(tmp_path, contract=CONTRACT, sla=sla))
        limits = [target.limit for target in agreement.targets if target.limit is not None]
        assert [limit.calendar for limit in limits] == [agreement.calendars["office"]] * 3


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("old", "new", "line", "code", "hint"),
        [
            ("was: 3 business days", "was: 2 business days", 45, "was-differs", "see line 26"),
            ("becomes: 1 business day}", "becomes: 1 day}", 42, "change-invalid", "write '1 business day'"),
            (
                "- clause: L.1.1\n        action: change\n        fields:\n          within: {was: 3",
                "- clause: L.1.9\n        action: change\n        fields:\n          within: {was: 3",
                42,
                "unknown-reference",
                "did you mean 'L.1.2'?",
            ),
            ("based_on: L.1\n", "based_on: L.7\n", 40, "unknown-reference", "known: bronze, silver, gold"),
            ("- clause: L.3.1", "- clause: L.1.1", 57, "number-taken", "give the new clause its own"),
            ("name: called-back", "level: bronze, name: called-back", 59, "contradiction", "write level: gold"),
        ],
    )
    def test_it_is_told_where_the_package_says_it(
        self, tmp_path: Path, old: str, new: str, line: int, code: str, hint: str
    ) -> None:
        (problem,) = problems(tmp_path, CATALOGUE.replace(old, new))
        assert codes([problem]) == [("catalogue", line, code)]
        assert hint in str(problem.hint)

    def test_packages_in_a_circle_are_told_each(self, tmp_path: Path) -> None:
        found = problems(tmp_path, CATALOGUE.replace("based_on: L.1\n", "based_on: gold\n"))
        assert [(code, line) for file, line, code in codes(found) if code == "circular"] == [
            ("circular", 40),
            ("circular", 50),
        ]
        assert found[0].says == "levels are based on each other: silver on gold on silver"

    def test_a_level_on_itself_is_a_circle(self, tmp_path: Path) -> None:
        found = problems(tmp_path, CATALOGUE.replace("based_on: L.1\n", "based_on: L.2\n"), "bronze")
        assert codes(found) == [("catalogue", 40, "circular")]

    def test_a_package_that_nobody_has_is_checked_all_the_same(self, tmp_path: Path) -> None:
        found = problems(tmp_path, CATALOGUE.replace("was: 3 business days", "was: 2 business days"), "bronze")
        assert codes(found) == [("catalogue", 45, "was-differs")]

    def test_what_a_change_refers_to_and_is_not_there_is_told_in_the_package(self, tmp_path: Path) -> None:
        text = CATALOGUE.replace("within: 1 hour, reach", "calendar: shopp, within: 1 hour, reach")
        (problem,) = problems(tmp_path, text)
        assert codes([problem]) == [("catalogue", 59, "unknown-reference")]


class TestABaseThatNobodyHas:
    LEVELS = """\
  "7.1": {kind: level, name: plain, calendar: office}
  "7.2": {kind: time-target, name: answered, level: plain, stops: {field: closed_at}, within: 8 hours}
  "7.3":
    kind: level
    name: quick
    based_on: "7.1"
    changes:
      - {clause: "7.2", action: change, fields: {within: {was: 8 hours, becomes: 2 hours}}}
"""

    def test_it_may_stand_beside_the_services_for_others_to_be_based_on(self, tmp_path: Path) -> None:
        sla = SLA.replace("    volume: 100 seats", "    level: quick\n    volume: 100 seats") + self.LEVELS
        agreement = ck.load_agreement(folder(tmp_path, contract=CONTRACT, sla=sla))
        assert [str(one.limit.within) for one in agreement.targets if one.limit and one.name == "answered"] == [
            "2 hours"
        ]

    def test_a_level_that_is_no_base_and_that_nobody_has_is_told(self, tmp_path: Path) -> None:
        alone = self.LEVELS.split('  "7.3"')[0]
        found = ck.check(folder(tmp_path, contract=CONTRACT, sla=SLA + alone))
        assert [one[2] for one in codes(found)] == ["level-unused"]


class TestManyLevels:
    """However levels are based on each other, the answer comes at once."""

    HEAD = "contractkit: 1\ndocument: catalogue\nid: C-1\ntitle: Levels\ncurrency: EUR\nzone: UTC\nclauses:\n"

    def found(self, base: Callable[[int], int], levels: int) -> list[Problem]:
        lines = [
            f"  L.{n}: {{kind: level, name: level-{n}, based_on: L.{base(n)}, changes: [{{clause: x, action: remove}}]}}\n"
            for n in range(1, levels)
        ]
        text = f"{self.HEAD}  L.0: {{kind: level, name: level-0}}\n{''.join(lines)}"
        with pytest.raises(ck.DocumentRejected) as refused:
            ck.load_agreement(text=text)
        return list(refused.value.problems)

    def test_a_circle_of_five_hundred_is_told_in_short_lines(self) -> None:
        began = time.perf_counter()
        found = self.found(lambda n: n % 500 + 1, 501)
        assert time.perf_counter() - began < 10, "with the square of the levels it would be minutes"
        assert {problem.code for problem in found} == {"circular"}
        assert max(len(problem.says) for problem in found) < 200

    def test_a_tower_of_levels_is_refused_at_the_first_that_is_too_high(self) -> None:
        found = self.found(lambda n: n - 1, 3000)
        assert [(problem.code, problem.line) for problem in found if problem.code == "too-deep"] == [("too-deep", 49)]
