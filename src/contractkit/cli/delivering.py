"""``contractkit delivered``: what was delivered in a period against what was agreed."""

from __future__ import annotations

import re
from pathlib import Path

import attrs

from contractkit.cli.beside import Beside, unknown_items
from contractkit.cli.dividing import divide
from contractkit.cli.endings import complain, list_problems
from contractkit.cli.instants import AsOf
from contractkit.cli.json_output import Places, json_texts
from contractkit.cli.progress import step
from contractkit.cli.reading import Tables, agreements_in, chosen
from contractkit.cli.screens import a_screen
from contractkit.cli.writing import STDOUT, check_folder, destinations, spare, write
from contractkit.delivery import Delivery
from contractkit.errors import FactsRejected
from contractkit.evaluation import evaluate
from contractkit.quantities.periods import Period
from contractkit.statements import Statement, page
from contractkit.statements.delivered.letters import quote_letter
from contractkit.statements.delivered.papers import proposal_paper
from contractkit.statements.delivered.terminal import show_delivered
from contractkit.statements.wording import language

__all__ = ["DeliveredRequest", "tell_delivered"]

_VERSION = 1


@attrs.frozen
class DeliveredRequest:
    """What was asked for on the command line.

    Attributes:
        path: The documents.
        tables: What happened.
        period: The period as it was typed.
        as_of: Up to when things are known, as it was typed.
        agreement: The id of the agreement; None for all of them.
        beside: What was written down beside the items.
        html: Where the page goes; None for nowhere.
        json: Where the JSON goes.
        proposals: The folder into which amendments go that put things on paper; None for nowhere.
        quotes: The folder into which draft quotes go that are not sent yet; None for nowhere.
        locale: The language of tables, page and quotes.
    """

    path: Path
    tables: Tables
    period: str
    as_of: str
    agreement: str | None = None
    beside: Beside = attrs.field(factory=Beside)
    html: Path | None = None
    json: Places = ()
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
    destinations(request.html, *request.json)
    spare((request.html, *request.json), (*request.tables.files, *request.beside.files), request.path)
    request.tables.check("nothing was delivered")
    for folder, what in ((request.proposals, "proposals"), (request.quotes, "quotes")):
        check_folder(folder, f"{what} are a file each")
    known = agreements_in(request.path)
    asked = known if request.agreement is None else (chosen(known, request.agreement),)
    facts = request.tables.read()
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
    if STDOUT not in (request.html, *request.json):
        show_delivered(deliveries, language(request.locale), a_screen())
    list_problems(problem for one in deliveries for problem in one.problems)
    for item in unknown_items(deliveries, [str(one) for one in facts.items.ids]):
        complain(f"contractkit: set aside: something was told of {item}, and there is no such item")


def _write(request: DeliveredRequest, statements: list[Statement], deliveries: list[Delivery]) -> None:
    texts: dict[Path, str] = {}
    if request.html is not None:
        texts[request.html] = page(statements)
    if request.json:
        record = {"version": _VERSION, "kind": "delivered", "deliveries": [one.to_dict() for one in deliveries]}
        texts |= json_texts(request.json, record)
    if request.proposals is not None:
        for one in (proposal for delivery in deliveries for proposal in delivery.proposals):
            texts[request.proposals / f"{one.paper['id']}.yaml"] = proposal_paper(one, language(request.locale))
    if request.quotes is not None:
        speaks = language(request.locale)
        for delivery in deliveries:
            for quote in (one for one in delivery.quotes if one.state in ("draft", "overdue")):
                name = re.sub(r"[^\w.-]", "_", quote.item or f"{quote.what}-{quote.asked_at:%Y-%m-%d}")
                texts[request.quotes / f"QUOTE-{name}.txt"] = quote_letter(delivery, quote, speaks)
    write(texts, request.proposals, request.quotes)
