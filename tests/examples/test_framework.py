"""The example of a framework: two call-offs, three amendments, every figure worked out by hand."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import contractkit as ck

EXAMPLES = Path(__file__).parents[2] / "examples"
FRAMEWORK = EXAMPLES / "framework"


@pytest.fixture(scope="module")
def agreements() -> dict[str, ck.Agreement]:
    return {str(one.customer): one for one in ck.load_agreements(FRAMEWORK)}


def limits(agreement: ck.Agreement) -> dict[str, str]:
    return {target.name: str(target.limit.within) for target in agreement.targets if target.limit is not None}


class TestPapers:
    def test_check_finds_nothing_wrong(self) -> None:
        assert [str(problem) for problem in ck.check(FRAMEWORK)] == []

    def test_there_are_two_agreements_under_one_framework(self, agreements: dict[str, ck.Agreement]) -> None:
        assert {one.id: one.under for one in agreements.values()} == {
            "CO-WL-01": "FW-WL-2025",
            "CO-WL-02": "FW-WL-2025",
        }

    def test_each_has_its_own_term(self, agreements: dict[str, ck.Agreement]) -> None:
        terms = {name: one.term and (one.term.start, one.term.end) for name, one in agreements.items()}
        assert terms == {
            "dunes": (date(2025, 4, 1), date(2028, 4, 1)),
            "harbour": (date(2025, 10, 1), date(2027, 10, 1)),
        }

    def test_the_port_replaced_the_liability_and_the_town_did_not(self, agreements: dict[str, ck.Agreement]) -> None:
        found = {
            name: [str(clause.ref) for clause in one.clauses if clause.kind == "liability"]
            for name, one in agreements.items()
        }
        assert found == {"dunes": ["FW-WL-2025/7.1"], "harbour": ["CO-WL-02/3"]}


class TestPackages:
    def test_each_level_has_its_own_limits(self, agreements: dict[str, ck.Agreement]) -> None:
        assert limits(agreements["dunes"]) == {"answered": "2 hours", "solved": "1 business day"}
        assert limits(agreements["harbour"]) == {"answered": "2 hours", "solved": "8 hours", "major-solved": "2 hours"}

    def test_day_and_night_is_the_calendar_of_the_base_of_the_port(self, agreements: dict[str, ck.Agreement]) -> None:
        harbour = agreements["harbour"]
        calendars = {target.limit.calendar for target in harbour.targets if target.limit is not None}
        assert calendars == {harbour.calendars["always"]}


class TestAmendments:
    def test_the_longer_day_reaches_both_call_offs(self, agreements: dict[str, ck.Agreement]) -> None:
        saturday = date(2026, 3, 7)
        for agreement in agreements.values():
            open_then = [
                agreement.at(day).calendars["office"].is_business_day(saturday)
                for day in (date(2025, 12, 31), date(2026, 1, 1))
            ]
            assert open_then == [False, True]

    def test_its_second_change_holds_from_april(self, agreements: dict[str, ck.Agreement]) -> None:
        def per(version: ck.Agreement) -> str:
            return next(target.per for target in version.targets if target.name == "answered")

        spans = agreements["harbour"].history(per).spans()
        assert [(span.start, span.value) for span in spans] == [(None, "month"), (date(2026, 4, 1), "quarter")]

    def test_the_fee_of_the_move_ends_with_the_year(self, agreements: dict[str, ck.Agreement]) -> None:
        names = {
            day: [fee.name for fee in agreements["dunes"].at(day).fees]
            for day in (date(2026, 3, 31), date(2026, 4, 1), date(2026, 12, 31), date(2027, 1, 1))
        }
        assert list(names.values()) == [["desk"], ["desk", "moving"], ["desk", "moving"], ["desk"]]

    def test_seats_and_price_change_in_dunes_only(self, agreements: dict[str, ck.Agreement]) -> None:
        def seats(version: ck.Agreement) -> tuple[str, str]:
            service = version.services["workplace"]
            return str(service.volume), str(service.price and service.price.amount)

        dunes, harbour = (agreements[name].history(seats) for name in ("dunes", "harbour"))
        assert [span.value for span in dunes.spans()] == [("210", "EUR 31.00"), ("245", "EUR 30.25")]
        assert [span.value for span in harbour.spans()] == [("85", "EUR 36.50")]

    def test_the_readme_says_what_comes_out(self) -> None:
        code = re.search(r"```python\n(.*?)```", (FRAMEWORK / "README.md").read_text(encoding="utf-8"), re.DOTALL)
        assert code is not None
        names: dict[str, object] = {}
        exec(code[1].replace('"examples/framework"', "path"), {"path": FRAMEWORK}, names)
        for line in code[1].splitlines():
            asked, says, told = line.partition("  # ")
            if says:
                value = told.strip().partition(", ")[0].strip("'")
                assert eval(asked, {**names}) == value
