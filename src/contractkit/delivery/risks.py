"""What is about to go wrong, and what the papers say is done next: the values of an early warning."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any, Literal

import attrs

from contractkit.charging.exact import exact_text
from contractkit.evaluation.felt import Slack
from contractkit.records.clauses import ClauseRef

__all__ = ["AtRisk", "NextStep", "RiskKind"]

RiskKind = Literal["deadline", "attainment", "volume", "certificate", "follow-up", "quote"]


@attrs.frozen
class NextStep:
    """What the papers say is done next.

    Attributes:
        does: ``tell``, ``decide``, ``talk``, ``offer`` or ``renew``.
        who: Who does it, or is told, as role and name; the name None where nobody is named.
        how: Through which channel; None where nothing is said.
        at: When; None where that is now, or not written.
        clause: Where it stands.
    """

    does: Literal["tell", "decide", "talk", "offer", "renew"]
    who: tuple[tuple[str, str | None], ...]
    how: str | None
    at: datetime | date | None
    clause: ClauseRef

    def __str__(self) -> str:
        """Return the step in words."""
        who = ", ".join(role if name is None else f"{name} ({role})" for role, name in self.who)
        how = "" if self.how is None else f" by {self.how}"
        at = (
            ""
            if self.at is None
            else f" at {self.at:%Y-%m-%d %H:%M}"
            if isinstance(self.at, datetime)
            else f" by {self.at}"
        )
        return f"{self.does} {who}{how}{at}".replace("  ", " ").strip() + f" ({self.clause})"

    def to_dict(self) -> dict[str, Any]:
        """Return the step as plain data."""
        return {
            "does": self.does,
            "who": [{"role": role, "name": name} for role, name in self.who],
            "how": self.how,
            "at": None if self.at is None else self.at.isoformat(),
            "clause": str(self.clause),
        }


@attrs.frozen
class AtRisk:
    """Something that is about to go wrong, or just went wrong and can still be talked about.

    Attributes:
        kind: ``deadline``, ``attainment``, ``volume``, ``certificate``, ``follow-up`` or ``quote``.
        about: The item, service or insured risk; of an attainment the name of the target.
        target: The name of the promise, for deadlines and attainments; else None.
        when: The date or instant at which it happens; None where it has happened, or nobody can say.
        share: How much of the time, or of the band, is used up, in per cent; None where that says nothing.
        left: How many more may be late, for an attainment; below nought where it is too many already; else None.
        detail: What is the matter, in one sentence.
        clause: The clause that is at risk.
        step: What the papers say is done next; None where they say nothing.
        told: Whether the customer was told of it; None where nobody has to be.
        turn: ``over`` where it has happened already: too many are late, outside of the band, no longer valid, overdue.
        slack: For an attainment, how many may be late of those that are expected by the end of its period; else None.
        volume: For a volume, the last one that was measured; else None.
        band: For a volume, the ends of its band; else None.
        late: For a quote, how long it is overdue; else None.
    """

    kind: RiskKind
    about: str
    target: str | None
    when: datetime | date | None
    share: Fraction | None
    left: int | None
    detail: str
    clause: ClauseRef | None
    step: NextStep | None
    told: Literal["told", "untold"] | None = None
    turn: Literal["ahead", "over"] = "ahead"
    slack: Slack | None = None
    volume: Fraction | None = None
    band: tuple[Fraction, Fraction] | None = None
    late: timedelta | None = None

    @property
    def says(self) -> str:
        """Return it in one sentence, with the next step."""
        return f"{self.detail}; {'no next step is written' if self.step is None else f'next: {self.step}'}"

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON."""
        return {
            "kind": self.kind,
            "about": self.about,
            "target": self.target,
            "when": None if self.when is None else self.when.isoformat(),
            "share": None if self.share is None else exact_text(self.share),
            "left": self.left,
            "detail": self.detail,
            "clause": None if self.clause is None else str(self.clause),
            "step": None if self.step is None else self.step.to_dict(),
            "told": self.told,
            "turn": self.turn,
            "volume": None if self.volume is None else exact_text(self.volume),
            "band": None if self.band is None else [exact_text(end) for end in self.band],
            "late_us": None if self.late is None else self.late // timedelta(microseconds=1),
            "says": self.says,
        }
