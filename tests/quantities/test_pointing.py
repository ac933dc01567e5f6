"""A text that goes wrong is told where: at the first character that no right form could have there."""

from __future__ import annotations

import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.calendars import BusinessCalendar
from contractkit.errors import QuantityError, UsageError
from contractkit.quantities.notation import DAYS, DURATION, HOURS, WITHIN, Notation, hours_text, parse_hours

DAY = 24 * 3_600_000_000

WRONG = [
    (HOURS, "09:00-12:00 and 13:0-17:30", "                ^"),
    (HOURS, "9:00-12:00", "^"),
    (HOURS, "office", "^"),
    (HOURS, "24:00-06:00", "^"),
    (HOURS, "08:00 to 18:00", "     ^"),
    (HOURS, "08:00-1800", "      ^"),
    (HOURS, "08:00-", "      ^"),
    (HOURS, "08:00-24:30", "      ^"),
    (HOURS, "08:00-12:00; 13:00-17:00", "           ^"),
    (HOURS, "08:00-12:00,  13:00-17:00", "             ^"),
    (HOURS, "08:00-12:00 and", "               ^"),
    (HOURS, "08:00-12:00 en 13:00-17:00", "            ^"),
    (HOURS, "08:00-12:00 & 13:00-17:00", "            ^"),
    (HOURS, "08:00-12:00 and ", "                ^"),
    (HOURS, "all days", "^"),
    (HOURS, "09:00-09:00", "^"),
    (HOURS, "08:00-13:00 and 12:00-17:00", "                ^"),
    (HOURS, "13:00-17:00 and 09:00-12:00", "                ^"),
    (HOURS, "00:00-23:59:59", "      ^"),
    (DAYS, "mom", "^"),
    (DAYS, "mon-fir", "    ^"),
    (DAYS, "mon to fri", "   ^"),
    (DAYS, "mon-", "    ^"),
    (DAYS, "mon-wed-fri", "       ^"),
    (WITHIN, "4", " ^"),
    (WITHIN, "4h", "^"),
    (WITHIN, "4 hours 30 minuts", "           ^"),
    (WITHIN, "4 hours 30", "          ^"),
    (WITHIN, "4 hours 30 minutes 5", "                    ^"),
    (WITHIN, "2 days", "  ^"),
    (WITHIN, "2 business", "          ^"),
    (WITHIN, "2 business hours", "           ^"),
    (WITHIN, "2 business days by 5pm", "                   ^"),
    (WITHIN, "2 business days by 17:000", "                        ^"),
    (WITHIN, "2 business days at 17:00", "                ^"),
    (WITHIN, "30 minutes 1 hour", "             ^"),
    (WITHIN, "4 hours elapsed time", "               ^"),
    (WITHIN, "3 months 2 weeks", "        ^"),
    (WITHIN, "-4 hours", "^"),
    (DURATION, "PT4X", "   ^"),
    (DURATION, "P4H", "  ^"),
    (DURATION, "P1M1Y", "    ^"),
]


class TestAt:
    """Where the caret stands."""

    @pytest.mark.parametrize(("notation", "text", "caret"), WRONG, ids=[text or "nothing" for _, text, _ in WRONG])
    def test_the_caret_stands_under_the_character(self, notation: Notation[object], text: str, caret: str) -> None:
        with pytest.raises(QuantityError) as caught:
            notation.parse(text)
        assert caught.value.pointer == f"  {text}\n  {caret}"
        assert str(caught.value).endswith(caught.value.pointer)

    @pytest.mark.parametrize(("notation", "text", "caret"), WRONG, ids=[text or "nothing" for _, text, _ in WRONG])
    def test_no_right_form_begins_like_the_text_up_to_there(
        self, notation: Notation[object], text: str, caret: str
    ) -> None:
        """What stands before the caret can be completed; with the character it cannot, whatever follows."""
        at = len(caret) - 1
        if notation is not HOURS or not HOURS.matches(text):
            assert any(notation.matches(text[:at] + rest) for rest in RESTS)
        if at < len(text) and not notation.matches(text) and text[at] not in "0123456789":
            assert not any(notation.matches(text[: at + 1] + rest) for rest in RESTS)

    def test_the_message_counts_characters_from_one(self) -> None:
        with pytest.raises(QuantityError, match=r"at character 17, '13:0' stands where a time of day"):
            parse_hours("09:00-12:00 and 13:0-17:30")

    def test_a_text_that_stops_too_early_says_so(self) -> None:
        with pytest.raises(QuantityError, match="it ends where a time of day"):
            parse_hours("08:00-")

    def test_of_a_long_text_the_piece_around_the_character_is_shown(self) -> None:
        text = " and ".join(f"{hour:02}:00-{hour:02}:30" for hour in range(20)) + " and 21:0-22:00"
        with pytest.raises(QuantityError) as caught:
            parse_hours(text)
        line, caret = str(caught.value.pointer).splitlines()
        assert line[caret.index("^") :] == "21:0-22:00"
        assert len(line) < 110

    def test_nothing_at_all_is_not_pointed_at(self) -> None:
        with pytest.raises(QuantityError) as caught:
            WITHIN.parse("")
        assert caught.value.pointer is None

    def test_the_error_survives_pickling(self) -> None:
        with pytest.raises(QuantityError) as caught:
            parse_hours("08:00-1800")
        again = pickle.loads(pickle.dumps(caught.value))
        assert str(again) == str(caught.value)
        assert (again.hint, again.text, again.at) == (caught.value.hint, caught.value.text, caught.value.at)

    @pytest.mark.parametrize("notation", [HOURS, DAYS, WITHIN, DURATION], ids=lambda one: one.examples[0])
    @given(text=st.text(max_size=20) | st.text("0123456789 :-adhmnosuyPTHMD", max_size=16))
    def test_it_lies_in_the_text_or_at_its_end(self, notation: Notation[object], text: str) -> None:
        at: int | None = None
        try:
            notation.parse(text)
        except QuantityError as error:
            at = error.at
        assert at is None or 0 <= at <= len(text)


RESTS = (
    "",
    "9:00-17:00",
    "-17:00",
    ":00-17:00",
    "17:00",
    "7:00",
    " and 22:00-23:00",
    " 22:00-23:00",
    "and 22:00-23:00",
    "22:00-23:00",
    "4 hours",
    " hours",
    "hours",
    "minutes",
    " minutes",
    "seconds",
    " seconds",
    "milliseconds",
    "business days",
    " days",
    "days",
    "by 17:00",
    "17:00",
    "30 minutes",
    "mon",
    "fri",
    "PT4H",
    "T4H",
    "4H",
    "H",
    "D",
    "09:00-17:00",
    "elapsed",
)
"""Ends of right forms."""


class TestHoursText:
    """Opening hours print as a clause writes them, and read back."""

    @given(
        edges=st.lists(
            st.one_of(st.integers(0, 24 * 60).map(lambda minute: minute * 60_000_000), st.integers(0, DAY - 1_000_001)),
            min_size=2,
            max_size=8,
            unique=True,
        ).map(sorted)
    )
    def test_what_is_printed_reads_back_as_the_same_hours(self, edges: list[int]) -> None:
        pieces = tuple(zip(edges[::2], edges[1::2], strict=False))
        assert parse_hours(hours_text(pieces)) == pieces

    @pytest.mark.parametrize(
        ("pieces", "text"),
        [
            ((), "closed"),
            (((0, DAY),), "all day"),
            (((79_200_000_000, DAY + 21_600_000_000),), "22:00-06:00"),
            (((0, 1), (2, DAY)), "00:00-00:00:00.000001 and 00:00:00.000002-24:00"),
        ],
    )
    def test_the_edges_of_a_date(self, pieces: tuple[tuple[int, int], ...], text: str) -> None:
        assert hours_text(pieces) == text


class TestBothFaces:
    """The Python face reads texts by the grammar of documents, and points as they do."""

    @pytest.mark.parametrize(
        ("week", "caret"),
        [
            ({"mon-fri": "09:00-12:00 and 13:0-17:30"}, "  09:00-12:00 and 13:0-17:30\n                  ^"),
            ({"mon-fir": "09:00-12:00"}, "  mon-fir\n      ^"),
            ({"mon": [("09:00", "17:0")]}, "17:0"),
        ],
    )
    def test_a_calendar_is_refused_with_the_caret(self, week: dict[str, object], caret: str) -> None:
        with pytest.raises(UsageError, match=re.escape(caret)):
            BusinessCalendar(tz="UTC", week=week)  # type: ignore[arg-type]

    @pytest.mark.parametrize("text", ["9:00", "09", "0900", "T09:00", "09:00+01:00", " 09:00"])
    def test_times_in_pairs_have_the_same_grammar(self, text: str) -> None:
        with pytest.raises(UsageError):
            BusinessCalendar(tz="UTC", week={"mon": [(text, "17:00")]})

    def test_capitals_are_an_exception_of_the_python_face(self) -> None:
        office = BusinessCalendar(tz="UTC", week={"Mon-Wed": "09:00-17:00", "THURSDAY": "09:00-12:00"})
        assert office == BusinessCalendar(tz="UTC", week={"mon-wed": "09:00-17:00", "thu": "09:00-12:00"})
