"""The answer to a call: what this customer was promised about this request, at this instant, and what the papers lack.

Due instants, level and scope are there at once. What it costs, whom to call, the next step and what history says are
looked up when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

import attrs

from contractkit.calendars.instants import to_datetime
from contractkit.charging import ChargingFacts, PriceOn
from contractkit.clocks.scalar.doors import word_of
from contractkit.clocks.scalar.truth import fields_in
from contractkit.portfolio import lookups
from contractkit.portfolio.deciding import SERVICE, Decision
from contractkit.portfolio.dues import due_and_until
from contractkit.portfolio.entries import Entry, Held
from contractkit.portfolio.gaps import Gap, GapCode, MissingField
from contractkit.portfolio.line_decisions import Columns
from contractkit.portfolio.past import PastRequests, RequestHistory
from contractkit.portfolio.promised import PossiblePromise, Promised, shown_instant
from contractkit.quantities.notation import nearest
from contractkit.quantities.notation.nearest import nearest_word
from contractkit.records.clauses import ClauseRef
from contractkit.terms import Agreement
from contractkit.terms.agreement import ScopeRule

__all__ = ["VERSION", "Entitlement", "ScopeSays"]

VERSION = 1
"""The version of the form of `Entitlement.to_dict`."""

ScopeSays = Literal["in", "grey", "out", "no-service", "before-term", "after-term", "no-target", "unknown"]
"""Whether the work was agreed, by the words of an evaluation; ``unknown`` where a field that decides it is missing."""

_MICROSECOND = timedelta(microseconds=1)
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


@attrs.frozen(eq=False, repr=False)
class Entitlement:
    """What one agreement promises about a request that opens at an instant.

    Attributes:
        promises: The promises that hold, in the order of the page.
        item: What the request says.
        alternatives: Where several contracts speak of the request, what each of them says; the answer has no promises
            of its own then.
    """

    promises: tuple[Promised, ...]
    item: Mapping[str, Any]
    alternatives: tuple[Entitlement, ...]
    _us: int
    _entry: Entry
    _held: Held
    _decision: Decision
    _columns: Columns
    _noted: tuple[Gap, ...] = ()
    _past: RequestHistory | None = None

    # -- who and when --------------------------------------------------------------------------------------------

    @property
    def agreement(self) -> str | None:
        """The id of the agreement; None where several contracts speak of the request."""
        return None if self.alternatives else self._entry.id

    @property
    def customer(self) -> str | None:
        """The code of the customer; None where the agreement gives none."""
        return self._entry.customer

    @property
    def zone(self) -> str:
        """The zone of the agreement's dates; of several contracts that of the first."""
        return self._entry.zone

    @property
    def service(self) -> str | None:
        """The service that the request is about; None where it was not said."""
        return self._words.get(SERVICE)

    @property
    def at(self) -> datetime:
        """The instant of the request, on the wall clock of the agreement's zone."""
        moment = to_datetime(self._us, 0).astimezone(ZoneInfo(self._entry.zone))
        offset = moment.utcoffset()
        assert offset is not None
        return to_datetime(self._us, offset // _MICROSECOND)

    @property
    def on(self) -> date:
        """The date of the request, in the agreement's zone."""
        return self.at.date()

    # -- what was agreed -----------------------------------------------------------------------------------------

    @property
    def scope(self) -> ScopeSays:
        """Whether the work was agreed: in scope, grey, out, on a service nobody agreed, or outside the term."""
        if self.alternatives:
            return "unknown"
        start, end = self._held.start, self._held.end
        if start is not None and self._us < start:
            return "before-term"
        if end is not None and self._us >= end:
            return "after-term"
        return self._decision.says

    @property
    def scope_rule(self) -> ScopeRule | None:
        """The scope rule that said so; None where none did."""
        if self.scope != self._decision.says or self._decision.rule is None:
            return None
        rule: ScopeRule = self._entry.fill(self._decision.rule)
        return rule

    @property
    def scope_clause(self) -> ClauseRef | None:
        """Where the scope rule stands; None where none spoke."""
        rule = self.scope_rule
        return None if rule is None else rule.clause

    @property
    def level(self) -> str | None:
        """The service level; None where there is none, or several contradict each other (`gaps` says so)."""
        if not self.alternatives:
            return self._decision.level
        levels = {one.level for one in self.alternatives}
        return levels.pop() if len(levels) == 1 else None

    @property
    def due(self) -> datetime | None:
        """The first due instant of all promises; None where nothing is due."""
        return min((one.due for one in self.promises if one.due is not None), default=None)

    @property
    def possible(self) -> tuple[PossiblePromise, ...]:
        """The promises that may hold, as long as fields that decide it are missing."""
        fill = self._entry.fill
        found = []
        for one in () if self.alternatives else self._decision.possible:
            due, until, reason = due_and_until(one.ruler, self._us, self._columns)
            shown = [shown_instant(one.ruler.limit.calendar, us) for us in (due, until)]
            promised = Promised(shown[0], shown[1], reason, "running", one.ruler.owner, one.ruler, fill)
            found.append(PossiblePromise(promised, one.needs, str(fill(str(one.when)))))
        return tuple(found)

    # -- what is missing -----------------------------------------------------------------------------------------

    @property
    def missing(self) -> tuple[MissingField, ...]:
        """The fields that were not given: what decides promises or scope, and what an order has to say."""
        if self.alternatives:
            return ()
        decision, given = self._decision, self.item
        found: dict[str, MissingField] = {}
        for field in decision.needs:
            for_scope = any(field in fields_in(rule.condition) for rule in decision.could_be)
            for_promise = any(field in one.needs for one in decision.possible)
            parts = ["which promise holds"] * for_promise + ["whether it is in scope"] * for_scope
            found[field] = MissingField(field, self._known(field), " and ".join(parts), self._near(field))
        for field, clause in lookups.order_needs(self.terms, self._words):
            if given.get(field) is None and field not in found:
                decides = f"an order needs it ({clause})"
                found[field] = MissingField(field, self._known(field), decides, self._near(field))
        return tuple(found.values())

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What the answer lacks, or the papers contradict each other about; empty where nothing is lacking."""
        return self._noted if self.alternatives else (*self._noted, *self._of_term(), *self._of_decision())

    def _of_term(self) -> list[Gap]:
        scope, terms = self.scope, self.terms
        term = terms.term
        found: list[Gap] = []
        if scope == "before-term" and term is not None:
            says = f"{self.agreement} holds from {term.start}; on {self.on} nothing was agreed yet"
            found.append(Gap("before-term", says, (str(term.clause),)))
        elif scope == "after-term" and term is not None:
            says = f"{self.agreement} held until {term.end}; on {self.on} nothing is agreed any more"
            found.append(Gap("after-term", says, (str(term.clause),)))
        if self._entry.signed is not None and self._us < self._entry.signed:
            found.append(Gap("before-signature", f"on {self.on} {self.agreement} had not been signed yet"))
        return found

    def _of_decision(self) -> list[Gap]:
        decision, found = self._decision, []
        fill = self._entry.fill
        for field, word in decision.strange:
            hint = nearest(word, self._known(field))
            found.append(Gap("unknown-value", f"{field} {word!r} is none that {self.agreement} knows; {hint}"))
        if decision.needs:
            code: GapCode = "missing-field"
            found.append(Gap(code, f"{', '.join(decision.needs)} was not given, and decides what holds"))
        services = self._held.table.terms.services
        if services and self.service is not None and self.service not in services:
            hint = nearest(self.service, services)
            found.append(Gap("no-service", f"{self.agreement} agrees no service {self.service!r}; {hint}"))
        elif not self.promises and not decision.possible:
            found.append(Gap("no-target", f"no promise of {self.agreement} speaks of this request"))
        if len(decision.levels) > 1:
            clauses = tuple(dict.fromkeys(str(one.clause) for one in self.promises if one.level is not None))
            says = f"the request falls under several levels at once: {', '.join(decision.levels)}"
            found.append(Gap("contradictory-levels", says, tuple(str(fill(clause)) for clause in clauses)))
        for one in self.promises:
            if one.reason == "no-opening":
                says = f"{one.name}: nobody can say when it is due, as the calendar is not known that far"
                found.append(Gap("not-due", says, (str(one.clause),)))
        return found

    # -- what is looked up besides -------------------------------------------------------------------------------

    @property
    def terms(self) -> Agreement:
        """The version of the agreement that holds on the date of the request; of several contracts the first one's."""
        return self._entry.opens().at(self.on, self._entry.known_at)

    @property
    def prices(self) -> tuple[PriceOn, ...]:
        """What it costs: the price of the service, or the fees that cover it; out of scope the rates of a quote."""
        if self.alternatives:
            return ()
        agreement, version, scope = self._entry.opens(), self.terms, self.scope
        known = ChargingFacts(known_at=self._entry.known_at)
        if scope in ("out", "no-service"):
            return lookups.quote_rates(version, agreement, self._words, self.on, known)
        if scope in ("before-term", "after-term"):
            return ()
        return lookups.prices_of(version, agreement, self.service, self.on, known)

    @property
    def contacts(self) -> tuple[lookups.ContactInForce, ...]:
        """Who has which role on the date of the request."""
        return () if self.alternatives else lookups.contacts_on(self.terms, self.on)

    @property
    def next_steps(self) -> tuple[lookups.NextStep, ...]:
        """What is to be done next, by the working agreements; where they say nothing, what was promised first."""
        if self.alternatives:
            return ()
        found = lookups.next_steps(self.terms, self._words, self.scope, self.scope_rule, self.at)
        dated = [one for one in self.promises if one.due is not None]
        if found or not dated or self.scope not in ("in", "grey"):
            return found
        first = min(dated, key=lambda one: one.due or self.at)
        says = f"{first.title or first.name}, as promised"
        return (lookups.NextStep("promise", first.name, None, first.due, says, first.clause),)

    @property
    def past(self) -> tuple[PastRequests, ...]:
        """What history says of such requests, for each measure; empty where no history was given, or too little."""
        if self._past is None:
            return ()
        promised = [*self.promises, *(one.promised for one in self.possible)]
        measures = {one.measure for one in promised}
        return tuple(one for one in self._past.like(self.item, self._us) if not measures or one.measure in measures)

    # -- shown ---------------------------------------------------------------------------------------------------

    @property
    def says(self) -> str:
        """The answer in one sentence."""
        who = self.customer or self.agreement
        head = f"{who}, {self.service or 'no service said'}: " + (f"{self.level}, " if self.level else "")
        if self.alternatives:
            several = " and ".join(str(one.agreement) for one in self.alternatives)
            return f"{head}{several} both speak of it"
        head += _SCOPE_WORDS[self.scope]
        dues = "; ".join(f"{one.name} by {_said(one.due)}" for one in self.promises if one.due is not None)
        return f"{head}; {dues}" if dues else head

    def __repr__(self) -> str:
        return f"<Entitlement {self.says}>"

    def __eq__(self, other: object) -> bool:
        return self.to_dict() == other.to_dict() if isinstance(other, Entitlement) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.agreement, self._us, self.promises))

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data, ready for JSON."""
        rule = self.scope_rule
        return {
            "version": VERSION,
            "kind": "entitlement",
            "agreement": self.agreement,
            "customer": self.customer,
            "at": self.at.isoformat(),
            "item": {str(field): None if word is None else str(word) for field, word in self.item.items()},
            "scope": self.scope,
            "scope_rule": None if rule is None else {"name": rule.name, "clause": str(rule.clause)},
            "level": self.level,
            "levels": list(self._decision.levels),
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
        }

    # -- parts ---------------------------------------------------------------------------------------------------

    @property
    def _words(self) -> Mapping[str, str | None]:
        strange = dict(self._decision.strange)
        words = {str(field): _word(word, str(field)) for field, word in self.item.items()}
        return {field: None if field in strange and field != SERVICE else word for field, word in words.items()}

    def _near(self, field: str) -> str | None:
        """Return the field of the request that was most likely meant to be another; None where none is like it."""
        table = self._held.table
        read = {*table.fields, *table.columns, *table.terms.fields}
        return nearest_word(field, (name for name in map(str, self.item) if name not in read))

    def _known(self, field: str) -> tuple[str, ...]:
        terms = self._held.table.terms
        if field == SERVICE:
            return tuple(terms.services)
        known = terms.fields.get(field)
        return ("yes", "no") if known == "yes-no" else () if known is None or isinstance(known, str) else tuple(known)


def _word(value: Any, field: str) -> str | None:
    return None if isinstance(value, date) else word_of(value, field)


def _said(instant: datetime | None) -> str:
    return "" if instant is None else instant.strftime("%Y-%m-%d %H:%M")
