"""What `evaluate` gives back: outcomes, items, what was odd and what was assumed, and questions about any period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import History
from contractkit.errors import Problem
from contractkit.evaluation.areas import areas_of
from contractkit.evaluation.attainment import Attainment, Question, attainment_of
from contractkit.evaluation.belonging import belongs
from contractkit.evaluation.grouping import names_of
from contractkit.evaluation.holding import time_by
from contractkit.evaluation.promises import Promise
from contractkit.evaluation.relieving import Relieving
from contractkit.evaluation.shown import evaluation_html, evaluation_line
from contractkit.evaluation.tracing import Trace, trace_of
from contractkit.facts import Table
from contractkit.quantities.periods import Period
from contractkit.records.clauses import Assumption
from contractkit.terms import Agreement

__all__ = ["Evaluation"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _frozen(counts: Mapping[str, int]) -> Mapping[str, int]:
    return MappingProxyType(dict(counts))


@attrs.frozen(repr=False)
class Evaluation:
    """What became of every promise of an agreement, as it had happened by a moment.

    Attributes:
        agreement: The agreement.
        as_of: The moment of judging, in microseconds since the epoch, UTC.
        outcomes: One row for each item and each target that ever applied to it, in the order of items, then of the
            page. `item`, `target`, `clause`, `measure`, `level`, `service`; `verdict` (met, breached, excused, running,
            undetermined, not-applicable) and `reason` of the last two; `started`, `due`, `in_time_until` (inclusive),
            `stopped` and `cancelled` in UTC; `used`, `allowed`, `paused` in the limit's own time, `wall` on the clock
            on the wall;
            `used_days`, `allowed_days`, `paused_days` of limits in business days; `allowed_text`; `lived_verdict` with
            pauses counted; `calendar` and its `edition`; `scope` (only items that are ``in`` count for attainment);
            `item_row`, the place of the item in the facts; `row`, its row in the source.
        items: One row for each item: `id`, `scope` (in, grey, out, no-service, before-term, after-term, no-target,
            not-yet-open), the `rule` that said so, `service`, `opened`, `doubt`, `row`.
        problems: Rows that contradict themselves, of the facts and of what was found while judging; and, with the code
            ``undetermined``, the items in scope that cannot be judged for want of a fact, once for each reason. After
            1000 rows of one kind the rest is counted.
        counts: How much of everything there was: what the facts counted; `items` again by scope, as ``items-in``,
            ``items-grey`` and so on, which add up to it; ``events-after-as-of`` and ``instants-after-as-of``, set
            aside; rows in doubt by the code of their problem; and `outcomes` again by verdict.
        assumptions: What text and facts left open, and what was taken.
        promises: What the outcomes are about; the column `promise` points to it.
        history: What happened, as it was read.
        relieving: Which recorded relief counted, and by which clause.
        relief: One row for each recorded stretch of relief and each clause that names its cause, or one without a
            clause: `item`, `cause`, `begin`, `end`, `clause`, `counts` (yes, in-part, unknown, no), `why` not, `row`.
        known_at: What was recorded later was set aside, in microseconds since the epoch, UTC; None: nothing was.
    """

    agreement: Agreement
    as_of: int
    outcomes: Table
    items: Table
    problems: tuple[Problem, ...]
    counts: Mapping[str, int] = attrs.field(converter=_frozen)
    assumptions: tuple[Assumption, ...]
    promises: tuple[Promise, ...] = attrs.field(eq=False, repr=False)
    history: History = attrs.field(eq=False, repr=False)
    relieving: Relieving = attrs.field(eq=False, repr=False)
    relief: Table
    known_at: int | None = None

    def __repr__(self) -> str:
        """Return what it is of, as of when, and how many outcomes it has of each verdict, on one line."""
        return evaluation_line(self)

    def __reduce__(self) -> tuple[type[Evaluation], tuple[Any, ...]]:
        """Return how a copy is made: `counts` travels as a plain mapping, as a view of one cannot."""
        values = {one.name: getattr(self, one.name) for one in attrs.fields(Evaluation)}
        return Evaluation, tuple({**values, "counts": dict(self.counts)}.values())

    def _repr_html_(self) -> str:
        """Return the same and the first outcomes, as a notebook shows them."""
        return evaluation_html(self)

    def attainment(self, period: str | Period, by: Sequence[str] | str = ("target",)) -> Attainment:
        """Return how many promises of a period were met, exactly, with the interval over what is not known.

        Only items in scope count. An item belongs to the period in which its target says: by its due in (start, end],
        by its opening or its stop in [start, end); without that instant, by its start. What is undetermined, and has
        neither, may belong to any period that ends after its opening, and to any at all where that is unknown too: it
        counts as undetermined in each one, so that the intervals hold wherever it belongs. Such outcomes make the
        undetermined of months add up to more than that of their quarter.

        Args:
            period: Such as ``2026-Q1``; its bounds are local midnights of the agreement's zone.
            by: What to count apart: ``target``, ``level``, ``measure`` or any other column of words of the outcomes;
                ``day``, ``week``, ``month``, ``quarter``, ``half-year``, ``year``, ``contract-year`` or ``month from
                day 16`` in which the item belongs; any field of the items; a value that the agreement does not know
                counts as missing.

        Returns:
            A row for each group, in order, with those of `target`, `level`, `measure` and of calendar periods also
            where nothing happened: the columns of `by`; `met`, `breached`, `undetermined`, `running`, `excused`;
            `attainment` = met / (met + breached); `low` and `high`, the same if everything undetermined were breached
            or met; `reach`, the share agreed, where it is one for the whole group and period; `verdict` (met, breached,
            undetermined, no-volume, too-few), missing where no share was agreed; `term`, what decided instead of the
            figure: ``no-volume``, ``no-data`` or ``minimum``. `Attainment.items` opens a row down to its outcomes,
            `Attainment.slack` says how many of it may be late.

        Raises:
            PeriodError: The text names no period, or what it is counted by reaches outside the years 1 to 9999.
            UsageError: `by` names neither of these, or is no name and no sequence of names.
        """
        whole = self.agreement.period(period)
        versions = self._versions(whole)
        names = names_of(by)
        return attainment_of(Question(versions[-1], versions, self.promises, self.history, self.outcomes, whole, names))

    def _versions(self, period: Period) -> tuple[Agreement, ...]:
        """Return the versions that hold in a period, in order of time."""
        if len(self.agreement.versions) == 1:
            return (self.agreement,)
        spans = self.agreement.versions.spans()
        return tuple(span.value for span in spans if span.touches(period.start, period.end))

    def in_period(self, period: str | Period) -> NDArray[np.bool_]:
        """Return which rows of `outcomes` belong to a period or may, as `attainment` counts them, whatever their scope.

        Raises:
            PeriodError: The text names no period.
        """
        bounds = self.agreement.period(period).bounds_us(self.agreement.zone)
        return belongs(self.promises, self.history.opened, self.outcomes, bounds)

    def trace(self, item: str, target: str, cycle: int | None = None) -> Trace:
        """Return how a verdict came about: every stretch of the item's time, what of it counted, and why the rest not.

        Args:
            item: The id of the item.
            target: The id or the name of the target; or its clause, such as ``4.1``, or its row in that clause's table,
                where only one such target applied to the item.
            cycle: The number of the cycle, from 1; None for the last one.

        Raises:
            UsageError: There is no such item, target or cycle, the target never applied to the item, or several did
                that are called so.
        """
        asked = (item, target, cycle)
        return trace_of(self.agreement, self.promises, self.history, self.relieving, self.outcomes, *asked)

    def areas(self) -> Table:
        """Return whose the time of each outcome was, from its start to its stop or the moment of judging.

        Time is that of the limit's own calendar. What ran is the service's own. What a pause or relief took belongs to
        the area of its clause; where several took the same instant, to that of the cause that began first, pauses
        before relief and each in the order of the page where they began in one instant. A clock that started anew is
        measured from there. Worked out when it is asked for.

        Returns:
            A row for each outcome, in the same order: `item`, `target`, `cycle`; `service`, `solution`, `data`,
            `others` and `unassigned`, which is for clauses that do not say whose time it is; the same names with
            ``_days`` behind for limits in business days. Together they are what was used and the union of what pauses
            and relief took. Missing where it is not known how much was used or left out, or the limit names a moment.

        Source: design.md section 5.
        """
        return areas_of(self.promises, self.history, self.relieving, self.outcomes)

    def time_by(self, field: str, target: str | None = None) -> Table:
        """Return the time of each outcome by the values that a field held while it passed.

        So it is known who held an item when (a field such as ``group`` or ``assignee``), or how long the provider
        worked and the requester was waited for (``status``). A value holds from its instant on; an item's column of a
        field that events never mention holds throughout.

        Args:
            field: A field of words, of the events or of the items.
            target: The target's id or name, or its clause or row as in `trace`; None for all outcomes.

        Returns:
            A row for each outcome and value, in the order of the outcomes: `item`, `target`, `cycle`; `value`, missing
            where the field was unknown; `used`, what counted of the limit's own time; `left_out`, what pauses and
            relief took of it; `wall`, on the clock on the wall, also while the clock was stopped or its calendar
            closed; `used_days` and `left_out_days` of limits in business days. Over the values of an outcome they add
            up to `used`, to the union of pauses and relief, and to `wall`. Outcomes of which it is not known when the
            clock started, and those without a clock, have no rows.

        Raises:
            UsageError: There is no such field, it holds no words, or no target is called so.
        """
        return time_by(self.promises, self.history, self.relieving, self.outcomes, field, target)

    def to_dict(self) -> dict[str, Any]:
        """Return the evaluation as data that JSON can hold; `version` says which form it has."""
        return {
            "contractkit": 1,
            "document": "evaluation",
            "version": 1,
            "agreement": self.agreement.id,
            "as_of": (_EPOCH + timedelta(microseconds=self.as_of)).isoformat(),
            "known_at": None if self.known_at is None else (_EPOCH + timedelta(microseconds=self.known_at)).isoformat(),
            "counts": dict(self.counts),
            "outcomes": self.outcomes.to_dict(),
            "items": self.items.to_dict(),
            "relief": self.relief.to_dict(),
            "problems": [problem.to_dict() for problem in self.problems],
            "assumptions": [assumption.to_dict() for assumption in self.assumptions],
        }
