"""What worse means for what a clause looks at: the direction of a figure, its reach, and what turns a condition.

Nothing here advises; the modules beside it do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal

import attrs

from contractkit.compiling.draft import Draft
from contractkit.documents.silences import parts_in

__all__ = ["Better", "Directions", "Turn", "reach_number"]

Better = Literal["higher", "lower"]
Turn = Literal["better", "worse"]
"""What can make a condition hold: that things go better, or that they go worse."""

_LOWER = ("error-rate",)
"""What metrics measure of which less is better."""
_UP, _DOWN = ("at_least", "more_than"), ("at_most", "less_than")
_OF_FAILURES = ("breached", "points", "credits", "malus")
_OTHER: Mapping[Turn, Turn] = {"better": "worse", "worse": "better"}


@attrs.frozen
class Directions:
    """Everything in the papers that has a figure, by the words that clauses use for it.

    Attributes:
        metrics: Metrics by their name.
        targets: Targets, their rows and all other clauses by name and by number.
    """

    metrics: Mapping[str, Any]
    targets: Mapping[str, Any]

    @classmethod
    def of(cls, draft: Draft) -> Directions:
        """Return what a draft has."""
        metrics = {str(clause.name): clause for _, clause in draft.desk.clauses("metric")}
        targets: dict[str, Any] = {}
        for place, clause in draft.desk.clauses():
            targets[f"{place.paper.model.id}/{place.number}"] = clause
            for row in (clause, *getattr(clause, "rows", ())):
                if getattr(row, "name", None) is not None and (hasattr(row, "reach") or hasattr(row, "metric")):
                    targets.setdefault(str(row.name), row if getattr(row, "reach", None) is not None else clause)
        return cls(metrics, targets)

    def looked_at(self, document: str, clause: Any, effect: Any) -> Any:
        """Return what has the figure that an effect pays for: the clause around it, or the one that it names."""
        if clause is not effect:
            return clause
        word = next((str(name) for name in getattr(effect, "for_", None) or ()), "")
        return self.targets.get(word) or self.targets.get(f"{document}/{word}") or self.metrics.get(word)

    def own_period(self, document: str, number: str, effect: Any) -> str | None:
        """Return the word of the period of which an effect is one amount; None where it may be several amounts.

        Args:
            document: The id of the paper.
            number: The clause in which the effect stands.
            effect: The effect.
        """
        target = self.target_of(document, number, effect)
        metric = self.metrics.get(str(getattr(target, "metric", "")))
        if target is None or getattr(target, "rows", None) or getattr(metric or target, "each", None):
            return None
        return str(target.per) if getattr(target, "per", None) is not None else None

    def target_of(self, document: str, number: str, effect: Any) -> Any:
        """Return the target that an effect is for; None where it is for several, or for something else."""
        if len(getattr(effect, "for_", None) or ()) > 1:
            return None
        found = self.looked_at(document, self.targets.get(f"{document}/{number}", effect), effect)
        return found if hasattr(found, "reach") else None

    def better(self, target: Any) -> Better:
        """Return in which direction a figure is better; higher where nothing says otherwise."""
        reach = getattr(getattr(target, "reach", None), "value", None)
        if getattr(reach, "relation", None) in ("at most", "less than", "at_most", "less_than"):
            return "lower"
        metric = self.metrics.get(str(getattr(target, "metric", "")))
        metric = metric or (target if getattr(target, "measures", None) else None)
        return "lower" if metric is not None and str(metric.measures) in _LOWER else "higher"

    def named(self, condition: Any) -> tuple[Any, ...] | None:
        """Return the targets that a condition names; None where it looks at all of them, or at something else."""
        parts = getattr(condition, "all_of", None) or getattr(condition, "any_of", None)
        if parts or getattr(condition, "not_", None) is not None:
            found = [self.named(part) for part in parts or (condition.not_,)]
            return None if None in found else tuple(one for some in found if some for one in some)
        words = getattr(condition, "target", None) or getattr(condition, "of", None) or ()
        targets = [self.targets.get(str(word)) for word in ((words,) if isinstance(words, str) else words)]
        plain = all(one is not None and not getattr(one, "rows", ()) for one in targets)
        return tuple(targets) if targets and plain else None

    def turns(self, condition: Any) -> frozenset[Turn]:
        """Return what can make a condition hold; nothing where no figure and no verdict is in it."""
        if condition is None:
            return frozenset()
        parts = getattr(condition, "all_of", None) or getattr(condition, "any_of", None)
        if parts:
            return frozenset(turn for part in parts for turn in self.turns(part))
        if getattr(condition, "not_", None) is not None:
            return frozenset(_OTHER[turn] for turn in self.turns(condition.not_))
        found = self._turn(condition)
        return frozenset(found if isinstance(found, tuple) else (found,) if found else ())

    def _turn(self, condition: Any) -> Turn | tuple[Turn, ...] | None:
        if getattr(condition, "counted", None) is not None:
            if condition.counted == "undetermined":
                return None
            worse = str(condition.counted) in _OF_FAILURES
            return "worse" if worse == (condition.relation[0] in _UP) else "better"
        if getattr(condition, "metric", None) is not None:
            higher = self.better(self.metrics.get(str(condition.metric))) == "higher"
            return "better" if higher == (condition.relation[0] in _UP) else "worse"
        if getattr(condition, "target", None) is not None:
            if condition.band is not None:
                return self._of_band({str(name) for name in condition.band})
            words: Mapping[str | None, Turn] = {"met": "better", "breached": "worse"}
            return words.get(condition.verdict)
        return "better" if getattr(condition, "within", None) is not None else None

    def _of_band(self, names: set[str]) -> Turn | tuple[Turn, ...]:
        """Return what brings a figure into some bands: worse for the worst ones of their ladder."""
        for clause in self.targets.values():
            for _, part in parts_in(clause):
                bands = [band for band in getattr(part, "bands", None) or () if getattr(band, "name", None) is not None]
                if names & {str(band.name) for band in bands}:
                    target = self.looked_at("", clause, part)
                    return _end_of(getattr(part, "bands", ()), names, self.better(target), reach_number(target))
        return ("better", "worse")


def _end_of(bands: Any, names: set[str], better: Better, reach: Decimal | None) -> Turn | tuple[Turn, ...]:
    ordered = sorted(bands, key=lambda band: _low(band, reach), reverse=better == "lower")
    inside = [str(getattr(band, "name", None)) in names for band in ordered]
    if inside == sorted(inside, reverse=True):
        return "worse"
    return "better" if inside == sorted(inside) else ("better", "worse")


def _low(band: Any, reach: Decimal | None) -> Decimal:
    for field in ("from_", "above"):
        end = getattr(band, field, None)
        number = reach if isinstance(end, str) else getattr(getattr(end, "value", None), "number", None)
        if number is not None:
            return Decimal(number)
    return Decimal("-Infinity")


def reach_number(target: Any) -> Decimal | None:
    """Return the number of a target's reach; None where it has none, or rows have several."""
    value = getattr(getattr(target, "reach", None), "value", None)
    for found in _numbers(value):
        return found
    return None


def _numbers(value: Any) -> Iterator[Decimal]:
    for inner in (value, getattr(value, "level", None)):
        for field in ("number", "value"):
            number = getattr(inner, field, None)
            if isinstance(number, Decimal | int):
                yield Decimal(number)
