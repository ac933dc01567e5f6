"""Claims: how credits have to be asked for."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.documents.clauses.effects import MoneyEffect
from contractkit.records.clauses import Assumption
from contractkit.terms.provisions.claim import Claim

__all__ = ["claim"]

_READINGS = (
    ("counted_from", "period-end", ("incident", "invoice"), "from when the time for a claim runs"),
    ("late", "lost", ("considered",), "what becomes of a claim that comes too late"),
    ("paid", "next-invoice", ("same-service-only", "paid-out"), "how a claimed credit is given"),
)


@compiles("claim")
def claim(draft: Draft, place: Place, clause: Any) -> Claim:
    """Return how credits have to be claimed; an effect that says it otherwise contradicts the clause."""
    taken = {}
    for field, default, others, says in _READINGS:
        written = getattr(clause, field)
        if written is None:
            draft.desk.assume(Assumption(field, default, others, place.ref(), says))
        taken[field] = str(written or default)
    covers = tuple(str(word) for word in clause.for_)
    _check_effects(draft, place, covers)
    draft.not_computed(place, "settling", "whether a credit was claimed in time is not computed by this version")
    return Claim(
        place.ref(),
        covers,
        clause.within.value,
        taken["counted_from"],
        tuple(str(word) for word in clause.through),
        tuple(str(word) for word in clause.needs),
        taken["late"],
        taken["paid"],
        None if clause.paid_within is None else clause.paid_within.value,
    )


def _check_effects(draft: Draft, place: Place, covers: tuple[str, ...]) -> None:
    for at, effect in _effects(draft):
        own = {at.number, None if effect.name is None else str(effect.name), f"{at.paper.model.id}/{at.number}"}
        if effect.claim is not None and ("all" in covers or own & set(covers)):
            says = f"the clauses {place.ref()} and {at.ref()} both say how this credit is claimed"
            draft.report(at.at("claim"), "contradiction", says, "say it once: leave claim out of the effect")


def _effects(draft: Draft) -> list[tuple[Place, Any]]:
    found: list[tuple[Place, Any]] = []
    for place, clause in draft.desk.clauses():
        if isinstance(clause, MoneyEffect):
            found.append((place, clause))
        inside = [((), clause), *((("rows", i), row) for i, row in enumerate(getattr(clause, "rows", ()) or ()))]
        for path, part in inside:
            pays = getattr(part, "pays", ())
            if isinstance(pays, tuple):
                found += [(place.at(*path, "pays", i), effect) for i, effect in enumerate(pays)]
    return [(at, effect) for at, effect in found if isinstance(effect, MoneyEffect)]
