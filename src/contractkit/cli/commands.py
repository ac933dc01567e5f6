"""The commands and their options, as they are typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from contractkit.cli.beside import Beside
from contractkit.cli.conforming import compare_cases
from contractkit.cli.delivery_commands import BESIDE, FACTS, delivered
from contractkit.cli.demonstrating import demonstrate
from contractkit.cli.document_commands import check, explain, format_, schema
from contractkit.cli.endings import ending
from contractkit.cli.money_commands import backtest, price, recompute, settle
from contractkit.cli.obligation_commands import obligations
from contractkit.cli.portfolio_commands import entitlement, portfolio
from contractkit.cli.reporting import Request, report_period
from contractkit.cli.request_commands import process, request
from contractkit.cli.tracing import TraceRequest, trace_item
from contractkit.errors import UsageError
from contractkit.records.version import VERSION

__all__ = ["app"]

app = typer.Typer(
    name="contractkit",
    help="Signed service agreements that compute: what was promised, whether it was kept, and what it pays.",
    epilog="Exit codes: 0 done; 1 documents or facts have problems, or cases disagree, all of them listed; "
    "2 wrong use; 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

_PATH = typer.Argument(
    metavar="PATH", help="A document or a folder of documents (YAML, JSON), with one or several contracts.", exists=True
)
_HTML = typer.Option(metavar="FILE", help="Write the page to FILE; - is standard output.")
_JSON = typer.Option(metavar="FILE", help="Write everything as JSON to FILE; - is standard output.")
_Mapping = Annotated[
    Path, typer.Option(metavar="FILE", help="Which column is what (YAML, JSON).", exists=True, dir_okay=False)
]
_Items = Annotated[
    Path | None, typer.Option(metavar="FILE", help="The items: CSV, CSV.gz, Parquet.", exists=True, dir_okay=False)
]
_Events = Annotated[
    Path | None, typer.Option(metavar="FILE", help="What happened to them.", exists=True, dir_okay=False)
]
_Relief = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="What held up the work on them, and why.", exists=True, dir_okay=False),
]
_LOCALE = typer.Option("--locale", metavar="LANGUAGE", help="The language: en or nl.")


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


@app.command()
def demo(
    html: Annotated[Path, _HTML] = Path("contractkit-demo.html"),
    locale: Annotated[str, _LOCALE] = "en",
) -> None:
    """Judge a quarter of tickets of a small provider with three customers: tables here, and a page to look at.

    The documents and the tickets come with contractkit. The page is written into the current folder.
    """
    with ending():
        demonstrate(html, locale)


app.command()(check)
app.command()(explain)
app.command("format")(format_)
app.command()(schema)


@app.command()
def conformance(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="Cases of another system, or with --engine questions about clocks (JSON).",
            exists=True,
            dir_okay=False,
        ),
    ],
    *,
    json: Annotated[
        bool, typer.Option("--json", help="Write the answers, of cases also what was expected, to standard output.")
    ] = False,
    engine: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Answer questions about clocks: with the referee, the replay or the clock."),
    ] = None,
    like: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Answer as another system does: the name of a preset, or 'source' for the system of each case.",
        ),
    ] = None,
    undisputed: Annotated[bool, typer.Option("--undisputed", help="Leave disputed cases out.")] = False,
    source: Annotated[str | None, typer.Option(metavar="TEXT", help="Only cases whose source has TEXT in it.")] = None,
) -> None:
    """Answer the cases of another system, and compare: deadlines, working time, business days.

    Exits 1 where an answer is not the expected one. In a disputed case the convention of the source is known to differ
    from ours: it has our own answer, and disagrees, unless --like names conventions under which it agrees.

    With --engine, answer questions about single clocks instead: what became of each, by the slow referee, by the replay
    that judges millions, or by the clock that goes event by event. Exits 1 where the engine cannot compute one. Of a
    file of cases those are asked and compared that are questions about a clock, pauses included.
    """
    with ending():
        from contractkit.testing.clocks.of_cases import holds_cases

        form: Literal["json", "text"] = "json" if json else "text"
        if engine is not None and not holds_cases(file):
            if like is not None or source is not None or undisputed:
                says = "--like, --source and --undisputed are about cases; questions about clocks have none of them"
                raise UsageError(says)
            from contractkit.cli.questioning import answer_questions

            answer_questions(file, engine, form)
            return
        kept: Literal["kept", "left out"] = "left out" if undisputed else "kept"
        if engine is not None and like is not None:
            raise UsageError(
                "--like answers by calendars as another system does, and --engine by our clocks: choose one"
            )
        compare_cases(file, like, source, kept, form, engine)


@app.command()
def report(
    path: Annotated[Path, _PATH],
    *,
    mapping: _Mapping,
    period: Annotated[
        str, typer.Option(metavar="PERIOD", help="2026-Q1, 2026-03, 2026-H1, 2026, or 2026-01-15..2026-02-14.")
    ],
    as_of: Annotated[
        str,
        typer.Option(
            metavar="WHEN",
            help="Up to when things that happened are known: an instant with its offset, such as "
            "2026-04-10T09:00+02:00, or a date, which means the end of that date (24:00) in the agreement's zone.",
        ),
    ],
    items: _Items = None,
    events: _Events = None,
    feedback: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What users said of them.", exists=True, dir_okay=False)
    ] = None,
    relief: _Relief = None,
    html: Annotated[Path | None, _HTML] = None,
    json: Annotated[Path | None, _JSON] = None,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help="Exit 1, and write nothing, also where rows have problems or items are undetermined."
        ),
    ] = False,
    beside: Annotated[Path | None, BESIDE] = None,
    facts: Annotated[list[Path] | None, FACTS] = None,
    locale: Annotated[str, _LOCALE] = "en",
) -> None:
    """Judge what happened against what was agreed: verdicts, money and a statement of one period.

    PATH may hold several contracts: each judges the items whose field `customer` is the code of its customer. Tables go
    to standard output, unless a FILE is -.
    """
    with ending():
        report_period(
            Request(
                path=path,
                mapping=mapping,
                items=items,
                events=events,
                feedback=feedback,
                relief=relief,
                period=period,
                as_of=as_of,
                html=html,
                json=json,
                rows="strict" if strict else "lenient",
                locale=locale,
                beside=Beside(beside, tuple(facts or ())),
            )
        )


@app.command()
def trace(
    path: Annotated[Path, _PATH],
    item: Annotated[str, typer.Argument(metavar="ITEM", help="The id of the item.")],
    *,
    mapping: _Mapping,
    as_of: Annotated[
        str, typer.Option(metavar="WHEN", help="The moment of judging: an instant with its offset, or a date.")
    ],
    items: _Items = None,
    events: _Events = None,
    relief: _Relief = None,
    target: Annotated[
        str | None,
        typer.Option(metavar="TARGET", help="Only this promise, by its clause, name or row; else every one."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Write JSON to standard output.")] = False,
    locale: Annotated[str, _LOCALE] = "en",
) -> None:
    """Tell how the verdicts on one item came about: what counted, what did not and why, in the words of the clauses."""
    with ending():
        trace_item(
            TraceRequest(
                path=path,
                item=item,
                mapping=mapping,
                items=items,
                events=events,
                relief=relief,
                as_of=as_of,
                target=target,
                locale=locale,
                form="json" if json else "text",
            )
        )


for _command in (settle, recompute, price, backtest, delivered, obligations, process, request, entitlement, portfolio):
    app.command()(_command)
