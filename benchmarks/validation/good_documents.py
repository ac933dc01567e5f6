"""The good documents of this repository, wherever they stand: files, texts in case files, examples on pages.

They are found when they are asked for: a kind of clause that somebody adds is among them with its first example.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs
from ruamel.yaml import YAML

from contractkit.documents import read_documents, read_text
from contractkit.documents.source import PaperSource
from contractkit.documents.tree import plain

__all__ = ["Paper", "Set", "kinds_in", "sets_in", "sets_of_this_repository"]

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
PAGES = ROOT / "docs" / "reference" / "clauses"
FRAME = ROOT / "tests" / "docs" / "frame.yaml"
_EXAMPLE = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@attrs.frozen
class Paper:
    """One good document: as it was read, as plain data, and as the bytes of its file."""

    name: str
    source: PaperSource
    data: dict[str, Any]
    text: bytes


Set = list[Paper]
"""Documents that are checked together."""


def sets_of_this_repository() -> list[Set]:
    """Return all sets of good documents: the examples, the cases of the tests, the pages of the kinds of clauses."""
    examples = [path for path in sorted((ROOT / "examples").iterdir()) if path.is_dir()]
    sets = sets_in([CASES / "documents" / "good", *examples])
    return sets + [[paper] for name, text in (*_texts_in_cases(), *_texts_on_pages()) for paper in _papers(name, text)]


def sets_in(folders: Sequence[Path]) -> list[Set]:
    """Return the documents of folders, those of a folder together; documents with problems are left out."""
    found = []
    for folder in folders:
        papers = []
        for source in read_documents(folder)[0]:
            if source.file is not None and not read_documents(source.file)[1]:
                file = Path(source.file)
                papers.append(_paper(file.name, source, file.read_bytes()))
        if papers:
            found.append(papers)
    return found


def kinds_in(sets: Sequence[Set]) -> set[str]:
    """Return the kinds of clauses, of effects too, that documents have."""
    return {kind for papers in sets for paper in papers for kind in _kinds(paper.data)}


def _kinds(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        if isinstance(data.get("kind"), str):
            yield data["kind"]
        data = list(data.values())
    if isinstance(data, list):
        for inner in data:
            yield from _kinds(inner)


def _paper(name: str, source: PaperSource, text: bytes) -> Paper:
    return Paper(name, source, _bare(plain(source.tree)), text)


def _bare(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(key): _bare(value) for key, value in data.items()}
    return [_bare(item) for item in data] if isinstance(data, list) else str(data)


def _papers(name: str, text: str) -> list[Paper]:
    sources, problems = read_text(text, name)
    return [] if problems else [_paper(name, source, text.encode()) for source in sources]


def _texts_in_cases() -> Iterator[tuple[str, str]]:
    """Yield the texts of the documents that stand inside case files, under ``document``."""
    reader = YAML(typ="base", pure=True)
    for path in sorted(CASES.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if path.parts[-3:-1] == ("documents", "bad") or "\ndocument: |" not in f"\n{text}":
            continue
        yield path.name, str(reader.load(text)["document"])


def _texts_on_pages() -> Iterator[tuple[str, str]]:
    """Yield the example of each page as a document: the frame that all examples share, with its clauses."""
    if not FRAME.is_file():
        return
    frame = FRAME.read_text(encoding="utf-8")
    for page in sorted(PAGES.glob("*.md")):
        for example in _EXAMPLE.findall(page.read_text(encoding="utf-8")):
            yield f"{page.stem}.yaml", frame + "".join(f"  {line}\n" if line else "\n" for line in example.splitlines())
