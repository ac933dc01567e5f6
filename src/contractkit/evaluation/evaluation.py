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
from contractkit.evaluation.attainment import attainment_of, belongs
from contractkit.evaluation.tracing import Trace, trace_of
from contractkit.facts import Table
from contractkit.quantities.periods import Period
from contractkit.records.clauses import Assumption
from contractkit.terms import Agreement, governing

__all__ = ["Evaluation"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _frozen(counts: Mapping[str, int]) -> Mapping[str, int]:
    return MappingProxyType(dict(counts))


@attrs.frozen
class Evaluation:
    """What became of every promise of an agreement, as it had happened by a moment.

    Attributes:
        agreement: The agreement.
        as_of: The moment of judging, in microseconds since the epoch, UTC.
        outcomes: One row for each item and each target that ever applied to it, in the order of items, then of the
            page. `item`, `target`, `clause`, `measure`, `level`, `service`; `verdict` (met, breached, excused, running,
            undetermined, not-applicable) and `reason` of the last two; `started`, `due`, `in_time_until` (inclusive)
            and `stopped` in UTC; `used`, `allowed`, `paused` in the limit's own time, `wall` on the clock on the wall;
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
    """

    agreement: Agreement
    as_of: int
    outcomes: Table
    items: Table
    problems: tuple[Problem, ...]
    counts: Mapping[str, int] = attrs.field(converter=_frozen)
    assumptions: tuple[Assumption, ...]
    history: History = attrs.field(eq=False, repr=False)

    def attainment(self, period: str | Period, by: Sequence[str] | str = ("target",)) -> Table:
        """Return how many promises of a period were met, exactly, with the interval over what is not known.

        Only items in scope count. An item belongs to the period in which its target says: by its due in (start, end],
        by its opening or its stop in [start, end); without that instant, by its start. What is undetermined, and has
        neither, may belong to any period that ends after its opening, and to any at all where that is unknown too: it
        counts as undetermined in each one, so that the intervals hold wherever it belongs. Such outcomes make the
        undetermined of months add up to more than that of their quarter.

        Args:
            period: Such as ``2026-Q1``; its bounds are local midnights of the agreement's zone.
            by: What to count apart: ``target``, ``level``, ``measure``, ``service``, ``clause``, ``calendar``; ``day``,
                ``week``, ``month``, ``quarter`` or ``year`` in which the item belongs; any field of the items; a
                value that the agreement does not know counts as missing.

        Returns:
            A row for each group, in order, with those of `target`, `level`, `measure` and of calendar periods also
            where nothing happened: the columns of `by`; `met`, `breached`, `undetermined`, `running`, `excused`;
            `attainment` = met / (met + breached); `low` and `high`, the same if everything undetermined were breached
            or met; `reach`, the share agreed, where it is one for the whole group; `verdict` (met, breached,
            undetermined, no-volume), missing where no share was agreed.

        Raises:
            PeriodError: The text names no period.
            UsageError: `by` names neither of these.
            NotComputedError: An amendment changes the shares agreed inside of the period.
        """
        whole = self.agreement.period(period)
        version = governing(self.agreement, whole.start, whole.end, "attaining")
        return attainment_of(version, self.history, self.outcomes, whole, (by,) if isinstance(by, str) else by)

    def in_period(self, period: str | Period) -> NDArray[np.bool_]:
        """Return which rows of `outcomes` belong to a period or may, as `attainment` counts them, whatever their scope.

        Raises:
            PeriodError: The text names no period.
        """
        return belongs(self.agreement, self.history, self.outcomes, period)

    def trace(self, item: str, target: str) -> Trace:
        """Return how a verdict came about: every stretch of the item's time, what of it counted, and why the rest not.

        Args:
            item: The id of the item.
            target: The id or the name of the target; or its clause, such as ``4.1``, or its row in that clause's table,
                where only one such target applied to the item.

        Raises:
            UsageError: There is no such item, no such target, the target never applied to the item, or several did that
                are called so.
        """
        return trace_of(self.agreement, self.history, self.outcomes, item, target)

    def to_dict(self) -> dict[str, Any]:
        """Return the evaluation as data that JSON can hold; `version` says which form it has."""
        return {
            "contractkit": 1,
            "document": "evaluation",
            "version": 1,
            "agreement": self.agreement.id,
            "as_of": (_EPOCH + timedelta(microseconds=self.as_of)).isoformat(),
            "counts": dict(self.counts),
            "outcomes": self.outcomes.to_dict(),
            "items": self.items.to_dict(),
            "problems": [problem.to_dict() for problem in self.problems],
            "assumptions": [assumption.to_dict() for assumption in self.assumptions],
        }
