"""Whole agreements with what happened under them, month by month: papers, items, facts that somebody told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import attrs
from drawn_effects import KINDS, REACH, effects
from drawn_modifiers import FIGURES
from drawn_prices import MONTHS, prices
from drawn_steps import steps
from hypothesis import strategies as st

import contractkit as ck

__all__ = ["AS_OF", "HEAD", "MONTHS", "Case", "Item", "cases"]

AS_OF = datetime(2026, 9, 1, tzinfo=UTC)
TARGET = {"starts": {"field": "opened_at"}, "calendar": "always"}
FIELDS = {
    "solved_at": "instant",
    "answered_at": "instant",
    "restored_at": "instant",
    "agreed_on": "instant",
    "delivered_at": "instant",
    "category": ["move", "repair"],
    "priority": ["P1", "P2"],
    "part": "text",
    "shocks": "number",
    "failed_periods": "number",
    "late": "yes-no",
    "used": "yes-no",
    "works": "yes-no",
}
AMOUNTS = ("affected-users", "all-users", "actual-cost", "sales")
HEAD: dict[str, Any] = {
    "contractkit": 1,
    "document": "contract",
    "id": "L",
    "title": "Laws",
    "language": "en",
    "currency": "EUR",
    "zone": "Europe/Amsterdam",
    "parties": {"provider": {"name": "Provider"}, "customer": {"name": "Customer"}},
    "fields": FIELDS,
    "amounts": {name: name.replace("-", " ") for name in AMOUNTS},
}


def ground(fee: str, per: str, judged: str) -> dict[str, dict[str, Any]]:
    """Return the clauses that effects look at: a term, a fee, and everything that has a figure."""
    solved = {"kind": "time-target", "name": "solved", **TARGET, "stops": {"field": "solved_at"}, "within": "4 hours"}
    answered = {**solved, "name": "answered", "stops": {"field": "answered_at"}, "within": "1 hour"}
    met = {"all_of": [{"within": "4 hours elapsed"}, {"field": "works", "is": "yes"}]}
    restored = {"kind": "result", "name": "restored", "promise": "It works again", "starts": {"field": "opened_at"}}
    return {
        "1": {"kind": "term", "start": "2026-01-01"},
        "2": {"kind": "fee", "name": "fee", "amount": fee, "per": per},
        "3": {"kind": "metric", "name": "uptime", "measures": "availability", "precision": "exact", "relief": "none"},
        "4": {
            "kind": "figure-target",
            "name": "available",
            "metric": "uptime",
            "reach": "at least 95 %",
            "per": judged,
        },
        "5": {"kind": "metric", "name": "errors", "measures": "error-rate", "precision": "exact"},
        "6": {"kind": "figure-target", "name": "few-errors", "metric": "errors", "reach": "at most 5 %", "per": judged},
        "7": {**solved, "when": {"priority": "P1"}, "reach": f"{REACH['solved']} %", "per": judged},
        "8": {**answered, "reach": f"{REACH['answered']} %", "per": judged},
        "9": {**restored, "stops": {"field": "restored_at"}, "met_when": met, "reach": "at least 50 %", "per": judged},
        "10": {"kind": "metric", "name": "judged", "measures": "score", "scale": {"from": "0", "through": "100"}},
    }


@attrs.frozen
class Item:
    """An item: the month in which it is judged, how late it was under each target, and its fields.

    A lateness of None is an end that never came. Without a priority nobody knows whether the item counts under
    `solved`, and without `works` whether its result was reached.
    """

    id: str
    month: int
    solved: int | None
    answered: int | None
    restored: int | None
    fields: dict[str, Any] = attrs.field(factory=dict)

    def row(self) -> dict[str, Any]:
        opened = datetime(2026, self.month, 10, 9, tzinfo=UTC)
        at = {
            name: None if late is None else (opened + timedelta(hours=limit, minutes=late)).isoformat()
            for name, late, limit in (
                ("solved_at", self.solved, 4), ("answered_at", self.answered, 1), ("restored_at", self.restored, 4),
            )
        }  # fmt: skip
        return {"id": self.id, "opened_at": opened.isoformat(), **at, **self.fields}


@attrs.frozen(repr=False)
class Case:
    """An agreement that is still to be made, and what happened."""

    clauses: dict[str, dict[str, Any]]
    items: tuple[Item, ...]
    told: dict[str, Any]

    def __repr__(self) -> str:
        """Return what was drawn, one thing a line."""
        drawn = {number: clause for number, clause in self.clauses.items() if number not in map(str, range(3, 11))}
        parts = [*(f"{number}: {clause}" for number, clause in drawn.items()), *map(str, self.items)]
        return "\n".join(["Case", *parts, *(f"{group}: {value}" for group, value in self.told.items())])

    def _repr_pretty_(self, printer: Any, cycle: Any) -> None:
        """Tell Hypothesis to print just that."""
        printer.text(repr(self))

    @property
    def data(self) -> dict[str, Any]:
        """Return its one document."""
        return {**HEAD, "clauses": self.clauses}

    @property
    def paying(self) -> list[dict[str, Any]]:
        """Return the clauses that pay."""
        return [clause for clause in self.clauses.values() if clause["kind"] in KINDS]

    @property
    def steps(self) -> list[dict[str, Any]]:
        """Return the steps of its settlement clause."""
        return list(self.clauses.get("90", {}).get("order", []))

    def agreement(self) -> ck.Agreement:
        return ck.load_agreement(data=self.data)

    def facts(self, items: tuple[Item, ...] | None = None) -> ck.Facts:
        rows = [item.row() for item in (self.items if items is None else items)]
        names = ("id", "opened_at", *FIELDS)
        return ck.Facts.from_frames(items={name: [row.get(name) for row in rows] for name in names}, mapping=mapping())

    def run(self, *periods: str, agreement: ck.Agreement | None = None) -> list[ck.Settlement]:
        """Return the settlements of some periods, one after another with the ledger in hand."""
        return self.settle(*periods, agreement=agreement)[0]

    def settle(
        self,
        *periods: str,
        agreement: ck.Agreement | None = None,
        items: tuple[Item, ...] | None = None,
        ledger: ck.Ledger | None = None,
        stored: str = "never",
    ) -> tuple[list[ck.Settlement], ck.Ledger]:
        """Return the settlements and the ledger behind them, which is written down ``between`` them if so asked."""
        agreement = self.agreement() if agreement is None else agreement
        ledger = ck.Ledger.empty() if ledger is None else ledger
        facts = self.facts(items)
        evaluation = ck.evaluate(agreement, facts, AS_OF)
        told, found = self.known(agreement), []
        for period in periods:
            settlement, ledger = ck.settle(agreement, evaluation, facts, period=period, before=ledger, told=told)
            found.append(settlement)
            if stored == "between":
                ledger = ck.Ledger.from_dict(ledger.to_dict())
        return found, ledger

    def known(self, agreement: ck.Agreement) -> ck.SettlementFacts:
        return ck.SettlementFacts.from_dict(self.told, agreement=agreement, period="2026")


@cache
def mapping() -> Any:
    typed = {"instant": "instant", "number": "number"}
    fields: dict[str, Any] = {"opened_at": {"column": "opened_at", "type": "instant"}}
    for name, kind in FIELDS.items():
        known = typed.get(kind) if isinstance(kind, str) else None
        fields[name] = name if known is None else {"column": name, "type": known}
    return {"contractkit": 1, "document": "mapping", "items": {"id": "id", "fields": fields}}


LATE = (-60, -1, 0, 1, 60)
"""Minutes after the time limit: about it, and on it."""


def item(chance: Random, number: int, open_ones: str) -> Item:
    month = chance.choice((1, 2, 3, 4))
    late = LATE if open_ones == "none" else (*LATE, None)
    agreed = datetime(2026, month, chance.choice((1, 10, 27)), 9, tzinfo=UTC)
    delivered = agreed + timedelta(days=chance.randint(-1, 9), minutes=chance.choice((-1, 0, 1)))
    fields = {
        "agreed_on": agreed.isoformat(),
        "delivered_at": delivered.isoformat(),
        "category": chance.choice(("move", "repair")),
        "priority": chance.choice(("P1", "P2")),
        "part": chance.choice(("roof", "door")),
        "shocks": chance.randint(0, 4),
        "failed_periods": chance.randint(1, 3),
        **{name: chance.choice(("yes", "no")) for name in ("late", "used", "works")},
    }
    for name in ("priority", "works") if open_ones != "none" else ():
        fields[name] = chance.choice((fields[name], fields[name], None))
    return Item(f"I{number}", month, chance.choice(late), chance.choice(late), chance.choice(late), fields)


def told(chance: Random, unknown: str) -> dict[str, Any]:
    """Return figures and amounts of every month; of some figures only a range, or nothing."""
    figures: dict[str, Any] = {"available": {}, "few-errors": {}, "judged": {}}
    for month in MONTHS:
        for name, low, unit in (("available", 90, " %"), ("few-errors", 0, " %"), ("judged", 50, "")):
            scale = 4 if name == "judged" else 1
            shown = [f"{low + at * scale}{unit}" for at in sorted((chance.randint(0, 10), chance.randint(0, 10)))]
            how = chance.choice(("known",) if unknown == "none" else ("known", "known", "range", "nothing"))
            if how == "known":
                figures[name][month] = chance.choice(shown)
            elif how == "range":
                figures[name][month] = {"low": shown[0], "high": shown[1]}
    return {
        "figures": {name: found for name, found in figures.items() if found},
        "amounts": {
            "affected-users": {month: str(chance.randint(0, 7)) for month in MONTHS},
            "all-users": dict.fromkeys(MONTHS, "7"),
            "actual-cost": {month: f"EUR {chance.choice((800, 900, 1000, 1100, 1201))}" for month in MONTHS},
            "sales": {month: f"EUR {chance.choice((0, 1, 999.99))}" for month in MONTHS},
        },
        "claims": [
            {"of": figure, "on": "2026-02-20", "period": "2026-01"} for figure in FIGURES if chance.randint(0, 2) == 0
        ],
    }


@st.composite
def cases(
    draw: Any,
    kinds: tuple[str, ...] = tuple(KINDS),
    qualified: str = "any",
    unknown: str = "some",
    some_steps: Any = None,
    per: tuple[str, ...] = ("month", "quarter"),
    figures: tuple[str, ...] = FIGURES,
) -> Case:
    """Return an agreement with one to three effects, some steps, and what happened in four months.

    Args:
        draw: Hypothesis.
        kinds: The kinds of its effects.
        qualified: ``any``, or ``plain`` for effects without modifiers.
        unknown: ``some``, or ``none`` where everything is known.
        some_steps: What steps are drawn from; None: from all.
        per: How long the periods are by which figures are judged.
        figures: What effects and their conditions look at.
    """
    fee = draw(st.sampled_from(["EUR 0.01", "EUR 1 000", "EUR 333.33", "EUR 12 345.67"]))
    clauses = ground(fee, draw(st.sampled_from(["month", "quarter", "year"])), draw(st.sampled_from(per)))
    number = 20
    for clause in (
        one for several in draw(st.lists(effects(kinds, qualified, figures), min_size=1, max_size=3)) for one in several
    ):
        if clause.get("name") == "severity" and any(one.get("name") == "severity" for one in clauses.values()):
            break
        if clause.get("instead_of") == str(number):
            del clause["instead_of"]
        clauses[str(number)] = clause
        number += 1
    for clause in clauses.values():
        apart = clauses["7"]["per"] != "month"  # of other dates than what is settled each month: refused
        if "instead_of" in clause and (apart or clause["instead_of"] not in clauses):
            del clause["instead_of"]
        multiplied = {"only_if", "repeat", "scaled_by"} & {*clause}
        if clause.get("late_counts") == "as-it-runs" and "cap" in clause and multiplied:
            clause["cap_bounds"] = "all-of-a-period"  # what runs under a cap of each and is multiplied is refused
    priced = draw(prices())
    clauses |= priced.clauses
    order = draw(steps() if some_steps is None else some_steps)
    if order or draw(st.booleans()):
        clauses["90"] = {"kind": "settlement", "per": "month", "order": order, "crossing_caps": "in-this-order"}
    chance = Random(draw(st.integers(0, 2**16)))
    return Case(
        clauses=clauses,
        items=tuple(item(chance, number, unknown) for number in range(draw(st.integers(1, 8)))),
        told=told(chance, unknown) | priced.told,
    )
