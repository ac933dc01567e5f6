"""What every effect comes to in every period of its own: the figure that it looks at, and the amount, before caps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction

import attrs

from contractkit.records.said import joined, said
from contractkit.settlement.judged_parts import verdict_worded
from contractkit.settlement.matter import Matter, Own
from contractkit.settlement.measuring.figure import FigureValue
from contractkit.settlement.once_told import counted_once
from contractkit.settlement.own_periods.occasions import Occasion
from contractkit.settlement.paid import Paid
from contractkit.settlement.paid_parts import parts_paid
from contractkit.settlement.paying import Computed, Scene, compute
from contractkit.settlement.paying.electing import elected
from contractkit.settlement.waiting import occasions_in
from contractkit.terms.conditions import AllOf, Condition, Is
from contractkit.terms.effects import Effect
from contractkit.terms.provisions.base import Provision
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.targets import Target

__all__ = ["effects_of", "paid_for", "scene_of", "services_of", "stands_beside", "with_amounts"]


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
        kept_otherwise=lambda: str(occasion.effect.clause) in matter.keeping(),
        worded_before=lambda since: _worded_before(matter, occasion, since),
        in_parts=None if judged is None else lambda window: verdict_worded(matter, judged, where, window),
        parts=lambda window: parts_paid(
            matter, occasion, where, window, lambda one: (paid for paid, _ in _of(matter, one, _worked_out))
        ),
    )


def _worded_before(matter: Matter, occasion: Occasion, since: date) -> tuple[Effect | Provision | None, ...]:
    """Return how an effect that stands alone was worded otherwise from a date on, until its dates begin."""
    effect, begin = occasion.effect, occasion.period.start
    found: list[Effect | Provision | None] = []
    for span in matter.agreement.versions.spans(matter.told.known_at):
        if (span.start is not None and span.start >= begin) or (span.end is not None and span.end <= since):
            continue
        mine = [one for one in span.value.provisions if one.clause == effect.clause and type(one) is type(effect)]
        found += [one for one in mine if one != effect] if mine else [None]
    return tuple(dict.fromkeys(found))


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
