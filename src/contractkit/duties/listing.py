"""The obligations of some dates: in the order of their dates, to go through, to choose from, to store, as columns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from contractkit.duties.choosing import is_decision, those_of
from contractkit.duties.obligation import Gap, Obligation

if TYPE_CHECKING:
    from contractkit.facts import Table

__all__ = ["Obligations"]

_VERSION = 1


@attrs.frozen(repr=False)
class Obligations:
    """What is owed, may be done or happens between two dates.

    Attributes:
        first: The first due date that was asked for.
        last: The last one, which counts too.
        as_of: The day on which it is asked, which decides the states.
        rows: The obligations in the order of their due dates; of one date in the order of the page.
        gaps: The clauses whose dates nobody can say.
        set_aside: How many events were later than `as_of`, or recorded after what was to be known.

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {
        ...         "1": {"kind": "term", "start": "2026-01-01", "initial": "12 months"},
        ...         "2": {"kind": "renewal", "renews": "tacitly", "by": "12 months", "notice": "60 days"}}})
        >>> found = ck.obligations(agreement, between=(date(2026, 10, 1), date(2026, 12, 31)))
        >>> [(one.id, one.due.isoformat(), one.state) for one in found]
        [('SLA-7/2 notice 2026-12-31', '2026-11-01', 'in-effect')]
    """

    first: date
    last: date
    as_of: date
    rows: tuple[Obligation, ...]
    gaps: tuple[Gap, ...] = ()
    set_aside: int = 0

    def __iter__(self) -> Iterator[Obligation]:
        """Go through the obligations."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.rows)

    def __repr__(self) -> str:
        """Return how many there are, and of which dates, on one line."""
        gaps = "" if not self.gaps else f", {len(self.gaps)} gaps"
        return f"<Obligations {self.first.isoformat()}..{self.last.isoformat()}: {len(self.rows)}{gaps}>"

    def of(
        self,
        *,
        kind: str | None = None,
        state: str | None = None,
        owner: str | None = None,
        nature: str | None = None,
    ) -> Obligations:
        """Return those of one kind, in one state, of one party, of one nature; what is left out does not matter.

        Args:
            kind: Such as ``notice``.
            state: Such as ``violated``.
            owner: ``provider`` or ``customer``; what both owe is of each of them.
            nature: ``duty``, ``option``, ``task`` or ``event``.
        """
        fits = those_of(kind, state, owner, nature)
        return attrs.evolve(self, rows=tuple(one for one in self.rows if fits(one)))

    @property
    def decisions(self) -> tuple[Obligation, ...]:
        """Return the options that can still be used: what somebody has to decide about before a date."""
        return tuple(one for one in self.rows if is_decision(one))

    def at_risk(self, days: int = 14) -> tuple[Obligation, ...]:
        """Return what is in effect, not done, and due within so many days of `as_of`.

        Args:
            days: How many; 0 is the day itself.
        """
        open_ = (one for one in self.rows if one.state == "in-effect" and one.nature in ("duty", "task"))
        return tuple(one for one in open_ if 0 <= one.days_left(self.as_of) <= days)

    def to_dict(self) -> dict[str, Any]:
        """Return the obligations as plain data, ready for JSON; the last date counts too."""
        return {
            "kind": "obligations",
            "version": _VERSION,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "as_of": self.as_of.isoformat(),
            "obligations": [one.to_dict() for one in self.rows],
            "gaps": [gap.to_dict() for gap in self.gaps],
            "set_aside": self.set_aside,
        }

    def to_records(self) -> list[dict[str, Any]]:
        """Return a dict of plain values for each obligation, without its history."""
        return [{name: value for name, value in one.to_dict().items() if name != "history"} for one in self.rows]

    @property
    def table(self) -> Table:
        """Return the obligations as columns, which know their ways to pandas, polars, Arrow and DuckDB."""
        from contractkit.duties.columns import table_of

        return table_of(self)
