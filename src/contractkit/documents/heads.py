"""The documents: a head with named fields, then what it says: clauses by their numbers, or changes in their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from contractkit.documents.changes import AmendedClause
from contractkit.documents.clauses.registry import AnyClause, Clause
from contractkit.documents.conditions import Value
from contractkit.documents.conventions import Conventions
from contractkit.documents.faults import Faults, fault
from contractkit.documents.fields import Currency, DateText, FieldName, Language, Name, Prose, Ref, Zone
from contractkit.documents.references import CalendarRef
from contractkit.documents.scalars import Many, OneOrMany, Part, Word, checked
from contractkit.documents.unions import Forms
from contractkit.documents.wordings import WordingText

__all__ = [
    "DOCUMENTS",
    "Amendment",
    "Catalogue",
    "Contract",
    "Document",
    "Head",
    "Notice",
    "Parties",
    "Party",
    "Sla",
    "Sop",
    "names_twice",
]


def _version(text: str) -> None:
    if text != "1":
        raise fault(
            "version",
            f"this is version '{text}' of the language",
            "versions are whole numbers: write contractkit: 1",
        )


def _document_id(text: str) -> None:
    if not text or any(c.isspace() or c == "/" for c in text):
        raise fault(
            "name", f"'{text}' is not a document's id", "an id has no blanks and no slash, such as SLA-2026-014"
        )


Version = Annotated[str, checked("the version of the language", _version, "^1$")]
DocumentId = Annotated[str, checked("a document's id", _document_id)]
FieldType = Annotated[str, Word("text", "number", "instant", "duration", "yes-no")]


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


class Head(Part):
    """What every paper begins with."""

    contractkit: Version
    document: str
    id: DocumentId
    title: WordingText
    language: Language | None = None
    signed_on: DateText | None = None
    recorded_on: DateText | None = None
    note: Prose | None = None


class Document(Head):
    """What every document with clauses has.

    Attributes:
        calendar: The calendar that is meant where neither a clause nor its level names one.
        fields: What an item has: the values of a field, or the word for its type.
        amounts: Amounts that come with the facts, such as what the customer sold, each with what it is.
        conventions: The readings that the document settles once for all its clauses.
        clauses: The clauses by their numbers, in the order of the page.
    """

    currency: Currency | None = None
    zone: Zone | None = None
    calendar: CalendarRef | None = None
    fields_: dict[FieldName, AnyFieldType] = Field(default_factory=dict, alias="fields")
    amounts: dict[Name, Prose] = Field(default_factory=dict)
    conventions: Conventions | None = None
    clauses: dict[str, AnyClause] = Field(default_factory=dict)

    @property
    def fields(self) -> dict[str, str | tuple[str, ...]]:
        """Return what an item has: the values of a field, or the word for its type, such as text or instant."""
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
            seen: set[str] = set()
            for number, value in enumerate(values):
                if value in seen:
                    wrong.add("duplicate-name", f"'{value}' stands there twice", "name each value once", (name, number))
                seen.add(value)
        wrong.tell()
        return fields

    @model_validator(mode="after")
    def _names_once(self) -> Document:
        wrong = Faults()
        for number, says in names_twice(self.clauses):
            wrong.add("duplicate-name", says, "give this one its own name", ("clauses", number, "name"))
        wrong.tell()
        return self


def names_twice(clauses: Mapping[str, Clause]) -> Iterator[tuple[str, str]]:
    """Yield the numbers of the clauses whose name another clause of their kind has already, with a sentence."""
    seen: dict[tuple[str, str], str] = {}
    for number, clause in clauses.items():
        name = getattr(clause, "name", None)
        if not isinstance(name, str):
            continue
        first = seen.setdefault((clause.kind, name), number)
        if first != number:
            yield number, f"'{name}' is the name of the {clause.kind} of clause {first} already"


class Contract(Document):
    """The legal frame.

    Attributes:
        form: ``framework`` where others are called off under it, ``call-off`` where it is; else it stands alone.
        under: The framework of a call-off: all its clauses hold here, unless a clause here replaces one of them.
    """

    document: Literal["contract"]
    form: Annotated[str, Word("framework", "call-off")] | None = None
    under: DocumentId | None = None
    uses: OneOrMany[DocumentId] = ()
    parties: Parties

    @model_validator(mode="after")
    def _under_a_framework(self) -> Contract:
        if self.form == "call-off" and self.under is None:
            raise fault(
                "missing-field", "'under' is missing: which framework is this called off under?", "under: its id"
            )
        if self.form != "call-off" and self.under is not None:
            raise fault("contradiction", "only a call-off stands under a framework", "write form: call-off", ("under",))
        return self


class Sla(Document):
    """Which services, on which volumes, at which price, of which quality.

    Attributes:
        calendars: Which calendar here is meant where a catalogue names one of its own.
        between: ``internal`` for an agreement between teams, ``supplier`` for one with a third party.
        supports: The promises that such an agreement stands behind: it points up, they never point down.
        parties: Who promises and who is promised, where these are not the parties of a contract.
    """

    document: Literal["sla"]
    belongs_to: DocumentId | None = None
    calendars: dict[Name, Name] = Field(default_factory=dict)
    between: Annotated[str, Word("internal", "supplier")] | None = None
    supports: OneOrMany[Ref] = ()
    parties: Parties | None = None


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


class Amendment(Head):
    """A signed change of documents that stay as they are: what becomes of which clause, from when on.

    Attributes:
        amends: The document, with all that make one agreement with it.
        effective_from: The first date on which the changes hold, unless one says a later.
        signed_on: When it was signed.
        recorded_on: When it became known to whoever settles; left out: when it was signed.
        retroactive: What becomes of settlements made before it was signed, where it holds from an earlier date.
        running_clocks: What it means for clocks that run on that date.
        changes: The changes, in their order.
    """

    document: Literal["amendment"]
    amends: DocumentId
    effective_from: DateText
    signed_on: DateText
    approved_by: OneOrMany[Prose] = ()
    reason: Prose | None = None
    retroactive: Annotated[str, Word("settle-difference", "leave-as-billed")] | None = None
    running_clocks: Annotated[str, Word("untouched", "keep", "restart", "retroactive")] | None = None
    changes: Many[AmendedClause]

    @field_validator("changes")
    @classmethod
    def _some(cls, changes: tuple[Any, ...]) -> tuple[Any, ...]:
        if not changes:
            raise fault("empty-value", "is left empty", "name what changes, clause by clause")
        return changes


class Notice(Head):
    """Something that one party told the other, on which dates depend: that the agreement ends, or goes on.

    Attributes:
        about: The clause under which it is given, such as ``C-2026-014/2.2``.
        given_by: The party that gave it.
        sent_on: When it was sent.
        received_on: When it was received.
        says: ``ends``: the agreement is not renewed, or is terminated; ``prolongs``: it is renewed expressly.
        per: The date that the notice names: the first on which the agreement no longer holds, or holds anew.
    """

    document: Literal["notice"]
    about: Ref
    given_by: Annotated[str, Word("provider", "customer")]
    sent_on: DateText
    received_on: DateText | None = None
    says: Annotated[str, Word("ends", "prolongs")]
    per: DateText | None = None
    reason: Prose | None = None

    @model_validator(mode="after")
    def _sent_first(self) -> Notice:
        if self.received_on is not None and self.received_on.value < self.sent_on.value:
            says = f"it was received on {self.received_on.text}, before it was sent on {self.sent_on.text}"
            raise fault("order", says, "correct one of the two dates", ("received_on",))
        return self


DOCUMENTS: dict[str, type[Head]] = {
    "contract": Contract,
    "sla": Sla,
    "sop": Sop,
    "catalogue": Catalogue,
    "amendment": Amendment,
    "notice": Notice,
}
"""The documents by their word."""

__all__ += ["Clause"]
