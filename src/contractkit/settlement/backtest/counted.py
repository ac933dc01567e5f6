"""The counts of every variant: from the evaluation at hand, or from a line that is judged again, each only once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from contractkit.evaluation import Evaluation, evaluate
from contractkit.facts import Facts, Table
from contractkit.quantities.periods import Period
from contractkit.settlement.backtest.differing import judges_alike
from contractkit.settlement.figures import Attained, Figure, Figures
from contractkit.terms import Agreement
from contractkit.terms.targets import ClockLine

if TYPE_CHECKING:
    from contractkit.settlement.backtest.rejudged import Rejudged

__all__ = ["Counted", "FigureOf", "Shifted", "evaluated_as"]

FigureOf = Callable[[str, Period], Figure]


def evaluated_as(agreement: Agreement, evaluation: Evaluation, facts: Facts) -> Evaluation:
    """Return the evaluation of another agreement over the same facts, as they were known when the first was made."""
    return evaluate(agreement, facts, as_of=evaluation.as_of, known_at=evaluation.known_at)


@attrs.define(eq=False)
class Counted:
    """The counts of variants whose lines differ from those that were evaluated.

    Attributes:
        evaluation: What was evaluated.
        facts: The facts that it judged; None where only its own verdicts are asked for.
    """

    evaluation: Attained
    facts: Facts | None
    _base: Figures = attrs.field(init=False)
    _lines: list[tuple[ClockLine, Figures]] = attrs.field(factory=list, init=False)
    _by_id: dict[int, tuple[ClockLine, Figures]] = attrs.field(factory=dict, init=False)
    _of_evaluation: dict[int, Figures] = attrs.field(factory=dict, init=False)
    _known: dict[tuple[int, str, Any, Any], Figure] = attrs.field(factory=dict, init=False)
    _rejudged: dict[tuple[int, ...], Rejudged] = attrs.field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        """Begin with the lines that were evaluated."""
        self._base = Figures(self.evaluation)
        for line in self.evaluation.agreement.lines:
            self._lines.append((line, self._base))

    def figures(self, agreement: Agreement) -> FigureOf:
        """Return the counts of a variant by target and period; lines that differ are judged again.

        Args:
            agreement: A variant that differs from what was evaluated in allowed times, if in anything that is judged.
        """
        of_target: dict[str, Figures] = {}
        for line in agreement.lines:
            figures = self._line(agreement, line)
            for target in line.targets:
                of_target[target.id] = figures
        return self._kept(of_target)

    def rejudged(self, agreement: Agreement) -> Rejudged:
        """Return the verdicts of a variant as counts; the same ones for variants whose lines judge the same."""
        from contractkit.settlement.backtest.rejudged import Rejudged

        key = tuple(id(self._line(agreement, line)) for line in agreement.lines)
        if key not in self._rejudged:
            self._rejudged[key] = Rejudged(agreement, self.evaluation.as_of, self.figures(agreement))
        return self._rejudged[key]

    def figures_of(self, evaluation: Evaluation) -> FigureOf:
        """Return the counts of another evaluation, which has to stay alive as long as they are asked for."""
        known = self._of_evaluation.setdefault(id(evaluation), Figures(evaluation))
        return self._kept(dict.fromkeys((target.id for target in evaluation.agreement.targets), known))

    def _kept(self, of_target: Mapping[str, Figures]) -> FigureOf:
        kept = self._known  # of all that is here, so that what is made of these counts does not hold what holds it

        def figure(target: str, period: Period) -> Figure:
            source = of_target[target]
            key = (id(source), target, period.start, period.end)
            found = kept.get(key)
            if found is None:
                found = kept[key] = source.of(target, period)
            return found

        return figure

    def _line(self, agreement: Agreement, line: ClockLine) -> Figures:
        kept = self._by_id.get(id(line))
        if kept is not None:
            return kept[1]
        place = next((place for place, (known, _) in enumerate(self._lines) if judges_alike(known, line)), None)
        pair = (line, Figures(self._judged(agreement, line))) if place is None else self._lines.pop(place)
        self._lines.insert(0, pair)  # the next variant of a grid mostly judges as this one does
        found = pair[1]
        self._by_id[id(line)] = (line, found)  # the line is kept, so that its number stays its own
        return found

    def _judged(self, agreement: Agreement, line: ClockLine) -> Attained:
        if not isinstance(self.evaluation, Evaluation) or self.facts is None:
            from contractkit.errors import UsageError

            raise UsageError("a variant with other allowed times is judged again, which takes the facts; give them")
        return evaluated_as(attrs.evolve(agreement, lines=(line,), versions=None), self.evaluation, self.facts)


@attrs.frozen(eq=False)
class Shifted:
    """An evaluation in which some counts are others than those that happened: what if one more had been late.

    Attributes:
        real: What happened.
        counts: For a target and a period (its first date and its end) the counts that are taken instead.
    """

    real: Attained
    counts: Mapping[tuple[str, Any, Any], Figure]

    def __getattr__(self, name: str) -> Any:
        """Return all else as it happened."""
        return getattr(object.__getattribute__(self, "real"), name)

    @property
    def agreement(self) -> Agreement:
        """The agreement that was evaluated."""
        return self.real.agreement

    @property
    def as_of(self) -> int:
        """Up to when facts were looked at."""
        return self.real.as_of

    def attainment(self, period: str | Period, by: tuple[str, ...] = ("target",)) -> Table:
        """Return the counts of a period, with those that are taken instead."""
        table = self.real.attainment(period, by=by)
        whole = self.real.agreement.period(period)
        here = {
            target: figure
            for (target, start, end), figure in self.counts.items()
            if (start, end) == (whole.start, whole.end)
        }
        if not here or tuple(by) != ("target",):
            return table
        targets = [row["target"] for row in table.to_records()]
        changed = {}
        for name in ("met", "breached", "undetermined", "running", "excused"):
            column = table.array(name).copy()
            for place, target in enumerate(targets):
                if target in here:
                    column[place] = getattr(here[target], name)
            changed[name] = column
        return Table({**table.columns, **changed})
