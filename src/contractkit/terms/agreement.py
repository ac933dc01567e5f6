"""The agreement as it computes: everything that the signed papers say, in one frozen value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.errors import NotComputedError, Problem, UsageError
from contractkit.quantities.periods import MadeOf, Period
from contractkit.records.clauses import Assumption, ClauseRef, NotComputed
from contractkit.records.in_force import InForce
from contractkit.records.read_only import read_only
from contractkit.terms.amendments import Amendment, Notice
from contractkit.terms.calling import line_called
from contractkit.terms.completeness import NOTHING, Completeness
from contractkit.terms.effects import Fee, Service
from contractkit.terms.heads import ClauseText, DocumentHead, Party, Term
from contractkit.terms.keeping import Kept
from contractkit.terms.plain_data import plain_agreement
from contractkit.terms.provisions import Provision
from contractkit.terms.provisions.scope import ScopeRule
from contractkit.terms.settling import SettlementTerms
from contractkit.terms.targets import ClockLine, Fields, Pause, Target

__all__ = ["Agreement", "ClauseText", "DocumentHead", "Party", "ScopeRule", "Term"]

T = TypeVar("T")
P = TypeVar("P", bound=Provision)


@attrs.frozen(hash=False)
class Agreement(Kept):
    """A signed set of documents, compiled: as they stand after their last amendment, unless a version was asked for.

    Attributes:
        id: The id of the contract at its head.
        title: Its title in the binding language.
        zone: The IANA zone of its dates and periods.
        currency: The ISO 4217 code of its amounts.
        parties: Provider and customer.
        documents: The papers that make it.
        term: From when to when it holds; None where no clause says so.
        fields: What an item has, and which values; like the two after it a mapping that nobody can change.
        calendars: The business calendars by name.
        services: The services by name.
        lines: The clock lines with their pauses.
        scope: The scope rules in the order of the page; the first that speaks decides.
        fees: The fixed fees.
        settlement: How effects become money.
        clauses: Every clause of every paper, for reading.
        assumptions: What the text leaves open, and what was taken.
        not_computed: What the papers say and this version does not compute; what it touches is refused, not guessed.
        provisions: What all other clauses say, in the order of the page.
        under: The id of the framework that it is called off under; None where there is none.
        amendments: The amendments that have made it what it is, in the order of the papers.
        notices: What the parties told each other about it.
        warnings: What the papers say that is hardly meant, and what was decided where they contradict each other.
        completeness: How much of what a contract, service levels and working agreements have to say stands in them.
        amounts: The amounts that the heads of the papers declare, each with what it is; they come with the facts.
    """

    id: str
    title: str
    zone: str
    currency: str
    parties: tuple[Party, ...]
    documents: tuple[DocumentHead, ...]
    term: Term | None
    fields: Fields = attrs.field(converter=read_only)
    calendars: Mapping[str, BusinessCalendar] = attrs.field(converter=read_only)
    services: Mapping[str, Service] = attrs.field(converter=read_only)
    lines: tuple[ClockLine, ...]
    scope: tuple[ScopeRule, ...]
    fees: tuple[Fee, ...]
    settlement: SettlementTerms
    clauses: tuple[ClauseText, ...]
    assumptions: tuple[Assumption, ...]
    not_computed: tuple[NotComputed, ...] = ()
    provisions: tuple[Provision, ...] = ()
    under: str | None = None
    amendments: tuple[Amendment, ...] = ()
    notices: tuple[Notice, ...] = ()
    warnings: tuple[Problem, ...] = attrs.field(default=(), eq=False, repr=False)
    completeness: Completeness = attrs.field(default=NOTHING, eq=False, repr=False)
    amounts: Mapping[str, str] = attrs.field(factory=dict, converter=read_only)
    _versions: InForce[Agreement] | None = attrs.field(default=None, eq=False, repr=False)

    def __repr__(self) -> str:
        """Return a line that tells it apart; `to_dict` has it whole."""
        several = "" if len(self.versions) == 1 else f", {len(self.versions)} versions"
        count = len(self.targets)
        return f"<Agreement {self.id}: {self.title}, {count} {'target' if count == 1 else 'targets'}{several}>"

    def __hash__(self) -> int:
        """Return the same number for equal agreements; what tells most of them apart is its id."""
        return hash((type(self), self.id, self.title, self.zone, self.currency, self.parties))

    @property
    def versions(self) -> InForce[Agreement]:
        """Return the agreement with its history: which wording holds on a date, as far as that was recorded.

        What is equal in two versions is the same object in both. A version that was asked for knows itself only.
        """
        return InForce.of(self) if self._versions is None else self._versions

    def at(self, on: date, known_at: date | None = None) -> Agreement:
        """Return the version that holds on a date.

        Args:
            on: The date, in the agreement's zone. A version holds from 00:00 of the first date of its amendment.
            known_at: Only amendments that were recorded on that date or before count; None: all that are recorded.

        Example:
            >>> import contractkit as ck
            >>> agreement = ck.load_agreement(data={
            ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR",
            ...     "zone": "UTC", "clauses": {"1": {"kind": "term", "start": "2025-04-01"}}})
            >>> agreement.at(date(2026, 1, 1)) is agreement  # nothing was ever amended
            True
        """
        return self.versions.at(on, known_at)

    def history(self, part: Callable[[Agreement], T]) -> InForce[T]:
        """Return the history of a part of the agreement: what it was, from when on, and since when that is known.

        Args:
            part: Takes the part from one version, such as ``lambda version: version.fees``.
        """
        return self.versions.map(part)

    @property
    def targets(self) -> tuple[Target, ...]:
        """Return all targets, in the order of the page."""
        return tuple(target for line in self.lines for target in line.targets)

    def line_of(self, target: str | Target, at: date | None = None) -> ClockLine:
        """Return the clock line on which a target runs: the stopwatch with all targets that share it.

        It is the wording that binds a clock which starts on a date. Its calendars are those of all versions, each hour
        as it is on its own date, also where an amendment changes them while the clock runs.

        Args:
            target: A target, or what it is called by: its id (``SLA-7/4.1 p1``), its name, its clause (``4.1`` or
                ``SLA-7/4.1``) or the name of its row, looked for in that order.
            at: The date on which the clock starts, in the agreement's zone; an aware instant stands for its date
                there. It may be left out where every version has the same wording.

        Raises:
            UsageError: Nothing is called so, targets on several lines are, or it was amended and `at` is left out.
            NaiveDatetimeError: `at` is an instant without a zone.
            NotComputedError: An amendment after `at` reaches the clocks that run, which one line does not say.

        Source: design.md section 4, "which version governs".

        Example:
            >>> import contractkit as ck
            >>> agreement = ck.load_agreement(data={
            ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR",
            ...     "zone": "UTC", "calendar": "always", "clauses": {
            ...         "4.1": {"kind": "time-target", "name": "fixed", "measure": "repair", "within": "4 hours"}}})
            >>> agreement.line_of("4.1") is agreement.line_of("fixed")
            True
        """
        return line_called(self, target.id if isinstance(target, Target) else target, at)

    def provisions_of(self, kind: type[P]) -> tuple[P, ...]:
        """Return the provisions of one kind, in the order of the page.

        Args:
            kind: Their class, such as `contractkit.terms.provisions.insurance.Insurance`.

        Raises:
            UsageError: `kind` is no class; the word of a kind of clause is none.

        Example:
            >>> import contractkit as ck
            >>> from contractkit.terms.provisions.insurance import Insurance
            >>> agreement = ck.load_agreement(data={
            ...     "contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC",
            ...     "clauses": {"7.3": {"kind": "insurance", "cover": "cyber", "minimum": "EUR 250 000"}}})
            >>> [(str(one.clause), one.cover, str(one.minimum)) for one in agreement.provisions_of(Insurance)]
            [('S-1/7.3', 'cyber', 'EUR 250 000.00')]
        """
        if not isinstance(kind, type):
            says = f"provisions_of takes a class, and was given {kind!r}"  # type: ignore[unreachable]
            raise UsageError(f"{says}; for example contractkit.terms.provisions.insurance.Insurance")
        return tuple(provision for provision in self.provisions if isinstance(provision, kind))

    def terms_in(self, clause: str | ClauseRef) -> tuple[Any, ...]:
        """Return everything that computes and stands in one clause: targets, effects, fees, provisions and the rest.

        Args:
            clause: The clause as figures cite it, such as ``SLA-2026-014/4.1``; with a row behind it, that row only.
                The `clause` of a term, an assumption or an amount is taken as it is.

        Returns:
            The terms; empty for a clause of words, and for one that is not there.
        """
        effects = [effect for target in self.targets for effect in target.effects]
        frame = [self.term] if self.term is not None else []
        settled = [self.settlement] if self.settlement.clause is not None else []
        every = [*frame, *self.services.values(), *self.fees, *self.targets, *effects, *self.pauses, *self.scope]
        cited = str(clause)
        return tuple(term for term in (*every, *settled, *self.provisions) if _stands_in(term, cited))

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """Return the pauses, each once, in the order of the page."""
        return tuple(dict.fromkeys(pause for line in self.lines for pause in line.pauses))

    def refuse_not_computed(self, *stages: str, before: date | None = None) -> None:
        """Refuse to go on where something at those stages is not computed by this version.

        Args:
            stages: ``judging``, ``settling`` or both.
            before: Only what decides something before that date counts.

        Raises:
            NotComputedError: Something is not; the message names every clause.
        """
        missing = [
            entry
            for entry in self.not_computed
            if entry.stage in stages and (before is None or entry.since is None or entry.since < before)
        ]
        if missing:
            told = "\n  ".join(str(entry) for entry in missing)
            says = f"{self.id} says what this version does not compute, and guesses nothing:\n  {told}"
            raise NotComputedError(says, not_computed=tuple(missing))

    @property
    def customer(self) -> str | None:
        """Return the code by which facts know the customer; None where the contract gives none."""
        return next((party.code for party in self.parties if party.role == "customer"), None)

    def period(self, text: str | Period, *, made_of: MadeOf = "days") -> Period:
        """Return the period that `text` names in this agreement: a bare year is its contract year.

        Args:
            text: What `Period.parse` reads; ``2026`` is the contract year that begins in 2026, and the calendar year
                where no clause gives a term. A `Period` is taken as it is.
            made_of: ``months`` where only whole months will do, or the whole term of the agreement.

        Raises:
            PeriodError: The text names no period, or one that is not made of what was asked for.

        Example:
            >>> import contractkit as ck
            >>> agreement = ck.load_agreement(data={
            ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR",
            ...     "zone": "UTC", "clauses": {"1": {"kind": "term", "start": "2025-04-01"}}})
            >>> agreement.period("2026").label, agreement.period("2026-Q1").label
            ('2026-04-01..2027-03-31', '2026-Q1')
        """
        if isinstance(text, Period):
            return text
        if ".." in text and self.term is not None:
            dates = Period.parse(text)
            if (dates.start, dates.end) == (self.term.start, self.term.end):
                return dates
        found = Period.parse(text, made_of=made_of)
        bare_year = found.label.isdigit()
        return found if self.term is None or not bare_year else Period.year_from(self.term.start, found.start.year)

    def to_dict(self) -> dict[str, Any]:
        """Return the agreement as plain data, ready for JSON: what compiled, each term with its kind and its clause.

        Quantities are texts as clauses write them, dates ISO 8601, calendars what `BusinessCalendar.from_dict` reads;
        inside of terms a calendar is its name. `version` counts the form. Of an agreement with several versions it is
        the one that was asked for: `versions` has the dates, `at` the others.

        Example:
            >>> import contractkit as ck
            >>> record = ck.load_agreement(data={
            ...     "contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC",
            ...     "clauses": {"1": {"kind": "fee", "name": "base", "amount": "EUR 900", "per": "month"}}}).to_dict()
            >>> record["version"], record["fees"][0]["clause"], record["fees"][0]["amount"]
            (1, 'S-1/1', 'EUR 900')
        """
        return plain_agreement(self)


def _stands_in(term: Any, clause: str) -> bool:
    ref: ClauseRef = term.clause
    return clause in (str(ref), str(attrs.evolve(ref, row=None)))
