"""``contractkit entitlement``: what was promised about a request, while the phone rings."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

import attrs

from contractkit.cli.instants import AsOf
from contractkit.cli.progress import step
from contractkit.cli.writing import STDOUT, destinations, spare, write
from contractkit.compiling import load_agreements
from contractkit.errors import UsageError
from contractkit.evaluation import evaluate
from contractkit.facts import Facts
from contractkit.portfolio import Portfolio, RequestHistory, entitlement
from contractkit.statements.entitled import entitlement_html, entitlement_text

__all__ = ["EntitlementRequest", "portfolio_of", "tell_entitlement"]

SAVED = ".portfolio"
"""How the names of saved portfolios end."""


@attrs.frozen
class EntitlementRequest:
    """What was asked for on the command line.

    Attributes:
        path: The documents, or a saved portfolio.
        says: What the request says, as ``field=word``.
        at: When it opens, as it was typed.
        mapping: Which column is what, of the requests of the past; None where none are given.
        items: The table of requests of the past, or None.
        events: The table of what happened to them, or None.
        html: Where the page goes; None for none.
        form: Text for people, or JSON.
        locale: The language.
    """

    path: Path
    says: Sequence[str]
    at: str
    mapping: Path | None = None
    items: Path | None = None
    events: Path | None = None
    html: Path | None = None
    form: Literal["json", "text"] = "text"
    locale: str = "en"


def tell_entitlement(request: EntitlementRequest) -> None:
    """Write what was promised about a request, and the page that was asked for.

    Raises:
        UsageError: A word of the request cannot be read, or its customer or service is not known.
        DocumentRejected: The documents have problems.
        StoredPortfolioError: The saved portfolio cannot be read.
    """
    item = _item(request.says)
    at = AsOf.parse(request.at, "--at").value
    if not isinstance(at, datetime):
        raise UsageError(
            f"--at {request.at!r} is a date; a request opens at an instant, such as {request.at}T10:05+01:00"
        )
    if (request.mapping is None) != (request.items is None and request.events is None):
        raise UsageError(
            "requests of the past are a table and a mapping: give --mapping with --items, --events or both"
        )
    destinations(request.html)
    spare((request.html,), (request.mapping, request.items, request.events), request.path)
    with step("Reading documents"):
        portfolio = portfolio_of(request.path)
    asked = portfolio[portfolio.ids[0]] if "customer" not in item and len(portfolio) == 1 else portfolio
    answer = entitlement(asked, item, at)
    if request.mapping is not None:
        answer = entitlement(asked, item, at, history=_history(request, portfolio, item, at))
    if request.html is not None:
        write({request.html: entitlement_html(answer, request.locale)})
    if request.form == "json":
        sys.stdout.write(json.dumps(answer.to_dict(), indent=2, ensure_ascii=False) + "\n")
    elif request.html != STDOUT:
        sys.stdout.write(entitlement_text(answer, request.locale).replace("\u00a0", " ") + "\n")


def _history(
    request: EntitlementRequest, portfolio: Portfolio, item: Mapping[str, str], at: datetime
) -> RequestHistory:
    """Return what became of the customer's own requests by the instant of the call."""
    assert request.mapping is not None
    customer = item.get("customer")
    agreements = tuple(portfolio) if customer is None else portfolio.of_customer(customer)
    with step("Reading facts") as told:
        facts = Facts.from_files(items=request.items, events=request.events, mapping=request.mapping, progress=told)
    with step("Judging requests of the past"):
        parts = [(one, facts if one.customer is None else facts.of_customer(one.customer)) for one in agreements]
        return RequestHistory.of([evaluate(one, part, as_of=at) for one, part in parts])


def portfolio_of(path: Path) -> Portfolio:
    """Return the portfolio that a path holds: a saved one, or documents."""
    if path.is_file() and path.suffix == SAVED:
        return Portfolio.load(path)
    return Portfolio.of(load_agreements(path))


def _item(says: Sequence[str]) -> dict[str, str]:
    item: dict[str, str] = {}
    for one in says:
        field, equals, word = one.partition("=")
        if not equals or not field.strip():
            raise UsageError(f"{one!r} says no field; write field=word, such as priority=P3", value=one)
        item[field.strip()] = word.strip()
    return item
