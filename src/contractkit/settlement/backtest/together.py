"""Drawn histories of several variants followed together: a row for each variant, a column for each history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np

from contractkit.settlement.backtest.columns import rows
from contractkit.settlement.backtest.drawn_parts import Part, waiting
from contractkit.settlement.backtest.luck import Floats, Luck
from contractkit.settlement.backtest.redrawn import Redrawn
from contractkit.settlement.backtest.restepped import Restepped
from contractkit.settlement.backtest.shapes import Shapes
from contractkit.settlement.backtest.truths import is_drawn
from contractkit.settlement.paying.past import keeps
from contractkit.settlement.stepping import amount_of_paid, settings_of
from contractkit.settlement.steps.amounts import Setting
from contractkit.settlement.steps.following import due_in
from contractkit.settlement.worked import Worked
from contractkit.terms.effects import Effect
from contractkit.terms.settling import EarnBackStep

__all__ = ["Drawable", "followed", "in_groups"]

_NUMBERS = 32_000
"""So many numbers, one for each variant and history, are worked on at once: what a processor keeps at hand."""

_WAITING = 4
"""So many times as many variants wait at most until those of one shape are followed together."""

_ALIKE = 8
"""From so many variants on whose effects come to the same they are followed by themselves."""


@attrs.frozen(eq=False)
class Drawable:
    """One variant of which histories are drawn.

    Attributes:
        worked: Its settlement periods as they happened, in order.
        redrawn: Works out its effects in them.
    """

    worked: Sequence[Worked]
    redrawn: Redrawn
    _amounts: list[list[Floats | None]] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Work out what effects come to, where no step of an earlier period decides on that."""
        object.__setattr__(self, "_amounts", [] if self.looks_back else [self._of(one) for one in self.worked])

    @property
    def looks_back(self) -> bool:
        """Return whether what steps left in earlier periods has a say in what effects come to, or is owed besides.

        An effect's own limit counts what steps left of it. What an effect keeps is owed where an amendment takes it out
        of the papers, or the dates for which it holds are over.
        """
        occasions = (paid.occasion for one in self.worked for paid in one.paid)
        effects = [one.effect for one in occasions if one is not None and isinstance(one.effect, Effect)]
        if any(effect.modifiers.cap is not None for effect in effects):
            return True
        amended = len(self.worked[0].matter.agreement.versions) > 1
        return any(keeps(effect) and (amended or effect.holds is not None) for effect in effects)

    def amounts(self, place: int) -> list[Floats | None]:
        """Return what the effects of a settlement period come to in each history; None for what is a charge."""
        return self._amounts[place] if self._amounts else self._of(self.worked[place])

    @property
    def comes_to(self) -> tuple[int, ...]:
        """Return numbers that are equal where the effects of two variants are the same arrays."""
        return tuple(id(amount) for one in self._amounts for amount in one)

    def _of(self, one: Worked) -> list[Floats | None]:
        self.redrawn.own_waits.begin(one.matter)
        return [None if paid.settles_as == "charge" else self.redrawn.amount(one.matter, paid) for paid in one.paid]


def in_groups(variants: Iterable[tuple[int, Drawable]], resamples: int) -> Iterator[tuple[tuple[int, Drawable], ...]]:
    """Yield variants that are followed together.

    Args:
        variants: The variants, each with its place.
        resamples: How many histories each has.
    """
    shapes = Shapes()
    most = max(1, _NUMBERS // max(1, resamples))
    waiting: dict[int, list[tuple[int, Drawable]]] = {}
    for place, variant in variants:
        if variant.looks_back:
            yield ((place, variant),)
            continue
        own = waiting.setdefault(shapes.of(variant.worked), [])
        own.append((place, variant))
        if sum(map(len, waiting.values())) >= _WAITING * most:
            largest = max(waiting, key=lambda shape: len(waiting[shape]))
            yield from _parted(waiting.pop(largest), most)
    for several in waiting.values():
        yield from _parted(several, most)


def _parted(several: list[tuple[int, Drawable]], most: int) -> Iterator[tuple[tuple[int, Drawable], ...]]:
    """Yield parts of a group: what comes to the same by itself, as steps that do not differ then are taken once."""
    runs: list[list[tuple[int, Drawable]]] = []
    last: tuple[int, ...] | None = None
    for one in several:
        own = one[1].comes_to
        if own == last:
            runs[-1].append(one)
        else:
            runs.append([one])
        last = own
    alike = [run for run in runs if len(run) >= _ALIKE]
    others = [one for run in runs if len(run) < _ALIKE for one in run]
    for run in (*alike, others):
        for start in range(0, len(run), most):
            yield tuple(run[start : start + most])


def followed(variants: Sequence[Drawable]) -> Floats:
    """Return what the effects of variants of one shape come to after all steps, in each history: a row for each.

    Args:
        variants: The variants; one whose effects look back at what steps left comes alone.
    """
    first = variants[0]
    judge, since = first.redrawn.judge, first.worked[0].matter.period
    steps: dict[Any, Restepped] = {}
    sums: Floats = np.zeros(judge.luck.resamples)
    for place, one in enumerate(first.worked):
        matters = [variant.worked[place].matter for variant in variants]
        own = [variant.amounts(place) for variant in variants]
        amounts = [None if found[0] is None else rows(found) for found in zip(*own, strict=True)]
        for settings in zip(*(settings_of(matter) for matter in matters), strict=True):
            setting = settings[0]
            for variant, own_setting in zip(variants, settings, strict=True):
                backs = (step for step in own_setting.terms.steps if isinstance(step, EarnBackStep))
                if not all(is_drawn(step.when) for step in backs):
                    variant.redrawn.as_happened.add(str(own_setting.clause))
            stepped = steps.setdefault(setting.part, Restepped(judge, since, first.looks_back))
            parts = [
                Part(amount_of_paid(paid, "now"), amount)
                for paid, amount in zip(one.paid, amounts, strict=True)
                if amount is not None and (setting.alone or setting.settles(paid.target or "", str(paid.clause)))
            ]
            owed = first.redrawn.own_waits.owed(setting, [part.of for part in parts]) if first.looks_back else []
            left = [] if setting.part is not None else _left(setting, steps, judge.luck, place)
            sums = sums + stepped.follow(settings, matters, parts, [*owed, *left])
            if first.looks_back:
                first.redrawn.own_caps.keep(setting, stepped.settled, stepped.waiting)
    return np.broadcast_to(sums, (len(variants), judge.luck.resamples))


def _left(setting: Setting, steps: Mapping[Any, Restepped], luck: Luck, place: int) -> list[tuple[int, Part]]:
    """Return what clauses that are gone kept, in the tested periods or, if they settled nothing in them, before."""
    left = [pair for part, one in steps.items() if part is not None for pair in one.left_to(setting)]
    if place == 0:
        return left  # what waited before the tested periods comes in with all that waits
    known = {str(part) for part in steps if part is not None}
    before = [(at, one) for at, one in due_in(setting, ()) if one.by and one.by not in known]
    return [*left, *((at, waiting(setting, one, luck.same(one.amount))) for at, one in before)]
