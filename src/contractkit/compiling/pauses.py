"""Which pauses stop which clocks: those of the same document, or of the contract, unless the pause names its clocks."""

from __future__ import annotations

from contractkit.compiling.conditions import compile_condition
from contractkit.compiling.desk import Desk
from contractkit.compiling.names import Names
from contractkit.documents import DocumentSource
from contractkit.terms.targets import Measure, Pause, Target

__all__ = ["check_pauses", "pauses_of"]


def pauses_of(desk: Desk, names: Names, paper: DocumentSource, target: Target, measure: Measure) -> tuple[Pause, ...]:
    """Return the pauses that stop the clock of a target, in the order of the page."""
    found = []
    for place, clause in desk.clauses("pause"):
        here = place.paper is paper or (place.paper is desk.head and paper.model.document != "contract")
        if not here and not _names_document(clause.for_, paper):
            continue
        if clause.for_ and _called(place.paper.model.id, target, measure).isdisjoint(clause.for_):
            continue
        condition = compile_condition(_silent(desk), place.at("while"), clause.while_, names.fields)
        found.append(Pause(place.ref(), condition, clause.area))
    return tuple(found)


def check_pauses(desk: Desk, names: Names, targets: tuple[Target, ...], measures: set[str]) -> None:
    """Add pauses whose condition or clocks do not exist to the desk's problems, once each."""
    known = {*measures, *names.measures, *(target.name for target in targets)}
    clauses = {(target.clause.document, target.clause.clause) for target in targets}
    for place, clause in desk.clauses("pause"):
        compile_condition(desk, place.at("while"), clause.while_, names.fields)
        for number, word in enumerate(clause.for_):
            document, _, rest = str(word).rpartition("/")
            if str(word) not in known and (document or place.paper.model.id, rest) not in clauses:
                path = ("for", number) if len(clause.for_) > 1 else ("for",)
                desk.unknown(
                    place.at(*path), "measure, target or clause", str(word), known | {c for _, c in clauses if c}
                )


def _silent(desk: Desk) -> Desk:
    """Return a desk for compiling again what `check_pauses` reports once."""
    return Desk(desk.papers)


def _names_document(words: tuple[str, ...], paper: DocumentSource) -> bool:
    return any(str(word).startswith(f"{paper.model.id}/") for word in words)


def _called(document: str, target: Target, measure: Measure) -> frozenset[str | None]:
    """Return the words that mean the clock of a target in a pause of a document."""
    own = f"{target.clause.document}/{target.clause.clause}"
    here = target.clause.clause if target.clause.document == document else None
    return frozenset((measure.name, target.name, target.id, own, here))
