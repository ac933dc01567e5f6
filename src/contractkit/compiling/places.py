"""A place inside a paper by its name, and the paper with another value there. Nothing is edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from contractkit.documents.data_reader import read_data_tree
from contractkit.documents.overlays import Standing, standing_in, with_clause
from contractkit.documents.source import DocumentSource, PaperSource
from contractkit.documents.surgery import Found, find, write
from contractkit.documents.tree import ListNode, MapNode, Node, Scalar, Step, plain
from contractkit.errors import DocumentRejected, Problem, UsageError
from contractkit.quantities.notation import nearest

__all__ = ["Changed", "Spot", "changed_by", "spot_of"]

_TELLING = ("name", "at", "below", "above", "kind", "step", "from")


@attrs.frozen(eq=False)
class Spot:
    """A place in a paper.

    Attributes:
        paper: The paper.
        number: The number of the clause; empty for the head of the document.
        field: The place in it, as it was asked for.
        found: How far it leads.
    """

    paper: DocumentSource
    number: str
    field: str
    found: Found

    @property
    def clause(self) -> str:
        """Return the clause as figures cite it."""
        return f"{self.paper.model.id}/{self.number}" if self.number else self.paper.model.id


def spot_of(paper: DocumentSource, number: str, field: str, asked: str) -> Spot:
    """Return the place of a field; one that is not written yet may be, where a map could hold it.

    Args:
        paper: The paper.
        number: The number of the clause; empty for the head of the document.
        field: The field, as `Papers.variants` takes it.
        asked: What was asked for, for the message.

    Raises:
        UsageError: Nothing of that name can stand there.
    """
    node: Node | None = paper.tree if not number else None
    if number:
        standing = standing_in(paper, number)
        node = None if standing is None else standing.node
    found = Found((), (field,), paper.tree) if node is None else _find(node, field)
    deep = 1 if number else 2  # a head need not have conventions yet
    if len(found.missing) > deep or (found.missing and not isinstance(found.last, MapNode)):
        names = (*found.names_there(), *_numbers(found.last))
        told = nearest(found.missing[0], names) or f"there stand {', '.join(names) or 'no names'}"
        if isinstance(found.last, ListNode):
            told = f"{told}; items are counted from 1"
        raise UsageError(f"{asked!r}: there is no {'.'.join(found.missing)!r}; {told}", place=asked)
    return Spot(paper, number, field, found)


@attrs.frozen(eq=False)
class Changed:
    """A clause, or the head of a document, with other values in some places.

    Attributes:
        number: The number of the clause; empty for the head of the document.
        standing: The clause; None for the head.
        head: The document with another head; None for a clause.
    """

    number: str
    standing: Standing | None = None
    head: DocumentSource | None = None

    def put_into(self, paper: PaperSource) -> PaperSource:
        """Return the paper with this clause or head in the place of its own."""
        if not isinstance(paper, DocumentSource):
            return paper
        if self.standing is not None:
            return with_clause(paper, self.number, self.standing)
        if self.head is None:
            return paper
        entry = paper.tree.get("clauses")
        kept = () if entry is None else (entry,)
        head = tuple(one for one in self.head.tree.entries if one.key.text != "clauses")
        tree = MapNode((*head, *kept), paper.tree.place)
        model = self.head.model.model_copy(update={"clauses": paper.model.clauses})
        return attrs.evolve(paper, tree=tree, model=model)


def changed_by(settings: Sequence[tuple[Spot, Any]], written: dict[Any, Any] | None = None) -> Changed:
    """Return what other values in some places make of one clause, or of one head.

    Args:
        settings: The places, all of one clause, and what stands there: text, or plain maps and lists.
        written: Where it is kept what was written before, so that variants that begin alike share it.

    Raises:
        DocumentRejected: A value does not fit its field, or is no plain data.
    """
    spot = settings[0][0]
    paper, number = spot.paper, spot.number
    standing = standing_in(paper, number) if number else None
    node = paper.tree if standing is None else standing.node
    known: dict[Any, Any] = {} if written is None else written
    for one, value in settings:
        key = (id(node), id(one), id(value))
        if key not in known:
            after = write(node, _find(node, one.field), None, _node(value, one))
            known[key] = (node, one, value, after)  # kept, so that their numbers stay their own
        node = known[key][-1]
    if standing is None:
        return Changed(number, head=attrs.evolve(paper, tree=node, model=_head_with(paper, node)))
    read = Standing.read(node, standing.file)
    if read.model is None:
        raise DocumentRejected(_misfits(paper, settings, node))
    return Changed(number, read)


def _find(node: Node, field: str) -> Found:
    """Return where a name leads; unlike that of an amendment it may go by what tells an item apart, or its number."""
    steps: tuple[Step, ...] = ()
    words = tuple(field.split("."))
    while True:
        found = find(node, ".".join(words))
        steps = (*steps, *found.steps)
        if not found.missing or not isinstance(found.last, ListNode):
            return Found(steps, found.missing, found.last)
        place, taken = _item(found.last, found.missing)
        if place is None:
            return Found(steps, found.missing, found.last)
        steps, node, words = (*steps, place), found.last.items[place], found.missing[taken:]
        if not words:
            return Found(steps, (), node)


def _item(items: ListNode, words: tuple[str, ...]) -> tuple[int | None, int]:
    for end in range(len(words), 0, -1):
        word = ".".join(words[:end])
        for field in _TELLING:
            told = [
                place
                for place, item in enumerate(items.items)
                if isinstance(item, MapNode) and item.text(field) == word
            ]
            if len(told) == 1:
                return told[0], end
    number = words[0]
    if number.isdecimal() and 1 <= int(number) <= len(items.items):
        return int(number) - 1, 1
    return None, 0


def _numbers(node: Node) -> tuple[str, ...]:
    return tuple(str(place + 1) for place in range(len(node.items))) if isinstance(node, ListNode) else ()


def _node(value: Any, spot: Spot) -> Node:
    if isinstance(value, str):
        return Scalar(value, plain=True)
    reading = read_data_tree({"value": value})
    node = None if reading.problems or not isinstance(reading.tree, MapNode) else reading.tree.inside("value")
    if node is None:
        says = f"{value!r} is no plain data: texts, numbers, maps and lists"
        raise DocumentRejected([*reading.problems] or [Problem("wrong-shape", says, where=spot.field)])
    return node


def _misfits(paper: DocumentSource, settings: Sequence[tuple[Spot, Any]], written: MapNode) -> list[Problem]:
    """Return what a clause says of values that do not fit, as it would of a document with them."""
    from pydantic import ValidationError

    from contractkit.documents.clauses.registry import AnyClause
    from contractkit.documents.remembering import clause_of
    from contractkit.documents.telling import Teller

    teller = Teller(written, paper.file)
    try:
        clause_of(plain(written))
    except ValidationError as error:
        teller.tell_errors(error, (), AnyClause)
    spot = settings[0][0]
    place = paper.place("clauses", spot.number, *spot.found.steps)
    told = " and ".join(f"{one.field}: {value}" for one, value in settings)
    at = (paper.file, place.line, place.column, f"clause {spot.clause}")
    found = [Problem("change-invalid", f"{told}: {one.says}", *at, hint=one.hint) for one in teller.problems]
    return found or [Problem("change-invalid", f"{told}: it does not fit", *at)]


def _head_with(paper: DocumentSource, tree: MapNode) -> Any:
    """Return the model of a paper whose head was changed."""
    from contractkit.documents.judging import judge
    from contractkit.documents.reading import Reading

    read, problems = judge(Reading(tree, ()), paper.file)
    if read is None or problems:
        raise DocumentRejected(problems)
    return read.model
