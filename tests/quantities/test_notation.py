"""How quantities are written: every right form means what it says, every wrong form is told the right one."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from contractkit.errors import QuantityError
from contractkit.quantities import notation
from contractkit.quantities.notation import Notation
from contractkit.quantities.spans import WorkingTime

CASES = YAML(typ="base", pure=True).load(Path(__file__).parents[1] / "cases" / "documents" / "forms.yaml")


def words_of_within(value: Any) -> str:
    if isinstance(value, WorkingTime):
        minutes = Decimal(value.us) / 60_000_000
        return f"working {minutes.normalize():f} minutes"
    return str(value)


def words_of_price(price: notation.Price) -> str:
    words = f"{price.amount.currency or ''} {price.amount.number}".strip()
    words += f" for {price.per_units} {price.unit}" if price.unit else ""
    return words + (f" each {price.per}" if price.per else "")


def words_of_limit(limit: notation.Limit) -> str:
    if limit.share is not None:
        return f"{limit.share.percent} of {limit.share.of}"
    if limit.percent is not None:
        return str(limit.percent)
    if limit.amount is None:
        return "none"
    words = f"{limit.amount.currency or ''} {limit.amount.number}".strip()
    return words + (f" per {limit.amount.per}" if limit.amount.per else "")


def words_of_hours(hours: notation.Hours) -> str:
    return " and ".join(f"{start // 60_000_000} to {end // 60_000_000}" for start, end in hours) or "closed"


def words_of_volume(volume: notation.Volume) -> str:
    return f"{volume.number} of {volume.unit}" + (f" per {volume.per}" if volume.per else "")


READERS: dict[str, tuple[Callable[[str], Any], Callable[[Any], str]]] = {
    "within": (notation.parse_within, words_of_within),
    "percent": (notation.parse_percent, lambda percent: str(percent.value)),
    "money": (notation.parse_money, str),
    "price": (notation.parse_price, words_of_price),
    "limit": (notation.parse_limit, words_of_limit),
    "rate": (notation.parse_rate, lambda rate: f"{rate.percent} per {rate.per}"),
    "volume": (notation.parse_volume, words_of_volume),
    "bound": (notation.parse_bound, str),
    "reach": (notation.REACH.parse, lambda percent: str(percent.value)),
    "hours": (notation.parse_hours, words_of_hours),
    "time": (notation.parse_time, lambda time: f"{time:%H:%M}"),
    "days": (notation.parse_weekdays, lambda days: " ".join(map(str, days))),
    "date": (notation.parse_date, str),
    "span": (notation.parse_span, str),
    "period": (notation.parse_period_word, str),
    "cycle": (notation.parse_cycle, str),
    "yearday": (notation.parse_yearday, lambda day: f"month {day[0]} day {day[1]}"),
    "number": (notation.parse_number, str),
    "ratio": (notation.parse_ratio, str),
    "points": (notation.parse_points, str),
    "pp": (notation.parse_pp, str),
    "price-or-base": (notation.PRICE_OR_BASE.parse, str),
}


def rows(side: str) -> list[Any]:
    return [
        pytest.param(kind, str(row["text"]), str(row.get("means", row.get("hint"))), id=f"{kind}: {row['text']}")
        for kind, sides in CASES.items()
        for row in sides[side]
    ]


class TestForms:
    """Every type of quantity, in the forms that people write."""

    @pytest.mark.parametrize(("kind", "text", "means"), rows("good"))
    def test_a_right_form_means_what_it_says(self, kind: str, text: str, means: str) -> None:
        read, words = READERS[kind]
        assert words(read(text)) == means

    @pytest.mark.parametrize(("kind", "text", "hint"), rows("bad"))
    def test_a_wrong_form_is_refused_with_its_value_and_the_right_form(self, kind: str, text: str, hint: str) -> None:
        read, _ = READERS[kind]
        with pytest.raises(QuantityError) as caught:
            read(text)
        assert hint in str(caught.value.hint)
        assert text.isprintable() is False or not text or text in caught.value.message


NOTATIONS = {name: value for name, value in vars(notation).items() if isinstance(value, Notation)}


class TestNotation:
    """What holds for every notation."""

    @pytest.mark.parametrize("name", NOTATIONS)
    def test_its_examples_are_right_forms(self, name: str) -> None:
        for example in NOTATIONS[name].examples:
            NOTATIONS[name].parse(example)

    @pytest.mark.parametrize("name", NOTATIONS)
    @given(text=st.text(max_size=30) | st.text("0123456789 .,-:%/abcehmoprsuyEUR€", max_size=20))
    def test_any_text_is_read_or_refused_with_a_hint(self, name: str, text: str) -> None:
        hint: str | None = "none is needed"
        try:
            NOTATIONS[name].parse(text)
        except QuantityError as error:
            hint = error.hint
        assert hint

    @pytest.mark.parametrize("kind", ["within", "percent", "money", "price", "hours", "time", "date", "span", "period"])
    def test_what_a_hint_tells_to_write_can_be_read(self, kind: str) -> None:
        for row in CASES[kind]["bad"]:
            hint = str(row["hint"])
            if hint.startswith("write '") and " or " not in hint and " for " not in hint:
                right = hint.removeprefix("write '").partition("'")[0]
                READERS[kind][0](right)

    def test_no_literal_of_the_language_needs_quotes_in_a_row_of_a_table(self) -> None:
        literals = [str(row["text"]) for sides in CASES.values() for row in sides["good"]]
        allowed = ["09:00-12:00, 13:00-17:30"]
        assert [text for text in literals if set(text) & set(",#@*&!|>{}[]") and text not in allowed] == []


class TestAmount:
    """An amount whose currency may stand in the head of the document."""

    def test_the_currency_of_the_head_holds_where_none_is_written(self) -> None:
        assert str(notation.parse_amount("10 000.00").money("NOK")) == "NOK 10 000.00"

    def test_the_written_currency_wins(self) -> None:
        assert notation.parse_amount("EUR 5").money("NOK").currency == "EUR"

    def test_without_any_currency_there_is_no_money(self) -> None:
        with pytest.raises(QuantityError, match="no currency"):
            notation.parse_amount("5").money()

    def test_parse_money_takes_the_currency_that_it_is_given(self) -> None:
        assert str(notation.parse_money("5", "EUR")) == "EUR 5.00"


class TestParseShare:
    """A share is a percentage and the word for the amount that it is taken of."""

    def test_it_returns_the_percentage_and_the_word(self) -> None:
        percent, word = notation.parse_share("100 % of yearly-fees")
        assert (percent.value, word) == (Decimal(100), "yearly-fees")


class TestSameUnit:
    """A unit is the same in the singular and the plural."""

    @pytest.mark.parametrize(
        ("one", "other"),
        [("seats", "seat"), ("mailboxes", "mailbox"), ("entities", "entity"), ("m2", "m2"), ("licences", "licence")],
    )
    def test_singular_and_plural_are_one_unit(self, one: str, other: str) -> None:
        assert notation.same_unit(one, other)
        assert notation.same_unit(other, one)

    @pytest.mark.parametrize(("one", "other"), [("m2", "seat"), ("seats", "servers"), ("class", "clas")])
    def test_other_words_are_other_units(self, one: str, other: str) -> None:
        assert not notation.same_unit(one, other)


class TestNearest:
    """A hint names the word that was most likely meant, or the words that there are."""

    def test_a_typing_error_finds_its_word(self) -> None:
        assert notation.nearest("ofice", ["office", "always"]) == "did you mean 'office'?"

    def test_underscores_and_capitals_do_not_hide_a_word(self) -> None:
        assert notation.nearest("Gold_Support", ["gold-support"]) == "did you mean 'gold-support'?"

    def test_a_word_like_none_lists_what_there_is(self) -> None:
        assert notation.nearest("zebra", ["office", "always"]) == "known: office, always"

    def test_a_long_list_is_cut(self) -> None:
        assert notation.nearest("zebra", [f"w{n}" for n in range(25)]).endswith("and 5 more")

    def test_an_empty_list_says_so(self) -> None:
        assert notation.nearest("zebra", []) == "none is known here"

    def test_of_very_many_words_those_beside_it_in_the_alphabet_are_compared(self) -> None:
        many = [f"calendar-{number:05}" for number in range(50_000)]
        assert notation.nearest_word("calendar-0312", many) is not None
        assert notation.nearest_word("CALENDAR_03127", many) == "calendar-03127"
        assert notation.nearest_word("zebra", many) is None
