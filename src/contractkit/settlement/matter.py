"""What is settled, and everything that is known about it: the papers, verdicts, facts told, earlier settlements.

Amounts and figures are worked out once, however many effects ask for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import partial
from typing import Any, TypeVar

import attrs

from contractkit.charging.base_amount import Base
from contractkit.charging.bases import amount_of
from contractkit.charging.charges import Charge, charges_of_dates
from contractkit.charging.sparing import decided
from contractkit.facts import Facts
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import said
from contractkit.settlement.figures import Attained, Figure, Figures
from contractkit.settlement.judged_parts import figures_worded
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.measuring.book import FigureBook
from contractkit.settlement.measuring.conditions import holds
from contractkit.settlement.measuring.figure import FigureValue
from contractkit.settlement.measuring.naming import metric_of
from contractkit.settlement.own_periods.occasions import Occasion, kept_by, occasions, wordings
from contractkit.settlement.paying.kept import Kept
from contractkit.settlement.share_values import share_value
from contractkit.settlement.told import SettlementFacts
from contractkit.terms import Agreement
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.metric import Metric
from contractkit.terms.provisions.no_charge import NoCharge
from contractkit.terms.targets import Target

__all__ = ["Matter", "Own"]

T = TypeVar("T")


@attrs.frozen
class Own:
    """The period of an effect of which its dates are the whole or a part.

    Attributes:
        window: The whole of it.
        share: How much of it the dates are.
    """

    window: Period
    share: Fraction = Fraction(1)


@attrs.frozen
class _Sight:
    """What a condition looks at in a period."""

    agreement: Agreement
    period: Period
    told: SettlementFacts
    ledger: Ledger
    book: FigureBook


@attrs.frozen
class Matter:
    """What is settled, and what is known about it.

    Attributes:
        agreement: The agreement with its versions.
        version: The version whose settlement clause holds.
        period: The dates that are settled.
        evaluation: The verdicts of the items; None where no promise is judged on items.
        facts: The items themselves; None where there are none.
        told: What was told: amounts, index figures, figures measured elsewhere.
        ledger: Earlier settlements.
        asked: The dates of which `period` is a part, and that what was told is of; None: `period` itself.
        common: Charges and amounts that are worked out already; settlements of equal charges may share them.
    """

    agreement: Agreement
    version: Agreement
    period: Period
    evaluation: Attained | None
    facts: Facts | None
    told: SettlementFacts
    ledger: Ledger
    asked: Period | None = None
    _known: dict[Any, Any] = attrs.field(factory=dict, eq=False, repr=False, alias="known")
    _common: dict[Any, Any] = attrs.field(factory=dict, eq=False, repr=False, alias="common")

    @property
    def memory(self) -> dict[Any, Any]:
        """Return what effects keep of earlier periods of their own, so that each is worked out once."""
        found: dict[Any, Any] = self._known.setdefault("memory", {})
        return found

    @property
    def kept(self) -> Kept | None:
        """Return what kinds of effects came to in other settlements; None where there are none."""
        found: Kept | None = self._known.get("kept")
        return found

    @property
    def _charged(self) -> dict[Any, Any]:
        """Return where charges and amounts are kept: apart, where figures decide what is charged."""
        if "charged" not in self._known:
            self._known["charged"] = {} if decided(self.agreement) else self._common
        found: dict[Any, Any] = self._known["charged"]
        return found

    def occasions(self, period: Period | None = None) -> Iterable[Occasion]:
        """Return every effect that is settled, target by target in the order of the page, then by date.

        Args:
            period: The dates that are settled; None: those of `period`.
        """
        asked = period or self.period
        listed: Callable[[Period], Iterable[Occasion]] | None = self._known.get("occasions")
        if listed is not None:
            return listed(asked)
        key = ("occasions", asked.start, asked.end)
        if key not in self.memory:
            self.memory[key] = tuple(occasions(self.agreement, asked, self.told.known_at))
        found: tuple[Occasion, ...] = self.memory[key]
        return found

    def keeping(self) -> frozenset[str]:
        """Return the clauses of effects that keep something for their next period, under any wording of several."""
        if len(self.agreement.versions) == 1:
            return frozenset()
        if "keeping" not in self.memory:
            self.memory["keeping"] = kept_by(wordings(self.agreement, self.told.known_at))
        found: frozenset[str] = self.memory["keeping"]
        return found

    def once(self, key: Any, of: Any, make: Callable[[], T]) -> T:
        """Return something that is made of a value, and kept with it: the same one as long as the value is the same.

        Args:
            key: Under what it is kept; the number of `of` is a part of it.
            of: What it is made of.
            make: Makes it.
        """
        shares: dict[Any, Any] = self._known.setdefault("shares", {})
        if key not in shares:
            shares[key] = (of, make())  # the value is kept, so that its number stays its own
        found: T = shares[key][1]
        return found

    @property
    def names(self) -> dict[Any, frozenset[str]]:
        """Return where it is kept what the targets of conditions are called."""
        found: dict[Any, frozenset[str]] = self._known.setdefault("names", {})
        return found

    @property
    def limits(self) -> dict[Any, Any]:
        """Return where limits of caps are kept that are shares of charges and amounts."""
        found: dict[Any, Any] = self._charged.setdefault("limits", {})
        return found

    def charges(self, period: Period | None = None) -> tuple[Charge, ...]:
        """Return what is charged in any dates; in those that are settled, for None."""
        asked = period or self.period
        key = ("charges", asked.start, asked.end)
        if key not in self._charged:
            self._charged[key] = charges_of_dates(self.agreement, asked, self.told, self._decides)
        found: tuple[Charge, ...] = self._charged[key]
        return found

    def _decides(self, clause: NoCharge, period: Period) -> bool | None:
        """Return whether the condition holds under which something is not charged; None where that is not known."""
        version = self.agreement.at(period.last, self.told.known_at)
        return holds(clause.condition, _Sight(version, period, self.told, self.ledger, self.book_of(version))).value

    def told_in(self, period: Period) -> SettlementFacts:
        """Return what was told, with the amounts that are known for some dates."""
        key = ("told", period.start, period.end)
        if key not in self._common:
            self._common[key] = self.told.amounts_in(period)
        found: SettlementFacts = self._common[key]
        return found

    def amount(
        self,
        word: str,
        period: Period,
        clause: ClauseRef | None,
        services: tuple[str, ...] = (),
        told_of: Period | None = None,
    ) -> Base:
        """Return the amount that a word means in a period, which may be a part of a month.

        Args:
            word: The word, as `amount_of` knows it.
            period: The dates.
            clause: Where it stands, for messages.
            services: The services that a figure is about.
            told_of: The dates of which what was told counts, where they are others than `period`.
        """
        asked = told_of or period
        key = (word, period.start, period.end, services, asked.start, asked.end)
        if key not in self._charged:
            told = self.told_in(asked)
            self._charged[key] = self._apart(word, told) or amount_of(
                self.agreement,
                word,
                period,
                clause,
                told,
                services=services,
                dates="any",
                charged=self.charges,
            )
        found: Base = self._charged[key]
        return found

    def _apart(self, word: str, told: SettlementFacts) -> Base | None:
        """Return an amount that was told for other dates, as one that is not known."""
        missing = told.apart.get(word)
        if missing is None:
            return None
        return Base(
            word,
            Fraction(0),
            self.version.currency,
            said("{word}: {missing}", word=word, missing=missing),
            (),
            (),
            missing,
        )

    def amount_for(
        self, word: str, period: Period, own: Own, clause: ClauseRef | None, services: tuple[str, ...] = ()
    ) -> Base:
        """Return the amount that a word means for an effect, in dates that may be a part of its own period.

        What was told of just these dates counts as it is. Of charges they have what the dates cost, of other amounts
        their share by days.

        Args:
            word: The word.
            period: The dates that are asked for: those of the effect, or the ones after or before them.
            own: The effect's own period, and how much of it its dates are.
            clause: Where the word stands.
            services: The services that a figure is about.
        """
        if self.told.tells(word, period):
            return self.amount(word, period, clause, services)
        base = self.amount(word, period, clause, services, own.window)
        by_dates = word in ("charges", "affected-line") or any(fee.name == word for fee in self.version.fees)
        if own.share == 1 or base.missing or (by_dates and word not in self.told_in(own.window).amounts):
            return base
        formula = said(
            "{formula}, of which {share} for {label}", formula=base.formula, share=own.share, label=period.label
        )
        return attrs.evolve(base, exact=base.exact * own.share, formula=formula)

    def counted(self, target: Target, figure: Figure) -> FigureValue:
        """Return what the figure of a target would be with some counts."""
        return share_value(target, figure)

    def figures(
        self, version: Agreement, target: Target | FigureTarget | Metric, period: Period
    ) -> tuple[FigureValue, ...]:
        """Return the figure of a target or metric in a period; of one that is measured for each value, one for each.

        Args:
            version: The agreement as it stands in the period.
            target: What has the figure.
            period: The dates.
        """
        if isinstance(target, Target) and self.evaluation is not None and not self.told.figures:
            return (self._share(target, self._shares().of(target.id, period)),)
        book = self.book_of(version)
        metric = metric_of(version, target)
        if metric is not None and metric.each:
            return book.each(str(target.clause), period)
        return (book.figure(target, period),)

    def _share(self, target: Target, figure: Figure) -> FigureValue:
        """Return a share as a figure; of the same counts under the same promise the same one."""
        shares: dict[Any, FigureValue] = self._known.setdefault("shares", {})
        promise = (target.reach, target.precision, target.minimum, target.no_volume, target.no_data)
        key = (figure, target.id, target.name, target.clause, *promise)
        found = shares.get(key)
        if found is None:
            found = shares[key] = share_value(target, figure)
        return found

    def _shares(self) -> Figures:
        if "figures" not in self._known:
            self._known["figures"] = Figures(self.evaluation)  # type: ignore[arg-type]
        found: Figures = self._known["figures"]
        return found

    def book_of(self, version: Agreement) -> FigureBook:
        """Return where the figures of a version are looked up.

        The figures are kept, the book is not: it asks what is settled, which would have to hold what holds it.
        """
        figures = self._known.setdefault(("looked up", id(version)), {})
        self._known.setdefault(("of version", id(version)), version)  # kept, so that its number stays its own
        shares = None if self.evaluation is None else self._shares()
        worded = partial(figures_worded, self)
        return FigureBook(version, self.evaluation, self.facts, self.told, self.ledger, figures, shares, worded=worded)
