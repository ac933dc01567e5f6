"""``contractkit check``: everything that is wrong in documents, and what they leave open."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from contractkit.cli.dividing import shared_codes
from contractkit.cli.endings import PROBLEMS, counted, list_problems
from contractkit.cli.progress import step
from contractkit.compiling import load_agreements
from contractkit.errors import DocumentRejected, Problem
from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.terms import Agreement

__all__ = ["check_documents"]

_VERSION = 1


def check_documents(path: Path, open_readings: Literal["strict", "lenient"], form: Literal["json", "text"]) -> None:
    """List what is wrong in the documents under `path`, and where their text leaves a convention open.

    Args:
        path: A document or a folder of documents.
        open_readings: Whether a convention that the text leaves open is a reason to exit with 1.
        form: Lines for people, or JSON on standard output.

    Raises:
        SystemExit: 1 where documents have problems, or where they leave something open and that is asked for.
    """
    with step("Reading documents"):
        agreements, problems = _read(path)
    if form == "json":
        sys.stdout.write(json.dumps(_record(problems, agreements), indent=2, ensure_ascii=False) + "\n")
    else:
        list_problems(problems, _say)
        _tell(problems, agreements)
    left_open = any(agreement.assumptions for agreement in agreements)
    if problems or (open_readings == "strict" and left_open):
        raise SystemExit(PROBLEMS)


def _read(path: Path) -> tuple[tuple[Agreement, ...], tuple[Problem, ...]]:
    try:
        agreements = load_agreements(path)
    except DocumentRejected as rejected:
        return (), rejected.problems
    return agreements, shared_codes(agreements)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _tell(problems: Sequence[Problem], agreements: tuple[Agreement, ...]) -> None:
    for agreement in agreements:
        facts = (
            counted(len(agreement.documents), "document"),
            counted(len(agreement.clauses), "clause"),
            counted(len(agreement.targets), "target"),
            f"{counted(len(agreement.assumptions), 'convention')} left open",
        )
        _say(f"{agreement.id}  {agreement.title}: {', '.join(facts)}")
        for assumption in agreement.assumptions:
            _say(f"    {_assumption_line(assumption)}")
        for entry in agreement.not_computed:
            _say(f"    not computed by this version: {entry}")
    _say(f"{counted(len(problems), 'problem')}.")


def _place(ref: ClauseRef) -> str:
    return str(ref) if ref.file is None or ref.line is None else f"{ref} ({ref.file}:{ref.line})"


def _assumption_line(assumption: Assumption) -> str:
    others = f"; could also be {', '.join(assumption.alternatives)}" if assumption.alternatives else ""
    where = "" if assumption.clause is None else f"{_place(assumption.clause)}: "
    return f"{where}{assumption.convention}: taken {assumption.taken}{others}"


def _record(problems: Sequence[Problem], agreements: tuple[Agreement, ...]) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "kind": "check",
        "problems": [problem.to_dict() for problem in problems],
        "agreements": [
            {
                "id": agreement.id,
                "title": agreement.title,
                "documents": [head.id for head in agreement.documents],
                "clauses": len(agreement.clauses),
                "targets": [target.id for target in agreement.targets],
                "assumptions": [_assumption(one) for one in agreement.assumptions],
                "not_computed": [entry.to_dict() for entry in agreement.not_computed],
            }
            for agreement in agreements
        ],
    }


def _assumption(assumption: Assumption) -> dict[str, Any]:
    ref = assumption.clause
    place = {"file": None, "line": None} if ref is None else {"file": ref.file, "line": ref.line}
    return {**assumption.to_dict(), **place}
