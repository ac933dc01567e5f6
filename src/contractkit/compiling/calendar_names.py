"""Which calendar a catalogue means: its own, unless the customer's agreement says which of its own stands for it.

`calendars: {office: oslo-office}` in the head of a service level agreement reads `oslo-office` wherever the catalogue
says `office`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from contractkit.compiling.desk import Place
from contractkit.documents import DocumentSource
from contractkit.documents.overlays import Standing, standing_in, with_clause
from contractkit.documents.tree import Entry, ListNode, MapNode, Node, Scalar
from contractkit.errors import Problem
from contractkit.quantities.notation import nearest

__all__ = ["with_own_calendars"]


def with_own_calendars(papers: Sequence[DocumentSource]) -> tuple[tuple[DocumentSource, ...], tuple[Problem, ...]]:
    """Return the papers, with the catalogue's calendars read as the others among them say, and what is wrong there."""
    named: dict[str, Scalar] = {}
    problems: list[Problem] = []
    for paper in papers:
        for name, own in getattr(paper.model, "calendars", {}).items():
            place = Place(paper, None, ("calendars", name))
            if own not in _calendars(papers):
                says = f"there is no calendar '{own}'"
                problems.append(place.problem("unknown-reference", says, nearest(own, _calendars(papers))))
            else:
                at = paper.place("calendars", name)
                named.setdefault(name, Scalar(own, attrs.evolve(at, file=at.file or paper.file)))
    if not named:
        return tuple(papers), tuple(problems)
    found = (_renamed(paper, named) if paper.model.document == "catalogue" else paper for paper in papers)
    return tuple(found), tuple(problems)


def _calendars(papers: Sequence[DocumentSource]) -> tuple[str, ...]:
    clauses = (clause for paper in papers for clause in paper.model.clauses.values())
    written = tuple(str(getattr(clause, "name", "")) for clause in clauses if clause.kind == "calendar")
    lost = (name for paper in papers for number in paper.broken for name in paper.names_in(number))
    return ("always", *written, *lost)


def _renamed(paper: DocumentSource, named: Mapping[str, Scalar]) -> DocumentSource:
    for number in paper.model.clauses:
        standing = standing_in(paper, number)
        node = None if standing is None else _inside(standing.node, named)
        if standing is not None and isinstance(node, MapNode) and node is not standing.node:
            paper = with_clause(paper, number, Standing.read(node, standing.file))
    return paper


def _inside(node: Node, named: Mapping[str, Scalar]) -> Node:
    """Return a node in which what stands behind the key `calendar` has its other name; itself where nothing has."""
    if isinstance(node, MapNode):
        entries = tuple(_entry(entry, named) for entry in node.entries)
        same = all(new is old for new, old in zip(entries, node.entries, strict=True))
        return node if same else MapNode(entries, node.place)
    if isinstance(node, ListNode):
        items = tuple(_inside(item, named) for item in node.items)
        return (
            node if all(new is old for new, old in zip(items, node.items, strict=True)) else ListNode(items, node.place)
        )
    return node


def _entry(entry: Entry, named: Mapping[str, Scalar]) -> Entry:
    if entry.key.text == "calendar" and isinstance(entry.value, Scalar) and entry.value.text in named:
        return Entry(entry.key, named[entry.value.text])
    value = _inside(entry.value, named)
    return entry if value is entry.value else Entry(entry.key, value)
