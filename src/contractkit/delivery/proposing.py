"""Proposals: what the parties decided, or what became standard, as an amendment that can be read, signed and loaded.

A proposal changes nothing by itself: it is a paper that nobody has signed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal

import attrs

from contractkit.delivery.grey import GreyItem
from contractkit.delivery.repeats import Repeat
from contractkit.delivery.told import Outcome
from contractkit.delivery.work import Work
from contractkit.delivery.writing import as_yaml
from contractkit.quantities.money import Money
from contractkit.quantities.months import add_months
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import Said, joined, said
from contractkit.terms import Agreement
from contractkit.terms.conditions import EVERYTHING, AllOf, AnyOf, Compares, Condition, Is, Not
from contractkit.terms.provisions.scope import ScopeRule

__all__ = ["Proposal", "proposals_of"]

_BECOMES: Mapping[Outcome, dict[str, str]] = {
    "in": {"is": "in"},
    "priced": {"is": "out", "then": "quote"},
    "favour": {"is": "grey", "meanwhile": "deliver"},
    "refused": {"is": "out", "then": "refuse"},
}
"""What a decision makes of a scope rule; a favour stays outside of the agreement, and nobody has to talk again."""


@attrs.frozen
class Proposal:
    """An amendment that would put on paper what is done or decided.

    Attributes:
        kind: ``scope-rule``: a decision on a grey item becomes a rule; ``catalogue-entry``: what became standard
            becomes an entry of the catalogue and an agreed service.
        name: The rule, or the service.
        items: The ids of the items that it comes from.
        price: The price of one, for an entry; None for a rule.
        clause: The clause that it changes; None where it only adds.
        paper: The amendment as plain data, in the form of documents.
        says: What it proposes, in one sentence.
    """

    kind: Literal["scope-rule", "catalogue-entry"]
    name: str
    items: tuple[str, ...]
    price: Money | None
    clause: ClauseRef | None
    paper: Mapping[str, Any]
    says: str

    @property
    def text(self) -> str:
        """Return the amendment as YAML, unsigned: no agreement can be loaded with it. Its sentences are English."""
        return as_yaml(self.paper)

    def text_in(self, tell: Callable[[str], str]) -> str:
        """Return the amendment as YAML, unsigned, with its own sentences in another language.

        Args:
            tell: Returns a sentence in that language; `statements.delivered.papers.proposal_paper` has one.
        """
        return as_yaml(_retold(self.paper, tell))

    def signed(self, on: date) -> str:
        """Return the amendment as YAML with the date on which both parties signed it.

        Signed too late for the date from which it was to hold, it holds from the first of the month after.

        Args:
            on: That date; an amendment without one is refused when papers are loaded.
        """
        head = {name: value for name, value in self.paper.items() if name != "changes"}
        if on.isoformat() > head["effective_from"]:
            head["effective_from"] = add_months(on.replace(day=1), 1).isoformat()
        return as_yaml({**head, "signed_on": on.isoformat(), "changes": self.paper["changes"]})

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON."""
        return {
            "kind": self.kind,
            "name": self.name,
            "items": list(self.items),
            "price": None if self.price is None else str(self.price.amount),
            "clause": None if self.clause is None else str(self.clause),
            "says": self.says,
            "paper": dict(self.paper),
        }


def _retold(value: Any, tell: Callable[[str], str]) -> Any:
    """Return plain data with its sentences in another language; words of the papers stay."""
    if isinstance(value, Mapping):
        return {name: _retold(one, tell) for name, one in value.items()}
    if isinstance(value, list):
        return [_retold(one, tell) for one in value]
    return tell(value) if isinstance(value, Said) else value


def proposals_of(work: Work, register: Sequence[GreyItem], repeats: Sequence[Repeat]) -> tuple[Proposal, ...]:
    """Return what should be put on paper: decisions that hold for all such requests, and what became standard.

    Each holds from the first of the month after the moment of judging.

    Args:
        work: What happened.
        register: The grey items with their decisions; one that a rule says already proposes nothing.
        repeats: What became standard; grey requests are decided on first.
    """
    found = (*_rules(work.agreement, register), *_entries(work, repeats))
    from_ = add_months(work.today.replace(day=1), 1)
    return tuple(
        attrs.evolve(one, paper=_paper(work.agreement, number, from_, one)) for number, one in enumerate(found, start=1)
    )


def _paper(agreement: Agreement, number: int, from_: date, one: Proposal) -> dict[str, Any]:
    return {
        "contractkit": 1,
        "document": "amendment",
        "id": f"PROPOSAL-{agreement.id}-{number}",
        "title": one.says,
        "amends": agreement.id,
        "effective_from": from_.isoformat(),
        **one.paper,
    }


def _rules(agreement: Agreement, register: Sequence[GreyItem]) -> Iterator[Proposal]:
    decided: dict[tuple[ClauseRef, tuple[tuple[str, str], ...]], list[GreyItem]] = {}
    for grey in register:
        if grey.outcome is not None and grey.holds == "for-all" and grey.values:
            decided.setdefault((attrs.evolve(grey.rule.clause, row=None), grey.values), []).append(grey)
    by_clause: dict[ClauseRef, list[tuple[tuple[tuple[str, str], ...], list[GreyItem]]]] = {}
    for (clause, values), items in decided.items():
        by_clause.setdefault(clause, []).append((values, items))
    for clause, found in by_clause.items():
        yield from _changed_scope(agreement, clause, found)


def _changed_scope(
    agreement: Agreement, clause: ClauseRef, found: Sequence[tuple[tuple[tuple[str, str], ...], list[GreyItem]]]
) -> Iterator[Proposal]:
    rules = [one for one in agreement.scope if attrs.evolve(one.clause, row=None) == clause]
    names = {one.name for one in rules}
    rows: list[dict[str, Any]] = []
    items: list[str] = []
    told: list[str] = []
    for values, decided in found:
        last = max(decided, key=lambda one: one.decided_on or date.min)
        if last.outcome is None:
            continue
        name = "-".join(word for _, word in values)
        name = name if name not in names else f"{name}-{last.outcome}"
        rows.append({"name": name, "when": dict(values), **_BECOMES[last.outcome]})
        items += [one.item.item for one in decided]
        told.append(said("{name} is {outcome}", name=name, outcome=said(_TOLD[last.outcome])))
        names.add(name)
    calendar = next((r.follow_up.calendar_name for r in rules if r.follow_up and r.follow_up.calendar_name), None)
    whole: dict[str, Any] = {"kind": "scope"}
    if calendar is not None:
        whole["calendar"] = calendar
    whole["rows"] = [*rows, *(_row(rule) for rule in rules)]
    change = {"clause": str(clause), "action": "replace", "to": whole}
    says = said("Scope: {rules}", rules=joined(" and ", told))
    name = " and ".join(row["name"] for row in rows)
    yield Proposal("scope-rule", name, tuple(items), None, clause, {"changes": [change]}, says)


_TOLD: Mapping[Outcome, str] = {
    "in": "in scope",
    "priced": "quoted",
    "favour": "delivered as a favour",
    "refused": "not done",
}


def _row(rule: ScopeRule) -> dict[str, Any]:
    row: dict[str, Any] = {"name": rule.name}
    if rule.condition == EVERYTHING:
        row["otherwise"] = rule.says
    else:
        row |= {"when": _when(rule.condition), "is": rule.says}
    extra = {"meanwhile": rule.meanwhile, "then": rule.then}
    row |= {word: value for word, value in extra.items() if value is not None}
    if rule.follow_up is not None:
        row["follow_up"] = str(rule.follow_up.time)
    return row


def _when(condition: Condition) -> dict[str, Any]:
    """Return a condition as documents write it: a map of fields where that says it, else the tree."""
    parts = condition.parts if isinstance(condition, AllOf) else (condition,)
    fields = [part.field for part in parts if isinstance(part, Is)]
    if len(fields) == len(parts) and len(set(fields)) == len(fields):
        return {part.field: _one_or_all(part.values) for part in parts if isinstance(part, Is)}
    return _tree(condition)


def _tree(condition: Condition) -> dict[str, Any]:
    match condition:
        case Is(field, values):
            return {"field": field, "is": values[0]} if len(values) == 1 else {"field": field, "in": list(values)}
        case Compares(field, relation, value):
            return {"field": field, relation: f"{value:f}"}
        case AllOf(parts):
            return {"all_of": [_tree(part) for part in parts]}
        case AnyOf(parts):
            return {"any_of": [_tree(part) for part in parts]}
        case Not(part):
            return {"not": _tree(part)}


def _one_or_all(values: Sequence[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else list(values)


def _entries(work: Work, repeats: Sequence[Repeat]) -> Iterator[Proposal]:
    agreement = work.agreement
    numbers: set[tuple[str, str]] = {(one.ref.document, str(one.ref.clause)) for one in agreement.clauses}
    for one in repeats:
        if one.scope == "grey" or one.service is None or one.each is None or one.service in agreement.services:
            continue
        catalogue = next((paper.id for paper in agreement.documents if paper.kind == "catalogue"), None)
        sla = next((str(s.clause.document) for s in agreement.services.values()), agreement.id)
        entry, service = _free(numbers, catalogue or sla, "P.1"), _free(numbers, sla, _after(agreement, sla))
        price = f"{one.each.currency} {one.each.amount:f}"
        title = one.name.replace("-", " ").capitalize()
        changes = [
            {
                "clause": f"{catalogue or sla}/{entry}",
                "action": "add",
                "to": {
                    "kind": "catalogue-item",
                    "name": one.name,
                    "title": title,
                    "promise": said(
                        "{title}, {n} a month, as delivered since {day}.", title=title, n=one.per_month, day=one.first
                    ),
                    "unit": "request",
                    "price": f"{price} per request",
                },
            },
            {
                "clause": f"{sla}/{service}",
                "action": "add",
                "to": {
                    "kind": "service",
                    "name": one.service,
                    "item": f"{catalogue or sla}/{entry}",
                    "volume": f"{one.per_month} request{'' if one.per_month == 1 else 's'}",
                    "price": f"{price} per request per month",
                },
            },
        ]
        says = said("{title}: {n} a month at {price}", title=title, n=one.per_month, price=one.each)
        yield Proposal("catalogue-entry", one.service, one.items, one.each, None, {"changes": changes}, says)


def _after(agreement: Agreement, document: str) -> str:
    """Return the number after that of the last service of a paper."""
    own = [str(s.clause.clause) for s in agreement.services.values() if s.clause.document == document]
    return own[-1] if own else "1.1"


def _free(numbers: set[tuple[str, str]], document: str, start: str) -> str:
    """Return the first number of a paper, from one on, that no clause has, and take it."""
    head, dot, tail = start.rpartition(".")
    count = int(tail) if tail.isdigit() else 1
    while (document, f"{head}{dot}{count}") in numbers:
        count += 1
    numbers.add((document, f"{head}{dot}{count}"))
    return f"{head}{dot}{count}"
