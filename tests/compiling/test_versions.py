"""An agreement knows its versions; what several of them decide differently is refused, never guessed."""

from __future__ import annotations

import textwrap
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from folders import SLA, amendment, change, load

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
    """Which version binds a clock in mid-flight is not computed yet; one version alone is."""

    END = datetime(2026, 6, 30, 22, tzinfo=UTC)
    """Midnight before 1 July in Amsterdam."""

    def test_what_lies_before_the_amendment_is_judged_by_the_old_wording(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN))
        result = ck.evaluate(agreement, facts("2026-06-30T10:00"), self.END)
        assert result.agreement is agreement.at(date(2026, 6, 30))
        assert set(result.outcomes.values("allowed_text")) == {"8 hours", "1 hour"}

    def test_what_lies_after_it_is_judged_by_the_new_one(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN))
        result = ck.evaluate(agreement, facts("2026-07-01T10:00"), datetime(2026, 8, 1, tzinfo=UTC))
        assert set(result.outcomes.values("allowed_text")) == {"4 hours", "1 hour"}

    def test_what_lies_on_both_sides_is_refused_by_the_name_of_the_amendment(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN))
        with pytest.raises(ck.NotComputedError) as caught:
            ck.evaluate(agreement, facts("2026-06-30T10:00", "2026-07-01T10:00"), datetime(2026, 8, 1, tzinfo=UTC))
        assert "A-1 changes SLA-1/4.1 on 2026-07-01" in str(caught.value)
        assert "take agreement.at(date)" in str(caught.value)
        (waiting,) = caught.value.not_computed
        assert (str(waiting.clause), waiting.clause.line, waiting.stage) == ("A-1 change 1", 11, "judging")

    def test_a_moment_of_judging_after_the_amendment_reaches_over_it(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN))
        with pytest.raises(ck.NotComputedError):
            ck.evaluate(agreement, facts("2026-06-30T10:00"), datetime(2026, 6, 30, 22, 0, 1, tzinfo=UTC))

    def test_something_that_opens_at_the_first_moment_of_the_amendment_is_under_it(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN))
        with pytest.raises(ck.NotComputedError):
            ck.evaluate(agreement, facts("2026-06-30T10:00", "2026-07-01T00:00"), self.END)

    def test_the_version_that_the_caller_names_is_taken(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN)).at(date(2026, 6, 30))
        both = facts("2026-06-30T10:00", "2026-07-01T10:00")
        result = ck.evaluate(agreement, both, datetime(2026, 8, 1, tzinfo=UTC))
        assert set(result.outcomes.values("allowed_text")) == {"8 hours", "1 hour"}

    def test_an_amended_share_leaves_the_verdicts_alone(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(REACH))
        both = facts("2026-06-30T10:00", "2026-07-01T10:00")
        result = ck.evaluate(agreement, both, datetime(2026, 8, 1, tzinfo=UTC))
        reaches = {period: result.attainment(period).values("reach")[0] for period in ("2026-06", "2026-07")}
        assert reaches == {"2026-06": 0.9, "2026-07": 0.95}

    def test_a_share_that_changes_inside_a_period_is_refused(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(REACH))
        result = ck.evaluate(agreement, facts("2026-06-30T10:00"), datetime(2026, 8, 1, tzinfo=UTC))
        with pytest.raises(ck.NotComputedError, match=r"A-1 changes SLA-1/4\.1 on 2026-07-01"):
            result.attainment("2026")


class TestNotComputed:
    """What one of several versions does not compute is refused, also where the last of them has it no more."""

    @staticmethod
    def losing(tmp_path: Path, clause: str, day: str = "2026-07-01") -> ck.Agreement:
        """Return an agreement with a clause that an amendment takes out."""
        text = SLA + textwrap.indent(clause + "\n", "  ")
        removal = amendment("  - {clause: SLA-1/9, action: remove}", effective_from=day)
        return load(tmp_path, sla=text, one=removal)

    def test_relief_that_ends_inside_of_what_is_judged_as_one(self, tmp_path: Path) -> None:
        agreement = self.losing(tmp_path, '"9": {kind: relief, cause: third-party}')
        assert agreement.not_computed == ()
        both = facts("2026-06-30T10:00", "2026-07-01T10:00")
        with pytest.raises(ck.NotComputedError, match="A-1 changes SLA-1/9 on 2026-07-01"):
            ck.evaluate(agreement, both, datetime(2026, 8, 1, tzinfo=UTC))
        after = ck.evaluate(agreement, facts("2026-07-01T10:00"), datetime(2026, 8, 1, tzinfo=UTC))
        assert set(after.outcomes.values("allowed_text")) == {"8 hours", "1 hour"}

    @pytest.mark.parametrize(
        ("clause", "settled"),
        [
            ('"9": {kind: claim, for: all, within: 30 days}', "no"),
            ('"9": {kind: minimum-commitment, at_least: EUR 1 000, per: year}', "no"),
            ('"9": {kind: indexation, by: {fixed: 3 %}, every: 1 August}', "no"),
            ('"9": {kind: indexation, by: {fixed: 3 %}, every: 1 October}', "yes"),
        ],
    )
    def test_what_ends_inside_of_what_is_settled_as_one(self, tmp_path: Path, clause: str, settled: str) -> None:
        agreement = self.losing(tmp_path, clause, "2026-09-01")
        result = ck.evaluate(agreement, facts("2026-09-02T10:00"), datetime(2026, 10, 20, tzinfo=UTC))
        if settled == "yes":
            assert ck.settle(agreement, result, facts("2026-09-02T10:00"), period="2026-Q3")[0].total.currency == "EUR"
            return
        with pytest.raises(ck.NotComputedError, match="A-1 changes SLA-1/9 on 2026-09-01"):
            ck.settle(agreement, result, facts("2026-09-02T10:00"), period="2026-Q3")


class TestSettle:
    """A period is settled under one version; one with a change inside is refused."""

    def settled(self, agreement: ck.Agreement, period: str) -> str:
        result = ck.evaluate(agreement, facts("2026-06-30T10:00"), datetime(2026, 12, 31, tzinfo=UTC))
        money, _ = ck.settle(agreement, result, None, period=period)
        return str(money.total)

    def test_each_quarter_is_settled_under_its_own_version(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(FEE))
        # 100 seats at EUR 30.00 for three months, and the fee of the quarter
        assert [self.settled(agreement, period) for period in ("2026-Q2", "2026-Q3")] == [
            "EUR 18 000.00",
            "EUR 18 500.00",
        ]

    def test_a_change_inside_of_what_is_settled_as_one_is_refused(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(FEE, effective_from="2026-08-01"))
        with pytest.raises(
            ck.NotComputedError, match="A-1 changes C-1/2 on 2026-08-01, inside of what is settled as one"
        ):
            self.settled(agreement, "2026-Q3")

    def test_months_on_either_side_of_it_are_settled(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(FEE, effective_from="2026-08-01"))
        assert [self.settled(agreement, month) for month in ("2026-07", "2026-08")] == ["EUR 6 000.00", "EUR 6 166.67"]

    def test_an_amended_text_changes_no_money(self, tmp_path: Path) -> None:
        added = "  - {clause: C-1/9, action: add, to: {kind: text, text: Dutch law applies.}}\n"
        agreement = load(tmp_path, one=amendment(added, effective_from="2026-08-01"))
        assert self.settled(agreement, "2026-Q3") == "EUR 18 000.00"
