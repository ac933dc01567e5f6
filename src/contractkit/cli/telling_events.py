"""Events of obligations from a file: a table (CSV), or a facts document (YAML, JSON) with a list `obligations`."""

from __future__ import annotations

from pathlib import Path

from contractkit.cli.facts_documents import facts_document
from contractkit.documents.tree import ListNode, MapNode, Scalar, place_of
from contractkit.duties import ObligationEvent
from contractkit.duties.reading import FIELDS, events_of_rows, read_events
from contractkit.errors import FactsRejected, Problem

__all__ = ["events_in"]

_GROUP = "obligations"


def events_in(file: Path | None) -> tuple[ObligationEvent, ...]:
    """Return the events that a file tells; none where no file is given.

    Args:
        file: A ``.csv`` with the columns ``id``, ``obligation``, ``what`` and ``at`` and others; or a facts document
            with the same words as keys of each entry of a list ``obligations``.

    Raises:
        FactsRejected: The file cannot be read, or says what means nothing; everything that is wrong is listed.
    """
    if file is None:
        return ()
    if file.suffix.lower() == ".csv":
        return read_events(file)
    tree = facts_document(file, f"{_GROUP}: and a list")
    group = next((entry.value for entry in tree.entries if entry.key.text == _GROUP), None)
    if group is None:
        return ()
    if not isinstance(group, ListNode):
        place = place_of(tree, (_GROUP,))
        says = f"`{_GROUP}` is a list of events"
        hint = f"each with {', '.join(FIELDS[:4])}"
        raise FactsRejected([Problem("wrong-shape", says, str(file), place.line, place.column, hint=hint)])
    rows, lines, problems = [], [], []
    for number, item in enumerate(group.items):
        place = place_of(tree, (_GROUP, number))
        if not isinstance(item, MapNode):
            says = "an event is a map"
            problems.append(Problem("wrong-shape", says, str(file), place.line, place.column))
            continue
        values = {entry.key.text: entry.value.text for entry in item.entries if isinstance(entry.value, Scalar)}
        agreement = tree.text("agreement")
        rows.append(values if agreement is None else {"agreement": agreement, **values})
        lines.append(place.line or 0)
    if problems:
        raise FactsRejected(problems)
    return events_of_rows(rows, str(file), lines)
