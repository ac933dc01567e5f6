"""Which function works out which kind of effect, and the one way in: `compute`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any, TypeVar

from contractkit.charging.exact import exact_text
from contractkit.errors import UsageError
from contractkit.records.said import said
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.terms.effects import Effect
from contractkit.terms.provisions.base import Provision

__all__ = ["alone", "bounds", "compute", "computes", "is_computed", "tells_bounds"]

Kind = Callable[[Scene], Computed]
Bounds = Callable[[Any], tuple[Fraction, ...]]
F = TypeVar("F", bound=Callable[..., Any])

_KINDS: dict[type[Provision], Kind] = {}
_BOUNDS: dict[type[Provision], Bounds] = {}


def computes(kind: type[Provision]) -> Callable[[F], F]:
    """Register a function as the one that works out a kind: it takes a scene and returns what the effect comes to."""

    def registered(function: F) -> F:
        _KINDS[kind] = function
        return function

    return registered


def tells_bounds(kind: type[Provision]) -> Callable[[F], F]:
    """Register a function as the one that says with which figures a kind compares, from low to high."""

    def registered(function: F) -> F:
        _BOUNDS[kind] = function
        return function

    return registered


def is_computed(provision: Provision) -> bool:
    """Return whether a settlement works out what a provision gives."""
    _all_modules()
    return type(provision) in _KINDS


def bounds(effect: Effect) -> tuple[Fraction, ...]:
    """Return the figures that an effect compares with, from low to high; none where it looks at no figure."""
    _all_modules()
    known = _BOUNDS.get(type(effect))
    return () if known is None else known(effect)


def compute(effect: Effect | Provision, scene: Scene) -> Computed:
    """Return what an effect comes to in the period of a scene, with everything that qualifies it.

    First the kind itself, on the amount before any other effect; then what qualifies it, in the order of
    `modifying.modified`. What nobody told makes it undetermined, and `missing` names it.

    Args:
        effect: The effect, or another provision that gives money.
        scene: What it looks at; its own effect is `effect`.

    Raises:
        UsageError: No settlement works out this kind.
    """
    from contractkit.settlement.paying.kept import of_kind, qualified

    _all_modules()
    kind = _KINDS.get(type(effect))
    if kind is None:
        raise UsageError(f"{effect.clause}: {type(effect).__name__} is nothing that a settlement works out")
    if effect.holds is not None and not effect.holds.on(scene.period.last):
        says = said("it does not hold on {last}, so no effect", last=scene.period.last)
        return Computed("money", Fraction(0), Fraction(0), Fraction(0), "no-volume", says, "no effect")
    try:
        found = qualified(scene, of_kind(kind, scene))
    except NotKnownError as missing:
        return unknown(missing)
    if found.gives == "points" and found.state == "settled":
        return found.with_inputs(points=exact_text(found.now))
    return found


def alone(scene: Scene) -> Computed:
    """Return what the kind of an effect comes to by itself, before what qualifies it.

    Raises:
        UsageError: No settlement works out this kind.
    """
    _all_modules()
    effect = scene.effect
    kind = _KINDS.get(type(effect))
    if kind is None:
        raise UsageError(f"{effect.clause}: {type(effect).__name__} is nothing that a settlement works out")
    try:
        return kind(scene)
    except NotKnownError as missing:
        return unknown(missing)


def unknown(missing: NotKnownError) -> Computed:
    """Return an amount of which nothing can be said yet."""
    nothing = Fraction(0)
    says = said("{says}; nothing is settled until that is known", says=missing.says)
    return Computed(
        "money", nothing, nothing, nothing, "undetermined", says, "not known: no effect", missing=(missing.says,)
    )


@cache
def _all_modules() -> None:
    package = importlib.import_module("contractkit.settlement.paying.kinds")
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
        importlib.import_module(f"{package.__name__}.{module.name}")
