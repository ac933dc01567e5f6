"""What happened, ready to be asked which of it lies outside of what was agreed, and what that is worth.

Which item lies where is decided while judging; here it is read, and priced.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.calendars.instants import from_datetime, to_datetime
from contractkit.charging import ChargingFacts
from contractkit.clocks.truth import YES, fields_of
from contractkit.delivery.beforehand import Drawing, drawing_of, paid_service, worth_beforehand
from contractkit.delivery.outside import OUTSIDE, OutsideItem
from contractkit.delivery.told import DeliveryFacts, QuoteSent
from contractkit.delivery.worth import Worth, of_catalogue, of_sources
from contractkit.evaluation import Evaluation
from contractkit.evaluation.scope import latest
from contractkit.facts import NAT
from contractkit.quantities.midnights import midnight_us
from contractkit.quantities.money import Money
from contractkit.terms import Agreement
from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.provisions.catalogue_item import CatalogueItem
from contractkit.terms.provisions.prepaid import Prepaid
from contractkit.terms.provisions.quote import Quote
from contractkit.terms.provisions.rate import Rate
from contractkit.terms.provisions.scope import ScopeRule

__all__ = ["Work"]

_KIND = "category"


@attrs.frozen(eq=False)
class Work:
    """What happened, ready to be asked which of it lies outside, and what that is worth.

    Attributes:
        agreement: The agreement with its versions.
        evaluation: Its evaluation.
        told: What was told, of its own items.
        known: What charging has to know.
    """

    agreement: Agreement
    evaluation: Evaluation
    told: DeliveryFacts
    known: ChargingFacts
    _truths: dict[Condition, NDArray[np.bool_]] = attrs.field(factory=dict, init=False, repr=False)
    _values: dict[str, list[str | None]] = attrs.field(factory=dict, init=False, repr=False)
    _worths: dict[Any, Worth] = attrs.field(factory=dict, init=False, repr=False)
    _drawings: dict[str, Drawing] = attrs.field(factory=dict, init=False, repr=False)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone of its dates."""
        return ZoneInfo(self.agreement.zone)

    @cached_property
    def today(self) -> date:
        """The date of the moment of judging: the one that ends there, where that is a midnight."""
        return to_datetime(self.evaluation.as_of - 1, 0).astimezone(self.zone).date()

    @cached_property
    def spent(self) -> Mapping[str, timedelta]:
        """How long people worked on each item, as far as it was told."""
        found: dict[str, timedelta] = defaultdict(timedelta)
        for one in self.told.work:
            if self._known(one.recorded_on) and (one.on is None or one.on <= self.today):
                found[one.item] += one.time
        return dict(found)

    def _known(self, recorded_on: date | None) -> bool:
        return recorded_on is None or self.known.known_at is None or recorded_on <= self.known.known_at

    @cached_property
    def opened(self) -> NDArray[np.int64]:
        """When each item was opened, in microseconds since the epoch UTC."""
        return self.evaluation.items.array("opened").view(np.int64)

    @cached_property
    def codes(self) -> tuple[NDArray[np.signedinteger], tuple[str, ...]]:
        """The scope of each item as a code, and the scopes."""
        scope = self.evaluation.items.words("scope")
        return scope.codes, tuple(scope.categories)

    def happened(self, at: datetime) -> bool:
        """Return whether an instant lies at the moment of judging or before it."""
        return from_datetime(at) <= self.evaluation.as_of

    def ahead(self, at: datetime) -> bool:
        """Return whether something that has to be done by an instant can still be done in time."""
        return from_datetime(at) >= self.evaluation.as_of

    def sent(self, item: str) -> QuoteSent | None:
        """Return the last quote that was sent for an item by the moment of judging; None where none was."""
        known = [one for one in self.told.quotes if one.item == item and self.happened(one.at)]
        return max(known, key=lambda one: (one.at, str(one.amount), one.answer or ""), default=None)

    def accepted(self, item: str, worth: Worth) -> Money | None:
        """Return what the customer accepted to pay for an item: what was offered, else its worth; None for nothing."""
        quote = self.sent(item) if item in self._quoted else None
        if quote is None or quote.answered_at is None or not self.happened(quote.answered_at):
            return None
        if quote.answer != "accepted":
            return None
        return worth.amount if quote.amount is None else quote.amount

    @cached_property
    def _quoted(self) -> frozenset[str]:
        return frozenset(one.item for one in self.told.quotes)

    def midnight(self, day: date) -> datetime:
        """Return the beginning of a date in the agreement's zone."""
        return to_datetime(midnight_us(day, self.agreement.zone), 0).astimezone(self.zone)

    def date_of(self, us: int) -> date:
        """Return the date of an instant in the agreement's zone."""
        return to_datetime(us, 0).astimezone(self.zone).date()

    def truth(self, condition: Condition) -> NDArray[np.bool_]:
        """Return for each item whether a condition surely holds, as of the moment of judging."""
        found = self._truths.get(condition)
        if found is None:
            found = self._truths[condition] = self._truth(condition)
        return found

    def _truth(self, condition: Condition) -> NDArray[np.bool_]:
        if condition == EVERYTHING:
            return np.ones(len(self.opened), np.bool_)
        states = self.evaluation.history.states(set(fields_of(condition)), {})
        return np.asarray(states.columns.take(states.last).truth(condition) == YES)

    @cached_property
    def _rates(self) -> list[tuple[str, NDArray[np.bool_]]]:
        every = {
            (one.name, one.condition): one
            for entry in self.agreement.versions
            for one in entry.value.provisions_of(Rate)
        }
        return [(name, self.truth(condition)) for name, condition in every]

    def rates_of(self, place: int) -> tuple[str, ...]:
        """Return the rates that speak of an item, by name."""
        return tuple(name for name, speaks in self._rates if speaks[place])

    @cached_property
    def sells_beforehand(self) -> tuple[str, ...]:
        """The services of which units are paid for beforehand in any version."""
        every = (one for entry in self.agreement.versions for one in entry.value.provisions_of(Prepaid))
        return tuple(dict.fromkeys(one.of for one in every))

    def drawing(self, service: str) -> Drawing:
        """Return the items outside that draw on the prepaid units of a service."""
        if service not in self._drawings:
            self._drawings[service] = drawing_of(self, service)
        return self._drawings[service]

    @cached_property
    def _quotes(self) -> list[tuple[Quote, NDArray[np.bool_]]]:
        every = dict.fromkeys(one for entry in self.agreement.versions for one in entry.value.provisions_of(Quote))
        return [(one, self.truth(one.condition)) for one in every]

    def quote_of(self, place: int | None) -> Quote | None:
        """Return the clause by which work is offered; None where no clause speaks of it.

        Args:
            place: The place of its item; None where there is none, of which only clauses about all work speak.
        """
        if place is None:
            return next((quote for quote, _ in self._quotes if quote.condition == EVERYTHING), None)
        return next((quote for quote, speaks in self._quotes if speaks[place]), None)

    def worth_of(self, place: int, day: date, names: Sequence[str] = (), spent: timedelta | None = None) -> Worth:
        """Return what the work on an item is worth.

        A catalogue entry that is called like the service, with a price for each delivery, decides. Else the prices
        that a clause names (`names`, else those of the clause about quotes), else the one rate that speaks of it. Of a
        service of which units are paid for beforehand only what is beyond them is worth its price.

        Args:
            place: The place of the item.
            day: The date whose prices hold.
            names: The prices that the caller's clause names; empty for none.
            spent: How long it took; None: what was told of the item.
        """
        time = self.spent.get(self.item(place)) if spent is None else spent
        return self.worth_for(place, day, names, time)

    def worth_for(self, place: int, day: date, names: Sequence[str], time: timedelta | None) -> Worth:
        """Return what so much work on an item is worth, as `worth_of` does; None is a time that nobody told.

        Work after the end is worth what it cost on the last day: no price changes under an agreement that is over.
        """
        term = self.agreement.term
        day = day if term is None or term.end is None else min(day, term.end - timedelta(days=1))
        paid = paid_service(self, place, day, names)
        if paid is not None:
            return worth_beforehand(self, place, day, paid, time)
        quote = self.quote_of(place)
        quoted = () if quote is None else quote.priced_from
        speaking = self.rates_of(place)
        key = (self.service(place), tuple(names), quoted, speaking, time, day)
        found = self._worths.get(key)
        if found is None:
            found = self._worths[key] = self._worth(*key)
        return found

    def _worth(
        self,
        service: str | None,
        named: tuple[str, ...],
        quoted: tuple[str, ...],
        speaking: tuple[str, ...],
        time: timedelta | None,
        day: date,
    ) -> Worth:
        version = self.agreement.at(day, self.known.known_at)
        entry = next((one for one in version.provisions_of(CatalogueItem) if one.name == service), None)
        found = None if entry is None or named else of_catalogue(entry, time, version.currency)
        if found is not None:
            return found
        rates = [one for one in version.provisions_of(Rate) if one.name in speaking]
        return of_sources(version, named or quoted, rates, time, day, self.known)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {str(item): place for place, item in enumerate(self.evaluation.items.words("id").categories)}

    def place_of(self, item: str | None) -> int | None:
        """Return the place of an item; None where it is not there."""
        return None if item is None else self._places.get(item)

    def item(self, place: int) -> str:
        """Return the id of an item."""
        return str(self.evaluation.items.words("id").categories[place])

    @cached_property
    def _services(self) -> list[str | None]:
        return self.evaluation.items.words("service").words()

    def service(self, place: int) -> str | None:
        """Return the service of an item."""
        return self._services[place]

    def value(self, field: str, place: int) -> str | None:
        """Return what an item has in a field of words, as of the moment of judging."""
        if field not in self._values:
            self._values[field] = latest(self.evaluation.history, field).words()
        return self._values[field][place]

    @cached_property
    def _rules(self) -> list[str | None]:
        return self.evaluation.items.words("rule").words()

    def rule(self, place: int) -> ScopeRule | None:
        """Return the scope rule that decided on an item."""
        name = self._rules[place]
        if name is None:
            return None
        version = self.agreement if self.opened[place] == NAT else self.agreement.at(self.date_of(self.opened[place]))
        return next((one for one in (*version.scope, *self.agreement.scope) if one.name == name), None)

    def at(self, place: int, verdicts: Sequence[str] = ()) -> OutsideItem:
        """Return one item with its worth."""
        us = int(self.opened[place])
        day = None if us == NAT else self.date_of(us)
        rule = self.rule(place)
        codes, scopes = self.codes
        item = self.item(place)
        worth = self.worth_of(place, self.today if day is None else day)
        return OutsideItem(
            item=item,
            scope=scopes[codes[place]],
            rule=None if rule is None else rule.name,
            clause=None if rule is None else rule.clause,
            service=self.service(place),
            kind=self.value(_KIND, place),
            opened=None if us == NAT else us,
            day=day,
            spent=self.spent.get(item),
            worth=worth,
            verdicts=tuple(verdicts),
            accepted=self.accepted(item, worth),
        )

    @cached_property
    def outside(self) -> tuple[int, ...]:
        """The places of all items outside, in the order of their opening."""
        codes, scopes = self.codes
        wanted = [scopes.index(scope) for scope in OUTSIDE if scope in scopes]
        places = np.flatnonzero(np.isin(codes, wanted))
        return tuple(places[np.argsort(self.opened[places], kind="stable")].tolist())

    @cached_property
    def outside_items(self) -> tuple[OutsideItem, ...]:
        """All items outside, in the order of their opening, each with its worth."""
        verdicts = self._verdicts(self.outside)
        return tuple(self.at(place, verdicts.get(place, ())) for place in self.outside)

    def _verdicts(self, places: Iterable[int]) -> dict[int, list[str]]:
        table = self.evaluation.outcomes
        rows, wanted = table.array("item_row"), np.array(sorted(places), np.int64)
        chosen = table.select(np.flatnonzero(np.isin(rows, wanted)))
        found: dict[int, list[str]] = defaultdict(list)
        for place, verdict in zip(chosen.array("item_row").tolist(), chosen.words("verdict").words(), strict=True):
            found[place].append(str(verdict))
        return found
