"""What every effect comes to in every period of its own: the figure that it looks at, and the amount, before caps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Literal

import attrs

from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import joined, said
from contractkit.settlement.judged_parts import verdict_of_parts
from contractkit.settlement.ledger import Reading
from contractkit.settlement.matter import Matter, Own
from contractkit.settlement.measuring.figure import FigureSource, FigureValue
from contractkit.settlement.once_told import counted_once
from contractkit.settlement.own_periods.occasions import Occasion
from contractkit.settlement.own_periods.paid_parts import parts_paid
from contractkit.settlement.own_periods.waiting import occasions_in
from contractkit.settlement.paying import Computed, Scene, compute
from contractkit.settlement.paying.electing import elected
from contractkit.terms.conditions import AllOf, Condition, Is
from contractkit.terms.effects import Effect
from contractkit.terms.provisions.base import Provision
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.targets import Target

__all__ = ["Paid", "effects_of", "paid_for", "scene_of", "services_of", "stands_beside", "with_amounts"]


@attrs.frozen
class Paid:
    """What one effect comes to in one period of its own.

    Attributes:
        id: Unique in the settlement.
        clause: Where the effect stands.
        name: What it is called in a sentence.
        period: The dates that it is about.
        settled_on: The last of these dates on which the agreement holds.
        computed: What it comes to.
        target: The id of what has the figure that it looks at; None where it looks at none.
        level: The service level that it belongs to; None where it belongs to none.
        service: The service that it belongs to; None where it belongs to none, or to several.
        nature: The legal nature that the parties gave it; None for what is no effect.
        figure: The figure that it looked at; None where it looks at none.
        per: How long its own period is, in words; None where it is the period that is settled.
        failed: Whether it was for a failure, where it looks at no figure and the next period asks; None where nobody
            asks, or knows.
        settles_as: ``charge`` for what is neither bonus nor malus, such as interest: no cap is for it.
        occasion: The effect in its dates; None for an amount that somebody else worked out.
    """

    id: str
    clause: ClauseRef
    name: str
    period: Period
    settled_on: date
    computed: Computed
    target: str | None = None
    level: str | None = None
    service: str | None = None
    nature: str | None = None
    figure: FigureValue | None = None
    per: str | None = None
    settles_as: Literal["effect", "charge"] = "effect"
    failed: bool | None = None
    occasion: Occasion | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def kind(self) -> Literal["malus", "bonus", "none"]:
        """Return what it is; where that is not yet known, what it can only be, or ``none``."""
        return self.computed.kind if self.computed.gives == "money" else "none"

    @property
    def says(self) -> str:
        """Return the line in one sentence."""
        return said("{name}, {label}: {says}", name=self.name, label=self.period.label, says=self.computed.says)

    @property
    def inputs(self) -> Mapping[str, str]:
        """Return the numbers that went in, by name, written exactly."""
        return self.computed.inputs

    @property
    def items(self) -> int | None:
        """Return how many items were judged; None where the figure is not counted from items."""
        counts = None if self.figure is None else self.figure.counts
        return None if counts is None else counts.met + counts.breached

    @property
    def evidence(self) -> tuple[str, ...]:
        """Return where the figure comes from, in words."""
        return () if self.figure is None else tuple(_source_text(self.figure, one) for one in self.figure.sources)

    @property
    def low(self) -> Fraction:
        """Return the least money that it can come to."""
        return self.under("least")

    @property
    def high(self) -> Fraction:
        """Return the most money that it can come to."""
        return self.under("most")

    def under(self, reading: Reading) -> Fraction:
        """Return the amount of money under a reading of what is undetermined, exactly; nought for points."""
        if self.computed.gives != "money":
            return Fraction(0)
        found = self.computed
        return found.now if reading == "now" else found.low if reading == "least" else found.high


def _source_text(figure: FigureValue, source: FigureSource) -> str:
    if source.kind == "items":
        return said("the items of {of} in {label}", of=source.of, label=figure.period.label)
    recorded = "" if source.recorded_on is None else said(", recorded {recorded_on}", recorded_on=source.recorded_on)
    says = "" if source.says is None else said(", {says}", says=source.says)
    return said(
        "{of}: {kind} for {label}{recorded}{says}",
        of=source.of,
        kind=said(source.kind),
        label=figure.period.label,
        recorded=recorded,
        says=says,
    )


def effects_of(matter: Matter) -> tuple[Paid, ...]:
    """Return what every effect comes to, target by target in the order of the page, then by date."""
    listed = tuple(occasions_in(matter))
    if not any(stands_beside(one.effect) for _, one in listed):
        return tuple(paid for of, one in listed for paid in paid_for(of, one))
    found = [pair for of, one in listed for pair in _of(of, one, _worked_out)]
    beside = elected([(scene, paid.computed) for paid, scene in found if scene is not None])
    every = (attrs.evolve(paid, computed=own) for (paid, _), own in zip(found, beside, strict=True))
    return tuple(paid for paid in every if not _silent(paid))


def paid_for(matter: Matter, occasion: Occasion) -> tuple[Paid, ...]:
    """Return what one effect comes to that no other one of the period decides about.

    Args:
        matter: What is settled, and what is known about it.
        occasion: The effect in its dates.
    """
    return tuple(paid for paid, _ in _of(matter, occasion, _worked_out) if not _silent(paid))


def stands_beside(effect: Effect | Provision) -> bool:
    """Return whether what an effect comes to depends on other effects of the period.

    Args:
        effect: The effect, or another provision that gives money.
    """
    if not isinstance(effect, Effect):
        return False
    return bool(effect.modifiers.instead_of) or effect.modifiers.one_incident != "sum"


def _silent(paid: Paid) -> bool:
    """Return whether a clause that is no effect has nothing to say: nothing of what it is about was told."""
    return paid.nature is None and paid.computed.state == "no-volume" and not paid.computed.consequences


def with_amounts(paid: Iterable[Paid]) -> tuple[Paid, ...]:
    """Return what stands on a line: effects, other clauses that give money, and those with numbers for what follows."""
    return tuple(one for one in paid if one.nature is not None or _is_told(one.computed))


def _is_told(computed: Computed) -> bool:
    arises = any(one.state == "arises" for one in computed.consequences)
    return (computed.gives == "money" and computed.state != "no-volume") or (arises and bool(computed.inputs))


_Make = Callable[[Matter, Occasion, FigureValue | None], tuple["Paid", Scene | None]]


def _of(matter: Matter, occasion: Occasion, make: _Make) -> Iterator[tuple[Paid, Scene | None]]:
    """Yield what an effect comes to: once, or for each value of the fields by which its figure is measured.

    With it comes what it looked at.
    """
    if occasion.target is None:
        once = counted_once(matter, occasion)
        if once is not None:
            paid, scene = make(matter, once.occasion, None)
            yield attrs.evolve(paid, computed=once.of(paid.computed)), scene
        return
    figures = matter.figures(occasion.version, occasion.target, occasion.period)
    for figure in figures:
        paid, scene = make(matter, occasion, figure)
        if len(figures) > 1:
            told = joined(", ", figure.where.values())
            paid = attrs.evolve(
                paid,
                id=f"{paid.id} {told}",
                name=said("{name} ({told})", name=paid.name, told=told),
            )
        yield paid, scene


def scene_of(matter: Matter, occasion: Occasion, figure: FigureValue | None) -> Scene:
    """Return what an effect looks at.

    Args:
        matter: What is settled, and what is known about it.
        occasion: The effect in its dates.
        figure: The figure that it looks at; None where it looks at none.
    """
    own = Own(occasion.window, occasion.share)
    target = occasion.target
    where = {} if figure is None else figure.where
    judged = target if isinstance(target, Target | FigureTarget) else None
    return Scene(
        agreement=occasion.version,
        effect=occasion.effect,
        period=occasion.period,
        target=judged,
        figure=figure,
        told=matter.told_in(own.window),
        book=matter.book_of(occasion.version),
        evaluation=matter.evaluation,
        facts=matter.facts,
        ledger=matter.ledger,
        asks=lambda word, period: matter.amount_for(word, period, own, occasion.effect.clause, services_of(target)),
        within=matter.period,
        memory=matter.memory,
        share=occasion.share,
        kept=matter.kept,
        cap_on=lambda day: _cap_on(matter, day),
        in_parts=None if judged is None else lambda window: verdict_of_parts(matter, judged, where, window),
        parts=lambda window: parts_paid(
            matter, occasion, where, window, lambda one: (paid for paid, _ in _of(matter, one, _worked_out))
        ),
    )


def _cap_on(matter: Matter, day: date) -> Fraction | None:
    from contractkit.settlement.cap_asked import cap_on
    from contractkit.settlement.stepping import setting_of

    return cap_on(setting_of(matter), day)


def _worked_out(matter: Matter, occasion: Occasion, figure: FigureValue | None) -> tuple[Paid, Scene | None]:
    scene = scene_of(matter, occasion, figure)
    return _paid(occasion, scene), scene


def _paid(occasion: Occasion, scene: Scene) -> Paid:
    effect, target = occasion.effect, occasion.target
    level, service = _belongs(target)
    computed = compute(effect, scene)
    asks = target is None and isinstance(effect, Effect) and effect.modifiers.repeat is not None
    return Paid(
        id=occasion.id,
        clause=effect.clause,
        name=occasion.name,
        period=occasion.period,
        settled_on=occasion.settled_on,
        computed=computed,
        failed=computed.failed if asks else None,
        target=None if target is None else str(getattr(target, "id", target.clause)),
        level=level,
        service=service,
        nature=effect.nature if isinstance(effect, Effect) else None,
        settles_as="effect" if isinstance(effect, Effect) else "charge",
        figure=scene.figure,
        per=None if target is None else str(getattr(target, "per", "")) or None,
        occasion=occasion,
    )


def _belongs(target: object) -> tuple[str | None, str | None]:
    """Return the level and the service that a target belongs to, where it is one of each."""
    if isinstance(target, Target):
        services = services_of(target)
        return target.level, services[0] if len(services) == 1 else None
    if isinstance(target, FigureTarget):
        level, service = (words[0] if len(words) == 1 else None for words in (target.levels, target.services))
        return level, service
    return None, None


def services_of(target: object) -> tuple[str, ...]:
    """Return the services that a target is about; empty where it is about all of them."""
    if isinstance(target, FigureTarget):
        return target.services
    return _named(target.applies) if isinstance(target, Target) else ()


def _named(condition: Condition) -> tuple[str, ...]:
    parts = condition.parts if isinstance(condition, AllOf) else (condition,)
    return next((part.values for part in parts if isinstance(part, Is) and part.field == "service"), ())
