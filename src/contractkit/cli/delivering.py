"""``contractkit delivered``: what was delivered in a period against what was agreed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import attrs

from contractkit.cli.beside import Beside, unknown_items
from contractkit.cli.charting import ready_folder
from contractkit.cli.dividing import divide
from contractkit.cli.endings import complain, list_problems
from contractkit.cli.gathering import chosen
from contractkit.cli.instants import AsOf
from contractkit.cli.progress import step
from contractkit.cli.writing import STDOUT, destinations, spare, write
from contractkit.compiling import load_agreements
from contractkit.delivery import Delivery
from contractkit.errors import FactsRejected, UsageError
from contractkit.evaluation import evaluate
from contractkit.facts import Facts
from contractkit.quantities.periods import Period
from contractkit.statements import Statement, page
from contractkit.statements.quote_letters import quote_letter
from contractkit.statements.terminal_delivered import show_delivered
from contractkit.statements.wording import language

__all__ = ["DeliveredRequest", "tell_delivered"]

_VERSION = 1


@attrs.frozen
class DeliveredRequest:
    """What was asked for on the command line.

    Attributes:
        path: The documents.
        mapping: Which column is what.
        items: The table of items, or None.
        events: The table of events, or None.
        period: The period as it was typed.
        as_of: Up to when things are known, as it was typed.
        agreement: The id of the agreement; None for all of them.
        beside: What was written down beside the items.
        html: Where the page goes; None for nowhere.
        json: Where the JSON goes; None for nowhere.
        proposals: The folder into which amendments go that put things on paper; None for nowhere.
        quotes: The folder into which draft quotes go that are not sent yet; None for nowhere.
        locale: The language of tables, page and quotes.
    """

    path: Path
    mapping: Path
    items: Path | None
    events: Path | None
    period: str
    as_of: str
    agreement: str | None = None
    beside: Beside = attrs.field(factory=Beside)
    html: Path | None = None
    json: Path | None = None
    proposals: Path | None = None
    quotes: Path | None = None
    locale: str = "en"


def tell_delivered(request: DeliveredRequest) -> None:
    """Judge what happened, hold it against what was agreed, show it, and write what was asked for.

    Raises:
        SystemExit: 1 where documents or facts have problems; nothing was then written.
        UsageError: The request means nothing.
    """
    language(request.locale)
    Period.parse(request.period)
    as_of = AsOf.parse(request.as_of)
    request.beside.check()
    destinations(request.html, request.json)
    spare((request.html, request.json), (request.mapping, request.items, *request.beside.files), request.path)
    if request.items is None and request.events is None:
        raise UsageError("nothing was delivered: give --items, --events or both")
    for folder, what in ((request.proposals, "proposals"), (request.quotes, "quotes")):
        ready_folder(folder, f"{what} are a file each")
    with step("Reading documents"):
        known = tuple(load_agreements(request.path))
    asked = known if request.agreement is None else (chosen(known, request.agreement),)
    with step("Reading facts") as told:
        facts = Facts.from_files(request.items, request.events, mapping=request.mapping, progress=told)
    division = divide(asked, facts, tuple(one for one in known if one not in asked))
    if division.problems:
        raise FactsRejected(division.problems)
    statements: list[Statement] = []
    for agreement, part in zip(asked, division.parts, strict=True):
        with step(f"Judging {agreement.id}") as told:
            evaluation = evaluate(agreement, part, as_of=as_of.instant(agreement.zone), progress=told)
        delivery = request.beside.delivery(agreement, known, evaluation, request.period)
        period = agreement.period(request.period)
        statements.append(Statement(agreement, evaluation, None, part, period, request.locale, delivery))
    deliveries = [one.delivery for one in statements if one.delivery is not None]
    _write(request, statements, deliveries)
    if STDOUT not in (request.html, request.json):
        show_delivered(deliveries, language(request.locale))
    list_problems(problem for one in deliveries for problem in one.problems)
    for item in unknown_items(deliveries, [str(one) for one in facts.items.ids]):
        complain(f"contractkit: set aside: something was told of {item}, and there is no such item")


def _write(request: DeliveredRequest, statements: list[Statement], deliveries: list[Delivery]) -> None:
    texts: dict[Path, str] = {}
    if request.html is not None:
        texts[request.html] = page(statements)
    if request.json is not None:
        record = {"version": _VERSION, "kind": "delivered", "deliveries": [one.to_dict() for one in deliveries]}
        texts[request.json] = json.dumps(record, indent=1, ensure_ascii=False) + "\n"
    if request.proposals is not None:
        for one in (proposal for delivery in deliveries for proposal in delivery.proposals):
            texts[request.proposals / f"{one.paper['id']}.yaml"] = one.text
    if request.quotes is not None:
        speaks = language(request.locale)
        for delivery in deliveries:
            for quote in (one for one in delivery.quotes if one.state in ("draft", "overdue")):
                name = re.sub(r"[^\w.-]", "_", quote.item)
                texts[request.quotes / f"QUOTE-{name}.txt"] = quote_letter(delivery, quote, speaks)
    write(texts)
