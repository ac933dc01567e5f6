"""The answer to a call: what this customer was promised about this request, at this instant, and what the papers lack.

Due instants, level and scope are there at once. What it costs, whom to call, the next step and what history says are
looked up when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import attrs

from contractkit.charging import ChargingFacts, PriceOn
from contractkit.charging.knowing import NOTHING_KNOWN
from contractkit.charging.paid_units import PaidUnits
from contractkit.portfolio import lookups
from contractkit.portfolio.dues import due_and_until
from contractkit.portfolio.gaps import EntitlementGap, MissingField
from contractkit.portfolio.lacking import gaps_of, missing_of, unread_of
from contractkit.portfolio.lookup import Lookup, ScopeSays
from contractkit.portfolio.paid_beforehand import paid_for
from contractkit.portfolio.past import PastRequests, RequestHistory
from contractkit.portfolio.priced import prices_for
from contractkit.portfolio.promised import PossiblePromise, Promised, shown_instant
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import said
from contractkit.terms import Agreement
from contractkit.terms.agreement import ScopeRule

if TYPE_CHECKING:
    from contractkit.process.running import ItemProcess

__all__ = ["VERSION", "Entitlement", "ScopeSays"]

VERSION = 1
"""The version of the form of `Entitlement.to_dict`."""

_SCOPE_WORDS = {
    "in": "in scope",
    "grey": "in the grey zone",
    "out": "out of scope",
    "no-service": "a service that nobody agreed",
    "before-term": "before the agreement holds",
    "after-term": "after the agreement ended",
    "no-target": "in scope, without a promise",
    "unknown": "not known whether it is in scope",
}
_OUTSIDE = ("out", "no-service", "before-term", "after-term")
"""Where nothing is owed: promises are then those that would speak of the request."""


@attrs.frozen(eq=False, repr=False)
class Entitlement:
    """What one agreement promises about a request that opens at an instant.

    Attributes:
        promises: The promises that speak of the request, in the order of the page; `owed` says whether they bind.
        alternatives: Where several contracts speak of the request, what each of them says; the answer has no promises
            of its own then.
    """

    promises: tuple[Promised, ...]
    _lookup: Lookup
    alternatives: tuple[Entitlement, ...] = ()
    _noted: tuple[EntitlementGap, ...] = ()
    _past: RequestHistory | None = None
    _work: ItemProcess | None = None
    _told: ChargingFacts = NOTHING_KNOWN

    # -- who and when --------------------------------------------------------------------------------------------

    @property
    def agreement(self) -> str | None:
        """The id of the agreement; None where several contracts speak of the request."""
        return None if self.alternatives else self._lookup.entry.id

    @property
    def customer(self) -> str | None:
        """The code of the customer; None where the agreement gives none."""
        return self._lookup.entry.customer

    @property
    def zone(self) -> str:
        """The zone of the agreement's dates; of several contracts that of the first."""
        return self._lookup.entry.zone

    @property
    def service(self) -> str | None:
        """The service that the request is about; None where it was not said."""
        return self._lookup.service

    @property
    def item(self) -> Mapping[str, Any]:
        """What the request says."""
        return self._lookup.item

    @property
    def at(self) -> datetime:
        """The instant of the request, on the wall clock of the agreement's zone."""
        return self._lookup.at

    @property
    def on(self) -> date:
        """The date of the request, in the agreement's zone."""
        return self._lookup.on

    # -- what was agreed -----------------------------------------------------------------------------------------

    @property
    def scope(self) -> ScopeSays:
        """Whether the work was agreed: in scope, grey, out, on a service nobody agreed, or outside the term."""
        return "unknown" if self.alternatives else self._lookup.scope

    @property
    def scope_rule(self) -> ScopeRule | None:
        """The scope rule that said so; None where none did."""
        return None if self.alternatives else self._lookup.rule

    @property
    def scope_clause(self) -> ClauseRef | None:
        """Where the scope rule stands; None where none spoke."""
        rule = self.scope_rule
        return None if rule is None else rule.clause

    @property
    def level(self) -> str | None:
        """The service level; None where there is none, or several contradict each other (`gaps` says so)."""
        if not self.alternatives:
            return self._lookup.decision.level
        levels = {one.level for one in self.alternatives}
        return levels.pop() if len(levels) == 1 else None

    @property
    def owed(self) -> bool:
        """Whether the promises bind.

        They do not out of scope, on a service nobody agreed, before and after the term, and while grey work waits.
        """
        if self.alternatives:
            return any(one.owed for one in self.alternatives)
        rule = self.scope_rule
        return self.scope not in _OUTSIDE and (rule is None or rule.meanwhile != "wait")

    @property
    def due(self) -> datetime | None:
        """The first due instant of all promises; None where nothing is owed, or due."""
        if not self.owed:
            return None
        return min((one.due for one in self.promises if one.due is not None), default=None)

    @property
    def possible(self) -> tuple[PossiblePromise, ...]:
        """The promises that may hold, as long as fields that decide it are missing."""
        fill = self._lookup.entry.fill
        found = []
        for one in () if self.alternatives else self._lookup.decision.possible:
            due, until, reason = due_and_until(one.ruler, self._lookup.us, self._lookup.columns)
            shown = [shown_instant(one.ruler.limit.calendar, us) for us in (due, until)]
            promised = Promised(shown[0], shown[1], reason, "running", one.ruler.owner, one.ruler, fill)
            found.append(PossiblePromise(promised, one.needs, fill(said("{condition}", condition=one.when))))
        return tuple(found)

    # -- what is missing -----------------------------------------------------------------------------------------

    @property
    def missing(self) -> tuple[MissingField, ...]:
        """The fields that were not given: what decides promises, scope or price, and what an order has to say."""
        return () if self.alternatives else missing_of(self._lookup, self.promises)

    @property
    def gaps(self) -> tuple[EntitlementGap, ...]:
        """What the answer lacks, or the papers contradict each other about; empty where nothing is lacking."""
        if self.alternatives:
            return self._noted
        alike = () if self._past is None else self._past.by
        return (*self._noted, *gaps_of(self._lookup, self.promises, alike))

    @property
    def unread(self) -> tuple[str, ...]:
        """The fields that the request says and nothing in the agreement reads: of a whole ticket most of them."""
        if self.alternatives:
            every = [set(one.unread) for one in self.alternatives]
            return tuple(field for field in map(str, self.item) if all(field in one for one in every))
        return unread_of(self._lookup, () if self._past is None else self._past.by)

    # -- what is looked up besides -------------------------------------------------------------------------------

    @property
    def terms(self) -> Agreement:
        """The version of the agreement that holds on the date of the request; of several contracts the first one's."""
        return self._lookup.terms

    @property
    def prices(self) -> tuple[PriceOn, ...]:
        """What it costs: the price of the service, or the fees that cover it; out of scope the rates of a quote.

        Empty where the service was not said: `missing` names it then, with what would be priced. Of a service of which
        units are paid for already (`prepaid`) it is the price of further ones. Of an index whose
        figures are not told `last_known` has the signed price, and since when it may have been indexed.
        """
        return () if self.alternatives else prices_for(self._lookup, self._told)

    @property
    def prepaid(self) -> tuple[PaidUnits, ...]:
        """What of the service is paid for already, block by block: a call comes out of it first.

        What is left of a block is known as far as `told` says what was used, or left; else it stands with all that it
        began with, and says that nobody told.
        """
        return () if self.alternatives else paid_for(self._lookup, self._told)

    @property
    def contacts(self) -> tuple[lookups.ContactInForce, ...]:
        """Who has which role on the date of the request."""
        return () if self.alternatives else lookups.contacts_on(self.terms, self.on)

    @property
    def next_steps(self) -> tuple[lookups.NextStep, ...]:
        """What is to be done next, by the working agreements; where they say nothing, what was promised first.

        Of a request in scope the steps that have begun and are not done: as `process_of` found them, or as the request
        itself says it, in which an instant called as a step says when that was done.
        """
        if self.alternatives:
            return ()
        found = lookups.next_steps(self._lookup, self.terms, self._work)
        dated = [one for one in self.promises if one.due is not None]
        if found or not dated or self.scope not in ("in", "grey"):
            return found
        first = min(dated, key=lambda one: one.due or self.at)
        says = said("{promise}, as promised", promise=first.title or first.name)
        return (lookups.NextStep("promise", first.name, None, first.due, says, first.clause),)

    @property
    def past(self) -> tuple[PastRequests, ...]:
        """What history says of such requests, for each measure; empty where no history was given, or too little."""
        if self._past is None:
            return ()
        promised = [*self.promises, *(one.promised for one in self.possible)]
        measures = {one.measure for one in promised}
        return tuple(
            one for one in self._past.like(self.item, self._lookup.us) if not measures or one.measure in measures
        )

    def with_told(self, told: ChargingFacts) -> Entitlement:
        """Return the answer with prices by what is told of an index; of several contracts each with the same."""
        return attrs.evolve(self, told=told, alternatives=tuple(one.with_told(told) for one in self.alternatives))

    # -- shown ---------------------------------------------------------------------------------------------------

    @property
    def says(self) -> str:
        """The answer in one sentence."""
        who = self.customer or self.agreement
        head = f"{who}, {self.service or 'no service said'}: " + (f"{self.level}, " if self.level else "")
        if self.alternatives:
            none_holds = next((gap.says for gap in self._noted if gap.code == "no-contract"), None)
            if none_holds is not None:
                return f"{head}{none_holds}"
            several = " and ".join(str(one.agreement) for one in self.alternatives)
            return f"{head}{several} both speak of it"
        head += _SCOPE_WORDS[self.scope]
        owed = self.promises if self.owed else ()
        dues = "; ".join(f"{one.name} by {_said(one.due)}" for one in owed if one.due is not None)
        return f"{head}; {dues}" if dues else head

    def __repr__(self) -> str:
        return f"<Entitlement {self.says}>"

    def __eq__(self, other: object) -> bool:
        return self.to_dict() == other.to_dict() if isinstance(other, Entitlement) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.agreement, self._lookup.us, self.promises))

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how another process makes it again: from its agreement and what was asked, without the portfolio."""
        from contractkit.portfolio.sending import again, question_of

        own = {"noted": self._noted, "past": self._past, "work": self._work, "told": self._told}
        return again, (question_of(self._lookup), {**own, "alternatives": self.alternatives})

    def __copy__(self) -> Entitlement:
        return self

    def __deepcopy__(self, memo: object) -> Entitlement:
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data, ready for JSON.

        ``prepaid`` is left out where nothing is paid for already, ``unread`` where everything that was said is read.
        """
        rule = self.scope_rule
        more = {"prepaid": [one.to_dict() for one in self.prepaid], "unread": list(self.unread)}
        return {
            "version": VERSION,
            "kind": "entitlement",
            "agreement": self.agreement,
            "customer": self.customer,
            "at": self.at.isoformat(),
            "item": {str(field): None if word is None else str(word) for field, word in self.item.items()},
            "scope": self.scope,
            "owed": self.owed,
            "scope_rule": None if rule is None else {"name": rule.name, "clause": str(rule.clause)},
            "level": self.level,
            "levels": list(self._lookup.decision.levels),
            "promises": [one.to_dict() for one in self.promises],
            "possible": [one.to_dict() for one in self.possible],
            "missing": [one.to_dict() for one in self.missing],
            "gaps": [one.to_dict() for one in self.gaps],
            "prices": [one.to_dict() for one in self.prices],
            "contacts": [one.to_dict() for one in self.contacts],
            "next_steps": [one.to_dict() for one in self.next_steps],
            "past": [one.to_dict() for one in self.past],
            "alternatives": [one.to_dict() for one in self.alternatives],
            "says": self.says,
            **{name: found for name, found in more.items() if found},
        }


def _said(instant: datetime | None) -> str:
    return "" if instant is None else instant.strftime("%Y-%m-%d %H:%M")
