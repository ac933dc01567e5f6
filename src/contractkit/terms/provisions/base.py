"""What every provision has: the clause where it stands, and the dates between which it holds."""

from __future__ import annotations

from datetime import date

import attrs

from contractkit.records.clauses import ClauseRef

__all__ = ["Holding", "Provision"]


@attrs.frozen
class Holding:
    """The local dates on which a provision holds, of the whole term of the agreement: ``[since, until)``.

    Attributes:
        since: The first date; None from the start of the agreement.
        until: The first date on which it does not hold any more; None to the end of the agreement.

    Example:
        >>> from datetime import date
        >>> Holding(since=date(2026, 4, 1)).on(date(2026, 3, 31))
        False
    """

    since: date | None = None
    until: date | None = None

    def on(self, day: date) -> bool:
        """Return whether the provision holds on a date."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@attrs.frozen
class Provision:
    """What one clause says, as it computes.

    Attributes:
        clause: Where it stands.
        holds: Between which dates it holds; None for the whole term of the agreement.
    """

    clause: ClauseRef
    holds: Holding | None = attrs.field(default=None, kw_only=True)
