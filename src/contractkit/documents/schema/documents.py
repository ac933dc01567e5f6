"""The whole schema: one for each kind of document, one for each kind of clause, and one for the language."""

from __future__ import annotations

from contractkit.documents.clauses.registry import kinds
from contractkit.documents.heads import DOCUMENTS
from contractkit.documents.schema.shapes import Shapes
from contractkit.documents.schema.telling import model_words
from contractkit.documents.schema.texts import Schema, closed
from contractkit.errors import UsageError
from contractkit.quantities.notation import nearest

__all__ = ["clause_schema", "document_schema", "language_schema"]

_DIALECT = "http://json-schema.org/draft-07/schema#"
_LANGUAGE = 1


def _finished(root: Schema, shapes: Shapes, name: str, title: str) -> Schema:
    head = {"$schema": _DIALECT, "$id": f"urn:contractkit:{_LANGUAGE}:{name}", "title": title}
    return {**head, **root, "definitions": dict(sorted(shapes.definitions.items()))}


def language_schema() -> Schema:
    """Return the schema of every document of the language, told apart by the word ``document``."""
    shapes = Shapes()
    words = {"enum": list(DOCUMENTS), "enumDescriptions": [model_words(model) for model in DOCUMENTS.values()]}
    branches = [
        {"if": {"properties": {"document": closed([word])}, "required": ["document"]}, "then": shapes.model(model)}
        for word, model in DOCUMENTS.items()
    ]
    required = ["contractkit", "document", "id", "title"]
    root = {"type": "object", "required": required, "properties": {"document": words}, "allOf": branches}
    return _finished(root, shapes, "document", "A document of contractkit")


def document_schema(document: str) -> Schema:
    """Return the schema of one kind of document.

    Args:
        document: Its word: contract, sla, sop, catalogue ...

    Raises:
        UsageError: There is no such document.
    """
    if document not in DOCUMENTS:
        raise UsageError(f"there is no document '{document}'; {nearest(document, DOCUMENTS)}")
    shapes = Shapes()
    root = shapes.model(DOCUMENTS[document])
    return _finished({"allOf": [root]}, shapes, document, f"A document of contractkit: {document}")


def clause_schema(kind: str) -> Schema:
    """Return the schema of one kind of clause.

    Args:
        kind: Its word, such as ``time-target``.

    Raises:
        UsageError: There is no such kind.
    """
    known = kinds()
    if kind not in known:
        raise UsageError(f"there is no kind '{kind}'; {nearest(kind, known)}")
    shapes = Shapes()
    root = shapes.model(known[kind])
    return _finished({"allOf": [root]}, shapes, f"clause:{kind}", f"A clause of contractkit: {kind}")
