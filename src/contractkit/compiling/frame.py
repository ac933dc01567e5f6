"""The legal frame as it computes: parties, papers, the term, and every clause for reading."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

from contractkit.compiling.anniversaries import list_anniversary
from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.names import Names
from contractkit.documents.remembering import once_for_each
from contractkit.errors import ContractKitError
from contractkit.quantities.months import add_months
from contractkit.quantities.spans import Span
from contractkit.records.clauses import Assumption
from contractkit.terms.agreement import ClauseText, DocumentHead, Party, Term

__all__ = ["compile_clauses", "compile_papers", "compile_parties", "compile_term", "later"]


def compile_parties(desk: Desk) -> tuple[Party, ...]:
    """Return the parties that the contract names."""
    parties = getattr(desk.head.model, "parties", None)
    if parties is None:
        return ()
    named = (("provider", parties.provider), ("customer", parties.customer))
    return tuple(Party(role, str(party.name), party.code) for role, party in named)


def compile_papers(desk: Desk) -> tuple[DocumentHead, ...]:
    """Return the heads of the papers, the contract first."""
    heads = []
    for paper in desk.papers:
        model = paper.model
        signed = getattr(model, "signed_on", None)
        title = model.title.text(getattr(model, "language", None)) if model.title is not None else model.id
        heads.append(
            DocumentHead(
                model.id,
                model.document,
                title,
                paper.file,
                None if signed is None else signed.value,
                getattr(model, "between", None),
                tuple(_whole(model.id, str(one)) for one in getattr(model, "supports", ())),
            )
        )
    return tuple(heads)


def _whole(document: str, ref: str) -> str:
    return ref if "/" in ref else f"{document}/{ref}"


def compile_term(desk: Desk, names: Names) -> Term | None:
    """Return from when to when the agreement holds; None where no clause says so."""
    clauses = list(desk.clauses("term"))
    if not clauses:
        says = "from when to when the agreement holds: no clause says it"
        desk.assume(Assumption("term", "always", ("from one date to another",), None, says))
        return None
    place, clause = clauses[0]
    for other, _ in clauses[1:]:
        says = f"the clauses {place.ref()} and {other.ref()} both say the term"
        desk.report(other, "contradiction", says, "one term clause")
    start = clause.start.value
    end = _end(desk, names, place, clause)
    if end is not None and end <= start:
        desk.report(
            place, "term", f"the term from {start} to {end} has no day in it", "give an initial term of at least a day"
        )
    initial = None if clause.initial is None else clause.initial.value
    list_anniversary(desk, place, start, initial, end)
    return Term(start, _renewed(desk, end), place.ref(), initial, end)


def _end(desk: Desk, names: Names, place: Place, clause: Any) -> date | None:
    """Return the first date after the term as it was agreed at first."""
    if clause.until is not None:
        written: date = clause.until.value
        return later(written, _ONE_DAY) if desk.reading(place, clause, "end") == "last-day" else written
    if clause.initial is None:
        return None
    span: Span = clause.initial.value
    if span.unit != "business-day":
        return later(clause.start.value, span)
    head = getattr(place.paper.model, "calendar", None)
    name = clause.calendar or head
    calendar = names.calendars.get(str(name))
    if calendar is None:
        if name is None:
            says = f"on which calendar do the {clause.initial.text} of the term run?"
            desk.report(place.at("initial"), "missing-field", says, "name it: calendar: office")
        else:
            desk.unknown(place.at("calendar"), "calendar", str(name), names.calendars)
        return None
    start: date = clause.start.value
    try:
        last = calendar.add_days(calendar.roll(start, "following"), span.n - 1) if span.n > 0 else None
    except ContractKitError as error:
        desk.report(place.at("initial"), "term", error.message)
        return None
    return start if last is None else later(last, _ONE_DAY)


def _renewed(desk: Desk, end: date | None) -> date | None:
    """Return the end with what is renewed as long as nobody gives notice; None where that goes on."""
    renewals = [
        (at, renewal) for at, renewal in desk.clauses("renewal") if renewal.renews in ("tacitly", "until-notice")
    ]
    if end is None or not renewals:
        return end
    at, renewal = renewals[0]
    says = "whether the term was renewed: tacitly, as long as nobody gave notice"
    desk.assume(Assumption("renewal", "renewed", ("ended by notice",), at.ref(), says))
    if renewal.at_most is None or renewal.by is None:
        return None
    by: Span = renewal.by.value
    return later(end, Span(by.n * int(renewal.at_most.value.number), by.unit))


_ONE_DAY = Span(1, "day")


def later(start: date, span: Span) -> date:
    """Return the date a span later by the calendar: months and years are clipped at month ends.

    Business days are counted as days: on which dates they fall, only a calendar knows. What lies behind the year 9999
    is its last day.

    Example:
        >>> later(date(2026, 1, 31), Span(1, "month"))
        datetime.date(2026, 2, 28)
    """
    try:
        if span.unit in ("month", "year"):
            return add_months(start, span.n * (12 if span.unit == "year" else 1))
        return start + timedelta(days=span.n * (7 if span.unit == "week" else 1))
    except (ValueError, OverflowError):
        return date.max


def compile_clauses(desk: Desk) -> tuple[ClauseText, ...]:
    """Return every clause of every paper, for reading."""
    found = []
    for paper in desk.papers:
        language = getattr(paper.model, "language", None)
        for number, clause in paper.model.clauses.items():
            title, text = _words_in(language)(clause)
            found.append(ClauseText(Place(paper, number).ref(), clause.kind, title, text, type(clause).computes))
    return tuple(found)


@cache
def _words_in(language: str | None) -> Callable[[Any], tuple[str | None, ...]]:
    """Return what gives the title and the text of a clause; a clause that many papers share is asked once."""

    def words(clause: Any) -> tuple[str | None, ...]:
        texts = (getattr(clause, word, None) for word in ("text", "promise", "does"))
        text = next((wording.text(language) for wording in texts if wording is not None), None)
        return None if clause.title is None else clause.title.text(language), text

    return once_for_each(words)
