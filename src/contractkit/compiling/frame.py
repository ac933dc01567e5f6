"""The legal frame as it computes: parties, papers, the term, scope rules, and every clause for reading."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from contractkit.compiling.conditions import compile_condition
from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.names import Names
from contractkit.quantities.spans import Span
from contractkit.records.clauses import Assumption
from contractkit.terms.agreement import ClauseText, DocumentHead, Party, ScopeRule, Term

__all__ = ["compile_clauses", "compile_papers", "compile_parties", "compile_scope", "compile_term", "later"]


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
            DocumentHead(model.id, model.document, title, paper.file, None if signed is None else signed.value)
        )
    return tuple(heads)


def compile_term(desk: Desk) -> Term | None:
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
    end = None if clause.initial is None else later(start, clause.initial.value)
    renewals = [(at, renewal) for at, renewal in desk.clauses("renewal") if renewal.renews == "tacitly"]
    if end is not None and renewals:
        at, _ = renewals[0]
        says = "whether the term was renewed: tacitly, as long as nobody gave notice"
        desk.assume(Assumption("renewal", "renewed", ("ended by notice",), at.ref(), says))
        end = None
    if end is not None and end <= start:
        desk.report(
            place, "term", f"the term from {start} to {end} has no day in it", "give an initial term of at least a day"
        )
    return Term(start, end, place.ref())


def later(start: date, span: Span) -> date:
    """Return the date a span later: months and years are clipped at month ends, a term in business days is not known.

    Example:
        >>> later(date(2026, 1, 31), Span(1, "month"))
        datetime.date(2026, 2, 28)
    """
    if span.unit in ("month", "year"):
        months = start.month - 1 + span.n * (12 if span.unit == "year" else 1)
        year, month = start.year + months // 12, months % 12 + 1
        return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
    return start + timedelta(days=span.n * (7 if span.unit == "week" else 1))


def compile_scope(desk: Desk, names: Names) -> tuple[ScopeRule, ...]:
    """Return the scope rules, in the order of the page; the first that speaks decides."""
    rules = []
    for place, clause in desk.clauses("scope"):
        for number, row in enumerate(clause.rows):
            at = place.at("rows", number)
            condition = compile_condition(desk, at.at("when"), row.when, names.fields)
            ref = place.ref().at_row(str(row.name), at.line, at.file)
            rules.append(ScopeRule(str(row.name), ref, condition, row.says))
    return tuple(rules)


def compile_clauses(desk: Desk) -> tuple[ClauseText, ...]:
    """Return every clause of every paper, for reading."""
    found = []
    for paper in desk.papers:
        language = getattr(paper.model, "language", None)
        for number, clause in paper.model.clauses.items():
            texts = [getattr(clause, word, None) for word in ("text", "promise", "does")]
            text = next((wording.text(language) for wording in texts if wording is not None), None)
            title = None if clause.title is None else clause.title.text(language)
            found.append(ClauseText(Place(paper, number).ref(), clause.kind, title, text, type(clause).computes))
    return tuple(found)
