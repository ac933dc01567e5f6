"""What was promised about time: measures, limits, targets, and the clock lines on which they run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

import attrs

from contractkit.quantities.money import Percent
from contractkit.quantities.notation.words import Cycle
from contractkit.quantities.rounding import Rounding
from contractkit.records.clauses import ClauseRef
from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.effects import Effect
from contractkit.terms.figure_conditions import FiguresCondition
from contractkit.terms.provisions.relief import Relief
from contractkit.terms.stopwatch import AtField, Happens, Limit, WhenState

__all__ = [
    "AtField",
    "ClockLine",
    "Happens",
    "Limit",
    "ListedValues",
    "Measure",
    "Pause",
    "TableRow",
    "Target",
    "TargetTable",
    "WhenState",
]


ListedValues = tuple[tuple[str, tuple[str, ...]], ...]
"""Fields with all the values that they may have."""


@attrs.frozen
class Measure:
    """What starts and what stops a clock.

    Attributes:
        name: Such as ``response`` or ``resolution``.
        starts: When the clock starts; None for a target that only names a moment.
        stops: When it stops.
        clause: Where that is written, or None where a default was taken.
        resets: While the state meets this, the clock has not started, and what was used is forgotten; None: never.
        cancels: Once the state meets this, the clock is over for good and judges nothing; None: never.
    """

    name: str
    starts: AtField | WhenState | Happens | None
    stops: AtField | WhenState | Happens
    clause: ClauseRef | None = None
    resets: Condition | None = None
    cancels: Condition | None = None


@attrs.frozen
class TableRow:
    """One row of a target table: the limit that holds for one key from a date on.

    Attributes:
        key: The values of the table's fields, in the order of `TargetTable.by`.
        since: The first local date (in the calendar's zone) of a start for which the row holds; None for ever before.
        limit: The limit.
    """

    key: tuple[str, ...]
    since: date | None
    limit: Limit


@attrs.frozen
class TargetTable:
    """Limits keyed by fields of the item; of rows with one key the last one begun by the start holds.

    Attributes:
        by: The fields that make the key.
        rows: The rows, in the order of the page.
    """

    by: tuple[str, ...]
    rows: tuple[TableRow, ...]


@attrs.frozen
class Target:
    """One promise about time, with the share of items that must keep it.

    Attributes:
        id: The clause and row that it is cited by, unique in the agreement.
        name: The name that the parties gave it, or its id.
        title: What the promise is in words, or None.
        clause: Where it stands.
        measure: The name of its measure.
        level: The service level that it belongs to, or None.
        applies: For which items it holds; level and service are worked in already.
        limit: The limit; None where `table` has it.
        table: The limits by key; None where `limit` has it.
        also: What must hold besides the time (a result agreement); every item meets it for a plain target.
        reach: The share of items that must be in time; None where none was agreed.
        per: The period over which that share is taken: a word such as ``month`` or ``contract-year``, or periods that
            need more than a word: months that begin on another day, a rolling window.
        assigned_by: Which instant decides the period of an item.
        open_overdue: Whether an item that is overdue and still open counts as breached or is left out.
        effects: What the figure of a period pays, in the order of the page.
        every: Within how much time something has to happen again and again, from the start of the clock to its stop;
            None where it has to happen once.
        again: What has to happen each time, such as an update; None where it has to happen once.
        met_when: The whole condition of a result that has not just one time limit; None where `limit` and `also` say
            it.
        no_volume: What a period without items is: ``met``, or without a verdict.
        no_data: What a period is whose verdict depends on what is not known: ``undetermined`` or ``missed``.
        precision: To which unit the share is brought before it is compared; None: it is compared exactly.
        minimum: With fewer items nothing is decided; None for no minimum.
    """

    id: str
    name: str
    clause: ClauseRef
    measure: str
    applies: Condition
    limit: Limit | None = None
    table: TargetTable | None = None
    title: str | None = None
    level: str | None = None
    also: Condition = EVERYTHING
    reach: Percent | None = None
    per: Cycle | str = "month"
    assigned_by: Literal["due", "opened", "stopped"] = "due"
    open_overdue: Literal["breached", "left-out"] = "breached"
    effects: tuple[Effect, ...] = ()
    every: Limit | None = None
    again: AtField | WhenState | Happens | None = None
    met_when: FiguresCondition | None = None
    no_volume: Literal["no-verdict", "met"] = "no-verdict"
    no_data: Literal["undetermined", "missed"] = "undetermined"
    precision: Rounding | None = None
    minimum: Decimal | None = None


@attrs.frozen
class Pause:
    """A stretch in which a clock stands still by the contract's own rule.

    Attributes:
        clause: Where it stands.
        condition: The clock stands still while the state meets it.
        area: Whom the stretch belongs to: service, solution, data or others; None where the text does not say.
    """

    clause: ClauseRef
    condition: Condition
    area: str | None = None


@attrs.frozen
class ClockLine:
    """Targets that share one stopwatch on an item: at any state of the item at most one of them applies.

    Attributes:
        measure: What starts and stops the stopwatch.
        targets: The targets, in the order of the page; their conditions exclude each other.
        pauses: What makes it stand still.
        on_change: What a change of target in mid-flight does.
        on_reopen: What leaving the stopped state does.
        stops: Whether the first or the last of an unbroken stretch of stop states counts.
        relief: What is not held against the provider under these targets, in the order of the page.
        listed: The fields of which the agreement lists all values, with those values: any other value counts as
            unknown. It says what facts may hold, not what was promised, so that lines are equal without it.
    """

    measure: Measure
    targets: tuple[Target, ...]
    pauses: tuple[Pause, ...] = ()
    on_change: Literal["keep", "restart", "retroactive"] = "keep"
    on_reopen: Literal["resume", "undo-stop", "restart", "new-cycle"] = "resume"
    stops: Literal["first", "last"] = "first"
    relief: tuple[Relief, ...] = ()
    listed: ListedValues = attrs.field(default=(), eq=False, repr=False, metadata={"plain": False})


Fields = Mapping[str, tuple[str, ...] | str]
"""What an item has: the values of a field, or the word for its type (text, number, instant, duration, yes-no)."""
