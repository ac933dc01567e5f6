"""Which cases a statement lists, and what it says of each."""

from __future__ import annotations

from typing import Any

from contractkit.quantities.spans import BusinessDays

HOUR = 3_600_000_000


class TestLists:
    """Each list holds its own cases and no others."""

    def test_each_verdict_has_its_list_and_grey_work_is_in_none_of_them(self, made: Any) -> None:
        cases = [
            made.case("met", item="in-time"),
            made.case("breached", item="late"),
            made.case("breached", item="grey", scope="grey"),
            made.case("breached", "2026-05-01T12:00", item="later"),
            made.case("undetermined", item="unknown"),
            made.case("undetermined", None, item="timeless"),
            made.case("running", item="open"),
        ]
        contents = made.statement(cases, made.target()).contents
        assert [one.item for one in contents.breaches] == ["late"]
        assert {one.item for one in contents.undetermined} == {"unknown", "timeless"}
        assert [one.item for one in contents.running] == ["open"]

    def test_late_cases_stand_in_the_order_of_their_due_times(self, made: Any) -> None:
        cases = [made.case("breached", f"2026-02-{day}T12:00", item=day) for day in ("20", "03", "11")]
        assert [one.item for one in made.statement(cases, made.target()).contents.breaches] == ["03", "11", "20"]

    def test_lateness_is_counted_on_the_calendar_where_the_limit_is(self, made: Any) -> None:
        case = made.case("breached", stopped="2026-02-11T09:00", used=5 * HOUR)  # the night between counts for nothing
        found = made.statement([case], made.target()).contents.breaches[0]
        assert (found.late, found.late_counts) == (HOUR, "working")

    def test_lateness_under_days_is_by_the_clock_since_the_last_moment_in_time(self, made: Any) -> None:
        case = made.case("breached", in_time_until="2026-02-11T08:00", stopped="2026-02-11T09:30", used=-(2**63))
        found = made.statement([case], made.target(within=BusinessDays(1))).contents.breaches[0]
        assert (found.late, found.late_counts) == (HOUR * 3 // 2, "wall")

    def test_an_open_case_is_late_up_to_what_is_known(self, made: Any) -> None:
        case = made.case("breached", stopped=None, used=-(2**63))
        found = made.statement([case], made.target(), as_of="2026-02-10T15:00").contents.breaches[0]
        assert (found.stopped, found.late) == (None, 3 * HOUR)

    def test_a_result_that_was_not_reached_in_time_is_a_breach_without_lateness(self, made: Any) -> None:
        case = made.case("breached", stopped="2026-02-10T11:00", used=3 * HOUR)
        assert made.statement([case], made.target()).contents.breaches[0].late is None

    def test_a_listed_case_says_what_the_facts_know_of_it(self, made: Any) -> None:
        facts = made.facts("workplace", "workplace", priority=["P1", None], category=["printer", "mailbox"])
        cases = [made.case("met"), made.case("breached")]
        assert made.statement(cases, made.target(), facts=facts).contents.breaches[0].fields == ("mailbox",)


class TestOutside:
    """Work outside the agreement is counted by kind, rule and service, and listed."""

    def test_each_kind_rule_and_service_is_counted_apart(self, made: Any) -> None:
        grey = {"scope": "grey", "rule": "private-devices", "service": "mail"}
        items = [
            {"id": "G-1", **grey, "opened": "2026-02-01T09:00"},
            {"id": "G-2", **grey, "opened": "2026-03-01T09:00"},
            {"id": "N-1", "scope": "no-service", "service": "reporting", "opened": "2026-01-15T09:00"},
            {"id": "later", "scope": "not-yet-open", "opened": "2026-03-30T09:00"},
            {"id": "old", "scope": "before-term", "opened": "2025-12-30T09:00"},
        ]
        contents = made.statement([made.case("met")], made.target(), items=items).contents
        assert [(one.scope, one.rule, one.service, one.items) for one in contents.outside_counts] == [
            ("grey", "private-devices", "mail", 2),
            ("no-service", None, "reporting", 1),
        ]
        assert [one.item for one in contents.outside] == ["N-1", "G-1", "G-2"]

    def test_a_grey_item_shows_how_it_was_judged(self, made: Any) -> None:
        case = made.case("met", item="G-1", scope="grey")
        assert made.statement([case], made.target()).contents.outside[0].verdicts == ("met",)
