"""The commands about money, as they are typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contractkit.cli import options as take
from contractkit.cli.endings import ending

__all__ = ["backtest", "price", "recompute", "settle"]


def settle(
    path: take.Papers,
    *,
    period: take.Period,
    told: take.Told,
    ledger_out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the ledger that the next settlement needs; may be the same file."),
    ] = None,
    output: take.Output,
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
    explain: Annotated[
        str | None,
        typer.Option(
            metavar="CLAUSE",
            help="Instead of the table: what the lines of this clause or target rest on, with its wording, the figure, "
            "and the items behind it, late ones first.",
        ),
    ] = None,
    at_most: Annotated[
        int | None, typer.Option(metavar="N", help="How many items --explain shows of a line, instead of 20.", min=0)
    ] = None,
    locale: Annotated[
        str | None,
        typer.Option("--locale", metavar="LANGUAGE", help="The language of the table and of --explain: en or nl."),
    ] = None,
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
    given; figures that were measured elsewhere stand in the facts document. contractkit report makes a page of it.
    """
    with ending():
        from contractkit.cli.grounding import Explaining
        from contractkit.cli.settling import SettleRequest, settle_period

        beside = (("--why", why), ("--readings", readings), ("--ahead", ahead))
        explained = Explaining.typed(explain, locale, at_most, (name for name, typed in beside if typed))
        settle_period(
            SettleRequest(
                sources=told.sources(path),
                period=period,
                ledger_out=ledger_out,
                json=output.places,
                seal=seal,
                compare=compare,
                charts=charts,
                end="final" if final else "any",
                readings="shown" if readings else "listed",
                view="ahead" if ahead else "back",
                lines="formulas" if why else "sentences",
                locale=locale or "en",
                explain=explained,
            )
        )


def recompute(
    sealed: Annotated[
        Path,
        typer.Argument(metavar="SEALED", help="The file that settle --seal wrote.", exists=True, dir_okay=False),
    ],
    path: take.Papers,
    *,
    told: take.Told,
    output: take.Output,
) -> None:
    """Make the other party's sealed settlement again from these papers and tables, and say what differs.

    Exits 0 where nothing differs, to the last line, and 1 where anything does. What is left out is taken from the
    record: the period always, and agreement, moment of judging, date of recording, facts and ledger where nobody gives
    another.
    """
    with ending():
        from contractkit.cli.recomputing import RecomputeRequest, recompute_sealed

        recompute_sealed(RecomputeRequest(sealed=sealed, sources=told.sources(path), json=output.places))


def price(
    path: take.Papers,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Only this fee, service or rate; else all fees and services.")
    ] = None,
    *,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Prices on a date: 2026-03-01.")] = None,
    period: Annotated[
        str | None, typer.Option(metavar="PERIOD", help="What a period is charged: 2026-Q1, 2026-03, 2026.")
    ] = None,
    units: Annotated[
        int | None,
        typer.Option(metavar="N", min=0, help="With NAME and --on: also what so many units of it cost."),
    ] = None,
    agreement: take.AgreementId = None,
    facts: take.Facts = None,
    chart: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write a chart (SVG): with --on of the price until then, with --period of a service along its volume.",
        ),
    ] = None,
    output: take.Output,
) -> None:
    """Tell what something costs on a date, or what a period is charged, and why: no items are needed."""
    with ending():
        from contractkit.cli.pricing import PriceRequest, tell_prices

        tell_prices(
            PriceRequest(
                path=path,
                agreement=agreement,
                name=name,
                on=on,
                period=period,
                units=units,
                facts=tuple(facts or ()),
                chart=chart,
                json=output.places,
            )
        )


def backtest(
    path: take.Papers,
    *,
    period: take.Period,
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
    told: take.Told,
    resamples: Annotated[
        int, typer.Option(metavar="N", help="Draw so many histories for an interval of each variant.", min=0)
    ] = 0,
    seed: Annotated[int, typer.Option(metavar="N", help="What drawing begins with.", min=0)] = 0,
    party: Annotated[
        str, typer.Option("--for", metavar="PARTY", help="From whose side amounts are shown: provider or customer.")
    ] = "provider",
    output: take.Output,
    svg: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a chart of the variants to FILE; - is standard output.")
    ] = None,
) -> None:
    """Try other clauses on what really happened: what they would have paid, exactly, and what is at stake.

    Verdicts are judged again where allowed times differ, and everything is evaluated anew where a calendar, a pause or
    a priority does.
    """
    with ending():
        from contractkit.cli.backtesting import BacktestRequest, try_variants

        try_variants(
            BacktestRequest(
                sources=told.sources(path),
                period=period,
                vary=tuple(vary or ()),
                variants=variants,
                against=tuple(against or ()),
                resamples=resamples,
                seed=seed,
                party=party,
                json=output.places,
                svg=svg,
            )
        )
