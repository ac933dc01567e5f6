"""`chain_proofs`: the proofs of all chains of an agreement, with what teams and suppliers promise behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Final

from contractkit.errors import UsageError
from contractkit.process.chain_proof import ChainProof, Verdict
from contractkit.process.chains import Chain
from contractkit.process.finding import chains_of
from contractkit.process.proofs import prove
from contractkit.terms import Agreement

__all__ = ["chain_proofs"]

_WORST_FIRST: Final[tuple[Verdict, ...]] = ("too-long", "not-proved", "fits")


def chain_proofs(agreements: Agreement | Iterable[Agreement]) -> tuple[ChainProof, ...]:
    """Return whether the steps, teams and suppliers behind each promise fit into it, whenever they start.

    A chain is what the papers say stands behind one promise: the steps that are done for it (``for`` in a step or a
    process), or the papers between teams and with suppliers that support it, or one of its steps (``supports``). Steps
    follow each other as they wait for each other. Of several teams no paper says who waits for whom: they are looked at
    side by side and one after the other, in every order, of which the worst is told.

    A proof covers every start instant of the dates that it names, to the microsecond, on the given calendars; where
    the chain does not fit, it has the start at which it ends latest after what was promised. Every link takes all its
    time and no more; no pause stops the promised clock. An amendment binds a chain by the date of its start.

    Args:
        agreements: One agreement, or all of a folder (`load_agreements`): those of teams and suppliers among them.

    Returns:
        The proofs: of steps, in the order of agreements and of the page, then of teams and suppliers. Steps that name
        no promise have none.

    Raises:
        UsageError: Something that is given is no agreement.

    Source: the argument that finitely many starts are enough stands in `contractkit.process.proofs`.

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "fields": {"opened_at": "instant", "solved_at": "instant"}, "clauses": {
        ...         "1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
        ...         "2": {"kind": "calendar", "name": "desk", "week": {"mon-fri": "08:00-12:00"}},
        ...         "4": {"kind": "time-target", "within": "4 hours", "calendar": "office", "reach": "95 %",
        ...               "starts": {"field": "opened_at"}, "stops": {"field": "solved_at"}},
        ...         "8": {"kind": "step", "name": "repair", "for": "4", "within": "3 hours", "calendar": "desk"}}})
        >>> (proof,) = chain_proofs(agreement)
        >>> proof.verdict, proof.counter_example.start.isoformat(), str(proof.counter_example.beyond)
        ('too-long', '2000-01-07T09:00:00.000001+00:00', '2 days, 19:00:00')
    """
    every = (agreements,) if isinstance(agreements, Agreement) else tuple(agreements)
    for one in every:
        if not isinstance(one, Agreement):
            says = f"chain_proofs takes agreements, and was given {one!r}"  # type: ignore[unreachable]
            raise UsageError(f"{says}; load_agreements reads them from a folder", value=one)
    proved: dict[object, ChainProof] = {}
    found: list[ChainProof] = []
    for _, group in groupby(enumerate(chains_of(every)), key=_together):
        found.append(_worst([_proved_once(chain, proved) for _, chain in group]))
    return tuple(found)


def _proved_once(chain: Chain, proved: dict[object, ChainProof]) -> ChainProof:
    """Return the proof of a chain; what is equal in all that computes is proved once, whatever agreement it is in."""
    links = tuple((link.limits, link.after) for link in chain.links)
    key = (chain.zone, chain.since, chain.until, chain.promise.ways, links, chain.why_not)
    if key not in proved:
        proved[key] = prove(chain)
    return proved[key].of(chain)


def _together(numbered: tuple[int, Chain]) -> object:
    """Return what is equal for the chains of which one proof is told: the orders of the same teams."""
    number, chain = numbered
    if chain.arranged != "one-after-the-other":
        return number
    links = frozenset((link.clause, link.text) for link in chain.links)
    return chain.promise, chain.since, chain.until, links, dict(chain.item)


def _worst(proofs: Sequence[ChainProof]) -> ChainProof:
    """Return the proof of the order that fails, or else of the one that leaves least time."""
    first = min(_WORST_FIRST.index(one.verdict) for one in proofs)
    several = [one for one in proofs if _WORST_FIRST.index(one.verdict) == first]
    return max(several, key=lambda one: timedelta.min if one.worst is None else one.worst.beyond)
