"""Every kind of clause has a page, whose examples load and are understood as the page says."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

import contractkit as ck
from contractkit.documents.clauses.registry import kinds

sys.path.insert(0, str(Path(__file__).parent))
from clause_pages import PAGES, ClausePage, clause_pages, framed, numbers_of

FRAME = (Path(__file__).parent / "frame.yaml").read_text(encoding="utf-8")
FOUND = clause_pages()


@pytest.mark.parametrize("page", FOUND, ids=lambda page: page.kind)
def test_the_examples_of_a_page_load_and_are_told_as_it_says(page: ClausePage) -> None:
    assert page.examples, "a page has an example"
    for clauses, told in page.examples:
        agreement = ck.load_agreement(text=framed(FRAME, clauses))
        numbers = numbers_of(clauses)
        terms = [term for number in numbers for term in agreement.terms_in(f"FRAME/{number}")]
        sentences = tuple(ck.sentence(term, agreement=agreement).replace("\u00a0", " ") for term in terms)
        assert sentences == told


@pytest.mark.parametrize("page", FOUND, ids=lambda page: page.kind)
def test_a_page_shows_its_own_kind(page: ClausePage) -> None:
    assert any(f"kind: {page.kind}" in clauses for clauses, _ in page.examples)


def test_pages_are_of_kinds_that_exist() -> None:
    assert {page.kind for page in FOUND} <= set(kinds())


def test_every_kind_has_a_page() -> None:
    assert set(kinds()) == {page.kind for page in FOUND}


def test_the_way_from_the_words_of_a_paper_leads_to_every_kind() -> None:
    index = (PAGES / "index.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\[\]\(([\w-]+)\.md\)", index)) == set(kinds())
