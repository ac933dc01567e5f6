"""Which wording of a line a clock is started by, and on which hours it runs, where papers were amended."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest
from folders import amendment, change, load

import contractkit as ck
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.targets import ClockLine

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
JUNE_30, JULY_1 = date(2026, 6, 30), date(2026, 7, 1)
WITHIN = change("SLA-1/4.1", "within: {was: 8 hours, becomes: 4 hours}")
SATURDAY = change("SLA-1/1", "week.sat: {was: left-out, becomes: 10:00-14:00}")


def limits(line: ClockLine) -> list[str]:
    return [str(target.limit.within) for target in line.targets if target.limit is not None]


class TestHours:
    """Hours hold for every clock, each as it is on its own date; the amendment opens Saturdays from 27 June 2026 on."""

    @pytest.mark.parametrize(
        ("opened", "due"),
        [
            # Friday 15:00 to 17:00 are two hours, Saturday four, Monday two
            ("2026-06-26T15:00", "2026-06-29T11:00"),
            # a week earlier Saturday was closed: two hours on Friday, six on Monday
            ("2026-06-19T15:00", "2026-06-22T15:00"),
        ],
    )
    def test_a_clock_runs_on_the_hours_of_each_date(self, tmp_path: Path, opened: str, due: str) -> None:
        agreement = load(tmp_path, one=amendment(SATURDAY, effective_from="2026-06-27"))
        at = datetime.fromisoformat(opened).replace(tzinfo=AMSTERDAM)
        clock = ck.Clock.start(agreement.line_of("4.1"), at=at, item={})
        found = clock.at(at).due
        assert found is not None
        assert found.astimezone(AMSTERDAM).isoformat(timespec="minutes")[:16] == due

    def test_the_line_of_an_earlier_start_knows_the_later_hours_too(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN, SATURDAY))
        calendars = [
            agreement.line_of("4.1", at=day).targets[0].limit.calendar  # type: ignore[union-attr]
            for day in (JUNE_30, JULY_1)
        ]
        assert calendars[0] == calendars[1]
        saturdays = [datetime(2026, *day, 11, tzinfo=AMSTERDAM) for day in ((6, 27), (7, 4))]
        assert [calendars[0].is_open(noon) for noon in saturdays] == [False, True]

    def test_a_version_that_was_asked_for_has_its_own_hours(self, tmp_path: Path) -> None:
        version = load(tmp_path, one=amendment(SATURDAY)).at(JUNE_30)
        assert version.line_of("4.1") is version.lines[0]


class TestWordings:
    """Targets bind when a clock starts; the limit of eight hours becomes four on 1 July 2026, in Amsterdam."""

    @pytest.mark.parametrize(
        ("at", "within"),
        [
            (JUNE_30, "8 hours"),
            (JULY_1, "4 hours"),
            (datetime(2026, 6, 30, 21, 59, 59, 999999, tzinfo=UTC), "8 hours"),
            (datetime(2026, 6, 30, 22, tzinfo=UTC), "4 hours"),
        ],
    )
    def test_the_wording_is_that_of_the_start(self, tmp_path: Path, at: date, within: str) -> None:
        assert limits(load(tmp_path, one=amendment(WITHIN)).line_of("4.1", at=at)) == [within]

    def test_without_a_date_nobody_chooses(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN))
        with pytest.raises(ck.UsageError, match=r"'4\.1' of C-1 has another wording from 2026-07-01 on; say at="):
            agreement.line_of("4.1")

    def test_what_was_not_amended_needs_none(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN))
        assert limits(agreement.line_of("first")) == ["1 hour", "4 hours"]

    def test_a_share_is_no_wording_of_a_clock(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(change("SLA-1/4.1", "reach: {was: 90 %, becomes: 95 %}")))
        assert limits(agreement.line_of("4.1")) == ["8 hours"]

    def test_an_instant_without_a_zone_is_no_date(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN))
        with pytest.raises(ck.NaiveDatetimeError, match="has no zone"):
            agreement.line_of("4.1", at=datetime(2026, 7, 1))  # noqa: DTZ001

    def test_a_promise_is_found_on_the_dates_on_which_it_stands(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment("  - {clause: SLA-1/4.1, action: remove}"))
        assert limits(agreement.line_of("4.1", at=JUNE_30)) == ["8 hours"]
        with pytest.raises(ck.UsageError, match=r"no target '4\.1' in C-1 on 2026-07-01"):
            agreement.line_of("4.1", at=JULY_1)


class TestRunningClocks:
    """One line is one wording: what an amendment does to a clock that runs does not stand in it."""

    def test_a_start_before_the_amendment_is_refused(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN, running_clocks="keep"))
        with pytest.raises(ck.NotComputedError, match=r"reaches the clocks that run on 2026-07-01 under '4\.1'"):
            agreement.line_of("4.1", at=JUNE_30)

    def test_a_start_on_its_date_has_the_new_wording_and_nothing_else(self, tmp_path: Path) -> None:
        line = load(tmp_path, one=amendment(WITHIN, running_clocks="restart")).line_of("4.1", at=JULY_1)
        assert [target.applies for target in line.targets] == [EVERYTHING]
        assert limits(line) == ["4 hours"]

    def test_a_line_that_it_does_not_touch_is_open_to_every_start(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN, running_clocks="keep"))
        assert limits(agreement.line_of("first", at=JUNE_30)) == ["1 hour", "4 hours"]


class TestCalled:
    PAPER: ClassVar[dict[str, Any]] = {
        "contractkit": 1,
        "document": "sla",
        "id": "S-1",
        "title": "Desk",
        "currency": "EUR",
        "zone": "UTC",
        "calendar": "always",
        "fields": {"priority": ["P1", "P2"], "opened_at": "instant", "solved_at": "instant"},
        "clauses": {
            "4": {
                "kind": "target-table",
                "name": "solved",
                "starts": {"field": "opened_at"},
                "stops": {"field": "solved_at"},
                "by": "priority",
                "rows": [
                    {"is": "P1", "name": "p1", "within": "4 hours"},
                    {"is": "P2", "name": "p2", "within": "8 hours"},
                ],
            },
        },
    }

    def test_a_row_of_a_target_table_leads_to_the_line_of_the_table(self) -> None:
        agreement = ck.load_agreement(data=self.PAPER)
        assert agreement.line_of("p2") is agreement.line_of("4")

    @pytest.mark.parametrize("called", [None, 4, 4.1, ["4"]])
    def test_what_is_no_text_is_refused_as_such(self, called: object) -> None:
        agreement = ck.load_agreement(data=self.PAPER)
        with pytest.raises(ck.errors.UsageError, match="called by its id, name, clause or row"):
            agreement.line_of(called)  # type: ignore[arg-type]

    def test_an_event_whose_fields_are_no_mapping_is_refused_as_such(self) -> None:
        with pytest.raises(ck.errors.UsageError, match="not 'status'"):
            ck.ClockEvent.of("2026-03-02T10:00Z", "status")  # type: ignore[arg-type]
