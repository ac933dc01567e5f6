"""The figures of a statement that are not counted from cases: what was promised of each, and what it came to."""

from __future__ import annotations

import attrs

from contractkit.errors import PeriodError
from contractkit.evaluation import Evaluation
from contractkit.facts import Facts
from contractkit.quantities.periods import Period
from contractkit.records.said import joined, said
from contractkit.settlement.measuring import FigureValue, figures
from contractkit.settlement.measuring.telling import value_text
from contractkit.settlement.told.facts import SettlementFacts
from contractkit.statements.figures import Verdict, worst
from contractkit.statements.retelling import retold
from contractkit.statements.wording import Language
from contractkit.terms import Agreement
from contractkit.terms.provisions.figure_target import FigureTarget

__all__ = ["PromisedFigure", "figure_name", "figure_source", "figure_told", "figure_verdict", "promised_figures"]


@attrs.frozen
class PromisedFigure:
    """A figure that was promised, over the period of the statement.

    Attributes:
        target: The promise.
        values: What it came to in each of its own periods that end in the period, by date.
    """

    target: FigureTarget
    values: tuple[FigureValue, ...]

    @property
    def verdict(self) -> Verdict:
        """Return what its periods come to together: one breached period makes it breached; open where none ends."""
        return worst(figure_verdict(one) for one in self.values) if self.values else "open"


def promised_figures(
    agreement: Agreement, evaluation: Evaluation, facts: Facts | None, told: SettlementFacts, period: Period
) -> tuple[PromisedFigure, ...]:
    """Return the figures of all figure targets of an agreement, in the order of the page.

    Args:
        agreement: What was promised.
        evaluation: What became of items.
        facts: The facts that were evaluated, or None.
        told: Figures and measurements from elsewhere, as the settlement had them.
        period: The period of the statement; the first date included and `end` not.
    """
    return tuple(
        PromisedFigure(target, _values(agreement, evaluation, facts, told, period, target))
        for target in agreement.provisions_of(FigureTarget)
    )


def _values(
    agreement: Agreement,
    evaluation: Evaluation,
    facts: Facts | None,
    told: SettlementFacts,
    period: Period,
    target: FigureTarget,
) -> tuple[FigureValue, ...]:
    try:
        return figures(agreement, evaluation, facts, told, period=period, of=target.id)
    except PeriodError:  # such as contract years of an agreement without a start
        return ()


def figure_verdict(figure: FigureValue) -> Verdict:
    """Return the verdict of a figure in the words of a statement."""
    if figure.term == "minimum":
        return "too-few"
    return "no-share" if figure.verdict == "none" else figure.verdict


def figure_name(target: FigureTarget, speaks: Language) -> str:
    """Return what the parties call it: its title, else its name."""
    return speaks.title_case(target.name) if target.title is None else speaks.written(target.title).removesuffix(".")


def figure_told(figure: FigureValue, speaks: Language) -> str:
    """Return a figure with its unit; of one that is not known between what it lies, else that it is not known."""
    if figure.value is not None:
        return retold(value_text(figure.value, figure.unit, figure.reach), speaks)
    if figure.low is None or figure.high is None:
        return speaks.say("verdict.no-volume" if figure.state == "no-volume" else "money.not-known")
    low, high = (value_text(end, figure.unit, figure.reach) for end in (figure.low, figure.high))
    return retold(said("{low} to {high}", low=low, high=high), speaks)


def figure_source(figure: FigureValue, speaks: Language) -> str:
    """Return where a figure comes from: who told it, when it was recorded, or what it was worked out from."""
    return "; ".join(dict.fromkeys(_source(one, figure, speaks) for one in figure.sources))


def _source(source: object, figure: FigureValue, speaks: Language) -> str:
    kind = speaks.say(f"figures.from.{getattr(source, 'kind', 'told')}")
    recorded = getattr(source, "recorded_on", None)
    parts = [one for one in (getattr(source, "says", None),) if one]
    parts += [said("recorded on {recorded_on}", recorded_on=recorded)] if recorded is not None else []
    return f"{kind}: {retold(joined(', ', parts), speaks)}" if parts else kind
