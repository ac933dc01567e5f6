"""The other readings of a silent text, each written down where a clause could have said it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

import attrs

from contractkit.compiling.places import Changed
from contractkit.compiling.wordless import why_not
from contractkit.documents.overlays import Standing, standing_in
from contractkit.documents.source import DocumentSource, PaperSource
from contractkit.documents.surgery import Found, write
from contractkit.documents.tree import Entry, ListNode, MapNode, Node, Scalar, Step
from contractkit.errors import ContractKitError, DocumentRejected
from contractkit.quantities.currencies import minor_units
from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.terms.agreement import Agreement
from contractkit.terms.variants import Reading, Setting, Variant

__all__ = ["BUILT", "readings_of"]

Compile = Callable[[Sequence[PaperSource]], Agreement]

_Place = tuple[PaperSource, Setting, Changed]


def readings_of(
    papers: Sequence[PaperSource], assumptions: Iterable[Assumption], compiled: Compile
) -> Iterator[Reading]:
    """Yield every other reading of what a text leaves open.

    A reading is written into the clause that is silent: at its top, else in the part of it where the word belongs, else
    among the conventions of its document. It counts only where the text then leaves it open no more.

    Args:
        papers: The papers of the agreement.
        assumptions: What they leave open.
        compiled: Makes the agreement of papers; raises `DocumentRejected` where they do not fit.
    """
    for assumption in dict.fromkeys(assumptions):
        if not assumption.alternatives:
            yield _silent(assumption)
        for alternative in assumption.alternatives:
            yield _reading(papers, assumption, alternative, compiled)


def _reading(papers: Sequence[PaperSource], assumption: Assumption, alternative: str, compiled: Compile) -> Reading:
    why = "no clause has a word for it"
    for paper, setting, changed in _places(papers, assumption, alternative):
        try:
            agreement = compiled([changed.put_into(one) if one is paper else one for one in papers])
        except DocumentRejected as rejected:
            why = rejected.problems[0].says
            continue
        except ContractKitError as error:
            why = str(error)
            continue
        if any(_same_silence(one, assumption) for one in agreement.assumptions):
            continue
        return Reading(assumption, alternative, Variant(str(setting), agreement, (setting,), assumption))
    return Reading(assumption, alternative, why=why_not(assumption.convention) or why)


def _silent(assumption: Assumption) -> Reading:
    """Return what is left open without anything that it is known to be else."""
    why = why_not(assumption.convention) or "nobody knows what else could be meant"
    return Reading(assumption, "another reading", why=why)


def _same_silence(one: Assumption, other: Assumption) -> bool:
    return (one.convention, one.clause, one.taken) == (other.convention, other.clause, other.taken)


def _places(papers: Sequence[PaperSource], assumption: Assumption, alternative: str) -> Iterator[_Place]:
    value = Scalar(alternative, plain=True)
    ref = assumption.clause
    for paper in papers:
        if not isinstance(paper, DocumentSource) or (ref is not None and ref.document != paper.model.id):
            continue
        if assumption.convention in BUILT and ref is not None:
            yield from BUILT[assumption.convention](paper, ref, value)
        if ref is not None and ref.clause is not None:
            yield from _in_clause(paper, ref, assumption.convention, value)
            yield from _throughout(paper, ref, assumption.convention, value)
        yield from _in_head(paper, assumption.convention, value)


def _in_clause(paper: DocumentSource, ref: ClauseRef, word: str, value: Scalar) -> Iterator[_Place]:
    standing = standing_in(paper, ref.clause or "")
    if standing is None:
        return
    spots = sorted(_maps(standing.node), key=lambda spot: _order(spot, ref.row))
    for steps, node in spots:
        if node.get(word) is not None:
            continue
        written = write(standing.node, Found(steps, (word,), node), None, value)
        read = Standing.read(written, standing.file)
        if read.model is not None:
            field = ".".join([*(str(step + 1) if isinstance(step, int) else step for step in steps), word])
            setting = Setting(f"{paper.model.id}/{ref.clause}", field, value.text)
            yield paper, setting, Changed(ref.clause or "", read)


def _throughout(paper: DocumentSource, ref: ClauseRef, word: str, value: Scalar) -> Iterator[_Place]:
    """Yield a clause with the word in every part of it that takes it: several parts may be silent alike."""
    standing = standing_in(paper, ref.clause or "")
    if standing is None:
        return
    node, fields, read = standing.node, [], None
    for steps, _ in _maps(standing.node):
        here = dict(_maps(node)).get(steps)
        if here is None or here.get(word) is not None:
            continue
        written = write(node, Found(steps, (word,), here), None, value)
        found = Standing.read(written, standing.file)
        if found.model is not None:
            node, read = written, found
            fields.append(".".join([*(str(step + 1) if isinstance(step, int) else step for step in steps), word]))
    if read is not None and len(fields) > 1:
        setting = Setting(f"{paper.model.id}/{ref.clause}", " and ".join(fields), value.text)
        yield paper, setting, Changed(ref.clause or "", read)


def _as_step(paper: DocumentSource, ref: ClauseRef, mode: Scalar) -> Iterator[_Place]:
    """Yield a settlement clause with a last step that rounds, where it has none."""
    standing = standing_in(paper, ref.clause or "")
    if standing is None or standing.node.text("kind") != "settlement":
        return
    order = standing.node.inside("order")
    steps = order.items if isinstance(order, ListNode) else ()
    if any(isinstance(step, MapNode) and step.text("step") == "round" for step in steps):
        return
    unit = Decimal(1).scaleb(-minor_units(str(getattr(paper.model, "currency", "EUR"))))
    words = {"step": "round", "to": str(unit), "mode": mode.text}
    step = MapNode(tuple(Entry(Scalar(key), Scalar(word, plain=True)) for key, word in words.items()))
    found = Found(("order",), (), standing.node) if steps else Found((), ("order",), standing.node)
    read = Standing.read(write(standing.node, found, None, ListNode((*steps, step))), standing.file)
    if read.model is not None:
        setting = Setting(f"{paper.model.id}/{ref.clause}", f"order.{len(steps) + 1}.mode", mode.text)
        yield paper, setting, Changed(ref.clause or "", read)


def _as_band(paper: DocumentSource, ref: ClauseRef, _: Scalar) -> Iterator[_Place]:
    """Yield a service whose units outside the band cost what they cost inside, more or fewer of them."""
    price = "100 % of price"
    standing = standing_in(paper, ref.clause or "")
    if standing is None:
        return
    words = {"above": price, "below": price, "priced": "excess"}
    written_out = MapNode(tuple(Entry(Scalar(key), Scalar(word, plain=True)) for key, word in words.items()))
    written = write(standing.node, Found((), ("outside_band",), standing.node), None, written_out)
    read = Standing.read(written, standing.file)
    if read.model is not None:
        setting = Setting(f"{paper.model.id}/{ref.clause}", "outside_band.above and outside_band.below", price)
        yield paper, setting, Changed(ref.clause or "", read)


BUILT: Final[Mapping[str, Callable[[DocumentSource, ClauseRef, Scalar], Iterator[_Place]]]] = {
    "mode": _as_step,
    "outside_band": _as_band,
}
"""By convention, what writes its other reading where one word would not say it: a step, or a part of a clause."""


def _order(spot: tuple[tuple[Step, ...], MapNode], row: str | None) -> tuple[bool, int]:
    """Return what is tried first: the row that is named, then what is less deep."""
    steps, node = spot
    return row is not None and node.text("name") != row, len(steps)


def _maps(node: Node, steps: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], MapNode]]:
    if isinstance(node, MapNode):
        yield steps, node
        for entry in node.entries:
            yield from _maps(entry.value, (*steps, entry.key.text))
    elif isinstance(node, ListNode):
        for place, item in enumerate(node.items):
            yield from _maps(item, (*steps, place))


def _in_head(paper: DocumentSource, word: str, value: Scalar) -> Iterator[_Place]:
    from contractkit.documents.judging import judge
    from contractkit.documents.reading import Reading as Read

    conventions = paper.tree.inside("conventions")
    node = conventions if isinstance(conventions, MapNode) else None
    if node is not None and node.get(word) is not None:
        return
    found = Found(("conventions",), (word,), node) if node is not None else Found((), ("conventions", word), paper.tree)
    tree = write(paper.tree, found, None, value)
    read, problems = judge(Read(tree, ()), paper.file)
    if isinstance(read, DocumentSource) and not problems:
        head = attrs.evolve(paper, tree=tree, model=read.model)
        yield paper, Setting(paper.model.id, f"conventions.{word}", value.text), Changed("", head=head)
