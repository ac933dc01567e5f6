"""Signed papers as somebody wrote them: reading, places, models, and all that is wrong with them.

Nothing here knows what a document means; `contractkit.compiling` makes terms of it. pydantic is loaded with the first
name that is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contractkit.documents.conventions import CONVENTIONS, Convention, ConventionField, convention_fields, silent
    from contractkit.documents.heads import Amendment, Catalogue, Contract, Document, Notice, Sla, Sop
    from contractkit.documents.loading import read_data, read_documents, read_text
    from contractkit.documents.source import AmendmentSource, DocumentSource, NoticeSource, PaperSource
    from contractkit.quantities.notation import nearest

__all__ = [
    "CONVENTIONS",
    "Amendment",
    "AmendmentSource",
    "Catalogue",
    "Contract",
    "Convention",
    "ConventionField",
    "Document",
    "DocumentSource",
    "Notice",
    "NoticeSource",
    "PaperSource",
    "Sla",
    "Sop",
    "convention_fields",
    "nearest",
    "read_data",
    "read_documents",
    "read_text",
    "silent",
]

_HOMES = {
    name: f"contractkit.documents.{module}"
    for module, names in {
        "conventions": ("CONVENTIONS", "Convention", "ConventionField", "convention_fields", "silent"),
        "heads": ("Amendment", "Catalogue", "Contract", "Document", "Notice", "Sla", "Sop"),
        "loading": ("read_data", "read_documents", "read_text"),
        "source": ("AmendmentSource", "DocumentSource", "NoticeSource", "PaperSource"),
    }.items()
    for name in names
} | {"nearest": "contractkit.quantities.notation"}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)
