"""A date that ends twice: St. John's turned its clocks back at 00:01 (in 1988 by two hours, tz database)."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import contractkit as ck

OFFICE = ck.BusinessCalendar(tz="America/St_Johns", week={"mon-fri": "09:00-17:00"})
FRI_1988_10_28 = datetime(1988, 10, 28, 17, tzinfo=OFFICE.tz)
MON_1988_10_31 = datetime(1988, 10, 31, 9, tzinfo=OFFICE.tz)


class TestIntervals:
    def test_the_saturday_comes_back_for_two_hours_less_a_minute(self) -> None:
        """At 00:01 on Sunday the clocks go back to 22:01 on Saturday; the reasons follow the clocks."""
        pieces = OFFICE.intervals(FRI_1988_10_28, MON_1988_10_31)
        told = [(piece.why, piece.end - piece.start) for piece in pieces]
        assert told == [
            ("outside hours", timedelta(hours=7)),
            ("no hours on sat", timedelta(hours=24)),
            ("no hours on sun", timedelta(minutes=1)),
            ("no hours on sat", timedelta(hours=1, minutes=59)),
            ("no hours on sun", timedelta(hours=24)),
            ("outside hours", timedelta(hours=9)),
        ]

    def test_the_pieces_follow_each_other_without_a_gap(self) -> None:
        """Each piece ends where the next begins, and together they are the time that really passed."""
        pieces = OFFICE.intervals(FRI_1988_10_28, MON_1988_10_31)
        assert all(one.end == other.start for one, other in pairwise(pieces))
        assert pieces[-1].end - pieces[0].start == timedelta(days=2, hours=16 + 2)


class TestTrace:
    def test_it_ends(self) -> None:
        """The dates of a trace are cut at each change of date, however often one comes back."""
        trace = OFFICE.trace_between(FRI_1988_10_28, MON_1988_10_31 + timedelta(hours=1))
        assert "1 hour counted" in str(trace)
