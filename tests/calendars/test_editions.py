"""The edition of a calendar: the same for what decides the same, another for what decides otherwise."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timezone

import pytest

from contractkit.calendars import ALWAYS, AlternatingWeeks, BusinessCalendar, ExplicitDates, Season

WEEK = {"mon-fri": "09:00-17:00"}
NOON = datetime(2026, 1, 5, 12, tzinfo=timezone.utc)  # noqa: UP017


def edition(**given: object) -> str:
    return BusinessCalendar(**{"tz": "Europe/Amsterdam", "week": WEEK, **given}).edition


class TestEdition:
    """Everything that decides goes in; names and the order of writing do not."""

    def test_it_is_sixteen_hexadecimal_digits(self) -> None:
        assert len(edition()) == 16
        assert int(edition(), 16) >= 0

    @pytest.mark.parametrize(
        "given",
        [
            {"week": {"mon-fri": "09:00-17:01"}},
            {"tz": "America/New_York"},
            {"holidays": "NL"},
            {"holidays": [date(2026, 1, 6)]},
            {"closed": [date(2026, 1, 6)]},
            {"exceptions": {date(2026, 1, 6): "09:00-17:00"}},
            {"closures": {date(2026, 1, 6): "09:00-10:00"}},
            {"openings": {date(2026, 1, 4): "09:00-10:00"}},
            {"week": AlternatingWeeks(date(2026, 1, 5), (WEEK, {"mon-fri": "09:00-17:01"}))},
            {"week": AlternatingWeeks(date(2026, 1, 12), (WEEK, {"mon-fri": "09:00-17:01"}))},
            {"seasons": [Season(week={}, first="1 July", last="31 July")]},
            {"seasons": [Season(week={}, first="2 July", last="31 July")]},
            {"seasons": [Season(week={}, first=date(2026, 7, 1), last=date(2026, 7, 31))]},
            {"changes": {date(2026, 7, 1): {}}},
            {"changes": {date(2026, 7, 2): {}}},
            {"holidays": ExplicitDates.of([date(2026, 1, 6)], worked={date(2026, 1, 10): date(2026, 1, 7)})},
            {"like": "zammad"},
        ],
    )
    def test_what_decides_changes_it(self, given: dict[str, object]) -> None:
        assert edition(**given) != edition()

    def test_no_two_of_the_new_things_look_alike(self) -> None:
        weeks = (WEEK, {"mon-fri": "09:00-17:01"})
        made = [
            edition(week=AlternatingWeeks(date(2026, 1, 5), weeks)),
            edition(week=AlternatingWeeks(date(2026, 1, 12), weeks)),
            edition(seasons=[Season(week={}, first="1 July", last="31 July")]),
            edition(seasons=[Season(week={}, first="2 July", last="31 July")]),
            edition(seasons=[Season(week={}, first="1 July", last="1 August")]),
            edition(seasons=[Season(week=WEEK, first="1 July", last="31 July")]),
            edition(seasons=[Season(week={}, first=date(2026, 7, 1), last=date(2026, 7, 31))]),
            edition(changes={date(2026, 7, 1): {}}),
            edition(changes={date(2026, 7, 2): {}}),
            edition(changes={date(2026, 7, 1): {"mon": "closed", "tue": "09:00-10:00"}}),
        ]
        assert len(set(made)) == len(made)

    def test_what_none_of_it_is_used_for_has_the_edition_that_it_had(self) -> None:
        # Stored editions of earlier versions; a change of one of them belongs in the changelog, under Results.
        assert ALWAYS.edition == "ac063bc202b7a1f6"
        assert (
            BusinessCalendar(
                tz="Europe/Amsterdam",
                week={"mon-fri": "09:00-12:00 and 13:00-17:30", "sat": "22:00-06:00"},
                closed=[date(2026, 5, 15)],
                exceptions={date(2026, 12, 24): "09:00-13:00"},
                closures=[(NOON.replace(day=1), NOON.replace(day=1, hour=13))],
                openings={date(2026, 3, 29): "01:00-04:00"},
            ).edition
            == "25000531c1db7652"
        )

    def test_names_change_nothing(self) -> None:
        assert edition(name="office") == edition()
        assert edition(holidays={date(2026, 1, 6): "Epiphany"}) == edition(holidays=[date(2026, 1, 6)])

    def test_how_a_closed_date_is_written_changes_nothing(self) -> None:
        assert edition(closed=[date(2026, 1, 6)]) == edition(holidays=[date(2026, 1, 6)])

    def test_zones_with_the_same_clocks_have_the_same_edition(self) -> None:
        assert edition(tz="UTC") == edition(tz="Etc/UTC")

    def test_what_was_asked_before_changes_nothing(self) -> None:
        asked = BusinessCalendar(tz="Europe/Amsterdam", week=WEEK)
        asked.is_open(NOON.replace(year=1960))
        asked.is_open(NOON.replace(year=2090))
        assert asked.edition == edition()

    def test_it_is_made_of_what_is_written_here(self) -> None:
        # A change of this form changes every edition that somebody has stored, and belongs in the changelog.
        nine, five = 9 * 3_600_000_000, 17 * 3_600_000_000
        office = f"[[{nine},{five}]]"
        text = (
            '{"closed":["2026-01-06"],"closures":[],"exceptions":[],"openings":[],'
            f'"week":[{office},{office},{office},{office},{office},[],[]],"years":[2,9997],"zone":[0,[]]}}'
        )
        expected = hashlib.sha256(text.encode()).hexdigest()[:16]
        assert edition(holidays=[date(2026, 1, 6)], tz="UTC") == expected
