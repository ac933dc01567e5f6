"""Which amendments change which clauses from when on, and what is wrong with their dates and references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import attrs

from contractkit.documents import DocumentSource
from contractkit.documents.amending import Amending, see
from contractkit.documents.overlays import standing_in
from contractkit.documents.source import AmendmentSource
from contractkit.errors import Problem
from contractkit.quantities.notation import nearest
from contractkit.records.clauses import ClauseRef
from contractkit.terms.amendments import AmendedClause, Amendment

__all__ = ["Move", "amendment_term", "known_on", "moves_of", "term_of"]

_DAY = timedelta(days=1)


@attrs.frozen(eq=False)
class Move:
    """One change of one clause, with when it holds and since when that is known.

    Attributes:
        amendment: The paper that writes it.
        amending: The change with its place.
        document: The document that it changes.
        number: The clause of that document.
        holds_from: The first date on which it holds.
        holds_until: The first date on which it no longer does; None where there is none.
        known_on: The date on which it became known.
        order: What decides which of two moves comes first.
    """

    amendment: AmendmentSource
    amending: Amending
    document: str
    number: str
    holds_from: date
    holds_until: date | None
    known_on: date
    order: tuple[date, date, date, int, int]

    def holds_on(self, day: date | None) -> bool:
        """Return whether it holds on a date; None is before all of them."""
        if day is None or day < self.holds_from:
            return False
        return self.holds_until is None or day < self.holds_until

    def was_known(self, day: date | None) -> bool:
        """Return whether it was known on a date; None is before all of them."""
        return day is not None and self.known_on <= day

    @property
    def action(self) -> str:
        """Return what it does: change, replace, add or remove."""
        return str(self.amending.change.action)


def known_on(amendment: AmendmentSource) -> date:
    """Return when an amendment became known: when it was recorded, else when it was signed."""
    model = amendment.model
    found: date = (model.recorded_on or model.signed_on).value
    return found


def moves_of(
    amendments: Sequence[AmendmentSource], papers: Mapping[str, DocumentSource]
) -> tuple[tuple[Move, ...], tuple[Problem, ...]]:
    """Return the changes of all amendments in the order in which they hold, and what is wrong with their dates.

    Args:
        amendments: The amendments of one agreement, in the order of the papers.
        papers: Its papers, by their ids.
    """
    moves: list[Move] = []
    problems: list[Problem] = []
    for place, amendment in enumerate(amendments):
        problems += _dates(amendment, papers)
        known = known_on(amendment)
        for number, change in zip(amendment.places, amendment.model.changes, strict=True):
            path = ("changes", number)
            document, _, clause = str(change.clause).rpartition("/")
            document = document or str(amendment.model.amends)
            amending = Amending(amendment, path, change, f"{document}/{clause}")
            if document not in papers:
                says = f"there is no document '{document}' in this agreement"
                hint = nearest(document, tuple(papers))
                problems.append(amendment.problem("unknown-reference", says, *path, "clause", hint=hint))
                continue
            first: date = amendment.model.effective_from.value if change.from_ is None else change.from_.value
            end = change.until.value if change.until else change.through.value + _DAY if change.through else None
            problems += _stretch(amendment, path, first, end)
            order = (first, known, amendment.model.signed_on.value, place, number)
            target = _numbered(papers[document], clause)
            moves.append(Move(amendment, amending, document, target, first, end, known, order))
    return tuple(sorted(moves, key=lambda move: move.order)), tuple(problems)


def _numbered(paper: DocumentSource, word: str) -> str:
    """Return the number of a clause that is called by its number, or by its name."""
    if standing_in(paper, word) is not None:
        return word
    named = (number for number, clause in paper.model.clauses.items() if getattr(clause, "name", None) == word)
    return next(named, word)


def _dates(amendment: AmendmentSource, papers: Mapping[str, DocumentSource]) -> Iterator[Problem]:
    model = amendment.model
    signed, first = model.signed_on, model.effective_from
    amended = papers[str(model.amends)]
    if amended.model.signed_on is not None and signed.value < amended.model.signed_on.value:
        says = f"it was signed on {signed.text}, before {model.amends} was, on {amended.model.signed_on.text}"
        yield amendment.problem("order", says, "signed_on", hint=see(amended.place("signed_on"), amendment.file))
    if model.recorded_on is not None and model.recorded_on.value < signed.value:
        says = f"it was recorded on {model.recorded_on.text}, before it was signed on {signed.text}"
        yield amendment.problem("order", says, "recorded_on", hint="correct one of the two dates")
    term = term_of(papers.values())
    if term is not None and first.value < term[0]:
        says = f"it holds from {first.text}, before the agreement does, from {term[0]}"
        yield amendment.problem("order", says, "effective_from", hint=f"see {term[1]}")
    elif first.value < signed.value and model.retroactive is None:
        says = f"it holds from {first.text}, before it was signed on {signed.text}: what becomes of what was settled?"
        hint = "add retroactive: settle-difference, or leave-as-billed"
        yield amendment.problem("missing-field", says, "effective_from", hint=hint)


def term_of(papers: Iterable[DocumentSource]) -> tuple[date, ClauseRef] | None:
    """Return the first date of the agreement and the clause that says it; None where no clause, or several, do."""
    found = []
    for paper in papers:
        for number, clause in paper.model.clauses.items():
            start = getattr(clause, "start", None)
            if clause.kind == "term" and start is not None:
                found.append((start.value, paper.clause_ref(number)))
    return found[0] if len(found) == 1 else None


def _stretch(
    amendment: AmendmentSource, path: tuple[str | int, ...], first: date, end: date | None
) -> Iterator[Problem]:
    effective = amendment.model.effective_from
    if first < effective.value:
        says = f"this change holds from {first}, before the amendment does, from {effective.text}"
        yield amendment.problem("order", says, *path, "from", hint="a change holds from the same date or a later one")
    if end is not None and end <= first:
        field = "until" if amendment.place(*path, "until") != amendment.place(*path) else "through"
        says = f"this change would end on {end}, before it begins on {first}"
        yield amendment.problem("order", says, *path, field, hint="correct one of the two dates")


def amendment_term(amendment: AmendmentSource, moves: Iterable[Move]) -> Amendment:
    """Return an amendment as it computes, with those of its changes that are meant."""
    model = amendment.model
    ref = ClauseRef(model.id, None, None, amendment.file, amendment.place().line)
    changes = []
    for move in moves:
        place = amendment.place(*move.amending.path)
        written = ClauseRef(model.id, None, f"change {int(move.amending.path[-1]) + 1}", place.file, place.line)
        changes.append(
            AmendedClause(
                ClauseRef(move.document, move.number),
                move.action,  # type: ignore[arg-type]
                move.holds_from,
                move.holds_until,
                written,
            )
        )
    return Amendment(
        id=str(model.id),
        title=model.title.text(model.language),
        amends=str(model.amends),
        effective_from=model.effective_from.value,
        signed_on=model.signed_on.value,
        recorded_on=known_on(amendment),
        retroactive=model.retroactive,  # type: ignore[arg-type]
        running_clocks=model.running_clocks or "untouched",  # type: ignore[arg-type]
        changes=tuple(changes),
        clause=ref,
    )
