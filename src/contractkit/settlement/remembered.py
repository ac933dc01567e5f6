"""What a ledger remembers: effects, figures, points, charges, what is carried on, what was won back, claims paid.

Plain frozen records. What is asked of them is the ledger's business; how they are stored is that of `storing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import attrs

from contractkit.charging.blocks import BlocksLeft
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.records.read_only import read_only

__all__ = [
    "CameIn",
    "Carried",
    "LedgerEntry",
    "PaidClaim",
    "Reading",
    "SettledFigure",
    "SettledLine",
    "SettledPeriod",
    "SettledPoints",
    "Side",
    "Status",
    "ToldStretch",
    "Verdict",
    "WonBack",
]

Reading = Literal["now", "least", "most"]
"""Which of the possible amounts is followed: what is settled now, or the least or the most that it can come to."""

Side = Literal["malus", "bonus"]
"""The two sides of effects; a cap cuts each for itself, unless it names their difference."""

Status = Literal["provisional", "agreed", "final", "corrected"]
"""How far a settlement has come: open, accepted by both parties while open, closed, or closed anew after that."""

Verdict = Literal["met", "breached", "undetermined", "no-volume", "none"]
"""What was found about a target in a period; ``none`` for a figure that nothing is promised about."""


@attrs.frozen
class LedgerEntry:
    """What one effect came to, after caps and rounding.

    Attributes:
        effect: The id of the settlement line.
        target: The target whose figure it looked at; empty where it looked at none.
        clause: Where the effect stands.
        settled_on: The last day of the effect's own period, which decides the windows of caps that it counts in.
        kind: Whether it was a malus or a bonus.
        amount: What was paid; negative for a malus. Nothing for now where the effect is not known yet.
        least: What it comes to where the total of its settlement is least; None where that is `amount`.
        most: What it comes to where the total of its settlement is most; None where that is `amount`.
        earned: What it came to before any step, exactly; None where that is `amount`.
        level: The service level that it belongs to; None where it belongs to none.
        service: The service that it belongs to; None where it belongs to none.
        waited: What a step had kept, where it was paid of that; None where it came up in its own settlement.
    """

    effect: str
    target: str
    clause: str
    settled_on: date
    kind: Side
    amount: Money
    least: Money | None = None
    most: Money | None = None
    earned: Fraction | None = None
    level: str | None = None
    service: str | None = None
    waited: Carried | None = None

    def under(self, reading: Reading) -> Money:
        """Return the amount under a reading of what was not known when it was settled."""
        known = self.least if reading == "least" else self.most if reading == "most" else None
        return self.amount if known is None else known

    @property
    def came_to(self) -> Fraction:
        """Return what it came to before any step, exactly."""
        return Fraction(self.amount.amount) if self.earned is None else self.earned


@attrs.frozen
class SettledFigure:
    """The figure and the verdict of a target or a metric in one period.

    Attributes:
        of: Its id, or its name where it has no id.
        period: Its own period.
        verdict: What was found; ``none`` for a metric that nothing is promised about.
        value: The figure in its unit, exactly; None where it is not known.
        unit: The unit, such as ``%``; None where the figure has none.
        low: The least that it can be; None where it is known.
        high: The most that it can be; None where it is known.
        name: What else it is called by, such as its name or its row; None where that is `of`.
    """

    of: str
    period: Period
    verdict: Verdict
    value: Fraction | None = None
    unit: str | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    name: str | None = None

    def called(self, name: str) -> bool:
        """Return whether it is called so."""
        return name in (self.of, self.name)


@attrs.frozen
class SettledPoints:
    """How many points an effect gave in one period.

    Attributes:
        effect: The id of the effect's line.
        of: The name of the target or effect that the points are counted for.
        settled_on: The last day of its period.
        points: How many; at least zero.
    """

    effect: str
    of: str
    settled_on: date
    points: Fraction


@attrs.frozen
class CameIn:
    """That something came in which an earlier step had kept.

    Attributes:
        step: The place of the step that had kept it.
        why: Why that had kept it, as for everything that waits.
        on: The last day of the period in which it came in.
    """

    step: int
    why: Literal["cap", "minimum-issue"]
    on: date


@attrs.frozen
class Carried:
    """What a step kept for the next period.

    Attributes:
        effect: The id of the line that it was kept from, or the word ``total``.
        step: The place of the step in the order of the settlement clause, from 0.
        why: ``cap``: it was above the limit; ``minimum-issue``: it was too little to be paid.
        amount: How much, exactly; negative for a malus.
        since: The last day of the period of the effect that it comes from.
        target: The target of that effect; empty where it has none.
        clause: Where that effect stands.
        level: The service level that it belongs to; None where it belongs to none.
        service: The service that it belongs to; None where it belongs to none.
        by: The settlement clause that kept it, where that is for some effects only; empty for that of everything else.
        came_in: Where it waited before, at earlier steps, in order; empty where it came up when it was kept.
    """

    effect: str
    step: int
    why: Literal["cap", "minimum-issue"]
    amount: Fraction
    since: date
    target: str = ""
    clause: str = ""
    level: str | None = None
    service: str | None = None
    by: str = ""
    came_in: tuple[CameIn, ...] = ()

    def kept_again(self, step: int, on: date) -> tuple[CameIn, ...]:
        """Return where it waited before if a step keeps it again: that at which it waited lets nothing by itself.

        Args:
            step: The place of the step that keeps it now.
            on: The last day of the period in which it came in.
        """
        return self.came_in if step <= self.step else (*self.came_in, CameIn(self.step, self.why, on))

    @property
    def kind(self) -> Side:
        """Return the side that it belongs to."""
        return "malus" if self.amount < 0 else "bonus"


@attrs.frozen
class WonBack:
    """What came back of an earlier malus.

    Attributes:
        effect: The id of the malus.
        settled_on: The day on which that malus was settled, which together with its id tells it from others.
        amount: How much came back; positive.
        on: The last day of the good period that brought it back.
    """

    effect: str
    settled_on: date
    amount: Fraction
    on: date


@attrs.frozen
class PaidClaim:
    """A claim for damages that was answered, as far as the bounds of a liability need it.

    Attributes:
        event: What it is called; one event has one claim.
        on: The date of the event.
        who: The party that is liable: ``provider`` or ``customer``.
        paid: What was paid of it, exactly.
        head: What it is for, such as ``intent``; None for what is bounded.
        capped: Whether it counts under the bounds: ``counts``, or ``stands-apart`` for a head without a bound.
    """

    event: str
    on: date
    who: str
    paid: Fraction
    head: str | None = None
    capped: Literal["counts", "stands-apart"] = "counts"


@attrs.frozen
class ToldStretch:
    """What somebody tells about a stretch of time instead of settling it.

    Attributes:
        start: The first date.
        end: The first date after it.
        malus: What maluses came to after caps, as a magnitude; None where nobody says.
        bonus: What bonuses came to after caps; None where nobody says.
        charged: What was charged, by the word that clauses use.
        source: Who says so; None where nobody says.
    """

    start: date
    end: date
    malus: Fraction | None = None
    bonus: Fraction | None = None
    charged: Mapping[str, Fraction] = attrs.field(factory=dict, converter=read_only, hash=False)
    source: str | None = None

    def used(self, side: Side) -> Fraction | None:
        """Return what effects of a side came to, as a magnitude; None where nobody says."""
        return self.malus if side == "malus" else self.bonus


@attrs.frozen
class SettledLine:
    """One line of a settlement, as far as a correction needs it.

    Attributes:
        id: The id of the line.
        kind: Its kind.
        clause: The clause that it rests on.
        amount: Its amount.
        says: The line in one sentence.
    """

    id: str
    kind: str
    clause: str
    amount: Money
    says: str


@attrs.frozen
class SettledPeriod:
    """One settlement, as far as later ones need it.

    Attributes:
        period: The period that was settled.
        status: How far it has come.
        total: What was to be paid.
        entries: What each effect came to.
        figures: What was found about each target and metric.
        points: The points that effects gave.
        charged: What was charged in the period, exactly, by the word that clauses use: ``charges`` for all of it, and
            fees and services by their names.
        carried: Everything that waits for the next period, also what waited before this one already.
        won_back: What came back of earlier maluses.
        baselines: By service, the volume that the agreed one moved to; empty where none moved.
        blocks: By the name of a prepaid clause, what is left of its blocks after the period; a clause whose uses were
            not known does not stand here.
        known_at: Only what was recorded on that date or before was taken; None for all.
        digest: The SHA-256 of the sealed record, in hexadecimal; None where it was not sealed.
        lines: Its lines, of which a correction tells the difference; empty in ledgers of versions that kept none. They
            say in words what the rest says in numbers, and decide nothing: two records that differ in them are equal.
    """

    period: Period
    status: Status
    total: Money
    entries: tuple[LedgerEntry, ...] = ()
    figures: tuple[SettledFigure, ...] = ()
    points: tuple[SettledPoints, ...] = ()
    charged: Mapping[str, Fraction] = attrs.field(factory=dict, converter=read_only, hash=False)
    carried: tuple[Carried, ...] = ()
    won_back: tuple[WonBack, ...] = ()
    baselines: Mapping[str, Decimal] = attrs.field(factory=dict, converter=read_only, hash=False)
    blocks: Mapping[str, BlocksLeft] = attrs.field(factory=dict, converter=read_only, hash=False)
    known_at: date | None = None
    digest: str | None = None
    lines: tuple[SettledLine, ...] = attrs.field(default=(), eq=False)
