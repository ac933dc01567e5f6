"""``contractkit conformance``: the answers of another system beside ours, case by case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.table import Table

from contractkit.cli.endings import PROBLEMS, counted
from contractkit.cli.json_output import Places, json_texts
from contractkit.cli.progress import step
from contractkit.cli.questioning import engine_called
from contractkit.cli.screens import a_screen
from contractkit.cli.writing import STDOUT, destinations, spare, write
from contractkit.errors import UsageError
from contractkit.testing.case_files import read_cases
from contractkit.testing.cases import CaseResult, run_cases, sums_by_source
from contractkit.testing.clocks.of_cases import run_on_clocks

__all__ = ["compare_cases"]


def compare_cases(
    path: Path,
    like: str | None,
    source: str | None,
    disputed: Literal["kept", "left out"],
    places: Places,
    engine: str | None = None,
) -> None:
    """Answer the cases of a file, and tell where the answers differ from the expected ones.

    Args:
        path: The file of cases.
        like: The preset under which to answer, or ``source`` for each case's own; None for our conventions.
        source: Only cases whose source has this text in it; None for all of them.
        disputed: Whether cases are asked in which the convention of the source is known to differ from ours.
        places: Where the JSON goes: a list with one object for each case.
        engine: The engine of clocks that answers, those cases alone that are questions about a clock; None for the
            calendars.

    Raises:
        SystemExit: 1 where an answer is not the expected one, be the case disputed or not.
        UsageError: The file, the preset or the source is none.
    """
    destinations(*places)
    spare(places, (path,), path)
    with step("Reading cases"):
        cases = read_cases(path)
    if source is not None:
        chosen = tuple(case for case in cases if source.casefold() in case.source.casefold())
        if not chosen:
            known = ", ".join(sorted({case.source.split(" ", 1)[0] for case in cases}))
            raise UsageError(f"{path} has no case whose source has {source!r} in it; the sources are {known}")
        cases = chosen
    if disputed == "left out":
        cases = tuple(case for case in cases if not case.disputed)
    with step("Answering cases"):
        results = run_cases(cases, like) if engine is None else run_on_clocks(cases, engine_called(engine))
    write(json_texts(places, [result.to_dict() for result in results]))
    if STDOUT not in places:
        _tell(results, like)
    if any(result.state != "agrees" for result in results):
        raise SystemExit(PROBLEMS)


def _tell(results: tuple[CaseResult, ...], like: str | None) -> None:
    console = a_screen("whole")
    _differences(console, results)
    console.print(_sums(results))
    total = counted(sum(result.state == "agrees" for result in results), "case agrees", "cases agree")
    console.print(f"{total} of {len(results)}.", highlight=False)
    if like is None and any(result.state == "disputed" for result in results):
        console.print(
            "In a disputed case the convention of the source differs from ours, and the answer is ours. "
            "--like source answers each case as its source does; --undisputed leaves such cases out.",
            highlight=False,
        )


def _differences(console: Console, results: tuple[CaseResult, ...]) -> None:
    for result in results:
        if result.state != "disagrees":
            continue
        record = result.to_dict()
        said = record.get("error") or f"answer {_word(record['answer'])}, expected {_word(record['expected'])}"
        console.print(f"{record['id']}  {record['op']}: {said}", highlight=False, markup=False)


def _word(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _sums(results: tuple[CaseResult, ...]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("Source")
    names = ("agrees", "disputed", "disagrees")
    for title in ("Cases", "Agree", "Disputed", "Disagree"):
        table.add_column(title, justify="right")
    sums = sums_by_source(results)
    for source, row in sums.items():
        table.add_row(source, str(sum(row.values())), *(str(row[name]) for name in names))
    totals = [sum(row[name] for row in sums.values()) for name in names]
    table.add_row("All", str(len(results)), *map(str, totals), end_section=True)
    return table
