"""Everything that a statement says, gathered once: page, terminal and JSON tell the same."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

import attrs
import numpy as np

from contractkit.delivery import Delivery
from contractkit.errors import Problem
from contractkit.evaluation import Evaluation
from contractkit.evaluation.outcomes import VERDICTS
from contractkit.evaluation.scope import SCOPES
from contractkit.facts import Facts, Table
from contractkit.facts.columns import NAT
from contractkit.quantities.periods import Period
from contractkit.records.clauses import Assumption
from contractkit.settlement import Figure, Settlement
from contractkit.settlement.told.facts import SettlementFacts
from contractkit.statements.columns import has_word, instants
from contractkit.statements.division import ItemCounts, items_counted
from contractkit.statements.figures import LevelFigures, TargetFigures, Verdict, figures_of, pooled, worst
from contractkit.statements.listings import (
    Outcome,
    Outside,
    OutsideCount,
    lived_by_target,
    outcomes_of,
    outside_of,
)
from contractkit.statements.measured import PromisedFigure, promised_figures
from contractkit.statements.naming import distinctions
from contractkit.statements.rows import named
from contractkit.statements.satisfaction import AnswerCounts, Satisfaction, answers_counted, satisfaction_of
from contractkit.terms import Agreement
from contractkit.terms.targets import Target

__all__ = ["Contents", "gather"]

_NOTHING_TOLD = SettlementFacts()
_NOT_ROWS = frozenset((*VERDICTS, "outcomes", *(f"items-{scope}" for scope in SCOPES)))
_TOTALS = ("items", "events", "made-events", "feedback")
_TWICE = {"events-before-opening": "event-before-opening"}
"""Counts of the same rows under two names: the first is left out where the second is there."""


@attrs.frozen
class Contents:
    """What one statement says of one agreement and one period.

    Attributes:
        agreement: The agreement as it stands on the last date of the period.
        period: The period.
        as_of: Up to when things that happened are known, in microseconds since the epoch UTC.
        zone: The zone in which times are shown.
        levels: The figures by level and target.
        breaches: The items that were late, by due time.
        outcomes: Every case that the figures count, in the table of the evaluation.
        undetermined: The items of which a fact is missing.
        running: The items that are open and not yet due.
        outside_counts: Work outside the agreement, counted.
        outside: The same, item by item.
        items: How all items of the agreement add up.
        satisfaction: What the users said, per service.
        answers: How all answers add up.
        settlement: The money; None where none was asked.
        delivery: What was delivered against what was agreed; None where nobody asked.
        figures: The figures that were promised and are not counted case by case, such as an availability.
        assumptions: What the text leaves open and what was taken.
        problems: What is wrong in rows of the facts, with the item where it is known.
        totals: How many items, events and answers there are.
        counts: How many rows and events were odd or set aside, by reason.
        told_apart: By target, the words that tell it from others with the same title.
        file: The file of the items, for the numbers of its rows; None where they came from memory.
    """

    agreement: Agreement
    period: Period
    as_of: int
    zone: ZoneInfo
    levels: tuple[LevelFigures, ...]
    breaches: tuple[Outcome, ...]
    outcomes: Table
    undetermined: tuple[Outcome, ...]
    running: tuple[Outcome, ...]
    outside_counts: tuple[OutsideCount, ...]
    outside: tuple[Outside, ...]
    items: ItemCounts
    satisfaction: tuple[Satisfaction, ...]
    answers: AnswerCounts
    settlement: Settlement | None
    assumptions: tuple[Assumption, ...]
    problems: tuple[Problem, ...]
    totals: Mapping[str, int]
    counts: Mapping[str, int]
    told_apart: Mapping[str, tuple[str, ...]]
    file: str | None
    delivery: Delivery | None = None
    figures: tuple[PromisedFigure, ...] = ()

    @property
    def targets(self) -> tuple[TargetFigures, ...]:
        """Return the figures of all targets."""
        return tuple(figures for level in self.levels for figures in level.targets)

    @property
    def pooled(self) -> Figure:
        """Return the cases of all targets added up."""
        return pooled([Figure(self.period), *(figures.whole.counts for figures in self.targets)])

    @property
    def lived(self) -> Figure:
        """Return the cases of all targets as the customer lived them, added up."""
        return pooled([Figure(self.period), *(figures.lived for figures in self.targets)])

    @property
    def verdict(self) -> Verdict:
        """Return what the agreement came to: one breached target makes it breached."""
        return worst((*(level.verdict for level in self.levels), *(one.verdict for one in self.figures)))

    @property
    def customer(self) -> str:
        """Return the customer's name, else its code, else the agreement's id."""
        party = next((party for party in self.agreement.parties if party.role == "customer"), None)
        return self.agreement.id if party is None else party.name or party.code or self.agreement.id

    @property
    def provider(self) -> str | None:
        """Return the provider's name."""
        return next((party.name for party in self.agreement.parties if party.role == "provider"), None)


def gather(
    agreement: Agreement,
    evaluation: Evaluation,
    settlement: Settlement | None,
    facts: Facts | None,
    period: Period,
    delivery: Delivery | None = None,
    told: SettlementFacts = _NOTHING_TOLD,
) -> Contents:
    """Return everything that the statement of `period` says.

    Args:
        agreement: What was promised, with its versions.
        evaluation: What became of it.
        settlement: The money of the period, or None.
        facts: What happened; for feedback and the fields of listed items.
        period: The period.
        delivery: What was delivered against what was agreed, or None.
        told: Figures and measurements from elsewhere.
    """
    table = evaluation.outcomes
    version = agreement.at(period.last, told.known_at)
    targets = _targets(agreement, version)
    inside = evaluation.in_period(period)
    counted = has_word(table, "scope", "in")
    timeless = (instants(table, "started") == NAT) & (instants(table, "due") == NAT)
    set_aside = {code: many for code, many in evaluation.counts.items() if many and code not in _NOT_ROWS}
    outside_counts, outside = outside_of(agreement, evaluation, period)

    def listed(verdict: str) -> tuple[Outcome, ...]:
        return outcomes_of(targets, evaluation, facts, inside & counted & has_word(table, "verdict", verdict))

    levels = figures_of(agreement, evaluation, period, lived_by_target(table, period, inside), told.known_at)
    return Contents(
        agreement=version,
        period=period,
        as_of=int(evaluation.as_of),
        zone=ZoneInfo(agreement.zone),
        levels=levels,
        outcomes=table.select(np.flatnonzero(inside & counted)),
        breaches=listed("breached"),
        undetermined=listed("undetermined"),
        running=listed("running"),
        outside_counts=outside_counts,
        outside=outside,
        items=items_counted(evaluation, period, inside, timeless),
        satisfaction=satisfaction_of(facts, period, agreement.zone),
        answers=answers_counted(facts, period, agreement.zone),
        settlement=settlement,
        assumptions=_together(evaluation, settlement),
        problems=named(evaluation.problems, facts),
        totals={code: set_aside[code] for code in _TOTALS if code in set_aside},
        counts={
            code: many
            for code, many in set_aside.items()
            if code not in _TOTALS and set_aside.get(_TWICE.get(code, "")) != many
        },
        told_apart=distinctions([figures.target for level in levels for figures in level.targets]),
        file=None if facts is None else facts.items.file,
        delivery=delivery,
        figures=promised_figures(agreement, evaluation, facts, told, period),
    )


def _targets(agreement: Agreement, version: Agreement) -> Mapping[str, Target]:
    """Return every target by its id, also those of other versions, in the wording of `version` where it has them."""
    every = (*(span.value for span in agreement.versions.spans()), version)
    return {target.id: target for one in every for target in one.targets}


def _together(evaluation: Evaluation, settlement: Settlement | None) -> tuple[Assumption, ...]:
    settled = () if settlement is None else settlement.assumptions
    return tuple(dict.fromkeys((*evaluation.assumptions, *settled)))
