"""A period as it would be settled if every credit in it were claimed in time."""

from __future__ import annotations

from datetime import timedelta

import attrs

from contractkit.quantities.periods import Period
from contractkit.settlement.told import SettlementFacts
from contractkit.settlement.told.others import ToldClaim
from contractkit.terms import Agreement
from contractkit.terms.effects import Effect
from contractkit.terms.provisions.claim import Claim
from contractkit.terms.provisions.figure_target import FigureTarget

__all__ = ["all_claimed", "asks_for_claims", "claims_in"]

_LONGEST = timedelta(days=366)
"""No period of a target is longer, so that one that ends in the period began no longer ago."""


def asks_for_claims(agreement: Agreement, period: Period) -> bool:
    """Return whether any credit of a period is given only where the customer claims it."""
    spans = agreement.versions.spans()
    versions = [span.value for span in spans if span.touches(period.start, period.end)]
    return any(_asks(version) for version in versions)


def _asks(version: Agreement) -> bool:
    if version.provisions_of(Claim):
        return True
    paid = [one for target in version.targets for one in target.effects]
    paid += [one for target in version.provisions_of(FigureTarget) for one in target.effects]
    paid += [one for one in version.provisions if isinstance(one, Effect)]
    return any(one.modifiers.claim is not None for one in paid)


def claims_in(told: SettlementFacts, period: Period) -> tuple[ToldClaim, ...]:
    """Return the claims that were told of a period, as far as they were known by the date of knowledge."""
    known = (one for one in told.claims if told.known_at is None or one.on <= told.known_at)
    return tuple(one for one in known if one.period.start < period.end and period.start < one.period.end)


def all_claimed(told: SettlementFacts, period: Period) -> SettlementFacts:
    """Return what is told with a claim for every credit of a period, made in time, in the place of its claims.

    A claim that is dated at the start of a period is before every deadline that counts from an end in it.
    """
    on = period.start if told.known_at is None else min(period.start, told.known_at)
    every = ToldClaim("all", on, Period(period.start - _LONGEST, period.end, period.label))
    own = claims_in(told, period)
    others = tuple(one for one in told.claims if one not in own)
    return attrs.evolve(told, claims=(*others, every))
