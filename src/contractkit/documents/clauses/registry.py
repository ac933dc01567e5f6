"""What all clauses share, and the lists of kinds, effects and settlement steps; every module here adds to them."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Annotated, Any, ClassVar, get_args

from contractkit.documents.clauses import words
from contractkit.documents.fields import Prose, Ref
from contractkit.documents.holding import Holds
from contractkit.documents.scalars import OneOrMany, Part
from contractkit.documents.unions import Kinds
from contractkit.documents.wordings import WordingText
from contractkit.errors import UsageError

__all__ = ["AnyClause", "AnyEffect", "AnyStep", "Clause", "Effect", "SettlementStep", "effects", "kinds", "steps"]

_KINDS: dict[str, type[Clause]] = {}
_EFFECTS: dict[str, type[Effect]] = {}
_STEPS: dict[str, type[SettlementStep]] = {}


def _word_of(model: type[Part], field: str) -> tuple[str, ...]:
    return get_args(model.model_fields[field].annotation)


class Clause(Part):
    """What every clause may have.

    Attributes:
        holds: The dates between which it holds; left out, the whole term of the agreement.
        replaces: The clause of the framework that this one takes the place of, in a call-off.
        illustrates: The published cases that the clause is an example of; it decides nothing.
        computes: Whether the clause itself decides a date, a verdict or an amount.
    """

    computes: ClassVar[bool] = True

    kind: str
    title: WordingText | None = None
    text: WordingText | None = None
    note: Prose | None = None
    holds: Holds | None = None
    replaces: Ref | None = None
    illustrates: OneOrMany[Prose] = ()

    @classmethod
    def __pydantic_init_subclass__(cls, **_options: Any) -> None:
        for word in _word_of(cls, "kind"):
            _take_in(cls, "kind", word, _KINDS, kinds)
            if issubclass(cls, Effect):
                _EFFECTS[word] = cls

    def matters(self, field: str) -> bool:  # noqa: ARG002
        """Return whether the reading that `field` settles decides something in this clause."""
        return True


class Effect(Clause):
    """What a figure pays: inline under ``pays``, or a clause of its own with ``for``."""


class SettlementStep(Part):
    """One step from effects to the invoice.

    Attributes:
        holds: The dates between which it is done; left out, the whole term of the agreement.
    """

    step: str
    holds: Holds | None = None

    @classmethod
    def __pydantic_init_subclass__(cls, **_options: Any) -> None:
        for word in _word_of(cls, "step"):
            _take_in(cls, "step", word, _STEPS, steps)

    def matters(self, field: str) -> bool:  # noqa: ARG002
        """Return whether the reading that `field` settles decides something in this step."""
        return True


def _take_in(model: type[Part], what: str, word: str, known: dict[str, Any], taken: Any) -> None:
    """Take in a model under its word, unless all were taken in already, or another has the word.

    Raises:
        UsageError: It would not be read, or one of two would not.
    """
    if taken.cache_info().currsize:
        says = f"the {what} '{word}' comes too late: the library had taken in all of them before {model.__module__}"
        raise UsageError(f"{says}; import that module first, before anything of contractkit that reads documents")
    other = known.get(word, model)
    if (other.__module__, other.__qualname__) != (model.__module__, model.__qualname__):
        raise UsageError(f"there are two {what}s '{word}': in {other.__module__} and in {model.__module__}")
    known[word] = model


@cache
def _all_modules() -> None:
    package = importlib.import_module(__name__.rpartition(".")[0])
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
        importlib.import_module(f"{package.__name__}.{module.name}")


@cache
def kinds() -> dict[str, type[Clause]]:
    """Return the models of all kinds of clauses by their word, in alphabetical order."""
    _all_modules()
    return dict(sorted(_KINDS.items()))


@cache
def effects() -> dict[str, type[Effect]]:
    """Return the models of all effects by their word, in alphabetical order."""
    _all_modules()
    return dict(sorted(_EFFECTS.items()))


@cache
def steps() -> dict[str, type[SettlementStep]]:
    """Return the models of all settlement steps by their word, in alphabetical order."""
    _all_modules()
    return dict(sorted(_STEPS.items()))


AnyClause = Annotated[Clause, Kinds("kind", kinds, lambda word: words.kind_hint(word, kinds()))]
"""One clause, of the kind that its first word says."""
AnyEffect = Annotated[Effect, Kinds("kind", effects, lambda word: words.effect_hint(word, effects()))]
"""One effect, of the kind that its first word says."""
AnyStep = Annotated[SettlementStep, Kinds("step", steps, lambda word: words.step_hint(word, steps()))]
"""One step of a settlement."""
