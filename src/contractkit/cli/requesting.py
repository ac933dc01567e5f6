"""``contractkit request``: one running request for its customer, in plain words."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Literal

import attrs
import numpy as np

from contractkit.cli.dividing import divide
from contractkit.cli.endings import PROBLEMS, list_problems
from contractkit.cli.instants import AsOf
from contractkit.cli.progress import step
from contractkit.cli.writing import STDOUT, destinations, spare, write
from contractkit.compiling import load_agreements
from contractkit.errors import DocumentRejected, FactsRejected, UsageError
from contractkit.evaluation import evaluate
from contractkit.facts import Facts
from contractkit.process import OpenRequest, open_request
from contractkit.statements.open_request import request_html, request_text
from contractkit.statements.wording import language
from contractkit.terms import Agreement

__all__ = ["Asked", "tell_request", "with_customers"]


@attrs.frozen
class Asked:
    """What was asked for on the command line.

    Attributes:
        path: The documents.
        item: The id of the request.
        mapping: Which column is what.
        items: The table of items, or None.
        events: The table of events, or None.
        relief: The table of relief, or None.
        as_of: The moment of which it speaks, as it was typed.
        html: Where the page is written, or None.
        locale: The language.
        form: Text for people, or JSON.
    """

    path: Path
    item: str
    mapping: Path
    items: Path | None
    events: Path | None
    relief: Path | None
    as_of: str
    html: Path | None = None
    locale: str = "en"
    form: Literal["json", "text"] = "text"


def tell_request(asked: Asked) -> None:
    """Tell one request to its customer: on standard output, and as a page where one is asked for.

    Raises:
        SystemExit: 1 where documents or facts have problems, which are listed.
        UsageError: There is no such item, or it belongs to no customer of the agreements.
    """
    language(asked.locale)
    as_of = AsOf.parse(asked.as_of)
    if asked.items is None and asked.events is None:
        raise UsageError("nothing to tell of: give --items, --events or both")
    destinations(asked.html)
    spare([asked.html], [asked.mapping, asked.items, asked.events, asked.relief], asked.path)
    found = _found(asked, as_of)
    if asked.html is not None:
        write({asked.html: request_html(found, asked.locale)})
    if asked.html == STDOUT:
        return
    if asked.form == "json":
        sys.stdout.write(json.dumps(found.to_dict(), indent=2, ensure_ascii=False) + "\n")
        return
    sys.stdout.write(request_text(found, asked.locale).replace("\u00a0", " ") + "\n")


def _found(asked: Asked, as_of: AsOf) -> OpenRequest:
    try:
        with step("Reading documents"):
            agreements = tuple(load_agreements(asked.path))
    except DocumentRejected as rejected:
        list_problems(rejected.problems)
        raise SystemExit(PROBLEMS) from None
    with step("Reading facts") as told:
        tables = {"items": asked.items, "events": asked.events, "relief": asked.relief}
        facts = Facts.from_files(**tables, mapping=asked.mapping, progress=told)
    place = facts.items.ids.find(asked.item)
    if place is None:
        raise UsageError(f"there is no item {asked.item!r}", item=asked.item)
    mask = np.zeros(len(facts.items), np.bool_)
    mask[place] = True
    agreements = with_customers(agreements)
    division = divide(agreements, facts.where(mask))
    if division.problems:
        raise FactsRejected(division.problems)
    for agreement, part in zip(agreements, division.parts, strict=True):
        if len(part.items):
            return open_request(evaluate(agreement, part, as_of=as_of.instant(agreement.zone)), asked.item)
    raise UsageError(f"item {asked.item!r} belongs to no customer of these agreements", item=asked.item)


def with_customers(agreements: tuple[Agreement, ...]) -> tuple[Agreement, ...]:
    """Return the agreements with customers: without the papers of teams and suppliers, if there are any others."""
    found = tuple(one for one in agreements if all(head.between is None for head in one.documents))
    return found or agreements
