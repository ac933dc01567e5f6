"""Papers that are kept open, so that the same agreement can be compiled with other words in a few places.

Every variant is compiled and checked as a document is. Nothing is edited: a variant's papers share with the signed ones
what did not change.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import attrs

from contractkit.compiling.grouping import Register
from contractkit.compiling.intake import Intake
from contractkit.compiling.places import Changed, Spot, changed_by, spot_of
from contractkit.compiling.reading_otherwise import readings_of
from contractkit.compiling.recalling import Recall
from contractkit.compiling.restating import restated_by
from contractkit.documents.filing import Filed, GivenData, GivenText, Received, papers_in, received
from contractkit.documents.pausing import without_pauses
from contractkit.documents.source import DocumentSource, PaperSource
from contractkit.errors import DocumentRejected, Problem, UsageError
from contractkit.quantities.notation import nearest
from contractkit.records.clauses import Assumption
from contractkit.terms.agreement import Agreement
from contractkit.terms.variants import Reading, Restated, Setting, Variant

__all__ = ["Papers"]

_MOOT = frozenset({"was-differs", "nothing-changes"})
"""What an amendment says of the signed words that a variant has replaced; it holds from its date on all the same."""


@attrs.frozen(eq=False)
class Papers:
    """The papers of one agreement, open for other readings and other terms.

    Attributes:
        agreement: The agreement as it was signed.
        papers: Its papers, in the order of the files.

    Example:
        >>> papers = Papers.of(data={
        ...     "contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {"1": {"kind": "fee", "name": "base", "amount": "EUR 900", "per": "month"}}})
        >>> [str(one.agreement.fees[0].amount) for one in papers.variants({"1 amount": ["EUR 800", "EUR 850"]})]
        ['EUR 800.00', 'EUR 850.00']
    """

    agreement: Agreement
    papers: tuple[PaperSource, ...] = attrs.field(repr=False)

    @classmethod
    def of(
        cls,
        path: str | os.PathLike[str] | None = None,
        *,
        text: GivenText | None = None,
        data: GivenData | None = None,
        agreement: str | None = None,
    ) -> Papers:
        """Return the papers of one agreement.

        Args:
            path: A file or a folder.
            text: One document as YAML or JSON, or several by name, instead of a path.
            data: One document as plain maps, lists and texts, or several in a list or by name, instead of a path.
            agreement: The id of the agreement, where a folder holds several.

        Raises:
            DocumentRejected: The documents have problems.
            UsageError: Not exactly one of `path`, `text` and `data` was given, or it is not said which agreement.
        """
        given = [entry for entry in (path, text, data) if entry is not None]
        if len(given) != 1:
            raise UsageError(f"Papers.of takes one of path, text and data, and was given {len(given)}")
        taken = tuple(papers_in(path) if path is not None else received("Papers.of", text, data))
        problems = [problem for one in taken for problem in one.problems]
        if problems:
            raise DocumentRejected(problems)
        papers = tuple(one.paper for one in taken if one.paper is not None)
        own = _papers_of(papers, agreement)
        return cls(_compiled(own), own)

    @without_pauses()
    def variants(
        self, vary: Mapping[str, Sequence[Any]] | Iterable[Mapping[str, Any]], names: Sequence[str] = ()
    ) -> tuple[Variant, ...]:
        """Return the agreement with other values in some places, each combination once.

        Args:
            vary: For each place the values that it takes: a grid of all combinations, empty without a place. A place is
                a clause and a field, as an amendment names them: ``4.1 rows.p1.within``; an item of a list without a
                name goes by its number, from 1, or by what tells it apart: ``8 order.1.limit``,
                ``4.1 pays.1.points.95 %.pays``. Or a list of maps from places to one value each: those combinations
                only. An amendment holds from its date on, as it is written, also where it changes the same field.
            names: What the variants are called; left out, by what differs.

        Raises:
            UsageError: There is no such clause or field, or there are not as many names as variants.
            DocumentRejected: A value does not fit its field, or contradicts another clause.
        """
        found = []
        spots: dict[str, Spot] = {}
        read: dict[Any, Changed] = {}
        recall = Recall()
        for combination in _combinations(vary):
            for place in combination:
                spots[place] = spots.get(place) or self._spot(place)
            found.append(self._variant([(spots[place], value) for place, value in combination.items()], read, recall))
        if names and len(names) != len(found):
            raise UsageError(f"there are {len(found)} variants, and {len(names)} names for them")
        called = names or [one.name for one in found]
        return tuple(attrs.evolve(one, name=name) for one, name in zip(found, called, strict=True))

    @without_pauses()
    def readings(self, assumptions: Iterable[Assumption] | None = None) -> tuple[Reading, ...]:
        """Return every other reading of what the papers leave open, each as an agreement that says so.

        Args:
            assumptions: What they leave open, such as `Settlement.assumptions`; None for all that the agreement lists.

        Returns:
            A reading for each alternative of each assumption; one that no clause can say has the reason instead of a
            variant: an alternative that stands for many values (``a time of day``), or one that is about facts.
        """
        asked = self.agreement.assumptions if assumptions is None else tuple(assumptions)
        return tuple(readings_of(self.papers, asked, _compiled))

    def with_value(self, place: str, value: Any) -> Agreement:
        """Return the agreement with another value in one place.

        Raises:
            UsageError: There is no such clause or field.
            DocumentRejected: The value does not fit.
        """
        return self._variant(((self._spot(place), value),)).agreement

    def _spot(self, place: str) -> Spot:
        clause, _, field = place.strip().partition(" ")
        if not field:
            raise UsageError(f"{place!r} names no place: write a clause and a field, such as '4.1 reach'", place=place)
        documents = [paper for paper in self.papers if isinstance(paper, DocumentSource)]
        found = [
            (document, number)
            for document in documents
            for number in ("", *document.model.clauses)
            if clause in ((number, f"{document.model.id}/{number}") if number else (document.model.id,))
        ]
        if len(found) != 1:
            known = [f"{one.model.id}/{number}" for one in documents for number in one.model.clauses]
            told = nearest(clause, known) or f"known: {', '.join(known)}"
            which = " or ".join(f"{document.model.id}/{number}" for document, number in found)
            if found:
                raise UsageError(f"{place!r}: several documents have a clause {clause!r}; write {which}", place=place)
            raise UsageError(f"{place!r}: there is no clause {clause!r}; {told}", place=place)
        document, number = found[0]
        return spot_of(document, number, field.strip(), place)

    def _variant(
        self,
        settings: Sequence[tuple[Spot, Any]],
        read: dict[Any, Changed] | None = None,
        recall: Recall | None = None,
    ) -> Variant:
        known: dict[Any, Changed] = {} if read is None else read
        written = None if recall is None else recall.written
        papers = {id(paper): paper for paper in self.papers}
        by_clause: dict[tuple[int, str], list[tuple[Spot, Any]]] = {}
        for spot, value in settings:
            by_clause.setdefault((id(spot.paper), spot.number), []).append((spot, value))
        for (paper, _), several in by_clause.items():
            key = tuple((id(spot), id(value)) for spot, value in several)
            changed = known.get(key)
            if changed is None:
                changed = known[key] = changed_by(several, written)
            papers[paper] = changed.put_into(papers[paper])
        told = tuple(Setting(spot.clause, spot.field, _text(value)) for spot, value in settings)
        name = ", ".join(str(one) for one in told) or "as signed"
        try:
            agreement = _compiled(tuple(papers.values()), _MOOT, recall)
        except DocumentRejected as rejected:
            raise DocumentRejected(
                [attrs.evolve(one, says=f"with {name}: {one.says}") for one in rejected.problems]
            ) from None
        restated = dict.fromkeys(one for spot, _ in settings for one in self._restated(spot))
        return Variant(name, agreement, told, restated=tuple(restated))

    def _restated(self, spot: Spot) -> tuple[Restated, ...]:
        """Return the amendments that write a place; of papers without any, none without looking."""
        if all(isinstance(paper, DocumentSource) for paper in self.papers):
            return ()
        return restated_by(spot, self.papers)


def _papers_of(papers: Sequence[PaperSource], agreement: str | None) -> tuple[PaperSource, ...]:
    """Return the papers that make one agreement."""
    register, by_entry = Register(), {}
    for paper in papers:
        filed = Filed.of(paper, None)
        by_entry[filed] = paper
        register.add(filed)
    members = register.agreements()
    wanted = [one for one in members if agreement in (None, one.papers[0].id)]
    if len(wanted) != 1:
        known = ", ".join(one.papers[0].id for one in members) or "none"
        says = f"one agreement is varied, and there are {len(wanted)}" if agreement is None else f"no {agreement}"
        raise DocumentRejected([Problem("how-many", f"{says}; known: {known}", hint="say which one by its id")])
    own = {*wanted[0].papers, *wanted[0].amendments, *wanted[0].notices}
    return tuple(paper for filed, paper in by_entry.items() if filed in own)


def _compiled(
    papers: Iterable[PaperSource], moot: frozenset[str] = frozenset(), recall: Recall | None = None
) -> Agreement:
    intake = Intake(recall=recall)
    for paper in papers:
        intake.take(Received(paper, None, ()))
    outcome = intake.outcome()
    problems = [problem for problem in outcome.problems if problem.code not in moot]
    if problems:
        raise DocumentRejected(problems)
    return outcome.agreements[0]


def _combinations(vary: Mapping[str, Sequence[Any]] | Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    if not isinstance(vary, Mapping):
        yield from vary
        return
    for place, values in vary.items():
        if isinstance(values, str) or not isinstance(values, Sequence) or not values:
            raise UsageError(f"{place}: a place takes a list of values, and was given {values!r}", place=place)
    for several in product(*vary.values()) if vary else ():
        yield dict(zip(vary, several, strict=True))


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_text(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_text(inner) for inner in value) + "]"
    return str(value)
