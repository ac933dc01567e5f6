"""``contractkit process``: the steps of the work, of one item or of all, and to whom a breach belongs."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import attrs

from contractkit.cli.dividing import divide
from contractkit.cli.endings import counted
from contractkit.cli.instants import AsOf
from contractkit.cli.json_output import Places, json_texts
from contractkit.cli.progress import step
from contractkit.cli.reading import Tables, agreements_in
from contractkit.cli.requesting import with_customers
from contractkit.cli.writing import STDOUT, destinations, spare, write
from contractkit.errors import FactsRejected, UsageError
from contractkit.evaluation import Evaluation, evaluate
from contractkit.process import Allocation, allocation_of, process_of, steps_of
from contractkit.process.saying import spent
from contractkit.quantities.spans import ElapsedTime
from contractkit.terms import Agreement

__all__ = ["AskedProcess", "tell_process"]

_STATES = ("done", "done-late", "running", "paused", "overdue", "waiting", "cancelled", "not-owed", "undetermined")
_VERSION = 1
_LISTED = 20
"""So many late steps are listed."""


@attrs.frozen
class AskedProcess:
    """What was asked for on the command line.

    Attributes:
        path: The documents.
        item: The id of the item; None for all items.
        tables: What happened.
        as_of: The moment of judging, as it was typed.
        json: Where the JSON goes.
    """

    path: Path
    item: str | None
    tables: Tables
    as_of: str
    json: Places = ()


def tell_process(asked: AskedProcess) -> None:
    """Write how the steps stand, of one item with what its breaches are made of, or of all items by step and owner.

    Raises:
        SystemExit: 1 where documents or facts have problems, which are listed.
        UsageError: There is no such item, or the request means nothing.
    """
    as_of = AsOf.parse(asked.as_of)
    asked.tables.check("nothing to tell of")
    destinations(*asked.json)
    spare(asked.json, asked.tables.files, asked.path)
    agreements, facts = agreements_in(asked.path), asked.tables.read()
    if asked.item is not None and facts.items.ids.find(asked.item) is None:
        raise UsageError(f"there is no item {asked.item!r}", item=asked.item)
    customers = with_customers(agreements)
    division = divide(customers, facts)
    if division.problems:
        raise FactsRejected(division.problems)
    parts = zip(customers, division.parts, strict=True)
    mine = [(one, part) for one, part in parts if asked.item is None or part.items.ids.find(asked.item) is not None]
    with step("Judging"):
        results = [evaluate(one, part, as_of=as_of.instant(one.zone)) for one, part in mine]
    if asked.item is not None and not results:
        raise UsageError(f"item {asked.item!r} belongs to no customer of these agreements", item=asked.item)
    told = [_of_item(one, asked.item, agreements) if asked.item else _of_all(one) for one in results]
    write(json_texts(asked.json, {"version": _VERSION, "kind": "process", "processes": [data for data, _ in told]}))
    if STDOUT in asked.json:
        return
    sys.stdout.write("\n\n".join("\n".join(lines) for _, lines in told) + "\n")


def _of_item(result: Evaluation, item: str, agreements: tuple[Agreement, ...]) -> tuple[dict[str, Any], list[str]]:
    work = process_of(result, item)
    found = list(_allocations(result, item, agreements))
    lines = [f"{work.agreement}  {item}", *(f"    {one.says}" for one in work.steps)]
    if not work.steps:
        lines.append("    no step is done for such an item")
    lines += [f"    whether {', '.join(steps)} is done depends on {field}" for field, steps in work.missing.items()]
    lines += [f"  {one.says}" for one in found if one.why_not is None]
    return {**work.to_dict(), "allocations": [one.to_dict() for one in found]}, lines


def _allocations(result: Evaluation, item: str, agreements: tuple[Agreement, ...]) -> Iterator[Allocation]:
    place = result.history.facts.items.ids.find(item)
    outcomes = result.outcomes.select(result.outcomes.array("item_row") == place)
    for name in dict.fromkeys(row["target"] for row in outcomes.only("target").to_records()):
        yield allocation_of(result, item, name, behind=agreements)


def _of_all(result: Evaluation) -> tuple[dict[str, Any], list[str]]:
    rows = steps_of(result).to_records()
    counts: dict[tuple[str, str], Counter[str]] = {}
    for row in rows:
        counts.setdefault((row["step"], row["owner"] or "nobody"), Counter())[row["state"]] += 1
    lines = [f"{result.agreement.id}  {counted(len(rows), 'step')} of {_items(rows)}"]
    for (name, owner), many in counts.items():
        told = ", ".join(f"{many[state]} {state}" for state in _STATES if many[state])
        lines.append(f"    {name} ({owner}): {told}")
    late = sorted((row for row in rows if row["late_by"] is not None), key=lambda row: row["late_by"], reverse=True)
    lines += [f"    {row['item']}  {_late(row)}" for row in late[:_LISTED]]
    if len(late) > _LISTED:
        lines.append(f"    and {len(late) - _LISTED} more")
    plain = [{name: _plain(value) for name, value in row.items()} for row in rows]
    head = {"contractkit": 1, "document": "item-steps", "version": 1}
    return {**head, "agreement": result.agreement.id, "steps": plain}, lines


def _late(row: dict[str, Any]) -> str:
    by = spent(ElapsedTime.from_timedelta(row["late_by"]))
    return f"{row['step']} ({row['owner'] or 'nobody'}): {row['state']}, {by}"


def _items(rows: list[dict[str, Any]]) -> str:
    return counted(len({row["item"] for row in rows}), "item")


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int):
        return value
    return value // timedelta(microseconds=1) if isinstance(value, timedelta) else value.isoformat()
