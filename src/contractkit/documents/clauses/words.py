"""Words that people try as kinds and fields, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable

from contractkit.quantities.notation import nearest, nearest_word

__all__ = ["LATER_EFFECTS", "LATER_KINDS", "effect_hint", "field_hint", "kind_hint", "step_hint"]

LATER_EFFECTS = (
    "award-fee",
    "band-effect",
    "gap-credit",
    "late-penalty",
    "liquidated-damages",
    "milestone",
    "per-item",
    "points-credit",
    "pool-credit",
    "ratchet",
    "remedy",
    "revenue-share",
    "share-line",
    "step-credit",
)
"""Effects of the language that this version does not read yet."""

LATER_KINDS = (
    *LATER_EFFECTS,
    "claim",
    "deposit",
    "favours",
    "maintenance",
    "minimum-commitment",
    "no-charge",
    "order-change",
    "pass-through",
    "process",
    "proration",
    "quote",
    "rate",
    "relief",
    "right",
    "tax",
    "termination",
)
"""Kinds of the language that this version does not read yet."""

LATER = "this version does not read it yet; write it as kind: text until then"
LATER_HERE = "this version does not read it yet; leave it out, and tell it in a clause with kind: text until then"

_TRIED = {
    "agreement": "precedence or text, by what it says",
    "availability": "metric with measures: availability, and figure-target",
    "bonus": "curve",
    "bonus-malus": "curve",
    "business-hours": "calendar",
    "cap": "settlement with a step: cap",
    "change": "change-path",
    "contact": "contacts",
    "credit": "tier-credit",
    "favour": "favours",
    "fixed-fee": "fee with name: fixed-fee",
    "holidays": "calendar with holidays:",
    "hours": "calendar",
    "incentive": "curve",
    "index": "indexation",
    "kpi": "metric with figure-target",
    "lead-time": "orders with lead_time:",
    "malus": "curve or tier-credit",
    "notice": "renewal with notice:",
    "ola": "time-target",
    "opening-hours": "calendar",
    "order": "orders",
    "package": "level with based_on:",
    "penalty": "tier-credit with nature: penalty",
    "price": "service with price:",
    "resolution": "time-target with measure: resolution",
    "resolution-time": "time-target with measure: resolution",
    "response": "time-target with measure: response",
    "response-time": "time-target with measure: response",
    "satisfaction": "metric with measures: satisfaction, and figure-target",
    "service-credit": "tier-credit",
    "service-level": "level",
    "sla": "time-target, or figure-target",
    "target": "time-target, or figure-target",
    "time-limit": "time-target",
}


def kind_hint(word: str, known: Iterable[str]) -> str:
    """Return the hint for a clause kind that is not read."""
    return _hint(word, tuple(known), _not_yet(known, LATER_KINDS))


def effect_hint(word: str, known: Iterable[str]) -> str:
    """Return the hint for an effect that is not read."""
    return _hint(word, tuple(known), _not_yet(known, LATER_EFFECTS)).replace(LATER, LATER_HERE)


def _not_yet(known: Iterable[str], later: tuple[str, ...]) -> tuple[str, ...]:
    read = set(known)
    return tuple(word for word in later if word not in read)


def step_hint(word: str, known: Iterable[str]) -> str:
    """Return the hint for a settlement step that is not read."""
    return nearest(word, known)


def _hint(word: str, known: tuple[str, ...], later: tuple[str, ...]) -> str:
    if word in later:
        return LATER
    if word.lower() in _TRIED and word not in known:
        return f"write {_TRIED[word.lower()]}"
    found = nearest_word(word, (*known, *later))
    if found in later:
        return f"did you mean '{found}'? {LATER}"
    return nearest(word, known) if found else "known: " + ", ".join(known)


_FIELDS = {
    "holds_from": "holds: {from: ...}",
    "holds_until": "holds: {below: ...}",
    "deadline": "due",
    "description": "text",
    "hours": "week",
    "if": "when",
    "limit": "within",
    "minimum": "reach",
    "on": "calendar",
    "percentage": "reach",
    "period": "per",
    "priority": "when",
    "schedule": "calendar",
    "target": "reach",
    "time": "within",
    "timezone": "zone",
    "to": "through",
    "tz": "zone",
    "where": "when",
}


_LATER_FIELDS = (
    "each",
    "instead_of",
    "surcharge",
    "threshold",
)
_LAST = ("title", "text", "note", "kind", "step", "contractkit", "document")


def field_hint(word: str, known: Iterable[str]) -> str:
    """Return the hint for a field that does not stand here."""
    fields = sorted(known, key=lambda field: field in _LAST)
    if word in _LATER_FIELDS:
        return "this version does not read it yet"
    found = nearest_word(word, fields)
    if found is not None and found != word:
        return f"did you mean '{found}'?"
    tried = _FIELDS.get(word.lower())
    if tried is not None and tried.partition(":")[0] in fields:
        return f"write {tried}"
    return "known: " + ", ".join(fields)
