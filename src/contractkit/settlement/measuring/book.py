"""The figures of one version of an agreement, looked up by name and period: what each is, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from contractkit.facts import Facts
from contractkit.quantities.periods import Period
from contractkit.settlement.figures import Attained, Figures
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.measuring.figure import FigureValue, Verdict, worst_of
from contractkit.settlement.measuring.judging import Promised
from contractkit.settlement.measuring.naming import Measurable, called, metric_of, unit_of
from contractkit.settlement.measuring.telling import figure_says
from contractkit.settlement.measuring.worded import Worded
from contractkit.settlement.measuring.working_out import WorkingOut
from contractkit.settlement.told.facts import SettlementFacts
from contractkit.terms import Agreement
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.targets import Target

__all__ = ["FigureBook"]

_NOWHERE: Mapping[str, str] = {}
_NOTHING_TOLD = SettlementFacts()


@attrs.frozen(eq=False)
class FigureBook:
    """Where figures are looked up, each worked out once.

    Attributes:
        agreement: The version of the agreement that governs the periods that are asked for.
        evaluation: The verdicts of the items; None where no promise is judged on items.
        facts: The facts that were evaluated; None where there are none.
        told: What was told.
        ledger: What earlier settlements found.
        known: Figures that are worked out already from the same verdicts and facts under the same promises.
        shares: The shares of items by target that are counted already, from the same verdicts; None: counted anew.
        worded: Finds the figures of a target in the parts of a period, each under the wording that governs it; where
            it finds none, or is None, the wording of `agreement` governs all of it.
    """

    agreement: Agreement
    evaluation: Attained | None = None
    facts: Facts | None = None
    told: SettlementFacts = _NOTHING_TOLD
    ledger: Ledger = attrs.field(factory=Ledger.empty)
    _known: dict[object, FigureValue] = attrs.field(factory=dict, repr=False, alias="known")
    _shares: Figures | None = attrs.field(default=None, repr=False, alias="shares")
    _worded: Callable[[Target | FigureTarget, Period, Mapping[str, str]], tuple[Worded, ...]] | None = attrs.field(
        default=None, repr=False, alias="worded", kw_only=True
    )
    _working: WorkingOut = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Ask the evaluation about each period once, whatever is asked of the book."""
        working = WorkingOut(self.agreement, self.evaluation, self.facts, self.told, self._shares)
        object.__setattr__(self, "_working", working)

    def of(self, name: str, period: Period, where: Mapping[str, str] = _NOWHERE) -> FigureValue:
        """Return the figure of a target or metric in a period.

        Args:
            name: Its name, its id, its row, or its clause as ``document/clause``. A clause with several rows has one
                figure for each of them: see `rows`.
            period: The period.
            where: The values of fields that it is for, such as ``{"priority": "P1"}``; empty for all items.

        Raises:
            UsageError: Nothing is called so, or several figures are.
        """
        found = called(self.agreement, name)
        if len(found) == 1:
            return self.figure(found[0], period, where)
        return _together(name, [self.figure(one, period, where) for one in found])

    def rows(self, name: str, period: Period) -> tuple[FigureValue, ...]:
        """Return the figures that a name means: of a clause with rows one for each row, in the order of the page.

        Raises:
            UsageError: Nothing is called so.
        """
        return tuple(self.figure(one, period) for one in called(self.agreement, name))

    def each(self, name: str, period: Period) -> tuple[FigureValue, ...]:
        """Return a figure for each value of the fields that a metric is measured ``each`` by.

        Of a metric without such fields there is one, for all items.

        Raises:
            UsageError: Nothing is called so.
        """
        return tuple(figure for one in called(self.agreement, name) for figure in self.each_of(one, period))

    def each_of(self, one: Measurable, period: Period) -> tuple[FigureValue, ...]:
        """Return the figures of a term as `each` does."""
        wheres = self._working.wheres(one, period) if self._is_each(one) else ()
        return tuple(self.figure(one, period, where) for where in wheres or (_NOWHERE,))

    def figure(self, one: Measurable, period: Period, where: Mapping[str, str] = _NOWHERE) -> FigureValue:
        """Return the figure of a term in a period."""
        rules = tuple(getattr(one, rule, None) for rule in ("reach", "minimum", "no_volume", "no_data"))
        key = (type(one), one.clause, one.name, *rules, period, tuple(sorted(where.items())))
        if key not in self._known:
            self._known[key] = self._figure(one, period, where)
        return self._known[key]

    def worded(self, one: Measurable, period: Period, where: Mapping[str, str] = _NOWHERE) -> tuple[Worded, ...]:
        """Return the figure of a target under the wording that governs a period; of one that is split several.

        Args:
            one: The target, in any wording; of a metric there is none.
            period: A period of its own.
            where: The values of fields that it is for; empty for all items.

        Source: docs/decisions/0181 (each under its own wording) and 0266 (also in its own settlement).
        """
        if not isinstance(one, Target | FigureTarget):
            return ()
        found = () if self._worded is None else self._worded(one, period, where)
        return found or (Worded(self.agreement, one, self.figure(one, period, where)),)

    def verdict_of(self, name: str, period: Period) -> Verdict:
        """Return what targets of a name come to in a period: missed where one of them is, or a part of it.

        Args:
            name: A name that `of` knows.
            period: The period.

        Raises:
            UsageError: Nothing is called so.
        """
        found = [worded for one in called(self.agreement, name) for worded in self.worded(one, period)]
        return worst_of(worded.figure.verdict for worded in found)

    def _is_each(self, one: Measurable) -> tuple[str, ...]:
        metric = metric_of(self.agreement, one)
        return () if metric is None else metric.each

    def _told_where(self, one: Measurable) -> Mapping[str, str]:
        """Return the values of the fields of ``each`` that the facts tell of the period as a whole."""
        fields = {field: self.told.fields.get(field) for field in self._is_each(one)}
        return {field: str(value) for field, value in fields.items()} if None not in fields.values() else _NOWHERE

    def _figure(self, one: Measurable, period: Period, where: Mapping[str, str]) -> FigureValue:
        if not where and self._is_each(one):
            wheres = self._working.wheres(one, period)
            if len(wheres) > 1:
                return _together(one.name, [self.figure(one, period, own) for own in wheres])
            where = wheres[0] if wheres else self._told_where(one)
        out = self._working.of(one, period, where)
        metric = metric_of(self.agreement, one)
        promised = Promised.of(one, metric)
        verdict, term = promised.verdict(out.state, out.low, out.high, out.volume)
        if out.verdict is not None and term != "minimum" and promised.reach is not None:
            if verdict in ("met", "breached") and out.verdict in ("met", "breached") and verdict != out.verdict:
                verdict, term = "undetermined", None
            else:
                verdict, term = out.verdict, "told"
        value = FigureValue(
            of=one.name,
            clause=one.clause,
            period=period,
            value=out.value,
            unit=unit_of(one, metric),
            low=out.low,
            high=out.high,
            compared=promised.compared(out.value),
            state=out.state,
            verdict=verdict,
            term=term,
            counts=out.counts,
            volume=out.volume,
            downtime=out.downtime,
            parts=out.parts,
            where=where,
            precision=promised.precision,
            reach=promised.reach,
            minimum=promised.minimum,
            working=out.working,
            sources=out.sources,
        )
        return attrs.evolve(value, says=figure_says(value, promised))


def _together(name: str, figures: list[FigureValue]) -> FigureValue:
    """Return what several figures are together: no value of their own, and missed where one of them is."""
    known = all(one.state == "known" for one in figures)
    lows, highs = [one.low for one in figures], [one.high for one in figures]
    return attrs.evolve(
        figures[0],
        of=name,
        value=None,
        compared=None,
        low=None if None in lows else min(end for end in lows if end is not None),
        high=None if None in highs else max(end for end in highs if end is not None),
        state="known" if known else next(one.state for one in figures if one.state != "known"),
        verdict=worst_of(one.verdict for one in figures),
        term=None,
        counts=None,
        volume=None,
        downtime=None,
        parts={},
        where={},
        says="; ".join(one.says for one in figures),
        working=f"{len(figures)} figures",
        sources=tuple(dict.fromkeys(source for one in figures for source in one.sources)),
    )
