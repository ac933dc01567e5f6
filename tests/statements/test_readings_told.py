"""What a text leaves open is told in the language of the reader: what it is about, what was taken, what else it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import contractkit
from contractkit.documents.conventions import CONVENTIONS
from contractkit.records.clauses import Assumption
from contractkit.statements.reading_values import VALUES, plain_english, value_told
from contractkit.statements.readings import WORDS, assumed
from contractkit.statements.wording import language

EN, NL = language("en"), language("nl")
COMPILING = Path(contractkit.__file__).parent / "compiling"


def in_dutch(convention: str, taken: str, *others: str) -> str:
    return assumed(Assumption(convention, taken, others), NL).replace("\u00a0", " ")


def literals() -> Iterator[tuple[str, str]]:
    """Yield every value that the compiler writes out in a reading, with the word of the reading."""
    for path in sorted(COMPILING.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Assumption":
                word, *values = node.args[:3]
                about = word.value if isinstance(word, ast.Constant) else ""
                for value in (one for part in values for one in _texts(part)):
                    yield str(about), value


def _texts(part: ast.AST) -> Iterator[str]:
    """Yield the texts of an expression; a text with a name in it is a phrase, and is tested as one."""
    if isinstance(part, ast.Constant) and isinstance(part.value, str):
        yield part.value
    for child in () if isinstance(part, ast.JoinedStr) else ast.iter_child_nodes(part):
        yield from _texts(child)


@pytest.mark.parametrize("name", CONVENTIONS)
def test_every_word_of_a_convention_has_dutch(name: str) -> None:
    one, known = CONVENTIONS[name], VALUES["nl"]
    assert name in WORDS["nl"]
    missing = [word for word in one.words if f"{name}.{word}" not in known and word not in known]
    assert missing == []


@pytest.mark.parametrize("name", CONVENTIONS)
def test_two_words_of_a_convention_are_never_told_alike(name: str) -> None:
    told = [value_told(name, word, NL) for word in CONVENTIONS[name].words]
    assert len(set(told)) == len(told)


@pytest.mark.parametrize(("about", "value"), sorted(set(literals())))
def test_what_the_compiler_takes_has_dutch(about: str, value: str) -> None:
    assert about == "" or about.partition(" ")[0] in WORDS["nl"], about
    if value == "0 %":
        return  # the same in both
    assert value_told(about.partition(" ")[0], value, NL) != value or value in VALUES["nl"], value


def test_a_reading_is_told_whole_in_dutch() -> None:
    assert in_dutch("on_excess", "report-only", "carry-forward", "drop") == (
        "Wat een plafond afsnijdt. Genomen: wordt gerapporteerd en niet betaald; ook mogelijk: doorgeschoven naar "
        "de volgende periode of vervalt."
    )


def test_english_says_plain_words_and_the_word_of_the_document_behind_them() -> None:
    told = assumed(Assumption("on_excess", "report-only", ("carry-forward",), says="what a cap cuts off"), EN)
    assert told == (
        "What a cap cuts off. Taken: reported, and not paid (report-only); it could also be carried over to the next "
        "period (carry-forward)."
    )


def test_a_word_that_is_plain_english_stands_alone() -> None:
    told = assumed(Assumption("at_cut_off", "in-time", ("late",), says="an order exactly at the cut-off"), EN)
    assert told == "An order exactly at the cut-off. Taken: in time (in-time); it could also be late."


@pytest.mark.parametrize("name", CONVENTIONS)
def test_a_word_of_a_convention_that_is_no_plain_english_has_words_in_english(name: str) -> None:
    words = [word for word in CONVENTIONS[name].words if "-" in word]
    assert [word for word in words if plain_english(name, word) == word] == []


@pytest.mark.parametrize("name", CONVENTIONS)
def test_two_words_of_a_convention_are_never_told_alike_in_english(name: str) -> None:
    told = [plain_english(name, word).partition(" (")[0] for word in CONVENTIONS[name].words]
    assert len(set(told)) == len(told)


@pytest.mark.parametrize(
    ("convention", "value", "told"),
    [
        ("claim", "30 days", "ja, binnen 30 dagen"),
        ("lead_time", "30 days", "30 dagen"),
        ("precision", "0.1 %", "0,1 %"),
        ("ceiling", "EUR 200 000", "EUR 200 000"),
        ("first", "2027-01-01", "1 januari 2027"),
        ("stops", "the instant in solved_at", "het tijdstip in solved_at"),
        ("stops", "status is solved or closed", "status is solved of closed"),
        ("settlement", "per quarter, without caps", "per kwartaal, zonder plafond"),
        ("lead_time", "5 business days", "5 werkdagen"),
        ("ends", "17:00", "17:00"),
        ("zone", "another zone", "een andere tijdzone"),
        ("later-change", "A-2 reaches past 2026-07-01", "A-2 geldt ook na 1 juli 2026"),
        ("starts", "opened_at", "opened_at"),
    ],
)
def test_quantities_dates_and_names_are_told(convention: str, value: str, told: str) -> None:
    assert value_told(convention, value, NL).replace("\u00a0", " ") == told


def test_what_a_word_is_about_may_depend_on_what_was_taken() -> None:
    """`outside` is a word for figures beyond a curve, and for outages outside of the hours of maintenance."""
    assert in_dutch("outside", "clamp").startswith("Een cijfer buiten de uiterste punten. ")
    assert in_dutch("outside", "excused").startswith("Wat uitval buiten de vensters is. ")


def test_one_word_may_mean_different_things() -> None:
    assert value_told("cap", "none", NL) == "geen"
    assert value_told("compounding", "none", NL) == "geen rente op rente"
    assert value_told("end", "last-day", NL) != value_told("notice_counts_from", "last-day", NL)
