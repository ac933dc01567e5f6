"""``contractkit report``: from files to a statement."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import attrs

from contractkit.cli.dividing import Division, divide
from contractkit.cli.endings import PROBLEMS, complain, list_problems, stop
from contractkit.cli.instants import AsOf
from contractkit.cli.progress import step
from contractkit.cli.writing import STDOUT, destinations, write
from contractkit.compiling import load_agreements
from contractkit.errors import DocumentRejected, FactsRejected, PeriodError, Problem, UsageError
from contractkit.evaluation import evaluate
from contractkit.facts import Facts
from contractkit.quantities.periods import Period
from contractkit.settlement import settle
from contractkit.statements import Statement, page, terminal
from contractkit.statements.wording import language
from contractkit.terms import Agreement

__all__ = ["Request", "report_period"]

_VERSION = 1


@attrs.frozen
class Request:
    """What was asked for on the command line.

    Attributes:
        path: The documents.
        mapping: Which column is what.
        items: The table of items, or None.
        events: The table of events, or None.
        feedback: The table of feedback, or None.
        period: The period as it was typed.
        as_of: Up to when things are known, as it was typed.
        html: Where the page goes; None for nowhere.
        json: Where the JSON goes; None for nowhere.
        rows: Whether a row that contradicts itself is a reason to exit with 1.
        locale: The language of the statement.
    """

    path: Path
    mapping: Path
    items: Path | None
    events: Path | None
    feedback: Path | None
    period: str
    as_of: str
    html: Path | None = None
    json: Path | None = None
    rows: Literal["strict", "lenient"] = "lenient"
    locale: str = "en"


def report_period(request: Request) -> None:
    """Judge and settle one period of every agreement, show it, and write what was asked for.

    Raises:
        SystemExit: 1 where documents or facts have problems; nothing was then written.
        UsageError: the request means nothing.
    """
    language(request.locale)
    period, as_of = Period.parse(request.period), AsOf.parse(request.as_of)
    destinations(request.html, request.json)
    if request.items is None and request.events is None:
        raise UsageError("nothing to judge: give --items, --events or both")
    agreements, facts = _read(request)
    agreements = _in_term(agreements, period)
    division = divide(agreements, facts)
    if division.problems:
        raise FactsRejected(division.problems)
    statements = [
        _state(agreement, part, period, as_of, request.locale)
        for agreement, part in zip(agreements, division.parts, strict=True)
    ]
    _refuse_rows(request, facts, statements)
    _write(request, statements, facts, division)
    if STDOUT not in (request.html, request.json):
        terminal.show(statements)
    _tell_set_aside(_row_problems(facts, statements), division)


def _read(request: Request) -> tuple[tuple[Agreement, ...], Facts]:
    """Read documents and facts, and refuse both together, so that all problems are listed at once."""
    problems: list[Problem] = []
    agreements: tuple[Agreement, ...] = ()
    facts: Facts | None = None
    try:
        with step("Reading documents"):
            agreements = tuple(load_agreements(request.path))
    except DocumentRejected as rejected:
        problems.extend(rejected.problems)
    try:
        with step("Reading facts") as told:
            facts = Facts.from_files(
                request.items, request.events, request.feedback, mapping=request.mapping, progress=told
            )
    except FactsRejected as rejected:
        problems.extend(rejected.problems)
    if problems or facts is None:
        raise FactsRejected(problems)
    return agreements, facts


def _in_term(agreements: Sequence[Agreement], period: Period) -> tuple[Agreement, ...]:
    """Return the agreements that hold on some date of the period; the others are told."""
    inside = tuple(agreement for agreement in agreements if _holds(agreement, period))
    outside = [_outside(agreement, period) for agreement in agreements if agreement not in inside]
    if not inside:
        raise FactsRejected(outside)
    for problem in outside:
        complain(f"contractkit: set aside: {problem.says}")
    return inside


def _holds(agreement: Agreement, period: Period) -> bool:
    term = agreement.term
    return term is None or (term.start < period.end and (term.end is None or period.start < term.end))


def _outside(agreement: Agreement, period: Period) -> Problem:
    term = agreement.term
    if term is None:
        raise PeriodError(f"{agreement.id} has no term")
    end = "" if term.end is None else f" up to, and not including, {term.end.isoformat()}"
    return Problem(
        "period-outside-term",
        f"{period.label} lies outside the term of {agreement.id}, which holds from {term.start.isoformat()}{end}",
        file=term.clause.file,
        line=term.clause.line,
        where=f"clause {term.clause.clause}",
        hint="ask for a period within the term",
    )


def _state(agreement: Agreement, facts: Facts, period: Period, as_of: AsOf, locale: str) -> Statement:
    with step(f"Judging {agreement.id}") as told:
        evaluation = evaluate(agreement, facts, as_of=as_of.instant(agreement.zone), progress=told)
    settlement, _ledger = settle(agreement, evaluation, facts, period=period)
    return Statement(agreement, evaluation, settlement, facts, locale=locale)


def _row_problems(facts: Facts, statements: Sequence[Statement]) -> tuple[Problem, ...]:
    """Return what is wrong in rows, each problem once: found while reading, and found while judging."""
    judged = (problem for statement in statements for problem in statement.evaluation.problems)
    return tuple(dict.fromkeys((*facts.problems, *judged)))


def _refuse_rows(request: Request, facts: Facts, statements: Sequence[Statement]) -> None:
    found = _row_problems(facts, statements)
    if request.rows == "strict" and found:
        list_problems(found)
        many = len(found)
        stop(
            PROBLEMS,
            f"{many} problem{'' if many == 1 else 's'} in the rows, and --strict was given; nothing was written",
        )


def _write(request: Request, statements: Sequence[Statement], facts: Facts, division: Division) -> None:
    texts: dict[Path, str] = {}
    with step("Writing the statement"):
        if request.html is not None:
            texts[request.html] = page(statements)
        if request.json is not None:
            texts[request.json] = json.dumps(_record(statements, facts, division), indent=1, ensure_ascii=False) + "\n"
        write(texts)


def _record(statements: Sequence[Statement], facts: Facts, division: Division) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "kind": "report",
        "statements": [statement.to_dict() for statement in statements],
        "facts": {
            "counts": dict(facts.counts),
            "items_of_other_customers": [{"customer": code, "items": many} for code, many in division.others.items()],
            "problems": [problem.to_dict() for problem in facts.problems],
        },
    }


def _tell_set_aside(problems: Sequence[Problem], division: Division) -> None:
    """Say on standard error what belongs to no statement: nothing is dropped in silence."""
    for code, many in division.others.items():
        of = "without a customer" if code is None else f"of customer {code}, who has no agreement here"
        complain(f"contractkit: set aside: {many} item{'' if many == 1 else 's'} {of}")
    rows = len(problems)
    if rows:
        complain(
            f"contractkit: {rows} row{'' if rows == 1 else 's'} of the facts contradict themselves or could not be "
            "used; each is listed in the JSON and in the statement of its agreement"
        )
