"""The terms of an agreement one after the other: the first, then renewals of their own length, up to a notice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

import attrs

from contractkit.errors import ContractKitError
from contractkit.quantities.period_ends import PeriodEnds
from contractkit.quantities.span_dates import shifted
from contractkit.quantities.spans import Span
from contractkit.terms.agreement import Agreement
from contractkit.terms.notice_counting import notice_by
from contractkit.terms.provisions.renewal import NoticePeriod, Renewal

__all__ = ["FormerNotice", "Frame", "Said", "Stretch", "last_in_time"]

_DAY = timedelta(days=1)
_DAYS_OF = {"day": 1, "calendar-day": 1, "business-day": 1.4, "week": 7, "month": 30.44, "year": 365.25}


@attrs.frozen
class Stretch:
    """One term: the first, or a renewal.

    Attributes:
        number: 0 for the first, n for the nth renewal.
        start: Its first date.
        end: The first date after it.
    """

    number: int
    start: date
    end: date

    @property
    def label(self) -> str:
        """Return what it is called by: its last date."""
        return (self.end - _DAY).isoformat()


@attrs.frozen
class Said:
    """That somebody gave notice, or prolonged, for the end of one term.

    Attributes:
        end: The first date after that term.
        says: ``ends`` or ``prolongs``.
        by: The id of the notice, or of the event, as it is cited.
        on: On which day.
    """

    end: date
    says: Literal["ends", "prolongs"]
    by: str
    on: date


@attrs.frozen
class FormerNotice:
    """How long before the end notice had to be given under an earlier wording.

    Attributes:
        notice: How long.
        until: The first date on which it no longer held.
    """

    notice: NoticePeriod
    until: date


def last_in_time(
    end: date, notice: NoticePeriod, former: Iterable[FormerNotice] = ()
) -> tuple[date | None, date | None]:
    """Return the last date of notice for the end of one term: by the calendar, and the one that holds.

    What is in time by the wording of the day on which it is given stays in time, and what a later wording takes is in
    time too: it is the latest date that any of them gives, of an earlier one at most its own last day.

    Args:
        end: The first date after the term.
        notice: How long before.
        former: What earlier wordings said about the same term.

    Raises:
        ContractKitError: No calendar says the date, or the clause refuses it.
    """
    plain, last = notice_by(end, notice)
    if last is None:
        return plain, None
    for one in former:
        try:
            before = notice_by(end, one.notice)[1]
        except ContractKitError:
            continue
        last = last if before is None else max(last, min(before, one.until - _DAY))
    return plain, last


@attrs.frozen
class Frame:
    """From when to when an agreement holds, term by term.

    Attributes:
        agreement: The id of the agreement.
        zone: Its IANA zone.
        start: The first date; None where no clause says the term.
        first_end: The first date after the first term; None where it has no end.
        renewal: How it goes on; None where no clause says it.
        signed_on: When it was signed; None where that is not known.
        said: What the parties said about the ends of terms.
        held: The renewed term that held when this wording of the renewal came in; None where renewals are counted from
            the end of the first term.
        former: What earlier wordings said about how long before its end notice is given.
    """

    agreement: str
    zone: str
    start: date | None
    first_end: date | None
    renewal: Renewal | None
    signed_on: date | None = None
    said: tuple[Said, ...] = ()
    held: Stretch | None = None
    former: tuple[FormerNotice, ...] = ()

    @classmethod
    def of(cls, agreement: Agreement) -> Frame:
        """Return the frame of one version of an agreement."""
        term = agreement.term
        renewal = next((one for one in agreement.provisions if type(one) is Renewal), None)
        signed = next((head.signed_on for head in agreement.documents if head.signed_on is not None), None)
        if term is None:
            return cls(agreement.id, agreement.zone, None, None, renewal, signed)
        held = None if term.held is None else Stretch(term.held.renewed, term.held.start, term.held.end)
        return cls(agreement.id, agreement.zone, term.start, term.first_end, renewal, signed, held=held)

    def saying(self, said: Iterable[Said]) -> Frame:
        """Return the frame with what the parties said about ends of terms."""
        return attrs.evolve(self, said=(*self.said, *said))

    @property
    def renews(self) -> str:
        """Return how it goes on: tacitly, expressly, until-notice or not."""
        if self.renewal is None or (self.renewal.renews == "tacitly" and self.renewal.by is None):
            return "not"
        return self.renewal.renews

    @property
    def base(self) -> Stretch | None:
        """Return the term from whose end renewals are counted: the first, or the one that this wording found.

        Where notice is given to the end of a period, it goes on to the first of these ends after it.
        """
        if self.start is None:
            return None
        found = self.held
        if found is None:
            end = self.first_end
            if end is None:  # it goes on from its start until notice
                end = self.over if self.to_end_of is None else self.start + _DAY
            found = None if end is None else Stretch(0, self.start, end)
        if found is None or self.to_end_of is None:
            return found
        return attrs.evolve(found, end=self.to_end_of.on_or_after(found.end))

    @property
    def to_end_of(self) -> PeriodEnds | None:
        """Return to the end of which periods notice is given, where it goes on until notice; None for any day."""
        if self.renews != "until-notice" or self.renewal is None or self.renewal.notice is None:
            return None
        return self.renewal.notice.to_end_of

    @property
    def first_possible_end(self) -> date | None:
        """Return the first date on which it can be over; None where no clause says from when or how it goes on."""
        if self.renews == "until-notice" and self.first_end is None and self.to_end_of is None:
            return None if self.start is None else self.start + _DAY
        return None if self.base is None else self.base.end

    def stretch(self, number: int) -> Stretch | None:
        """Return one term; None where there is none of that number, or it was over before this wording came in."""
        base = self.base
        if base is None or number < base.number or number > self._last():
            return None
        end = self._end(number)
        before = base.start if number == base.number else self._end(number - 1)
        ended = [one.end for one in self.said if one.says == "ends"]
        if ended:
            alone = self.renews == "until-notice" and self.to_end_of is None
            end = min(ended) if alone else min(end, *ended)
        return None if before >= end else Stretch(number, before, end)

    def number_of(self, day: date) -> int:
        """Return the number of the term in which a date lies; the first before the start, the last after the end."""
        base, by = self.base, self._by
        if base is None or by is None:
            return 0 if base is None else base.number
        low = base.number
        guess = int((day - base.end).days / (_DAYS_OF[by.unit] * by.n)) if by.n else 0
        number = max(low, min(low + guess, self._last()))
        while number > low and self._end(number - 1) > day:
            number -= 1
        while number < self._last() and self._end(number) <= day and self.stretch(number + 1) is not None:
            number += 1
        while number > low and self.stretch(number) is None:
            number -= 1
        return number

    @property
    def _by(self) -> Span | None:
        """Return how long each term after the first is: a renewal, or a period to whose end notice is given."""
        if self.to_end_of is not None:
            return Span(self.to_end_of.months, "month")
        return None if self.renewal is None else self.renewal.by

    def _last(self) -> int:
        """Return the number of the last term that there can be."""
        low = 0 if self.held is None else self.held.number
        most = self.renewal.at_most if self.renewal is not None else None
        if self.to_end_of is not None:
            return 9999
        if self.renews == "tacitly":
            return 9999 if most is None else max(low, most)
        if self.renews == "expressly":
            said = len({one.end for one in self.said if one.says == "prolongs" and self._counts(one)})
            return low + said if most is None else max(low, min(low + said, most))
        return low

    def _counts(self, said: Said) -> bool:
        """Return whether what was said is about a term from which renewals are still counted."""
        return self.held is None or said.end >= self.held.end

    def _end(self, number: int) -> date:
        base = self.base
        assert base is not None
        if number == base.number:
            return base.end
        if self.to_end_of is not None:
            return self.to_end_of.later(base.end, number - base.number)
        assert self.renewal is not None
        assert self.renewal.by is not None
        return shifted(base.end, Span(self.renewal.by.n * (number - base.number), self.renewal.by.unit))

    def goes_on(self, stretch: Stretch) -> bool:
        """Return whether it goes on after a term by itself, as far as anybody said: no notice, renewals are left."""
        if self.renews == "until-notice" and self.to_end_of is None:
            return self.over is None
        return self.stretch(stretch.number + 1) is not None

    def asks(self, stretch: Stretch) -> bool:
        """Return whether the end of a term asks somebody to say something: that it ends, or that it goes on."""
        if any(one.end == stretch.end for one in self.said):
            return True
        if self.renews == "expressly":
            most = None if self.renewal is None else self.renewal.at_most
            return most is None or stretch.number < most
        return self.renews == "until-notice" or self.goes_on(stretch)

    def notice(self, stretch: Stretch) -> tuple[date | None, date | None]:
        """Return the last date of notice for the end of a term: by the calendar, and the one that holds."""
        if self.renewal is None or self.renewal.notice is None:
            return None, None
        return last_in_time(stretch.end, self.renewal.notice, self.former)

    @property
    def over(self) -> date | None:
        """Return the first date on which nothing holds any more, as far as anybody said; None where it goes on."""
        ended = [one.end for one in self.said if one.says == "ends"]
        if ended:
            return min(ended)
        if self.start is None or self.first_end is None or self.renews == "until-notice":
            return None
        last = self._last()
        return None if last == 9999 else self._end(last)
