"""What an answer lacks: the fields to ask for, and what the papers leave out or contradict each other about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from contractkit.clocks.scalar.plan import OPENED
from contractkit.clocks.scalar.truth import fields_in
from contractkit.portfolio.deciding import SERVICE
from contractkit.portfolio.gaps import EntitlementGap, MissingField
from contractkit.portfolio.lookup import Lookup
from contractkit.portfolio.lookups import order_needs, priced_by_service
from contractkit.portfolio.promised import Promised
from contractkit.quantities.notation import nearest
from contractkit.records.said import joined, said
from contractkit.terms.stopwatch import AtField

__all__ = ["gaps_of", "missing_of", "unread_of"]

_DAY = timedelta(days=1)


def missing_of(lookup: Lookup, promises: Sequence[Promised] = ()) -> tuple[MissingField, ...]:
    """Return the fields that were not given: what decides promises, scope or price, and what an order has to say.

    Args:
        lookup: The request under its agreement.
        promises: The promises that hold, for the instants from which their clocks count.
    """
    decision = lookup.decision
    found: dict[str, str] = {}
    for field in decision.needs:
        for_scope = any(field in fields_in(rule.condition) for rule in decision.could_be)
        for_promise = any(field in one.needs for one in decision.possible)
        parts = ["which promise holds"] * for_promise + ["whether it is in scope"] * for_scope
        found[field] = joined(" and ", parts)
    for field, clause in order_needs(lookup.terms, lookup.words):
        if lookup.item.get(field) is None:
            found.setdefault(field, said("an order needs it ({clause})", clause=clause))
    for field, names in _starts(lookup, promises).items():
        found.setdefault(field, said("from when {names} counts", names=joined(", ", names)))
    cost = _of_cost(lookup)
    if cost is not None:
        found[SERVICE] = said("{found} and {cost}", found=found[SERVICE], cost=cost) if SERVICE in found else cost
    return tuple(MissingField(field, lookup.known(field), why, lookup.near(field)) for field, why in found.items())


def _starts(lookup: Lookup, promises: Sequence[Promised]) -> dict[str, list[str]]:
    """Return the instants that were not given and start a clock, each with the promises that count from it.

    The instant of the request is that of its opening; where the papers count from another, such as ``reported_at``, it
    has to be told, and is never taken to be the same.
    """
    found: dict[str, list[str]] = {}
    for one in promises:
        starts = None if one.due is not None else lookup.terms.line_of(one.target).measure.starts
        if isinstance(starts, AtField) and starts.field != OPENED and lookup.item.get(starts.field) is None:
            found.setdefault(starts.field, []).append(one.name)
    return found


def _of_cost(lookup: Lookup) -> str | None:
    """Return what a service that was not said decides of the price; None where it decides nothing."""
    if lookup.service is not None or lookup.scope in ("out", "no-service", "before-term", "after-term"):
        return None
    priced = priced_by_service(lookup.terms, lookup.on)
    every = tuple(dict.fromkeys(name for names in priced.values() for name in names))
    return said("what it costs (priced: {units})", units=joined(", ", every)) if every else None


def gaps_of(lookup: Lookup, promises: Sequence[Promised], alike: Sequence[str] = ()) -> tuple[EntitlementGap, ...]:
    """Return what an answer lacks, and where the papers contradict each other.

    Args:
        lookup: The request under its agreement.
        promises: The promises that hold.
        alike: The fields by which history finds requests like it.
    """
    return (*_of_term(lookup), *_of_fields(lookup), *_of_unread(lookup, alike), *_of_promises(lookup, promises))


def _of_term(lookup: Lookup) -> Iterator[EntitlementGap]:
    agreement, scope = lookup.entry.id, lookup.scope
    if scope in ("before-term", "after-term"):
        term = lookup.terms.term
        assert term is not None
        says = said(
            "{agreement} holds from {start}; on {on} nothing was agreed yet",
            agreement=agreement,
            start=term.start,
            on=lookup.on,
        )
        if scope == "after-term" and term.end is not None:
            says = said(
                "{agreement} held through {end}; on {on} nothing is agreed any more",
                agreement=agreement,
                end=term.end - _DAY,
                on=lookup.on,
            )
        yield EntitlementGap("before-term" if scope == "before-term" else "after-term", says, (str(term.clause),))
    if lookup.entry.signed is not None and lookup.us < lookup.entry.signed:
        yield EntitlementGap(
            "before-signature", said("on {on} {agreement} had not been signed yet", on=lookup.on, agreement=agreement)
        )


def _of_fields(lookup: Lookup) -> Iterator[EntitlementGap]:
    agreement, decision = lookup.entry.id, lookup.decision
    for field, word in decision.strange:
        hint = nearest(word, lookup.known(field))
        yield EntitlementGap(
            "unknown-value",
            said(
                "{field} '{word}' is none that {agreement} knows; {hint}",
                field=field,
                word=word,
                agreement=agreement,
                hint=hint,
            ),
        )
    strange = dict(decision.strange)
    lacking = [field for field in decision.needs if field not in strange]
    if lacking:
        several = len(lacking) > 1
        lacks = "were not given, and decide" if several else "was not given, and decides"
        yield EntitlementGap("missing-field", said(f"{{fields}} {lacks} what holds", fields=joined(", ", lacking)))


def _of_unread(lookup: Lookup, alike: Sequence[str]) -> Iterator[EntitlementGap]:
    """Yield each field that nothing reads and that begins one that is missing, such as ``prio``."""
    for field, meant in _slips(lookup, alike).items():
        says = said(
            "nothing in {agreement} reads '{field}'; {hint}",
            agreement=lookup.entry.id,
            field=field,
            hint=said("did you mean '{near}'?", near=meant),
        )
        yield EntitlementGap("unread-field", says)


def unread_of(lookup: Lookup, alike: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the fields that the request says and nothing reads, in its order; those of a slip of the pen are no such.

    Args:
        lookup: The request under its agreement.
        alike: The fields by which history finds requests like it.
    """
    slips = {*_slips(lookup, alike), *(one.near for one in missing_of(lookup))}
    return tuple(field for field in _unread(lookup, alike) if field not in slips)


def _unread(lookup: Lookup, alike: Sequence[str]) -> list[str]:
    read = {*lookup.read, *alike, *(field for field, _ in order_needs(lookup.terms, lookup.words))}
    return [field for field in map(str, lookup.item) if field not in read]


def _slips(lookup: Lookup, alike: Sequence[str]) -> dict[str, str]:
    """Return the fields that nothing reads, with the missing one that each begins and that no question names it for."""
    missing = missing_of(lookup)
    asked = {one.near for one in missing}
    found: dict[str, str] = {}
    for field in _unread(lookup, alike):
        begun = (one.field for one in missing if len(field) > 1 and one.field.startswith(field.lower()))
        meant = next(begun, None)
        if meant is not None and field not in asked:
            found[field] = meant
    return found


def _of_promises(lookup: Lookup, promises: Sequence[Promised]) -> Iterator[EntitlementGap]:
    agreement, decision = lookup.entry.id, lookup.decision
    services, service = lookup.held.table.terms.services, lookup.service
    if services and service is not None and service not in services:
        yield EntitlementGap(
            "no-service",
            said(
                "{agreement} agrees no service '{service}'; {hint}",
                agreement=agreement,
                service=service,
                hint=nearest(service, services),
            ),
        )
    elif not promises and not decision.possible:
        yield EntitlementGap("no-target", said("no promise of {agreement} speaks of this request", agreement=agreement))
    if len(decision.levels) > 1:
        clauses = tuple(dict.fromkeys(str(one.clause) for one in promises if one.level is not None))
        says = said("the request falls under several levels at once: {levels}", levels=joined(", ", decision.levels))
        yield EntitlementGap("contradictory-levels", says, clauses)
    for field, names in _starts(lookup, promises).items():
        clauses = tuple(dict.fromkeys(str(one.clause) for one in promises if one.name in names))
        says = said("{field} was not given, and {names} counts from it", field=field, names=joined(", ", names))
        yield EntitlementGap("missing-field", says, clauses)
    for one in promises:
        if one.reason == "no-opening":
            says = said("{name}: nobody can say when it is due, as the calendar is not known that far", name=one.name)
            yield EntitlementGap("not-due", says, (str(one.clause),))
