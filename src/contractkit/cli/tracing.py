"""``contractkit trace``: how the verdicts on one item came about, in the words of the clauses."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import attrs

from contractkit.cli.dividing import divide
from contractkit.cli.instants import AsOf
from contractkit.cli.json_output import Places, json_texts
from contractkit.cli.progress import step
from contractkit.cli.reading import Tables, agreements_in
from contractkit.cli.writing import STDOUT, destinations, spare, write
from contractkit.errors import FactsRejected, UsageError
from contractkit.evaluation import Evaluation, Trace, evaluate
from contractkit.statements.traces.text import trace_text
from contractkit.statements.wording import language
from contractkit.terms import Agreement

__all__ = ["TraceRequest", "trace_item"]

_VERSION = 1


@attrs.frozen
class TraceRequest:
    """What was asked for on the command line.

    Attributes:
        path: The documents.
        item: The id of the item.
        tables: What happened.
        as_of: Up to when things are known, as it was typed.
        target: The target, by id, name, clause or row; None for every one that applied.
        locale: The language.
        json: Where the JSON goes.
    """

    path: Path
    item: str
    tables: Tables
    as_of: str
    target: str | None = None
    locale: str = "en"
    json: Places = ()


def trace_item(request: TraceRequest) -> None:
    """Write how each verdict on one item came about.

    Raises:
        SystemExit: 1 where documents or facts have problems, which are listed.
        UsageError: There is no such item, no promise applied to it, or the request means nothing.
    """
    language(request.locale)
    as_of = AsOf.parse(request.as_of)
    request.tables.check("nothing to judge")
    destinations(*request.json)
    spare(request.json, request.tables.files, request.path)
    agreements = agreements_in(request.path)
    division = divide(agreements, request.tables.read_alone(request.item))
    if division.problems:
        raise FactsRejected(division.problems)
    if not any(len(part.items) for part in division.parts):
        raise UsageError(f"item {request.item!r} belongs to no customer of these agreements", item=request.item)
    found: list[tuple[Agreement, Trace]] = []
    for agreement, part in zip(agreements, division.parts, strict=True):
        if len(part.items):
            with step(f"Judging {request.item}"):
                result = evaluate(agreement, part, as_of=as_of.instant(agreement.zone))
            found += [(result.agreement, trace) for trace in _traces(result, request)]
    if not found:
        says = f"no promise applied to item {request.item!r}, as far as was known at {request.as_of}"
        raise UsageError(says, item=request.item)
    record = {"version": _VERSION, "kind": "trace", "traces": [trace.to_dict() for _, trace in found]}
    write(json_texts(request.json, record))
    if STDOUT in request.json:
        return
    pages = (trace_text(trace, agreement, request.locale) for agreement, trace in found)
    sys.stdout.write("\n\n".join(pages).replace("\u00a0", " ") + "\n")


def _traces(result: Evaluation, request: TraceRequest) -> Iterator[Trace]:
    if request.target is not None:
        yield result.trace(request.item, request.target)
        return
    for row in result.outcomes.to_records():
        yield result.trace(request.item, row["target"], row["cycle"])
