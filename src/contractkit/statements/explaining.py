"""What an agreement says clause by clause, in plain words: with where it stands, what was assumed, what changed it.

`explained` makes plain values of it, for the command line and for whoever shows them otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from contractkit.records.clauses import Assumption, ClauseRef, NotComputed
from contractkit.records.in_force import Span
from contractkit.statements.clauses.registry import known_types, sentence
from contractkit.statements.wording import language
from contractkit.terms import Agreement, AmendedClause, Amendment

__all__ = ["Change", "Explained", "Told", "clause_called", "explained"]


@attrs.frozen
class Told:
    """One sentence, or a few, of a clause.

    Attributes:
        clause: Where it stands, with its row.
        says: What it says.
    """

    clause: ClauseRef
    says: str


@attrs.frozen
class Change:
    """A change of a clause by an amendment."""

    amendment: Amendment
    change: AmendedClause


@attrs.frozen
class Explained:
    """One clause in plain words.

    Attributes:
        ref: Where it stands.
        kind: Its kind; None for a clause that an amendment took away.
        title: Its title, or None.
        text: Its own words, or None.
        told: What it says, in the order of the page; empty where the clause is nothing but its own words.
        assumptions: What its text leaves open, and what was taken.
        not_computed: What of it this version does not compute.
        changes: The amendments that changed it, in the order of the papers.
        history: What it said over time, for a clause that an amendment changed, and for one that was asked for.
    """

    ref: ClauseRef
    kind: str | None
    title: str | None
    text: str | None
    told: tuple[Told, ...]
    assumptions: tuple[Assumption, ...] = ()
    not_computed: tuple[NotComputed, ...] = ()
    changes: tuple[Change, ...] = ()
    history: tuple[Span[tuple[str, ...]], ...] = ()


def explained(agreement: Agreement, locale: str = "en", clauses: Iterable[str] | None = None) -> tuple[Explained, ...]:
    """Return the clauses of an agreement in plain words, in the order of the page.

    Args:
        agreement: The agreement with its history; what stands in its last version is told.
        locale: The language, such as ``en`` or ``nl-BE``.
        clauses: Only these, as figures cite them, with a row behind them that row only; also those that an amendment
            took away.
    """
    refs = {str(clause.ref): clause for clause in agreement.clauses}
    written = language(locale).written
    wanted = refs if clauses is None else dict.fromkeys(clauses)
    found = []
    for word in wanted:
        ref = _ref_of(agreement, word)
        text = refs.get(str(ref))
        changes = _changes(agreement, str(ref))
        found.append(
            Explained(
                ref=ref,
                kind=None if text is None else text.kind,
                title=None if text is None or text.title is None else written(text.title),
                text=None if text is None or text.text is None else written(text.text),
                told=_told(agreement, word, locale),
                assumptions=tuple(one for one in agreement.assumptions if _same(one.clause, ref)),
                not_computed=tuple(one for one in agreement.not_computed if _same(one.clause, ref)),
                changes=changes,
                history=_history(agreement, word, locale) if changes or clauses is not None else (),
            )
        )
    return tuple(found)


def clause_called(agreement: Agreement, word: str) -> tuple[str, ...]:
    """Return the clauses and rows that somebody means by a word: a reference, a number, the name of a row or a term.

    Args:
        agreement: The agreement with its history.
        word: ``SLA-7/4.1``, ``4.1``, ``4.1 urgent`` or ``urgent``.
    """
    refs = {str(text.ref): text.ref for entry in agreement.versions for text in entry.value.clauses}
    known = [found for found, ref in refs.items() if word in (found, ref.clause)]
    if known:
        return tuple(known)
    rows = dict.fromkeys(
        str(term.clause)
        for found in refs
        for term in agreement.terms_in(found)
        if word in (getattr(term, "name", None), term.clause.row, str(term.clause), _without_document(term.clause))
    )
    return tuple(rows)


def _without_document(ref: ClauseRef) -> str:
    return f"{ref.clause} {ref.row}" if ref.row is not None else str(ref.clause)


def _same(one: ClauseRef | None, other: ClauseRef) -> bool:
    return one is not None and (one.document, one.clause) == (other.document, other.clause)


def _ref_of(agreement: Agreement, word: str) -> ClauseRef:
    """Return the clause that a word cites, with a row behind it or without one, in whatever version it stands."""
    refs = {str(text.ref): text.ref for entry in agreement.versions for text in entry.value.clauses}
    cited = [found for found in refs if word == found or word.startswith(f"{found} ")]
    return refs[max(cited, key=len)]


def _told(agreement: Agreement, clause: str, locale: str) -> tuple[Told, ...]:
    """Return what a clause says, the terms of one row together."""
    known = known_types()
    terms: list[Any] = [term for term in agreement.terms_in(clause) if isinstance(term, known)]
    rows = dict.fromkeys(term.clause.row for term in terms)
    in_order = [term for row in rows for term in terms if term.clause.row == row]
    said = [Told(term.clause, sentence(term, locale, agreement=agreement)) for term in in_order]
    return tuple({(str(one.clause), one.says): one for one in said}.values())


def _changes(agreement: Agreement, clause: str) -> tuple[Change, ...]:
    amendments = {one.id: one for entry in agreement.versions for one in entry.value.amendments}
    return tuple(
        Change(one, change)
        for one in amendments.values()
        for change in one.changes
        if str(change.clause) in (clause, clause.partition(" as ")[0])  # of a package: the clause that it took
    )


def _history(agreement: Agreement, clause: str, locale: str) -> tuple[Span[tuple[str, ...]], ...]:
    """Return what a clause said over time, as far as everybody knows now; nothing where it was not there."""

    def said(version: Agreement) -> tuple[str, ...]:
        told = tuple(one.says for one in _told(version, clause, locale))
        texts = [text.text for text in version.clauses if str(text.ref) == clause]
        own = tuple(language(locale).written(text) for text in texts if text is not None)
        return told or own

    if len(agreement.versions) == 1:
        return (Span(None, None, said(agreement)),)
    return agreement.history(said).spans()
