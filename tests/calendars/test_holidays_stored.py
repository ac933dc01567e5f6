"""Sources written down as plain data and read again: nothing is lost, and what cannot be written is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

import pytest

from contractkit.calendars import ExplicitDates, HolidaySource
from contractkit.calendars.holidays import HolidaysPackage, IcalHolidays, PublicHolidays, source_of, stored_source
from contractkit.errors import UsageError

SATURDAY, FRIDAY = date(2026, 5, 9), date(2026, 5, 15)
SOURCES = (
    PublicHolidays.of("NL"),
    PublicHolidays.of("US-MA", ("evacuation-day", "bunker-hill-day")),
    ExplicitDates.of([]),
    ExplicitDates.of({FRIDAY: "bridge", date(2026, 5, 18): "party"}),
    ExplicitDates.of([], worked={SATURDAY: FRIDAY}),
    HolidaysPackage.of("NL"),
    HolidaysPackage.of("DE-BY", categories=("public", "catholic"), years=(2020, 2030)),
    IcalHolidays(((FRIDAY, "bridge"),), (2026, 2026), "firm.ics"),
    IcalHolidays(((FRIDAY, "bridge"),), (2026, 2026), "firm.ics", ("Party (2026-05-05T09:00:00)",)),
)


class TestRoundTrip:
    """What was stored comes back equal, through JSON too, with the same answers."""

    @pytest.mark.parametrize("source", SOURCES, ids=lambda source: f"{type(source).__name__}-{source.name}")
    def test_a_source_comes_back(self, source: HolidaySource) -> None:
        stored = stored_source(source)
        read = source_of(json.loads(json.dumps(stored)))
        assert read == source
        assert read.dates(2026) == source.dates(2026)
        assert stored_source(read) == stored

    @pytest.mark.parametrize(
        ("source", "stored"),
        [
            (PublicHolidays.of("NL"), {"source": "public", "code": "NL"}),
            (
                ExplicitDates.of({FRIDAY: "bridge"}, worked={SATURDAY: FRIDAY}),
                {"source": "dates", "dates": [["2026-05-15", "bridge"]], "worked": [["2026-05-09", "2026-05-15"]]},
            ),
            (
                HolidaysPackage.of("NL", years=(2020, 2030)),
                {"source": "holidays", "code": "NL", "subdiv": "", "categories": ["public"], "years": [2020, 2030]},
            ),
            (
                IcalHolidays(((FRIDAY, "bridge"),), (2026, 2026), "firm.ics"),
                {"source": "ical", "name": "firm.ics", "years": [2026, 2026], "dates": [["2026-05-15", "bridge"]]},
            ),
        ],
    )
    def test_the_form_is_this(self, source: HolidaySource, stored: dict[str, object]) -> None:
        # Stored calendars are read by later versions: a change of this form is a breaking change.
        assert stored_source(source) == stored
        assert source_of(stored) == source


class TestRefused:
    """What cannot be written or read is a typed error that says what to do."""

    def test_a_source_of_ones_own_without_the_method(self) -> None:
        class Own:
            name = "own"
            years = None

            def dates(self, year: int) -> Mapping[date, str]:
                return {date(year, 5, 15): "party"}

        with pytest.raises(UsageError, match="'own' cannot be written down: it has no method stored"):
            stored_source(Own())

    @pytest.mark.parametrize(
        ("stored", "says"),
        [
            ({}, "no kind of holiday source None; write dates or holidays or ical or public"),
            ({"source": "pubic", "code": "NL"}, "'pubic'; write public"),
            ({"source": "public"}, "'public' lacks or misspells 'code'"),
            ({"source": "public", "code": "XX"}, "there are no holidays for 'XX'"),
            ({"source": "public", "code": 7}, "'public' lacks or misspells"),
            ({"source": "dates", "dates": [["2026-02-30", "x"]]}, "'dates' has what cannot be read"),
            ({"source": "dates", "dates": [["2026-02-20"]]}, "'dates' has what cannot be read"),
            ({"source": "ical", "dates": [], "name": "x"}, "'ical' lacks or misspells 'years'"),
            ({"source": "holidays", "code": "NL", "subdiv": "", "categories": [], "years": [2020, 2030]}, "category"),
        ],
    )
    def test_data_that_is_no_source(self, stored: dict[str, object], says: str) -> None:
        with pytest.raises(UsageError) as caught:
            source_of(stored)
        assert says in str(caught.value)
