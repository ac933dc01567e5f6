"""Text that remembers what it was made of: it is its English words, and keeps wording and facts through everything."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import date
from fractions import Fraction

import pytest

from contractkit.charging.exact import exact_text
from contractkit.records.said import Figures, Said, Worded, joined, said


class TestSaid:
    def test_it_is_the_english_text(self) -> None:
        told = said("claimed on {made}, by {deadline}", made=date(2026, 3, 2), deadline=date(2026, 3, 31))
        assert told == "claimed on 2026-03-02, by 2026-03-31"
        assert json.loads(json.dumps({"says": told})) == {"says": "claimed on 2026-03-02, by 2026-03-31"}

    def test_it_keeps_its_facts_as_they_were(self) -> None:
        assert said("by {deadline}", deadline=date(2026, 3, 31)).facts == {"deadline": date(2026, 3, 31)}

    @pytest.mark.parametrize(("n", "text"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (Fraction(1), "1 day")])
    def test_one_alone_is_told_apart_from_several_and_none(self, n: int, text: str) -> None:
        assert said("{n} day|{n} days", n=n) == text

    def test_a_hole_without_a_fact_is_refused(self) -> None:
        with pytest.raises(KeyError):
            said("by {deadline}")

    @pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda told: pickle.loads(pickle.dumps(told))])
    def test_copies_keep_wording_and_facts(self, again: object) -> None:
        told = said("{a} of {b}", a=1, b=said("{n} item|{n} items", n=2))
        made = again(told)  # type: ignore[operator]
        assert (made, made.wording, made.facts["b"].wording) == ("1 of 2 items", "{a} of {b}", "{n} item|{n} items")

    def test_what_is_put_behind_it_becomes_a_part(self) -> None:
        told = "so " + said("{n} item|{n} items", n=2) + ", late"
        assert told == "so 2 items, late"
        assert isinstance(told, Said)
        assert told.facts["first"].facts["next"].wording == "{n} item|{n} items"

    def test_asking_for_its_text_forgets_nothing(self) -> None:
        assert str(said("by {day}", day="x")).wording == "by {day}"  # type: ignore[attr-defined]


class TestJoined:
    def test_parts_stay_parts(self) -> None:
        told = joined("; ", [said("by {day}", day="x"), "y", "z"])
        assert told == "by x; y; z"
        assert isinstance(told, Said)
        assert told.facts["first"].facts["first"].wording == "by {day}"

    def test_one_part_is_itself_and_none_is_nothing(self) -> None:
        one = said("by {day}", day="x")
        assert joined("; ", [one]) is one
        assert joined("; ", []) == ""


class TestWorded:
    def test_it_is_the_text_of_the_binding_language(self) -> None:
        title = Worded.of("Opgelost", {"nl": "Opgelost", "en": "Solved"})
        assert title == "Opgelost"
        assert pickle.loads(pickle.dumps(title)).texts == {"nl": "Opgelost", "en": "Solved"}


def test_exact_numbers_are_told_from_names() -> None:
    """A name may look like a number, such as clause 4.1; only what was worked out is written in another notation."""
    assert isinstance(exact_text(Fraction(1, 8)), Figures)
