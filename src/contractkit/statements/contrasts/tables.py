"""Contracts put side by side, as one table: a row for each group, and under it a row for each of its contracts.

What is drawn of it stands in `contractkit.statements.contrasts.pages`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

import attrs

from contractkit.portfolio.comparing import ComparedContract, ComparedGroup, Comparison
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.contrasts.words import WORDS
from contractkit.statements.wording import language

__all__ = ["ContrastRow", "contrast_rows", "heads", "teller"]

_HEADS = ("contract", "customer", "kept", "of", "open", "targets", "satisfaction", "answers")


@attrs.frozen
class ContrastRow:
    """One group of contracts, or one contract.

    Attributes:
        group: Whether it is a group; the contracts of a group follow it.
        name: What it is called.
        customer: Whose it is; empty for a group.
        kept: The share of promises about items that were kept; None where there were none.
        promises: How many were kept or not.
        undetermined: Of how many it is not known.
        reached: How many targets reached their share.
        targets: How many targets reached it or did not.
        satisfaction: The mean score; None where nobody answered.
        answers: How many answers there were.
    """

    group: str | None
    name: str
    customer: str
    kept: Fraction | None
    promises: int
    undetermined: int
    reached: int
    targets: int
    satisfaction: Fraction | None
    answers: int

    def cells(self, tell: Teller) -> tuple[str, ...]:
        """Return the row as words, a cell for each of `heads`."""
        speaks = tell.speaks
        return (
            self.name,
            self.customer,
            speaks.share(self.kept),
            speaks.number(self.promises),
            speaks.number(self.undetermined) if self.undetermined else "–",
            tell("reached", met=self.reached, all=self.targets) if self.targets else "–",
            "–" if self.satisfaction is None else speaks.score(self.satisfaction),
            speaks.number(self.answers),
        )


def teller(locale: str) -> Teller:
    """Return the language of a comparison.

    Raises:
        UsageError: The language is not spoken.
    """
    return Teller(language(locale), WORDS)


def heads(tell: Teller) -> tuple[str, ...]:
    """Return what stands above the columns."""
    return tuple(tell(name) for name in _HEADS)


def contrast_rows(
    comparison: Comparison, names: Mapping[str, str] | None = None, locale: str = "en"
) -> tuple[ContrastRow, ...]:
    """Return a comparison as rows: result contracts first, the largest of each group first.

    Args:
        comparison: The comparison.
        names: What a customer is called, by the id of the agreement; else by its code.
        locale: The language, such as ``en`` or ``nl``.

    Raises:
        UsageError: The language is not spoken.

    Example:
        >>> import contractkit as ck
        >>> from datetime import UTC, datetime
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "calendar": "always", "fields": {"closed_at": "instant"}, "clauses": {
        ...         "4.1": {"kind": "time-target", "name": "solved", "starts": {"field": "opened_at"},
        ...                 "stops": {"field": "closed_at"}, "within": "4 hours", "reach": "90 %", "per": "quarter"}}})
        >>> mapping = {"contractkit": 1, "document": "mapping", "zone": "UTC", "items": {"id": "id", "fields": {
        ...     "opened_at": "opened", "closed_at": "closed"}}}
        >>> facts = ck.Facts.from_frames(mapping=mapping, items={
        ...     "id": ["T-1"], "opened": ["2026-02-02 09:00"], "closed": ["2026-02-02 10:00"]})
        >>> result = ck.evaluate(agreement, facts, as_of=datetime(2026, 4, 1, tzinfo=UTC))
        >>> [(row.name, row.promises) for row in contrast_rows(ck.compare_contracts([result], "2026-Q1"))]
        [('0 result contracts', 0), ('1 effort contract', 1), ('SLA-7', 1)]
    """
    tell = teller(locale)
    return tuple(row for group in (comparison.result, comparison.effort) for row in _group(group, names or {}, tell))


def _group(group: ComparedGroup, names: Mapping[str, str], tell: Teller) -> Iterator[ContrastRow]:
    ordered = sorted(group.contracts, key=lambda one: (-(one.met + one.breached), one.agreement))
    rows = [_row(one, names.get(one.agreement) or one.customer or "") for one in ordered]
    yield ContrastRow(
        group.kind,
        tell(group.kind, n=len(rows)),
        "",
        group.attainment,
        sum(row.promises for row in rows),
        sum(row.undetermined for row in rows),
        sum(row.reached for row in rows),
        sum(row.targets for row in rows),
        group.satisfaction,
        sum(row.answers for row in rows),
    )
    yield from rows


def _row(one: ComparedContract, customer: str) -> ContrastRow:
    return ContrastRow(
        None,
        one.agreement,
        customer,
        one.attainment,
        one.met + one.breached,
        one.undetermined,
        one.targets_met,
        one.targets_met + one.targets_missed,
        one.satisfaction,
        one.answers,
    )
