"""By what a target is called, and which wording of its line binds a clock that starts on a date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, cast
from zoneinfo import ZoneInfo

from contractkit.errors import NaiveDatetimeError, NotComputedError, UsageError
from contractkit.quantities.notation import nearest
from contractkit.terms.binding import Bound, binding_of
from contractkit.terms.listed_values import listed_in, with_listed_values
from contractkit.terms.pointwise import calendars_through, with_calendars
from contractkit.terms.targets import ClockLine, Target

if TYPE_CHECKING:
    from contractkit.terms.agreement import Agreement

__all__ = ["CALLED", "line_called"]


def _rows(target: Target) -> tuple[str | None, ...]:
    """Return the names of the rows in which a target stands: its own, and those of its table."""
    rows = () if target.table is None else target.table.rows
    return (target.clause.row, *(row.limit.clause.row for row in rows))


CALLED: Final[tuple[Callable[[Target], tuple[str | None, ...]], ...]] = (
    lambda one: (one.id,),
    lambda one: (one.name,),
    lambda one: (one.clause.clause, f"{one.clause.document}/{one.clause.clause}"),
    _rows,
)
"""What a target is called by, what is most exact first: its id, its name, its clause, a row."""


def line_called(agreement: Agreement, called: str, at: date | None) -> ClockLine:
    """Return the line of the targets that are called so, as it binds a clock that starts on a date.

    Args:
        agreement: The agreement with its versions, or one version.
        called: What the target is called by; what is most exact is looked for first.
        at: The date of the start in the agreement's zone, or an aware instant; None where no wording differs.

    Raises:
        UsageError: Nothing is called so, targets on several lines are, or it was amended and `at` is None.
        NaiveDatetimeError: `at` is an instant without a zone.
        NotComputedError: An amendment after `at` reaches the clocks that run.
    """
    if not isinstance(called, str):
        says = f"a target is called by its id, name, clause or row, as text, not {called!r}"  # type: ignore[unreachable]
        raise UsageError(says, target=called)
    if len(agreement.versions) == 1:
        return with_listed_values(_found(agreement.lines, called, agreement.id), listed_in(agreement.fields))
    start = _date(at, agreement.zone)
    version = agreement if start is None else agreement.versions.at(start)
    line = _found(version.lines, called, agreement.id if start is None else f"{agreement.id} on {start}")
    bounds = binding_of(agreement, date.min if start is None else start, date.max).bounds
    ids = {target.id for target in line.targets}
    own = [one for one in bounds if ids & {target.id for target in one.line.targets}]
    if start is None:
        _need_no_date(agreement, called, own)
    else:
        _reach_nothing_later(agreement, called, start, own)
    spans = agreement.versions.spans()
    line = with_listed_values(line, listed_in(*(span.value.fields for span in spans)))
    return cast("ClockLine", with_calendars(line, calendars_through(spans, agreement.zone)))


def _date(at: date | None, zone: str) -> date | None:
    """Return the date that is meant, in a zone."""
    if not isinstance(at, datetime):
        return at
    if at.tzinfo is None:
        raise NaiveDatetimeError(f"at={at.isoformat()} has no zone; give a date, or an aware instant", at=at)
    return at.astimezone(ZoneInfo(zone)).date()


def _found(lines: Sequence[ClockLine], called: str, where: str) -> ClockLine:
    for names_of in CALLED:
        found = [(line, [one for one in line.targets if called in names_of(one)]) for line in lines]
        found = [(line, targets) for line, targets in found if targets]
        if len(found) > 1:
            several = ", ".join(one.id for _, targets in found for one in targets)
            says = f"'{called}' stands on several clock lines of {where}: {several}; name one of these"
            raise UsageError(says, target=called)
        if found:
            return found[0][0]
    known = dict.fromkeys(name for line in lines for one in line.targets for name in (one.name, one.id))
    raise UsageError(f"there is no target '{called}' in {where}; {nearest(called, known)}", target=called)


def _need_no_date(agreement: Agreement, called: str, bounds: Sequence[Bound]) -> None:
    """Refuse to choose between wordings."""
    dates = sorted({day for one in bounds for day in (one.since, *one.reached) if day is not None})
    if len(bounds) == 1 and not bounds[0].reached:
        return
    told = " and ".join(day.isoformat() for day in dates)
    says = (
        f"'{called}' of {agreement.id} has another wording from {told} on; say at=, the date on which the clock starts"
    )
    raise UsageError(says, target=called)


def _reach_nothing_later(agreement: Agreement, called: str, start: date, bounds: Sequence[Bound]) -> None:
    """Refuse a line that would be right only up to an amendment."""
    for one in bounds:
        later = [day for day in one.reached if day > start]
        if later and (one.since is None or one.since <= start):
            says = f"an amendment of {agreement.id} reaches the clocks that run on {later[0]} under '{called}'"
            raise NotComputedError(f"{says}, and a line is one wording; evaluate judges them over that date")
