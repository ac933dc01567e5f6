"""The commands about many contracts, as they are typed: calls, dates, the portfolio itself, and contracts compared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from contractkit.cli import options as take
from contractkit.cli.endings import ending
from contractkit.errors import UsageError

__all__ = ["compare", "entitlement", "obligations", "portfolio"]


def entitlement(
    path: take.PapersOrSaved,
    says: Annotated[
        list[str],
        typer.Argument(metavar="FIELD=WORD...", help="What the request says: customer=... service=... priority=..."),
    ],
    *,
    at: Annotated[
        str,
        typer.Option(
            "--at", metavar="WHEN", help="When the request opens: an instant with its offset: 2026-02-17T10:05+01:00."
        ),
    ],
    items: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Requests of the past: how long such ones took.", exists=True, dir_okay=False
        ),
    ] = None,
    events: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What happened to those.", exists=True, dir_okay=False)
    ] = None,
    mapping: take.MappingOrNone = None,
    facts: take.Facts = None,
    html: take.Html = None,
    output: take.Output,
    locale: take.Locale = "en",
) -> None:
    """Say what was promised about a request: level, due times, price, in scope or not, next step, whom to call.

    What is missing is asked for, and where contracts contradict each other both are shown.
    """
    with ending():
        from contractkit.cli.entitling import EntitlementRequest, tell_entitlement

        tell_entitlement(
            EntitlementRequest(
                path=path,
                says=tuple(says),
                at=at,
                mapping=mapping,
                items=items,
                events=events,
                facts=tuple(facts or ()),
                html=html,
                json=output.places,
                locale=locale,
            )
        )


def obligations(
    path: take.PapersOrSaved,
    *,
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="The first due date: 2026-09-01.")],
    last: Annotated[str, typer.Option("--to", metavar="DATE", help="The last due date; it counts too.")],
    agreement: take.AgreementId = None,
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
            help="What 'contractkit settle --json-out' wrote: credits that wait for a claim, rights that came about. "
            "May be given several times.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    ics: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a file for calendar programs; - is standard output.")
    ] = None,
    html: take.Html = None,
    decisions: Annotated[
        bool, typer.Option("--decisions", help="Show only what somebody has to decide about: notice, claims, rights.")
    ] = False,
    why: Annotated[bool, typer.Option("--why", help="Also show how each date came about.")] = False,
    output: take.Output,
    locale: take.Locale = "en",
) -> None:
    """List what is owed, may be done or happens between two dates: notice, renewal, reports, certificates, prices.

    Dates are counted by the calendar from the term as it stands, renewed or not; they never move forward. What the
    papers say and nobody can date is listed on standard error.
    """
    with ending():
        from contractkit.cli.obliging import ObligationsRequest, list_obligations

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
                json=output.places,
                locale=locale,
            )
        )


def portfolio(
    path: take.PapersOrSaved,
    *,
    save: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Save the portfolio, so that it opens in a moment.")
    ] = None,
    decisions: Annotated[
        str | None,
        typer.Option(
            "--decisions-from",
            metavar="DATE",
            help="List which contracts need a decision in the 90 days from this date on.",
        ),
    ] = None,
    days: Annotated[int, typer.Option(metavar="DAYS", help="How many days instead of 90.", min=1)] = 90,
    assumptions: Annotated[
        bool, typer.Option("--assumptions", help="Count the readings that the texts leave open.")
    ] = False,
    output: take.Output,
    locale: take.Locale = "en",
) -> None:
    """Tell of many contracts at once: how many, which decisions come, which readings the texts leave open.

    With --save all of them are kept compiled in one file, which this command, entitlement, obligations and compare read
    as they read folders.
    """
    with ending():
        from contractkit.cli.portfolios import PortfolioRequest, tell_portfolio

        tell_portfolio(
            PortfolioRequest(
                path=path,
                save=save,
                decisions=decisions,
                days=days,
                show="assumptions" if assumptions else "contracts",
                json=output.places,
                locale=locale,
            )
        )


def compare(
    path: take.PapersOrSaved,
    *,
    mapping: take.Mapping,
    period: take.CommonPeriod,
    as_of: take.AsOf,
    items: take.Items = None,
    events: take.Events = None,
    feedback: take.Feedback = None,
    relief: take.Relief = None,
    html: take.Html = None,
    svg: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the drawing alone to FILE; - is standard output.")
    ] = None,
    output: take.Output,
    locale: take.Locale = "en",
) -> None:
    """Put contracts side by side: those in which results decide the pay, and those in which they do not.

    What each kept of its promises about items in the period, and how satisfied its users were. A difference between the
    two groups is a fact about these contracts, and does not say why.
    """
    with ending():
        from contractkit.cli.contrasting import ContrastRequest, compare_kinds
        from contractkit.cli.reading import Tables

        compare_kinds(
            ContrastRequest(
                path=path,
                tables=Tables(mapping, items, events, feedback, relief),
                period=period,
                as_of=as_of,
                html=html,
                svg=svg,
                json=output.places,
                locale=locale,
            )
        )
