"""A document with another clause in it: a new document, which shares with the old one what did not change."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from pydantic import ValidationError

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.remembering import clause_of
from contractkit.documents.source import DocumentSource
from contractkit.documents.surgery import find, write
from contractkit.documents.tree import Entry, MapNode, Node, Scalar, in_file, plain

__all__ = ["Standing", "node_of", "read_clause", "standing_in", "with_clause", "with_fields", "without_clause"]


@attrs.frozen(eq=False)
class Standing:
    """A clause as it stands.

    Attributes:
        node: What is written.
        model: What was read; None where it has problems.
        file: The file of the document that it stands in.
    """

    node: MapNode
    model: Clause | None
    file: str | None

    @classmethod
    def read(cls, node: MapNode, file: str | None) -> Standing:
        """Return a clause as it is read from `node`."""
        return cls(node, read_clause(node), file)

    def at_level(self, name: str) -> Standing:
        """Return the clause as one of another level."""
        node = write(self.node, find(self.node, "level"), None, Scalar(name, self.node.place))
        model = None if self.model is None else self.model.model_copy(update={"level": (name,)})
        return attrs.evolve(self, node=node, model=model)


def read_clause(node: MapNode) -> Clause | None:
    """Return the clause that a tree writes; None where it is none."""
    try:
        return clause_of(plain(node))
    except ValidationError:
        return None


def node_of(paper: DocumentSource, number: str | None) -> Node | None:
    """Return what is written under the number of a clause; None where nothing is."""
    entry = None if number is None else _clauses_of(paper).get(number)
    return None if entry is None else entry.value


def standing_in(paper: DocumentSource, number: str) -> Standing | None:
    """Return the clause that stands in a document under a number; None where none does."""
    entry = _clauses_of(paper).get(number)
    if entry is None or not isinstance(entry.value, MapNode):
        return None
    return Standing(entry.value, paper.model.clauses.get(number), paper.file)


def with_fields(own: Standing, other: Standing, names: Sequence[str]) -> Standing:
    """Return a clause with those fields of another that it does not write itself."""
    entries, values = [], {}
    for name in names:
        entry = other.node.get(name)
        if entry is not None and own.node.get(name) is None:
            file = other.file if other.file != own.file else None
            entries.append(Entry(entry.key, in_file(entry.value, file)))
            values[name] = getattr(other.model, name, None)
    node = MapNode((*own.node.entries, *entries), own.node.place) if entries else own.node
    model = own.model if own.model is None or not values else own.model.model_copy(update=values)
    return attrs.evolve(own, node=node, model=model)


def with_clause(paper: DocumentSource, number: str, standing: Standing, key: Scalar | None = None) -> DocumentSource:
    """Return the document with a clause in place of the one of its number; a new number stands in its order.

    Args:
        paper: The document as it stands.
        number: The number of the clause.
        standing: The clause.
        key: Its number as it is written; None where the document has it already, or nobody wrote it.
    """
    clauses = _clauses_of(paper)
    old = clauses.get(number)
    entry = Entry(old.key if old is not None else key or Scalar(number, standing.node.place), standing.node)
    if old is not None:
        entries = tuple(entry if one is old else one for one in clauses.entries)
    else:
        at = _place_for(number, [one.key.text for one in clauses.entries])
        entries = (*clauses.entries[:at], entry, *clauses.entries[at:])
    models = dict(paper.model.clauses)
    broken = paper.broken - {number}
    if standing.model is None:
        models.pop(number, None)
        broken |= {number}
    else:
        models[number] = standing.model
    return _changed(paper, entries, models, broken)


def without_clause(paper: DocumentSource, number: str) -> DocumentSource:
    """Return the document without a clause."""
    entries = tuple(one for one in _clauses_of(paper).entries if one.key.text != number)
    models = {key: model for key, model in paper.model.clauses.items() if key != number}
    return _changed(paper, entries, models, paper.broken - {number})


def _clauses_of(paper: DocumentSource) -> MapNode:
    entry = paper.tree.get("clauses")
    return entry.value if entry is not None and isinstance(entry.value, MapNode) else MapNode((), paper.tree.place)


def _changed(
    paper: DocumentSource, entries: tuple[Entry, ...], models: dict[str, Clause], broken: frozenset[str]
) -> DocumentSource:
    order = {entry.key.text: place for place, entry in enumerate(entries)}
    models = dict(sorted(models.items(), key=lambda item: order.get(item[0], len(order))))
    clauses = MapNode(entries, _clauses_of(paper).place)
    old = paper.tree.get("clauses")
    if old is None:
        tree = MapNode((*paper.tree.entries, Entry(Scalar("clauses"), clauses)), paper.tree.place)
    else:
        kept = tuple(Entry(one.key, clauses) if one is old else one for one in paper.tree.entries)
        tree = MapNode(kept, paper.tree.place)
    return attrs.evolve(paper, model=paper.model.model_copy(update={"clauses": models}), tree=tree, broken=broken)


def _place_for(number: str, numbers: Sequence[str]) -> int:
    """Return where a new number stands among those of a document: behind the last that comes before it."""
    own = _parts(number)
    before = [place for place, other in enumerate(numbers) if _parts(other) < own]
    return before[-1] + 1 if before else len(numbers)


def _parts(number: str) -> tuple[tuple[int, int, str], ...]:
    digits = ((part, part.lstrip("0")) for part in number.split("."))
    return tuple((0, len(bare), bare) if part.isdecimal() else (1, 0, part) for part, bare in digits)
