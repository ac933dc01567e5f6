"""The command about what was delivered, and its options, as they are typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contractkit.cli.beside import Beside
from contractkit.cli.delivering import DeliveredRequest, tell_delivered
from contractkit.cli.endings import ending

__all__ = ["BESIDE", "FACTS", "delivered"]

BESIDE = typer.Option(
    metavar="FOLDER",
    help="A folder with what was written down beside the items: work.csv, favours.csv, decisions.csv, told.csv and "
    "quotes.csv, or some of them.",
    exists=True,
    file_okay=False,
)
FACTS = typer.Option(
    metavar="FILE",
    help="A facts document with volumes, for the agreement that it names; may be given several times.",
    exists=True,
    dir_okay=False,
)


def delivered(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH",
            help="A document or a folder of documents (YAML, JSON), with one or several contracts.",
            exists=True,
        ),
    ],
    *,
    mapping: Annotated[
        Path, typer.Option(metavar="FILE", help="Which column is what (YAML, JSON).", exists=True, dir_okay=False)
    ],
    period: Annotated[str, typer.Option(metavar="PERIOD", help="2026-Q1, 2026-03, 2026-H1, 2026.")],
    as_of: Annotated[
        str,
        typer.Option(
            metavar="WHEN",
            help="Up to when things that happened are known: an instant with its offset, or a date, which means its "
            "end.",
        ),
    ],
    items: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The items: CSV, CSV.gz, Parquet.", exists=True, dir_okay=False)
    ] = None,
    events: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What happened to them.", exists=True, dir_okay=False)
    ] = None,
    agreement: Annotated[
        str | None, typer.Option(metavar="ID", help="Only this agreement, where the documents hold several.")
    ] = None,
    beside: Annotated[Path | None, BESIDE] = None,
    facts: Annotated[list[Path] | None, FACTS] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the page to FILE; - is standard output.")
    ] = None,
    json: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write everything as JSON to FILE; - is standard output.")
    ] = None,
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
    locale: Annotated[str, typer.Option("--locale", metavar="LANGUAGE", help="The language: en or nl.")] = "en",
) -> None:
    """Tell what was delivered against what was agreed: volumes, work outside, favours, grey items, quotes, warnings.

    Work outside the agreement is priced at the rates and catalogue prices of the papers, as far as it is told how long
    it took.
    """
    with ending():
        tell_delivered(
            DeliveredRequest(
                path=path,
                mapping=mapping,
                items=items,
                events=events,
                period=period,
                as_of=as_of,
                agreement=agreement,
                beside=Beside(beside, tuple(facts or ())),
                html=html,
                json=json,
                proposals=proposals,
                quotes=quotes,
                locale=locale,
            )
        )
