"""What effects on which only their own figure decides come to in drawn histories, worked out once for all variants.

Variants of a grid share most of it: scores depend on the allowed times, what a figure pays on the curve, and what a
failure costs that follows another on the factor. That a figure, an effect and amounts are the same is looked at every
time. What looks at more than that is worked out by `redrawn` for each variant.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

import attrs
import numpy as np

from contractkit.charging.base_amount import Base
from contractkit.quantities.periods import Period
from contractkit.settlement.backtest.luck import Floats, Truths
from contractkit.settlement.effects import services_of
from contractkit.settlement.matter import Matter, Own
from contractkit.settlement.paid import Paid
from contractkit.settlement.paying.kept import Kept
from contractkit.settlement.paying.scene import Scene
from contractkit.terms.modifiers import Repeat

__all__ = ["MANY", "Came", "Drawn", "DrawnAlone"]

T = TypeVar("T")

_NUMBERS = 8_000_000
"""So many numbers are kept, in arrays of all histories: 64 MB."""

_FEW = 256
"""So many arrays are kept however long they are."""

MANY = 120
"""So many failures in a row are counted at most."""

Drawn = tuple[Floats, Truths]
"""What a kind comes to in each history, and in which of them it is for a failure."""

Kind = Callable[[Scene], Drawn | None]

Looked = tuple[tuple[tuple[str, Period], Base], ...]
"""Every amount that was looked up: the word and the period, and what was found."""


@attrs.frozen(eq=False)
class Came:
    """What an effect came to in one of its periods.

    Attributes:
        amount: The amount, or the points.
        failures: In how many periods in a row up to this one its figure failed.
        waits: What waits for its next period.
    """

    amount: Floats
    failures: Floats
    waits: Floats


@attrs.define(eq=False)
class DrawnAlone:
    """What was worked out for some variant, found again by the values that it was worked out of.

    Attributes:
        resamples: How many histories.
    """

    resamples: int
    _kept: OrderedDict[Any, tuple[Any, Any]] = attrs.field(factory=OrderedDict, init=False)
    _targets: dict[tuple[int, int], tuple[Any, int]] = attrs.field(factory=dict, init=False)
    _nothing: Floats = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Begin with nothing."""
        self._nothing = np.zeros(self.resamples)
        self._nothing.flags.writeable = False

    def once(self, key: Any, of: Any, make: Callable[[], T]) -> T:
        """Return what is made of something, once for the same one; what was asked for least lately is forgotten.

        Args:
            key: Under what it is kept; the numbers (`id`) of what it is made of may be in it.
            of: What it is made of, which is kept with it, so that those numbers stay its own.
            make: Makes it: an array, or a few.
        """
        found = self._kept.get(key)
        if found is None:
            found = self._keep(key, (of, make()))
        else:
            self._kept.move_to_end(key)
        made: T = found[1]
        return made

    def _keep(self, key: Any, entry: tuple[Any, Any]) -> tuple[Any, Any]:
        self._kept[key] = entry
        if len(self._kept) > max(_FEW, _NUMBERS // self.resamples):
            self._kept.popitem(last=False)
        return entry

    def of_kind(self, matter: Matter, paid: Paid, scene: Callable[[], Scene], kind: Kind) -> Drawn | None:
        """Return what the kind of an effect comes to, before what qualifies it, and where it is for a failure.

        Args:
            matter: What is settled.
            paid: The effect as it happened, of which nothing but its own figure, amounts and failures decides.
            scene: Makes what it looks at.
            kind: Works it out; None where nothing is drawn.
        """
        kept, occasion = matter.kept, paid.occasion
        assert kept is not None
        assert occasion is not None
        target, effect = occasion.target, occasion.effect
        key = (
            "drawn",
            id(kept),
            kept.kind_of(effect),
            id(paid.figure),
            occasion.share,
            occasion.version.currency,
            None if target is None else self._number(kept, target),
        )
        own, services = Own(occasion.window, occasion.share), services_of(target)

        def amount(word: str, period: Period) -> Base:
            return matter.amount_for(word, period, own, effect.clause, services)

        def made() -> tuple[Drawn | None, Looked]:
            looking = scene()
            return kind(looking), looking.looked()

        return self.at_amounts(key, (kept, paid.figure), amount, made)

    def at_amounts(
        self, key: Any, of: Any, amount: Callable[[str, Period], Base], make: Callable[[], tuple[T, Looked]]
    ) -> T:
        """Return what is made of something and of amounts, once as long as the amounts are the same.

        Args:
            key: Under what it is kept, as for `once`.
            of: What it is made of.
            amount: Finds the amount that a word means in a period.
            make: Makes it, and tells which amounts it looked at.
        """
        known = self._kept.get(key)
        if known is None or any(amount(*asked) != base for asked, base in known[0][1]):
            found, looked = make()
            known = self._keep(key, ((of, looked), found))
        self._kept.move_to_end(key)
        made: T = known[1]
        return made

    def _number(self, kept: Kept, target: Any) -> int:
        """Return one number for all targets of which a kind sees the same."""
        known = self._targets.get((id(kept), id(target)))
        if known is None:
            seen = (type(target), target.name, target.reach, getattr(target, "also", None))
            number = kept.number((*seen, getattr(target, "better", None)))
            known = self._targets[id(kept), id(target)] = ((kept, target), number)
        return known[1]

    def came(self, drawn: Drawn, before: Floats | int, repeat: Repeat | None) -> Came:
        """Return what an effect comes to, with what a failure costs that follows another.

        Args:
            drawn: What its kind comes to, and where it is for a failure.
            before: In how many periods in a row before this one its figure failed: in each history, or in all.
            repeat: What a failure costs that follows another; None: the same.
        """
        amount, failed = drawn
        failures = self._counted(failed, before)
        key = ("came", id(amount), id(failures), repeat)

        def made() -> Came:
            found = amount if repeat is None else self._repeated(amount, before, repeat)
            return Came(found, failures, self._nothing)

        return self.once(key, (amount, failures), made)

    def _counted(self, failed: Truths, before: Floats | int) -> Floats:
        """Return in how many periods in a row up to this one a figure failed."""
        key = ("failures", id(failed), _number(before))
        return self.once(key, (failed, before), lambda: np.where(failed, before + 1.0, 0.0))

    def _repeated(self, amount: Floats, before: Floats | int, repeat: Repeat) -> Floats:
        factor = float(repeat.multiply_by)
        if repeat.grows != "stays":
            times = np.minimum(before, MANY)
            return amount + np.minimum(amount, 0.0) * (factor**times - 1.0)
        key = ("costs", id(amount), _number(before))
        costs = self.once(key, (amount, before), lambda: np.minimum(amount, 0.0) * np.minimum(before, 1))
        return amount + costs * (factor - 1.0)


def _number(before: Floats | int) -> tuple[str, int]:
    return ("all", before) if isinstance(before, int) else ("each", id(before))
