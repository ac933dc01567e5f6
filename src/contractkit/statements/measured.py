"""The figures of a statement that are not counted from cases: what was promised of each, and what it came to."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from contractkit.errors import PeriodError
from contractkit.evaluation import Evaluation
from contractkit.facts import Facts
from contractkit.quantities.periods import Period
from contractkit.records.said import joined, said
from contractkit.settlement.measuring import FigureSource, FigureValue, figures
from contractkit.settlement.measuring.telling import value_text
from contractkit.settlement.told.facts import SettlementFacts
from contractkit.statements.figures import VERDICT_STYLES, Verdict, worst
from contractkit.statements.grids import Grid, text
from contractkit.statements.retelling import retold
from contractkit.statements.wording import Language
from contractkit.terms import Agreement
from contractkit.terms.provisions.figure_target import FigureTarget

__all__ = [
    "PromisedFigure",
    "figure_grid",
    "figure_name",
    "figure_source",
    "figure_sources",
    "figure_told",
    "figure_verdict",
    "promised_figures",
]


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
    """Return the figures of all figure targets that an agreement has in a period, in the order of the page.

    A target stands there as it was worded last in the period; each of its figures has what was agreed of its dates.

    Args:
        agreement: What was promised, with its versions.
        evaluation: What became of items.
        facts: The facts that were evaluated, or None.
        told: Figures and measurements from elsewhere, as the settlement had them.
        period: The period of the statement; the first date included and `end` not.
    """
    return tuple(
        PromisedFigure(target, _values(agreement, evaluation, facts, told, period, target))
        for target in _targets(agreement, told, period)
    )


def _targets(agreement: Agreement, told: SettlementFacts, period: Period) -> tuple[FigureTarget, ...]:
    spans = agreement.versions.spans(told.known_at)
    versions = [span.value for span in spans if span.touches(period.start, period.end)]
    found: dict[str, FigureTarget] = {}
    for version in reversed(versions or [agreement]):
        for target in version.provisions_of(FigureTarget):
            found.setdefault(target.id, target)
    return tuple(found.values())


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
    return "; ".join(dict.fromkeys(_source(one, speaks) for one in figure.sources))


def _source(source: FigureSource, speaks: Language) -> str:
    kind = speaks.say(f"figures.from.{source.kind}")
    parts = [source.says] if source.says else []
    if source.recorded_on is not None:
        parts.append(said("recorded on {recorded_on}", recorded_on=source.recorded_on))
    return f"{kind}: {retold(joined(', ', parts), speaks)}" if parts else kind


def figure_grid(promised: Sequence[PromisedFigure], speaks: Language) -> Grid:
    """Return the table of promised figures for a terminal, a row for each of their periods.

    Args:
        promised: The figures.
        speaks: The language.
    """
    words = ("targets.promise", "targets.period", "targets.agreed", "figures.figure", "targets.verdict")
    table = Grid(tuple(speaks.say(word) for word in words), right=(3,))
    for one in promised:
        name = text(figure_name(one.target, speaks))
        for place, value in enumerate(one.values):
            verdict = figure_verdict(value)
            table.row(
                "" if place else name,
                text(" ".join((value.period.label, *value.where.values()))),
                text(retold(one.target.reach if value.reach is None else value.reach, speaks)),
                text(figure_told(value, speaks)),
                text(speaks.word("verdict", verdict), VERDICT_STYLES.get(verdict, "")),
            )
        if not one.values:
            table.row(name, "", "", "", text(speaks.word("verdict", "open")))
    return table


def figure_sources(promised: Sequence[PromisedFigure], speaks: Language) -> tuple[str, ...]:
    """Return where figures come from, as far as somebody says more of it than how it was told."""
    return tuple(
        f"{figure_name(one.target, speaks)}, {value.period.label}: {figure_source(value, speaks)}"
        for one in promised
        for value in one.values
        if any(source.says or source.recorded_on for source in value.sources)
    )
