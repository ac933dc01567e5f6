"""The documents: a head with named fields, then clauses by their numbers, in the order of the paper."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from contractkit.documents.clauses.registry import AnyClause, Clause
from contractkit.documents.conditions import Value
from contractkit.documents.conventions import Conventions
from contractkit.documents.faults import Faults, fault
from contractkit.documents.fields import Currency, DateText, FieldName, Language, Prose, Ref, Zone
from contractkit.documents.scalars import Many, OneOrMany, Part, Word, checked
from contractkit.documents.unions import Forms
from contractkit.documents.wordings import WordingText

__all__ = ["DOCUMENTS", "Catalogue", "Contract", "Document", "Parties", "Party", "Sla", "Sop"]


def _version(text: str) -> None:
    if text != "1":
        raise fault(
            "version",
            f"this is version '{text}' of the language",
            "write contractkit: 1, the version that this library reads",
        )


def _document_id(text: str) -> None:
    if not text or any(c.isspace() or c == "/" for c in text):
        raise fault(
            "name", f"'{text}' is not a document's id", "an id has no blanks and no slash, such as SLA-2026-014"
        )


Version = Annotated[str, checked("the version of the language", _version, "^1$")]
DocumentId = Annotated[str, checked("a document's id", _document_id)]
FieldType = Annotated[str, Word("text", "number", "instant", "yes-no")]


def _field_form(value: Any) -> str:
    return "values" if isinstance(value, list | tuple) else "type"


AnyFieldType = Annotated[str | tuple[str, ...], Forms(_field_form, type=FieldType, values=Many[Value])]
"""A word for the type of a field, or the values that it may have."""


class Party(Part):
    """One of the two parties; ``code`` is how the facts know it."""

    name: Prose
    registration: Prose | None = None
    code: Ref | None = None


class Parties(Part):
    """Who signed."""

    provider: Party
    customer: Party


class Document(Part):
    """What every document has.

    Attributes:
        fields: What an item has: the values of a field, or the word for its type.
        conventions: The readings that the document settles once for all its clauses.
        clauses: The clauses by their numbers, in the order of the page.
    """

    contractkit: Version
    document: str
    id: DocumentId
    title: WordingText
    language: Language | None = None
    currency: Currency | None = None
    zone: Zone | None = None
    signed_on: DateText | None = None
    recorded_on: DateText | None = None
    note: Prose | None = None
    fields_: dict[FieldName, AnyFieldType] = Field(default_factory=dict, alias="fields")
    conventions: Conventions | None = None
    clauses: dict[str, AnyClause] = Field(default_factory=dict)

    @property
    def fields(self) -> dict[str, str | tuple[str, ...]]:
        """Return what an item has: the values of a field, or the word for its type (text, number, instant, yes-no)."""
        return self.fields_

    @property
    def stated(self) -> dict[str, str]:
        """Return the conventions that the document settles, by their word."""
        return {} if self.conventions is None else self.conventions.stated()

    @field_validator("fields_")
    @classmethod
    def _values_once(cls, fields: dict[str, Any]) -> dict[str, Any]:
        wrong = Faults()
        for name, values in fields.items():
            if not isinstance(values, tuple):
                continue
            if not values:
                wrong.add("empty-value", "has no values", "name them, or write text", (name,))
            for number, value in enumerate(values):
                if value in values[:number]:
                    wrong.add("duplicate-name", f"'{value}' stands there twice", "name each value once", (name, number))
        wrong.tell()
        return fields

    @model_validator(mode="after")
    def _names_once(self) -> Document:
        wrong = Faults()
        seen: dict[tuple[str, str], str] = {}
        for number, clause in self.clauses.items():
            name = getattr(clause, "name", None)
            if not isinstance(name, str):
                continue
            first = seen.setdefault((clause.kind, name), number)
            if first != number:
                says = f"'{name}' is the name of the {clause.kind} of clause {first} already"
                wrong.add("duplicate-name", says, "give this one its own name", ("clauses", number, "name"))
        wrong.tell()
        return self


class Contract(Document):
    """The legal frame."""

    document: Literal["contract"]
    uses: OneOrMany[DocumentId] = ()
    parties: Parties


class Sla(Document):
    """Which services, on which volumes, at which price, of which quality."""

    document: Literal["sla"]
    belongs_to: DocumentId | None = None


class Sop(Document):
    """How the work is done."""

    document: Literal["sop"]
    belongs_to: DocumentId | None = None


class Catalogue(Document):
    """What the provider offers, each entry a small contract with the customer."""

    document: Literal["catalogue"]
    provider: Prose | None = None
    valid_from: DateText | None = None
    belongs_to: DocumentId | None = None


DOCUMENTS: dict[str, type[Document]] = {"contract": Contract, "sla": Sla, "sop": Sop, "catalogue": Catalogue}
"""The documents by their word."""

__all__ += ["Clause"]
