"""Calendars as plain data and JSON: what is written is read back, and what cannot be read is refused with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contractkit.calendars import ALWAYS, AlternatingWeeks, BusinessCalendar, ExplicitDates, Season
from contractkit.errors import UsageError

START = datetime(2026, 1, 5, tzinfo=timezone.utc)  # noqa: UP017
OFFICE = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, name="office")
ROTA = AlternatingWeeks(date(2026, 1, 7), ({"mon-fri": "22:00-06:00"}, {"sat": "00:00:00.000001-12:00"}, {}))
EVERYTHING = BusinessCalendar(
    tz="America/New_York",
    week=ROTA,
    holidays=["NL", "HU", ExplicitDates.of({date(2026, 5, 15): "bridge day"})],
    without=["good-friday"],
    closed=[date(2026, 5, 18)],
    exceptions={date(2026, 12, 24): "09:00-13:00", date(2026, 12, 23): "closed", date(2026, 12, 22): "22:00-02:00"},
    closures=[(START, START + timedelta(microseconds=1))],
    openings={date(2026, 3, 8): "01:00-04:00"},
    seasons=[
        Season(week={"mon-sun": "all day"}, first="1 July", last="31 August", name="summer"),
        Season(week=ROTA, first=date(2026, 9, 1), last=date(2026, 9, 30)),
    ],
    changes={date(2027, 1, 1): {"mon-fri": "09:00-17:00"}, date(2028, 1, 1): ROTA},
    name="everything",
)
CALENDARS: dict[str, Callable[[], BusinessCalendar]] = {
    "office": lambda: OFFICE,
    "always": lambda: ALWAYS,
    "never": lambda: BusinessCalendar(tz="UTC", week={}),
    "everything": lambda: EVERYTHING,
    "like another system": lambda: BusinessCalendar(tz="UTC", week={"mon": "09:00-17:00"}, like="zammad"),
    "worked days": lambda: BusinessCalendar(
        tz="UTC",
        week={"mon-fri": "09:00-17:00"},
        holidays=ExplicitDates.of([date(2026, 1, 2)], worked={date(2026, 1, 10): date(2026, 1, 2)}),
    ),
    "union": lambda: OFFICE | EVERYTHING,
    "nested": lambda: (OFFICE - (EVERYTHING & ALWAYS)).named("nested") | ALWAYS | OFFICE,
    "days": lambda: (OFFICE | EVERYTHING).with_days(tz="Asia/Tokyo", days_from=EVERYTHING),
    "history": lambda: OFFICE.changed(on=date(2026, 7, 1), to=EVERYTHING).changed(
        on=date(2027, 7, 1), to=OFFICE.named("new office"), tz="America/New_York"
    ),
    "history of a combination": lambda: (OFFICE | ALWAYS).changed(on=date(2026, 7, 1), to=EVERYTHING),
}


@attrs.frozen
class HouseDays:
    """A source of one's own, which cannot be written down."""

    name: str = "house days"
    years: None = None

    def dates(self, year: int) -> dict[date, str]:
        return {date(year, 3, 1): "founding day"}


class TestRoundTrip:
    """What is written is read back: an equal calendar with the same names, edition and answers."""

    @pytest.mark.parametrize("make", CALENDARS.values(), ids=CALENDARS)
    def test_every_kind_comes_back(self, make: Callable[[], BusinessCalendar]) -> None:
        calendar = make()
        again = BusinessCalendar.from_json(calendar.to_json())
        assert again == calendar
        assert repr(again) == repr(calendar)
        assert again.edition == calendar.edition
        assert again.to_dict() == calendar.to_dict()
        assert again.conventions == calendar.conventions
        end = START + timedelta(days=60)
        assert again.intervals(START, end) == calendar.intervals(START, end)

    def test_the_data_is_plain_and_says_what_it_is(self) -> None:
        data = OFFICE.to_dict()
        assert json.loads(json.dumps(data)) == data
        week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00")
        assert data == {
            "contractkit": 1,
            "document": "calendar",
            "edition": OFFICE.edition,
            "name": "office",
            "kind": "written",
            "tz": "Europe/Amsterdam",
            "week": week,
        }

    @settings(max_examples=200, deadline=None)
    @given(st.lists(st.integers(0, 86_400_000_000), min_size=2, max_size=6, unique=True).map(sorted), st.integers(0, 6))
    def test_hours_come_back_to_the_microsecond(self, edges: list[int], day: int) -> None:
        def clock(us: int) -> str:
            return "24:00" if us == 86_400_000_000 else (START + timedelta(microseconds=us)).time().isoformat()

        pairs = [(clock(start), clock(end)) for start, end in zip(edges[::2], edges[1::2], strict=False)]
        pairs = [(start, end) for start, end in pairs if not end.startswith("23:59:59")]
        weekday = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[day]
        calendar = BusinessCalendar(tz="UTC", week={weekday: pairs})
        assert BusinessCalendar.from_json(calendar.to_json()) == calendar

    def test_instants_come_back_to_the_microsecond_and_in_any_year(self) -> None:
        far = datetime(9000, 1, 1, 0, 0, 0, 1, tzinfo=timezone.utc)  # noqa: UP017
        calendar = BusinessCalendar(tz="Asia/Kathmandu", week={}, openings=[(far, far + timedelta(microseconds=1))])
        again = BusinessCalendar.from_json(calendar.to_json())
        assert again == calendar
        assert again.is_open(far)


class TestRefused:
    """What cannot be written or read is refused, with its place and the way out."""

    def test_a_source_of_ones_own_that_cannot_be_written(self) -> None:
        calendar = BusinessCalendar(tz="UTC", week={"mon": "09:00-17:00"}, holidays=HouseDays())
        for write in (calendar.to_dict, calendar.to_json, (calendar | ALWAYS).to_dict):
            with pytest.raises(UsageError, match="house days"):
                write()

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            ({"contractkit": 2}, "version 2; this contractkit reads 1"),
            ({"document": "agreement"}, "'agreement'"),
            ({"kind": "combined"}, "calendar > kind: 'combined'.*union"),
            ({"kind": None}, "calendar > kind"),
            ({"tz": "Mars/Olympus"}, "calendar: .*Mars/Olympus"),
            ({"tz": None}, "calendar: .*None"),
            ({"week": {"mo": "09:00-17:00"}}, "mo"),
            ({"week": {"mon": 9}}, "9"),
            ({"week": []}, "calendar > week"),
            ({"week": {"weeks": [{}]}}, "calendar > week: .*starting"),
            ({"holidays": [{"source": "publik"}]}, "calendar > holidays: .*publik"),
            ({"holidays": "NL"}, "calendar > holidays"),
            ({"without": ["good-fryday"]}, "good-fryday"),
            ({"closed": ["2026-02-30"]}, "calendar > closed"),
            ({"exceptions": {"2026-01-01": "noon"}}, "noon"),
            ({"exceptions": ["2026-01-01"]}, "calendar > exceptions"),
            ({"closures": [["2026-01-01T00:00", "2026-01-01T01:00"]]}, "no zone"),
            ({"openings": [["2026-01-01T00:00:00+00:00"]]}, "calendar > openings"),
            ({"seasons": [{"first": "1 July", "week": {}}]}, "calendar > seasons: .*last"),
            ({"seasons": [{"first": "1 July", "last": 3, "week": {}}]}, "calendar > seasons: .*3"),
            ({"changes": {"2026-01-01": 3}}, "calendar > changes > 2026-01-01"),
            ({"like": {"boundry": "closing"}}, "calendar > like: .*boundry"),
            ({"name": 3}, "calendar > name"),
            ({"wek": {}}, "'wek' is not known; there are tz, week, holidays"),
        ],
    )
    def test_what_cannot_be_read_is_refused_with_its_place(self, change: dict[str, Any], says: str) -> None:
        with pytest.raises(UsageError, match=says):
            BusinessCalendar.from_dict({**OFFICE.to_dict(), **change})

    @pytest.mark.parametrize("key", ["contractkit", "document", "kind", "tz", "week"])
    def test_what_is_missing_is_named(self, key: str) -> None:
        data = OFFICE.to_dict()
        del data[key]
        with pytest.raises(UsageError, match=key if key != "contractkit" else "version None"):
            BusinessCalendar.from_dict(data)

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            ({"kind": "union", "parts": [{"kind": "written", "tz": "UTC", "week": {}}]}, "two calendars or more"),
            ({"kind": "union", "parts": 3}, "parts"),
            ({"kind": "union"}, "parts is missing"),
            ({"kind": "union", "parts": [OFFICE.to_dict(), {"kind": "x"}]}, "calendar > parts > 1: .*'contractkit'"),
            (
                {"kind": "history", "until": {"kind": "written", "tz": "UTC", "week": {}}, "tz": "UTC", "changes": []},
                "one",
            ),
            ({"kind": "with-days", "of": {"kind": "written", "tz": "UTC", "week": {}}}, "days_from is missing"),
        ],
    )
    def test_a_combination_names_the_part(self, data: dict[str, Any], says: str) -> None:
        with pytest.raises(UsageError, match=says):
            BusinessCalendar.from_dict({"contractkit": 1, "document": "calendar", **data})

    @pytest.mark.parametrize("data", [None, [], 3, "calendar", {3: 4}])
    def test_what_is_no_document_is_refused(self, data: object) -> None:
        with pytest.raises(UsageError):
            BusinessCalendar.from_dict(data)

    @pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "null", b"\xff"])
    def test_what_is_no_json_is_refused(self, text: str | bytes) -> None:
        with pytest.raises(UsageError):
            BusinessCalendar.from_json(text)

    def test_calendars_nested_without_end_are_refused(self) -> None:
        node: dict[str, Any] = {"kind": "written", "tz": "UTC", "week": {}}
        for _ in range(300):
            node = {"kind": "union", "parts": [node, {"kind": "written", "tz": "UTC", "week": {}}]}
        with pytest.raises(UsageError, match="times over"):
            BusinessCalendar.from_dict({"contractkit": 1, "document": "calendar", **node})

    def test_another_edition_is_told_and_taken_on_demand(self) -> None:
        data = {**OFFICE.to_dict(), "edition": "0123456789abcdef"}
        with pytest.raises(UsageError, match=f"0123456789abcdef and is {OFFICE.edition} here"):
            BusinessCalendar.from_dict(data)
        assert BusinessCalendar.from_dict(data, edition="any") == OFFICE
        with pytest.raises(UsageError, match="'same' or 'any'"):
            BusinessCalendar.from_dict(data, edition="all")  # type: ignore[arg-type]
