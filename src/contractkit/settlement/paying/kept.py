"""What kinds of effects came to, kept from one settlement to the next that asks the same: many variants do.

Kept is only what looks at nothing but its own figure and at amounts. That a figure and the amounts are the same is
looked at every time, so that what is kept is what would be worked out again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import attrs

from contractkit.charging.base_amount import Base
from contractkit.quantities.periods import Period
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.modifying import failures_before, modified
from contractkit.settlement.paying.past import may_wait
from contractkit.settlement.paying.scene import Scene
from contractkit.terms import Agreement
from contractkit.terms.effects import Curve, Effect, TierCredit
from contractkit.terms.modifiers import Modifiers
from contractkit.terms.provisions.band_effect import BandEffect
from contractkit.terms.provisions.claim import Claim
from contractkit.terms.provisions.gap_credit import GapCredit
from contractkit.terms.provisions.step_credit import StepCredit

__all__ = ["Kept", "by_figure_alone", "of_kind", "qualified"]

_Looked = tuple[tuple[tuple[str, Period], Base], ...]
"""Every amount that was looked up: the word and the period, and what was found."""


@attrs.define(eq=False)
class Kept:
    """What effects came to at figures and amounts."""

    _numbers: dict[Any, int] = attrs.field(factory=dict, init=False)
    _by_id: dict[int, tuple[Any, int]] = attrs.field(factory=dict, init=False)
    _found: dict[Any, list[tuple[Any, _Looked, Computed]]] = attrs.field(factory=dict, init=False)
    _same: dict[Any, Computed] = attrs.field(factory=dict, init=False)
    _modified: dict[Any, tuple[Computed, Computed]] = attrs.field(factory=dict, init=False)
    _plain: dict[int, bool] = attrs.field(factory=dict, init=False)
    _kinds: dict[int, tuple[Any, int]] = attrs.field(factory=dict, init=False)
    _claims: dict[int, tuple[Any, bool]] = attrs.field(factory=dict, init=False)

    def number(self, value: Any) -> int:
        """Return one number for all equal values."""
        known = self._by_id.get(id(value))
        if known is None:
            known = self._by_id[id(value)] = (value, self._numbers.setdefault(value, len(self._numbers)))
        return known[1]

    def kind_of(self, effect: Any) -> int:
        """Return one number for all effects that differ only in what qualifies them."""
        known = self._kinds.get(id(effect))
        if known is None:
            plain = attrs.evolve(effect, modifiers=Modifiers(effect.modifiers.of_period))
            known = self._kinds[id(effect)] = (effect, self.number(plain))
        return known[1]

    def alone(self, effect: Effect, version: Agreement) -> bool:
        """Return whether nothing decides on an effect but its own figure, amounts, and how often it failed before."""
        if id(version) not in self._claims:
            self._claims[id(version)] = (version, bool(version.provisions_of(Claim)))
        number = self.number(effect)
        if number not in self._plain:
            rules = effect.modifiers
            plain = Modifiers(rules.of_period, repeat=rules.repeat)
            self._plain[number] = by_figure_alone(effect) and rules == plain and effect.holds is None
        return self._plain[number] and not self._claims[id(version)][1]

    def computed(self, scene: Scene, kind: Callable[[Scene], Computed]) -> Computed:
        """Return what a kind comes to in a scene."""
        target = scene.target
        key = (
            self.kind_of(scene.effect),
            id(scene.figure),
            scene.share,
            scene.agreement.currency,
            None if target is None else target.name,
            None if target is None else self.number((type(target), target.reach, getattr(target, "also", None))),
            getattr(target, "better", None),
        )
        entries = self._found.setdefault(key, [])
        for figure, looked, found in entries:
            if figure is scene.figure and all(_same(scene.looked_up(*asked), base) for asked, base in looked):
                return found
        found = self._one(kind(scene))
        entries.append((scene.figure, scene.looked(), found))
        return found

    def _one(self, found: Computed) -> Computed:
        """Return one value for all equal ones: clauses that differ where the figure is not find the same."""
        words = (found.says, found.formula, found.place, found.working, tuple(found.inputs.items()))
        ends = (found.gives, found.state, found.now, found.low, found.high, found.percent, found.failed)
        known = self._same.setdefault((words, ends, id(found.base)), found)
        return known if known == found else found

    def modified(self, scene: Scene, computed: Computed) -> Computed:
        """Return what an effect comes to with its repeat, which is all that qualifies it.

        Args:
            scene: What it looks at; `alone` says that of its effect.
            computed: What its kind alone comes to.
        """
        assert isinstance(scene.effect, Effect)
        repeat = scene.effect.modifiers.repeat
        if repeat is None:
            return modified(scene, computed)
        key = (id(computed), self.number(repeat), failures_before(scene, repeat), scene.agreement.currency)
        if key not in self._modified:
            self._modified[key] = (computed, modified(scene, computed))  # kept, so that its number stays its own
        return self._modified[key][1]


def _same(one: Base, other: Base) -> bool:
    return one is other or one == other


def by_figure_alone(effect: Any, gives: Literal["money", "any"] = "money") -> bool:
    """Return whether an effect looks at nothing but its own figure and at amounts, before what qualifies it.

    Args:
        effect: The effect.
        gives: Whether only effects on money are meant, or those that give points too; points may be told besides.
    """
    if isinstance(effect, BandEffect):
        return len(effect.rows) == 1 and (gives == "any" or effect.gives != "points")
    return isinstance(effect, Curve | TierCredit | GapCredit | StepCredit)


def qualified(scene: Scene, computed: Computed) -> Computed:
    """Return what an effect comes to with everything that qualifies it; worked out anew where nothing is kept.

    Args:
        scene: What it looks at.
        computed: What its kind alone comes to.
    """
    kept, effect = scene.kept, scene.effect
    if kept is None or scene.figure is None or not isinstance(effect, Effect):
        return modified(scene, computed)
    alone = kept.alone(effect, scene.agreement) and not may_wait(scene)
    return kept.modified(scene, computed) if alone else modified(scene, computed)


def of_kind(kind: Callable[[Scene], Computed], scene: Scene) -> Computed:
    """Return what a kind alone comes to in a scene, before what qualifies it; worked out anew where nothing is kept."""
    if scene.kept is None or scene.figure is None or not by_figure_alone(scene.effect):
        return kind(scene)
    found: Computed = scene.kept.computed(scene, kind)
    return found
