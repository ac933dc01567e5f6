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
    "royalty": "revenue-share",
    "service-points": "band-effect with points, and points-credit",
    "late-fee": "late-penalty",
    "gain-share": "share-line",
    "ladder": "band-effect or tier-credit",
    "damages": "liquidated-damages",
    "exclusive-remedy": "sole-remedy",
    "claim-period": "claim with within:",
    "agreement": "precedence or text, by what it says",
    "approval": "change-path with approved_by:",
    "audit": "right",
    "availability": "metric with measures: availability, and figure-target",
    "best-effort": "effort",
    "bonus": "curve",
    "bonus-malus": "curve",
    "business-hours": "calendar",
    "cancellation": "termination; for orders order-change",
    "cap": "settlement with a step: cap",
    "catalogue": "catalogue-item",
    "change": "change-path",
    "contact": "contacts",
    "credit": "tier-credit",
    "cut-off": "orders with cut_off:",
    "downtime": "metric with measures: availability and down_when:, and maintenance",
    "escalate": "escalation",
    "exclusion": "relief",
    "exclusions": "relief",
    "exit": "termination, and duty for what is handed over",
    "favour": "favours",
    "fixed-fee": "fee with name: fixed-fee",
    "fixed-price": "fee, or service with price:",
    "free-of-charge": "no-charge",
    "hourly-rate": "rate",
    "inflation": "indexation",
    "minimum": "minimum-commitment",
    "price-list": "rate, or service with rows:",
    "subscription": "service with price:, or fee",
    "surcharge": "rate or service with surcharges:",
    "uplift": "indexation with by: {fixed: 3 %}",
    "vat": "tax",
    "force-majeure": "relief with cause: force-majeure",
    "grey": "scope with is: grey",
    "grey-zone": "scope with is: grey",
    "block-hours": "prepaid",
    "call-off-hours": "prepaid with bought: as-ordered",
    "credit-pack": "prepaid with bought: as-ordered",
    "hour-bank": "prepaid",
    "hours-card": "prepaid with bought:",
    "hour-pack": "prepaid with bought:",
    "prepaid-block": "prepaid",
    "prepaid-hours": "prepaid",
    "prepayment": "prepaid for units of a service, or fee",
    "punch-card": "prepaid with bought:",
    "retainer": "prepaid with every: month",
    "strippenkaart": "prepaid with bought:",
    "holidays": "calendar with holidays:",
    "hours": "calendar",
    "incentive": "curve",
    "index": "indexation",
    "item": "catalogue-item",
    "kpi": "metric with figure-target",
    "lead-time": "orders with lead_time:",
    "maintenance-window": "maintenance",
    "malus": "curve or tier-credit",
    "meeting": "duty with every:",
    "notice": "renewal with notice:",
    "obligation": "duty",
    "offer": "quote",
    "ola": "time-target, in a document: sla with between: internal",
    "opening-hours": "calendar",
    "option": "right",
    "order": "orders",
    "out-of-scope": "scope with is: out",
    "package": "level with based_on:",
    "penalty": "tier-credit with nature: penalty",
    "price": "service with price:",
    "procedure": "process",
    "product": "catalogue-item",
    "quotation": "quote",
    "report": "duty with contains:",
    "reporting": "duty with contains:",
    "resolution": "time-target with measure: resolution",
    "resolution-time": "time-target with measure: resolution",
    "response": "time-target with measure: response",
    "response-time": "time-target with measure: response",
    "retention": "duty with lasts:",
    "review": "duty with every:",
    "role": "contacts",
    "roles": "contacts",
    "survey": "metric with measures: satisfaction, and right",
    "satisfaction": "metric with measures: satisfaction, and figure-target",
    "service-credit": "tier-credit",
    "service-level": "level",
    "sla": "time-target, or figure-target",
    "stand-in": "contacts with stands_in:",
    "steps": "process with steps:",
    "target": "time-target, or figure-target",
    "task": "step",
    "time-limit": "time-target",
    "workflow": "process",
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
    "excess": "on_excess: drop, carry-forward or report-only",
    "part_steps": "late_part_steps: pro-rata, ignored or full-step",
    "remedy": "grants: rectification-plan; a right to end the agreement is kind: termination",
    "holds_from": "holds: {from: ...}",
    "holds_until": "holds: {below: ...}",
    "deadline": "due",
    "down": "down_when: the state in which it is down",
    "expires_after": "lapses_after: 3 months",
    "keep_for": "lasts: 12 months",
    "valid_for": "lapses_after: 3 months",
    "retention": "lasts: 12 months",
    "carried": "carries: 10 hours or 50 %",
    "carry-over": "carries: 10 hours or 50 %",
    "carry_over": "carries: 10 hours or 50 %",
    "description": "text",
    "hours": "week",
    "if": "when",
    "limit": "within",
    "minimum": "reach",
    "on": "calendar",
    "percentage": "reach",
    "period": "per",
    "priority": "when: {priority: P1}",
    "schedule": "calendar",
    "threshold": "pays: with a band-effect in which that band has a name",
    "target": "reach",
    "time": "within",
    "timezone": "zone",
    "to": "through",
    "tz": "zone",
    "where": "when",
}


_RENAMED = {
    "compounding": ("uplift_compounding",),
    "excess": ("index_excess", "on_excess"),
    "index": ("series", "by: {series: cpi, base: 2025-09}"),
    "part_steps": ("late_part_steps",),
    "phone": ("reach_at",),
    "surcharge": ("surcharges: [{calendar: ..., times: 1.5}]",),
}
"""Words that had two meanings, and others that stand for one thing in several places."""
_LAST = ("holds", "replaces", "illustrates", "title", "text", "note", "kind", "step", "contractkit", "document")


def field_hint(word: str, known: Iterable[str]) -> str:
    """Return the hint for a field that does not stand here."""
    fields = sorted(known, key=lambda field: field in _LAST)
    renamed = next((right for right in _RENAMED.get(word.lower(), ()) if right.partition(":")[0] in fields), None)
    if renamed is not None:
        return f"write {renamed}" if ":" in renamed else f"did you mean '{renamed}'?"
    found = nearest_word(word, fields)
    if found is not None and found != word:
        return f"did you mean '{found}'?"
    tried = _FIELDS.get(word.lower())
    if tried is not None and tried.partition(":")[0] in fields:
        return f"write {tried}"
    return "known: " + ", ".join(fields)
