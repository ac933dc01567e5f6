"""Things that wait for each other, or are made of each other: none of them can ever begin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft

__all__ = ["check_circles", "circle_in"]

_QUESTIONS = (
    (("step",), ("after",), "steps wait for each other", "for", "one of them has to begin without the others"),
    (("metric",), ("of", "weights"), "metrics are made of each other", "of", "one of them has to be measured itself"),
    (("pass-through",), ("of",), "amounts are passed through to each other", "to", "one of them has to have an amount"),
)
"""The kinds, the fields by which one leads to another, what a circle of them is, and the way out."""


def check_circles(draft: Draft) -> None:
    """Report steps that wait for each other, metrics that are made of each other, amounts passed round in a circle."""
    for kinds, fields, says, word, hint in _QUESTIONS:
        clauses = list(draft.desk.clauses(*kinds))
        if not clauses:
            continue
        known = _by_word(clauses)
        leads = {number: _leads_to(one, fields, known, number, clauses) for number, one in enumerate(clauses)}
        circle = circle_in(leads)
        if circle:
            place, clause = clauses[circle[0]]
            named = f" {word} ".join(_called(*clauses[number]) for number in circle)
            field = next((name for name in fields if getattr(clause, name, None)), fields[0])
            draft.report(place.at(field), "circular", f"{says}: {named}", hint)


def _by_word(clauses: list[tuple[Place, Any]]) -> dict[str, int]:
    known: dict[str, int] = {}
    for number, (place, clause) in enumerate(clauses):
        known.setdefault(str(getattr(clause, "name", None) or ""), number)
        known.setdefault(f"{place.paper.model.id}/{place.number}", number)
    known.pop("", None)
    return known


def _leads_to(
    one: tuple[Place, Any], fields: Iterable[str], known: Mapping[str, int], own: int, clauses: list[tuple[Place, Any]]
) -> tuple[int, ...]:
    place, clause = one
    found = []
    for field in fields:
        value = getattr(clause, field, None)
        for word in _words(value):
            number = known.get(word, known.get(f"{place.paper.model.id}/{word}"))
            if number is not None and (number != own or clauses[own][1].kind != "metric"):
                found.append(number)
    return tuple(dict.fromkeys(found))


def _words(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    several = value if isinstance(value, tuple) else (value,)
    return tuple(str(getattr(one, "part", one)) for one in several)


def _called(place: Place, clause: Any) -> str:
    name = getattr(clause, "name", None)
    return str(place.ref()) if name is None else f"{name} ({place.ref()})"


def circle_in(leads: Mapping[int, tuple[int, ...]]) -> tuple[int, ...]:
    """Return the first circle, its first member again at the end; empty where there is none.

    Each is looked at once, however many lead to it.

    Args:
        leads: What each leads to.

    Example:
        >>> circle_in({0: (1,), 1: (2,), 2: (1,)})
        (1, 2, 1)
    """
    done: set[int] = set()
    for first in leads:
        if first in done:
            continue
        path: dict[int, None] = {first: None}
        waiting = [(first, iter(leads[first]))]
        while waiting:
            here, rest = waiting[-1]
            following = next(rest, None)
            if following is None:
                waiting.pop()
                path.pop(here)
                done.add(here)
            elif following in path:
                on_it = list(path)
                return (*on_it[on_it.index(following) :], following)
            elif following not in done:
                path[following] = None
                waiting.append((following, iter(leads.get(following, ()))))
    return ()
