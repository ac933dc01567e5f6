"""What a mapping says: which column is what.

Reading it from its file, and what can be wrong there, stands in `mapping_reading`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, ClassVar, Literal
from zoneinfo import ZoneInfo

import attrs

from contractkit.errors import UsageError
from contractkit.facts.date_forms import ISO, DateForm

__all__ = [
    "Becomes",
    "ChangeColumns",
    "EventsMapping",
    "FactsMapping",
    "FeedbackMapping",
    "FieldMapping",
    "ItemsMapping",
    "Kind",
    "ReliefMapping",
]

Kind = Literal["text", "instant", "number", "yes-no"]


@attrs.frozen
class FieldMapping:
    """Where a field's value comes from.

    Attributes:
        name: The field, as the agreement knows it.
        column: The column, or, where one column names the changed field, the name that stands there; None where
            `always` gives the value.
        where: Its place in the mapping, for messages.
        always: The value of every row.
        values: The word of the agreement for a raw value; None for a missing one. Others stay as they are.
        kind: What its values are.
        form: How its instants are written; None for the form of the whole mapping.
        zone: The zone of its naive instants; None for the zone of the whole mapping.
        holds: For a field that events carry too, whether the column says what it was at the opening of the item, or
            what it was last. Where items come from events: whether their first event says it, or their last one.
    """

    name: str
    column: str | None
    where: str
    always: str | None = None
    values: Mapping[str, str | None] = attrs.field(factory=dict)
    kind: Kind = "text"
    form: DateForm | None = None
    zone: ZoneInfo | None = None
    holds: Literal["at-opening", "latest"] | None = None


@attrs.frozen
class Becomes:
    """For items without events: the field `field` becomes `value` at the instant in the item's field `at`."""

    field: str
    value: str
    at: str


@attrs.frozen
class ItemsMapping:
    """The table of items.

    Attributes:
        source: Whether items have a table of their own, or come from the rows of the events.
        id: The column of the id.
        fields: The fields in their order.
        becomes: What their columns say of events.
    """

    source: Literal["items", "events"]
    id: str
    fields: tuple[FieldMapping, ...] = ()
    becomes: tuple[Becomes, ...] = ()


@attrs.frozen
class ChangeColumns:
    """The columns of a log with one change a row: the name of the field, its new value, and, if there, the old one."""

    field: str
    value: str
    was: str | None = None


@attrs.frozen
class EventsMapping:
    """The table of events.

    Attributes:
        item: The column of the item's id.
        at: The column of the instant, a field of the name ``at``.
        fields: The fields that events carry.
        sequence: The column that orders the events of one instant, ``row-order``, or None.
        change: The columns of a log with one change a row; None where each row shows the item as it then was.
        recorded_at: The column of the instant at which the event was recorded, or None.
    """

    item: str
    at: FieldMapping
    fields: tuple[FieldMapping, ...]
    sequence: str | None = None
    change: ChangeColumns | None = None
    recorded_at: FieldMapping | None = None


@attrs.frozen
class FeedbackMapping:
    """The table of feedback: the column of the item's id, the score, and when it was given if that is known."""

    item: str
    score: FieldMapping
    at: FieldMapping | None = None


@attrs.frozen
class ReliefMapping:
    """The table of relief: on which item something held up the work, from when until when, and why.

    Attributes:
        item: The column of the item's id.
        fields: What is known of a stretch, in the order of `NAMES`; `begin` and `cause` always.
    """

    NAMES: ClassVar[tuple[str, ...]] = ("begin", "end", "cause", "announced_at", "told_at", "recorded_at", "evidence")
    """What can be known of a stretch; in a mapping ``from`` and ``to`` stand for the first two."""

    item: str
    fields: tuple[FieldMapping, ...]


@attrs.frozen
class FactsMapping:
    """Which column is what.

    Attributes:
        items: The table of items.
        events: The table of events, or None.
        feedback: The table of feedback, or None.
        relief: The table of relief, or None.
        zone: The zone of naive instants; None where they are refused.
        form: How instants are written.
        missing: The raw values that mean that nothing is known; an empty cell always does.
        encoding: How the bytes of text files become characters.
        delimiter: What stands between the cells of text files.
        file: The file it was read from, or None.
    """

    items: ItemsMapping
    events: EventsMapping | None = None
    feedback: FeedbackMapping | None = None
    relief: ReliefMapping | None = None
    zone: ZoneInfo | None = None
    form: DateForm = ISO
    missing: frozenset[str] = frozenset()
    encoding: str = "utf-8"
    delimiter: str = ","
    file: str | None = None

    @classmethod
    def of(cls, mapping: FactsMapping | Mapping[str, Any] | str | os.PathLike[str]) -> FactsMapping:
        """Return the mapping that is meant: one that is read already, plain data, or the path of a file.

        Raises:
            FactsRejected: It has problems; all of them are listed.
            UsageError: The file is not there, or something else was given.
            MissingExtraError: It is a YAML file, and ruamel.yaml is not installed.
        """
        from contractkit.facts.mapping_reading import read_mapping
        from contractkit.facts.mapping_source import from_data, from_file

        if isinstance(mapping, FactsMapping):
            return mapping
        if isinstance(mapping, Mapping):
            return read_mapping(from_data(mapping), None)
        if isinstance(mapping, str | os.PathLike):
            path = os.fspath(mapping)
            return read_mapping(from_file(path), path)
        raise UsageError(f"a mapping is a path or a dict, not {type(mapping).__name__}")
