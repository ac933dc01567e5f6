"""Which items belong to which agreement: by the code of the customer, where the facts know customers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Literal

import attrs
import numpy as np

from contractkit.errors import Problem
from contractkit.facts import Coded, Facts
from contractkit.quantities.notation import nearest_word
from contractkit.records.clauses import Assumption
from contractkit.terms import Agreement

__all__ = ["Division", "Stray", "divide", "shared_codes"]

_FIELD = "customer"
_LEAST, _LAST = date.min, date.max


@attrs.frozen
class Stray:
    """The items of one customer that no agreement of the period judges.

    Attributes:
        customer: The code that the items have; None where they have none.
        why: ``no-customer``, ``no-agreement``, or ``outside-term`` where the customer's agreements do not hold on any
            date of the period.
        agreements: The ids of the customer's agreements, for ``outside-term``.
        nearest: A code of an agreement that was perhaps meant.
        items: The ids of the items and their rows in the source.
    """

    customer: str | None
    why: Literal["no-customer", "no-agreement", "outside-term"]
    agreements: tuple[str, ...]
    nearest: str | None
    items: tuple[tuple[str, int], ...]


@attrs.frozen
class Division:
    """The facts of each agreement, and what belongs to none.

    Attributes:
        parts: The facts of each agreement, in their order.
        strays: Items that no agreement judges, by customer.
        assumptions: What was taken where the facts do not say whose an item is; it stands in the facts of each part.
        problems: Why they cannot be divided; then there are no parts.
    """

    parts: tuple[Facts, ...]
    strays: tuple[Stray, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    problems: tuple[Problem, ...] = ()


def divide(agreements: Sequence[Agreement], facts: Facts, elsewhen: Sequence[Agreement] = ()) -> Division:
    """Return the facts of each agreement: the items whose field ``customer`` is the code of its customer.

    Where the facts have no such field, or no contract gives a code, all items belong to the one customer, which is an
    assumption where its contract gives a code; with several customers it is a problem. Two agreements that hold at once
    under one code are a problem: they would judge, and pay, the same items twice.

    Args:
        agreements: Those that hold on some date of the period.
        facts: All that happened.
        elsewhen: Agreements that hold at other times only; their customers are known, and not judged.
    """
    everyone = (*agreements, *elsewhen)
    doubled = shared_codes(agreements)
    if doubled:
        return Division((), problems=doubled)
    codes = [agreement.customer for agreement in agreements]
    column = facts.items.columns.get(_FIELD)
    if isinstance(column, Coded) and all(code is not None for code in codes):
        return Division(tuple(facts.of_customer(code) for code in codes), _strays(column, facts, agreements, elsewhen))
    if len({agreement.customer or _named(agreement) for agreement in everyone}) > 1:
        return Division((), problems=_undivided(everyone, facts))
    taken = tuple(_everything(agreement) for agreement in agreements if agreement.customer is not None)
    whole = attrs.evolve(facts, assumptions=(*facts.assumptions, *taken))
    return Division(tuple(whole for _ in agreements), assumptions=taken)


def shared_codes(agreements: Sequence[Agreement]) -> tuple[Problem, ...]:
    """Return a problem for each two agreements that hold at once under one customer code."""
    return tuple(_shared(agreements))


def _shared(agreements: Sequence[Agreement]) -> Iterator[Problem]:
    for one, other in combinations(agreements, 2):
        if one.customer is None or one.customer != other.customer or not _at_once(one, other):
            continue
        yield Problem(
            "shared-customer-code",
            f"{one.id} and {other.id} hold at once for customer {one.customer}: both would judge the same items",
            file=_file(other),
            where="parties > customer > code",
            hint="give each contract its own code, or ask for one of them: contractkit report PATH-OF-ONE-CONTRACT",
        )


def _at_once(one: Agreement, other: Agreement) -> bool:
    terms = [(term.start, term.end or _LAST) if (term := each.term) else (_LEAST, _LAST) for each in (one, other)]
    return max(start for start, _ in terms) < min(end for _, end in terms)


def _strays(
    column: Coded, facts: Facts, agreements: Sequence[Agreement], elsewhen: Sequence[Agreement]
) -> tuple[Stray, ...]:
    judged = {agreement.customer for agreement in agreements}
    found: list[Stray] = []
    for code in np.unique(column.codes).tolist():
        customer = column.categories[code] if code >= 0 else None
        if customer in judged:
            continue
        places = np.flatnonzero(column.codes == code)
        rows = facts.items.rows[places].tolist()
        items = tuple(zip((str(one) for one in facts.items.ids[places].tolist()), rows, strict=True))
        found.append(_stray(customer, items, (*agreements, *elsewhen)))
    return tuple(found)


def _stray(customer: str | None, items: tuple[tuple[str, int], ...], agreements: Sequence[Agreement]) -> Stray:
    if customer is None:
        return Stray(None, "no-customer", (), None, items)
    own = tuple(agreement.id for agreement in agreements if agreement.customer == customer)
    if own:
        return Stray(customer, "outside-term", own, None, items)
    known = [agreement.customer for agreement in agreements if agreement.customer is not None]
    return Stray(customer, "no-agreement", (), nearest_word(customer, known), items)


def _everything(agreement: Agreement) -> Assumption:
    says = (
        f"The items do not say whose they are: all of them are taken as items of {agreement.customer}, the customer of "
        f"{agreement.id}."
    )
    return Assumption("customer-of-items", agreement.customer or "", (), None, says)


def _named(agreement: Agreement) -> str | None:
    return next((party.name for party in agreement.parties if party.role == _FIELD), None)


def _file(agreement: Agreement) -> str | None:
    return next((head.file for head in agreement.documents if head.id == agreement.id), None)


def _undivided(agreements: Sequence[Agreement], facts: Facts) -> tuple[Problem, ...]:
    problems = [
        Problem(
            "no-customer-code",
            f"{agreement.id} does not say how the facts know its customer",
            file=_file(agreement),
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
