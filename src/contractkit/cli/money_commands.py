"""The commands about money and their options, as they are typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contractkit.cli.backtesting import BacktestRequest, try_variants
from contractkit.cli.endings import ending
from contractkit.cli.gathering import Sources
from contractkit.cli.pricing import PriceRequest, tell_prices
from contractkit.cli.recomputing import RecomputeRequest, recompute_sealed
from contractkit.cli.settling import SettleRequest, settle_period

__all__ = ["backtest", "price", "recompute", "settle"]

_PATH = typer.Argument(
    metavar="PATH", help="A document or a folder of documents (YAML, JSON), with one or several contracts.", exists=True
)
_AGREEMENT = typer.Option(metavar="ID", help="Which agreement, where the documents hold several.")
_PERIOD = typer.Option(metavar="PERIOD", help="Whole months: 2026-Q1, 2026-03, 2026-H1, 2026.")
_MAPPING = typer.Option(metavar="FILE", help="Which column is what (YAML, JSON).", exists=True, dir_okay=False)
_ITEMS = typer.Option(metavar="FILE", help="The items: CSV, CSV.gz, Parquet.", exists=True, dir_okay=False)
_EVENTS = typer.Option(metavar="FILE", help="What happened to them.", exists=True, dir_okay=False)
_FEEDBACK = typer.Option(metavar="FILE", help="What users said of them.", exists=True, dir_okay=False)
_RELIEF = typer.Option(metavar="FILE", help="What held up the work on them, and why.", exists=True, dir_okay=False)
_AS_OF = typer.Option(
    metavar="WHEN",
    help="Up to when things that happened are known: an instant with its offset, or a date, which means its end.",
)
_KNOWN_AT = typer.Option(metavar="WHEN", help="What was recorded later is set aside; left out, nothing is.")
_FACTS = typer.Option(
    metavar="FILE",
    help="A facts document: figures measured elsewhere, volumes, index figures, amounts (YAML, JSON).",
    exists=True,
    dir_okay=False,
)
_LEDGER = typer.Option(
    metavar="FILE", help="The ledger of the settlements before this period (JSON).", exists=True, dir_okay=False
)
_JSON = typer.Option(metavar="FILE", help="Write everything as JSON to FILE; - is standard output.")


def settle(
    path: Annotated[Path, _PATH],
    *,
    period: Annotated[str, _PERIOD],
    agreement: Annotated[str | None, _AGREEMENT] = None,
    mapping: Annotated[Path | None, _MAPPING] = None,
    items: Annotated[Path | None, _ITEMS] = None,
    events: Annotated[Path | None, _EVENTS] = None,
    feedback: Annotated[Path | None, _FEEDBACK] = None,
    relief: Annotated[Path | None, _RELIEF] = None,
    as_of: Annotated[str | None, _AS_OF] = None,
    known_at: Annotated[str | None, _KNOWN_AT] = None,
    facts: Annotated[Path | None, _FACTS] = None,
    ledger: Annotated[Path | None, _LEDGER] = None,
    ledger_out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the ledger that the next settlement needs; may be the same file."),
    ] = None,
    json: Annotated[Path | None, _JSON] = None,
    seal: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the settlement sealed with all that decided it, for the other party."),
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The other party's sealed settlement: make it again from these papers and tables, and say what "
            "differs; exit 1 where anything does.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    charts: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Write a chart (SVG) of what each effect pays, with this period's point."),
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="Also show how the amount of each line came about.")] = False,
    readings: Annotated[
        bool,
        typer.Option("--readings", help="Also show what every other reading of a silent text would change."),
    ] = False,
    ahead: Annotated[
        bool,
        typer.Option(
            "--ahead", help="Also show, of a period that runs, how many more may be late and what is left of each cap."
        ),
    ] = False,
    final: Annotated[
        bool, typer.Option("--final", help="Exit 1, and write nothing, where the settlement is only provisional.")
    ] = False,
) -> None:
    """Settle a period: what is charged, what the figures add or take, what caps give back, and one total.

    Every line names its clause and says how its amount came about. Items are judged first, where tables of them are
    given; figures that were measured elsewhere stand in the facts document.
    """
    with ending():
        sources = Sources(path, agreement, mapping, items, events, feedback, relief, as_of, known_at, facts, ledger)
        settle_period(
            SettleRequest(
                sources=sources,
                period=period,
                ledger_out=ledger_out,
                json=json,
                seal=seal,
                compare=compare,
                charts=charts,
                end="final" if final else "any",
                readings="shown" if readings else "listed",
                view="ahead" if ahead else "back",
                lines="formulas" if why else "sentences",
            )
        )


def recompute(
    sealed: Annotated[
        Path,
        typer.Argument(metavar="SEALED", help="The file that settle --seal wrote.", exists=True, dir_okay=False),
    ],
    path: Annotated[Path, _PATH],
    *,
    agreement: Annotated[str | None, _AGREEMENT] = None,
    mapping: Annotated[Path | None, _MAPPING] = None,
    items: Annotated[Path | None, _ITEMS] = None,
    events: Annotated[Path | None, _EVENTS] = None,
    feedback: Annotated[Path | None, _FEEDBACK] = None,
    relief: Annotated[Path | None, _RELIEF] = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="WHEN", help="Up to when things are known; left out, as the record says.")
    ] = None,
    known_at: Annotated[
        str | None,
        typer.Option(metavar="WHEN", help="What was recorded later is set aside; left out, as the record says."),
    ] = None,
    facts: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="One's own facts document; left out, the facts told in the record.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    ledger: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="One's own ledger before this period; left out, the one in the record.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    json: Annotated[Path | None, _JSON] = None,
) -> None:
    """Make the other party's sealed settlement again from these papers and tables, and say what differs.

    Exits 0 where nothing differs, to the last line, and 1 where anything does. Period, agreement and moment of judging
    are those of the record.
    """
    with ending():
        sources = Sources(path, agreement, mapping, items, events, feedback, relief, as_of, known_at, facts, ledger)
        recompute_sealed(RecomputeRequest(sealed=sealed, sources=sources, json=json))


def price(
    path: Annotated[Path, _PATH],
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Only this fee, service or rate; else all fees and services.")
    ] = None,
    *,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Prices on a date: 2026-03-01.")] = None,
    period: Annotated[
        str | None, typer.Option(metavar="PERIOD", help="What a period is charged: 2026-Q1, 2026-03, 2026.")
    ] = None,
    units: Annotated[int | None, typer.Option(metavar="N", help="Also what so many units cost.")] = None,
    agreement: Annotated[str | None, _AGREEMENT] = None,
    facts: Annotated[Path | None, _FACTS] = None,
    chart: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write a chart (SVG): with --on of the price until then, with --period of a service along its volume.",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Write JSON to standard output.")] = False,
) -> None:
    """Tell what something costs on a date, or what a period is charged, and why: no items are needed."""
    with ending():
        tell_prices(
            PriceRequest(
                path=path,
                agreement=agreement,
                name=name,
                on=on,
                period=period,
                units=units,
                facts=facts,
                chart=chart,
                form="json" if json else "text",
            )
        )


def backtest(
    path: Annotated[Path, _PATH],
    *,
    period: Annotated[str, _PERIOD],
    vary: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PLACE:VALUES",
            help="A clause, a field and the values that it takes, apart by semicolons: '4.1 reach: 95 %; 97 %'. "
            "May be given several times: every combination is tried.",
        ),
    ] = None,
    variants: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The same in a file (YAML, JSON): a map from places to lists of values, or a list of maps.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    against: Annotated[
        list[Path] | None,
        typer.Option(metavar="PATH", help="Other papers, such as a draft; may be given several times.", exists=True),
    ] = None,
    agreement: Annotated[str | None, _AGREEMENT] = None,
    mapping: Annotated[Path | None, _MAPPING] = None,
    items: Annotated[Path | None, _ITEMS] = None,
    events: Annotated[Path | None, _EVENTS] = None,
    feedback: Annotated[Path | None, _FEEDBACK] = None,
    relief: Annotated[Path | None, _RELIEF] = None,
    as_of: Annotated[str | None, _AS_OF] = None,
    known_at: Annotated[str | None, _KNOWN_AT] = None,
    facts: Annotated[Path | None, _FACTS] = None,
    ledger: Annotated[Path | None, _LEDGER] = None,
    resamples: Annotated[
        int, typer.Option(metavar="N", help="Draw so many histories for an interval of each variant.", min=0)
    ] = 0,
    seed: Annotated[int, typer.Option(metavar="N", help="What drawing begins with.", min=0)] = 0,
    party: Annotated[
        str, typer.Option("--for", metavar="PARTY", help="From whose side amounts are shown: provider or customer.")
    ] = "provider",
    json: Annotated[Path | None, _JSON] = None,
    svg: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a chart of the variants to FILE; - is standard output.")
    ] = None,
) -> None:
    """Try other clauses on what really happened: what they would have paid, exactly, and what is at stake.

    Verdicts are judged again where allowed times differ, and everything is evaluated anew where a calendar, a pause or
    a priority does.
    """
    with ending():
        sources = Sources(path, agreement, mapping, items, events, feedback, relief, as_of, known_at, facts, ledger)
        try_variants(
            BacktestRequest(
                sources=sources,
                period=period,
                vary=tuple(vary or ()),
                variants=variants,
                against=tuple(against or ()),
                resamples=resamples,
                seed=seed,
                party=party,
                json=json,
                svg=svg,
            )
        )
