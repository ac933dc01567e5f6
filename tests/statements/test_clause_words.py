"""Every sentence of a clause has its words: all of them in English and Dutch, and a list of what others lack."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from string import Formatter

import pytest

import contractkit.statements.clauses as package
from contractkit.cli import explaining_words
from contractkit.statements import readings
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.wording import language

Words = Mapping[str, Mapping[str, str]]

SPOKEN = ("en", "nl")
ONLY_THERE = ("field.", "named.")
"""Keys that a language has for words that need no others: English speaks for itself."""


def _tables() -> Iterator[tuple[str, Words]]:
    """Yield every table of words in the modules of clauses, by module and name."""
    for found in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{found.name}")
        for name, value in vars(module).items():
            if isinstance(value, dict) and isinstance(value.get("en"), dict):
                yield f"{found.name}.{name}", value
    yield "cli.explaining_words.WORDS", explaining_words.WORDS


TABLES = dict(_tables())


def _facts(text: str) -> set[str]:
    """Return the facts that a text names; those of one and of many together."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("table", TABLES)
class TestWords:
    """The words of one kind of clause."""

    def test_dutch_has_every_key(self, table: str) -> None:
        words = TABLES[table]
        assert sorted(set(words["en"]) - set(words["nl"])) == []

    def test_no_language_has_a_key_that_english_lacks(self, table: str) -> None:
        words = TABLES[table]
        for code, own in words.items():
            more = {key for key in own if not key.startswith(ONLY_THERE)} - set(words["en"])
            assert not more, code

    def test_every_language_names_the_same_facts(self, table: str) -> None:
        words = TABLES[table]
        for code, own in words.items():
            for key in set(own) & set(words["en"]):
                assert _facts(own[key]) == _facts(words["en"][key]), (code, key)

    def test_the_keys_are_ready_for_languages_to_come(self, table: str) -> None:
        """Hungarian and Norwegian have no words yet: every key is listed as missing, and is told in English."""
        words = TABLES[table]
        for code in ("hu", "nb"):
            missing = set(words["en"]) - set(words.get(code, {}))
            assert missing <= set(words["en"])


class TestEveryTerm:
    """Whatever a clause can say has a sentence."""

    def test_every_provision_is_told(self) -> None:
        import contractkit.terms.provisions as provisions
        from contractkit.statements.clauses.registry import known_types
        from contractkit.terms.effects import Effect
        from contractkit.terms.provisions import Provision

        for found in pkgutil.iter_modules(provisions.__path__):
            importlib.import_module(f"{provisions.__name__}.{found.name}")
        told = known_types()
        bases = {Effect}
        waiting, untold = [Provision], []
        while waiting:
            kind = waiting.pop()
            waiting += kind.__subclasses__()
            ours = kind.__module__.startswith("contractkit.")  # a test may define a kind of its own
            if ours and kind is not Provision and kind not in bases and not issubclass(kind, told):
                untold.append(kind.__name__)
        assert sorted(untold) == []


class TestFallingBack:
    """A key without words in a language is told in English."""

    def test_it_is_told_in_english(self) -> None:
        words = {"en": {"a": "one {x}", "b": "two"}, "nl": {"a": "een {x}"}}
        tell = Teller(language("nl"), words)
        assert (tell("a", x="X"), tell("b")) == ("een X", "two")


class TestReadings:
    """What a text leaves open is told in Dutch too."""

    def test_every_convention_has_words_in_dutch(self) -> None:
        from contractkit.documents import CONVENTIONS

        assert sorted(set(CONVENTIONS) - set(readings.WORDS["nl"])) == []
