"""``contractkit check``: everything that is wrong in documents, what is hardly meant, and what they leave open."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import attrs

from contractkit.cli.dividing import shared_codes
from contractkit.cli.endings import PROBLEMS, counted, list_problems
from contractkit.cli.json_output import Places, json_texts
from contractkit.cli.progress import step
from contractkit.cli.reading import refuse_other_files
from contractkit.cli.writing import STDOUT, destinations, spare, write
from contractkit.compiling import Examined, examine
from contractkit.errors import Problem
from contractkit.process.chain_proof import ChainProof
from contractkit.process.proving import chain_proofs
from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.settlement.own_periods.apart import apart_at_first
from contractkit.terms import Agreement
from contractkit.terms.completeness import Completeness
from contractkit.terms.provisions.figure_target import FigureTarget

__all__ = ["check_documents"]

_VERSION = 1
_NAMES = {"contract": "contract", "sla": "service levels", "sop": "working agreements"}


def check_documents(path: Path, look: Literal["strict", "usual"], json: Places) -> None:
    """List what is wrong in the documents under `path`, what is hardly meant, and what their text leaves open.

    Args:
        path: A document or a folder of documents.
        look: ``strict`` also lists what a careful reader would miss, and scores how complete the papers are.
        json: Where the JSON goes.

    Raises:
        SystemExit: 1 where documents have problems; with a strict look also where they have warnings or advice.
    """
    destinations(*json)
    spare(json, (), path)
    refuse_other_files(path)
    with step("Reading documents"):
        found = _examined(path, look)
        proofs = chain_proofs(found.agreements) if not found.errors else ()
        found = attrs.evolve(found, problems=tuple(_with_proofs(found.problems, proofs, look)))
    write(json_texts(json, _record(found, proofs)) if json else {})
    if STDOUT not in json:
        list_problems(found.problems, _say)
        _tell(found, look, proofs)
    if found.errors or (look == "strict" and found.problems):
        raise SystemExit(PROBLEMS)


def _examined(path: Path, look: Literal["strict", "usual"]) -> Examined:
    found = examine(path, look)
    shared = shared_codes(found.agreements) if not found.errors else ()
    return attrs.evolve(found, problems=(*shared, *found.problems))


def _with_proofs(
    problems: Sequence[Problem], proofs: Sequence[ChainProof], look: Literal["strict", "usual"]
) -> Iterator[Problem]:
    """Yield problems: what a proof says of its links takes the place of what adding up their times said."""
    links = [link.clause for proof in proofs if proof.verdict != "not-proved" for link in proof.chain.links]
    proved = {(ref.file, f"clause {ref.clause}") for ref in links}
    for problem in problems:
        added_up = problem.code == "does-not-fit" and (problem.file, str(problem.where).split(" > ")[0]) in proved
        if not added_up:
            yield problem
    for found in (proof.problem for proof in proofs):
        if found is not None and (look == "strict" or found.severity != "advice"):
            yield found


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _tell(found: Examined, look: Literal["strict", "usual"], proofs: Sequence[ChainProof]) -> None:
    for agreement in found.agreements:
        figures = agreement.provisions_of(FigureTarget)
        facts = (
            counted(len(agreement.documents), "document"),
            counted(len(agreement.clauses), "clause"),
            counted(len(agreement.targets), "target"),
            *([counted(len(figures), "figure target")] if figures else []),
            f"{counted(len(agreement.assumptions), 'convention')} left open",
        )
        _say(f"{agreement.id}  {agreement.title}: {', '.join(facts)}")
        if look == "strict":
            for line in _score_lines(agreement.completeness):
                _say(f"    {line}")
        for assumption in agreement.assumptions:
            _say(f"    {_assumption_line(assumption)}")
        for entry in (*agreement.not_computed, *apart_at_first(agreement)):
            _say(f"    not computed by this version: {entry}")
        for proof in proofs:
            if proof.chain.agreement == agreement.id and proof.verdict != "too-long":
                _say(f"    {'proved' if proof.verdict == 'fits' else 'not proved'}: {proof.says}")
    _say(f"{_summary(found.problems)}.")


def _summary(problems: Sequence[Problem]) -> str:
    many = {weight: sum(one.severity == weight for one in problems) for weight in ("error", "warning", "advice")}
    parts = [counted(many["error"], "problem")]
    if many["warning"]:
        parts.append(counted(many["warning"], "warning"))
    if many["advice"]:
        parts.append(counted(many["advice"], "piece of advice", "pieces of advice"))
    return ", ".join(parts)


def _score_lines(score: Completeness) -> list[str]:
    lines = [f"complete: {_percent(score)}"]
    for document in ("contract", "sla", "sop"):
        missing = ", ".join(str(point) for point in score.missing(document))
        told = f"; missing: {missing}" if missing else ""
        lines.append(f"    {_NAMES[document]}: {_percent(score, document)}{told}")
    return lines


def _percent(score: Completeness, document: Literal["contract", "sla", "sop"] | None = None) -> str:
    share = score.share(document)
    return f"{share.numerator * 100 // share.denominator} %"


def _place(ref: ClauseRef) -> str:
    return str(ref) if ref.file is None or ref.line is None else f"{ref} ({ref.file}:{ref.line})"


def _assumption_line(assumption: Assumption) -> str:
    others = f"; could also be {', '.join(assumption.alternatives)}" if assumption.alternatives else ""
    where = "" if assumption.clause is None else f"{_place(assumption.clause)}: "
    return f"{where}{assumption.convention}: taken {assumption.taken}{others}"


def _record(found: Examined, proofs: Sequence[ChainProof]) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "kind": "check",
        "problems": [problem.to_dict() for problem in found.errors],
        "warnings": [problem.to_dict() for problem in found.problems if problem.severity == "warning"],
        "advice": [problem.to_dict() for problem in found.problems if problem.severity == "advice"],
        "agreements": [_agreement(agreement) for agreement in found.agreements],
        "proofs": [proof.to_dict() for proof in proofs],
    }


def _agreement(agreement: Agreement) -> dict[str, Any]:
    return {
        "id": agreement.id,
        "title": agreement.title,
        "documents": [head.id for head in agreement.documents],
        "clauses": len(agreement.clauses),
        "targets": [target.id for target in agreement.targets],
        "assumptions": [_assumption(one) for one in agreement.assumptions],
        "not_computed": [one.to_dict() for one in (*agreement.not_computed, *apart_at_first(agreement))],
        "completeness": agreement.completeness.to_dict(),
    }


def _assumption(assumption: Assumption) -> dict[str, Any]:
    ref = assumption.clause
    place = {"file": None, "line": None} if ref is None else {"file": ref.file, "line": ref.line}
    return {**assumption.to_dict(), **place}
