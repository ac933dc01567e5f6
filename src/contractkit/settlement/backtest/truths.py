"""In which drawn histories a condition on figures holds. What is not drawn is as it happened, and what is open: no."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs
import numpy as np

from contractkit.charging.windows import in_force
from contractkit.quantities.periods import Period
from contractkit.settlement.backtest.luck import Luck, Truths, to_unit
from contractkit.settlement.judged_parts import JudgedPart, parts_judged
from contractkit.settlement.matter import Matter
from contractkit.settlement.measuring.conditions import holds
from contractkit.settlement.measuring.figure import FigureValue
from contractkit.settlement.measuring.looking_up import verdict_in, whole_at_hand
from contractkit.settlement.measuring.naming import called, measurables
from contractkit.settlement.measuring.pieces import own_periods
from contractkit.settlement.measuring.windows import last_periods, window_to
from contractkit.settlement.paying.scene import Scene
from contractkit.terms.conditions import AllOf, AnyOf, Not
from contractkit.terms.figure_conditions import AllHold, AnyHolds, Counted, FiguresCondition, Found, Measured, NotHolds
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.metric import Metric
from contractkit.terms.targets import Target

__all__ = ["Drawn", "Judge", "is_drawn"]

Promise = Target | FigureTarget
_RELATIONS: dict[str, Callable[[np.ndarray, float], Truths]] = {
    "at_least": lambda value, bound: value >= bound - 1e-9,
    "more_than": lambda value, bound: value > bound + 1e-9,
    "at_most": lambda value, bound: value <= bound + 1e-9,
    "less_than": lambda value, bound: value < bound - 1e-9,
}


@attrs.frozen(eq=False)
class Drawn:
    """What a condition looks at.

    Attributes:
        matter: What is settled.
        scene: The effect or step that asks, at the period at hand.
    """

    matter: Matter
    scene: Scene


def is_drawn(condition: FiguresCondition) -> bool:
    """Return whether a condition is answered in each history; one that counts amounts or bands is as it happened."""
    match condition:
        case AllHold(parts) | AnyHolds(parts) | AllOf(parts) | AnyOf(parts):
            return all(is_drawn(part) for part in parts)
        case NotHolds(part) | Not(part):
            return is_drawn(part)
        case Found():
            return not condition.bands and condition.verdict in ("met", "breached")
        case Counted():
            return not condition.bands and condition.what in ("met", "breached")
    return isinstance(condition, Measured)


@attrs.frozen(eq=False)
class Judge:
    """Says in which histories conditions hold.

    Attributes:
        luck: How cells are drawn.
        since: Periods before this one are settled, and stay as they happened.
    """

    luck: Luck
    since: Period

    def of(self, condition: FiguresCondition, asked: Drawn) -> Truths:
        """Return in which histories a condition holds of the period at hand."""
        match condition:
            case AllHold(parts) | AllOf(parts):
                return self._all(self.of(part, asked) for part in parts)
            case AnyHolds(parts) | AnyOf(parts):
                return self._any(self.of(part, asked) for part in parts)
            case NotHolds(part) | Not(part):
                return self.luck.other(self.of(part, asked))
            case Found() if is_drawn(condition):
                return self._found(condition, asked)
            case Counted() if is_drawn(condition):
                return self._counted(condition, asked)
            case Measured():
                return self._measured(condition, asked)
        return self.luck.all(holds(condition, asked.scene).value is True)

    def _all(self, parts: Iterable[Truths]) -> Truths:
        return self.luck.every(tuple(parts))

    def _any(self, parts: Iterable[Truths]) -> Truths:
        several = tuple(parts)
        if len(several) == 1:
            return several[0]
        return self.luck.other(self._all(self.luck.other(part) for part in several))

    def verdicts(self, target: Promise, period: Period, asked: Drawn) -> tuple[Truths, Truths]:
        """Return in which histories a target is met in a period, and in which it is breached.

        A period that an amendment split is breached where one of its parts is, as the ledger has it.
        """
        if self.since.start <= period.start:
            parts = parts_judged(asked.matter, target, period)
            if len(parts) == 1:
                return self._of_part(target, parts[0], asked)
            if parts:
                found = [self._of_part(target, part, asked) for part in parts]
                breached = self._any(one[1] for one in found)
                met = self._any(one[0] for one in found)
                return self._all((met, self.luck.other(breached))), breached
        figure = self.figure(target, period, asked)
        if figure is None:
            verdict = verdict_in(target, period, asked.scene)
            return self.luck.all(verdict == "met"), self.luck.all(verdict == "breached")
        return self.luck.verdicts(target.id, figure)

    def _of_part(self, target: Promise, part: JudgedPart, asked: Drawn) -> tuple[Truths, Truths]:
        figures = asked.matter.figures(part.version, part.target, part.period)
        found = [self.luck.verdicts(target.id, figure) for figure in figures]
        return self._any(one[0] for one in found), self._any(one[1] for one in found)

    def figure(self, target: Promise, period: Period, asked: Drawn) -> FigureValue | None:
        """Return the figure of a target as it happened; None for a period that was settled before all of them."""
        if period.start < self.since.start:
            return None
        version = asked.matter.agreement.at(period.last, asked.matter.told.known_at)
        own = next((one for one in _promises(version) if one.id == target.id), target)
        found = asked.matter.figures(version, own, period)
        return found[0] if len(found) == 1 else None

    def _found(self, test: Found, asked: Drawn) -> Truths:
        targets = self._targets(test.targets, asked)
        each = [self._of_target(test, target, asked) for target in targets]
        if not each:
            return self.luck.all(False)  # noqa: FBT003
        return self._all(each) if test.verdict == "met" else self._any(each)

    def _of_target(self, test: Found, target: Promise, asked: Drawn) -> Truths:
        agreement, period = asked.scene.agreement, asked.scene.period
        now = [one for one in own_periods(agreement, target.per, period) if in_force(agreement, one) is not None]
        now = now or list(last_periods(agreement, target.per, period, 1))
        place = 0 if test.verdict == "met" else 1
        if test.often.of == 1:
            found = [self.verdicts(target, own, asked)[place] for own in now]
            if not found:
                return self.luck.all(False)  # noqa: FBT003
            return self._all(found) if test.verdict == "met" else self._any(found)
        last = now[-1] if now else period
        periods = last_periods(agreement, target.per, last, test.often.of)
        count = sum((self.verdicts(target, own, asked)[place].astype(int) for own in periods), np.zeros(1, int))
        return np.asarray(count >= test.often.periods)

    def _counted(self, test: Counted, asked: Drawn) -> Truths:
        agreement = asked.scene.agreement
        window = window_to(agreement, test.over, whole_at_hand(asked.scene))
        wanted, reached = np.zeros(self.luck.resamples), np.zeros(self.luck.resamples)
        for target in self._targets(test.of, asked):
            for own in own_periods(agreement, target.per, window):
                if in_force(agreement, own) is not None:
                    met, breached = self.verdicts(target, own, asked)
                    wanted += breached if test.what == "breached" else met
                    reached += met | breached
        if getattr(test.value, "unit", None) == "%":
            wanted = np.where(reached > 0, 100 * wanted / np.maximum(reached, 1), 0.0)
        return _RELATIONS[test.relation](wanted, float(getattr(test.value, "number", 0)))

    def _measured(self, test: Measured, asked: Drawn) -> Truths:
        window = window_to(asked.scene.agreement, test.over, asked.scene.period)
        found = [one for one in called(asked.scene.agreement, test.metric) if not isinstance(one, Metric)]
        figures = [(one, self.figure(one, window, asked)) for one in found]
        drawn = [None if figure is None else self.luck.share(one.id, figure) for one, figure in figures]
        if not drawn or any(one is None for one in drawn):
            return self.luck.all(holds(test, asked.scene).value is True)
        each = []
        for (_, figure), share in zip(figures, drawn, strict=True):
            assert share is not None
            assert figure is not None
            each.append(_RELATIONS[test.relation](to_unit(share, figure.precision), float(test.value.number)))
        return self._any(each)

    def _targets(self, names: tuple[str, ...], asked: Drawn) -> tuple[Promise, ...]:
        agreement = asked.scene.agreement
        if not names:
            return tuple(one for one in _promises(agreement) if one.reach is not None)
        found = dict.fromkeys(one for name in names for one in called(agreement, name))
        return tuple(one for one in found if not isinstance(one, Metric))


def _promises(agreement: object) -> tuple[Promise, ...]:
    return tuple(one for one in measurables(agreement) if not isinstance(one, Metric))  # type: ignore[arg-type]
