"""The ratchet: a deduction for each failure that grows with the number of failures of the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from contractkit.charging.exact import exact_text
from contractkit.records.said import said
from contractkit.settlement.paying.cases import Case, cases_of
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.registry import computes
from contractkit.settlement.paying.saying import came_to, nothing_at_all
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.settlement.paying.truth import fields_in, holds_of
from contractkit.settlement.paying.worth import Outcome
from contractkit.terms.provisions.ratchet import Ratchet
from contractkit.terms.stopwatch import AtField

__all__ = ["ratchet", "times_for"]


@computes(Ratchet)
def ratchet(scene: Scene) -> Computed:
    """Return the sum over all failures of rate × weight × periods × used factor × repetition.

    Source: unavailability deductions of British private finance projects, where the factor grows with the number of
    failures of one criterion in a month.
    """
    effect = scene.effect
    assert isinstance(effect, Ratchet)
    told = _told_count(scene, effect)
    if told is not None:
        return _one(scene, effect, told)
    fields = [*fields_in(effect.applies), *effect.same]
    fields += [effect.periods] if effect.periods is not None else []
    fields += list(fields_in(effect.used_when)) if effect.used_when is not None else []
    opened = AtField("opened_at")
    cases = cases_of(scene, fields, (opened,))
    judged = [(case, holds_of(scene, effect.applies, case)) for case in cases]
    if any(holds is None for _, holds in judged):
        raise NotKnownError("whether an item is a failure is not known")
    failures = [case for case, holds in judged if holds]
    if not failures:
        return nothing_at_all("deduction", "no failure, so no deduction", {"failures": "0"})
    groups: dict[tuple[str, ...], list[Case]] = {}
    for case in sorted(failures, key=lambda one: (str(one.moment(opened)), one.id or "")):
        groups.setdefault(tuple(str(case.fields.get(name)) for name in effect.same), []).append(case)
    exact = sum((_of_group(scene, effect, group) for group in groups.values()), Fraction(0))
    most = max(len(group) for group in groups.values())
    working = said(
        "{failures} failures in {groups} groups, at most {most} of the same",
        failures=len(failures),
        groups=len(groups),
        most=most,
    )
    about = said("{n} failure|{n} failures", n=len(failures))
    inputs = {"failures": str(len(failures)), "same": str(most), "times": exact_text(times_for(effect, most))}
    return came_to(scene, "deduction", [Outcome(-exact, working=working)], about, inputs, failed=True)


def times_for(effect: Ratchet, number: int | Fraction) -> Fraction:
    """Return how many times the deduction is taken with so many failures of the same thing.

    Args:
        effect: The clause.
        number: How many failures there were.
    """
    passed = [row for row in effect.repetition if number > row.more_than]
    return Fraction(max(passed, key=lambda row: row.more_than).times) if passed else Fraction(1)


def _of_group(scene: Scene, effect: Ratchet, group: Sequence[Case]) -> Fraction:
    single = [_single(scene, effect, case)[0] for case in group]
    if effect.reaches_back == "to-first-failure":
        return sum(single, Fraction(0)) * times_for(effect, len(group))
    parts = (amount * times_for(effect, number) for number, amount in enumerate(single, start=1))
    return sum(parts, Fraction(0))


def _single(scene: Scene, effect: Ratchet, case: Case) -> tuple[Fraction, str]:
    """Return rate × weight × periods × used factor of one failure, and how."""
    periods = Fraction(1)
    if effect.periods is not None:
        number = case.number(effect.periods)
        if number is None:
            raise NotKnownError(
                said(
                    "{periods}{of} is not known",
                    periods=effect.periods,
                    of="" if case.id is None else said(" of {id}", id=case.id),
                )
            )
        periods = Fraction(number)
    used = Fraction(1)
    if effect.used_factor is not None:
        was_used = _used(scene, effect, case)
        if was_used is None:
            raise NotKnownError("whether the thing was used all the same is not known")
        used = Fraction(effect.used_factor) if was_used else used
    exact = Fraction(effect.rate.amount) * Fraction(effect.weight) * periods * used
    return exact, said(
        "{rate} × {weight} × {periods} × {used}",
        rate=effect.rate,
        weight=exact_text(Fraction(effect.weight)),
        periods=exact_text(periods),
        used=exact_text(used),
    )


def _used(scene: Scene, effect: Ratchet, case: Case) -> bool | None:
    if effect.used_when is not None:
        return holds_of(scene, effect.used_when, case)
    value = case.fields.get("used")
    return value if isinstance(value, bool) else None if value is None else str(value) == "yes"


def _told_count(scene: Scene, effect: Ratchet) -> Fraction | None:
    names = (*((effect.name,) if effect.name else ()), str(effect.clause))
    for name in names:
        number = scene.told.failures_of(name, scene.period)
        if number is not None:
            return Fraction(number)
    return None


def _one(scene: Scene, effect: Ratchet, number: Fraction) -> Computed:
    """Return the deduction for the failure whose fields were told, one of so many."""
    if not number:
        return nothing_at_all("deduction", "no failure, so no deduction", {"failures": "0"})
    single, told = _single(scene, effect, Case(None, dict(scene.told.fields)))
    times = times_for(effect, number)
    about = said("one of {number} failure|one of {number} failures", n=number, number=exact_text(number))
    found = Outcome(-single * times, working=said("{told} × {times}", told=told, times=exact_text(times)))
    inputs = {"failures": exact_text(number), "times": exact_text(times)}
    return came_to(scene, "deduction", [found], about, inputs, failed=True)
