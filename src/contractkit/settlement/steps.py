"""The steps of a settlement, in the written order: caps that cut effects, and rounding that keeps the sum.

All effects are known before the first step, so that their order changes nothing. Malus and bonus are cut apart, never
their difference.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Literal

import attrs

from contractkit.charging.bases import amount_of
from contractkit.charging.exact import amount_text
from contractkit.charging.windows import MONTHS_PER, window_of
from contractkit.errors import UsageError
from contractkit.quantities.currencies import minor_units
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.quantities.rounding import Rounding
from contractkit.settlement.ledger import Ledger, Reading
from contractkit.settlement.spreading import cut_to, round_parts, split_parts
from contractkit.terms import Agreement
from contractkit.terms.effects import Share
from contractkit.terms.settling import CapStep, RoundStep

__all__ = ["Amount", "Course", "Cut", "follow", "nested"]

Side = Literal["malus", "bonus"]
_SIDES: tuple[Side, Side] = ("malus", "bonus")


@attrs.frozen
class Amount:
    """An amount on its way through the steps.

    Attributes:
        exact: The amount; negative for a malus.
        settled_on: For an effect, the last day of its own period, which decides the windows that it counts in; None
            for a charge.
    """

    exact: Fraction
    settled_on: date | None = None


@attrs.frozen
class Cut:
    """What one cap took back in one window.

    Attributes:
        step: The place of the cap in the order, from 0.
        side: Which side it cuts.
        window: The window over which it counts.
        limit: The most, in words.
        before: What the effects of this settlement came to in the window, as a magnitude.
        used: What earlier settlements used of the limit for certain.
        open: What effects that are open in them could have used more; it is held back.
        missing: The stretches of the window of which no settlement is known; everything is then held back.
        certain: How much of the cut does not depend on what is missing or open, as a magnitude.
        parts: The place of each amount that is cut, and what comes back on it.
    """

    step: int
    side: Side
    window: Period
    limit: str
    before: Fraction
    used: Fraction
    open: Fraction
    missing: tuple[tuple[date, date], ...]
    certain: Fraction
    parts: tuple[tuple[int, Fraction], ...]

    @property
    def unsure(self) -> bool:
        """Return whether the cut depends on earlier settlements that are missing, or on what is open in them."""
        return bool(self.missing or self.open)

    @property
    def exact(self) -> Fraction:
        """Return what comes back: positive for a malus that is cut, negative for a bonus."""
        return sum((part for _, part in self.parts), Fraction(0))


@attrs.frozen
class Course:
    """Where the steps lead.

    Attributes:
        amounts: The amounts before caps, rounded, in the order in which they were given.
        cuts: What caps took back, rounded.
        exact_cuts: The same before rounding.
        rounding: The rounding that gave the last word.
        agreed: Whether a clause asks for that rounding at its place; else the library's default was taken.
    """

    amounts: tuple[Fraction, ...]
    cuts: tuple[Cut, ...]
    exact_cuts: tuple[Cut, ...]
    rounding: Rounding
    agreed: bool

    @property
    def total(self) -> Fraction:
        """Return the rounded sum of amounts and cuts."""
        return sum(self.nets, Fraction(0))

    @property
    def nets(self) -> tuple[Fraction, ...]:
        """Return what caps left of each amount, rounded."""
        return _nets(self.amounts, self.cuts)


@attrs.define
class _State:
    amounts: list[Fraction]
    cuts: list[Cut]
    exact_cuts: list[Cut]


def _nets(amounts: Sequence[Fraction], cuts: Sequence[Cut]) -> tuple[Fraction, ...]:
    left = list(amounts)
    for cut in cuts:
        for place, part in cut.parts:
            left[place] += part
    return tuple(left)


def follow(
    agreement: Agreement, amounts: Sequence[Amount], ledger: Ledger, before: date, reading: Reading = "now"
) -> Course:
    """Return what becomes of amounts under the steps of the agreement's settlement.

    A cap counts the effects whose own period ends in its window, together with those of earlier settlements. What it
    cuts off is spread over them in proportion. Where the ledger lacks an earlier part of the window, nobody knows what
    is left of the limit: everything that the missing part could have used up is held back, and so is what effects that
    are open in the ledger could have used. Rounding rounds the sum of all amounts; its parts are moved by less than a
    unit each, so that they add up, and whatever a cap left keeps its own sum.

    A cap after the last round step cuts rounded amounts. What it leaves is not rounded to that step's unit again, but
    only to the currency's minor unit or a finer one that the step names, and never past the limit.

    Args:
        agreement: The agreement whose steps are followed.
        amounts: Charges and effects, all of them.
        ledger: Earlier settlements.
        before: The first day of the period that is settled.
        reading: For history that is missing or open, whether to hold back all that it could have used (``now``), or to
            take the reading in which the sum is least or most.
    """
    steps = agreement.settlement.computed
    state = _State([amount.exact for amount in amounts], [], [])
    minor = Decimal(1).scaleb(-minor_units(agreement.currency))
    rounding = Rounding(minor, "half-up")
    agreed, rounded = False, False
    last_round = max((number for number, step in enumerate(steps) if isinstance(step, RoundStep)), default=len(steps))
    for number, step in enumerate(steps):
        if isinstance(step, RoundStep):
            rounding, agreed, rounded = Rounding(step.to, step.mode), True, True
            _round(agreement, amounts, state, rounding)
            continue
        unit = min(rounding.to, minor) if number > last_round else None
        found = [
            cut
            for side in _sides(step)
            for cut in _cuts(agreement, amounts, state, ledger, before, reading, number, step, side, unit)
        ]
        state.cuts.extend(found)
        state.exact_cuts.extend(found)
        if found and unit is not None:
            rounding = attrs.evolve(rounding, to=unit)
        rounded = rounded and not found
    if not rounded:
        _round(agreement, amounts, state, rounding)
    return Course(tuple(state.amounts), tuple(state.cuts), tuple(state.exact_cuts), rounding, agreed)


def _sides(step: CapStep) -> tuple[Side, ...]:
    return _SIDES if step.caps in ("both", "net") else ("malus",) if step.caps == "malus" else ("bonus",)


def nested(agreement: Agreement, amounts: Sequence[Amount]) -> bool:
    """Return whether the caps go from narrow to wide: whatever one cap counts together, every later one does too.

    Only then is the sum least where each amount is least. A quarter's cap before a month's gives a month that pays more
    a larger part of the quarter, of which the month's cap then takes more.
    """
    days = [amount.settled_on for amount in amounts if amount.settled_on is not None]
    pers = [step.per.word for step in agreement.settlement.computed if isinstance(step, CapStep)]
    windows = [[window_of(agreement, per, day).start for day in days] for per in pers]
    return all(
        len(set(zip(earlier, later, strict=True))) == len(set(earlier))
        for place, earlier in enumerate(windows)
        for later in windows[place + 1 :]
    )


def _cuts(
    agreement: Agreement,
    amounts: Sequence[Amount],
    state: _State,
    ledger: Ledger,
    before: date,
    reading: Reading,
    number: int,
    step: CapStep,
    side: Side,
    unit: Decimal | None,
) -> list[Cut]:
    sign = -1 if side == "malus" else 1
    net = _nets(state.amounts, state.cuts)
    # A malus uses most of its limit where the sum is least, a bonus where it is most.
    fullest: Reading = "least" if side == "malus" else "most"
    emptiest: Reading = "most" if side == "malus" else "least"
    windows: dict[tuple[date, date], tuple[Period, list[int]]] = {}
    for place, amount in enumerate(amounts):
        if amount.settled_on is not None and net[place] * sign > 0:
            window = window_of(agreement, step.per.word, amount.settled_on)
            windows.setdefault((window.start, window.end), (window, []))[1].append(place)
    found = []
    for window, places in windows.values():
        limit, limit_text = _limit(agreement, step, window)
        if unit is not None:
            limit = floor(limit / Fraction(unit)) * Fraction(unit)
        used = ledger.used(side, window, before, emptiest)
        could = max(used, ledger.used(side, window, before, fullest))
        held = agreement.term.start if agreement.term is not None else window.start
        missing = ledger.missing(max(window.start, held), before)
        left = max(Fraction(0), limit - used)
        sure = Fraction(0) if missing else max(Fraction(0), limit - could)
        magnitudes = [net[place] * sign for place in places]
        whole = sum(magnitudes, Fraction(0))
        certain = max(Fraction(0), whole - left)
        # A malus that is cut makes the sum larger, so the least sum leaves the whole limit to a malus, none to a bonus.
        cut = cut_to(magnitudes, left if reading == fullest else sure)
        if not any(cut):
            continue
        parts = tuple((place, -sign * part) for place, part in zip(places, cut, strict=True) if part)
        unsure = certain < max(Fraction(0), whole - sure)
        found.append(
            Cut(
                step=number,
                side=side,
                window=window,
                limit=limit_text,
                before=whole,
                used=used,
                open=could - used if unsure else Fraction(0),
                missing=missing if unsure else (),
                certain=certain,
                parts=parts,
            )
        )
    return found


def _limit(agreement: Agreement, step: CapStep, window: Period) -> tuple[Fraction, str]:
    if isinstance(step.limit, Money):
        return Fraction((step.limit + Money.zero(agreement.currency)).amount), str(step.limit)
    if not isinstance(step.limit, Share):
        raise UsageError(f"{step.limit} is no limit that a settlement works out; it works out shares and amounts")
    base = amount_of(agreement, step.limit.of, window, agreement.settlement.clause)
    limit = base.exact * Fraction(step.limit.percent.value) / 100
    return limit, f"{step.limit.percent} of {base} = {amount_text(limit, agreement.currency)}"


def _round(agreement: Agreement, amounts: Sequence[Amount], state: _State, rounding: Rounding) -> None:
    net = _nets(state.amounts, state.cuts)
    total = rounding.apply(sum(net, Fraction(0)))
    paths = [_path(agreement, amount, value) for amount, value in zip(amounts, net, strict=True)]
    parts = [dict(cut.parts) for cut in state.cuts]
    cut = {place for part in parts for place in part if state.amounts[place] % Fraction(rounding.to) == 0}
    rounded = round_parts(net, paths, total, rounding.to, cut)
    whole, pieces = split_parts(state.amounts, parts, rounded, rounding.to)
    state.amounts = list(whole)
    state.cuts = [attrs.evolve(old, parts=tuple(new.items())) for old, new in zip(state.cuts, pieces, strict=True)]


def _path(agreement: Agreement, amount: Amount, net: Fraction) -> tuple[Hashable, ...]:
    """Return the groups whose sums rounding keeps: the side, then the windows of the caps from wide to narrow."""
    if amount.settled_on is None:
        return ("charge",)
    pers = {step.per.word for step in agreement.settlement.computed if isinstance(step, CapStep)}
    wide_to_narrow = sorted(pers, key=lambda per: -MONTHS_PER[per])
    windows = (window_of(agreement, per, amount.settled_on).start for per in wide_to_narrow)
    return ("malus" if net < 0 else "bonus", *windows)
