"""Papers of teams and suppliers as links of a chain: the time in which each promises to have done its part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import attrs

from contractkit.clocks.scalar.truth import NO, holds
from contractkit.process.chains import Link
from contractkit.process.limits import Counted, why_not_counted
from contractkit.terms import Agreement
from contractkit.terms.conditions import Condition
from contractkit.terms.targets import Limit, Measure, Target

__all__ = ["Team", "teams_of"]


@attrs.frozen
class Team:
    """A paper between teams or with a supplier, and what it stands behind.

    Attributes:
        paper: The agreement that it is.
        kind: ``internal`` or ``supplier``.
        supports: The promises and steps, as document and word.
    """

    paper: Agreement
    kind: Literal["internal", "supplier"]
    supports: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """Who promises: the name of its provider, else its title."""
        return next((party.name for party in self.paper.parties if party.role == "provider"), self.paper.title)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """For which items its promises hold."""
        return tuple(target.applies for target in self.paper.targets)

    def link(self, measure: Measure | None, item: Mapping[str, str]) -> tuple[Link, str | None] | None:
        """Return what it promises for an item as a link, and why it cannot be counted; None where it promises nothing.

        Of several promises those count that stop like the promise which they support; all of them are to be kept, so
        that the first to pass decides. A single one counts in any case.

        Args:
            measure: What starts and stops the promise that is supported; None for a step.
            item: What tells the item apart.
        """
        lines = [(line, one) for line in self.paper.lines for one in line.targets if holds(one.applies, item) != NO]
        like = [one for line, one in lines if measure is not None and line.measure.stops == measure.stops]
        chosen = like or [one for _, one in lines]
        if not chosen:
            return None
        first = chosen[0]
        found = [one.limit for one in chosen if one.limit is not None]
        why = None
        if not like and len(chosen) > 1:
            why = f"{self.paper.id} has several promises, and none of them stops like the one that it supports"
        elif len(found) < len(chosen):
            why = f"{first.clause}: its time is no single limit"
        for one in found if why is None else ():
            reason = why_not_counted(one.within, one.calendar)
            why = why if reason is None else f"{one.clause}: {reason}"
        limits = () if why is not None else tuple(_counted(one) for one in found)
        text = " and ".join(dict.fromkeys(f"{one.within} ({one.calendar_name})" for one in found))
        return Link(_named(first), first.clause, self.kind, limits, text, (), self.name, "provider"), why


def _named(target: Target) -> str:
    return target.name


def _counted(limit: Limit) -> Counted:
    return Counted(limit.within, limit.calendar)  # type: ignore[arg-type]  # what cannot be counted was told before


def teams_of(agreements: Iterable[Agreement]) -> tuple[Team, ...]:
    """Return the papers of teams and suppliers that support something, in the order given."""
    found = []
    for agreement in agreements:
        heads = [head for head in agreement.documents if head.between is not None and head.supports]
        for head in heads:
            assert head.between is not None
            refs = (ref.rpartition("/") for ref in head.supports)
            found.append(Team(agreement, head.between, tuple((document, word) for document, _, word in refs)))
    return tuple(found)
