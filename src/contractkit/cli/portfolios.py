"""``contractkit portfolio``: many contracts at once, what has to be decided soon, and the saved form."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import attrs

from contractkit.cli.endings import counted
from contractkit.cli.instants import typed_date
from contractkit.cli.json_output import Places, json_texts
from contractkit.cli.progress import step
from contractkit.cli.reading import portfolio_in
from contractkit.cli.screens import a_screen
from contractkit.cli.writing import STDOUT, destinations, saved, spare, write
from contractkit.errors import UsageError
from contractkit.portfolio import Portfolio
from contractkit.statements.grids import Grid, text

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["PortfolioRequest", "tell_portfolio"]


@attrs.frozen
class PortfolioRequest:
    """What was asked for on the command line.

    Attributes:
        path: The documents, or a saved portfolio.
        save: Where the portfolio is saved; None for nowhere.
        decisions: From which date on decisions are listed, as it was typed; None for none.
        days: For how many days.
        show: The contracts, or the readings that their texts leave open.
        json: Where the JSON goes.
    """

    path: Path
    save: Path | None = None
    decisions: str | None = None
    days: int = 90
    show: Literal["contracts", "assumptions"] = "contracts"
    json: Places = ()


def tell_portfolio(request: PortfolioRequest) -> None:
    """Write what was asked of a portfolio, and save it where that was asked.

    Raises:
        UsageError: The date is none, or the number of days is not at least one.
        DocumentRejected: The documents have problems.
        StoredPortfolioError: The saved portfolio cannot be read.
    """
    if request.save == STDOUT:
        raise UsageError("a saved portfolio is no text: give --save the name of a file")
    outputs = (request.save, *request.json)
    destinations(*outputs)
    spare(outputs, (), request.path)
    first = None if request.decisions is None else typed_date(request.decisions, "--decisions-from")
    if request.days < 1:
        raise UsageError(f"--days {request.days} is no number of days; give at least 1", value=request.days)
    portfolio = portfolio_in(request.path)
    with step("Looking at the agreements"):
        record = _record(portfolio, request, first)
    if request.save is not None:
        saved(request.save, portfolio.save)
    write(json_texts(request.json, record))
    if STDOUT not in request.json:
        _show(portfolio, record)


def _show(portfolio: Portfolio, record: dict[str, Any]) -> None:
    screen = a_screen()
    whose = counted(len(portfolio.customers), "customer")
    screen.print(text(f"Portfolio of {counted(len(portfolio), 'agreement')} with {whose}", "bold"))
    if "decisions" in record:
        screen.print(text(f"\nDecisions from {record['from']} through {record['until']}:"))
        _print(screen, record["decisions"], ("due", "agreement", "customer", "owner", "does", "clause"))
        if record["ends"]:
            screen.print(text("\nThese end in that time, and nothing renews them:"))
            _print(screen, record["ends"], ("due", "agreement", "customer", "clause"))
    if "assumptions" in record:
        screen.print(text("\nReadings that the texts leave open:"))
        _print(screen, record["assumptions"], ("contracts", "convention", "taken", "says"))


def _print(screen: Console, rows: list[dict[str, Any]], columns: tuple[str, ...]) -> None:
    if not rows:
        screen.print(text("none"))
        return
    grid = Grid(columns, whole=(0,))
    for row in rows:
        grid.row(*(text("" if row[name] is None else row[name]) for name in columns))
    screen.print(grid.shown(screen.width))


def _record(portfolio: Portfolio, request: PortfolioRequest, first: date | None) -> dict[str, Any]:
    record: dict[str, Any] = {
        "kind": "portfolio",
        "version": 1,
        "agreements": len(portfolio),
        "customers": len(portfolio.customers),
    }
    if first is not None:
        last = first + timedelta(days=request.days - 1)
        found = portfolio.decisions(first, request.days)
        rows = [
            {
                "due": one.due.isoformat(),
                "agreement": one.agreement,
                "customer": portfolio.customer_of(one.agreement),
                "owner": one.owner,
                "kind": one.kind,
                "does": one.does,
                "clause": str(one.clause),
                "says": one.says,
            }
            for one in found
        ]
        ends = [
            {
                "due": one.due.isoformat(),
                "agreement": one.agreement,
                "customer": portfolio.customer_of(one.agreement),
                "clause": str(one.clause),
                "says": one.says,
            }
            for one in portfolio.obligations((first, last))
            if one.kind == "end"
        ]
        record |= {"from": first.isoformat(), "until": last.isoformat(), "decisions": rows, "ends": ends}
    if request.show == "assumptions":
        record["assumptions"] = [one.to_dict() for one in portfolio.assumptions()]
    return record
