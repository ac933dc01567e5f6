"""What earlier periods of an effect left: failures that a repeat counts, what waits, what a limit lost.

The ledger is asked first. Periods that are settled together with the one at hand stand in no ledger yet: they are
worked out, each once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import partial

import attrs

from contractkit.charging.windows import cycle_window
from contractkit.quantities.periods import Period
from contractkit.settlement.carried_names import came_from
from contractkit.settlement.measuring.on_fields import any_known
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.scene import Part, Scene, preceding
from contractkit.settlement.remembered import LedgerEntry, Side
from contractkit.terms.effects import Effect

__all__ = [
    "OWN",
    "carried_in",
    "failed_before",
    "in_all_dates",
    "is_of",
    "keeps",
    "latest_before",
    "may_wait",
    "paid_in_window",
    "parts_before",
    "period_before",
    "place_of",
    "settled_in_window",
    "values_of",
    "waits_in_window",
]

OWN = -1
"""The place of an effect's own cap and smallest amount among the steps of a settlement: before all of them."""

_DAY = timedelta(days=1)
_FAILED = {"breached": True, "met": False, "no-volume": False}


def period_before(scene: Scene) -> Period | None:
    """Return the effect's own period before that of the scene; None where the agreement did not hold yet."""
    period, term = scene.period, scene.agreement.term
    per = getattr(scene.target, "per", None)
    if per is not None:
        start = cycle_window(scene.agreement, per, period.start).start
        found = cycle_window(scene.agreement, per, start - _DAY)
        if found.end > start:  # the whole term has none before it
            return None
    else:
        found = preceding(period)
    return None if term is not None and found.last < term.start else found


def failed_before(scene: Scene, periods: int) -> tuple[int, int]:
    """Return in how many periods directly before this one the effect's figure failed: at least, and at most.

    Args:
        scene: The period at hand.
        periods: How many are looked at, at most.
    """
    key = ("failures", id(scene.effect), tuple(_where(scene).items()), scene.period, periods)
    if key not in scene.memory:
        scene.memory[key] = _failures(scene, periods)
    found: tuple[int, int] = scene.memory[key]
    return found


def _failures(scene: Scene, periods: int) -> tuple[int, int]:
    sure, may, open_yet = 0, 0, False
    before: Period | None = None
    for _ in range(periods):
        here = scene if before is None else attrs.evolve(scene, period=before)
        before = period_before(here)
        failed = False if before is None else _failed(here, before)
        if failed is False:
            break
        open_yet = open_yet or failed is None
        may += 1
        sure += 0 if open_yet else 1
    return sure, may


def _failed(scene: Scene, before: Period) -> bool | None:
    """Return whether the effect's figure failed in an earlier period; None where nobody knows."""
    own = () if scene.target is not None else (str(scene.effect.clause),)
    for name in (*own, *_names(scene)):
        verdict = scene.ledger.verdict_of(name, before)
        if verdict is not None and verdict != "none":
            return _FAILED.get(verdict)
        if verdict == "none" and getattr(scene.target, "reach", None) is not None:
            return False  # too few items decided nothing
    split = None if scene.in_parts is None else scene.in_parts(before)
    if split in ("met", "breached"):
        return split == "breached"
    if split == "none" and getattr(scene.target, "reach", None) is not None:
        return False
    if _inside(scene, before):
        parts = () if scene.parts is None else scene.parts(before) or ()
        return any_known(part.failed() for part in parts) if parts else _computed(scene, before).failed
    if scene.book is not None and scene.target is not None:
        figure = scene.book.of(scene.target.name, before, _where(scene))
        if figure.verdict in ("met", "breached"):
            return figure.verdict == "breached"
        if figure.term == "minimum":
            return False
        told = any(one.of in _names(scene) and one.period == before for one in scene.told.figures)
        if told:
            return None
    if not scene.ledger.governing and not scene.ledger.told and scene.agreement.term is None:
        return False  # nothing was ever settled, and no paper says that the agreement is older
    return None


def _names(scene: Scene) -> tuple[str, ...]:
    target = scene.target
    if target is None:
        return scene.effect.figures if isinstance(scene.effect, Effect) else ()
    return (target.id, target.name)


def place_of(line: str) -> str | None:
    """Return the place, among the effects of one target, of that whose line it is; None where the line names none.

    Example:
        >>> place_of("SLA/3 2026-07 #2"), place_of("carried 2 SLA/3 2026-07 #1 2026-07-31"), place_of("SLA/3 2026-07")
        ('2', '1', None)
    """
    found = re.findall(r" #([0-9]+)(?= |$)", line)
    return found[-1] if found else None


def values_of(line: str) -> str:
    """Return the values of fields that a line is for, where its effect is for each of several; empty for none.

    Example:
        >>> values_of("SLA/3 2026-07 #1 north"), values_of("carried 2 SLA/3 2026-07 north, day 2026-07-31")
        ('north', 'north, day')
        >>> values_of("SLA/3 2026-07"), values_of("carried 2 SLA/3 2026-07 2026-07-31 in 2026-08-31 at 1")
        ('', '')
    """
    origin = came_from(line)
    of = line if origin is None else origin[0]
    found = re.search(r" [0-9]{4}\S*(?: #[0-9]+)?(?: (.+))?$", of)
    return "" if found is None else found[1] or ""


def in_all_dates(line: str, label: str) -> str:
    """Return what an effect is called in all of its dates: the first of several as when it stood alone.

    Args:
        line: The id of its line.
        label: The dates that the line is for.

    Example:
        >>> in_all_dates("SLA/3 2026-07 #1", "2026-07"), in_all_dates("SLA/3 2026-07 #2", "2026-07")
        ('SLA/3', 'SLA/3 #2')
    """
    return re.sub(r" #1(?= |$)", "", line.replace(f" {label}", "", 1))


def is_of(scene: Scene, line: str, target: str, clause: str) -> bool:
    """Return whether a line of an earlier settlement is of the effect at hand, also what was carried on of it.

    Args:
        scene: The effect at hand.
        line: The id of the line, or of that from which it was carried on.
        target: The target that the line is for; empty for none.
        clause: Where its effect stands.
    """
    of_target = scene.target is None or target in _names(scene)  # one that looks at no target has a clause of its own
    if clause != str(scene.effect.clause) or not of_target or not _is_of(scene, line):
        return False
    return values_of(line) in ("", ", ".join(_where(scene).values()))


def _is_of(scene: Scene, line: str) -> bool:
    """Return whether a line is of this effect, and not of another one that stands under the same target.

    A line without a place is of a time in which one effect stood alone there: it is that of the first.
    """
    beside = () if scene.target is None else scene.target.effects
    places = [number for number, one in enumerate(beside, start=1) if one is scene.effect]
    places = places or [number for number, one in enumerate(beside, start=1) if one == scene.effect]
    return len(beside) < 2 or not places or (place_of(line) or "1") == str(places[0])


def _where(scene: Scene) -> Mapping[str, str]:
    """Return the values of fields that the figure is for."""
    return {} if scene.figure is None else scene.figure.where


def _inside(scene: Scene, before: Period) -> bool:
    """Return whether a period is settled together with the one at hand."""
    return scene.within is not None and scene.within.start <= before.start and before.end <= scene.within.end


def _computed(scene: Scene, period: Period) -> Computed:
    """Return what the effect came to in an earlier period that is settled together with this one."""
    from contractkit.settlement.paying.registry import compute

    key = ("earlier", id(scene.effect), _names(scene), tuple(sorted(_where(scene).items())), period)
    if key not in scene.memory:
        figure = None
        if scene.book is not None and scene.target is not None:
            figure = scene.book.of(scene.target.name, period, _where(scene))
        scene.memory[key] = compute(scene.effect, scene.moved_to(period, figure))
    found: Computed = scene.memory[key]
    return found


def keeps(effect: object) -> bool:
    """Return whether an effect keeps something for its next period."""
    if not isinstance(effect, Effect):
        return False
    rules = effect.modifiers
    small = rules.minimum_issue is not None and rules.minimum_issue.otherwise == "carry-forward"
    return small or (rules.cap is not None and rules.on_excess == "carry-forward")


def may_wait(scene: Scene) -> bool:
    """Return whether something can wait for an effect: it keeps something, or did so as it was worded before."""
    if keeps(scene.effect) or (scene.kept_otherwise is not None and scene.kept_otherwise()):
        return True
    since = scene.period.start if scene.within is None else scene.within.start
    clause = str(scene.effect.clause)
    return any(one.step == OWN and one.clause == clause for one in scene.ledger.carried(since))


def carried_in(scene: Scene) -> Fraction:
    """Return what waits for this period: what the effect's own cap or smallest amount kept of earlier ones."""
    since = scene.period.start if scene.within is None else scene.within.start
    latest = latest_before(scene, since)
    if latest is not None:
        return latest.came()[1]
    if period_before(scene) is None:
        return Fraction(0)
    values = ", ".join(_where(scene).values())
    own = (one for one in scene.ledger.carried(since) if one.step == OWN and values_of(one.effect) == values)
    name = next(iter(_names(scene)), "")
    mine = (one.amount for one in own if is_of(scene, one.effect, one.target or name, one.clause))
    return sum(mine, Fraction(0))


def paid_in_window(scene: Scene, window: Period) -> Fraction:
    """Return what earlier periods of the effect used of a limit in a window, as a magnitude.

    Used is what was paid of it, and what waits of it at a step of the settlement.

    Args:
        scene: The period at hand.
        window: The window of a limit.

    Source: docs/decisions/0281 (what waits uses the limit under which it came up).
    """
    since: date = scene.period.start if scene.within is None else scene.within.start
    together = (abs(part.came()[0]) for part in parts_before(scene, window, since))
    settled = settled_in_window(scene, window, since) + sum(waits_in_window(scene, window, since).values(), Fraction(0))
    return settled + sum(together, Fraction(0))


def settled_in_window(scene: Scene, window: Period, since: date) -> Fraction:
    """Return what earlier settlements paid of an effect in a window, as a magnitude.

    Args:
        scene: The effect.
        window: The window of a limit.
        since: Only settlements that ended before this date.
    """
    found = Fraction(0)

    def mine(entry: LedgerEntry) -> bool:
        return is_of(scene, entry.effect, entry.target, entry.clause)

    sides: tuple[Side, ...] = ("malus", "bonus")
    for side in sides:
        found += scene.ledger.used(side, window, since, of=mine, counted_on=_came_up_on)
    return found


def waits_in_window(scene: Scene, window: Period, since: date) -> dict[str, Fraction]:
    """Return what came up of an effect in a window and waits at steps, as magnitudes, by the clause that keeps it.

    It lay under the effect's own limit when it came up. What the effect keeps for itself was above it.

    Args:
        scene: The effect.
        window: The window of a limit.
        since: The first date that is settled now.
    """
    found: dict[str, Fraction] = {}
    for one in scene.ledger.carried(since):
        if one.step > OWN and one.since in window and is_of(scene, one.effect, one.target, one.clause):
            found[one.by] = found.get(one.by, Fraction(0)) + abs(one.amount)
    return found


def _came_up_on(entry: LedgerEntry) -> date:
    """Return when an entry came up under the effect's own cap, behind which all steps of a settlement stand."""
    waited = entry.waited
    return entry.settled_on if waited is None or waited.step == OWN else waited.since


def latest_before(scene: Scene, since: date) -> Part | None:
    """Return the dates of an effect before these: a whole period, or a part that an amendment left; None: none.

    Args:
        scene: The dates at hand.
        since: Only dates that are settled on this one or later, and whole periods that begin on it or later.
    """
    if since >= scene.period.start:
        return None
    return next(parts_before(scene, Period(since, scene.period.start, "before"), since), None)


def parts_before(scene: Scene, window: Period, since: date) -> Iterator[Part]:
    """Yield the earlier dates of an effect in a window, latest first, each under its own wording.

    A limit for the effect's own period is taken by days where an amendment splits one, so no part uses that of another.

    Args:
        scene: The period at hand.
        window: The window of a limit.
        since: Only dates that are settled on this one or later, and whole periods that begin on it or later.
    """

    def counts(part: Part) -> bool:
        dates = part.period
        return dates.end <= scene.period.start and window.start <= dates.last and since <= part.settled_on

    per = getattr(scene.target, "per", None)
    own = scene.within if per is None else cycle_window(scene.agreement, per, scene.period.last)
    split = None if scene.parts is None or own is None else scene.parts(own)
    here = scene
    if own is not None and split:
        here = attrs.evolve(scene, period=own)
        if per is None or own != window:
            yield from filter(counts, reversed(split))
    while (before := period_before(here)) is not None and since <= before.start and window.start <= before.last:
        parts = None if scene.parts is None else scene.parts(before)
        if parts is None:
            parts = (Part(before, before.last, partial(_came, scene, before)),)
        yield from filter(counts, reversed(parts))
        here = attrs.evolve(here, period=before)


def _came(scene: Scene, period: Period) -> tuple[Fraction, Fraction]:
    found = _computed(scene, period)
    return found.now, found.carried
