"""Papers as text: what is written is what any reader of YAML reads."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from contractkit.delivery.writing import as_yaml

TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=20),
    st.sampled_from(
        ["yes", "NO", "on", "null", "~", "4.1", "1e3", "08:00", "12:30-13:00", "0x1F", "-", "- a", "a: b", "a #b",
         "[x]", "{x}", "'q'", '"q"', "EUR 142.50 per report", "10 business days", "85 %", " lead", "trail ", "!t", "&a",
         "*a", "@x", "%x", "|", ">", "?", "? a", "a\\b", "0o7", "1_000", ".5", ".inf", ".nan", "=", "<<"],
    ),
)  # fmt: skip
DATA = st.recursive(
    TEXTS,
    lambda inner: st.one_of(
        st.lists(TEXTS, min_size=1, max_size=3),
        st.lists(st.dictionaries(TEXTS, inner, min_size=1, max_size=2), min_size=1, max_size=2),
        st.dictionaries(TEXTS, inner, min_size=1, max_size=3),
    ),
    max_leaves=6,
)


def read(text: str) -> Any:
    """Return what a reader of YAML 1.2 finds, every scalar a text unless it is no text to it."""
    return YAML(typ="safe", pure=True).load(text)


class TestYaml:
    """The text says what the data says."""

    @given(st.dictionaries(TEXTS, DATA, min_size=1, max_size=3))
    def test_what_is_written_is_read_back(self, data: dict[str, Any]) -> None:
        assert read(as_yaml(data)) == data

    @pytest.mark.parametrize("text", ["mail", "private-phone", "EUR 142.50 per report", "10 business days", "85 %"])
    def test_what_needs_no_quotes_has_none(self, text: str) -> None:
        assert as_yaml({"a": text}) == f"a: {text}\n"
