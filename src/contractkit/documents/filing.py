"""Many papers, of which few are open at a time: each is kept packed, with what of its head says where it belongs."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from contractkit.documents.data_reader import read_data_tree
from contractkit.documents.files import file_text, files_of
from contractkit.documents.judging import judge
from contractkit.documents.loading import is_other
from contractkit.documents.packing import PackedData, PackedPaper
from contractkit.documents.reader import read_tree
from contractkit.documents.reading import Reading
from contractkit.documents.source import PaperSource
from contractkit.errors import Problem, UsageError

__all__ = ["Filed", "GivenData", "GivenText", "OpenPapers", "Received", "papers_in", "received"]


@attrs.frozen(eq=False)
class Received:
    """What came in with one file.

    Attributes:
        paper: The paper; None where its head could not be read.
        packed: The paper as it was handed in; None where it cannot be packed.
        problems: All that is wrong with it.
    """

    paper: PaperSource | None
    packed: PackedPaper | None
    problems: tuple[Problem, ...]


def papers_in(path: str | os.PathLike[str]) -> Iterator[Received]:
    """Yield what stands in a file, or in each file of a folder, one after the other, in the order of their names.

    In a folder, files that are no documents of this language (a mapping, a data file) are left alone.

    Args:
        path: A file or a folder.
    """
    files, problems = files_of(path)
    told = bool(problems)
    if problems:
        yield Received(None, None, problems)
    alone = files == (os.fspath(path),)
    judged = False
    for file in files:
        found = file_text(file)
        reading = Reading(None, found.problems) if found.problems else read_tree(found.text, file)
        if not alone and is_other(reading):
            continue
        judged = True
        paper, wrong = judge(reading, file)
        yield Received(paper, None if paper is None else PackedPaper.of_text(found.text, file), wrong)
    if files and not judged and not told:
        says, hint = "there is no document in this folder", "a document begins with contractkit: 1"
        yield Received(None, None, (Problem("no-documents", says, os.fspath(path), hint=hint),))


GivenText = str | Mapping[str, str]
"""One document as YAML or JSON, or several by name."""

GivenData = Mapping[str, Any] | Sequence[Mapping[str, Any]]
"""One document as plain data, or several: in a list, or by name."""

_OF_A_DOCUMENT = frozenset(("contractkit", "document", "id", "clauses", "changes"))


def received(asked: str, text: GivenText | None, data: GivenData | None) -> Iterator[Received]:
    """Yield the documents that texts write or plain data hold; a name stands in the problems, and no file is read.

    Args:
        asked: What was called, for the message.
        text: One document, or several by name.
        data: One document, or several in a list or by name.

    Raises:
        UsageError: Something else was given, or nothing at all.
    """
    if text is not None:
        for name, written in _texts(asked, text):
            paper, problems = judge(read_tree(written, name), name)
            yield Received(paper, None if paper is None else PackedPaper.of_text(written, name), problems)
        return
    for name, held in _documents(asked, data):
        paper, problems = judge(read_data_tree(held, name), name)
        yield Received(paper, None if paper is None else PackedData.of(held, name), problems)


def _texts(asked: str, text: Any) -> Iterator[tuple[str | None, str]]:
    several = text.items() if isinstance(text, Mapping) else ((None, text),)
    if not several:
        raise UsageError(f"{asked} was given no document: text is empty")
    for name, written in several:
        if not isinstance(written, str):
            which = "text" if name is None else f"the text of {name}"
            raise UsageError(f"{which} is a str, and a {type(written).__name__} was given: decode it, as UTF-8")
        yield name, written


def _documents(asked: str, data: Any) -> Iterator[tuple[str | None, Mapping[str, Any]]]:
    if isinstance(data, Sequence) and not isinstance(data, str | bytes):
        if not data:
            raise UsageError(f"{asked} was given no document: data is empty")
        for number, one in enumerate(data, 1):
            own = one.get("id") if isinstance(one, Mapping) else None
            yield str(own or f"document {number}"), one
        return
    named = isinstance(data, Mapping) and bool(data) and not _OF_A_DOCUMENT & data.keys()
    if named and isinstance(data, Mapping) and all(isinstance(one, Mapping) for one in data.values()):
        yield from ((str(name), one) for name, one in data.items())
        return
    yield None, {} if data is None else data


@attrs.frozen(eq=False)
class Filed:
    """One paper in the file: what of its head says to which agreements it belongs.

    Attributes:
        id: Its id.
        kind: The word of its document, such as ``contract``.
        file: Its file; None where it has none.
        packed: The paper; None where it stays open.
        form: Of a contract, ``framework`` or ``call-off``; else None.
        under: Of a call-off, its framework; else None.
        uses: Of a contract, the papers that it names.
        belongs_to: The contract that it names; else None.
        between: Of an agreement between teams or with a supplier, with whom; else None.
        supports: The promises that such an agreement stands behind.
        passes_on: Its clauses that pass on what another paper credits, each with the clause of that paper.
        speaks_of: The document that an amendment changes, or that a notice is about; else None.
    """

    id: str
    kind: str
    file: str | None
    packed: PackedPaper | None
    form: str | None = None
    under: str | None = None
    uses: tuple[str, ...] = ()
    belongs_to: str | None = None
    between: str | None = None
    supports: tuple[str, ...] = ()
    passes_on: tuple[tuple[str, str], ...] = ()
    speaks_of: str | None = None

    @classmethod
    def of(cls, paper: PaperSource, packed: PackedPaper | None) -> Filed:
        """Return the entry of a paper."""
        model: Any = paper.model
        speaks_of = str(model.amends) if model.document == "amendment" else None
        if model.document == "notice":
            speaks_of = str(model.about).rpartition("/")[0]

        def word(field: str) -> str | None:
            found = getattr(model, field, None)
            return None if found is None else str(found)

        return cls(
            id=str(model.id),
            kind=str(model.document),
            file=paper.file,
            packed=packed,
            form=word("form"),
            under=word("under"),
            uses=tuple(str(one) for one in getattr(model, "uses", ())),
            belongs_to=word("belongs_to"),
            between=word("between"),
            supports=tuple(str(one) for one in getattr(model, "supports", ())),
            passes_on=tuple(
                (number, str(clause.of))
                for number, clause in getattr(model, "clauses", {}).items()
                if clause.kind == "pass-through"
            ),
            speaks_of=speaks_of,
        )

    @property
    def size(self) -> int:
        """Return how many characters it has, about."""
        return 0 if self.packed is None else self.packed.size


@attrs.define(eq=False)
class OpenPapers:
    """The papers that are open; one that is not is read again when it is asked for."""

    _open: OrderedDict[Filed, PaperSource] = attrs.field(factory=OrderedDict, init=False)
    size: int = attrs.field(default=0, init=False)

    def put(self, filed: Filed, paper: PaperSource) -> None:
        """Keep a paper open."""
        self._open[filed] = paper
        self.size += filed.size

    def close(self, filed: Filed) -> None:
        """Close a paper that can be read again."""
        if filed.packed is not None and self._open.pop(filed, None) is not None:
            self.size -= filed.size

    def __iter__(self) -> Iterator[Filed]:
        """Iterate over the open papers, the one that was opened first at the head."""
        return iter(tuple(self._open))

    def __contains__(self, filed: Filed) -> bool:
        """Return whether a paper is open."""
        return filed in self._open

    def __getitem__(self, filed: Filed) -> PaperSource:
        """Return a paper, opening it where it is not open."""
        paper = self._open.get(filed)
        if paper is None:
            paper = _again(filed)
            self.put(filed, paper)
        return paper


def _again(filed: Filed) -> PaperSource:
    if filed.packed is None:
        raise KeyError(filed.id)
    paper, _ = filed.packed.read()
    if paper is None:
        raise KeyError(filed.id)
    return paper
