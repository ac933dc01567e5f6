"""An agreement knows its versions; what several of them decide differently is refused, never guessed."""

from __future__ import annotations

import textwrap
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from folders import NO_BAND, SLA, amendment, change, load

import contractkit as ck
from contractkit.records.in_force import Span
from contractkit.terms.effects import Fee

JULY = date(2026, 7, 1)
WITHIN = change("SLA-1/4.1", "within: {was: 8 hours, becomes: 4 hours}")
REACH = change("SLA-1/4.1", "reach: {was: 90 %, becomes: 95 %}")
FEE = change("C-1/2", "amount: {was: EUR 9 000.00, becomes: EUR 9 500.00}")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def facts(*opened: str) -> ck.Facts:
    """Return items that are solved an hour after their opening, on the wall clock of Amsterdam."""
    at = [datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM) for text in opened]
    ids = [f"T{number}" for number in range(len(at))]
    closed = [one + timedelta(hours=1) for one in at]
    columns = {"id": ids, "opened": at, "closed": closed, "priority": ["P1"] * len(at)}
    fields = {"opened_at": "opened", "closed_at": "closed", "priority": "priority"}
    items = {"id": "id", "fields": fields}
    return ck.Facts.from_frames(items=columns, mapping={"contractkit": 1, "document": "mapping", "items": items})


class TestVersions:
    def test_without_amendments_there_is_one(self, tmp_path: Path) -> None:
        agreement = load(tmp_path)
        assert len(agreement.versions) == 1
        assert agreement.at(JULY) is agreement

    def test_each_has_the_amendments_that_made_it(self, tmp_path: Path) -> None:
        two = amendment(FEE, id="A-2", effective_from="2027-01-01", signed_on="2026-12-01", recorded_on="2026-12-03")
        agreement = load(tmp_path, one=amendment(REACH), two=two)
        assert [
            (entry.holds_from, entry.recorded_on, [one.id for one in entry.value.amendments])
            for entry in agreement.versions
        ] == [
            (None, None, []),
            (JULY, date(2026, 6, 16), ["A-1"]),
            (date(2027, 1, 1), date(2026, 12, 3), ["A-1", "A-2"]),
        ]

    def test_the_papers_of_a_version_are_those_that_made_it(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(REACH))
        assert [head.id for head in agreement.at(date(2026, 6, 30)).documents] == ["C-1", "SLA-1"]
        assert [(head.id, head.kind) for head in agreement.documents][-1] == ("A-1", "amendment")

    def test_a_version_that_was_asked_for_knows_itself_only(self, tmp_path: Path) -> None:
        before = load(tmp_path, one=amendment(REACH)).at(date(2026, 6, 30))
        assert before.at(date(2026, 12, 31)) is before

    def test_an_amendment_counts_from_the_day_on_which_it_was_recorded(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(FEE))
        known = [str(agreement.at(JULY, known_at=date(2026, 6, day)).fees[0].amount) for day in (15, 16)]
        assert known == ["EUR 9 000.00", "EUR 9 500.00"]

    def test_one_that_was_never_recorded_counts_from_its_signing(self, tmp_path: Path) -> None:
        text = amendment(FEE).replace("recorded_on: 2026-06-16\n", "")
        agreement = load(tmp_path, one=text)
        known = [str(agreement.at(JULY, known_at=date(2026, 6, day)).fees[0].amount) for day in (14, 15)]
        assert known == ["EUR 9 000.00", "EUR 9 500.00"]

    def test_the_history_of_a_part_has_only_its_own_changes(self, tmp_path: Path) -> None:
        two = amendment(FEE, id="A-2", effective_from="2027-01-01", signed_on="2026-12-01", recorded_on="2026-12-03")
        agreement = load(tmp_path, one=amendment(REACH), two=two)

        def fee(version: ck.Agreement) -> str:
            return str(version.fees[0].amount)

        new_year = date(2027, 1, 1)
        assert agreement.history(fee).spans() == (
            Span(None, new_year, "EUR 9 000.00"),
            Span(new_year, None, "EUR 9 500.00"),
        )


class TestSharing:
    """Equal terms are the same object in all versions."""

    def test_what_an_amendment_does_not_touch_is_the_same_object(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(FEE))
        before, after = agreement.at(date(2026, 6, 30)), agreement.at(JULY)
        assert after.lines is before.lines
        assert after.calendars is before.calendars
        assert after.services is before.services
        assert after.fees is not before.fees
        assert after.fees[0] == Fee("fixed-fee", after.fees[0].amount, "quarter", after.fees[0].clause)

    def test_of_a_changed_line_the_rest_is_the_same_object(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(REACH))
        before, after = agreement.at(date(2026, 6, 30)), agreement.at(JULY)
        assert after.targets[0] is not before.targets[0]
        assert after.targets[0].limit is before.targets[0].limit
        assert after.lines[1] is before.lines[1]

    def test_an_amended_calendar_is_another_for_those_who_use_it(self, tmp_path: Path) -> None:
        paper = amendment(change("SLA-1/1", "week.sat: {was: left-out, becomes: 10:00-14:00}"))
        agreement = load(tmp_path, one=paper)
        before, after = agreement.at(date(2026, 6, 30)), agreement.at(JULY)
        assert after.calendars["office"] != before.calendars["office"]
        assert after.calendars["always"] is before.calendars["always"]
        assert after.targets[0] != before.targets[0]


class TestEvaluate:
    """A clock is judged by the wording that held when it started."""

    END = datetime(2026, 6, 30, 22, tzinfo=UTC)
    """Midnight before 1 July in Amsterdam."""
    AUGUST = datetime(2026, 8, 1, tzinfo=UTC)

    def allowed(self, agreement: ck.Agreement, *opened: str) -> list[str]:
        """Return the limit of SLA-1/4.1 for each item, in their order."""
        result = ck.evaluate(agreement, facts(*opened), self.AUGUST)
        rows = [row for row in result.outcomes.to_records() if row["target"] == "SLA-1/4.1"]
        return [row["allowed_text"] for row in rows]

    def test_what_lies_before_the_amendment_is_judged_by_the_old_wording(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN))
        result = ck.evaluate(agreement, facts("2026-06-30T10:00"), self.END)
        assert result.agreement == agreement.at(date(2026, 6, 30))
        assert set(result.outcomes.values("allowed_text")) == {"8 hours", "1 hour"}

    def test_what_lies_on_both_sides_is_judged_each_by_its_own(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN))
        assert self.allowed(agreement, "2026-06-30T10:00", "2026-07-01T10:00") == ["8 hours", "4 hours"]

    def test_what_starts_at_the_first_moment_of_the_amendment_is_under_it(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN))
        assert self.allowed(agreement, "2026-06-30T23:59:59.999999", "2026-07-01T00:00") == ["8 hours", "4 hours"]

    def test_the_version_that_the_caller_names_is_taken_for_everything(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN)).at(date(2026, 6, 30))
        assert self.allowed(agreement, "2026-06-30T10:00", "2026-07-01T10:00") == ["8 hours", "8 hours"]

    def test_an_amendment_that_was_recorded_later_than_asked_for_is_not_known(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN, effective_from="2026-07-01", recorded_on="2026-07-20"))
        known_at = datetime(2026, 7, 19, tzinfo=UTC)
        result = ck.evaluate(agreement, facts("2026-07-01T10:00"), self.AUGUST, known_at=known_at)
        assert set(result.outcomes.values("allowed_text")) == {"8 hours", "1 hour"}

    def test_a_promise_that_is_taken_out_binds_no_clock_that_starts_later(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment("  - {clause: SLA-1/4.1, action: remove}"))
        result = ck.evaluate(agreement, facts("2026-06-30T10:00", "2026-07-01T10:00"), self.AUGUST)
        rows = [(row["item"], row["target"]) for row in result.outcomes.to_records()]
        assert rows == [("T0", "SLA-1/4.1"), ("T0", "SLA-1/4.2 first"), ("T1", "SLA-1/4.2 first")]

    def test_a_promise_that_is_added_binds_no_clock_that_started_before(self, tmp_path: Path) -> None:
        added = (
            "  - {clause: SLA-1/4.3, action: add, to: {kind: time-target, stops: {field: closed_at}, within: 2 hours}}"
        )
        sla = SLA.replace("zone: Europe/Amsterdam\nfields", "zone: Europe/Amsterdam\ncalendar: office\nfields")
        agreement = load(tmp_path, sla=sla, one=amendment(added))
        result = ck.evaluate(agreement, facts("2026-06-30T10:00", "2026-07-01T10:00"), self.AUGUST)
        rows = [row["item"] for row in result.outcomes.to_records() if row["target"] == "SLA-1/4.3"]
        assert rows == ["T1"]

    def test_an_amended_share_leaves_the_verdicts_alone(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(REACH))
        both = facts("2026-06-30T10:00", "2026-07-01T10:00")
        result = ck.evaluate(agreement, both, self.AUGUST)
        reaches = {period: result.attainment(period).values("reach")[0] for period in ("2026-06", "2026-07")}
        assert reaches == {"2026-06": 0.9, "2026-07": 0.95}

    def test_a_share_that_changes_inside_a_period_is_no_share_for_all_of_it(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(REACH))
        result = ck.evaluate(agreement, facts("2026-06-30T10:00"), self.AUGUST)
        row = result.attainment("2026").to_records()[0]
        assert (row["target"], row["met"], row["reach"], row["verdict"]) == ("SLA-1/4.1", 1, None, None)

    def test_a_limit_that_changes_inside_a_period_is_not(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN))
        result = ck.evaluate(agreement, facts("2026-06-30T10:00", "2026-07-01T10:00"), self.AUGUST)
        assert result.attainment("2026").to_records()[0]["met"] == 2


class TestRunningClocks:
    """A clock runs over the midnight of 1 July 2026, on which eight hours become four; open are 9 to 17 on weekdays."""

    def verdict(self, agreement: ck.Agreement, opened: str, closed: str) -> tuple[str, str, str]:
        """Return the verdict on SLA-1/4.1, the limit, and when it was due in Amsterdam."""
        at = [datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM) for text in (opened, closed)]
        columns = {"id": ["T"], "opened": at[:1], "closed": at[1:], "priority": ["P1"]}
        fields = {"opened_at": "opened", "closed_at": "closed", "priority": "priority"}
        mapping = {"contractkit": 1, "document": "mapping", "items": {"id": "id", "fields": fields}}
        result = ck.evaluate(agreement, ck.Facts.from_frames(items=columns, mapping=mapping), TestEvaluate.AUGUST)
        (row,) = (row for row in result.outcomes.to_records() if row["target"] == "SLA-1/4.1")
        return row["verdict"], row["allowed_text"], row["due"].astimezone(AMSTERDAM).strftime("%d %H:%M")

    def test_the_old_wording_stays_where_the_amendment_says_nothing(self, tmp_path: Path) -> None:
        # 30 June 16:00 to 17:00 and 1 July 9:00 to 15:00 are seven hours of eight
        agreement = load(tmp_path, one=amendment(WITHIN))
        assert self.verdict(agreement, "2026-06-30T16:00", "2026-07-01T15:00") == ("met", "8 hours", "01 16:00")

    def test_keep_takes_over_the_time_used(self, tmp_path: Path) -> None:
        # one hour of June counts, so three are left in July
        agreement = load(tmp_path, one=amendment(WITHIN, running_clocks="keep"))
        assert self.verdict(agreement, "2026-06-30T16:00", "2026-07-01T12:00") == ("met", "4 hours", "01 12:00")
        assert self.verdict(agreement, "2026-06-30T16:00", "2026-07-01T15:00") == ("breached", "4 hours", "01 12:00")

    def test_keep_never_makes_late_before_the_change(self, tmp_path: Path) -> None:
        # seven hours were used in June, in time; the four allowed are used up at the change
        agreement = load(tmp_path, one=amendment(WITHIN, running_clocks="keep"))
        assert self.verdict(agreement, "2026-06-30T10:00", "2026-07-01T09:30") == ("breached", "4 hours", "01 00:00")

    def test_retroactive_looks_at_all_of_it_under_the_new_wording(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN, running_clocks="retroactive"))
        assert self.verdict(agreement, "2026-06-30T10:00", "2026-07-01T09:30") == ("breached", "4 hours", "30 14:00")

    def test_restart_counts_from_the_change(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN, running_clocks="restart"))
        assert self.verdict(agreement, "2026-06-30T10:00", "2026-07-01T13:00") == ("met", "4 hours", "01 13:00")

    @pytest.mark.parametrize("policy", ["keep", "restart", "retroactive"])
    def test_a_clock_that_has_stopped_is_not_reached(self, tmp_path: Path, policy: str) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN, running_clocks=policy))
        assert self.verdict(agreement, "2026-06-29T10:00", "2026-06-29T16:00") == ("met", "8 hours", "30 10:00")

    def test_new_hours_hold_for_a_clock_that_runs(self, tmp_path: Path) -> None:
        # Friday 26 June 15:00 to 17:00, Saturday 27 June from 10:00: of the eight hours four are used by 12:00
        paper = amendment(
            change("SLA-1/1", "week.sat: {was: left-out, becomes: 10:00-14:00}"), effective_from="2026-06-27"
        )
        agreement = load(tmp_path, one=paper)
        assert self.verdict(agreement, "2026-06-26T15:00", "2026-06-27T12:00") == ("met", "8 hours", "29 11:00")

    def test_hours_that_end_have_counted(self, tmp_path: Path) -> None:
        sla = SLA.replace("{mon-fri: 09:00-17:00}", "{mon-fri: 09:00-17:00, sat: 10:00-14:00}")
        paper = amendment(
            change("SLA-1/1", "week.sat: {was: 10:00-14:00, becomes: left-out}"), effective_from="2026-07-01"
        )
        agreement = load(tmp_path, sla=sla, one=paper)
        # Friday 26 June two hours, Saturday four, Monday two: due at 11:00; Saturday 4 July counts no more
        assert self.verdict(agreement, "2026-06-26T15:00", "2026-06-29T10:00") == ("met", "8 hours", "29 11:00")
        assert self.verdict(agreement, "2026-07-03T15:00", "2026-07-06T10:00") == ("met", "8 hours", "06 15:00")


class TestNotComputed:
    """What one of several versions does not compute is refused, also where the last of them has it no more."""

    @staticmethod
    def losing(tmp_path: Path, clause: str, day: str = "2026-07-01") -> ck.Agreement:
        """Return an agreement with a clause that an amendment takes out."""
        text = NO_BAND + textwrap.indent(clause + "\n", "  ")
        removal = amendment("  - {clause: SLA-1/9, action: remove}", effective_from=day)
        return load(tmp_path, sla=text, one=removal)

    def test_what_held_when_a_clock_may_have_started_is_refused_by_its_clause(self, tmp_path: Path) -> None:
        asked = "{kind: time-target, stops: {field: closed_at}, within: 1 hour, calendar: office, when: {field: %s}}"
        agreement = self.losing(tmp_path, f'"9": {asked % "priority, state: known"}')
        assert agreement.not_computed == ()
        both = facts("2026-06-30T10:00", "2026-07-01T10:00")
        with pytest.raises(ck.NotComputedError, match="SLA-1/9: whether a field is known"):
            ck.evaluate(agreement, both, datetime(2026, 8, 1, tzinfo=UTC))
        after = ck.evaluate(agreement, facts("2026-07-01T10:00"), datetime(2026, 8, 1, tzinfo=UTC))
        assert set(after.outcomes.values("allowed_text")) == {"8 hours", "1 hour"}

    @pytest.mark.parametrize(
        "clause", ['"9": {kind: service, name: desk, volume: 2 hours per week, price: EUR 5 per hour per month}']
    )
    def test_what_ends_inside_of_what_is_settled_as_one_is_refused_for_all_of_it(
        self, tmp_path: Path, clause: str
    ) -> None:
        agreement = self.losing(tmp_path, clause, "2026-09-01")
        result = ck.evaluate(agreement, facts("2026-09-02T10:00"), datetime(2026, 10, 20, tzinfo=UTC))
        with pytest.raises(ck.NotComputedError, match="SLA-1/9"):
            ck.settle(agreement, result, facts("2026-09-02T10:00"), period="2026-Q3")
        assert ck.settle(agreement, result, None, period="2026-Q4")[0].total.currency == "EUR"


class TestSettle:
    """Each date is settled under the version that holds on it."""

    def settled(self, agreement: ck.Agreement, period: str) -> str:
        result = ck.evaluate(agreement, facts("2026-06-30T10:00"), datetime(2026, 12, 31, tzinfo=UTC))
        money, _ = ck.settle(agreement, result, None, period=period)
        return str(money.total)

    def test_each_quarter_is_settled_under_its_own_version(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, sla=NO_BAND, one=amendment(FEE))
        # 100 seats at EUR 30.00 for three months, and the fee of the quarter
        assert [self.settled(agreement, period) for period in ("2026-Q2", "2026-Q3")] == [
            "EUR 18 000.00",
            "EUR 18 500.00",
        ]

    def test_a_fee_that_changes_inside_of_a_quarter_counts_days_on_either_side(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, sla=NO_BAND, one=amendment(FEE, effective_from="2026-08-01"))
        # 9 000.00 for 31 of 92 days, 9 500.00 for 61, and the seats; month by month it is the same
        assert self.settled(agreement, "2026-Q3") == "EUR 18 331.52"
        months = [self.settled(agreement, month) for month in ("2026-07", "2026-08", "2026-09")]
        assert months == ["EUR 6 032.61", "EUR 6 201.09", "EUR 6 097.83"]

    def test_an_amended_text_changes_no_money(self, tmp_path: Path) -> None:
        added = "  - {clause: C-1/9, action: add, to: {kind: text, text: Dutch law applies.}}\n"
        agreement = load(tmp_path, sla=NO_BAND, one=amendment(added, effective_from="2026-08-01"))
        assert self.settled(agreement, "2026-Q3") == "EUR 18 000.00"


class TestTraces:
    def test_a_trace_follows_the_wording_that_bound_the_clock(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN))
        both = facts("2026-06-30T10:00", "2026-07-01T10:00")
        result = ck.evaluate(agreement, both, datetime(2026, 8, 1, tzinfo=UTC))
        formulas = [result.trace(item, "4.1").formula for item in ("T0", "T1")]
        assert ["8 hours" in formulas[0], "4 hours" in formulas[1]] == [True, True]
