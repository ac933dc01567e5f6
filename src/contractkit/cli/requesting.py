"""``contractkit request``: one running request for its customer, in plain words."""

from __future__ import annotations

import sys
from pathlib import Path

import attrs

from contractkit.cli.beside import Beside
from contractkit.cli.dividing import divide
from contractkit.cli.instants import AsOf
from contractkit.cli.json_output import Places, json_texts
from contractkit.cli.progress import step
from contractkit.cli.reading import Tables, agreements_in
from contractkit.cli.writing import STDOUT, destinations, spare, write
from contractkit.errors import FactsRejected, UsageError
from contractkit.evaluation import evaluate
from contractkit.portfolio.requests_asked import open_request
from contractkit.process import OpenRequest
from contractkit.statements.open_request import request_html, request_text
from contractkit.statements.wording import language
from contractkit.terms import Agreement

__all__ = ["Asked", "tell_request", "with_customers"]

_VERSION = 1


@attrs.frozen
class Asked:
    """What was asked for on the command line.

    Attributes:
        path: The documents.
        item: The id of the request.
        tables: What happened.
        as_of: The moment of which it speaks, as it was typed.
        beside: What was written down beside the items.
        html: Where the page is written, or None.
        locale: The language.
        json: Where the JSON goes.
    """

    path: Path
    item: str
    tables: Tables
    as_of: str
    beside: Beside = attrs.field(factory=Beside)
    html: Path | None = None
    locale: str = "en"
    json: Places = ()


def tell_request(asked: Asked) -> None:
    """Tell one request to its customer: on standard output, and as a page where one is asked for.

    Raises:
        SystemExit: 1 where documents or facts have problems, which are listed.
        UsageError: There is no such item, or it belongs to no customer of the agreements.
    """
    language(asked.locale)
    as_of = AsOf.parse(asked.as_of)
    asked.tables.check("nothing to tell of")
    asked.beside.check()
    destinations(asked.html, *asked.json)
    spare([asked.html, *asked.json], (*asked.tables.files, *asked.beside.files), asked.path)
    found = _found(asked, as_of)
    texts = json_texts(asked.json, {"version": _VERSION, "kind": "request", "request": found.to_dict()})
    if asked.html is not None:
        texts[asked.html] = request_html(found, asked.locale)
    write(texts)
    if STDOUT not in texts:
        sys.stdout.write(request_text(found, asked.locale).replace("\u00a0", " ") + "\n")


def _found(asked: Asked, as_of: AsOf) -> OpenRequest:
    agreements = with_customers(agreements_in(asked.path))
    told = None if asked.beside.folder is None else [asked.beside.told(one) for one in agreements]
    decided = {one.item for every in told or () for one in every.decisions}
    facts = asked.tables.read_alone(asked.item, decided)
    division = divide(agreements, facts)
    if division.problems:
        raise FactsRejected(division.problems)
    for place, (agreement, part) in enumerate(zip(agreements, division.parts, strict=True)):
        if part.items.ids.find(asked.item) is not None:
            with step(f"Judging {asked.item}"):
                result = evaluate(agreement, part, as_of=as_of.instant(agreement.zone))
            return open_request(result, asked.item, None if told is None else told[place])
    raise UsageError(f"item {asked.item!r} belongs to no customer of these agreements", item=asked.item)


def with_customers(agreements: tuple[Agreement, ...]) -> tuple[Agreement, ...]:
    """Return the agreements with customers: without the papers of teams and suppliers, if there are any others."""
    found = tuple(one for one in agreements if all(head.between is None for head in one.documents))
    return found or agreements
