"""Papers for tests of calls and portfolios: small, with numbers that are reckoned by hand."""

from __future__ import annotations

from typing import Any


def paper(number: int = 1, customer: str = "bakery", **clauses: dict[str, Any]) -> dict[str, Any]:
    """Return a contract whose desk works on weekdays from 09:00 to 17:00, with more clauses by their numbers.

    P1 is solved within 2 hours, P2 within 8; the term is all of 2026, renewed tacitly with 2 months notice.
    """
    given = {name.replace("_", ".").lstrip("c"): clause for name, clause in clauses.items()}
    return {
        "contractkit": 1,
        "document": "contract",
        "id": f"C-{number}",
        "title": f"Contract {number}",
        "language": "en",
        "currency": "EUR",
        "zone": "Europe/Amsterdam",
        "signed_on": "2025-12-15",
        "parties": {"provider": {"name": "Desk"}, "customer": {"name": customer.title(), "code": customer}},
        "fields": {
            "priority": ["P1", "P2", "P3"],
            "status": ["new", "solved"],
            "category": "text",
            "opened_at": "instant",
        },
        "clauses": {
            "1.1": {"kind": "term", "start": "2026-01-01", "initial": "12 months"},
            "2.1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
            "3.1": {"kind": "service", "name": "desk", "volume": "10 seats", "price": "EUR 9.00 per seat per month"},
            "4.1": {
                "kind": "time-target",
                "measure": "resolution",
                "starts": {"field": "opened_at"},
                "stops": {"status": "solved"},
                "calendar": "office",
                "rows": [
                    {"name": "p1", "when": {"priority": "P1"}, "within": "2 hours"},
                    {"name": "p2", "when": {"priority": "P2"}, "within": "8 hours"},
                ],
            },
            **given,
        },
    }


RENEWAL = {"kind": "renewal", "renews": "tacitly", "by": "12 months", "notice": "2 months"}
SCOPE = {
    "kind": "scope",
    "calendar": "office",
    "rows": [
        {
            "name": "phones",
            "when": {"category": "phone"},
            "is": "grey",
            "meanwhile": "deliver",
            "follow_up": "2 business days",
        },
        {"name": "moves", "when": {"category": "move"}, "is": "out", "then": "quote"},
        {"name": "rest", "otherwise": "in"},
    ],
}
