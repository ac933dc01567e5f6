"""Which function tells which kind of term in a sentence, and the words that it may use."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

import attrs

from contractkit.errors import UsageError
from contractkit.statements.wording import Language, language
from contractkit.terms.agreement import Agreement

__all__ = ["Teller", "known_types", "sentence", "tells", "words_of"]

F = TypeVar("F", bound=Callable[..., str])
Words = Mapping[str, Mapping[str, str]]


@attrs.frozen
class Teller:
    """One language with the words of one kind of clause.

    Attributes:
        speaks: How the language writes numbers, amounts, dates and spans.
        words: The sentences of this kind by key; a key without words in this language is told in English.
        agreement: The agreement that the term is one of; None where it is told alone.
    """

    speaks: Language
    words: Words
    agreement: Agreement | None = None

    def __call__(self, key: str, /, **facts: object) -> str:
        """Return the words of a key with its facts filled in; a number `n` chooses between ``one|many``."""
        own = self.words.get(self.speaks.code, {})
        messages = {key: own.get(key) or self.words["en"][key]}
        return attrs.evolve(self.speaks, messages=messages).say(key, **facts)


@attrs.frozen
class _Telling:
    function: Callable[[Any, Teller], str]
    words: Words


_TELLERS: dict[type, _Telling] = {}


def tells(kind: type, words: Words) -> Callable[[F], F]:
    """Register a function as the one that tells terms of that type in a sentence.

    Args:
        kind: The type of the term.
        words: Sentences by language code and key; English has every key.
    """

    def registered(function: F) -> F:
        _TELLERS[kind] = _Telling(function, words)
        return function

    return registered


def sentence(term: Any, locale: str = "en", *, agreement: Agreement | None = None) -> str:
    r"""Return what a term says in plain words, mostly one sentence, so that it can be compared with the paper.

    Args:
        term: A target, an effect, a fee, a service, a provision: what `Agreement.terms_in` gives.
        locale: The language, such as ``en`` or ``nl-BE``. What has no words in it yet is told in English.
        agreement: The agreement that it is a term of. With it a target also says what starts, stops and pauses its
            clock, an effect whose figure it pays for, and a pause which clocks it stops.

    Raises:
        UsageError: The language is not spoken yet, or `term` is nothing that a clause says.

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {"7.3": {"kind": "insurance", "cover": "cyber", "minimum": "EUR 250 000"}}})
        >>> ck.sentence(agreement.terms_in("S-1/7.3")[0]).replace("\xa0", " ")
        'Insurance for cyber is held for at least EUR 250 000.00.'
    """
    _all_modules()
    telling = next((_TELLERS[kind] for kind in type(term).__mro__ if kind in _TELLERS), None)
    if telling is None:
        raise UsageError(f"{type(term).__name__} is nothing that a clause says; give what agreement.terms_in returns")
    speaks = language(locale)
    said = telling.function(term, Teller(speaks, telling.words, agreement))
    holds = getattr(term, "holds", None)
    return said if holds is None else _held()(said, holds, speaks)


@cache
def _held() -> Callable[..., str]:
    """Return the function that adds between which dates a provision holds; its module tells with this one."""
    found: Callable[..., str] = importlib.import_module("contractkit.statements.clauses.holding").held
    return found


def known_types() -> tuple[type, ...]:
    """Return the types of terms that can be told."""
    _all_modules()
    return tuple(_TELLERS)


def words_of(kind: type) -> Words:
    """Return the words for a type of term, by language code and key."""
    _all_modules()
    return _TELLERS[kind].words


@cache
def _all_modules() -> None:
    package = importlib.import_module(__name__.rpartition(".")[0])
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
        importlib.import_module(f"{package.__name__}.{module.name}")
