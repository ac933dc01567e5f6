"""``contractkit entitlement``: what was promised about a request, while the phone rings."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import attrs

from contractkit.cli.endings import complain, counted
from contractkit.cli.instants import AsOf
from contractkit.cli.json_output import Places, json_texts
from contractkit.cli.progress import step
from contractkit.cli.reading import portfolio_in
from contractkit.cli.telling_facts import agreements_named_in, told_in, told_of_one
from contractkit.cli.writing import STDOUT, destinations, spare, write
from contractkit.errors import UsageError
from contractkit.evaluation import evaluate
from contractkit.facts import Facts
from contractkit.portfolio import Entitlement, Portfolio, RequestHistory, entitlement
from contractkit.portfolio.past import LEAST
from contractkit.quantities.notation import nearest
from contractkit.statements.entitled import entitlement_html, entitlement_text

__all__ = ["EntitlementRequest", "tell_entitlement"]


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
        facts: Facts documents, for index figures; each for the agreement that it names.
        html: Where the page goes; None for none.
        json: Where the JSON goes.
        locale: The language.
    """

    path: Path
    says: Sequence[str]
    at: str
    mapping: Path | None = None
    items: Path | None = None
    events: Path | None = None
    facts: tuple[Path, ...] = ()
    html: Path | None = None
    json: Places = ()
    locale: str = "en"


def tell_entitlement(request: EntitlementRequest) -> None:
    """Write what was promised about a request, and the page that was asked for.

    Raises:
        UsageError: A word of the request cannot be read, or its customer or service is not known.
        FactsRejected: The facts document cannot be read, or is of another agreement.
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
    outputs = (request.html, *request.json)
    destinations(*outputs)
    spare(outputs, (request.mapping, request.items, request.events, *request.facts), request.path)
    portfolio = portfolio_in(request.path)
    if "customer" not in item and len(portfolio) > 1 and portfolio.customers:
        said = f"say whose request it is, such as customer={portfolio.customers[0]}"
        raise UsageError(f"{said}; {nearest('', portfolio.customers)}")
    asked = portfolio[portfolio.ids[0]] if "customer" not in item and len(portfolio) == 1 else portfolio
    answer = entitlement(asked, item, at)
    if request.mapping is not None:
        history = _history(request, portfolio, item, at)
        answer = entitlement(asked, item, at, history=history)
        _tell_history(history, answer)
    if request.facts:
        answer = _with_facts(answer, request.facts, portfolio)
    texts = json_texts(request.json, answer.to_dict()) if request.json else {}
    if request.html is not None:
        texts[request.html] = entitlement_html(answer, request.locale)
    write(texts)
    if STDOUT not in texts:
        sys.stdout.write(entitlement_text(answer, request.locale).replace("\u00a0", " ") + "\n")


def _with_facts(answer: Entitlement, files: Sequence[Path], portfolio: Portfolio) -> Entitlement:
    """Return an answer with prices by the index figures of facts documents; of several contracts each by its own."""
    period = f"{answer.on:%Y-%m}"
    if answer.agreement is not None:
        return answer.with_told(told_of_one(files, portfolio[answer.agreement], period))
    several = [portfolio[one.agreement] for one in answer.alternatives if one.agreement is not None]
    ids = [one.id for one in several]
    for file, named in zip(files, agreements_named_in(files), strict=True):
        if named not in (None, *ids):
            says = f"{file} has facts of {named}, and the contracts that were asked about are {', '.join(ids)}"
            raise UsageError(f"{says}; give those of one of them", value=named)
    others = [
        one.with_told(told_in(files, agreement, period, several))
        for one, agreement in zip(answer.alternatives, several, strict=True)
    ]
    return attrs.evolve(answer, alternatives=tuple(others))


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


def _tell_history(history: RequestHistory, answer: Entitlement) -> None:
    """Say on standard error of which measures too little is known, so that silence is not taken for an answer."""
    told = {one.measure for one in answer.past}
    promised = [*answer.promises, *(one.promised for one in answer.possible)]
    measures = dict.fromkeys(one.measure for one in promised)
    silent = [measure for measure in measures if measure not in told]
    if told and not silent:
        return
    what = f" for {' and '.join(silent)}" if told else ""
    by = answer.at.isoformat(timespec="minutes")
    stopped = (
        "none had stopped" if not len(history) else f"of all together {counted(len(history), 'clock')} had stopped"
    )
    says = f"by {by} fewer than {LEAST} requests like this one were finished ({stopped})"
    complain(f"contractkit: too little history{what}: {says}")


def _item(says: Sequence[str]) -> dict[str, str]:
    item: dict[str, str] = {}
    for one in says:
        field, equals, word = one.partition("=")
        if not equals or not field.strip():
            raise UsageError(f"{one!r} says no field; write field=word, such as priority=P3", value=one)
        item[field.strip()] = word.strip()
    return item
