"""The commands that judge a period or one item, and that hold what was delivered against what was agreed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contractkit.cli import options as take
from contractkit.cli.endings import ending

__all__ = ["delivered", "report", "trace"]


def report(
    path: take.Papers,
    *,
    mapping: take.Mapping,
    period: take.Period,
    as_of: take.AsOf,
    items: take.Items = None,
    events: take.Events = None,
    feedback: take.Feedback = None,
    relief: take.Relief = None,
    beside: take.Beside = None,
    facts: take.Facts = None,
    html: take.Html = None,
    output: take.Output,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help="Exit 1, and write nothing, also where rows have problems or items are undetermined."
        ),
    ] = False,
    locale: take.Locale = "en",
) -> None:
    """Judge what happened against what was agreed: verdicts, money and a statement of one period.

    PATH may hold several contracts: each judges the items whose field `customer` is the code of its customer. Tables go
    to standard output, unless JSON or the page does.
    """
    with ending():
        from contractkit.cli.beside import Beside
        from contractkit.cli.reading import Tables
        from contractkit.cli.reporting import Request, report_period

        report_period(
            Request(
                path=path,
                tables=Tables(mapping, items, events, feedback, relief),
                period=period,
                as_of=as_of,
                html=html,
                json=output.places,
                rows="strict" if strict else "lenient",
                locale=locale,
                beside=Beside(beside, tuple(facts or ())),
            )
        )


def trace(
    path: take.Papers,
    item: take.Item,
    *,
    mapping: take.Mapping,
    as_of: take.AsOf,
    items: take.Items = None,
    events: take.Events = None,
    relief: take.Relief = None,
    target: Annotated[
        str | None,
        typer.Option(metavar="TARGET", help="Only this promise, by its clause, name or row; else every one."),
    ] = None,
    output: take.Output,
    locale: take.Locale = "en",
) -> None:
    """Tell how the verdicts on one item came about: what counted, what did not and why, in the words of the clauses."""
    with ending():
        from contractkit.cli.reading import Tables
        from contractkit.cli.tracing import TraceRequest, trace_item

        trace_item(
            TraceRequest(
                path=path,
                item=item,
                tables=Tables(mapping, items, events, relief=relief),
                as_of=as_of,
                target=target,
                locale=locale,
                json=output.places,
            )
        )


def delivered(
    path: take.Papers,
    *,
    mapping: take.Mapping,
    period: take.Period,
    as_of: take.AsOf,
    items: take.Items = None,
    events: take.Events = None,
    agreement: take.AgreementId = None,
    beside: take.Beside = None,
    facts: take.Facts = None,
    html: take.Html = None,
    output: take.Output,
    proposals: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Write what was decided, or became standard, as amendments that nobody has signed.",
        ),
    ] = None,
    quotes: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write the draft quotes that are not sent yet, as texts.")
    ] = None,
    locale: take.Locale = "en",
) -> None:
    """Tell what was delivered against what was agreed: volumes, work outside, favours, grey items, quotes, warnings.

    Work outside the agreement is priced at the rates and catalogue prices of the papers, as far as it is told how long
    it took.
    """
    with ending():
        from contractkit.cli.beside import Beside
        from contractkit.cli.delivering import DeliveredRequest, tell_delivered
        from contractkit.cli.reading import Tables

        tell_delivered(
            DeliveredRequest(
                path=path,
                tables=Tables(mapping, items, events),
                period=period,
                as_of=as_of,
                agreement=agreement,
                beside=Beside(beside, tuple(facts or ())),
                html=html,
                json=output.places,
                proposals=proposals,
                quotes=quotes,
                locale=locale,
            )
        )
