"""An agreement as it might have been: the same papers with other words in a few places."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from contractkit.records.clauses import Assumption
from contractkit.terms.agreement import Agreement

__all__ = ["Reading", "Restated", "Setting", "Variant"]


@attrs.frozen
class Setting:
    """What stands in one place of the papers instead.

    Attributes:
        clause: The clause, as figures cite it: ``SLA-7/4.1``; the id alone for the head of a document.
        field: The place in the clause: ``reach``, ``rows.p1.within``.
        value: What stands there, as a document writes it.

    Example:
        >>> str(Setting("SLA-7/4.1", "reach", "97 %"))
        'SLA-7/4.1 reach: 97 %'
    """

    clause: str
    field: str
    value: str

    @property
    def place(self) -> str:
        """Return clause and field on one line."""
        return f"{self.clause} {self.field}"

    def __str__(self) -> str:
        """Return place and value on one line."""
        return f"{self.place}: {self.value}"


@attrs.frozen
class Restated:
    """An amendment that writes a place which a variant words otherwise: the variant holds there on other dates only.

    Attributes:
        place: The clause and the field.
        by: The id of the amendment.
        since: The first date on which it holds.
        until: The first date on which it no longer does; None where there is none.
        known_on: The date on which it became known.
    """

    place: str
    by: str
    since: date
    until: date | None
    known_on: date


@attrs.frozen(eq=False)
class Variant:
    """An agreement that is compared with the one that was signed.

    Attributes:
        name: What it is called in tables; unique among those that are compared.
        agreement: The agreement.
        settings: In what it differs; empty where it was read from papers of its own.
        assumption: The silence of the text that it reads otherwise; None for any other variant.
        restated: The amendments that write one of these places themselves, in the order of their dates.
    """

    name: str
    agreement: Agreement
    settings: tuple[Setting, ...] = ()
    assumption: Assumption | None = None
    restated: tuple[Restated, ...] = ()

    @classmethod
    def of(cls, name: str, agreement: Agreement) -> Variant:
        """Return a variant from papers of its own, such as a draft that lies on the table."""
        return cls(name, agreement)

    def to_dict(self) -> dict[str, Any]:
        """Return what it is called and in what it differs as plain data."""
        return {
            "name": self.name,
            "agreement": self.agreement.id,
            "settings": [attrs.asdict(setting) for setting in self.settings],
            "assumption": None if self.assumption is None else self.assumption.to_dict(),
        }


@attrs.frozen(eq=False)
class Reading:
    """What else a silent text could have meant.

    Attributes:
        assumption: What the text leaves open, and what was taken.
        alternative: The other reading, a word of the convention.
        variant: The agreement as if its papers said so; None where they cannot.
        why: Why not; None where they can.
    """

    assumption: Assumption
    alternative: str
    variant: Variant | None = None
    why: str | None = None
