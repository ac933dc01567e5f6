"""The command about obligations and its options, as it is typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from contractkit.cli.endings import ending
from contractkit.cli.obliging import ObligationsRequest, list_obligations
from contractkit.errors import UsageError

__all__ = ["obligations"]


def obligations(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH",
            help="A document or a folder of documents (YAML, JSON), with one or several contracts.",
            exists=True,
        ),
    ],
    *,
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="The first due date.")],
    last: Annotated[str, typer.Option("--to", metavar="DATE", help="The last due date; it counts too.")],
    agreement: Annotated[str | None, typer.Option(metavar="ID", help="Only this agreement; else all of them.")] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="The day on which it is asked, which decides what is open, missed or lapsed; what is due on that day "
            "can still be done. Left out, the first date, or the day of the last event.",
        ),
    ] = None,
    events: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="What was recorded: done, waived, suspended and so on (CSV with id, obligation, what, at).",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    settled: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="What 'contractkit settle --json' wrote: credits that wait for a claim, rights that came about. May "
            "be given several times.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    ics: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a file for calendar programs; - is standard output.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a page to look at; - is standard output.")
    ] = None,
    decisions: Annotated[
        bool, typer.Option("--decisions", help="Show only what somebody has to decide about: notice, claims, rights.")
    ] = False,
    why: Annotated[bool, typer.Option("--why", help="Also show how each date came about.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Write JSON to standard output.")] = False,
    locale: Annotated[str, typer.Option("--locale", metavar="LANGUAGE", help="The language: en or nl.")] = "en",
) -> None:
    """List what is owed, may be done or happens between two dates: notice, renewal, reports, certificates, prices.

    Dates are counted by the calendar from the term as it stands, renewed or not; they never move forward. What the
    papers say and nobody can date is listed on standard error.
    """
    with ending():
        if decisions and why:
            raise UsageError("--decisions and --why show different things; give one of them")
        show: Literal["all", "decisions", "why"] = "decisions" if decisions else "why" if why else "all"
        list_obligations(
            ObligationsRequest(
                path=path,
                first=first,
                last=last,
                agreement=agreement,
                as_of=as_of,
                events=events,
                settled=tuple(settled or ()),
                ics=ics,
                html=html,
                show=show,
                form="json" if json else "text",
                locale=locale,
            )
        )
