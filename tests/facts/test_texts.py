"""Texts in two arrays are a sequence of str like any other, and are found among others by arrays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.facts import text_places
from contractkit.facts.text_places import TextPlaces
from contractkit.facts.texts import Texts

# Ends of words, lengths around 4, 8 and 16 bytes, letters of several bytes, and a lone surrogate.
WORDS = st.one_of(
    st.text("ab", max_size=3),
    st.builds(lambda begin, number: f"{begin}{number:08}", st.sampled_from(["INC", "", "T-"]), st.integers(0, 20)),
    st.text(st.sampled_from("aé\U0001f600\ud800 "), max_size=18),
    st.sampled_from(["1234567", "12345678", "123456789", "1234567812345678", "12345678123456789"]),
)
LISTS = st.lists(WORDS, max_size=40)


class TestASequenceOfStr:
    """What holds for a tuple of the same words holds for texts."""

    @given(LISTS, st.data())
    def test_it_is_what_a_tuple_is(self, words, data):
        texts = Texts.of(words)
        assert texts == tuple(words)
        assert list(texts) == texts.tolist() == words
        assert len(texts) == len(words)
        rows = data.draw(st.lists(st.integers(0, max(len(words) - 1, 0)), max_size=9)) if words else []
        assert texts.take(np.array(rows, np.int64)) == [words[row] for row in rows]
        begin, end = data.draw(st.integers(-3, 9)), data.draw(st.integers(-3, 9))
        assert texts[begin:end] == words[begin:end]
        assert texts[begin:end].take(np.zeros(0, np.int64)) == []
        for word in {*words, "elsewhere"}:
            assert texts.find(word) == (words.index(word) if word in words else None)
            assert (word in texts) is (word in words)

    @given(LISTS, LISTS)
    def test_parts_are_put_together(self, left, right):
        assert Texts.together([Texts.of(left), Texts.of(right)[1:]]) == left + right[1:]

    def test_a_place_may_be_counted_from_the_end(self):
        texts = Texts.of(["a", "bc"])
        assert (texts[-1], texts[0]) == ("bc", "a")
        with pytest.raises(IndexError):
            texts[2]

    def test_other_lengths_and_other_words_are_not_equal(self):
        assert Texts.of(["ab", "c"]) != Texts.of(["a", "bc"])
        assert Texts.of(["ab"]) != Texts.of(["ab", "ab"])
        assert Texts.of(["ab"]) != ["ac"]

    @given(LISTS)
    def test_whatever_may_be_something_else_is_odd(self, words):
        """Empty, with a space at an end, or called missing: such a text is never taken as it stands."""
        missing = {"ab", "12345678"}
        odd = Texts.of(words).odd(missing)
        changed = [word.strip() != word or not word or word in missing for word in words]
        assert all(flag for flag, change in zip(odd.tolist(), changed, strict=True) if change)
        assert not Texts.of(["T-1", "b"]).odd(missing).any()


class TestPlaces:
    """Each text is found where a dict would find it."""

    @given(LISTS, LISTS)
    def test_as_in_a_dict(self, known, wanted):
        first: dict[str, int] = {}
        for place, word in enumerate(known):
            first.setdefault(word, place)
        places = TextPlaces.of(Texts.of(known))
        assert places.first.tolist() == [first[word] for word in known]
        assert places.find(Texts.of(wanted)).tolist() == [first.get(word, -1) for word in wanted]

    @pytest.mark.parametrize("shape", ["INC{:08}", "{}", "{:040}", "x{:03}y"])
    def test_many_that_differ_in_one_place(self, shape):
        """More than one block of rows, and each in another order than it was known in."""
        words = [shape.format(number) for number in range(70_000)]
        order = np.random.default_rng(7).permutation(len(words))
        texts = Texts.of(words)
        assert (TextPlaces.of(texts).find(texts.take(order)) == order).all()

    def test_texts_that_were_made_to_crowd_together_are_found_all_the_same(self, monkeypatch):
        """With a table in which nothing finds a free place at once, Python's own dict does the work."""
        monkeypatch.setattr(text_places, "_ROUNDS", 1)
        words = [f"T-{number}" for number in range(500)] * 2
        places = TextPlaces.of(Texts.of(words))
        assert places.first.tolist() == [*range(500), *range(500)]
        assert places.find(Texts.of(["T-499", "T-500"])).tolist() == [499, -1]

    def test_more_lengths_than_are_worked_on_one_by_one(self):
        words = ["x" * length for length in range(300)]
        assert TextPlaces.of(Texts.of(words)).find(Texts.of(words[::-1])).tolist() == [*range(299, -1, -1)]
