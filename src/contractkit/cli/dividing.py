"""Which items belong to which agreement: by the code of the customer, where the facts know customers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import attrs
import numpy as np

from contractkit.errors import Problem
from contractkit.facts import Coded, Facts
from contractkit.terms import Agreement

__all__ = ["Division", "divide"]

_FIELD = "customer"


@attrs.frozen
class Division:
    """The facts of each agreement, and what belongs to none.

    Attributes:
        parts: The facts of each agreement, in their order.
        others: How many items belong to customers without an agreement here, by the customer's code; None for items
            without a customer.
        problems: Why they cannot be divided; then there are no parts.
    """

    parts: tuple[Facts, ...]
    others: dict[str | None, int]
    problems: tuple[Problem, ...] = ()


def divide(agreements: Sequence[Agreement], facts: Facts) -> Division:
    """Return the facts of each agreement: the items whose field ``customer`` is the code of its customer.

    Where the facts have no such field, or no contract gives a code, all items belong to every agreement; that is a
    problem as soon as the agreements are with different customers.
    """
    codes = [agreement.customer for agreement in agreements]
    column = facts.items.columns.get(_FIELD)
    if isinstance(column, Coded) and all(code is not None for code in codes):
        parts = tuple(facts.of_customer(code) for code in codes)
        words = np.array([*column.categories, None], dtype=object)[column.codes].tolist()
        return Division(parts, dict(Counter(word for word in words if word not in codes)))
    customers = {agreement.customer or _named(agreement) for agreement in agreements}
    if len(customers) > 1:
        return Division((), {}, _undivided(agreements, facts))
    return Division(tuple(facts for _ in agreements), {})


def _named(agreement: Agreement) -> str | None:
    return next((party.name for party in agreement.parties if party.role == _FIELD), None)


def _undivided(agreements: Sequence[Agreement], facts: Facts) -> tuple[Problem, ...]:
    problems = [
        Problem(
            "no-customer-code",
            f"{agreement.id} does not say how the facts know its customer",
            file=next((head.file for head in agreement.documents if head.id == agreement.id), None),
            where="parties > customer > code",
            hint="add the code that stands in the field customer of the items, such as code: acme",
        )
        for agreement in agreements
        if agreement.customer is None
    ]
    if not isinstance(facts.items.columns.get(_FIELD), Coded):
        problems.append(
            Problem(
                "no-customer-field",
                "the documents are with several customers, and the items do not say whose they are",
                file=facts.items.file,
                where="items > fields > customer",
                hint="map the column that names the customer: customer: COLUMN",
            )
        )
    return tuple(problems)
