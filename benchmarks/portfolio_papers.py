"""Papers of ten thousand customers of one provider: a dozen families of service levels, and what differs in each.

Within a family targets, calendars, scope rules and working agreements are the same words; names, prices, volumes,
contacts and dates are each customer's own. It is what portfolios of managed-service providers look like.
"""

from __future__ import annotations

from random import Random
from typing import Any

__all__ = ["FAMILIES", "SERVICES", "call", "paper"]

FAMILIES = 12
SERVICES = ("workplace", "mail", "network", "hosting")
_WEEKS = ({"mon-fri": "08:00-18:00"}, {"mon-fri": "08:30-17:00", "sat": "09:00-12:00"}, {"mon-sun": "07:00-19:00"})
_LEVELS = ("bronze", "silver", "gold")
_TOWNS = ("Assen", "Bergen", "Cottbus", "Dordrecht", "Eger", "Fredrikstad", "Gouda", "Hengelo", "Ieper", "Joure")
_TRADES = ("Bakkerijen", "Notarissen", "Musea", "Scholen", "Werven", "Ziekenhuizen", "Drukkerijen")
_FIRST = ("Marit", "Hylke", "Sietske", "Joris", "Tess", "Anneloes", "Femke", "Kari", "Bram", "Ilse", "Olav")
_PRIORITIES = ("P1", "P2", "P3", "P4")


def paper(number: int) -> dict[str, Any]:
    """Return the paper of one customer."""
    draw = Random(number)
    family = draw.randrange(FAMILIES)
    name = f"{_TOWNS[number % 10]} {_TRADES[number % 7]} {number}"
    return {
        "contractkit": 1,
        "document": "contract",
        "id": f"C-{number:05}",
        "title": {"en": f"Workplaces for {name}", "nl": f"Werkplekken voor {name}"},
        "language": "en",
        "currency": "EUR",
        "zone": "Europe/Amsterdam",
        "signed_on": f"20{draw.randrange(15, 20)}-11-{draw.randrange(1, 29):02}",
        "parties": {
            "provider": {"name": "Tweestroom IT B.V."},
            "customer": {"name": f"{name} B.V.", "code": f"customer-{number}"},
        },
        "fields": {
            "type": ["incident", "order"],
            "priority": list(_PRIORITIES),
            "category": "text",
            "status": ["new", "waiting", "solved", "closed"],
            "opened_at": "instant",
        },
        "clauses": {**_own(draw, number, name, family), **_shared(family)},
    }


def call(number: int, turn: int) -> dict[str, Any]:
    """Return what a customer says on the phone."""
    return {
        "customer": f"customer-{number}",
        "service": SERVICES[turn % 3],
        "type": "order" if turn % 5 == 0 else "incident",
        "category": ("printer", "broken-pc", "mail", "private-phone")[turn % 4],
        "priority": _PRIORITIES[turn % 4],
    }


def _own(draw: Random, number: int, name: str, family: int) -> dict[str, Any]:
    """Return what each customer has of its own: dates, volumes, prices and people."""
    who = draw.choice(_FIRST)
    start = f"20{draw.randrange(20, 27)}-{draw.randrange(1, 13):02}-01"
    services = {
        f"3.{place + 1}": {
            "kind": "service",
            "name": service,
            "level": _LEVELS[family % 3],
            "volume": f"{draw.randrange(5, 900)} seats",
            "price": f"EUR {4 + place * 20 + draw.randrange(1000) / 100:.2f} per seat per month",
        }
        for place, service in enumerate(SERVICES)
    }
    initial, notice = 12 * draw.randrange(1, 5), draw.randrange(1, 4)
    return {
        "1.1": {"kind": "term", "start": start, "initial": f"{initial} months"},
        "1.2": {"kind": "renewal", "renews": "tacitly", "by": "12 months", "notice": f"{notice} months"},
        **services,
        "3.9": {"kind": "fee", "name": "desk-fee", "amount": f"EUR {100 + draw.randrange(2000)}.00", "per": "month"},
        "5.2": {
            "kind": "insurance",
            "cover": "professional-indemnity",
            "minimum": "EUR 1 000 000",
            "certificate_until": f"20{draw.randrange(26, 30)}-12-31",
        },
        "8.9": {
            "kind": "contacts",
            "contacts": [
                {"role": "service-desk", "party": "provider", "name": "Desk", "reach_at": "desk@tweestroom.example"},
                {
                    "role": "customer-contact",
                    "party": "customer",
                    "name": f"{who} of {name}",
                    "reach_at": f"{who.lower()}@customer-{number}.example",
                },
            ],
        },
    }


def _shared(family: int) -> dict[str, Any]:
    """Return what the customers of a family have in common."""
    hours = 1 + family % 4
    level = _LEVELS[family % 3]
    solved = [
        {
            "name": f"solved-{priority.lower()}",
            "when": {"priority": priority},
            "within": f"{hours * factor} hours",
            "reach": f"{97 - family} %",
        }
        for priority, factor in zip(_PRIORITIES, (2, 4, 8, 20), strict=True)
    ]
    answered = [
        {"name": "answered-p1", "when": {"priority": "P1"}, "within": "15 minutes", "calendar": "always"},
        {"name": "answered-rest", "when": {"priority": ["P2", "P3", "P4"]}, "within": f"{hours} hours"},
    ]
    common = {"level": level, "starts": {"field": "opened_at"}, "calendar": "office", "per": "quarter"}
    done: dict[str, Any] = {"status": ["solved", "closed"]}
    return {
        "2.1": {"kind": "calendar", "name": "office", "week": _WEEKS[family % 3], "holidays": ["NL"]},
        "2.2": {"kind": "level", "name": level},
        "2.3": {"kind": "payment", "within": f"{14 + family} days"},
        "2.4": {"kind": "liability", "per_event": "EUR 250 000", "per_year": "100 % of yearly-fees"},
        "2.5": {"kind": "rate", "name": "engineer", "price": f"EUR {80 + family}.00 per hour"},
        "2.6": {"kind": "indexation", "by": {"fixed": "3 %"}, "every": "1 January", "applies_to": ["desk-fee"]},
        "2.7": {
            "kind": "duty",
            "owner": "provider",
            "does": "Delivers the statement of the quarter",
            "due": f"{5 + family} business days",
            "after": "quarter-end",
            "calendar": "office",
        },
        "4.1": {
            "kind": "time-target",
            "measure": "response",
            "stops": {"status": ["waiting", "solved", "closed"]},
            "when": {"type": "incident"},
            **common,
            "rows": answered,
        },
        "4.2": {
            "kind": "time-target",
            "measure": "resolution",
            "stops": done,
            "when": {"type": "incident"},
            **common,
            "rows": solved,
        },
        "4.3": {"kind": "pause", "while": {"status": "waiting"}, "for": ["resolution"]},
        "4.4": {
            "kind": "result",
            "name": "pc-working-again",
            "promise": "A broken PC is repaired or replaced, with all its data.",
            "measure": "resolution",
            "when": {"type": "incident", "category": "broken-pc"},
            "starts": {"field": "opened_at"},
            "stops": done,
            "met_when": {"within": f"{hours * 4} hours", "calendar": "office"},
            "reach": "95 %",
            "per": "quarter",
        },
        "4.5": {
            "kind": "time-target",
            "name": "delivered",
            "measure": "delivery",
            "stops": done,
            "when": {"type": "order"},
            **common,
            "within": f"{2 + family % 4} business days",
            "cut_off": "15:00",
        },
        "7.1": {
            "kind": "scope",
            "rows": [
                {
                    "name": "private-devices",
                    "when": {"category": "private-phone"},
                    "is": "grey",
                    "meanwhile": "deliver",
                },
                {"name": "office-move", "when": {"category": "office-move"}, "is": "out", "then": "quote"},
                {"name": "rest", "otherwise": "in"},
            ],
        },
        "8.1": {
            "kind": "orders",
            "channels": ["portal", "phone"],
            "cut_off": "15:00",
            "lead_time": "2 business days",
            "calendar": "office",
            "when": {"type": "order"},
            "needs": ["name-of-user"],
        },
    }
