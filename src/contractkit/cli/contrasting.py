"""``contractkit compare``: contracts in which results decide the pay beside those in which they do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from contractkit.cli.dividing import divide
from contractkit.cli.endings import complain
from contractkit.cli.in_term import in_term
from contractkit.cli.instants import AsOf
from contractkit.cli.json_output import Places, json_texts
from contractkit.cli.progress import step
from contractkit.cli.reading import Tables, agreements_in, is_saved, portfolio_in
from contractkit.cli.requesting import with_customers
from contractkit.cli.screens import a_screen
from contractkit.cli.strays import strays_told
from contractkit.cli.writing import STDOUT, destinations, spare, write
from contractkit.errors import FactsRejected
from contractkit.evaluation import Evaluation, evaluate
from contractkit.facts import Facts
from contractkit.portfolio import Comparison, compare_contracts
from contractkit.quantities.periods import Period
from contractkit.statements.contrasts.pages import contrast_chart, contrast_html
from contractkit.statements.contrasts.tables import contrast_rows, heads, teller
from contractkit.statements.grids import Grid, text
from contractkit.terms import Agreement

__all__ = ["ContrastRequest", "compare_kinds"]


@attrs.frozen
class ContrastRequest:
    """What was asked for on the command line.

    Attributes:
        path: The documents, or a saved portfolio.
        tables: What happened.
        period: The period as it was typed.
        as_of: Up to when things are known, as it was typed.
        html: Where the page goes; None for nowhere.
        svg: Where the drawing goes; None for nowhere.
        json: Where the JSON goes.
        locale: The language.
    """

    path: Path
    tables: Tables
    period: str
    as_of: str
    html: Path | None = None
    svg: Path | None = None
    json: Places = ()
    locale: str = "en"


def compare_kinds(request: ContrastRequest) -> None:
    """Put contracts side by side, and write what was asked for.

    Raises:
        UsageError: The request means nothing.
        DocumentRejected: The documents have problems.
        FactsRejected: The tables have problems, or no agreement holds in the period.
        StoredPortfolioError: The saved portfolio cannot be read.
    """
    teller(request.locale)
    dates = Period.parse(request.period)
    as_of = AsOf.parse(request.as_of)
    outputs = (request.html, request.svg, *request.json)
    destinations(*outputs)
    spare(outputs, request.tables.files, request.path)
    request.tables.check("nothing to judge")
    known = tuple(portfolio_in(request.path)) if is_saved(request.path) else agreements_in(request.path)
    agreements = in_term(with_customers(known), dates)
    facts = request.tables.read()
    division = divide(agreements, facts, tuple(one for one in known if one not in agreements))
    if division.problems:
        raise FactsRejected(division.problems)
    found = compare_contracts(_judged(agreements, division.parts, as_of), request.period)
    names = {one.id: name for one in agreements if (name := _name(one)) is not None}
    texts = json_texts(request.json, found.to_dict())
    if request.html is not None:
        texts[request.html] = contrast_html(found, names, request.as_of, request.locale)
    if request.svg is not None:
        texts[request.svg] = contrast_chart(found, names, request.locale)
    write(texts)
    if STDOUT not in outputs:
        _show(found, names, request)
    for line in strays_told(division.strays, request.period, known):
        complain(f"contractkit: set aside: {line}")
    if request.tables.feedback is None:
        complain("contractkit: nobody's satisfaction is known: give what users said with --feedback")


def _judged(agreements: Sequence[Agreement], parts: Sequence[Facts], as_of: AsOf) -> Iterator[Evaluation]:
    """Judge one agreement after the other, so that no more than one result is kept at a time."""
    with step("Judging") as told:
        for number, (agreement, part) in enumerate(zip(agreements, parts, strict=True)):
            told("Judging", number, len(agreements))
            yield evaluate(agreement, part, as_of=as_of.instant(agreement.zone))


def _name(agreement: Agreement) -> str | None:
    return next((party.name for party in agreement.parties if party.role == "customer"), None)


def _show(found: Comparison, names: dict[str, str], request: ContrastRequest) -> None:
    screen = a_screen()
    word = teller(request.locale)
    screen.print(text(word("title", period=found.period), "bold"))
    titles = heads(word)
    grid = Grid(titles, right=tuple(range(2, len(titles))))
    for row in contrast_rows(found, names, request.locale):
        if row.group == "effort":
            grid.line()
        grid.row(*(text(cell, "bold" if row.group is not None else "") for cell in row.cells(word)))
    screen.print(grid.shown(screen.width))
    screen.print(text(word("caveat"), "dim"), soft_wrap=True)
