"""The commands about one open request and about the steps of the work, as they are typed."""

from __future__ import annotations

from typing import Annotated

import typer

from contractkit.cli import options as take
from contractkit.cli.endings import ending

__all__ = ["process", "request"]


def process(
    path: take.Papers,
    item: Annotated[
        str | None,
        typer.Argument(metavar="[ITEM]", help="Only this item, by its id, with what its breaches are made of."),
    ] = None,
    *,
    mapping: take.Mapping,
    as_of: take.AsOf,
    items: take.Items = None,
    events: take.Events = None,
    relief: take.Relief = None,
    output: take.Output,
) -> None:
    """Tell how the steps of the work stand: which run, which were late, by whom; of one item also whose a breach is.

    PATH may hold papers of teams and suppliers: a step that one of a supplier supports is its own.
    """
    with ending():
        from contractkit.cli.processing import AskedProcess, tell_process
        from contractkit.cli.reading import Tables

        tell_process(
            AskedProcess(
                path=path,
                item=item,
                tables=Tables(mapping, items, events, relief=relief),
                as_of=as_of,
                json=output.places,
            )
        )


def request(
    path: take.Papers,
    item: take.Item,
    *,
    mapping: take.Mapping,
    as_of: take.AsOf,
    items: take.Items = None,
    events: take.Events = None,
    relief: take.Relief = None,
    beside: take.Beside = None,
    html: take.Html = None,
    output: take.Output,
    locale: take.Locale = "en",
) -> None:
    """Tell the customer of one request in plain words: what was promised, what happened, what is next, until when.

    Of a request outside of the agreement --beside tells what was decided (decisions.csv) and how its quote stands
    (quotes.csv).
    """
    with ending():
        from contractkit.cli.beside import Beside
        from contractkit.cli.reading import Tables
        from contractkit.cli.requesting import Asked, tell_request

        tell_request(
            Asked(
                path=path,
                item=item,
                tables=Tables(mapping, items, events, relief=relief),
                as_of=as_of,
                beside=Beside(beside),
                html=html,
                locale=locale,
                json=output.places,
            )
        )
