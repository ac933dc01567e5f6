"""What a settlement leaves for later ones: a record for the ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Literal

import attrs

from contractkit.charging.charges import Charge
from contractkit.charging.exact import as_decimal
from contractkit.charging.windows import in_force
from contractkit.quantities.currencies import minor_units
from contractkit.quantities.money import Money
from contractkit.settlement.awaiting import still_kept
from contractkit.settlement.effects import Paid
from contractkit.settlement.looking_back import looked_back_on
from contractkit.settlement.matter import Matter
from contractkit.settlement.measuring.figure import FigureValue, value_suffix
from contractkit.settlement.measuring.naming import own_names
from contractkit.settlement.measuring.pieces import own_periods
from contractkit.settlement.paying.past import OWN
from contractkit.settlement.remembered import (
    Carried,
    LedgerEntry,
    SettledFigure,
    SettledPeriod,
    SettledPoints,
    Side,
    Status,
    WonBack,
)
from contractkit.settlement.stepping import Stepped
from contractkit.settlement.steps import Course
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.targets import Target

__all__ = ["record_of_settlement"]

_SIDES: tuple[Side, Side] = ("malus", "bonus")
_NOTHING = Fraction(0)


def record_of_settlement(
    matter: Matter,
    charged: Sequence[Charge],
    paid: Sequence[Paid],
    found: Stepped,
    status: Status,
    figures: Iterable[SettledFigure] = (),
    baselines: Mapping[str, Decimal] | None = None,
) -> SettledPeriod:
    """Return what later settlements need to know of one.

    Args:
        matter: What is settled.
        charged: The charges.
        paid: The effects.
        found: Where the steps led.
        status: How far the settlement has come.
        figures: What was found about targets and metrics; those that effects looked at are taken where none is given.
        baselines: By service, the volume that the agreed one moved to.
    """
    currency = matter.version.currency
    return SettledPeriod(
        period=matter.period,
        status=status,
        total=Money(found.now.rounding.apply(found.now.total), currency),
        entries=(*_entries(paid, len(charged), found, currency), *_brought(found.now, currency)),
        figures=tuple(figures) or (*_figures(matter, paid), *_others(matter, {effect.target for effect in paid})),
        points=tuple(_points(paid)),
        charged=_charged(matter, charged),
        carried=(*_carried(found.now, charged, paid), *_kept(_last_of_each(paid)), *_waiting(matter, paid)),
        won_back=tuple(_won(found.now)),
        baselines=baselines or {},
        known_at=matter.told.known_at,
    )


def _entries(paid: Sequence[Paid], charged: int, found: Stepped, currency: str) -> Iterator[LedgerEntry]:
    """Yield what each effect came to after caps; an effect that may be a malus or a bonus has an entry as either."""
    now = found.now.nets[charged:]
    least, most = (now, now) if found.ends is None else (found.ends[0].effects, found.ends[1].effects)
    for effect, *amounts in zip(paid, now, least, most, strict=True):
        for kind in _SIDES:
            clip, possible = (min, effect.low < 0) if kind == "malus" else (max, effect.high > 0)
            if not possible or effect.settles_as == "charge":
                continue
            amount = low = high = _money(clip(amounts[0], _NOTHING), currency)
            if found.ends is not None:
                low, high = (_money(clip(value, _NOTHING), currency) for value in amounts[1:])
            earned = clip(effect.under("now"), _NOTHING)
            yield LedgerEntry(
                effect=effect.id,
                target=effect.target or "",
                clause=str(effect.clause),
                settled_on=effect.settled_on,
                kind=kind,
                amount=amount,
                least=None if low == amount else low,
                most=None if high == amount else high,
                earned=None if earned == Fraction(amount.amount) else earned,
                level=effect.level,
                service=effect.service,
            )


def _brought(course: Course, currency: str) -> Iterator[LedgerEntry]:
    """Yield what was paid of amounts that earlier periods carried on; they came up then, not now."""
    for added, net in zip(course.added, course.brought_nets, strict=True):
        if added.kind != "carried" or not net:
            continue
        amount = added.amount
        yield LedgerEntry(
            effect=amount.id,
            target=amount.target,
            clause=amount.clause,
            settled_on=amount.settled_on or date.min,
            kind="malus" if net < 0 else "bonus",
            amount=_money(net, currency),
            earned=Fraction(0),
            level=amount.level,
            service=amount.service,
        )


def _carried(course: Course, charged: Sequence[Charge], paid: Sequence[Paid]) -> Iterator[Carried]:
    """Yield what waits for the next period: rounded, so that what is paid and what waits is what was earned."""
    given = len(charged) + len(paid)
    for change in course.changes:
        why = change.goes_on
        if why is None:
            continue
        for place, part in change.parts:
            if not part:
                continue
            if place < given:
                effect = paid[place - len(charged)]
                since, name = effect.settled_on, effect.id
                target, clause = effect.target or "", str(effect.clause)
                level, service = effect.level, effect.service
            else:
                added = course.added[place - given]
                if added.origin is None:
                    continue
                name, since, target = added.origin.effect, added.origin.since, added.origin.target
                clause, level, service = added.origin.clause, added.origin.level, added.origin.service
            by = str(change.by or "")
            yield Carried(name, change.step, why, -part, since, target, clause, level, service, by)


def _kept(paid: Sequence[Paid]) -> Iterator[Carried]:
    """Yield what an effect keeps for itself: above its own cap, or too little by its own rule."""
    for effect in paid:
        kept = effect.computed.carried
        if kept:
            why: Literal["cap", "minimum-issue"] = "cap" if effect.computed.before_cap is not None else "minimum-issue"
            yield Carried(
                effect=effect.id,
                step=OWN,
                why=why,
                amount=kept,
                since=effect.settled_on,
                target=effect.target or "",
                clause=str(effect.clause),
                level=effect.level,
                service=effect.service,
            )


def _waiting(matter: Matter, paid: Sequence[Paid]) -> Iterator[Carried]:
    """Yield what effects kept that pay nothing in this period, because their own one goes on."""
    here = {str(effect.clause) for effect in paid}
    kept = still_kept(matter.version, matter.period, matter.ledger)
    return (one for one in kept if one.clause not in here)


def _last_of_each(paid: Sequence[Paid]) -> tuple[Paid, ...]:
    """Return the last period of each effect: what earlier ones kept is in it."""
    last: dict[tuple[str, ...], Paid] = {}
    for effect in paid:
        # Of several effects under one target the lines are numbered, and each keeps its own.
        last[str(effect.clause), effect.target or "", effect.id.replace(effect.period.label, "")] = effect
    return tuple(last.values())


def _won(course: Course) -> Iterator[WonBack]:
    for added, net in zip(course.added, course.brought_nets, strict=True):
        if added.won is not None and net > 0:
            yield attrs.evolve(added.won, amount=net)


def _figures(matter: Matter, paid: Sequence[Paid]) -> Iterator[SettledFigure]:
    """Yield what was found about the targets that effects looked at, each once in each of its periods.

    Of an effect that looks at none, whether it was for a failure, under the number of its clause: its repeat asks.
    """
    seen = set()
    for effect in paid:
        figure = effect.figure
        if effect.failed is not None:
            yield SettledFigure(str(effect.clause), effect.period, "breached" if effect.failed else "met")
        if figure is None or effect.target is None:
            continue
        key = (effect.target, figure.period.start, figure.period.end, tuple(figure.where.items()))
        if key in seen:
            continue
        seen.add(key)
        place = ("settled figure", effect.target, id(figure))
        yield matter.once(place, figure, partial(_settled_figure, effect.target, figure))


def _settled_figure(of: str, figure: FigureValue) -> SettledFigure:
    known = figure.value is not None
    values = value_suffix(figure.where)
    return SettledFigure(
        of=f"{of}{values}",
        period=figure.period,
        verdict=figure.verdict,
        value=figure.value,
        unit=figure.unit,
        low=None if known else figure.low,
        high=None if known else figure.high,
        name=None if figure.of == of else f"{figure.of}{values}",
    )


def _others(matter: Matter, looked_at: Collection[str | None]) -> Iterator[SettledFigure]:
    """Yield what was found about targets that pay nothing: a right may arise from several periods of them."""
    version = matter.version
    names = looked_back_on(version)
    if names is not None and not names:
        return
    targets: tuple[Target | FigureTarget, ...] = (*version.targets, *version.provisions_of(FigureTarget))
    for target in targets:
        if target.reach is None or target.id in looked_at:
            continue
        if names is not None and not names & set(own_names(target)):
            continue
        for period in own_periods(version, target.per, matter.period):
            if in_force(version, period) is None:
                continue
            for figure in matter.figures(version, target, period):
                yield _settled_figure(target.id, figure)


def _points(paid: Sequence[Paid]) -> Iterator[SettledPoints]:
    for effect in paid:
        if effect.computed.gives == "points" and effect.computed.state == "settled":
            yield SettledPoints(effect.id, effect.target or effect.name, effect.settled_on, effect.computed.now)


def _charged(matter: Matter, charged: Sequence[Charge]) -> dict[str, Fraction]:
    """Return what was charged, by the word that clauses use; what is not known is left out, and so is its sum."""
    found: dict[str, Fraction] = {}
    unknown = {charge.name for charge in charged if charge.missing is not None}
    for charge in charged:
        if charge.name not in unknown:
            found[charge.name] = found.get(charge.name, Fraction(0)) + charge.exact
    if not unknown:
        found["charges"] = sum((charge.exact for charge in charged), Fraction(0))
    known = matter.told_in(matter.period)
    for word in known.apart:
        found.pop(word, None)
    for word, told in known.amounts.items():
        if isinstance(told, Money) and told.currency == matter.version.currency:
            found[word] = Fraction(told.amount)
    return found


def _money(value: Fraction, currency: str) -> Money:
    """Return a rounded amount as money, with all decimals of the currency."""
    amount, minor = as_decimal(value), Decimal(1).scaleb(-minor_units(currency))
    return Money(amount if amount % minor else amount.quantize(minor), currency)
