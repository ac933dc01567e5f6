"""What a settlement leaves for later ones: a record for the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Literal

import attrs

from contractkit.charging.blocks import BlocksLeft
from contractkit.charging.charges import Charge
from contractkit.charging.exact import as_decimal
from contractkit.quantities.currencies import minor_units
from contractkit.quantities.money import Money
from contractkit.records.read_only import read_only
from contractkit.settlement.carrying import carried_on
from contractkit.settlement.findings import Findings, findings_of
from contractkit.settlement.matter import Matter
from contractkit.settlement.own_periods.awaiting import still_kept
from contractkit.settlement.paid import Paid
from contractkit.settlement.paying.past import OWN, in_all_dates
from contractkit.settlement.remembered import (
    Carried,
    LedgerEntry,
    SettledPeriod,
    Side,
    Status,
    WonBack,
)
from contractkit.settlement.stepping import Stepped
from contractkit.settlement.steps import Course
from contractkit.settlement.waiting import waits_on

__all__ = ["record_of_settlement"]

_SIDES: tuple[Side, Side] = ("malus", "bonus")
_NOTHING = Fraction(0)
_NONE: Mapping[str, Decimal] = read_only({})
_NO_BLOCKS: Mapping[str, BlocksLeft] = read_only({})


def record_of_settlement(
    matter: Matter,
    charged: Sequence[Charge],
    paid: Sequence[Paid],
    found: Stepped,
    status: Status,
    baselines: Mapping[str, Decimal] | None = None,
    findings: Findings | None = None,
    blocks: Mapping[str, BlocksLeft] | None = None,
) -> SettledPeriod:
    """Return what later settlements need to know of one.

    Args:
        matter: What is settled.
        charged: The charges.
        paid: The effects.
        found: Where the steps led.
        status: How far the settlement has come.
        baselines: By service, the volume that the agreed one moved to.
        findings: What was found, where that is known already.
        blocks: By the name of a prepaid clause, what is left of its blocks.
    """
    currency = matter.version.currency
    figures, points = findings or findings_of(matter, paid)
    return SettledPeriod(
        period=matter.period,
        status=status,
        total=Money(found.now.rounding.apply(found.now.total), currency),
        entries=(*_entries(paid, len(charged), found, currency), *_brought(found.now, currency)),
        figures=figures,
        points=points,
        charged=matter.once(("charged words", id(charged)), charged, partial(_charged, matter, charged)),
        carried=(*carried_on(found.now, charged, paid), *_kept(paid), *_waiting(matter, paid), *_untouched(matter)),
        won_back=tuple(_won(found.now)),
        baselines=baselines or _NONE,
        blocks=blocks or _NO_BLOCKS,
        known_at=matter.told.known_at,
    )


def _entries(paid: Sequence[Paid], charged: int, found: Stepped, currency: str) -> Iterator[LedgerEntry]:
    """Yield what each effect came to after caps; an effect that may be a malus or a bonus has an entry as either."""
    now = found.now.nets[charged:]
    least, most = (now, now) if found.ends is None else (found.ends[0].effects, found.ends[1].effects)
    for effect, *amounts in zip(paid, now, least, most, strict=True):
        if effect.settles_as == "charge":
            continue
        for kind in _SIDES:
            if not (effect.low.numerator < 0 if kind == "malus" else effect.high.numerator > 0):
                continue
            net = _of_side(amounts[0], kind)
            amount = low = high = _money(net, currency)
            if found.ends is not None:
                low, high = (_money(_of_side(value, kind), currency) for value in amounts[1:])
            earned = _of_side(effect.under("now"), kind)
            yield LedgerEntry(
                effect=effect.id,
                target=effect.target or "",
                clause=str(effect.clause),
                settled_on=effect.settled_on,
                kind=kind,
                amount=amount,
                least=None if low is amount or low == amount else low,
                most=None if high is amount or high == amount else high,
                earned=None if earned == net else earned,
                level=effect.level,
                service=effect.service,
            )


def _of_side(amount: Fraction, kind: Side) -> Fraction:
    """Return an amount as far as it is a malus or a bonus."""
    return amount if (amount.numerator < 0) == (kind == "malus") else _NOTHING


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
            waited=added.origin,
        )


def _kept(paid: Sequence[Paid]) -> Iterator[Carried]:
    """Yield what an effect keeps for itself: above its own cap, or too little by its own rule."""
    keeping = any(effect.computed.carried for effect in paid)
    for effect in _last_of_each(paid) if keeping else ():
        kept = effect.computed.carried
        if kept:
            why: Literal["cap", "minimum-issue"] = "cap" if effect.computed.before_cap is not None else "minimum-issue"
            yield Carried(
                effect=effect.told_apart,
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
    kept = tuple(still_kept(matter.version, matter.period, matter.ledger))
    here = {str(effect.clause) for effect in paid} if kept else set()
    return (one for one in kept if one.clause not in here)


def _untouched(matter: Matter) -> Iterator[Carried]:
    """Yield what the steps of settlement clauses kept that settle nothing now, because their own period goes on."""
    waiting = {str(part.clause) for part in waits_on(matter.version, matter.period)}
    return (one for one in matter.ledger.carried(matter.period.start) if one.by in waiting)


def _last_of_each(paid: Sequence[Paid]) -> tuple[Paid, ...]:
    """Return the last period of each effect: what earlier ones kept is in it."""
    last: dict[tuple[str, ...], Paid] = {}
    for effect in paid:
        # Of several effects under one target the lines are numbered, and each keeps its own.
        last[str(effect.clause), effect.target or "", in_all_dates(effect.id, effect.period.label)] = effect
    return tuple(last.values())


def _won(course: Course) -> Iterator[WonBack]:
    for added, net in zip(course.added, course.brought_nets, strict=True):
        if added.won is not None and net > 0:
            yield attrs.evolve(added.won, amount=net)


def _charged(matter: Matter, charged: Sequence[Charge]) -> Mapping[str, Fraction]:
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
    return read_only(found)


def _money(value: Fraction, currency: str) -> Money:
    """Return a rounded amount as money, with all decimals of the currency."""
    places = minor_units(currency)
    counts, odd = divmod(value.numerator * 10**places, value.denominator)
    return Money(as_decimal(value) if odd else Decimal(f"{counts}E-{places}"), currency)
