"""A facts document as it is read from a file: a map that begins with ``document: facts``."""

from __future__ import annotations

from pathlib import Path

from contractkit.documents.files import file_text
from contractkit.documents.reader import read_tree
from contractkit.documents.tree import MapNode
from contractkit.errors import FactsRejected, Problem

__all__ = ["facts_document"]


def facts_document(file: Path, then: str) -> MapNode:
    """Return the tree of a facts document.

    Args:
        file: The document: YAML or JSON.
        then: What follows after its head, for the hint.

    Raises:
        FactsRejected: The file cannot be read, or is another document; everything that is wrong is listed.
    """
    found = file_text(str(file))
    if found.problems:
        raise FactsRejected(found.problems)
    reading = read_tree(found.text, str(file))
    if reading.problems:
        raise FactsRejected(reading.problems)
    tree = reading.tree
    if not isinstance(tree, MapNode) or tree.text("document") != "facts":
        says = "this is no facts document: it begins with contractkit: 1 and document: facts"
        raise FactsRejected([Problem("unknown-document", says, str(file), 1, hint=f"then {then}")])
    return tree
