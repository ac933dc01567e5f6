"""The commands about one open request and about the steps of the work, and their options, as they are typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contractkit.cli.endings import ending
from contractkit.cli.processing import AskedProcess, tell_process
from contractkit.cli.requesting import Asked, tell_request

__all__ = ["process", "request"]

_Table = Annotated[Path | None, typer.Option(metavar="FILE", help="CSV, CSV.gz, Parquet.", exists=True, dir_okay=False)]


_Path = Annotated[
    Path,
    typer.Argument(
        metavar="PATH",
        help="A document or a folder of documents (YAML, JSON), with one or several contracts.",
        exists=True,
    ),
]
_Mapping = Annotated[
    Path, typer.Option(metavar="FILE", help="Which column is what (YAML, JSON).", exists=True, dir_okay=False)
]
_AsOf = Annotated[
    str, typer.Option(metavar="WHEN", help="The moment of which it speaks: an instant with its offset, or a date.")
]


def process(
    path: _Path,
    *,
    mapping: _Mapping,
    as_of: _AsOf,
    item: Annotated[
        str | None, typer.Option(metavar="ITEM", help="Only this item, with what its breaches are made of.")
    ] = None,
    items: _Table = None,
    events: _Table = None,
    relief: _Table = None,
    json: Annotated[bool, typer.Option("--json", help="Write JSON to standard output.")] = False,
) -> None:
    """Tell how the steps of the work stand: which run, which were late, by whom; of one item also whose a breach is.

    PATH may hold papers of teams and suppliers: a step that one of a supplier supports is its own.
    """
    with ending():
        tell_process(
            AskedProcess(
                path=path,
                item=item,
                mapping=mapping,
                items=items,
                events=events,
                relief=relief,
                as_of=as_of,
                form="json" if json else "text",
            )
        )


def request(
    path: _Path,
    *,
    item: Annotated[str, typer.Option(metavar="ITEM", help="The id of the request.")],
    mapping: _Mapping,
    as_of: _AsOf,
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
