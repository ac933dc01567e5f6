"""Which function makes which kind of effect."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from contractkit.compiling.effects.limits import check_limits
from contractkit.compiling.effects.paying import Paying
from contractkit.terms.effects import Effect

__all__ = ["made", "pays"]

Maker = Callable[[Paying], Effect | None]
F = TypeVar("F", bound=Callable[..., Any])

_MAKERS: dict[str, Maker] = {}


def pays(*kinds: str) -> Callable[[F], F]:
    """Register a function as the one that makes effects of those kinds.

    It takes the effect as it was read, with its place and the figure that it is for, and returns what computes; None
    where it is wrong, which it has reported.
    """

    def registered(function: F) -> F:
        for kind in kinds:
            _MAKERS[kind] = function
        return function

    return registered


def made(paying: Paying) -> Effect | None:
    """Return the effect as it computes; None where it is wrong, which has been reported."""
    _all_modules()
    effect = _MAKERS[paying.written.kind](paying)
    if effect is not None:
        check_limits(paying, effect)
    return effect


@cache
def _all_modules() -> None:
    package = importlib.import_module(__name__.rpartition(".")[0])
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
        importlib.import_module(f"{package.__name__}.{module.name}")
