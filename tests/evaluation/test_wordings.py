"""Facts say which wording holds of each item, where an amendment reaches clocks that run."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np

from contractkit.clocks import History
from contractkit.evaluation.wordings import with_wordings
from contractkit.facts import NAT, Coded, Events, Facts, Instants, Items
from contractkit.terms.binding import WORDING, Wording

WORDINGS = (
    Wording(None, "as signed"),
    Wording(date(2026, 7, 1), "2026-07-01"),
    Wording(date(2026, 8, 1), "2026-08-01"),
)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def us(text: str) -> int:
    """Return an instant of UTC in microseconds."""
    return (datetime.fromisoformat(text).replace(tzinfo=UTC) - EPOCH) // timedelta(microseconds=1)


def facts(*opened: str | None, events: Events | None = None) -> Facts:
    at = np.array([NAT if text is None else us(text) for text in opened], np.int64)
    items = Items(ids=[f"T{place}" for place in range(len(opened))], columns={"opened_at": Instants(at)})
    return Facts(items, events)


def through(given: Facts, as_of: str = "2026-12-01T00:00") -> list[tuple[int, str | None, str]]:
    """Return for each item, in order, which wording held from when on."""
    worded = with_wordings(given, WORDINGS, "UTC", us(as_of))
    states = History.of(worded, us(as_of)).states((WORDING,), {})
    column = states.columns.by_row[WORDING]
    words = [None if code < 0 else column.categories[code] for code in column.codes]
    times = [(EPOCH + timedelta(microseconds=int(at))).strftime("%m-%d %H:%M") for at in states.at]
    return list(zip(states.item.tolist(), words, times, strict=True))


class TestWithWordings:
    def test_without_wordings_they_stay_the_same_object(self) -> None:
        given = facts("2026-06-30T10:00")
        assert with_wordings(given, (), "UTC", 0) is given

    def test_an_item_has_the_wording_of_its_opening_and_those_that_follow(self) -> None:
        assert through(facts("2026-06-30T10:00", "2026-07-15T10:00")) == [
            (0, "as signed", "06-30 10:00"),
            (0, "2026-07-01", "07-01 00:00"),
            (0, "2026-08-01", "08-01 00:00"),
            (1, "2026-07-01", "07-15 10:00"),
            (1, "2026-08-01", "08-01 00:00"),
        ]

    def test_one_that_opens_at_the_first_instant_has_the_new_one(self) -> None:
        assert through(facts("2026-08-01T00:00")) == [(0, "2026-08-01", "08-01 00:00")]

    def test_what_comes_after_the_moment_of_judging_is_left_out(self) -> None:
        given = facts("2026-06-30T10:00")
        assert len(through(given, "2026-07-01T00:00")) == 2
        assert len(through(given, "2026-06-30T23:59:59")) == 1

    def test_one_whose_opening_is_unknown_has_that_of_its_first_event(self) -> None:
        events = Events(
            item=[0, 0],
            at=[us("2026-07-20T09:00"), us("2026-07-10T09:00")],
            values={"status": np.array([0, 1], np.int32)},
            categories={"status": ("new", "open")},
        )
        assert through(facts(None, events=events)) == [
            (0, "2026-07-01", "07-10 09:00"),
            (0, "2026-08-01", "08-01 00:00"),
        ]

    def test_of_one_of_which_nothing_is_known_no_wording_is(self) -> None:
        worded = with_wordings(facts(None), WORDINGS, "UTC", us("2026-12-01T00:00"))
        assert worded.items.words(WORDING) == Coded(np.array([-1], np.int32), worded.items.words(WORDING).categories)

    def test_events_keep_what_they_say_and_their_order(self) -> None:
        """At midnight the change of wording comes first; the sequence of the others still decides which is the state."""
        midnight = us("2026-07-01T00:00")
        events = Events(
            item=[0, 0],
            at=[midnight, midnight],
            values={"status": np.array([0, 1], np.int32)},
            categories={"status": ("closed", "open")},
            seq=[1, 2],
        )
        worded = with_wordings(facts("2026-06-30T10:00", events=events), WORDINGS, "UTC", us("2026-07-02T00:00"))
        states = History.of(worded, us("2026-07-02T00:00")).states(("status", WORDING), {})
        column = states.columns.by_row["status"]
        assert [column.categories[code] if code >= 0 else None for code in column.codes] == [None, "open"]
