"""The commands about many contracts and their options, as they are typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contractkit.cli.endings import ending
from contractkit.cli.entitling import EntitlementRequest, tell_entitlement
from contractkit.cli.portfolios import PortfolioRequest, tell_portfolio

__all__ = ["entitlement", "portfolio"]

_PATH = typer.Argument(
    metavar="PATH",
    help="A folder of documents with any number of contracts, or a portfolio that was saved (.portfolio).",
    exists=True,
)


def entitlement(
    path: Annotated[Path, _PATH],
    says: Annotated[
        list[str],
        typer.Argument(metavar="FIELD=WORD", help="What the request says: customer=... service=... priority=..."),
    ],
    *,
    at: Annotated[
        str, typer.Option("--at", metavar="WHEN", help="When the request opens: an instant with its offset.")
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
    mapping: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Which column of them is what (YAML, JSON).", exists=True, dir_okay=False),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the page to FILE; - is standard output.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Write JSON to standard output.")] = False,
    locale: Annotated[str, typer.Option("--locale", metavar="LANGUAGE", help="The language: en or nl.")] = "en",
) -> None:
    """Say what was promised about a request: level, due times, price, in scope or not, next step, whom to call.

    What is missing is asked for, and where contracts contradict each other both are shown.
    """
    with ending():
        tell_entitlement(
            EntitlementRequest(
                path=path,
                says=tuple(says),
                at=at,
                mapping=mapping,
                items=items,
                events=events,
                html=html,
                form="json" if json else "text",
                locale=locale,
            )
        )


def portfolio(
    path: Annotated[Path, _PATH],
    *,
    save: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Save the portfolio, so that it opens in a moment.")
    ] = None,
    decisions: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="List which contracts need a decision in the 90 days from this date on."),
    ] = None,
    days: Annotated[int, typer.Option(metavar="DAYS", help="How many days instead of 90.")] = 90,
    assumptions: Annotated[
        bool, typer.Option("--assumptions", help="Count the readings that the texts leave open.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Write JSON to standard output.")] = False,
) -> None:
    """Tell of many contracts at once: how many, which decisions come, which readings the texts leave open."""
    with ending():
        tell_portfolio(
            PortfolioRequest(
                path=path,
                save=save,
                decisions=decisions,
                days=days,
                show="assumptions" if assumptions else "contracts",
                form="json" if json else "text",
            )
        )
