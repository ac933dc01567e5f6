"""Effects in the place of others that are settled at different times, so that both would be paid: they are refused.

A damage of a month in the place of a credit of the quarter is paid in January, before anybody knows the credit. What
would have to be given back in March nobody wrote.

Source: docs/decisions/0272-instead-of-needs-one-settlement.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from contractkit.charging.windows import MONTHS_PER
from contractkit.errors import NotComputedError
from contractkit.quantities.notation import Cycle
from contractkit.records.clauses import NotComputed
from contractkit.settlement.own_periods.parting import members_of, parts_of
from contractkit.settlement.own_periods.sources import Source, sources_of
from contractkit.terms import Agreement
from contractkit.terms.effects import Effect
from contractkit.terms.provisions.base import Provision
from contractkit.terms.settling import SettlementTerms

__all__ = ["refuse_apart"]

_Length = tuple[int, int | str | None]
"""How many months are settled at once, and where they begin if that is not the first of a month of the calendar."""
_ALL = 12
"""Longer than what is settled per month, quarter or half-year: a contract year, the whole term."""


def refuse_apart(version: Agreement) -> None:
    """Refuse effects that stand in the place of others which are settled over other dates.

    Args:
        version: The version whose effects are settled.

    Raises:
        NotComputedError: There are such effects; it names both clauses.
    """
    found = tuple(_apart(version))
    if found:
        told = "\n  ".join(str(entry) for entry in found)
        says = f"{version.id} says what this version does not compute, and guesses nothing:\n  {told}"
        raise NotComputedError(says, not_computed=found)


def _apart(version: Agreement) -> Iterator[NotComputed]:
    every = [*version.provisions_of(Effect), *(one for target in version.targets for one in target.effects)]
    if not any(one.modifiers.instead_of for one in every):
        return
    sources = [(source, effect) for source in sources_of(version) for effect in source.effects]
    for source, effect in sources:
        if not isinstance(effect, Effect) or not effect.modifiers.instead_of:
            continue
        words, document = {*effect.modifiers.instead_of}, effect.clause.document
        for other, displaced in sources:
            if displaced is effect or not words & {*_names(displaced, document)}:
                continue
            own, theirs = _settled_over(version, source, effect), _settled_over(version, other, displaced)
            if own != theirs:
                says = f"it stands in the place of {displaced.clause}, which is settled over other dates"
                hint = (
                    "settle both over the longer period: per: quarter in the settlement clause, or one with for: both"
                )
                yield NotComputed(effect.clause, "settling", says, hint)


def _names(effect: Effect | Provision, document: str) -> tuple[str, ...]:
    ref, name = effect.clause, getattr(effect, "name", None)
    near = (ref.clause,) if ref.document == document else ()
    every = (name, str(ref), f"{ref.document}/{ref.clause}", *near)
    return tuple(one for one in every if one is not None)


def _settled_over(version: Agreement, source: Source, effect: Effect | Provision) -> _Length:
    """Return over how long an effect is settled at once: its own period, or that of its settlement clause if longer.

    A rolling window is looked back on whenever something is settled.
    """
    settled = [version.settlement.per, *(part.per for part in _followed(version, source, effect))]
    months = max(MONTHS_PER.get(per, 0) for per in settled)
    own = source.per if isinstance(source.per, Cycle) else Cycle(source.per) if source.per else None
    if own is None or own.n is not None or MONTHS_PER.get(own.word, 0) < months:
        return months, own.from_day if own is not None else None
    return MONTHS_PER.get(own.word, _ALL), own.from_day if own.word in MONTHS_PER else own.word


def _followed(version: Agreement, source: Source, effect: Effect | Provision) -> Iterator[SettlementTerms]:
    """Yield the settlement clauses that are for an effect and not for everything."""
    target, clause = source.target, str(effect.clause)
    called = "" if target is None else str(getattr(target, "id", target.clause))
    for part in parts_of(version):
        if {called, clause, clause.split(" ", 1)[0]} & members_of(version, part):
            yield part
