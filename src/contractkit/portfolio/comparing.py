"""Contracts side by side: those in which results decide the pay, and those in which they do not.

Attainment is that of `Evaluation.attainment` over all targets together; satisfaction is the mean of all answers of the
period. A difference between two groups is a fact about these contracts, and says nothing of why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, Literal

import attrs
import numpy as np

from contractkit.errors import UsageError
from contractkit.evaluation import Evaluation
from contractkit.facts import NAT, Instants, Table
from contractkit.quantities.periods import Period
from contractkit.terms import Agreement
from contractkit.terms.effects import Effect

__all__ = ["ComparedContract", "ComparedGroup", "Comparison", "compare_contracts", "kind_of_contract"]

ContractKind = Literal["result", "effort"]
"""``result``: a figure or a target of the contract earns a bonus or costs a malus; ``effort``: none does."""


@attrs.frozen
class ComparedContract:
    """What one contract reached in a period.

    Attributes:
        agreement: Its id.
        customer: The code of its customer, or None.
        kind: Whether results decide the pay.
        met: How many promises about items were kept, over all targets.
        breached: How many were not.
        undetermined: Of how many it is not known.
        targets_met: How many targets reached their share.
        targets_missed: How many did not.
        answers: How many answers customers gave.
        score: The sum of their scores.
    """

    agreement: str
    customer: str | None
    kind: ContractKind
    met: int
    breached: int
    undetermined: int
    targets_met: int
    targets_missed: int
    answers: int
    score: Fraction

    @property
    def attainment(self) -> Fraction | None:
        """The share of promises that were kept; None where there were none."""
        count = self.met + self.breached
        return Fraction(self.met, count) if count else None

    @property
    def satisfaction(self) -> Fraction | None:
        """The mean score; None where nobody answered."""
        return self.score / self.answers if self.answers else None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON."""
        names = ("agreement", "customer", "kind", "met", "breached", "undetermined", "targets_met", "targets_missed")
        return {**{name: getattr(self, name) for name in names}, **_shares(self), "answers": self.answers}


@attrs.frozen
class ComparedGroup:
    """What the contracts of one kind reached together: all their items and answers in one count.

    Attributes:
        kind: The kind.
        contracts: The contracts, in the order in which they came.
    """

    kind: ContractKind
    contracts: tuple[ComparedContract, ...]

    @property
    def attainment(self) -> Fraction | None:
        """The share of promises that were kept, over all items; None where there were none."""
        met = sum(one.met for one in self.contracts)
        count = met + sum(one.breached for one in self.contracts)
        return Fraction(met, count) if count else None

    @property
    def satisfaction(self) -> Fraction | None:
        """The mean score, over all answers; None where nobody answered."""
        answers = sum(one.answers for one in self.contracts)
        return sum((one.score for one in self.contracts), Fraction(0)) / answers if answers else None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON."""
        answers = sum(one.answers for one in self.contracts)
        contracts = [one.to_dict() for one in self.contracts]
        return {"kind": self.kind, **_shares(self), "answers": answers, "contracts": contracts}


@attrs.frozen
class Comparison:
    """Contracts side by side over one period.

    Attributes:
        period: The period, as it was asked for.
        result: The contracts in which results decide the pay.
        effort: Those in which they do not.
    """

    period: str
    result: ComparedGroup
    effort: ComparedGroup

    @property
    def says(self) -> str:
        """The comparison in one sentence."""
        told = []
        for group in (self.result, self.effort):
            many = len(group.contracts)
            kept, pleased = group.attainment, group.satisfaction
            share = "no promises" if kept is None else f"{float(kept * 100):.1f} % kept"
            score = "no answers" if pleased is None else f"satisfaction {float(pleased):.2f}"
            told.append(f"{many} {group.kind} contract{'' if many == 1 else 's'}: {share}, {score}")
        return f"{self.period}: " + "; ".join(told)

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as plain data, ready for JSON."""
        groups = {"result": self.result.to_dict(), "effort": self.effort.to_dict()}
        return {"kind": "comparison", "version": 1, "period": self.period, **groups, "says": self.says}


def kind_of_contract(agreement: Agreement) -> ContractKind:
    """Return whether results decide the pay under an agreement: a target or a figure has an effect on money.

    Args:
        agreement: The agreement, or one version.
    """
    paid = any(target.effects for target in agreement.targets)
    return "result" if paid or agreement.provisions_of(Effect) else "effort"


def compare_contracts(evaluations: Iterable[Evaluation], period: str) -> Comparison:
    """Return contracts side by side: result contracts against effort contracts.

    Args:
        evaluations: One for each contract.
        period: The period, such as ``2026-Q1``; the same dates for all, so that ``2026`` is the calendar year.

    Returns:
        Both groups, each with its contracts and what they kept of their promises. That they differ is a fact about
        these contracts, and does not say why.

    Raises:
        UsageError: No evaluation was given, or two of one contract, which would count twice.
        PeriodError: The text names no period.

    Example:
        >>> import contractkit as ck
        >>> from datetime import UTC, datetime
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "calendar": "always", "fields": {"closed_at": "instant"}, "clauses": {
        ...         "4.1": {"kind": "time-target", "name": "solved", "starts": {"field": "opened_at"},
        ...                 "stops": {"field": "closed_at"}, "within": "4 hours", "reach": "90 %", "per": "quarter"}}})
        >>> mapping = {"contractkit": 1, "document": "mapping", "zone": "UTC", "items": {"id": "id", "fields": {
        ...     "opened_at": "opened", "closed_at": "closed"}}}
        >>> facts = ck.Facts.from_frames(mapping=mapping, items={
        ...     "id": ["T-1"], "opened": ["2026-02-02 09:00"], "closed": ["2026-02-02 10:00"]})
        >>> result = ck.evaluate(agreement, facts, as_of=datetime(2026, 4, 1, tzinfo=UTC))
        >>> compare_contracts([result], "2026-Q1").says
        '2026-Q1: 0 result contracts: no promises, no answers; 1 effort contract: 100.0 % kept, no answers'
    """
    dates = Period.parse(period)
    found = [_compared(one, dates) for one in evaluations]
    if not found:
        raise UsageError("nothing is compared: give an evaluation for each contract")
    many = Counter(one.agreement for one in found)
    twice = next((id_ for id_, count in many.items() if count > 1), None)
    if twice is not None:
        raise UsageError(f"two evaluations are of {twice}, which would count twice; give one", value=twice)
    result, effort = (tuple(one for one in found if one.kind == kind) for kind in ("result", "effort"))
    return Comparison(period, ComparedGroup("result", result), ComparedGroup("effort", effort))


def _compared(evaluation: Evaluation, period: Period) -> ComparedContract:
    agreement = evaluation.agreement
    rows = evaluation.attainment(period).to_records()
    verdicts = [row["verdict"] for row in rows]
    answers, score = _answers(evaluation, period)
    return ComparedContract(
        agreement.id,
        agreement.customer,
        kind_of_contract(agreement),
        sum(row["met"] for row in rows),
        sum(row["breached"] for row in rows),
        sum(row["undetermined"] for row in rows),
        verdicts.count("met"),
        verdicts.count("breached"),
        answers,
        score,
    )


def _answers(evaluation: Evaluation, period: Period) -> tuple[int, Fraction]:
    """Return how many answers a period has, and the sum of their scores."""
    facts = evaluation.history.facts
    feedback = facts.feedback
    if feedback is None or not len(feedback):
        return 0, Fraction(0)
    start, end = period.bounds_us(evaluation.agreement.zone)
    at, score, item = _answered(evaluation, feedback), feedback.array("score"), feedback.array("item")
    given = (at != NAT) & (at >= start) & (at < end) & ~np.isnan(score) & (item >= 0)
    scores = [Fraction(str(one)) for one in score[given].tolist()]
    return len(scores), sum(scores, Fraction(0))


def _answered(evaluation: Evaluation, feedback: Table) -> Any:
    opened = evaluation.history.opened
    item = feedback.array("item")
    fallback = np.where(item >= 0, opened[np.maximum(item, 0)], NAT) if len(opened) else np.full(len(item), NAT)
    if "at" not in feedback.names:
        return fallback
    column = feedback.columns["at"]
    at = column.us if isinstance(column, Instants) else np.asarray(column).astype("M8[us]").view(np.int64)
    return np.where(at == NAT, fallback, at)


def _shares(one: ComparedContract | ComparedGroup) -> dict[str, Any]:
    shares: Sequence[tuple[str, Fraction | None]] = (("attainment", one.attainment), ("satisfaction", one.satisfaction))
    return {name: None if share is None else float(share) for name, share in shares}
