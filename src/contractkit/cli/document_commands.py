"""The commands about documents, as they are typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contractkit.cli import options as take
from contractkit.cli.endings import ending
from contractkit.cli.schema import RESULTS

__all__ = ["check", "explain", "format_", "schema"]


def check(
    path: take.Papers,
    *,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help="Read as a careful lawyer would: also list promises without measure or consequence and what is not "
            "agreed, score how complete the papers are, and exit 1 where anything is listed.",
        ),
    ] = False,
    output: take.Output,
) -> None:
    """List everything that is wrong in documents: file, line, clause, what is wrong, and the nearest right answer.

    Warnings are listed too, and do not keep the documents from loading.
    """
    with ending():
        from contractkit.cli.checking import check_documents

        check_documents(path, "strict" if strict else "usual", output.places)


def explain(
    path: take.Papers,
    clause: Annotated[
        str | None,
        typer.Argument(
            metavar="[CLAUSE]", help="Only this clause, with its history: 4.1, SLA-7/4.1, or the name of a row or term."
        ),
    ] = None,
    *,
    output: take.Output,
    locale: take.Locale = "en",
) -> None:
    """Tell clause by clause, in plain words, what the computer understood, to be compared with the paper.

    Each clause has its sentences, the file and line where it stands, what its text leaves open and what was taken
    instead, what this version does not compute, and the amendments that changed it.
    """
    with ending():
        from contractkit.cli.explaining import explain_documents

        explain_documents(path, clause, locale, output.places)


def format_(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Documents, or folders of documents.", exists=True)
    ],
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 if a document is not in canonical style.")
    ] = False,
) -> None:
    """Rewrite documents in canonical style: the meaning and the comments stay, blocks, rows and quotes become regular.

    A document with problems is left as it is, and its problems are listed. TOML is left alone.
    """
    with ending():
        from contractkit.cli.formatting import format_documents

        format_documents(paths, "check" if check else "write")


def schema(
    *,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="Only one kind of clause, such as time-target.")
    ] = None,
    document: Annotated[
        str | None,
        typer.Option(
            metavar="DOCUMENT",
            help="Only one kind of document: contract, sla, sop, catalogue, amendment, notice; or of results as data "
            f"and of what is told: {', '.join(RESULTS)}.",
        ),
    ] = None,
) -> None:
    """Write the language as JSON Schema to standard output: for completion in editors, and for other validators."""
    with ending():
        from contractkit.cli.schema import write_schema

        write_schema(kind, document)
