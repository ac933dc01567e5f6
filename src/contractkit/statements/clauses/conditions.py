"""Conditions as sentences say them, in three places: after *if*, as a statement, and behind *items with*.

`statement` stands on its own or behind a colon; `after_if` stands behind *if*, *while* and *as soon as*, where the verb
of some languages goes to the end; `items` names the items of which a condition holds.
"""

from __future__ import annotations

from collections.abc import Iterable

from contractkit.statements.clauses.amounts import number
from contractkit.statements.clauses.lists import all_of, joined
from contractkit.statements.clauses.names import words
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.wording import Language
from contractkit.terms.conditions import EVERYTHING, AllOf, AnyOf, Compares, Condition, Is, Not

__all__ = ["after_if", "all_of", "any_of", "field", "items", "statement", "the_items", "value"]

WORDS = {
    "en": {
        "is": "{field} is {values}",
        "if.is": "{field} is {values}",
        "is-not": "{field} is not {values}",
        "if.is-not": "{field} is not {values}",
        "none-of": "{field} is neither {values}",
        "if.none-of": "{field} is neither {values}",
        "compares": "{field} is {relation} {value}",
        "if.compares": "{field} is {relation} {value}",
        "with.is": "{field} {values}",
        "with.is-not": "a {field} other than {values}",
        "with.compares": "{field} of {relation} {value}",
        "not": "it is not so that {part}",
        "if.not": "it is not so that {part}",
        "group": "({parts})",
        "the": "the {items}",
        "all": "all items",
        "items": "items{service}{level}{parts}{which}",
        "service": " of service {values}",
        "level": " at level {values}",
        "with": " with {parts}",
        "which": " for which {part}",
        "always": "always",
        "never": "never",
        "and": " and ",
        "or": " or ",
        "nor": " nor ",
        "at_least": "at least",
        "more_than": "more than",
        "at_most": "at most",
        "less_than": "less than",
        "yes": "yes",
        "no": "no",
    },
    "nl": {
        "is": "{field} is {values}",
        "if.is": "{field} {values} is",
        "is-not": "{field} is niet {values}",
        "if.is-not": "{field} niet {values} is",
        "none-of": "{field} is noch {values}",
        "if.none-of": "{field} noch {values} is",
        "compares": "{field} is {relation} {value}",
        "if.compares": "{field} {relation} {value} is",
        "with.is": "{field} {values}",
        "with.is-not": "een andere {field} dan {values}",
        "with.compares": "{field} van {relation} {value}",
        "not": "het is niet zo dat {part}",
        "if.not": "het niet zo is dat {part}",
        "group": "({parts})",
        "the": "de {items}",
        "all": "alle meldingen",
        "items": "meldingen{service}{level}{parts}{which}",
        "service": " van dienst {values}",
        "level": " op niveau {values}",
        "with": " met {parts}",
        "which": " waarvoor {part}",
        "always": "altijd",
        "never": "nooit",
        "and": " en ",
        "or": " of ",
        "nor": " noch ",
        "at_least": "ten minste",
        "more_than": "meer dan",
        "at_most": "ten hoogste",
        "less_than": "minder dan",
        "yes": "ja",
        "no": "nee",
        "field.service": "dienst",
        "field.level": "niveau",
        "field.customer": "klant",
        "field.priority": "prioriteit",
        "field.category": "categorie",
        "field.type": "soort",
        "field.cause": "oorzaak",
    },
}

_OF = ("service", "level")
"""Fields that are said apart: items of service mail at level gold."""


def statement(condition: Condition, speaks: Language) -> str:
    """Return a condition as a statement: ``status is solved or closed``; *always* for the one that always holds."""
    return _said(condition, Teller(speaks, WORDS), "")


def after_if(condition: Condition, speaks: Language) -> str:
    """Return a condition as it stands behind *if* or *while*: in Dutch ``status solved of closed is``."""
    return _said(condition, Teller(speaks, WORDS), "if.")


def items(condition: Condition, speaks: Language) -> str:
    """Return the items of which a condition holds: ``items of service mail with priority P1``, ``all items``."""
    tell = Teller(speaks, WORDS)
    if condition == EVERYTHING:
        return tell("all")
    parts = _merged(_flat(condition))
    of = [part for part in parts if isinstance(part, Is) and part.field in _OF]
    others = [part for part in parts if part not in of]
    told = tell("and").join(said for said in (_with(part, tell) for part in others) if said)
    rest = [part for part in others if not _with(part, tell)]
    which = joined([_part(part, tell, "if.") for part in rest], tell("and")) if rest else ""
    own = {part.field: tell(part.field, values=any_of(part.values, speaks)) for part in of}
    return tell(
        "items",
        service=own.get("service", ""),
        level=own.get("level", ""),
        parts=tell("with", parts=told) if told else "",
        which=tell("which", part=which) if which else "",
    )


def the_items(condition: Condition, speaks: Language) -> str:
    """Return the same behind *of*: ``the items with priority P1``, ``all items``."""
    told = items(condition, speaks)
    return told if condition == EVERYTHING else Teller(speaks, WORDS)("the", items=told)


def field(name: str, speaks: Language) -> str:
    """Return the name of a field of the item in words; customary ones are translated."""
    own = WORDS.get(speaks.code, {}).get(f"field.{name}")
    return own or words(name.replace("_", "-"))


def value(word: str, speaks: Language) -> str:
    """Return a value of a field: as the papers write it; yes and no in the language."""
    return Teller(speaks, WORDS)(word) if word in ("yes", "no") else word


def any_of(words: Iterable[str], speaks: Language) -> str:
    """Return words of which one holds: ``P1, P2 or P3``."""
    return joined([value(word, speaks) for word in words], Teller(speaks, WORDS)("or"))


def _flat(condition: Condition) -> tuple[Condition, ...]:
    if isinstance(condition, AllOf):
        return tuple(part for one in condition.parts for part in _flat(one))
    return (condition,)


def _merged(parts: Iterable[Condition]) -> list[Condition]:
    """Return parts that all hold, those on the values of one field made one: what stands in all of them."""
    found: dict[object, Condition] = {}
    for part in parts:
        before = found.get(part.field) if isinstance(part, Is) else None
        if isinstance(part, Is) and isinstance(before, Is):
            common = tuple(word for word in before.values if word in part.values)
            found[part.field] = Is(part.field, common) if common else before
            if not common:
                found[part] = part  # nothing has both values: both are told
        else:
            found[part.field if isinstance(part, Is) else part] = part
    return list(found.values())


def _with(condition: Condition, tell: Teller) -> str | None:
    """Return a part of a condition as it stands behind *with*; None where it cannot stand there: *with works yes*."""
    values = condition.values if isinstance(condition, Is) else ()
    if {"yes", "no"} & set(values):
        return None
    if isinstance(condition, Not) and isinstance(condition.part, Is):
        return tell("with.is-not", **_facts(condition.part, tell))
    if isinstance(condition, Is | Compares):
        return tell(f"with.{'is' if isinstance(condition, Is) else 'compares'}", **_facts(condition, tell))
    return None


def _facts(condition: Is | Compares, tell: Teller) -> dict[str, str]:
    name = field(condition.field, tell.speaks)
    if isinstance(condition, Is):
        return {"field": name, "values": any_of(condition.values, tell.speaks)}
    return {"field": name, "relation": tell(condition.relation), "value": number(condition.value, tell.speaks)}


def _said(condition: Condition, tell: Teller, place: str) -> str:
    match condition:
        case Is():
            return tell(f"{place}is", **_facts(condition, tell))
        case Compares():
            return tell(f"{place}compares", **_facts(condition, tell))
        case Not(Is() as part) if len(part.values) > 1:
            name = field(part.field, tell.speaks)
            values = joined([value(word, tell.speaks) for word in part.values], tell("nor"))
            return tell(f"{place}none-of", field=name, values=values)
        case Not(Is() as part):
            return tell(f"{place}is-not", **_facts(part, tell))
        case Not():
            return tell(f"{place}not", part=tell("group", parts=_said(condition.part, tell, "if.")))
        case AllOf():
            if not condition.parts:
                return tell("always")
            return joined([_part(part, tell, place) for part in condition.parts], tell("and"))
        case AnyOf():
            if not condition.parts:
                return tell("never")
            return joined([_part(part, tell, place) for part in condition.parts], tell("or"))


def _part(condition: Condition, tell: Teller, place: str) -> str:
    """Return a part of several; what has parts itself stands in brackets, to be read in one way only."""
    said = _said(condition, tell, place)
    several = isinstance(condition, AllOf | AnyOf) and len(condition.parts) > 1
    return tell("group", parts=said) if several else said
