"""Every sentence that a result says can be said in Dutch: no wording is forgotten, none is kept for nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import contractkit
from contractkit.charging.exact import amount_text
from contractkit.records.said import Worded, joined, said
from contractkit.statements.retelling import retold
from contractkit.statements.retold import RETOLD
from contractkit.statements.wording import language

ROOT = Path(contractkit.__file__).parent
DUTCH = language("nl")
_HOLE = re.compile(r"\{\w*\}")
_WORD = re.compile(r"[A-Za-z]{2,}")


def _has_words(wording: str) -> bool:
    return _WORD.search(_HOLE.sub("", wording)) is not None


def _holes(wording: str) -> set[str]:
    return {name for part in wording.split("|") for _, name, _, _ in Formatter().parse(part) if name}


@cache
def _sources() -> tuple[tuple[Path, ast.Module], ...]:
    files = sorted(ROOT.rglob("*.py"))
    return tuple((file, ast.parse(file.read_text(encoding="utf-8"))) for file in files)


def _written(node: ast.expr) -> Iterator[str | re.Pattern[str]]:
    """Yield the wordings that an argument can be; a pattern where a word of it is put in at run time."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _written(node.body)
        yield from _written(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        parts = (re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in node.values)
        yield re.compile("".join(parts))


def _wordings() -> dict[str | re.Pattern[str], str]:
    """Return every wording in the library with where it stands."""
    found: dict[str | re.Pattern[str], str] = {}
    for file, tree in _sources():
        imported = any(
            isinstance(node, ast.ImportFrom) and node.module == "contractkit.records.said" for node in ast.walk(tree)
        )
        for node in ast.walk(tree):
            if not (imported and isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
                continue
            for wording in _written(node.args[0]):
                place = f"{file.relative_to(ROOT)}:{node.lineno}"
                if node.func.id == "said":
                    found.setdefault(wording, place)
                elif node.func.id == "joined" and isinstance(wording, str):
                    found.setdefault(f"{{first}}{wording}{{next}}", place)
    return found


WORDINGS = {wording: place for wording, place in _wordings().items() if isinstance(wording, str)}
PATTERNS = {wording: place for wording, place in _wordings().items() if isinstance(wording, re.Pattern)}


class TestTheWordingsOfResults:
    def test_every_wording_has_dutch_words(self) -> None:
        lacking = {w: place for w, place in WORDINGS.items() if _has_words(w) and w not in RETOLD["nl"]}
        assert lacking == {}

    def test_every_wording_with_a_word_put_in_has_dutch_words(self) -> None:
        lacking = {p.pattern: place for p, place in PATTERNS.items() if not any(map(p.fullmatch, RETOLD["nl"]))}
        assert lacking == {}

    @pytest.mark.parametrize("wording", RETOLD["nl"])
    def test_the_dutch_words_have_the_same_holes(self, wording: str) -> None:
        assert _holes(RETOLD["nl"][wording]) == _holes(wording)

    def test_no_dutch_words_are_kept_for_nothing(self) -> None:
        constants = {
            str(node.value)
            for file, tree in _sources()
            if "retold" not in file.parts
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
        }
        dead = [
            wording
            for wording in RETOLD["nl"]
            if wording not in WORDINGS
            and wording not in constants
            and wording.replace(" ", "-") not in constants
            and not any(pattern.fullmatch(wording) for pattern in PATTERNS)
        ]
        assert dead == []


class TestRetold:
    def test_english_stays_as_the_result_says_it(self) -> None:
        assert retold(said("claimed on {made}, by {deadline}", made="x", deadline="y"), language("en")) == (
            "claimed on x, by y"
        )

    def test_amounts_have_the_decimal_mark_of_the_language(self) -> None:
        came = said("bonus {amount}", amount=amount_text(Fraction("6166.5"), "EUR"))
        assert retold(came, DUTCH) == "bonus EUR 6 166,50"

    def test_dates_are_written_out(self) -> None:
        says = said("it does not hold on {last}, so no effect", last=date(2026, 3, 31))
        assert retold(says, DUTCH).replace("\u00a0", " ") == "op 31 maart 2026 geldt het niet, dus geen effect"

    def test_one_and_many_are_told_apart(self) -> None:
        assert retold(said("{n} failure|{n} failures", n=1), DUTCH) == "1 tekortkoming"
        assert retold(said("{n} failure|{n} failures", n=2), DUTCH) == "2 tekortkomingen"

    def test_a_name_from_the_papers_stays(self) -> None:
        assert retold(said("the customer chose {other}", other="price"), DUTCH) == "de klant koos price"

    def test_parts_are_retold_where_they_are_joined(self) -> None:
        assert retold(joined(" and ", ["mail", said("no credit"), "print"]), DUTCH) == "mail en geen korting en print"

    def test_words_of_a_paper_are_those_of_the_language(self) -> None:
        title = Worded.of("Opgelost", {"nl": "Opgelost", "en": "Solved"})
        assert retold(title, language("en")) == "Solved"
        assert retold(said("the customer chose {other}", other=title), language("en")) == "the customer chose Solved"

    def test_words_that_a_paper_has_in_one_language_stay(self) -> None:
        title = Worded.of("Opgelost", {None: "Opgelost"})
        assert retold(title, language("en")) == "Opgelost"
