"""How many promises of a period were met: exact counts, and their share with its interval over what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import History
from contractkit.errors import UsageError
from contractkit.evaluation.attained import Rule, attained
from contractkit.evaluation.belonging import Assigned
from contractkit.evaluation.felt import Slack
from contractkit.evaluation.grouping import Groups, Keys
from contractkit.evaluation.promises import Promise
from contractkit.facts import NAT, Coded, Table
from contractkit.quantities.periods import Period
from contractkit.terms import Agreement

__all__ = ["Attainment", "Question", "attainment_of"]

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]

_COUNTED: Final = ("met", "breached", "undetermined", "running", "excused")
_LEFT_OUT: Final = ("not-applicable", "out-of-scope", "counted-elsewhere")
_AS: Final = (*_COUNTED, *_LEFT_OUT)


@attrs.frozen(eq=False)
class Question:
    """What attainment is asked of.

    Attributes:
        agreement: The last version that holds in the period; its targets are expected.
        versions: All versions that hold in it; their shares were agreed.
        promises: What the outcomes are about.
        history: What happened.
        outcomes: The outcomes.
        period: The period.
        by: What is counted apart.
    """

    agreement: Agreement
    versions: tuple[Agreement, ...]
    promises: tuple[Promise, ...]
    history: History
    outcomes: Table
    period: Period
    by: tuple[str, ...]


@attrs.frozen(repr=False)
class Attainment(Table):
    """The counts of a period by group, each open down to its outcomes.

    A table: the columns of what was counted apart; `met`, `breached`, `undetermined`, `running`, `excused`;
    `attainment`, `low`, `high`; `reach`; `verdict` and the `term` that decided it where the figure did not.

    Attributes:
        question: What was asked.
    """

    question: Question | None = attrs.field(default=None, eq=False, repr=False, kw_only=True)

    def items(self, row: int = 0) -> Table:
        """Return the outcomes behind a row, in the order of the outcomes: what counted, what did not, and why.

        Args:
            row: The row of this table.

        Returns:
            The columns of the outcomes, and `counted`: ``met``, ``breached``, ``undetermined``, ``running`` and
            ``excused``, as many of each as the row counts; ``not-applicable``, ``out-of-scope`` (the column `scope`
            says why) and ``counted-elsewhere`` (an item of which it is not known which target applies counts once).
            The numerator is what is ``met``, the denominator that and what is ``breached``.

        Raises:
            UsageError: There is no such row.
        """
        row = self._place(row)
        if self.question is None:
            raise UsageError(f"row {row} has no items behind it: the table was made of counts alone", row=row)
        counted = _Counted.of(self.question)
        here = np.flatnonzero(counted.groups.of_row == row)
        places = counted.rows[here]
        order = np.argsort(places, kind="stable")
        table = self.question.outcomes.select(places[order])
        return table.with_columns(counted=Coded(counted.code[here][order].astype(np.int32), _AS))

    def slack(self, row: int = 0) -> Slack | None:
        """Return how many of a row may be late, and how many more; None where no share was agreed.

        What is not known is told apart, and counts as late for how many more.

        Raises:
            UsageError: There is no such row.
        """
        row = self._place(row)
        if self.question is None:
            return None
        rule = _Counted.of(self.question).rules()[row]
        if rule.reach is None:
            return None
        met, breached, unknown = (int(self.array(name)[row]) for name in ("met", "breached", "undetermined"))
        return Slack.of(rule.reach, met + breached + unknown, breached, unknown, rule.precision)

    def to_dict(self) -> dict[str, Any]:
        """Return the counts as data that JSON can hold; `version` says which form it has, `rows` holds the columns.

        Agreement, period and what was counted apart are null in a table that was made of counts alone.
        """
        asked = self.question
        period = None if asked is None else asked.period
        return {
            "contractkit": 1,
            "document": "attainment",
            "version": 1,
            "agreement": None if asked is None else asked.agreement.id,
            "period": None if period is None else period.label,
            "start": None if period is None else period.start.isoformat(),
            "end": None if period is None else period.end.isoformat(),
            "by": None if asked is None else list(asked.by),
            "rows": super().to_dict(),
        }

    def _place(self, row: int) -> int:
        """Return the number of a row that is there."""
        whole = isinstance(row, int | np.integer) and not isinstance(row, bool)
        if not whole or not 0 <= row < len(self):
            says = f"there is no row {row!r}: the table has {len(self)} rows, which are numbered from 0"
            raise UsageError(says, row=row)
        return int(row)


def attainment_of(question: Question) -> Attainment:
    """Return the counts of a period by group (see `Evaluation.attainment`)."""
    counted = _Counted.of(question)
    counts = counted.counts()
    names, figures = counted.groups.columns(counted.keys), {**counts, **attained(counts, counted.rules())}
    for name in names:
        if name in figures:
            says = "a column of its figures is called so; map a field of that name under another one"
            raise UsageError(f"attainment cannot be taken by {name!r}: {says}", by=name)
    return Attainment({**names, **figures}, question=question)


@attrs.frozen(eq=False)
class _Counted:
    """The outcomes of a period as they count.

    Attributes:
        question: What was asked.
        keys: The words of each by which its group is named.
        groups: The groups.
        rows: For each the place of its outcome; one that may belong to several pieces comes once for each.
        code: int8, as what it counts, a place in `_AS`.
    """

    question: Question
    keys: Mapping[str, Coded]
    groups: Groups
    rows: Rows
    code: NDArray[np.int8]

    @classmethod
    def of(cls, question: Question) -> _Counted:
        agreement, outcomes = question.agreement, question.outcomes
        keys = Keys.of(agreement, question.period, question.by)
        bounds = question.period.bounds_us(agreement.zone)
        assigned = Assigned.of(question.promises, question.history.opened, outcomes).within(bounds, keys.cuts)
        words = keys.columns(question.history, outcomes, assigned)
        groups = Groups.of(agreement, words, len(assigned.row))
        code = _code(question, assigned.row, groups)
        return cls(question, words, groups, assigned.row, code)

    def counts(self) -> dict[str, Ints]:
        """Return for each group how many outcomes there are of each verdict that counts or waits."""
        size = len(self.groups.code)
        found = np.bincount(self.groups.of_row * len(_AS) + self.code, minlength=size * len(_AS))
        table = found.reshape(size, len(_AS))
        return {name: table[:, place].astype(np.int64) for place, name in enumerate(_COUNTED)}

    def rules(self) -> list[Rule]:
        """Return for each group what was agreed of its figure, nothing where it is not one rule for all of it."""
        promises, groups = self.question.promises, self.groups
        held: dict[str, dict[Rule, None]] = {}
        for version in self.question.versions:
            for target in version.targets:
                held.setdefault(target.id, {}).setdefault(Rule.of(target))
        agreed = [held.get(promise.target.id, {Rule.of(promise.target): None}) for promise in promises]
        in_group: list[dict[Rule, None]] = [{} for _ in groups.code]
        counts = np.flatnonzero(self.code < len(_COUNTED))
        promise = self.question.outcomes.array("promise")[self.rows[counts]]
        many = max(len(promises), 1)
        found = np.bincount(groups.of_row[counts] * many + promise, minlength=len(groups.code) * many)
        for pair in np.flatnonzero(found).tolist():
            in_group[pair // many].update(agreed[pair % many])
        for group, place in groups.expected:
            in_group[group].update(held[self.question.agreement.targets[place].id])
        return [Rule.together(rules) for rules in in_group]


def _code(question: Question, rows: Rows, groups: Groups) -> NDArray[np.int8]:
    """Return as what each outcome counts."""
    outcomes, promises = question.outcomes, question.promises
    verdict = outcomes.words("verdict")
    places = [_AS.index(word) for word in verdict.categories]
    code: NDArray[np.int8] = np.array([*places, _AS.index("not-applicable")], np.int8)[verdict.codes[rows]]
    left_out = np.array([promise.target.open_overdue == "left-out" for promise in promises] + [False], np.bool_)
    if left_out.any():
        late = np.flatnonzero((code == _AS.index("breached")) & left_out[outcomes.array("promise")[rows]])
        open_still = outcomes.array("stopped")[rows[late]].view(np.int64) == NAT
        code[late[open_still]] = _AS.index("running")
    scope = outcomes.words("scope")
    strange = np.flatnonzero(scope.codes[rows] != scope.categories.index("in"))
    code[strange] = _AS.index("out-of-scope")
    unsure = np.flatnonzero(code == _AS.index("undetermined"))
    if len(unsure):
        code[unsure[~_once(question, rows[unsure], groups.of_row[unsure], len(groups.code))]] = _AS.index(
            "counted-elsewhere"
        )
    return code


def _once(question: Question, rows: Rows, group: Rows, groups: int) -> Flags:
    """Return which outcomes count: of a cycle whose target is unknown one in each group, though it has several.

    Whatever the reason that is given: a cycle of a clock line has several outcomes for no other cause.
    """
    line = np.array([promise.line_number for promise in question.promises], np.int64)
    outcomes, lines = question.outcomes, len(question.promises)
    key = outcomes.array("item_row")[rows].astype(np.int64) * lines + line[outcomes.array("promise")[rows]]
    if "cycle" in outcomes.columns:
        cycle = outcomes.array("cycle")[rows].astype(np.int64)
        key = key * (int(cycle.max()) + 1) + cycle
    _, key = np.unique(key, return_inverse=True)
    _, first = np.unique(key * groups + group, return_index=True)
    once = np.zeros(len(rows), np.bool_)
    once[first] = True
    return once
