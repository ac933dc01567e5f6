"""What effects paid, for the head lines and the overview: by the targets of a level, by figures, by other clauses.

What the head lines say adds up to the bonus, the malus and what was won back of the whole settlement.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from contractkit.quantities.money import Money
from contractkit.settlement import Line, Settlement
from contractkit.statements.contents import Contents
from contractkit.statements.figures import LevelFigures
from contractkit.statements.wording import Language

__all__ = ["Paid", "paid_by_figures", "paid_by_others", "paid_in_all", "paid_of", "paid_told"]

_EFFECTS = ("malus", "bonus", "carried", "earn-back")
"""The kinds of lines by which an effect pays or gives back; what caps take of them is counted with each."""


@attrs.frozen
class Paid:
    """What some effects came to after caps.

    Attributes:
        bonus: The bonuses; at least zero.
        malus: The maluses, without what was won back; at most zero.
        won_back: What came back of maluses; at least zero.
        undecided: How many of the effects cannot be known yet; the amounts are without them.
    """

    bonus: Money
    malus: Money
    won_back: Money
    undecided: int = 0

    @property
    def amounts(self) -> tuple[Money, ...]:
        """Return the amounts that are not nought: a bonus, a malus, what was won back."""
        return tuple(one for one in (self.bonus, self.malus, self.won_back) if one.amount)


def paid_in_all(says: Contents) -> Paid | None:
    """Return what all effects of the settlement came to; None where it has none, or where there is no settlement."""
    settled = says.settlement
    lines = [] if settled is None else [line for line in settled.lines if line.kind != "charge"]
    if settled is None or not lines:
        return None
    return Paid(settled.bonus, settled.malus, settled.won_back, _undecided(lines))


def paid_of(level: LevelFigures, says: Contents) -> Paid | None:
    """Return what the targets of a level came to; None where none of them can pay.

    Where everything that was promised is one level, that is what all effects of the settlement came to, also those of
    clauses that look at several targets.
    """
    if len(says.levels) == 1 and not says.figures:
        return paid_in_all(says)
    return _paid_by(says, {figures.target.id for figures in level.targets})


def paid_by_figures(says: Contents) -> Paid | None:
    """Return what the targets of figures came to; None where none of them can pay."""
    return _paid_by(says, {figure.target.id for figure in says.figures})


def paid_by_others(says: Contents) -> Paid | None:
    """Return what effects came to that hang on no single target, such as points; None where there are none."""
    if says.settlement is None or (len(says.levels) == 1 and not says.figures):
        return None
    known = {figures.target.id for figures in says.targets} | {figure.target.id for figure in says.figures}
    return _of_lines(
        says.settlement,
        (line for line in says.settlement.lines if line.target not in known and line.kind not in ("charge", "cap")),
    )


def _paid_by(says: Contents, targets: set[str]) -> Paid | None:
    if says.settlement is None:
        return None
    return _of_lines(says.settlement, (line for line in says.settlement.lines if line.target in targets))


def _of_lines(settled: Settlement, lines: Iterable[Line]) -> Paid | None:
    found = list(lines)
    if not found:
        return None
    nothing = Money.zero(settled.currency)

    def side(name: str) -> Money:
        kinds = (name, "carried")
        chosen = (one for one in found if one.kind in kinds and (one.kind == name or one.caps == name))
        return sum((settled.net(one) for one in chosen), nothing)

    won_back = sum((settled.net(one) for one in found if one.kind == "earn-back"), nothing)
    return Paid(side("bonus"), side("malus"), won_back, _undecided(found))


def _undecided(lines: Iterable[Line]) -> int:
    return sum(line.state == "undetermined" for line in lines)


def paid_told(paid: Paid | None, says: Contents, speaks: Language) -> str:
    """Return what effects paid in a few words; empty where there are none, or others of the settlement pay instead."""
    if paid is None:
        return ""
    named = (("bonus", paid.bonus), ("malus", -paid.malus), ("won_back", paid.won_back))
    told = ", ".join(speaks.say(f"headline.{word}", money=speaks.money(one)) for word, one in named if one.amount)
    if paid.undecided:
        return speaks.say("headline.effect.so_far", paid=told) if told else speaks.say("headline.effect.undetermined")
    whole = paid_in_all(says)
    if told or whole is None or whole.amounts or whole.undecided:
        return told
    return speaks.say("headline.neither")
