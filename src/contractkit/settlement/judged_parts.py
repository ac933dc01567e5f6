"""Under which wordings a period of a target is judged, and what it comes to: in parts where an amendment splits it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs

from contractkit.quantities.periods import Period
from contractkit.settlement.measuring.figure import FigureValue, Verdict, worst_of
from contractkit.settlement.measuring.worded import Worded
from contractkit.settlement.own_periods.occasions import promised_in, promises
from contractkit.terms import Agreement
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.targets import Target

if TYPE_CHECKING:
    from contractkit.settlement.matter import Matter

__all__ = ["JudgedPart", "figures_worded", "parts_judged", "verdict_worded"]


@attrs.frozen
class JudgedPart:
    """Dates that one wording of a target judges.

    Attributes:
        version: The agreement as it then stands.
        target: The target in that wording.
        period: The dates: a whole period of the target, or the part of it that an amendment leaves.
    """

    version: Agreement
    target: Target | FigureTarget
    period: Period


def parts_judged(matter: Matter, target: Target | FigureTarget, window: Period) -> tuple[JudgedPart, ...]:
    """Return the parts of a period of a target, each with the wording that judges it, by date.

    A period that nothing splits is one part, under the wording that governs it: with `old-terms` that can be another
    one than that of its last date. Where several effects of the target are split each in its own way, the target's own
    wordings decide.

    Args:
        matter: What is settled.
        target: What has the figure, in any wording.
        window: The period.

    Returns:
        Nothing where the agreement was never amended, and where no wording of the target governs some of the dates.
    """
    if len(matter.agreement.versions) == 1:
        return ()
    key = ("parts-judged", target.id, window)
    if key not in matter.memory:
        matter.memory[key] = _tiling(_paying(matter, target, window), window) or _tiling(
            _promised(matter, target, window), window
        )
    found: tuple[JudgedPart, ...] = matter.memory[key]
    return found


def _paying(matter: Matter, target: Target | FigureTarget, window: Period) -> list[JudgedPart]:
    """Return the dates for which effects of the target are worked out: the ledger has its figure in just these."""
    parts: dict[Period, JudgedPart] = {}
    for one in matter.occasions(window):
        if isinstance(one.target, Target | FigureTarget) and one.target.id == target.id:
            parts.setdefault(one.period, JudgedPart(one.version, one.target, one.period))
    return list(parts.values())


def _promised(matter: Matter, target: Target | FigureTarget, window: Period) -> list[JudgedPart]:
    worded = matter.memory.get("promises")
    if worded is None:
        worded = matter.memory["promises"] = promises(matter.agreement, matter.told.known_at)
    found = promised_in(worded, target.id, window)
    return [JudgedPart(version, own, part) for version, own, part in found if isinstance(own, Target | FigureTarget)]


def _tiling(parts: Sequence[JudgedPart], window: Period) -> tuple[JudgedPart, ...]:
    """Return parts by date where they make the whole of a period; nothing where they leave dates open, or overlap."""
    ordered = sorted(parts, key=lambda part: part.period.start)
    if not ordered or (ordered[0].period.start, ordered[-1].period.end) != (window.start, window.end):
        return ()
    if any(one.period.end != other.period.start for one, other in pairwise(ordered)):
        return ()
    return tuple(ordered)


def figures_worded(
    matter: Matter, target: Target | FigureTarget, window: Period, where: Mapping[str, str]
) -> tuple[Worded, ...]:
    """Return the figure of each part of a period under its own wording; nothing where `parts_judged` finds none.

    Args:
        matter: What is settled.
        target: What has the figure, in any wording.
        window: The period.
        where: The values of fields that the figure is for; empty for all items.
    """
    return tuple(
        Worded(part.version, part.target, _figure(matter, part, where)) for part in parts_judged(matter, target, window)
    )


def _figure(matter: Matter, part: JudgedPart, where: Mapping[str, str]) -> FigureValue:
    book = matter.book_of(part.version)
    return book.figure(part.target, part.period, where) if where else book.figure(part.target, part.period)


def verdict_worded(
    matter: Matter, target: Target | FigureTarget, where: Mapping[str, str], window: Period
) -> Verdict | None:
    """Return the verdict of a period whose parts were judged each under its own wording: breached where one part is.

    Args:
        matter: What is settled.
        target: What has the figure, in the wording of any period.
        where: The values of fields that the figure is for.
        window: The period.

    Returns:
        None where `parts_judged` finds no parts.
    """
    found = figures_worded(matter, target, window, where)
    return worst_of(one.figure.verdict for one in found) if found else None
