"""What of an agreement has dates: its term with its renewal, and the clauses that make somebody owe something.

In ten thousand contracts there are few different ones. What is owed under one clause and one frame of terms is worked
out once, whichever agreements have them; where the dates of a clause do not depend on the terms at all, once for all.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date, timedelta
from typing import Any, Final, Literal

import attrs

from contractkit.duties import Gap, Obligation, obligations
from contractkit.quantities.spans import BusinessDays, Span
from contractkit.terms import Agreement, Term
from contractkit.terms.agreement import DocumentHead
from contractkit.terms.provisions import Provision
from contractkit.terms.provisions.anchors import Event
from contractkit.terms.provisions.deposit import Deposit
from contractkit.terms.provisions.duty import Duty
from contractkit.terms.provisions.indexation import Indexation
from contractkit.terms.provisions.insurance import Insurance
from contractkit.terms.provisions.payment import Payment
from contractkit.terms.provisions.prepaid import Prepaid
from contractkit.terms.provisions.relief import Relief
from contractkit.terms.provisions.remedy import Remedy
from contractkit.terms.provisions.renewal import Renewal
from contractkit.terms.provisions.right import Right
from contractkit.terms.provisions.termination import Termination
from contractkit.terms.settling import SettlementTerms

__all__ = ["DatedTerms", "Needs", "TermFrame", "dated_terms_of", "needs_of", "owed_under"]

Needs = Literal["calendar", "start", "frame"]
"""What the dates of a clause need of the terms: nothing, their first date, or all of it."""

_DATED: Final = (Deposit, Duty, Indexation, Insurance, Payment, Prepaid, Relief, Remedy, Right, Termination)
_CALENDAR_WORDS: Final = ("month-end", "quarter-end", "half-year-end", "year-end")
_LONG_BEFORE: Final = timedelta(days=800)
"""Terms that began so long before the first date asked about change nothing that the calendar alone decides."""
_SHORT: Final = {"day": 366, "calendar-day": 366, "business-day": 250, "week": 52, "month": 12, "year": 1}
_NO_MONEY: Final = SettlementTerms("month", ())


@attrs.frozen
class TermFrame:
    """What the dates of an agreement are counted in.

    Attributes:
        id: The id of the agreement.
        zone: The zone of its dates.
        signed_on: When it was signed; None where no clause counts from that.
        term: Its term, or None.
        renewal: How it goes on, or None.
    """

    id: str
    zone: str
    signed_on: date | None
    term: Term | None
    renewal: Renewal | None

    @property
    def goes_on(self) -> Literal["for-ever", "up-to-a-date"]:
        """Return whether it is renewed again and again unless somebody gives notice."""
        renewal = self.renewal
        if self.term is None or self.term.first_end is None or renewal is None or renewal.at_most is not None:
            return "up-to-a-date"
        return "for-ever" if renewal.renews == "tacitly" and renewal.by is not None else "up-to-a-date"

    def without_ends(self) -> TermFrame:
        """Return a frame that goes on, whose single terms nobody looks at."""
        term = None if self.term is None else attrs.evolve(self.term, end=None, initial=None, first_end=None)
        return attrs.evolve(self, term=term, renewal=None)

    def same_for(self, needs: Needs, first: date) -> Hashable | None:
        """Return what is equal for frames under which a clause has the same dates; None where only the frame is.

        Args:
            needs: What the dates of the clause need of it.
            first: The first date that is asked about.
        """
        if needs == "frame" or self.goes_on == "up-to-a-date" or self.term is None:
            return None
        if needs == "calendar" and self.term.start + _LONG_BEFORE <= first:
            return self.zone
        return self.zone, self.term.start


@attrs.frozen
class DatedTerms:
    """A frame with the clauses whose dates are counted in it, in the order of the page."""

    frame: TermFrame
    provisions: tuple[Provision, ...]


def dated_terms_of(agreement: Agreement) -> DatedTerms | None:
    """Return what of an agreement has dates; None where only the whole agreement tells: amended, or with notices.

    Args:
        agreement: The agreement with its versions.
    """
    version = agreement
    if len(agreement.versions) > 1 or agreement.notices or agreement.amendments:
        return None
    if any(isinstance(one, Duty) and _needs_more(one) for one in version.provisions):
        return None
    signed = None
    if any(isinstance(one, Duty) and one.anchor == Event("signature") for one in version.provisions):
        signed = next((paper.signed_on for paper in version.documents if paper.signed_on is not None), None)
    renewal = next((one for one in version.provisions if type(one) is Renewal), None)
    frame = TermFrame(version.id, version.zone, signed, version.term, renewal)
    return DatedTerms(frame, tuple(one for one in version.provisions if isinstance(one, _DATED)))


def _needs_more(duty: Duty) -> bool:
    """Return whether a duty counts from what only items or events tell."""
    return duty.on is None and duty.anchor is not None and not isinstance(duty.anchor, Event)


def needs_of(provision: Provision) -> Needs:
    """Return what the dates of a clause need of the terms: nothing but the calendar, their first date, or all of it."""
    if isinstance(provision, (Indexation, Payment, Relief, Remedy)):
        return "calendar"
    if isinstance(provision, Insurance):
        return "start"
    if not isinstance(provision, Duty) or provision.every is not None:
        return "frame"
    if provision.on is not None:
        return "start"
    bound = isinstance(provision.anchor, Event) and provision.anchor.word in _CALENDAR_WORDS
    return "calendar" if bound and _is_short(provision) else "frame"


def _is_short(duty: Duty) -> bool:
    """Return whether a duty is due within a year of the moment that it is counted from."""
    time = None if duty.due is None else duty.due.time
    if isinstance(time, BusinessDays):
        return 0 <= time.n <= _SHORT["business-day"]
    return time is None or (isinstance(time, Span) and 0 <= time.n <= _SHORT[time.unit])


def owed_under(
    frame: TermFrame, provision: Provision | None, between: tuple[date, date], as_of: date
) -> tuple[tuple[Obligation, ...], tuple[Gap, ...]]:
    """Return what one clause makes somebody owe under a frame, and what of it nobody can say.

    Args:
        frame: The frame.
        provision: The clause; None for the ends and renewals of the frame itself.
        between: The first due date and the last; both count.
        as_of: The day on which it is asked.
    """
    own: tuple[Any, ...] = () if provision is None else (provision,)
    if provision is not None and frame.goes_on == "for-ever" and needs_of(provision) != "frame":
        frame = frame.without_ends()
    renewal = () if frame.renewal is None else (frame.renewal,)
    found = obligations(_bare(frame, (*renewal, *own)), between, as_of=as_of)
    rows, gaps = found.rows, found.gaps
    if provision is None:
        return rows, gaps
    return (
        tuple(row for row in rows if row.owed.said is provision and row.kind != "end"),
        tuple(gap for gap in gaps if gap.clause == provision.clause),
    )


def _bare(frame: TermFrame, provisions: tuple[Provision, ...]) -> Agreement:
    """Return an agreement with nothing but a frame and some clauses."""
    head = DocumentHead(frame.id, "contract", "", None, frame.signed_on)
    return Agreement(
        id=frame.id,
        title="",
        zone=frame.zone,
        currency="",
        parties=(),
        documents=(head,),
        term=frame.term,
        fields={},
        calendars={},
        services={},
        lines=(),
        scope=(),
        fees=(),
        settlement=_NO_MONEY,
        clauses=(),
        assumptions=(),
        provisions=provisions,
    )
