"""An amount of which a clause takes a percentage, with how it came about and what is not known of it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import attrs

from contractkit.charging.at_least import known_of
from contractkit.charging.charges import Charge
from contractkit.charging.exact import amount_text, as_decimal
from contractkit.quantities.money import Money
from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.records.said import joined, said
from contractkit.terms import Agreement

__all__ = ["Base", "sum_of", "unknown_base"]


@attrs.frozen
class Base:
    """An amount of which a clause takes a percentage; always before any bonus or malus.

    Attributes:
        word: What the clause calls it.
        exact: The amount, not rounded; nought where it is not known.
        currency: The ISO 4217 code of the amount.
        formula: How the amount came about.
        clauses: Where its parts stand.
        assumptions: What was taken where the text is silent.
        missing: What is not known of it; None where all is.
        known: Where something is missing, what it comes to at least all the same; None where nobody can say.
    """

    word: str
    exact: Fraction
    currency: str
    formula: str
    clauses: tuple[ClauseRef, ...]
    assumptions: tuple[Assumption, ...] = ()
    missing: str | None = None
    known: Fraction | None = Fraction(0)

    @property
    def at_least(self) -> Fraction | None:
        """Return what it comes to at least: all of it where nothing is missing; None where nobody can say."""
        return self.exact if self.missing is None else self.known

    @property
    def amount(self) -> Money | None:
        """Return the amount, None where something of it is missing; of a fraction the nearest decimal of 34 digits."""
        return None if self.missing is not None else Money(as_decimal(self.exact), self.currency)

    def __str__(self) -> str:
        """Return the word with the amount, such as ``fixed-fee EUR 8 000.00``."""
        return said("{word} {exact}", word=said(self.word), exact=amount_text(self.exact, self.currency))


def unknown_base(version: Agreement, word: str, missing: str) -> Base:
    """Return an amount of which something is not known: nought, with what is missing."""
    return Base(
        word,
        Fraction(0),
        version.currency,
        said("{word}: {missing}", word=said(word), missing=missing),
        (),
        (),
        missing,
    )


def sum_of(agreement: Agreement, version: Agreement, word: str, label: str, parts: Sequence[Charge]) -> Base:
    """Return what charges come to together; nought where something of one of them is not known.

    Args:
        agreement: The agreement with its versions.
        version: The version that says the currency.
        word: What the clause calls the amount.
        label: The dates that were charged, such as ``2026-Q1``.
        parts: What was charged in them.
    """
    made = joined(
        " + ", (part.formula if len(parts) == 1 else said("({formula})", formula=part.formula) for part in parts)
    )
    missing = joined("; ", dict.fromkeys(part.missing for part in parts if part.missing is not None)) or None
    return Base(
        word=word,
        exact=Fraction(0) if missing else sum((part.exact for part in parts), Fraction(0)),
        currency=version.currency,
        formula=said("{word} in {label}: {made}", word=said(word), label=label, made=made or "nothing is charged"),
        clauses=tuple(part.clause for part in parts),
        assumptions=tuple(note for part in parts for note in part.assumptions),
        missing=missing,
        known=Fraction(0) if missing is None else known_of(agreement, parts),
    )
