"""A facts document: what is told of a period beside items, as YAML or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs

from contractkit.cli.facts_documents import facts_document
from contractkit.documents.tree import MapNode, Node, Scalar, place_of
from contractkit.errors import FactsRejected, Problem, UsageError
from contractkit.settlement.told import SettlementFacts
from contractkit.settlement.told.names import known_in
from contractkit.terms import Agreement

__all__ = ["agreements_named_in", "told_in", "told_of_one"]

_THEN = "groups, such as amounts:"
_HEAD = ("contractkit", "document", "agreement", "title")
_INDEX = "index"


@attrs.frozen
class _Document:
    """A facts document as it stands in a file.

    Attributes:
        file: The file.
        tree: What stands in it.
    """

    file: Path
    tree: MapNode

    @classmethod
    def of(cls, file: Path) -> _Document:
        """Return what stands in a file."""
        return cls(file, facts_document(file, _THEN))

    @property
    def named(self) -> str | None:
        """Return the id of the agreement that it is for; None where it names none."""
        return self.tree.text("agreement")

    @property
    def groups(self) -> dict[str, Any]:
        """Return its groups as plain data."""
        return {entry.key.text: _data(entry.value) for entry in self.tree.entries if entry.key.text not in _HEAD}

    @property
    def is_shared(self) -> bool:
        """Return whether it is for every agreement: it names none, and tells nothing but figures of indexes."""
        return self.named is None and set(self.groups) == {_INDEX}

    def read(self, groups: dict[str, Any], agreement: Agreement, period: str) -> SettlementFacts:
        """Return what some of its groups tell; problems have their file and line."""
        try:
            return SettlementFacts.from_dict(groups, agreement=agreement, period=period)
        except FactsRejected as rejected:
            found = [_placed(problem, self.tree, str(self.file)) for problem in rejected.problems]
            raise FactsRejected(found) from None

    def not_of(self, agreement: Agreement) -> FactsRejected:
        """Return that it is for another agreement."""
        place = place_of(self.tree, ("agreement",))
        says = f"these facts are of {self.named}, and {agreement.id} was asked about"
        return FactsRejected([Problem("wrong-agreement", says, str(self.file), place.line, place.column)])


def told_in(
    files: Sequence[Path], agreement: Agreement, period: str, agreements: Sequence[Agreement] = ()
) -> SettlementFacts:
    """Return what facts documents tell of an agreement; nothing where none is for it.

    A document that names no agreement and tells only index figures is for every agreement; of it those series are read
    that the agreement follows.

    Args:
        files: The documents: ``contractkit: 1``, ``document: facts``, and groups such as ``figures`` and ``volumes``.
        agreement: The agreement.
        period: The period that a value without a period of its own is of.
        agreements: All agreements at hand; documents for the others are passed over.

    Raises:
        FactsRejected: A document cannot be read, is for none of the agreements, or says what means nothing.
        UsageError: Two documents are for the agreement.
    """
    documents = [_Document.of(file) for file in files]
    known = {one.id for one in (agreement, *agreements)}
    for one in documents:
        if one.named not in (None, *known):
            raise one.not_of(agreement)
    own = [one for one in documents if not one.is_shared and one.named in (None, agreement.id)]
    if len(own) > 1:
        both = " and ".join(str(one.file) for one in own)
        raise UsageError(f"{both} are both for {agreement.id}; put them into one")
    found = own[0].read(own[0].groups, agreement, period) if own else SettlementFacts()
    for one in documents:
        if one.is_shared:
            found = _with_index(found, one, agreement, period, (agreement, *agreements))
    return found


def told_of_one(
    files: Sequence[Path], agreement: Agreement, period: str, agreements: Sequence[Agreement] = ()
) -> SettlementFacts:
    """Return what facts documents tell of the one agreement that is asked about, as `told_in` does.

    Raises:
        FactsRejected: As `told_in`, and where documents are given and none is for the agreement.
        UsageError: Two documents are for the agreement.
    """
    documents = [_Document.of(file) for file in files]
    if documents and not any(one.named in (None, agreement.id) for one in documents):
        raise documents[0].not_of(agreement)
    return told_in(files, agreement, period, agreements)


def _with_index(
    found: SettlementFacts, document: _Document, agreement: Agreement, period: str, every: Sequence[Agreement]
) -> SettlementFacts:
    """Return facts with the series of a shared document that an agreement follows."""
    series = document.groups[_INDEX]
    if isinstance(series, dict):
        own, anybodys = known_in(agreement).series, {name for one in every for name in known_in(one).series}
        series = {name: value for name, value in series.items() if name in own or name not in anybodys}
    twice = [name for name in found.index if name in series]
    if twice:
        place = place_of(document.tree, (_INDEX, twice[0]))
        says = f"the figures of {twice[0]} are told in another document too"
        hint = "tell each series in one document"
        problem = Problem("contradictory-figures", says, str(document.file), place.line, place.column, hint=hint)
        raise FactsRejected([problem])
    more = document.read({_INDEX: series}, agreement, period)
    return attrs.evolve(found, index={**found.index, **more.index})


def agreements_named_in(files: Sequence[Path]) -> tuple[str | None, ...]:
    """Return for each facts document the id of the agreement that it is for; None where it names none.

    Raises:
        FactsRejected: A document cannot be read.
    """
    return tuple(_Document.of(file).named for file in files)


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
