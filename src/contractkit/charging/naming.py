"""Which provisions concern a fee, a service or a rate: those that name it, and those that name nothing."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from contractkit.records.clauses import ClauseRef
from contractkit.terms import Agreement
from contractkit.terms.provisions import Provision
from contractkit.terms.provisions.indexation import Indexation
from contractkit.terms.provisions.minimum_commitment import MinimumCommitment
from contractkit.terms.provisions.proration import Proration

__all__ = ["concerning", "concerns", "indexation_of", "priced_name", "proration_of"]

P = TypeVar("P", Indexation, Proration, MinimumCommitment)


def concerns(provision: Provision, applies_to: tuple[str, ...], name: str, clause: ClauseRef) -> bool:
    """Return whether a provision is about what is called `name` in `clause`.

    Args:
        provision: The provision; a word without a document means one of its own document.
        applies_to: The words that it names; none for everything.
        name: What the fee, service or rate is called.
        clause: Where that stands.
    """
    names = {
        name,
        name.partition(": ")[0],
        name.rpartition(": ")[2],
    }  # a part, or a block, is called by its service too
    called = {str(clause), *names, *(f"{clause.document}/{one}" for one in names)}
    own = provision.clause.document
    return not applies_to or any(word in called or f"{own}/{word}" in called for word in applies_to)


def priced_name(name: str, kind: str) -> str:
    """Return the name under which what is charged has its price: a surcharge has none of its own.

    Args:
        name: What is charged, such as ``desk: night``.
        kind: What the charge is for.
    """
    return name.rpartition(": ")[0] if kind == "surcharge" else name


def concerning(
    version: Agreement, kind: type[P], name: str, clause: ClauseRef, on: date | None = None
) -> tuple[P, ...]:
    """Return the provisions of one kind that concern a name, in the order of the page.

    Args:
        version: The agreement, as it stands on the date.
        kind: Their class.
        name: The fee, service or rate.
        clause: Where that stands.
        on: Only what holds on that date; None for all.
    """
    return tuple(
        one
        for one in version.provisions_of(kind)
        if concerns(one, one.applies_to, name, clause) and (on is None or one.holds is None or one.holds.on(on))
    )


def indexation_of(version: Agreement, name: str, clause: ClauseRef) -> Indexation | None:
    """Return the indexation of a price; None where it does not change. Two of one price are refused at loading.

    Of one that names a part or a prepaid block, and one that names its service, the first counts.
    """
    found = concerning(version, Indexation, name, clause)
    own = name.rpartition(": ")[2]
    return next((one for one in found if own in one.applies_to), next(iter(found), None))


def proration_of(version: Agreement, name: str, clause: ClauseRef, on: date) -> Proration | None:
    """Return the clause that says what a part of a period costs, on a date; None where none does."""
    return next(iter(concerning(version, Proration, name, clause, on)), None)
