"""Data that others hand in, such as the body of a request: what no file could hold is refused there too, and at once."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

import contractkit as ck

HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}


def problems(data: Any = None, text: str | None = None) -> list[tuple[str, str | None]]:
    with pytest.raises(ck.DocumentRejected) as refused:
        ck.load_agreement(data=data, text=text)
    return [(problem.code, problem.where) for problem in refused.value.problems]


def test_a_control_character_is_refused_however_it_is_written() -> None:
    data = {**HEAD, "clauses": {"1": {"kind": "text", "text": "a\x00b"}}}
    told = [("character", "clause 1 > text")]
    assert problems(data) == told
    assert problems(text=json.dumps(data)) == told
    assert problems(text='{contractkit: 1, document: sla, id: S-1, title: "a\\0b"}') == [("character", "title")]


def test_a_control_character_in_a_clause_number_is_refused() -> None:
    assert [code for code, _ in problems({**HEAD, "clauses": {"1\x00": {"kind": "text", "text": "a"}}})] == ["name"]


def test_line_breaks_and_tabs_may_stand_in_a_text() -> None:
    loaded = ck.load_agreement(data={**HEAD, "clauses": {"1": {"kind": "text", "text": "a\n\tb"}}})
    assert loaded.clauses[0].text == "a\n\tb"


def test_texts_of_a_hundred_megabytes_are_refused_within_a_second() -> None:
    title, many = "x" * 100_000_000, {str(n): {"kind": "text", "text": "y" * 10_000} for n in range(300)}
    began = time.process_time()
    assert problems({**HEAD, "title": title}) == problems({**HEAD, "clauses": many}) == [("too-large", None)]
    assert time.process_time() - began < 5, "two documents, on a machine that may be slow"


def test_a_list_in_a_list_is_no_document() -> None:
    assert [code for code, _ in problems([[]])] == ["wrong-shape"]


def test_bytes_are_refused_by_the_name_of_what_they_are() -> None:
    with pytest.raises(ck.UsageError, match="a bytes was given: decode it"):
        ck.load_agreement(text=b"contractkit: 1")  # type: ignore[arg-type]
