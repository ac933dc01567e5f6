"""Many agreements at once: looked up by customer, asked what was promised, and kept where equal terms are one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from os import PathLike
from pathlib import Path
from typing import Any, Literal

from contractkit.clocks.scalar.doors import word_of
from contractkit.duties import ObligationEvent
from contractkit.duties.earned import Earned
from contractkit.errors import UnknownCustomerError, UnknownServiceError, UsageError
from contractkit.portfolio.asking import answered
from contractkit.portfolio.assumptions import CountedAssumption, counted_assumptions
from contractkit.portfolio.choosing import chosen
from contractkit.portfolio.deciding import SERVICE
from contractkit.portfolio.entitled import Entitlement
from contractkit.portfolio.entries import Entry, entry_of
from contractkit.portfolio.lookup import CUSTOMER
from contractkit.portfolio.obligations_of_many import PortfolioObligations
from contractkit.portfolio.owing import owed
from contractkit.portfolio.stored_entries import Shelf, ShelfMaker
from contractkit.portfolio.storing import read_shelf, written_shelf
from contractkit.quantities.notation import nearest
from contractkit.terms import Agreement

__all__ = ["Portfolio", "Progress"]

Progress = Callable[[str, int, int], None]
"""Is called now and then as ``progress(step, done, total)``; the total is 0 where nobody knows it."""

_TOLD = 64


class Portfolio:
    """Many agreements, ready to be looked up.

    Terms that are equal are kept once, whichever agreements they belong to, and the papers are not kept. An agreement
    is opened when somebody asks for what a call does not need, such as its prices.

    Example:
        >>> import contractkit as ck
        >>> def paper(number: int) -> dict[str, object]:
        ...     return {"contractkit": 1, "document": "sla", "id": f"S-{number}", "title": "Desk", "currency": "EUR",
        ...         "zone": "UTC", "calendar": "always", "fields": {"closed_at": "instant"},
        ...         "parties": {"provider": {"name": "P"}, "customer": {"name": "C", "code": f"c-{number}"}},
        ...         "clauses": {"4.1": {"kind": "time-target", "name": "solved", "starts": {"field": "opened_at"},
        ...                             "stops": {"field": "closed_at"}, "within": f"{number} hours"}}}
        >>> portfolio = ck.Portfolio.of(ck.load_agreement(data=paper(number)) for number in (1, 2))
        >>> len(portfolio), portfolio.customers
        (2, ('c-1', 'c-2'))
        >>> ck.entitlement(portfolio, item={"customer": "c-2"}, at="2026-02-17T10:05:00+00:00").due.isoformat()
        '2026-02-17T12:05:00+00:00'
    """

    __slots__ = ("_by_customer", "_by_id", "_shelf")

    def __init__(self, shelf: Shelf) -> None:
        """Take what `of` and `load` make."""
        self._shelf = shelf
        self._by_id: dict[str, int] = {row.id: place for place, row in enumerate(shelf.rows)}
        self._by_customer: dict[str, tuple[int, ...]] = {}
        for place, row in enumerate(shelf.rows):
            if row.customer is not None:
                self._by_customer[row.customer] = (*self._by_customer.get(row.customer, ()), place)

    # -- made and kept -------------------------------------------------------------------------------------------

    @classmethod
    def of(cls, agreements: Iterable[Agreement], progress: Progress | None = None) -> Portfolio:
        """Return the portfolio of some agreements, such as `load_agreements` gives.

        Args:
            agreements: The agreements; each is looked at once, so that a generator need not keep them.
            progress: Called now and then as ``progress("portfolio", done, total)``; the total is 0 where it is not
                known.

        Raises:
            UsageError: Two agreements have the same id.
            StoredPortfolioError: An agreement holds what cannot be kept, such as a holiday source of one's own.
        """
        maker = ShelfMaker()
        total = len(agreements) if isinstance(agreements, (list, tuple)) else 0
        seen: set[str] = set()
        for number, agreement in enumerate(agreements):
            _refuse_other(agreement)
            if agreement.id in seen:
                raise UsageError(f"two agreements are called {agreement.id}; a portfolio has one of each id")
            seen.add(agreement.id)
            if progress is not None and number % _TOLD == 0:
                progress("portfolio", number, total)
            maker.add(agreement)
        if progress is not None:
            progress("portfolio", len(seen), len(seen))
        return cls(maker.shelf())

    def save(self, path: str | PathLike[str]) -> None:
        """Write the portfolio to a file, which `load` reads in a moment.

        Args:
            path: The file; what stood there is replaced.
        """
        Path(path).write_bytes(written_shelf(self._shelf))

    @classmethod
    def load(cls, path: str | PathLike[str], edition: Literal["same", "any"] = "same") -> Portfolio:
        """Return the portfolio that a file holds.

        The file holds terms and nothing that could run. Calendars are made again from their rules.

        Args:
            path: The file that `save` wrote.
            edition: Whether the calendars must have the holidays and zones by which the portfolio was saved, of which a
                lookup tells the first that has not; ``any`` takes those that are known here.

        Raises:
            StoredPortfolioError: The file is no portfolio, is damaged, or was written by another version.
        """
        return cls(read_shelf(Path(path).read_bytes(), edition))

    def __copy__(self) -> Portfolio:
        return self

    def __deepcopy__(self, memo: object) -> Portfolio:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how another process makes it again: from what would stand in its file."""
        return _again, (written_shelf(self._shelf),)

    # -- looked up -----------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        """Return how many agreements there are."""
        return len(self._shelf.rows)

    def __iter__(self) -> Iterator[Agreement]:
        """Iterate over the agreements, each opened when its turn comes."""
        return map(self._shelf.agreement, range(len(self)))

    def __contains__(self, agreement: object) -> bool:
        """Return whether there is an agreement with this id."""
        return agreement in self._by_id

    def __getitem__(self, agreement: str) -> Agreement:
        """Return the agreement with an id, with all its terms.

        Raises:
            UsageError: There is none.
        """
        return self._shelf.agreement(self._place(agreement))

    def __repr__(self) -> str:
        """Return how many agreements, customers and different desk terms there are."""
        counts = (len(self), len(self._by_customer), len(self._shelf.tables))
        return "<Portfolio of {} agreements, {} customers, {} different desk terms>".format(*counts)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the agreements, in the order in which they came."""
        return tuple(self._by_id)

    @property
    def customers(self) -> tuple[str, ...]:
        """The codes of the customers, in the order in which they came."""
        return tuple(self._by_customer)

    @property
    def without_customer(self) -> tuple[str, ...]:
        """The ids of the agreements that give no code of a customer, so that no call finds them."""
        return tuple(row.id for row in self._shelf.rows if row.customer is None)

    def of_customer(self, customer: str) -> tuple[Agreement, ...]:
        """Return the agreements with a customer.

        Raises:
            UnknownCustomerError: There is none.
        """
        return tuple(map(self._shelf.agreement, self._places(customer)))

    def entitlement(self, item: Mapping[str, Any], us: int, known_at: date | None = None) -> Entitlement:
        """Return what was promised about a request; `ck.entitlement` says all about it.

        Args:
            item: What the request says, with its ``customer``.
            us: When it opens, in microseconds since the epoch.
            known_at: Only amendments that were recorded on that date or before count; None: all that are recorded.

        Raises:
            UnknownCustomerError: No agreement is with the customer of the item.
            UnknownServiceError: No agreement and no catalogue knows its service.
        """
        places = self._places(word_of(item.get(CUSTOMER), CUSTOMER))
        service = word_of(item.get(SERVICE), SERVICE)
        entries = [self._entry(place, known_at) for place in places]
        if service is not None and service not in self._shelf.services:
            self._refuse_service(service, entries, us)
        return answered(entries[0], item, us) if len(entries) == 1 else chosen(entries, item, us)

    def _refuse_service(self, service: str, entries: Iterable[Entry], us: int) -> None:
        """Refuse a service that nobody knows, unless the customer has an agreement that lists no services."""
        if all(entry.held_at(us).table.terms.services for entry in entries):
            says = f"no agreement and no catalogue of the portfolio knows the service {service!r}"
            raise UnknownServiceError(f"{says}; {nearest(service, sorted(self._shelf.services))}", service=service)

    def obligations(
        self,
        between: tuple[date, date],
        *,
        as_of: date | None = None,
        events: Iterable[ObligationEvent] = (),
        settlements: Iterable[Earned] = (),
    ) -> PortfolioObligations:
        """Return what is owed, may be done or happens under all agreements between two dates.

        Args:
            between: The first due date and the last; both count, in the zone of each agreement.
            as_of: The day on which it is asked; None: the first date, or the day of the last event where that is later.
            events: What was recorded, each with the id of its agreement.
            settlements: Settlements, each of its own agreement: the credits in them that have to be claimed.

        Raises:
            UsageError: A date is none, the first lies after the last, or an event or a settlement is about no agreement
                of the portfolio.
        """
        return owed(self._shelf, between, as_of, events, settlements)

    def decisions(self, first: date, days: int = 90) -> PortfolioObligations:
        """Return which contracts need a decision soon: notice, prolongation, credits to claim, rights that lapse.

        Args:
            first: The first date; it is also the day on which it is asked.
            days: How many days, the first one counted: the last is `first` and `days - 1` more.

        Raises:
            UsageError: `days` is not at least one.
        """
        if days < 1:
            raise UsageError(f"decisions are listed for at least one day, not for {days}", value=days)
        return self.obligations((first, first + timedelta(days=days - 1))).decisions

    def assumptions(self) -> tuple[CountedAssumption, ...]:
        """Return the readings that the texts leave open, each with the contracts that have it, the commonest first."""
        return counted_assumptions(self._shelf)

    def customer_of(self, agreement: str) -> str | None:
        """Return the code of the customer of an agreement; None where it gives none.

        Raises:
            UsageError: There is no such agreement.
        """
        return self._shelf.rows[self._place(agreement)].customer

    def _place(self, agreement: str) -> int:
        place = self._by_id.get(agreement)
        if place is None:
            raise UsageError(f"there is no agreement {agreement!r}; {nearest(str(agreement), self._by_id)}")
        return place

    def _entry(self, place: int, known_at: date | None) -> Entry:
        return self._shelf.entry(place) if known_at is None else entry_of(self._shelf.agreement(place), known_at)

    def _places(self, customer: str | None) -> tuple[int, ...]:
        places = None if customer is None else self._by_customer.get(customer)
        if places is None:
            if customer is None:
                raise UnknownCustomerError(f"the item says no {CUSTOMER}, and a portfolio has many", customer=None)
            says = f"no agreement of the portfolio is with {customer!r}"
            raise UnknownCustomerError(f"{says}; {nearest(customer, self._by_customer)}", customer=customer)
        return places


def _again(stored: bytes) -> Portfolio:
    return Portfolio(read_shelf(stored, "any"))


def _refuse_other(value: object) -> None:
    """Refuse what is no agreement."""
    if not isinstance(value, Agreement):
        says = "a portfolio is made of agreements, as ck.load_agreements returns them"
        raise UsageError(f"{says}, and not of {value!r}", value=value)
