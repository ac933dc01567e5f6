"""The command about one open request and its options, as it is typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contractkit.cli.endings import ending
from contractkit.cli.requesting import Asked, tell_request

__all__ = ["request"]

_Table = Annotated[Path | None, typer.Option(metavar="FILE", help="CSV, CSV.gz, Parquet.", exists=True, dir_okay=False)]


def request(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH",
            help="A document or a folder of documents (YAML, JSON), with one or several contracts.",
            exists=True,
        ),
    ],
    *,
    item: Annotated[str, typer.Option(metavar="ITEM", help="The id of the request.")],
    mapping: Annotated[
        Path, typer.Option(metavar="FILE", help="Which column is what (YAML, JSON).", exists=True, dir_okay=False)
    ],
    as_of: Annotated[
        str, typer.Option(metavar="WHEN", help="The moment of which it speaks: an instant with its offset, or a date.")
    ],
    items: _Table = None,
    events: _Table = None,
    relief: _Table = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the page to FILE; - is standard output.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Write JSON to standard output.")] = False,
    locale: Annotated[str, typer.Option("--locale", metavar="LANGUAGE", help="The language: en or nl.")] = "en",
) -> None:
    """Tell the customer of one request in plain words: what was promised, what happened, what is next, until when."""
    with ending():
        tell_request(
            Asked(
                path=path,
                item=item,
                mapping=mapping,
                items=items,
                events=events,
                relief=relief,
                as_of=as_of,
                html=html,
                locale=locale,
                form="json" if json else "text",
            )
        )
