"""What has to be told of work outside the agreement: time spent, favours, what became of grey items, who was told.

None of it stands in the papers, and a ticketing system seldom exports it with the tickets. Rows name their item; which
agreement an item belongs to is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any, Literal

import attrs

from contractkit.errors import NaiveDatetimeError, Problem, UsageError
from contractkit.quantities.money import Money

__all__ = [
    "CustomerTold",
    "DeliveryFacts",
    "Favour",
    "GreyDecision",
    "Outcome",
    "QuoteSent",
    "RowCopy",
    "Warned",
    "WorkDone",
]

Outcome = Literal["in", "priced", "favour", "refused"]
"""What the parties made of a grey item: it belongs to the agreement, it has a price, it is a favour, it is not done."""

Warned = Literal["warning", "grey", "favour"]
"""What somebody was told about: a promise that may be missed, a grey item, a favour."""


def _all(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(values)


def _aware(instance: Any, attribute: Any, value: Any) -> None:
    if value is not None and value.tzinfo is None:
        says = f"{type(instance).__name__}.{attribute.name} {value} has no zone"
        raise NaiveDatetimeError(f"{says}; say in which zone it was read", value=value)


def _some_time(_instance: Any, _attribute: Any, value: Any) -> None:
    if value is not None and value < timedelta(0):
        raise UsageError(f"{value} is no time spent: it is nought or more", value=value)


@attrs.frozen
class WorkDone:
    """Time that somebody spent on an item.

    Attributes:
        item: The id of the item.
        time: How long; nought or more.
        on: The date of the work, in the agreement's zone; None where nobody says.
        recorded_on: When it was written down; None where it was always known.
    """

    item: str
    time: timedelta = attrs.field(validator=_some_time)
    on: date | None = None
    recorded_on: date | None = None


@attrs.frozen
class Favour:
    """A small thing that was done outside the agreement, for nothing.

    Attributes:
        what: What was done, in words for the customer.
        on: The date, in the agreement's zone.
        item: The id of the item; None where there was no ticket.
        customer: The code of the customer, where there is no item; None where only one customer is meant.
        service: The service; None where nobody says, and that of the item then counts.
        time: How long it took; None where nobody says, and the time spent on the item then counts.
        worth: What it was worth, where somebody put a figure on it; None: it is worked out.
        told_on: When the customer was told; None where nobody did.
    """

    what: str
    on: date
    item: str | None = None
    customer: str | None = None
    service: str | None = None
    time: timedelta | None = attrs.field(default=None, validator=_some_time)
    worth: Money | None = None
    told_on: date | None = None


@attrs.frozen
class GreyDecision:
    """What the parties made of a grey item.

    Attributes:
        item: The id of the item.
        outcome: ``in``, ``priced``, ``favour`` or ``refused``.
        on: The date on which they decided, in the agreement's zone.
        holds: ``for-all`` such requests from now on, so that it becomes a rule, or for this one only (``once``).
        by: Who decided; None where nobody says.
    """

    item: str
    outcome: Outcome
    on: date
    holds: Literal["for-all", "once"] = "for-all"
    by: str | None = None


@attrs.frozen
class CustomerTold:
    """That somebody was told something.

    Attributes:
        about: ``warning``: a promise may be missed; ``grey``: an item is grey; ``favour``: it was one.
        item: The id of the item.
        at: When, aware.
        target: The name or id of the promise that a warning is about; None for every promise of the item.
        to: Who was told; None where nobody says.
        how: How; None where nobody says.
    """

    about: Warned
    item: str
    at: datetime = attrs.field(validator=_aware)
    target: str | None = None
    to: str | None = None
    how: str | None = None


@attrs.frozen
class QuoteSent:
    """That a quote was sent, and what came of it.

    Attributes:
        item: The id of the item that it is for.
        at: When it was sent, aware.
        amount: What it came to; None where nobody says.
        answer: ``accepted`` or ``refused``; None while there is no answer.
        answered_at: When the answer came, aware; None while there is none.
    """

    item: str
    at: datetime = attrs.field(validator=_aware)
    amount: Money | None = None
    answer: Literal["accepted", "refused"] | None = None
    answered_at: datetime | None = attrs.field(default=None, validator=_aware)

    def __attrs_post_init__(self) -> None:
        """Refuse an answer without its instant, and one that came before the quote."""
        if (self.answer is None) != (self.answered_at is None):
            raise UsageError(f"the quote for {self.item}: an answer has both 'answer' and 'answered_at'")
        if self.answered_at is not None and self.answered_at < self.at:
            raise UsageError(f"the quote for {self.item} was answered at {self.answered_at}, before it was sent")


@attrs.frozen
class RowCopy:
    """A row of a table that is equal to an earlier one in every column, and counts once.

    Attributes:
        row: What it tells.
        problem: Where it stands.
    """

    row: WorkDone | Favour | GreyDecision | CustomerTold | QuoteSent
    problem: Problem


@attrs.frozen
class DeliveryFacts:
    """What was told of work outside the agreement.

    Values count as they are given. Of rows of a table that are equal in every column one counts, and `copies` has the
    others.

    Attributes:
        work: Time spent, any number of times on one item.
        favours: What was done for nothing.
        decisions: What became of grey items; of several on one item the last by date counts.
        told: Who was told what.
        quotes: Which quotes were sent; of several for one item the last one counts.
        copies: Rows of tables that say once more what an earlier one says; they count for nothing.

    Example:
        >>> told = DeliveryFacts(work=[WorkDone("T-7", timedelta(minutes=90))])
        >>> told.of_items({"T-8"}).work
        ()
    """

    work: tuple[WorkDone, ...] = attrs.field(default=(), converter=_all)
    favours: tuple[Favour, ...] = attrs.field(default=(), converter=_all)
    decisions: tuple[GreyDecision, ...] = attrs.field(default=(), converter=_all)
    told: tuple[CustomerTold, ...] = attrs.field(default=(), converter=_all)
    quotes: tuple[QuoteSent, ...] = attrs.field(default=(), converter=_all)
    copies: tuple[RowCopy, ...] = attrs.field(default=(), converter=_all)

    @classmethod
    def from_tables(cls, *, zone: str, currency: str, **tables: Any) -> DeliveryFacts:
        """Return what tables tell: ``work``, ``favours``, ``decisions``, ``told`` and ``quotes``.

        Args:
            zone: The IANA zone of instants that say no offset.
            currency: The ISO 4217 code of amounts that name none.
            tables: Each the path of a CSV file, a sequence of mappings, a dict of sequences, or a frame; None for none.

        Raises:
            FactsRejected: A column is missing or a cell means nothing; every problem is told, with its row.
            UsageError: A table has another name, or a file cannot be read.

        Example:
            >>> rows = [{"item": "T-7", "minutes": 90}]
            >>> DeliveryFacts.from_tables(zone="Europe/Amsterdam", currency="EUR", work=rows).work[0].time
            datetime.timedelta(seconds=5400)
        """
        from contractkit.delivery.tables import read_tables

        return read_tables(tables, zone=zone, currency=currency)

    def of_items(self, items: Collection[str], customer: str | None = None) -> DeliveryFacts:
        """Return what was told of some items alone, and the favours of a customer that have no item.

        Args:
            items: The ids of the items.
            customer: The code of the customer; a favour that names no customer is anybody's.
        """

        def own(rows: Iterable[Any]) -> tuple[Any, ...]:
            return tuple(row for row in rows if row.item in items)

        def is_own(row: Any) -> bool:
            return _is_of(row, items, customer) if isinstance(row, Favour) else row.item in items

        favours = tuple(one for one in self.favours if is_own(one))
        copies = tuple(one for one in self.copies if is_own(one.row))
        return DeliveryFacts(own(self.work), favours, own(self.decisions), own(self.told), own(self.quotes), copies)

    @property
    def items(self) -> frozenset[str]:
        """Return the ids of all items that something was told of."""
        rows: tuple[Any, ...] = (*self.work, *self.favours, *self.decisions, *self.told, *self.quotes)
        return frozenset(row.item for row in rows if row.item is not None)


def _is_of(favour: Favour, items: Collection[str], customer: str | None) -> bool:
    if favour.item is not None:
        return favour.item in items
    return favour.customer is None or customer is None or favour.customer == customer


NOTHING_TOLD = DeliveryFacts()
"""Nothing but papers and items."""
