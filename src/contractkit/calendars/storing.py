"""Calendars as plain data, versioned, ready for JSON: written here, read back in `restoring`."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

from contractkit.calendars.combining import Combined
from contractkit.calendars.compiling import Timelines
from contractkit.calendars.conventions import OURS, Conventions
from contractkit.calendars.definitions import Definition
from contractkit.calendars.given_days import WithDays
from contractkit.calendars.histories import History
from contractkit.calendars.holidays.stored import stored_source
from contractkit.calendars.hours import DAYS, Week, pieces_text
from contractkit.calendars.instants import date_of, to_datetime
from contractkit.calendars.interval_sets import Spans
from contractkit.calendars.rules import Rules
from contractkit.calendars.seasons import Season
from contractkit.calendars.weekly import AlternatingWeeks, Weekly
from contractkit.errors import UsageError

if TYPE_CHECKING:
    from contractkit.calendars.calendar import BusinessCalendar

__all__ = ["VERSION", "StorageFace"]

VERSION: Final = 1


class StorageFace:
    """How calendars are written down as plain data and read back."""

    __slots__ = ()

    rules: Definition
    conventions: Conventions
    _timelines: Timelines

    @property
    def edition(self) -> str:
        """A fingerprint of everything that decides the calendar in its declared years."""
        raise NotImplementedError  # pragma: no cover - the calendar itself knows

    def to_dict(self) -> dict[str, Any]:
        """Return the calendar as plain data, ready for JSON; `from_dict` reads back an equal calendar.

        It holds the rules with the codes and options of holiday sources, explicit dates, and all calendars that it is
        made of; and the edition, so that a reader notices when its own holidays or zones differ.

        Raises:
            UsageError: A holiday source cannot be written down: it is none of contractkit's and has no `stored`.

        Example:
            >>> office = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, holidays="NL")
            >>> BusinessCalendar.from_dict(office.to_dict()) == office
            True
        """
        data = {"contractkit": VERSION, "document": "calendar", "edition": self.edition, **_part(self._timelines)}
        if self.conventions != OURS:
            data["like"] = self.conventions.to_dict()
        return data

    def to_json(self) -> str:
        """Return the calendar as JSON; `from_json` reads back an equal calendar.

        Raises:
            UsageError: A holiday source cannot be written down.
        """
        return json.dumps(self.to_dict(), ensure_ascii=False)

    @classmethod
    def from_dict(cls, data: object, edition: Literal["same", "any"] = "same") -> BusinessCalendar:
        """Return the calendar that plain data stands for.

        Args:
            data: What `to_dict` gave.
            edition: Whether the calendar must have the edition that stands in the data; ``any`` takes the holidays and
                zones as they are known here.

        Raises:
            UsageError: The data is no calendar, or one of another version; a part of it cannot be read, with its place;
                or the edition differs.
        """
        from contractkit.calendars.restoring import restored

        return restored(data, edition)

    @classmethod
    def from_json(cls, text: str | bytes, edition: Literal["same", "any"] = "same") -> BusinessCalendar:
        """Return the calendar that JSON stands for; arguments and errors are those of `from_dict`."""
        try:
            data = json.loads(text)
        except (ValueError, TypeError, RecursionError) as error:
            raise UsageError(f"a calendar is read from JSON, and this is none: {error}") from None
        return cls.from_dict(data, edition)


def _part(timelines: Timelines) -> dict[str, Any]:
    name = {"name": timelines.given} if timelines.given else {}
    return {**name, **_definition(timelines.rules)}


def _definition(rules: Definition) -> dict[str, Any]:
    if isinstance(rules, Rules):
        return {"kind": "written", **_rules(rules)}
    if isinstance(rules, Combined):
        return {"kind": rules.how, "parts": [_part(part) for part in rules.parts]}
    if isinstance(rules, WithDays):
        return {"kind": "with-days", "tz": rules.zone, "of": _part(rules.of), "days_from": _part(rules.days_from)}
    if isinstance(rules, History):
        later = [
            {"on": date_of(day).isoformat(), "to": _part(part)}
            for part, day in zip(rules.parts[1:], rules.since, strict=True)
        ]
        return {"kind": "history", "tz": rules.zone, "until": _part(rules.parts[0]), "changes": later}
    raise UsageError(f"{rules!r} cannot be written down")  # pragma: no cover - there are no other kinds


def _rules(rules: Rules) -> dict[str, Any]:
    data: dict[str, Any] = {"tz": rules.zone, "week": _weekly(rules.week)}
    if rules.sources:
        data["holidays"] = [stored_source(source) for source in rules.sources]
    if rules.without:
        data["without"] = list(rules.without)
    if rules.closed:
        data["closed"] = [date_of(day).isoformat() for day in rules.closed]
    if rules.exceptions:
        data["exceptions"] = {date_of(day).isoformat(): pieces_text(pieces) for day, pieces in rules.exceptions}
    if rules.closures:
        data["closures"] = _spans(rules.closures)
    if rules.openings:
        data["openings"] = _spans(rules.openings)
    if rules.seasons:
        data["seasons"] = [_season(season) for season in rules.seasons]
    if rules.changes:
        data["changes"] = {date_of(day).isoformat(): _weekly(week) for day, week in rules.changes}
    return data


def _weekly(weekly: Weekly) -> dict[str, Any]:
    if isinstance(weekly, AlternatingWeeks):
        return {"starting": weekly.starting.isoformat(), "weeks": [_week(week) for week in weekly.weeks]}
    return _week(weekly)


def _week(week: Week) -> dict[str, str]:
    return {day: pieces_text(pieces) for day, pieces in zip(DAYS, week, strict=True) if pieces}


def _season(season: Season) -> dict[str, Any]:
    name = {"name": season.name} if season.name else {}
    days = {
        key: day.isoformat() if isinstance(day, date) else str(day)
        for key, day in (("first", season.first), ("last", season.last))
    }
    return {**name, **days, "week": _weekly(season.week)}


def _spans(spans: Spans) -> list[list[str]]:
    return [[to_datetime(edge, 0).isoformat() for edge in span] for span in spans]
