"""The versions of an agreement: amendments folded into its papers, each outcome compiled, equal terms shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import product
from typing import cast

import attrs

from contractkit.compiling.agreement import Checked, Wants, compile_agreement
from contractkit.compiling.amendments import Move, amendment_term, moves_of
from contractkit.compiling.calendar_names import with_own_calendars
from contractkit.compiling.call_offs import own_head_wins, under_framework
from contractkit.compiling.desk import Desk
from contractkit.compiling.folding import Fold, questions_of
from contractkit.compiling.grouping import Group
from contractkit.compiling.held_terms import held_over
from contractkit.compiling.notices import heeding, notices_of
from contractkit.compiling.packages import with_packages
from contractkit.compiling.precedence import by_precedence
from contractkit.compiling.sharing import shared
from contractkit.documents import DocumentSource
from contractkit.documents.heads import names_twice
from contractkit.documents.source import AmendmentSource, NoticeSource
from contractkit.errors import Problem
from contractkit.records.clauses import Assumption
from contractkit.records.in_force import InForce
from contractkit.terms.agreement import Agreement, DocumentHead
from contractkit.terms.provisions.renewal import Renewal

__all__ = ["check_group", "compile_group"]

MAX_CHANGES = 1_000
"""How many changes the amendments of one agreement may have together."""

MAX_OF_ONE = 100
"""How many of them may change one clause."""

MAX_VERSIONS = 500
"""How many states of its papers an agreement may have, over all dates and all that was known."""

_WRITE_ANEW = "write the papers anew as they stand, and sign them"
_BINDING = ("time-target", "target-table", "result", "pause", "measure")
_NO_CLOCK = frozenset(
    ("reach", "per", "pays", "name", "title", "text", "note", "promise", "assigned_by", "open_overdue", "no_volume")
)
"""Fields of a promise that no clock reads: an amendment of them leaves nothing open about clocks that run."""


def compile_group(
    group: Group, amendments: Sequence[AmendmentSource], notices: Sequence[NoticeSource]
) -> tuple[Agreement, tuple[Problem, ...]]:
    """Return the agreement of a group of papers with all its versions, and everything that is wrong with them.

    Args:
        group: The papers.
        amendments: The amendments of these papers, in the order of the files.
        notices: The notices about them.
    """
    papers = _with_lost(group.papers, amendments)
    if not amendments:
        return _whole(group, papers, (), (), notices)
    by_id = {paper.model.id: paper for paper in papers}
    moves, problems = moves_of(amendments, by_id)
    says = _too_many_changes(moves)
    if says is not None:
        moves, problems = (), (*problems, amendments[-1].problem("too-many", says, "changes", hint=_WRITE_ANEW))
    fold = Fold(by_id, moves)
    found = [*problems, *fold.problems()]
    made: dict[int, Agreement] = {}

    def version(state: int) -> Agreement:
        if state not in made:
            moves = fold.moves_of(state)
            folded, unreadable = fold.papers_with(moves)
            in_order = tuple(folded[paper.model.id] for paper in papers)
            agreement, wrong = _whole(group, in_order, moves, amendments, notices)
            found.extend((*unreadable, *wrong))
            made[state] = agreement if not made else shared(next(reversed(made.values())), agreement)
        return made[state]

    dates = {day for move in moves for day in (move.holds_from, move.holds_until) if day is not None}
    recorded = {move.known_on for move in moves}
    if _too_many(fold, dates, recorded):
        says = f"the amendments make more than {MAX_VERSIONS} versions of one agreement"
        found.append(amendments[-1].problem("too-many", says, "changes", hint=_WRITE_ANEW))
        dates = recorded = set()
    versions = _with_held_terms(InForce.over(dates, recorded, fold.state).map(version))
    return attrs.evolve(versions.latest, versions=versions), tuple(found)


def _with_held_terms(versions: InForce[Agreement]) -> InForce[Agreement]:
    """Return a history in which each version knows the renewed term that it found, as far as each was known."""
    rules = [(one.value.term, *one.value.provisions_of(Renewal)) for one in versions]
    return versions if all(one == rules[0] for one in rules) else versions.carried(held_over)


def check_group(group: Group) -> tuple[Agreement | Checked, tuple[Problem, ...]]:
    """Return as much of an agreement as its problems are found from, and its problems.

    Args:
        group: Its papers, which nothing changes.
    """
    return _compiled(group, group.papers, (), (), (), "problems")


def _whole(
    group: Group,
    papers: tuple[DocumentSource, ...],
    moves: tuple[Move, ...],
    amendments: Sequence[AmendmentSource],
    notices: Sequence[NoticeSource],
) -> tuple[Agreement, tuple[Problem, ...]]:
    agreement, problems = _compiled(group, papers, moves, amendments, notices, "terms")
    return cast("Agreement", agreement), problems


def _too_many_changes(moves: Sequence[Move]) -> str | None:
    if len(moves) > MAX_CHANGES:
        return f"{len(moves)} changes of one agreement; it can have {MAX_CHANGES}"
    clause, most = next(iter(Counter(move.amending.clause for move in moves).most_common(1)), ("", 0))
    return f"{most} changes of {clause}; a clause can have {MAX_OF_ONE}" if most > MAX_OF_ONE else None


def _too_many(fold: Fold, dates: Iterable[date], recorded: Iterable[date]) -> bool:
    """Return whether the papers have more states than an agreement can have; it stops counting there."""
    states: set[int] = set()
    for on, known in product(dates, recorded):
        states.add(fold.state(on, known))
        if len(states) > MAX_VERSIONS:
            return True
    return False


def _with_lost(papers: tuple[DocumentSource, ...], amendments: Sequence[AmendmentSource]) -> tuple[DocumentSource, ...]:
    """Return the papers, in which what a broken change speaks of counts as a clause that could not be read."""
    lost = {word for amendment in amendments for word in amendment.lost}
    found = []
    for paper in papers:
        own = {word.rpartition("/")[2] for word in lost if word.rpartition("/")[0] in ("", paper.model.id)}
        own -= set(paper.model.clauses)
        found.append(attrs.evolve(paper, broken=paper.broken | own) if own else paper)
    return tuple(found)


def _compiled(
    group: Group,
    papers: tuple[DocumentSource, ...],
    moves: tuple[Move, ...],
    amendments: Sequence[AmendmentSource],
    notices: Sequence[NoticeSource],
    wants: Wants,
) -> tuple[Agreement | Checked, tuple[Problem, ...]]:
    left, replaced = under_framework(papers, group.above)
    renamed, misnamed = with_own_calendars(left)
    worked_out, packaged = with_packages(renamed)
    settled, decided = by_precedence(worked_out)
    beside = frozenset(str(paper.model.id) for paper in (*amendments, *notices))
    desk = Desk(
        settled,
        group.above,
        unread=group.unread,
        beside=beside,
        look=group.look,
        warnings=list(decided),
        amended=frozenset((move.document, move.number) for move in moves),
        recall=group.recall,
    )
    desk.know((*replaced, *misnamed, *packaged))
    for assumption in (*own_head_wins(papers, group.above), *_left_open(papers, moves)):
        desk.assume(assumption)
    told, misdirected = notices_of(papers, notices)
    agreement = compile_agreement(desk, wants)
    under = getattr(group.head.model, "under", None)
    if isinstance(agreement, Checked):
        agreement.at_hand["under"] = under
        return agreement, (*replaced, *misnamed, *packaged, *misdirected, *desk.problems)
    held = [amendment for amendment in amendments if any(move.amendment is amendment for move in moves)]
    heads = (*(_head(paper) for paper in held), *(_head(paper) for paper in notices))
    agreement = attrs.evolve(
        agreement,
        documents=(*agreement.documents, *heads),
        under=under,
        amendments=tuple(amendment_term(one, [m for m in moves if m.amendment is one]) for one in held),
        notices=told,
    )
    agreement = heeding(agreement) if told else agreement
    twice = _names_twice(papers) if moves else ()
    return agreement, (*replaced, *misnamed, *packaged, *misdirected, *twice, *desk.problems)


def _names_twice(papers: Sequence[DocumentSource]) -> Iterator[Problem]:
    """Yield the names that an amendment gives a second time; within a paper as it was signed they are told already."""
    for paper in papers:
        for number, says in names_twice(paper.model.clauses):
            yield paper.problem("duplicate-name", says, "clauses", number, "name", hint="give this one its own name")


def _head(paper: AmendmentSource | NoticeSource) -> DocumentHead:
    model = paper.model
    signed = None if model.signed_on is None else model.signed_on.value
    return DocumentHead(str(model.id), str(model.document), model.title.text(model.language), paper.file, signed)


def _left_open(papers: Sequence[DocumentSource], moves: tuple[Move, ...]) -> Iterator[Assumption]:
    """Yield what the amendments that hold leave open."""
    by_id = {paper.model.id: paper.model.clauses for paper in papers}
    for move in moves:
        clause = by_id[move.document].get(move.number)
        model, kind = move.amendment.model, None if clause is None else clause.kind
        ref = amendment_term(move.amendment, [move]).changes[0].written
        if kind in _BINDING and model.running_clocks is None and _reaches_clocks(move):
            says = f"clocks that run on {move.holds_from}: in {move.amending.clause} the wording of their start binds"
            yield Assumption("running_clocks", "untouched", ("keep", "restart", "retroactive"), ref, says)
        elif kind == "calendar" and move.action in ("change", "replace"):
            says = f"clocks that run on {move.holds_from}: the hours of {move.amending.clause} hold for them at once"
            yield Assumption("running_clocks", "new-hours", ("old hours until they stop",), ref, says)
        until = getattr(move.amending.change, "until", None)
        if until is not None:
            says = f"until {until.text}: the first date on which the old wording stands again"
            yield Assumption("until", "not-included", ("included: through",), ref, says)
    yield from questions_of(moves)


def _reaches_clocks(move: Move) -> bool:
    """Return whether a change of a promise is one of something that clocks read."""
    fields = move.amending.change.fields or {}
    return move.action == "replace" or any(field.rpartition(".")[2] not in _NO_CLOCK for field in fields)
