"""What was found about a target in an earlier period that an amendment split, from the verdict of each part."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from contractkit.quantities.periods import Period
from contractkit.settlement.matter import Matter
from contractkit.settlement.measuring.figure import Verdict, worst_of
from contractkit.settlement.own_periods.occasions import Occasion, occasions
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.targets import Target

__all__ = ["parts_judged", "verdict_of_parts"]


def verdict_of_parts(
    matter: Matter, target: Target | FigureTarget, where: Mapping[str, str], window: Period
) -> Verdict | None:
    """Return the verdict of a period whose parts were judged each under its own wording: breached where one part is.

    Args:
        matter: What is settled.
        target: What has the figure, in the wording of a later period.
        where: The values of fields that the figure is for.
        window: The earlier period.

    Returns:
        None where nothing splits the period, or where its parts leave dates open.
    """
    if len(matter.agreement.versions) == 1:
        return None
    key = ("judged-parts", target.id, tuple(sorted(where.items())), window)
    if key not in matter.memory:
        matter.memory[key] = _judged(matter, target, where, window)
    found: Verdict | None = matter.memory[key]
    return found


def _judged(matter: Matter, target: Target | FigureTarget, where: Mapping[str, str], window: Period) -> Verdict | None:
    parts = parts_judged(matter, target, window)
    return worst_of(_verdict(matter, part, where) for part in parts) if parts else None


def parts_judged(matter: Matter, target: Target | FigureTarget, window: Period) -> tuple[Occasion, ...]:
    """Return one occasion of a target for each part of a period that an amendment splits, by date.

    Args:
        matter: What is settled.
        target: What has the figure, in any wording.
        window: The period.

    Returns:
        Nothing where nothing splits the period, or where its parts leave dates open.
    """
    if len(matter.agreement.versions) == 1:
        return ()
    key = ("parts-judged", target.id, window)
    if key not in matter.memory:
        matter.memory[key] = _parts(matter, target, window)
    found: tuple[Occasion, ...] = matter.memory[key]
    return found


def _parts(matter: Matter, target: Target | FigureTarget, window: Period) -> tuple[Occasion, ...]:
    parts: dict[Period, Occasion] = {}
    for one in occasions(matter.agreement, window, matter.told.known_at):
        if getattr(one.target, "id", None) == target.id:
            parts.setdefault(one.period, one)
    ordered = sorted(parts, key=lambda part: part.start)
    if len(ordered) < 2 or (ordered[0].start, ordered[-1].end) != (window.start, window.end):
        return ()
    if any(one.end != other.start for one, other in pairwise(ordered)):
        return ()
    return tuple(parts[part] for part in ordered)


def _verdict(matter: Matter, part: Occasion, where: Mapping[str, str]) -> Verdict:
    assert isinstance(part.target, Target | FigureTarget)
    figures = matter.figures(part.version, part.target, part.period)
    return worst_of(one.verdict for one in figures if not where or one.where == where)
