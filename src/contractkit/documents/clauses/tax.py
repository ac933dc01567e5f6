"""Taxes on what is charged."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import model_validator

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.faults import fault
from contractkit.documents.fields import Name, PercentText, RatioText, Ref
from contractkit.documents.references import Names
from contractkit.documents.scalars import OneOrMany, Word

__all__ = ["Tax"]


class Tax(Clause):
    """A tax that is contained in prices, or comes on top of them.

    Attributes:
        name: What it is called.
        contained: The part of every price that is tax, as an exact ratio: 1/11.
        on_top: The percentage that is added to prices.
        owed_by: Who owes it to the tax office: the provider, or, where it is reversed, the customer.
        applies_to: The services and fees that it is on; all where none is named.
    """

    computes = False
    kind: Literal["tax"]
    name: Name
    contained: RatioText | None = None
    on_top: PercentText | None = None
    owed_by: Annotated[str, Word("provider", "customer")] | None = None
    applies_to: Annotated[OneOrMany[Ref], Names(("service", "amount", "prepaid"))] = ()

    @model_validator(mode="after")
    def _one_way(self) -> Tax:
        if (self.contained is None) == (self.on_top is None):
            says = "a tax is contained in prices, or comes on top: one of them"
            raise fault("missing-field", says, "for example on_top: 21 %, or contained: 1/11")
        if self.contained is not None and not 0 < self.contained.value.value < 1:
            says = f"'{self.contained.text}' is no part of a price"
            raise fault("quantity", says, "a part lies between 0 and 1, such as 1/11", ("contained",))
        return self
