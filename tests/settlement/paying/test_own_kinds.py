"""A kind of one's own pays like the others, once it has said how."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path

import attrs
import pytest

import contractkit as ck
from contractkit.settlement.paying import Computed, Scene, compute, is_computed
from contractkit.settlement.paying.registry import computes
from contractkit.settlement.paying.saying import came_to
from contractkit.settlement.paying.worth import Outcome
from contractkit.terms.effects import Effect
from contractkit.terms.modifiers import Modifiers

sys.path.insert(0, str(Path(__file__).parent))
from test_kind_laws import AGREEMENT, CLAUSE, MARCH


@attrs.frozen
class Flat(Effect):
    """So much, whatever happens."""

    amount: int


@attrs.frozen
class Unknown(Effect):
    """Nobody says how."""


@computes(Flat)
def flat(scene: Scene) -> Computed:
    """Return the amount."""
    assert isinstance(scene.effect, Flat)
    return came_to(scene, "due", [Outcome(Fraction(scene.effect.amount), working="flat")], "whatever happens")


def test_what_qualifies_effects_qualifies_it_too() -> None:
    effect = Flat(CLAUSE, None, 80, modifiers=Modifiers(cap=ck.Money(50, "EUR")))
    found = compute(effect, Scene(AGREEMENT, effect, MARCH))
    assert (found.now, found.before_cap, found.state) == (50, 80, "settled")


def test_a_kind_that_nobody_works_out_is_refused_by_its_clause() -> None:
    effect = Unknown(CLAUSE, None)
    assert not is_computed(effect)
    with pytest.raises(ck.UsageError, match="C/9: Unknown is nothing that a settlement works out"):
        compute(effect, Scene(AGREEMENT, effect, MARCH))
