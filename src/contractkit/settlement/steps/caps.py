"""Caps: what is above a limit in a window comes back on the amounts that made it, side by side, never their difference.

A cap on the difference of bonus and malus holds only where it is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

import attrs

from contractkit.charging.exact import added
from contractkit.quantities.periods import Period
from contractkit.settlement.remembered import Reading, Side
from contractkit.settlement.spreading import cut_to
from contractkit.settlement.steps.amounts import Amount, Cut, Setting
from contractkit.settlement.steps.limits import Most, counted_in, limit_of, window_for
from contractkit.settlement.steps.netting import cut_net
from contractkit.settlement.steps.used_before import (
    SIDES,
    Counted,
    counts_while,
    key_of,
    net_before,
    used_before,
    waiting_before,
)
from contractkit.terms.settling import CapStep

__all__ = ["cuts_of", "sides_of"]

_NOTHING = Fraction(0)


def sides_of(step: CapStep) -> tuple[Side, ...]:
    """Return the sides that a cap cuts."""
    return SIDES if step.caps in ("both", "net") else ("malus",) if step.caps == "malus" else ("bonus",)


def cuts_of(
    setting: Setting,
    amounts: Sequence[Amount],
    nets: Sequence[Fraction],
    number: int,
    step: CapStep,
    reading: Reading,
    unit: Decimal | None,
) -> list[Cut]:
    """Return what one cap cuts.

    Args:
        setting: What is settled.
        amounts: All amounts, charges among them.
        nets: What earlier steps left of them.
        number: The place of the cap in the order.
        step: The cap.
        reading: For history that is missing or open, whether to hold back all that it could have used (``now``), or to
            take the reading in which the sum is least or most.
        unit: Where the amounts were rounded before, the unit below which the limit is cut; None else.
    """
    found: list[Cut] = []
    left = list(nets)
    limits: dict[tuple[date, date], Most] = {}
    for side in ("net",) if step.caps == "net" else sides_of(step):
        for group in _groups(setting, amounts, left, number, step, side):
            dates = (group.window.start, group.window.end)
            if dates not in limits:
                limits[dates] = _limit(setting, step, group.window, unit)
            most = limits[dates]
            if most.exact is None:
                continue
            make = _net_cuts if step.caps == "net" else _side_cuts
            for cut in make(setting, amounts, left, number, step, reading, group, most, side):
                found.append(cut)
                for place, part in cut.parts:
                    left[place] += part
    return found


def _limit(setting: Setting, step: CapStep, window: Period, unit: Decimal | None) -> Most:
    """Return the limit in a window; where the amounts were rounded before, cut to the unit."""
    most = limit_of(setting, step, window)
    if unit is None or most.exact is None:
        return most
    return attrs.evolve(most, exact=floor(most.exact / Fraction(unit)) * Fraction(unit))


def _groups(
    setting: Setting, amounts: Sequence[Amount], nets: Sequence[Fraction], number: int, step: CapStep, side: str
) -> Iterator[Counted]:
    counted: list[tuple[date, int]] = []
    for place, amount in enumerate(amounts):
        on = amount.settled_on
        if on is None or not counts_while(setting, number, step, amount):
            continue
        if nets[place] and side in ("net", amount.counts_as(nets[place])):
            counted.append((on, place))
    if step.per.n is None:
        together: dict[tuple[str | None, date, date], tuple[Period, list[int]]] = {}
        for on, place in counted:
            window, key = window_for(setting, step, on), key_of(step, amounts[place])
            together.setdefault((key, window.start, window.end), (window, []))[1].append(place)
        for (key, _, _), (window, found) in together.items():
            yield Counted(window, counted_in(step, window), key, tuple(found))
        return
    # A rolling window ends with what is settled: earlier effects have used their part of it, later ones come after.
    of: dict[str | None, list[tuple[date, int]]] = {}
    for on, place in counted:
        of.setdefault(key_of(step, amounts[place]), []).append((on, place))
    for on in sorted({day for day, _ in counted}):
        window = window_for(setting, step, on)
        for key, mine in of.items():
            places = tuple(place for day, place in mine if day == on)
            earlier = tuple(place for day, place in mine if window.start <= day < on)
            if places:
                yield Counted(window, counted_in(step, window), key, places, earlier)


def _side_cuts(
    setting: Setting,
    amounts: Sequence[Amount],
    nets: Sequence[Fraction],
    number: int,
    step: CapStep,
    reading: Reading,
    group: Counted,
    most: Most,
    side: str,
) -> Iterator[Cut]:
    of_side: Side = "malus" if side == "malus" else "bonus"
    sign = -1 if of_side == "malus" else 1
    limit = most.exact or _NOTHING
    used, could, missing = used_before(setting, number, step, group, of_side)
    inside = added(nets[place] * sign for place in group.earlier) if group.earlier else _NOTHING
    values = [nets[place] if sign > 0 else -nets[place] for place in group.places]
    magnitudes = [value if value.numerator > 0 else _NOTHING for value in values]
    won = added(value for value in values if value.numerator < 0)
    whole = added(magnitudes)
    left = _above(limit, used, inside, won)
    same = could is used or could == used
    if not missing and same and whole <= left:
        return
    sure = _NOTHING if missing else left if same else _above(limit, could, inside, won)
    fullest: Reading = "least" if of_side == "malus" else "most"
    certain = _NOTHING if most.unknown else max(_NOTHING, whole - left)
    room = left if reading == fullest and not most.unknown else whole if reading == fullest else sure
    order = [amounts[place].settled_on or date.min for place in group.places]
    cut = _first_come(magnitudes, order, room) if step.adds_up == "running" else cut_to(magnitudes, room)
    if not any(cut):
        return
    unsure = (sure is not left or bool(most.unknown)) and certain < max(_NOTHING, whole - sure)
    yield Cut(
        step=number,
        side=of_side,
        window=group.window,
        limit=most.says,
        before=whole + won,
        used=used + inside,
        open=could - used if unsure else Fraction(0),
        missing=missing if unsure else (),
        certain=certain,
        parts=tuple((place, -sign * part) for place, part in zip(group.places, cut, strict=True) if part),
        of=group.key,
        on_excess=step.on_excess,
        by=setting.part,
        unknown=most.unknown,
        waiting=waiting_before(setting, number, step, group, of_side),
    )


def _above(limit: Fraction, used: Fraction, inside: Fraction, won: Fraction) -> Fraction:
    """Return what is left of a limit: at least nothing, and what was won back besides."""
    gone = used + inside if inside else used
    left = limit - gone if gone else limit
    left = left if left.numerator > 0 else _NOTHING
    return left - won if won else left


def _first_come(magnitudes: Sequence[Fraction], order: Sequence[date], room: Fraction) -> tuple[Fraction, ...]:
    """Return what is cut off each amount where the first ones fill the limit: by date, then as the page has them."""
    cuts = [Fraction(0)] * len(magnitudes)
    for place in sorted(range(len(magnitudes)), key=lambda one: order[one]):
        kept = min(magnitudes[place], room)
        cuts[place] = magnitudes[place] - kept
        room -= kept
    return tuple(cuts)


def _net_cuts(
    setting: Setting,
    amounts: Sequence[Amount],
    nets: Sequence[Fraction],
    number: int,
    step: CapStep,
    reading: Reading,
    group: Counted,
    most: Most,
    side: str,  # noqa: ARG001
) -> Iterator[Cut]:
    limit = most.exact or Fraction(0)
    ordered = sorted(group.places, key=lambda place: amounts[place].settled_on or date.min)
    values = [nets[place] for place in ordered]
    inside = sum((nets[place] for place in group.earlier), Fraction(0))
    lowest, highest, missing = net_before(setting, number, step, group)
    lowest, highest = lowest + inside, highest + inside
    waits = {side: waiting_before(setting, number, step, group, side) for side in SIDES}
    for of_side in SIDES:
        full: Reading = "least" if of_side == "malus" else "most"
        sign = 1 if of_side == "malus" else -1
        start, best = (lowest, highest) if of_side == "malus" else (highest, lowest)
        held = [-value if value * sign < 0 else Fraction(0) for value in values]
        worst = held if missing else cut_net(values, start, limit, step.adds_up)
        unsettled = bool(missing or most.unknown)
        least = [Fraction(0)] * len(values) if unsettled else cut_net(values, best, limit, step.adds_up)
        chosen = least if reading == full else worst
        parts = [(place, part) for place, part in zip(ordered, chosen, strict=True) if part * sign > 0]
        if not parts:
            continue
        certain = sum((abs(part) for part in least if part * sign > 0), Fraction(0))
        unsure = certain < sum((abs(part) for part in worst if part * sign > 0), Fraction(0))
        before = -sum(values, Fraction(0)) * sign
        stood = -(best if chosen is least else start) * sign
        running = step.adds_up == "running" and not missing
        whole = sum((abs(value) for value in values if value * sign < 0), Fraction(0))
        yield Cut(
            step=number,
            side=of_side,
            window=group.window,
            limit=most.says,
            before=before,
            used=-best * sign,
            open=abs(best - start) if unsure else Fraction(0),
            missing=missing if unsure else (),
            certain=certain,
            parts=tuple(parts),
            of=group.key,
            on_excess=step.on_excess,
            by=setting.part,
            net="net",
            unknown=most.unknown,
            waiting=max(_NOTHING, (waits["malus"] - waits["bonus"]) * sign),
            reached=_reached(values, -stood * sign, chosen, limit, sign) if running else (),
            all_of=None if running or missing or before + stood - limit <= whole else whole,
        )


def _reached(
    values: Sequence[Fraction], start: Fraction, parts: Sequence[Fraction], limit: Fraction, sign: int
) -> tuple[tuple[Fraction, Fraction | None], ...]:
    """Return what a difference came to with each amount that was cut, and what of it stays; None for the limit."""
    found: list[tuple[Fraction, Fraction | None]] = []
    stands = start
    for value, part in zip(values, parts, strict=True):
        came_to = stands + value
        stands = came_to + part
        if part * sign > 0:
            stays = -stands * sign
            found.append((-came_to * sign, None if stays == limit else stays))
    return tuple(found)
