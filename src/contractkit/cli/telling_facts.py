"""A facts document: what is told of a period beside items, as YAML or JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs

from contractkit.cli.facts_documents import facts_document
from contractkit.documents.tree import MapNode, Node, Scalar, place_of
from contractkit.errors import FactsRejected, Problem
from contractkit.settlement.told import SettlementFacts
from contractkit.terms import Agreement

__all__ = ["agreement_named_in", "told_in"]

_THEN = "groups, such as amounts:"
_HEAD = ("contractkit", "document", "agreement", "title")


def told_in(file: Path | None, agreement: Agreement, period: str) -> SettlementFacts:
    """Return what a facts document tells; nothing where no file is given.

    Args:
        file: The document: ``contractkit: 1``, ``document: facts``, and groups such as ``figures`` and ``volumes``.
        agreement: The agreement that it is for.
        period: The period that a value without a period of its own is of.

    Raises:
        FactsRejected: The document cannot be read, is for another agreement, or says what means nothing.
    """
    if file is None:
        return SettlementFacts()
    tree = facts_document(file, _THEN)
    named = tree.text("agreement")
    if named is not None and named != agreement.id:
        place = place_of(tree, ("agreement",))
        says = f"these facts are of {named}, and {agreement.id} was asked about"
        raise FactsRejected([Problem("wrong-agreement", says, str(file), place.line, place.column)])
    groups = {entry.key.text: _data(entry.value) for entry in tree.entries if entry.key.text not in _HEAD}
    try:
        return SettlementFacts.from_dict(groups, agreement=agreement, period=period)
    except FactsRejected as rejected:
        raise FactsRejected([_placed(problem, tree, str(file)) for problem in rejected.problems]) from None


def agreement_named_in(file: Path) -> str | None:
    """Return the id of the agreement that a facts document is for; None where it names none.

    Raises:
        FactsRejected: The document cannot be read.
    """
    return facts_document(file, _THEN).text("agreement")


def _data(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, MapNode):
        return {entry.key.text: _data(entry.value) for entry in node.entries}
    return [_data(item) for item in node.items]


def _placed(problem: Problem, tree: MapNode, file: str) -> Problem:
    """Return a problem with the file and the line of what it is about."""
    if problem.file is not None:
        return problem
    path = problem.path if isinstance(problem.path, tuple) else ()
    place = place_of(tree, path)
    return attrs.evolve(problem, file=file, line=place.line, column=place.column)
