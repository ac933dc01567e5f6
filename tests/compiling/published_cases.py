"""The published money cases as documents: what stands in their files, and what their terms ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
from ruamel.yaml import YAML

import contractkit as ck

__all__ = ["PublishedFile", "asked_for", "came_in", "loaded", "published_files", "written_values"]

FOLDER = Path(__file__).parents[1] / "cases" / "money" / "published"
UNASKED = ("ledger", "overdue", "dates")
"""Groups of facts whose keys are words of the group itself, not names of the document."""


@attrs.frozen
class PublishedFile:
    """One document with the cases that it is for.

    Attributes:
        name: The name of the file.
        source: Where the cases are published.
        documents: The whole texts of its documents: nearly always one.
        cases: The cases: id, says, facts, expected.
        refused: The code of the one problem for which the document is refused; None where it loads.
    """

    name: str
    source: str
    documents: tuple[str, ...]
    cases: tuple[dict[str, Any], ...]
    refused: str | None

    def load(self, folder: Path) -> ck.Agreement:
        """Return the agreement that the documents make, written into an empty folder."""
        for number, text in enumerate(self.documents):
            (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
        return ck.load_agreement(folder)


def published_files() -> list[PublishedFile]:
    """Return all files with published money cases."""
    return [_read(path) for path in sorted(FOLDER.glob("*.yaml"))]


def _read(path: Path) -> PublishedFile:
    found = YAML(typ="base", pure=True).load(path.read_text(encoding="utf-8"))
    unknown = set(found) - {"source", "document", "documents", "cases", "refused"}
    assert not unknown, f"{path.name} says {unknown}"
    texts = tuple(found.get("documents") or (found["document"],))
    return PublishedFile(path.name, found["source"], texts, tuple(found["cases"]), found.get("refused"))


def loaded(file: PublishedFile) -> ck.Agreement:
    """Return the agreement that the documents of a file make."""
    if len(file.documents) == 1:
        return ck.load_agreement(text=file.documents[0])
    with TemporaryDirectory() as folder:
        for number, text in enumerate(file.documents):
            (Path(folder) / f"{number}.yaml").write_text(text, encoding="utf-8")
        return ck.load_agreement(folder)


def asked_for(agreement: ck.Agreement) -> set[str]:
    """Return every word that the terms of an agreement use: what facts are called that they ask for."""
    every = (
        agreement.fields,
        agreement.fees,
        tuple(agreement.services.values()),
        agreement.lines,
        agreement.settlement,
        agreement.provisions,
        agreement.term,
    )
    return {word for part in every for word in _words(part)}


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _words(key)
            yield from _words(inner)
    elif isinstance(value, tuple | list | frozenset):
        for inner in value:
            yield from _words(inner)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            if field.name not in ("clause", "calendar"):
                yield from _words(getattr(value, field.name))


def written_values(expected: Any) -> Iterator[str]:
    """Return the values that a case expects, one text each."""
    if isinstance(expected, dict):
        for inner in expected.values():
            yield from written_values(inner)
    elif isinstance(expected, list):
        for inner in expected:
            yield from written_values(inner)
    else:
        yield expected


def unasked(facts: dict[str, Any], words: set[str]) -> set[str]:
    """Return the keys of facts that no term asks for."""
    keys = {
        key
        for group, values in facts.items()
        if group not in UNASKED
        for row in (values if isinstance(values, list) else [values])
        for key in row
    }
    return keys - words


def came_in(case: dict[str, Any]) -> str | None:
    """Return the month in which the one thing of a case came, in which alone it counts; None where it says none."""
    facts = case["facts"]
    came = facts.get("overdue", {}).get("seen") or facts.get("fields", {}).get("delivered_at")
    return None if came is None else str(came)[:7]
