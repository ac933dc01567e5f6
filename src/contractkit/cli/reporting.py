"""``contractkit report``: from files to a statement."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import attrs

from contractkit.cli.beside import Beside, unknown_items
from contractkit.cli.dividing import Division, divide
from contractkit.cli.endings import PROBLEMS, complain, counted, list_problems, stop
from contractkit.cli.in_term import in_term
from contractkit.cli.instants import AsOf
from contractkit.cli.json_output import Places, json_texts
from contractkit.cli.progress import step
from contractkit.cli.reading import Tables, agreements_in, refuse_other_files
from contractkit.cli.screens import a_screen
from contractkit.cli.strays import meant_otherwise, record_of_strays, strays_told
from contractkit.cli.writing import STDOUT, destinations, spare, write
from contractkit.errors import DocumentRejected, FactsRejected, Problem
from contractkit.evaluation import evaluate
from contractkit.facts import Facts
from contractkit.quantities.periods import Period
from contractkit.settlement import settle
from contractkit.statements import Statement, page, terminal
from contractkit.statements.rows import named
from contractkit.statements.wording import language
from contractkit.terms import Agreement

__all__ = ["Request", "report_period"]

_VERSION = 1


@attrs.frozen
class Request:
    """What was asked for on the command line.

    Attributes:
        path: The documents.
        tables: What happened.
        period: The period as it was typed.
        as_of: Up to when things are known, as it was typed.
        html: Where the page goes; None for nowhere.
        json: Where the JSON goes.
        rows: Whether a row that contradicts itself, or an item that cannot be judged, is a reason to exit with 1.
        locale: The language of the statement.
        beside: What was written down beside the items; without it the statement says nothing of what was delivered.
    """

    path: Path
    tables: Tables
    period: str
    as_of: str
    html: Path | None = None
    json: Places = ()
    rows: Literal["strict", "lenient"] = "lenient"
    locale: str = "en"
    beside: Beside = attrs.field(factory=Beside)


def report_period(request: Request) -> None:
    """Judge and settle one period of every agreement, show it, and write what was asked for.

    Raises:
        SystemExit: 1 where documents or facts have problems; nothing was then written.
        UsageError: the request means nothing.
    """
    language(request.locale)
    Period.parse(request.period, made_of="months")
    as_of = AsOf.parse(request.as_of)
    destinations(request.html, *request.json)
    request.beside.check()
    spare((request.html, *request.json), (*request.tables.files, *request.beside.files), request.path)
    request.tables.check("nothing to judge")
    refuse_other_files(request.path)
    known, facts = _read(request)
    agreements = in_term(known, request.period)
    division = divide(agreements, facts, tuple(one for one in known if one not in agreements))
    if division.problems:
        raise FactsRejected(division.problems)
    statements = [
        _state(agreement, part, as_of, request, known)
        for agreement, part in zip(agreements, division.parts, strict=True)
    ]
    found = _row_problems(facts, statements)
    if request.rows == "strict":
        by_rule = {note.code for note in facts.notes if note.weight == "listed"}
        _refuse((*meant_otherwise(division.strays), *(problem for problem in found if problem.code not in by_rule)))
    _write(request, statements, facts, division, found)
    if STDOUT not in (request.html, *request.json):
        terminal.show(statements, a_screen())
    _tell_set_aside(request, division, known)
    list_problems(problem for one in statements if one.delivery for problem in one.delivery.problems)
    for item in unknown_items([one.delivery for one in statements if one.delivery], list(map(str, facts.items.ids))):
        complain(f"contractkit: set aside: something was told of {item}, and there is no such item")
    _tell_rows(request, found, statements)


def _read(request: Request) -> tuple[tuple[Agreement, ...], Facts]:
    """Read documents and facts, and refuse both together, so that all problems are listed at once."""
    problems: list[Problem] = []
    agreements: tuple[Agreement, ...] = ()
    facts: Facts | None = None
    try:
        agreements = agreements_in(request.path)
        problems.extend(
            entry.problem()
            for agreement in agreements
            for entry in agreement.not_computed
            if entry.since is None or entry.since < agreement.period(request.period).end
        )
    except DocumentRejected as rejected:
        problems.extend(rejected.problems)
    try:
        facts = request.tables.read()
    except FactsRejected as rejected:
        problems.extend(rejected.problems)
    if problems or facts is None:
        raise FactsRejected(problems)
    return agreements, facts


def _state(
    agreement: Agreement, facts: Facts, as_of: AsOf, request: Request, agreements: Sequence[Agreement]
) -> Statement:
    period = agreement.period(request.period)
    known = request.beside.known(agreement, agreements, request.period)
    with step(f"Judging {agreement.id}") as told:
        evaluation = evaluate(agreement, facts, as_of=as_of.instant(agreement.zone), progress=told)
    settlement, _ledger = settle(agreement, evaluation, facts, period=period, told=known)
    delivery = None
    if request.beside.files:
        delivery = request.beside.delivery(agreement, agreements, evaluation, request.period)
    return Statement(agreement, evaluation, settlement, facts, locale=request.locale, delivery=delivery, told=known)


def _row_problems(facts: Facts, statements: Sequence[Statement]) -> tuple[Problem, ...]:
    """Return what is wrong in rows, each problem once: found while reading, and found while judging."""
    judged = (problem for statement in statements for problem in statement.contents.problems)
    return tuple(dict.fromkeys((*named(facts.problems, facts), *judged)))


def _refuse(found: Sequence[Problem]) -> None:
    if found:
        list_problems(found)
        many = counted(len(found), "problem")
        stop(PROBLEMS, f"{many} in the rows, and --strict was given; nothing was written")


def _write(
    request: Request,
    statements: Sequence[Statement],
    facts: Facts,
    division: Division,
    problems: Sequence[Problem],
) -> None:
    texts: dict[Path, str] = {}
    with step("Writing the statement"):
        if request.html is not None:
            texts[request.html] = page(statements)
        if request.json:
            texts |= json_texts(request.json, _record(statements, facts, division, problems))
        write(texts)


def _record(
    statements: Sequence[Statement], facts: Facts, division: Division, problems: Sequence[Problem]
) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "kind": "report",
        "statements": [statement.to_dict() for statement in statements],
        "facts": {
            "counts": dict(facts.counts),
            "items_of_other_customers": record_of_strays(division.strays),
            "assumptions": [one.to_dict() for one in division.assumptions],
            "problems": [problem.to_dict() for problem in problems],
        },
    }


def _tell_set_aside(request: Request, division: Division, known: Sequence[Agreement]) -> None:
    """Say on standard error what belongs to no statement, and what was taken: nothing is dropped in silence."""
    for line in strays_told(division.strays, request.period, known):
        complain(f"contractkit: set aside: {line}")
    for assumption in division.assumptions:
        complain(f"contractkit: assumed: {assumption.says}")


def _tell_rows(request: Request, found: Sequence[Problem], statements: Sequence[Statement]) -> None:
    """Say on standard error how many rows have problems, and list those that are listed nowhere else."""
    if not found:
        return
    shown = {problem for statement in statements for problem in statement.contents.problems}
    nowhere: Sequence[Problem] = ()
    if not request.json:
        nowhere = found if request.html is None else [problem for problem in found if problem not in shown]
    said = f"contractkit: {counted(len(found), 'problem')} in the rows of the facts"
    if nowhere:
        elsewhere = len(found) - len(nowhere)
        complain(f"{said}; {elsewhere} on the page, {len(nowhere)} of no agreement:" if elsewhere else f"{said}:")
        list_problems(nowhere)
    else:
        where = "in the statement of its agreement" if not request.json else "in the JSON"
        complain(f"{said}; each is listed {where}")
