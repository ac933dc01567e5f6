"""Claims: how credits have to be asked for."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Any

import attrs

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.documents.clauses.effects import MoneyEffect
from contractkit.records.clauses import Assumption
from contractkit.terms.provisions.claim import Claim

__all__ = ["claim"]

Clause = tuple[str, str | None]

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
    draft.once("settled claims", lambda: _settle_effects(draft))
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


@attrs.frozen
class _Paid:
    """An effect that pays.

    Attributes:
        place: Where it stands.
        effect: The effect as it was read.
        called: What it is called by: the names of its targets and its own, alone and behind the document, and its
            clause behind the document, because another document may have a clause of the same number.
    """

    place: Place
    effect: Any
    called: tuple[str, ...]

    @property
    def clause(self) -> Clause:
        """Return the document and the number of the clause in which it stands."""
        return self.place.paper.model.id, self.place.number


def _settle_effects(draft: Draft) -> None:
    """Settle how the effects are claimed that some claim is for: their silence is no longer open."""
    effects = _effects(draft)
    called: dict[str, list[int]] = {}
    for number, paid in enumerate(effects):
        for name in paid.called:
            called.setdefault(name, []).append(number)
    claimed: set[int] = set()
    for place, clause in draft.desk.clauses("claim"):
        words = [str(word) for word in clause.for_]
        own = place.paper.model.id
        found = {number for word in words for key in (word, f"{own}/{word}") for number in called.get(key, ())}
        for number in range(len(effects)) if "all" in words else sorted(found):
            _claim_one(draft, place, effects[number])
            claimed.add(number)
    still_open = {paid.clause for number, paid in enumerate(effects) if number not in claimed}
    settled = {paid.clause for paid in effects if paid.effect.claim is None} - still_open
    draft.desk.asked |= {
        (id(paid.place.paper), paid.place.number, "claim") for paid in effects if paid.clause in settled
    }
    draft.desk.assumptions[:] = [one for one in draft.desk.assumptions if not _is_of(one, settled)]


def _claim_one(draft: Draft, place: Place, paid: _Paid) -> None:
    if paid.effect.claim is not None:
        says = f"the clauses {place.ref()} and {paid.place.ref()} both say how this credit is claimed"
        draft.report(paid.place.at("claim"), "contradiction", says, "say it once: leave claim out of the effect")


def _is_of(one: Assumption, clauses: AbstractSet[Clause]) -> bool:
    return one.convention == "claim" and one.clause is not None and (one.clause.document, one.clause.clause) in clauses


def _effects(draft: Draft) -> list[_Paid]:
    """Return every effect that pays, with what it is called."""
    found: list[_Paid] = []
    for place, clause in draft.desk.clauses():
        if isinstance(clause, MoneyEffect):
            found.append(_paid(place, clause, getattr(clause, "for_", ())))
        own = getattr(clause, "name", None)
        rows = tuple(getattr(clause, "rows", ()) or ())
        inside = [((), clause, own), *((("rows", i), row, getattr(row, "name", None)) for i, row in enumerate(rows))]
        for path, part, name in inside:
            pays = getattr(part, "pays", ())
            if isinstance(pays, tuple):
                each = enumerate(pays)
                found += [
                    _paid(place.at(*path, "pays", i), e, (own, name)) for i, e in each if isinstance(e, MoneyEffect)
                ]
    return found


def _paid(place: Place, effect: Any, targets: Iterable[Any]) -> _Paid:
    document = place.paper.model.id
    names = [str(name) for name in (*targets, effect.name) if name is not None]
    inside = [f"{document}/{name}" for name in (*names, place.number)]
    return _Paid(place, effect, tuple(dict.fromkeys((*names, *inside))))
