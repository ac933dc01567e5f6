"""Variants of one agreement tried on one history: what they have in common is looked at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from contractkit.errors import UsageError
from contractkit.evaluation import Evaluation
from contractkit.facts import Facts
from contractkit.quantities.periods import Period
from contractkit.records.clauses import Assumption
from contractkit.settlement.backtest.counted import Counted, FigureOf, evaluated_as
from contractkit.settlement.backtest.differing import Anew, anew
from contractkit.settlement.backtest.drawing import Drawing
from contractkit.settlement.backtest.folding import folded, settled_in_turn
from contractkit.settlement.backtest.not_held import not_held
from contractkit.settlement.backtest.quick import Quick
from contractkit.settlement.backtest.rejudged import Rejudged, counts_decide
from contractkit.settlement.backtest.repaying import Alone, Repaying
from contractkit.settlement.backtest.results import Tried
from contractkit.settlement.backtest.walking import Turn
from contractkit.settlement.figures import Attained
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.lines import Settlement
from contractkit.settlement.told import SettlementFacts
from contractkit.settlement.worked import Worked
from contractkit.terms import Agreement
from contractkit.terms.variants import Variant

__all__ = ["Trials"]

_NOTHING_YET = Ledger.empty()
_NOTHING_TOLD = SettlementFacts()


@attrs.define(eq=False)
class Trials:
    """Tries variants.

    Attributes:
        agreement: The agreement as it was signed.
        evaluation: Its evaluation; None where no promise is judged on items.
        facts: The facts that were evaluated, or None.
        period: The period.
        before: The ledger before it.
        told: What `settle` has to be told besides.
        drawing: How histories are drawn.
    """

    agreement: Agreement
    evaluation: Attained | None
    facts: Facts | None
    period: Period
    before: Ledger
    told: SettlementFacts
    drawing: Drawing
    _counted: Counted | None = attrs.field(init=False)
    _quick: Quick = attrs.field(init=False)
    _repaying: Repaying = attrs.field(init=False)
    _evaluated: list[tuple[Agreement, Evaluation]] = attrs.field(factory=list, init=False)
    _trusted: bool = attrs.field(default=True, init=False)

    def __attrs_post_init__(self) -> None:
        """Begin with the agreement that was signed, by which the quick way proves itself."""
        self._counted = None if self.evaluation is None else Counted(self.evaluation, self.facts)
        self._quick = Quick(self.period, self.told)
        self._repaying = Repaying(self.facts, self.period, self.before, self.told)
        self._trusted = self._can_be_quick() and self._proves_right()

    def _can_be_quick(self) -> bool:
        """Return whether nothing but papers, items and prices decides: other things told may decide on any amount."""
        told = attrs.evolve(self.told, index={}, volumes=(), raises=None, known_at=None)
        return self.before == _NOTHING_YET and told == _NOTHING_TOLD and len(self.agreement.versions) == 1

    def _proves_right(self) -> bool:
        """Return whether the quick way comes to what `settle` does, for the agreement that was signed."""
        plan = self._quick.plan(self.agreement)
        if plan is None or self._counted is None:
            return True
        quick = self._quick.settle(plan, self._counted.figures(self.agreement))
        return quick == folded(self.agreement, self.evaluation, self.facts, self.period, self.before, self.told)

    def tried(self, variant: Variant) -> Tried:
        """Return what a variant comes to, and what had to be done anew for it."""
        return self.every((variant,))[0]

    def every(self, variants: Iterable[Variant]) -> tuple[Tried, ...]:
        """Return what each of several variants comes to; their histories are followed together."""
        found: list[Tried] = []
        drawn: list[int] = []

        def worked() -> Iterator[tuple[Worked, ...]]:
            for variant in variants:
                one, turns = self._settled(variant)
                found.append(one)
                if turns and self.drawing.resamples:
                    drawn.append(len(found) - 1)
                    yield tuple(turn.worked for turn in turns)

        for place, interval, why in self.drawing.intervals_of(worked()):
            found[drawn[place]] = attrs.evolve(found[drawn[place]], interval=interval, no_interval=why)
        return tuple(found)

    def forget(self) -> None:
        """Let go of what variants have in common; whoever settles one of them in full needs none of it."""
        self._repaying = Repaying(self.facts, self.period, self.before, self.told)

    def _settled(self, variant: Variant) -> tuple[Tried, tuple[Turn | Alone, ...]]:
        """Return what a variant comes to, and its settlement periods where no interval is drawn yet."""
        agreement, need = variant.agreement, anew(self.agreement, variant.agreement)
        plan = self._quick.plan(agreement) if self._trusted and self._counted is not None else None
        if plan is not None and self._counted is not None:
            figures = self._figures(self._counted, agreement, need)
            sums = self._quick.settle(plan, figures)
            interval = self.drawing.interval(plan, figures) if self.drawing.resamples else None
            return Tried(variant, need, sums, interval, notes=self._notes(variant)), ()
        turns = self._repaying.turns(agreement, *self._judged(agreement, need))
        return Tried(variant, need, tuple(one.sums for one in turns), notes=self._notes(variant)), turns

    def _notes(self, variant: Variant) -> tuple[str, ...]:
        return not_held(variant, self.period, self.told.known_at)

    def still_assumes(self, variant: Variant, assumption: Assumption) -> bool:
        """Return whether a variant leaves open what its settlement had to assume; what papers leave open they list."""
        if assumption in self.agreement.assumptions:
            return False
        return any(assumption in settlement.assumptions for settlement in self.settlements(variant))

    def settlements(self, variant: Variant) -> tuple[Settlement, ...]:
        """Return the settlements of a variant in full, one for each settlement period."""
        agreement = variant.agreement
        evaluation = self.evaluation if anew(self.agreement, agreement) == "settled" else self._evaluation(agreement)
        found, _ = settled_in_turn(agreement, evaluation, self.facts, self.period, self.before, self.told)
        return found

    def _figures(self, counted: Counted, agreement: Agreement, need: Anew) -> FigureOf:
        """Return the counts of a variant, kept from one variant to the next that judges the same."""
        if need != "evaluated":
            return counted.figures(agreement)
        return counted.figures_of(self._evaluation(agreement))

    def _judged(self, agreement: Agreement, need: Anew) -> tuple[Attained | None, Rejudged | None]:
        """Return the verdicts of a variant, and its counts where only they were worked out anew."""
        if need == "settled":
            return self.evaluation, None
        if need == "judged" and self._counted is not None and counts_decide(agreement):
            found = self._counted.rejudged(agreement)
            return found, found
        return self._evaluation(agreement), None

    def _evaluation(self, agreement: Agreement) -> Evaluation:
        for place, (known, evaluation) in enumerate(self._evaluated):
            if anew(known, agreement) == "settled":
                # The next variant of a grid mostly judges as this one does.
                self._evaluated.insert(0, self._evaluated.pop(place))
                return evaluation
        if not isinstance(self.evaluation, Evaluation) or self.facts is None:
            raise UsageError(
                "a variant that changes what is judged is evaluated anew, which takes the facts; give them"
            )
        found = evaluated_as(agreement, self.evaluation, self.facts)
        self._evaluated.insert(0, (agreement, found))
        return found
