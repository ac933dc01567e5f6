"""Which version of an agreement governs a stretch of dates, and what cannot be computed where several do.

What binds a clock, and how money is split, when an amendment takes effect in mid-flight is not computed yet: a stretch
over which what is asked about does not change has its answer, any other is refused by the name of the amendment.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

import attrs

from contractkit.errors import NotComputedError
from contractkit.records.clauses import NotComputed
from contractkit.terms.agreement import Agreement
from contractkit.terms.amendments import AmendedClause, Amendment

__all__ = ["Stage", "governing"]

Stage = Literal["judging", "attaining", "charging", "settling"]

_DOES = {"judging": "judged", "attaining": "counted", "charging": "charged", "settling": "settled"}


def governing(agreement: Agreement, start: date, end: date, stage: Stage) -> Agreement:
    """Return the version of an agreement that governs a stretch of dates.

    Args:
        agreement: The agreement with its versions, or one version, which governs whatever it is asked about.
        start: The first date.
        end: The first date that does not belong to it.
        stage: What is asked: ``judging`` looks at clocks and scope, ``attaining`` also at the shares agreed,
            ``charging`` at fees and services, ``settling`` at all of these and at effects.

    Returns:
        The version; where several hold that do not differ in what is asked, the last of them, with its history.

    Raises:
        NotComputedError: Several hold that do differ; the message names the amendments.
    """
    if len(agreement.versions) == 1:
        return agreement
    spans = [span for span in agreement.versions.spans() if span.touches(start, end)]
    last = spans[-1].value
    if len(spans) == 1:
        return last
    looked_at = [(*_part(span.value, stage), _waiting(span.value, stage, end)) for span in spans]
    if all(part == looked_at[0] for part in looked_at):
        return attrs.evolve(last, versions=agreement.versions)
    between = [
        (amendment, change)
        for span in spans[1:]
        if span.start is not None
        for amendment, change in _changes(agreement, span.start)
    ]
    raise _refused(agreement, start, end, stage, between)


def _part(version: Agreement, stage: Stage) -> tuple[Any, ...]:
    if stage == "charging":
        return version.currency, version.term, version.fees, tuple(version.services.items())
    if stage == "settling":
        return (*_part(version, "charging"), *_part(version, "judging"), version.lines, version.settlement)
    lines = tuple(attrs.evolve(line, targets=tuple(_bare(t, stage) for t in line.targets)) for line in version.lines)
    return version.zone, version.term, version.fields, tuple(version.services), version.scope, lines


def _waiting(version: Agreement, stage: Stage, end: date) -> frozenset[tuple[str | None, str | None, str]]:
    """Return what a version does not compute and a stage would refuse: one that has it is not like one without it."""
    stages = {"judging": ("judging",), "settling": ("judging", "settling")}.get(stage, ())
    return frozenset(
        (entry.clause.document, entry.clause.clause, entry.says)
        for entry in version.not_computed
        if entry.stage in stages and (entry.since is None or entry.since < end)
    )


def _bare(target: Any, stage: Stage) -> Any:
    """Return a target without what a stage does not look at."""
    return attrs.evolve(target, effects=()) if stage == "attaining" else attrs.evolve(target, effects=(), reach=None)


def _changes(agreement: Agreement, day: date) -> Iterator[tuple[Amendment, AmendedClause]]:
    versions = {id(entry.value): entry.value for entry in agreement.versions}
    amendments = {amendment.id: amendment for version in versions.values() for amendment in version.amendments}
    for amendment in amendments.values():
        for change in amendment.changes:
            if day in (change.holds_from, change.holds_until):
                yield amendment, change


def _refused(
    agreement: Agreement, start: date, end: date, stage: Stage, between: list[tuple[Amendment, AmendedClause]]
) -> NotComputedError:
    waiting = []
    for amendment, change in between:
        day = change.holds_from if start < change.holds_from < end else change.holds_until
        says = f"{amendment.id} changes {change.clause} on {day}, inside of what is {_DOES[stage]} as one"
        hint = f"take agreement.at(date) for what lies before {day}, and for what lies after it"
        waits: Literal["judging", "settling"] = "judging" if stage in ("judging", "attaining") else "settling"
        waiting.append(NotComputed(change.written, waits, says, hint))
    told = "\n  ".join(str(entry) for entry in waiting)
    says = f"{agreement.id} is not {_DOES[stage]} from {start} to {end}, over which its versions differ:\n  {told}"
    return NotComputedError(says, not_computed=tuple(waiting))
