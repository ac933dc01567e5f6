"""``contractkit portfolio``: many contracts at once, what has to be decided soon, and the saved form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import attrs

from contractkit.cli.instants import typed_date
from contractkit.cli.json_output import Places, json_texts
from contractkit.cli.portfolio_words import WORDS
from contractkit.cli.progress import step
from contractkit.cli.reading import portfolio_in
from contractkit.cli.screens import a_screen
from contractkit.cli.writing import STDOUT, destinations, saved, spare, write
from contractkit.duties import Obligation
from contractkit.errors import UsageError
from contractkit.portfolio import Portfolio
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.grids import Grid, text
from contractkit.statements.obligations.telling import what_word
from contractkit.statements.reading_values import value_told
from contractkit.statements.readings import subject_of
from contractkit.statements.wording import language

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
        locale: The language of what is shown.
    """

    path: Path
    save: Path | None = None
    decisions: str | None = None
    days: int = 90
    show: Literal["contracts", "assumptions"] = "contracts"
    json: Places = ()
    locale: str = "en"


def tell_portfolio(request: PortfolioRequest) -> None:
    """Write what was asked of a portfolio, and save it where that was asked.

    Raises:
        UsageError: The date is none, or the number of days is not at least one.
        DocumentRejected: The documents have problems.
        StoredPortfolioError: The saved portfolio cannot be read.
    """
    language(request.locale)
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
        soon = None if first is None else _Soon.of(portfolio, first, request.days)
    if request.save is not None:
        saved(request.save, portfolio.save)
    write(json_texts(request.json, _record(portfolio, request, soon)))
    if STDOUT not in request.json:
        _show(portfolio, request, soon)


def _show(portfolio: Portfolio, request: PortfolioRequest, soon: _Soon | None) -> None:
    screen, speaks = a_screen(), language(request.locale)
    words = Teller(speaks, WORDS)
    whose = words("customers", n=len(portfolio.customers))
    screen.print(text(words("title", agreements=words("agreements", n=len(portfolio)), customers=whose), "bold"))
    if soon is not None:
        screen.print(text("\n" + words("decisions", first=soon.first, last=soon.last)))
        _print(screen, words, ("due", "agreement", "customer", "owner", "does", "clause"), soon.decided(request.locale))
        if soon.ends:
            screen.print(text("\n" + words("ends")))
            _print(screen, words, ("due", "agreement", "customer", "clause"), soon.ended())
    if request.show == "assumptions":
        screen.print(text("\n" + words("readings")))
        rows = [
            (
                str(one.contracts),
                one.convention,
                value_told(one.convention.partition(" ")[0], one.taken, speaks),
                subject_of(one.convention, one.taken, one.says, speaks),
            )
            for one in portfolio.assumptions()
        ]
        _print(screen, words, ("contracts", "convention", "taken", "says"), rows)


def _print(screen: Console, words: Teller, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    if not rows:
        screen.print(text(words("none")))
        return
    grid = Grid(tuple(words(name) for name in columns), whole=(0,))
    for row in rows:
        grid.row(*map(text, row))
    screen.print(grid.shown(screen.width))


@attrs.frozen
class _Soon:
    """What comes in the days that were asked about.

    Attributes:
        first: The first date.
        last: The last one.
        decisions: What somebody has to decide about.
        ends: Agreements that end in that time, and that nothing renews.
        customers: Whose each agreement is.
    """

    first: date
    last: date
    decisions: tuple[Obligation, ...]
    ends: tuple[Obligation, ...]
    customers: Mapping[str, str | None]

    @classmethod
    def of(cls, portfolio: Portfolio, first: date, days: int) -> _Soon:
        """Return what comes in so many days from a date on."""
        last = first + timedelta(days=days - 1)
        decisions = tuple(portfolio.decisions(first, days))
        ends = tuple(one for one in portfolio.obligations((first, last)) if one.kind == "end")
        customers = {one.agreement: portfolio.customer_of(one.agreement) for one in (*decisions, *ends)}
        return cls(first, last, decisions, ends, customers)

    def decided(self, locale: str) -> list[tuple[str, ...]]:
        """Return the decisions as rows of a table in a language."""
        words = Teller(language(locale), WORDS)
        return [
            (*self._whose(one), words(one.owner), what_word(one, locale), str(one.clause)) for one in self.decisions
        ]

    def ended(self) -> list[tuple[str, ...]]:
        """Return the ends as rows of a table."""
        return [(*self._whose(one), str(one.clause)) for one in self.ends]

    def _whose(self, one: Obligation) -> tuple[str, str, str]:
        return one.due.isoformat(), one.agreement, self.customers[one.agreement] or ""

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, in the words of the papers."""
        return {
            "from": self.first.isoformat(),
            "until": self.last.isoformat(),
            "decisions": [
                {
                    **self._plain(one),
                    "owner": one.owner,
                    "kind": one.kind,
                    "does": one.does,
                    "clause": str(one.clause),
                    "says": one.says,
                }
                for one in self.decisions
            ],
            "ends": [{**self._plain(one), "clause": str(one.clause), "says": one.says} for one in self.ends],
        }

    def _plain(self, one: Obligation) -> dict[str, str | None]:
        customer = self.customers[one.agreement]
        return {"due": one.due.isoformat(), "agreement": one.agreement, "customer": customer}


def _record(portfolio: Portfolio, request: PortfolioRequest, soon: _Soon | None) -> dict[str, Any]:
    record: dict[str, Any] = {
        "kind": "portfolio",
        "version": 1,
        "agreements": len(portfolio),
        "customers": len(portfolio.customers),
    }
    if soon is not None:
        record |= soon.to_dict()
    if request.show == "assumptions":
        record["assumptions"] = [one.to_dict() for one in portfolio.assumptions()]
    return record
