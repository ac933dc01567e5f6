"""One small agreement, and items that a person can count: what lies outside of it, and what was told of that."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

CLAUSES: dict[str, Any] = {
    "1.1": {"kind": "term", "start": "2026-01-01", "initial": "12 months"},
    "2.1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
    "3.1": {
        "kind": "service",
        "name": "mail",
        "volume": "100 mailboxes",
        "price": "EUR 4.00 per mailbox per month",
        "band": "5 %",
    },
    "4.1": {"kind": "measure", "name": "solved", "starts": {"field": "opened_at"}, "stops": {"status": "solved"}},
    "4.2": {
        "kind": "time-target",
        "name": "fixed",
        "measure": "solved",
        "within": "4 hours",
        "calendar": "office",
        "reach": "90 %",
    },
    "7.1": {
        "kind": "scope",
        "calendar": "office",
        "rows": [
            {
                "name": "private",
                "when": {"category": ["phone", "printer"]},
                "is": "grey",
                "meanwhile": "deliver",
                "follow_up": "10 business days",
            },
            {"name": "moves", "when": {"category": "move"}, "is": "out", "then": "quote"},
            {"name": "rest", "otherwise": "in"},
        ],
    },
    "8.1": {"kind": "rate", "name": "engineer", "price": "EUR 90.00 per hour"},
}

MAPPING = {
    "contractkit": 1,
    "document": "mapping",
    "zone": "Europe/Amsterdam",
    "items": {
        "id": "id",
        "fields": {
            "service": "service",
            "category": "category",
            "opened_at": "opened",
            "solved_at": "solved",
        },
        "becomes": [{"field": "status", "value": "solved", "at": "solved_at"}],
    },
}

Row = tuple[str, str, str, str, str | None]
"""An item: its id, service, category, opening and solution, both local times."""


def at(text: str) -> datetime:
    """Return a local time of Amsterdam."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def papers(more: Mapping[str, Any] | None = None, **head: Any) -> ck.Agreement:
    """Return the agreement, with clauses added or replaced; one that is None is left out."""
    clauses = {number: clause for number, clause in {**CLAUSES, **(more or {})}.items() if clause is not None}
    return _loaded(json.dumps({**head, "clauses": clauses}))


@cache
def _loaded(rest: str) -> ck.Agreement:
    return ck.load_agreement(
        data={
            "contractkit": 1,
            "document": "sla",
            "id": "S-1",
            "title": "Mail",
            "currency": "EUR",
            "zone": "Europe/Amsterdam",
            "fields": {"status": ["new", "solved"], "category": "text", "opened_at": "instant"},
            **json.loads(rest),
        }
    )


def judged(agreement: ck.Agreement, rows: Sequence[Row], as_of: str) -> ck.Evaluation:
    """Return what became of the items by a local time."""
    columns = dict(zip(("id", "service", "category", "opened", "solved"), zip(*rows, strict=True), strict=True))
    facts = ck.Facts.from_frames(items={name: list(values) for name, values in columns.items()}, mapping=MAPPING)
    return ck.evaluate(agreement, facts, as_of=at(as_of))


Deliver = Callable[..., ck.Delivery]


@pytest.fixture
def amended(tmp_path: Path) -> Callable[[str], ck.Agreement]:
    """Return what loads the papers with an amendment that makes 150 mailboxes of 100 from a date on."""
    volume = {"volume": {"was": "100 mailboxes", "becomes": "150 mailboxes"}}
    return lambda since: _amended(tmp_path, since, "3.1", volume)


@pytest.fixture
def dearer(tmp_path: Path) -> ck.Agreement:
    """Return the papers with an amendment that makes EUR 120.00 of EUR 90.00 an hour from March on."""
    price = {"price": {"was": "EUR 90.00 per hour", "becomes": "EUR 120.00 per hour"}}
    return _amended(tmp_path, "2026-03-01", "8.1", price)


def _amended(folder: Path, since: str, clause: str, changed: Mapping[str, Any]) -> ck.Agreement:
    head = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Mail", "currency": "EUR"}
    fields = {"status": ["new", "solved"], "category": "text", "opened_at": "instant"}
    paper = {**head, "zone": "Europe/Amsterdam", "fields": fields, "clauses": CLAUSES}
    more = {"document": "amendment", "id": "A-1", "title": "More", "amends": "S-1"}
    dates = {"signed_on": since, "effective_from": since}
    changes = [{"clause": clause, "action": "change", "fields": changed}]
    amendment = {"contractkit": 1, **more, **dates, "changes": changes}
    for name, document in (("paper", paper), ("amendment", amendment)):
        (folder / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    return ck.load_agreement(folder)


@pytest.fixture
def deliver() -> Deliver:
    """Return what works out a delivery: of items, as of a moment, with what else is told."""

    def work_out(
        rows: Sequence[Row],
        *,
        as_of: str = "2026-04-01 00:00",
        period: str = "2026-Q1",
        clauses: Mapping[str, Any] | None = None,
        head: Mapping[str, Any] | None = None,
        under: ck.Agreement | None = None,
        **asked: Any,
    ) -> ck.Delivery:
        told = {name: asked.pop(name) for name in ("work", "favours", "decisions", "told", "quotes") if name in asked}
        agreement = papers(clauses, **(head or {})) if under is None else under
        evaluation = judged(agreement, rows, as_of)
        return ck.delivered(agreement, evaluation, period=period, told=ck.DeliveryFacts(**told), **asked)

    return work_out


AskRequest = Callable[..., ck.OpenRequest]


@pytest.fixture
def ask() -> AskRequest:
    """Return what tells one request of several, as of a moment, with what is told of decisions and quotes."""

    def told_of(
        rows: Sequence[Row], item: str, as_of: str, *, clauses: Mapping[str, Any] | None = None, told: Any = None
    ) -> ck.OpenRequest:
        return ck.open_request(judged(papers(clauses), rows, as_of), item, told)

    return told_of
