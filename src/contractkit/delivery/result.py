"""What was delivered against what was agreed, as one value: everything of one agreement and one period."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

import attrs

from contractkit.delivery.favours import FavourLine, FavourQuota
from contractkit.delivery.grey import GreyItem
from contractkit.delivery.lines import ServiceLine
from contractkit.delivery.outside import OutsideItem
from contractkit.delivery.proposing import Proposal
from contractkit.delivery.quotes import DraftQuote
from contractkit.delivery.repeats import Repeat
from contractkit.delivery.risks import AtRisk
from contractkit.delivery.telling import ToldRegister
from contractkit.delivery.worth import known_sum, worth_said
from contractkit.errors import Problem
from contractkit.facts import Table
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.terms import Agreement
from contractkit.terms.completeness import Completeness

__all__ = ["Delivery", "NoPaper"]

_VERSION = 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@attrs.frozen
class NoPaper:
    """Work for which there was no paper when it was asked for, or no signature.

    Attributes:
        why: ``before-term``, ``after-term`` or ``before-signature``: within the term, but not yet signed.
        items: How many items.
        worth: What they are worth, as far as it is known; None where nothing of it is, and for those that the agreement
            covers all the same.
        unpriced: Of how many it is not known.
        since: The date of the first one.
        until: The date of the last one.
        why_unpriced: Why some are not priced; empty where all are.
    """

    why: Literal["before-term", "after-term", "before-signature"]
    items: int
    worth: Money | None
    unpriced: int
    since: date
    until: date
    why_unpriced: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON."""
        return {
            "why": self.why,
            "items": self.items,
            "worth": None if self.worth is None else str(self.worth.amount),
            "unpriced": self.unpriced,
            "why_unpriced": list(self.why_unpriced),
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
        }


@attrs.frozen(repr=False)
class Delivery:
    """What was delivered in a period against what was agreed, and what is not settled between the parties.

    Attributes:
        agreement: The agreement.
        period: The period.
        as_of: Up to when things are known, in microseconds since the epoch UTC.
        services: A line for each service of the whole period.
        months: The same for each month of it.
        outside: The items outside of what was agreed that were opened in the period, each with its worth.
        no_paper: How many of all items were asked for without a paper, or before it was signed.
        repeats: Incidental requests that became standard.
        grey: The register of grey items: opened in the period or before, and not decided before it.
        favours: What was done for nothing.
        quotas: How much of what is done for nothing was used.
        quotes: Quotes for work outside of the agreement.
        told: What the customer was told, and whether that was before it happened.
        ahead: What is about to go wrong at the moment of judging.
        proposals: Amendments that would put on paper what is done or decided.
        completeness: How much the papers say of what they have to say.
        set_aside: The ids of items that something was told of and that are not among the items of the agreement.
        undated: How many items outside belong to no period, because nobody knows when they were opened.
        problems: What was told twice, or does not fit what was judged, such as a decision on an item that is not grey.
    """

    agreement: Agreement
    period: Period
    as_of: int
    services: tuple[ServiceLine, ...]
    months: tuple[ServiceLine, ...]
    outside: tuple[OutsideItem, ...]
    no_paper: tuple[NoPaper, ...]
    repeats: tuple[Repeat, ...]
    grey: tuple[GreyItem, ...]
    favours: tuple[FavourLine, ...]
    quotas: tuple[FavourQuota, ...]
    quotes: tuple[DraftQuote, ...]
    told: ToldRegister
    ahead: tuple[AtRisk, ...]
    proposals: tuple[Proposal, ...]
    completeness: Completeness
    set_aside: tuple[str, ...] = ()
    undated: int = 0
    problems: tuple[Problem, ...] = ()

    def __repr__(self) -> str:
        """Return what it is of on one line."""
        counts = f"{len(self.outside)} items outside, {len(self.grey)} grey, {len(self.favours)} favours"
        worth = "not known" if self.worth is None else str(self.worth)
        return f"<Delivery of {self.agreement.id} in {self.period.label}: {counts}, worth {worth}>"

    @property
    def worth(self) -> Money | None:
        """Return what all services were worth that nobody is charged for; None where nothing of it is known."""
        return known_sum((one.worth for one in self.services), self.agreement.currency)

    @property
    def unpriced(self) -> int:
        """Return of how many items outside it is not known what they are worth."""
        return sum(one.unpriced for one in self.services)

    @property
    def why_unpriced(self) -> tuple[str, ...]:
        """Return why the worth is not known, or not all of it; nothing where it is."""
        return tuple(dict.fromkeys(why for one in self.services for why in one.why_unpriced))

    @property
    def says(self) -> str:
        """Return the whole in one sentence."""
        worth = worth_said(self.worth, self.unpriced, self.why_unpriced)
        return f"{self.period.label}: {len(self.outside)} items outside the agreement, {worth}; {self.told.says}"

    def table(self, name: str) -> Table:
        """Return one part in columns: amounts as exact text, times in microseconds, instants UTC.

        Args:
            name: ``services``, ``months``, ``outside``, ``repeats``, ``grey``, ``favours``, ``quotes``, ``told`` or
                ``ahead``.

        Raises:
            UsageError: There is no such part.
        """
        from contractkit.delivery.columns import table_of

        return table_of(self, name)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data, ready for JSON; amounts as text, instants in ISO 8601."""
        parts = ("services", "months", "outside", "no_paper", "repeats", "grey", "favours", "quotas", "quotes")
        return {
            "kind": "delivery",
            "version": _VERSION,
            "agreement": self.agreement.id,
            "period": self.period.label,
            "as_of": (_EPOCH + timedelta(microseconds=self.as_of)).isoformat(),
            "currency": self.agreement.currency,
            "worth": None if self.worth is None else str(self.worth.amount),
            "unpriced": self.unpriced,
            "why_unpriced": list(self.why_unpriced),
            **{name: [one.to_dict() for one in getattr(self, name)] for name in parts},
            "told": self.told.to_dict(),
            "ahead": [one.to_dict() for one in self.ahead],
            "proposals": [one.to_dict() for one in self.proposals],
            "completeness": self.completeness.to_dict(),
            "set_aside": list(self.set_aside),
            "undated": self.undated,
            "problems": [one.to_dict() for one in self.problems],
            "says": self.says,
        }
