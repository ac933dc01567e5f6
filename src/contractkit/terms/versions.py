"""Which version of an agreement governs a period, and what cannot be computed where several do.

Which version binds a clock stands in `binding`. How money is split when an amendment takes effect inside of a period is
not computed yet: a period over which what is asked about does not change has its answer, any other is refused by the
name of the amendment.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import attrs

from contractkit.errors import NotComputedError
from contractkit.records.clauses import NotComputed
from contractkit.terms.agreement import Agreement
from contractkit.terms.amendments import AmendedClause, Amendment
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.reaching import changes_on
from contractkit.terms.targets import Target

__all__ = ["Stage", "governing"]

Stage = Literal["charging", "settling"]

_DOES = {"charging": "charged", "settling": "settled"}


def governing(agreement: Agreement, start: date, end: date, stage: Stage) -> Agreement:
    """Return the version of an agreement that governs a stretch of dates.

    Args:
        agreement: The agreement with its versions, or one version, which governs whatever it is asked about.
        start: The first date.
        end: The first date that does not belong to it.
        stage: What is asked: ``charging`` looks at fees and services, ``settling`` also at shares and effects.

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
        for amendment, change in changes_on(agreement, span.start)
    ]
    raise _refused(agreement, start, end, stage, between)


def _part(version: Agreement, stage: Stage) -> tuple[Any, ...]:
    charged = version.currency, version.term, version.fees, tuple(version.services.items())
    if stage == "charging":
        return charged
    targets = tuple((line.measure.name, _settled(one)) for line in version.lines for one in line.targets)
    return (*charged, version.zone, version.scope, targets, version.settlement)


def _settled(target: Target) -> Target:
    """Return a target without what its outcomes know already: its limit, and to what it applies."""
    return attrs.evolve(
        target, applies=EVERYTHING, limit=None, table=None, also=EVERYTHING, every=None, again=None, met_when=None
    )


def _waiting(version: Agreement, stage: Stage, end: date) -> frozenset[tuple[str | None, str | None, str]]:
    """Return what a version does not compute and a stage would refuse: one that has it is not like one without it."""
    stages = ("settling",) if stage == "charging" else ("judging", "settling")
    return frozenset(
        (entry.clause.document, entry.clause.clause, entry.says)
        for entry in version.not_computed
        if entry.stage in stages and (entry.since is None or entry.since < end)
    )


def _refused(
    agreement: Agreement, start: date, end: date, stage: Stage, between: list[tuple[Amendment, AmendedClause]]
) -> NotComputedError:
    waiting = []
    for amendment, change in between:
        day = change.holds_from if start < change.holds_from < end else change.holds_until
        says = f"{amendment.id} changes {change.clause} on {day}, inside of what is {_DOES[stage]} as one"
        hint = f"take agreement.at(date) for what lies before {day}, and for what lies after it"
        waiting.append(NotComputed(change.written, "settling", says, hint))
    told = "\n  ".join(str(entry) for entry in waiting)
    says = f"{agreement.id} is not {_DOES[stage]} from {start} to {end}, over which its versions differ:\n  {told}"
    return NotComputedError(says, not_computed=tuple(waiting))
