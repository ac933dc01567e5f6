"""Where what was told counts that no figure and no item decides about: once, also where dates are worked out in parts.

A delivery that the facts tell, a late payment, what was sold: an amendment inside of the period, or a settlement in
several pieces, would count each of them once for every part. One that has a date counts in the part in which it lies,
and nowhere where it lies outside of all of them; one without a date in the last part, and an assumption says so. Items
have dates of their own and are not asked here.

Source: docs/decisions/0181-an-amendment-inside-of-a-period.md, docs/decisions/0190-days-late-and-whose-period.md,
docs/decisions/0268-once-and-in-which-settlement.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from fractions import Fraction
from typing import Literal

import attrs

from contractkit.quantities.periods import Period
from contractkit.records.clauses import Assumption
from contractkit.records.said import said
from contractkit.settlement.matter import Matter
from contractkit.settlement.own_periods.occasions import Occasion, occasions
from contractkit.settlement.paying import Computed
from contractkit.settlement.paying.cases import local_date, moment_field
from contractkit.settlement.paying.truth import about_items, fields_in, moments_in
from contractkit.settlement.told import SettlementFacts
from contractkit.settlement.waiting import occasions_in
from contractkit.terms.effects import Effect
from contractkit.terms.provisions.base import Provision
from contractkit.terms.provisions.deposit import Deposit
from contractkit.terms.provisions.interest import Interest
from contractkit.terms.provisions.late_penalty import LatePenalty
from contractkit.terms.provisions.liquidated_damages import LiquidatedDamages
from contractkit.terms.provisions.milestone import Milestone
from contractkit.terms.provisions.pass_through import PassThrough
from contractkit.terms.provisions.payment import Payment
from contractkit.terms.provisions.revenue_share import RevenueShare
from contractkit.terms.provisions.share_line import ShareLine
from contractkit.terms.stopwatch import AtField, WhenState

__all__ = ["Once", "counted_once", "told_elsewhere"]

_OPENED = "opened_at"


@attrs.frozen
class Once:
    """An effect whose one thing was told, with the dates for which it is worked out.

    Attributes:
        occasion: The effect in these dates.
        share: How much of what it comes to counts: all of it, or a share of the days.
        assumptions: What was taken where nobody says how it counts.
    """

    occasion: Occasion
    share: Fraction = Fraction(1)
    assumptions: tuple[Assumption, ...] = ()

    def of(self, computed: Computed) -> Computed:
        """Return what an effect comes to as far as it counts in these dates."""
        noted = attrs.evolve(computed, assumptions=(*computed.assumptions, *self.assumptions))
        if self.share == 1:
            return noted
        return attrs.evolve(
            noted,
            now=computed.now * self.share,
            low=computed.low * self.share,
            high=computed.high * self.share,
            carried=computed.carried * self.share,
            before_cap=None if computed.before_cap is None else computed.before_cap * self.share,
            says=said("{says}; {share} of the days", says=computed.says, share=self.share),
            formula=said("{formula}, of which {share} by days", formula=computed.formula, share=self.share),
        )


def counted_once(matter: Matter, occasion: Occasion) -> Once | None:
    """Return an effect with the dates for which it is worked out; None where what was told counts in other ones.

    Args:
        matter: What is settled, and what was told.
        occasion: The effect in its dates.
    """
    asked, reading = matter.asked or matter.period, matter.told.told_once
    if occasion.target is not None:
        return Once(occasion)
    whole = _same(occasion.period, asked)
    if _is_told(occasion.effect, matter.told):
        found = occasion if whole else attrs.evolve(occasion, window=asked)
        at = _date_of(occasion.effect, matter.told, occasion.version.zone)
        if at is not None:
            return Once(found) if at in occasion.period else None
        return Once(found) if whole else _undated(occasion, _parts(matter, occasion, asked), asked, found, reading)
    if not whole and not _same(occasion.period, occasion.window) and _told_whole(matter, occasion):
        parts = _parts(matter, occasion, matter.period)
        found = attrs.evolve(occasion, period=occasion.window)
        return _undated(occasion, parts, occasion.window, found, reading)
    return Once(occasion)


def told_elsewhere(matter: Matter) -> tuple[str, ...]:
    """Return a sentence for each effect whose one thing was told with a date on which it does not count here.

    Args:
        matter: What is settled, and what was told.
    """
    return tuple(dict.fromkeys(_elsewhere(matter))) if matter.told.fields or matter.told.overdue else ()


def _elsewhere(matter: Matter) -> Iterator[str]:
    for of, one in occasions_in(matter):
        asked = of.asked or of.period
        if one.target is not None or not _is_told(one.effect, matter.told):
            continue
        at = _date_of(one.effect, matter.told, one.version.zone)
        if at is None or any(at in part for part in _parts(of, one, asked)):
            continue
        name, clause = one.name, one.effect.clause
        if at in asked:
            yield said(
                "{name}: what was told is of {on}, when the clause does not hold: nothing is paid for it ({clause}).",
                name=name,
                on=at,
                clause=clause,
            )
        else:
            yield said(
                "{name}: what was told is of {on}, outside of {label}: nothing is paid for it here, and it counts in "
                "the settlement of that date ({clause}).",
                name=name,
                on=at,
                label=asked.label,
                clause=clause,
            )


def _same(one: Period, other: Period) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _parts(matter: Matter, occasion: Occasion, dates: Period) -> tuple[Period, ...]:
    """Return the parts for which an effect is worked out within some dates, as far as its settlements cut them."""
    mine = _key(occasion)
    return tuple(one.period for one in occasions(matter.agreement, dates, matter.told.known_at) if _key(one) == mine)


def _key(occasion: Occasion) -> str:
    return occasion.id.removesuffix(occasion.period.label)


def _undated(
    occasion: Occasion,
    parts: tuple[Period, ...],
    whole: Period,
    found: Occasion,
    reading: Literal["last-wording", "by-days"] | None,
) -> Once | None:
    """Return what was told without a date: in the last part, or in each part by its days."""
    if len(parts) == 1 and _same(parts[0], occasion.period):
        return Once(found)
    if not parts:
        return None
    if reading == "by-days":
        days = sum((part.end - part.start).days for part in parts)
        return Once(found, Fraction((occasion.period.end - occasion.period.start).days, days))
    if parts[-1].last not in occasion.period:
        return None
    if reading is not None:
        return Once(found)
    says = said(
        "{name}: what was told of {label} says no date, so it counts once, as the clause stands in {own}.",
        name=occasion.name,
        label=whole.label,
        own=occasion.period.label,
    )
    silence = Assumption("told-once", "last-wording", ("by-days",), occasion.effect.clause, says)
    return Once(found, assumptions=(silence,))


def _is_told(effect: Effect | Provision, told: SettlementFacts) -> bool:
    """Return whether the one thing that an effect is about was told, so that no items are looked at."""
    late = told.overdue
    if isinstance(effect, Interest):
        return late is not None and late.amount is not None
    if isinstance(effect, Payment):
        return late is not None and late.amount is None and effect.lapses_after is not None
    return any(name in told.fields for name in _fields(effect))


def _fields(effect: Effect | Provision) -> Iterable[str]:
    """Yield the fields that an effect looks at, as `cases_of` asks for them; the one that dates it last."""
    if isinstance(effect, LatePenalty):
        yield from fields_in(effect.applies)
        yield from () if effect.value is None else (effect.value,)
        yield from (moment_field(moment) for moment in (effect.agreed, effect.delivered) if moment is not None)
    elif isinstance(effect, Milestone) and about_items(effect.when):
        yield from fields_in(effect.when)
        yield from map(moment_field, moments_in(effect.when))
    elif isinstance(effect, LiquidatedDamages):
        for item in effect.items:
            yield from fields_in(item.when)
            yield from map(moment_field, moments_in(item.when))
            yield from () if item.each is None else (item.each,)


def _date_of(effect: Effect | Provision, told: SettlementFacts, zone: str) -> date | None:
    """Return on which date it happened; None where nobody says."""
    late = told.overdue
    if isinstance(effect, Interest | Payment):
        at = None if late is None or late.lasted is not None else late.seen or late.due
    else:
        names = [*_fields(effect)]
        if isinstance(effect, LiquidatedDamages):
            names.append(_OPENED)
        values = (told.fields.get(name) for name in reversed(names))
        at = next((value for value in values if isinstance(value, datetime)), None)
        deciding = _deciding(effect)
        if deciding is not None:
            decides = told.fields.get(moment_field(deciding))
            at = decides if isinstance(decides, datetime) else None
    return None if at is None else local_date(at, zone)


def _deciding(effect: Effect | Provision) -> AtField | WhenState | None:
    """Return the one instant that dates an effect; None where any that it looks at does."""
    if isinstance(effect, LatePenalty):
        return effect.delivered
    moments = moments_in(effect.when) if isinstance(effect, Milestone) else ()
    return moments[-1] if moments else None


def _told_whole(matter: Matter, occasion: Occasion) -> bool:
    """Return whether an amount that an effect counts was told for the whole of its period, and not for its parts."""
    effect = occasion.effect
    if isinstance(effect, ShareLine):
        return True  # its target cost is that of the whole
    words: Iterable[str] = ()
    if isinstance(effect, RevenueShare):
        words = (share.of for share in effect.shares)
    elif isinstance(effect, Deposit):
        words = effect.pays_for
    elif isinstance(effect, PassThrough):
        words = (effect.clause.clause or "", f"{effect.document}/{effect.of}")
    known = matter.told_in(occasion.window).amounts
    return any(word in known and not matter.told.tells(word, occasion.period) for word in words)
