"""Claims: how credits have to be asked for."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
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
    _settle_effects(draft, place, covers)
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


def _settle_effects(draft: Draft, place: Place, covers: tuple[str, ...]) -> None:
    """Settle how the effects are claimed that the clause is for: their silence is no longer open."""
    settled: dict[tuple[str, str | None], Place] = {}
    open_still: set[tuple[str, str | None]] = set()
    for at, effect, targets in draft.once("claimed effects", lambda: _effects(draft)):
        clause = (at.paper.model.id, at.number)
        own = {*targets, None if effect.name is None else str(effect.name), at.number, f"{clause[0]}/{at.number}"}
        if "all" not in covers and own.isdisjoint(covers):
            open_still.add(clause)
        elif effect.claim is not None:
            says = f"the clauses {place.ref()} and {at.ref()} both say how this credit is claimed"
            draft.report(at.at("claim"), "contradiction", says, "say it once: leave claim out of the effect")
        else:
            settled[clause] = at
    for clause, at in settled.items():
        if clause not in open_still:
            draft.desk.asked.add((id(at.paper), at.number, "claim"))
    taken = settled.keys() - open_still
    draft.desk.assumptions[:] = [one for one in draft.desk.assumptions if not _is_of(one, taken)]


def _is_of(one: Assumption, clauses: AbstractSet[tuple[str, str | None]]) -> bool:
    return one.convention == "claim" and one.clause is not None and (one.clause.document, one.clause.clause) in clauses


def _effects(draft: Draft) -> list[tuple[Place, Any, tuple[str, ...]]]:
    """Return every effect that pays, with its place and the names of the targets whose figures it pays for."""
    found: list[tuple[Place, Any, tuple[str, ...]]] = []
    for place, clause in draft.desk.clauses():
        if isinstance(clause, MoneyEffect):
            found.append((place, clause, tuple(str(word) for word in getattr(clause, "for_", ()))))
        own = getattr(clause, "name", None)
        rows = tuple(getattr(clause, "rows", ()) or ())
        inside = [((), clause, own), *((("rows", i), row, getattr(row, "name", None)) for i, row in enumerate(rows))]
        for path, part, name in inside:
            pays = getattr(part, "pays", ())
            names = tuple(str(word) for word in (own, name) if word is not None)
            if isinstance(pays, tuple):
                found += [(place.at(*path, "pays", i), effect, names) for i, effect in enumerate(pays)]
    return [one for one in found if isinstance(one[1], MoneyEffect)]
