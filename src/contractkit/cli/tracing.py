"""``contractkit trace``: how the verdicts on one item came about, in the words of the clauses."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import attrs
import numpy as np

from contractkit.cli.dividing import divide
from contractkit.cli.endings import PROBLEMS, list_problems
from contractkit.cli.instants import AsOf
from contractkit.cli.progress import step
from contractkit.compiling import load_agreements
from contractkit.errors import DocumentRejected, FactsRejected, UsageError
from contractkit.evaluation import Evaluation, Trace, evaluate
from contractkit.facts import Facts
from contractkit.statements.traces import trace_text
from contractkit.statements.wording import language
from contractkit.terms import Agreement

__all__ = ["TraceRequest", "trace_item"]


@attrs.frozen
class TraceRequest:
    """What was asked for on the command line.

    Attributes:
        path: The documents.
        item: The id of the item.
        mapping: Which column is what.
        items: The table of items, or None.
        events: The table of events, or None.
        relief: The table of relief, or None.
        as_of: Up to when things are known, as it was typed.
        target: The target, by id, name, clause or row; None for every one that applied.
        locale: The language.
        form: Text for people, or JSON.
    """

    path: Path
    item: str
    mapping: Path
    items: Path | None
    events: Path | None
    as_of: str
    target: str | None = None
    locale: str = "en"
    form: Literal["json", "text"] = "text"
    relief: Path | None = None


def trace_item(request: TraceRequest) -> None:
    """Write how each verdict on one item came about.

    Raises:
        SystemExit: 1 where documents or facts have problems, which are listed.
        UsageError: There is no such item, no promise applied to it, or the request means nothing.
    """
    language(request.locale)
    as_of = AsOf.parse(request.as_of)
    if request.items is None and request.events is None:
        raise UsageError("nothing to judge: give --items, --events or both")
    agreements, facts = _read(request)
    division = divide(agreements, _alone(facts, request.item))
    if division.problems:
        raise FactsRejected(division.problems)
    found: list[tuple[Agreement, Trace]] = []
    for agreement, part in zip(agreements, division.parts, strict=True):
        if len(part.items):
            result = evaluate(agreement, part, as_of=as_of.instant(agreement.zone))
            found += [(result.agreement, trace) for trace in _traces(result, request)]
    if not found:
        raise UsageError(f"no promise applied to item {request.item!r}", item=request.item)
    if request.form == "json":
        sys.stdout.write(json.dumps([trace.to_dict() for _, trace in found], indent=2, ensure_ascii=False) + "\n")
        return
    pages = (trace_text(trace, agreement, request.locale) for agreement, trace in found)
    sys.stdout.write("\n\n".join(pages).replace("\u00a0", " ") + "\n")


def _read(request: TraceRequest) -> tuple[tuple[Agreement, ...], Facts]:
    try:
        with step("Reading documents"):
            agreements = tuple(load_agreements(request.path))
    except DocumentRejected as rejected:
        list_problems(rejected.problems)
        raise SystemExit(PROBLEMS) from None
    with step("Reading facts") as told:
        tables = {"items": request.items, "events": request.events, "relief": request.relief}
        facts = Facts.from_files(**tables, mapping=request.mapping, progress=told)
    return agreements, facts


def _alone(facts: Facts, item: str) -> Facts:
    place = facts.items.ids.find(item)
    if place is None:
        raise UsageError(f"there is no item {item!r}", item=item)
    mask = np.zeros(len(facts.items), np.bool_)
    mask[place] = True
    return facts.where(mask)


def _traces(result: Evaluation, request: TraceRequest) -> Iterator[Trace]:
    if request.target is not None:
        yield result.trace(request.item, request.target)
        return
    for row in result.outcomes.to_records():
        yield result.trace(request.item, row["target"], row["cycle"])
