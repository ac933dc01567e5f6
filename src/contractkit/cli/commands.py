"""The commands, in the order in which somebody meets them, each with examples under its help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contractkit.cli import options as take
from contractkit.cli.command import Command, examples_of
from contractkit.cli.conformance_commands import conformance
from contractkit.cli.document_commands import check, explain, format_, schema
from contractkit.cli.endings import ending
from contractkit.cli.money_commands import backtest, price, recompute, settle
from contractkit.cli.portfolio_commands import compare, entitlement, obligations, portfolio
from contractkit.cli.report_commands import delivered, report, trace
from contractkit.cli.request_commands import process, request
from contractkit.cli.shown_examples import EXAMPLES, SHORT
from contractkit.cli.spreading import spread
from contractkit.records.version import VERSION

__all__ = ["app"]

app = typer.Typer(
    name="contractkit",
    help="Signed service agreements that compute: what was promised, whether it was kept, and what it pays.",
    epilog="'contractkit COMMAND --help' has examples of each. Exit codes: 0 done; 1 documents or facts have problems, "
    "or something differs, all of it listed; 2 wrong use; 130 interrupted; 141 the reader of the output went away.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _show_version(asked: object) -> None:
    if asked:
        typer.echo(f"contractkit {VERSION}")
        raise typer.Exit


@app.callback()
def contractkit(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Signed service agreements that compute: what was promised, whether it was kept, and what it pays."""


def demo(html: take.HtmlAlways = Path("contractkit-demo.html"), locale: take.Locale = "en") -> None:
    """Judge a quarter of tickets of a small provider with three customers: tables here, and a page to look at.

    The documents and the tickets come with contractkit. The page is written into the current folder.
    """
    with ending():
        from contractkit.cli.demonstrating import demonstrate

        demonstrate(html, locale)


_COMMANDS = (
    demo,
    check,
    explain,
    format_,
    schema,
    report,
    trace,
    request,
    process,
    delivered,
    entitlement,
    obligations,
    portfolio,
    compare,
    price,
    settle,
    recompute,
    backtest,
    conformance,
)

for _command in _COMMANDS:
    _name = _command.__name__.rstrip("_")
    app.command(_name, cls=Command, short_help=SHORT[_name], epilog=examples_of(*EXAMPLES[_name]))(spread(_command))
