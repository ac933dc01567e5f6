"""What promises are called: by their title, and where several share one, by what tells them apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from contractkit.terms.conditions import AllOf, Condition, Is
from contractkit.terms.targets import Target

__all__ = ["distinctions"]

_LONGEST = 40


def distinctions(targets: Sequence[Target]) -> Mapping[str, tuple[str, ...]]:
    """Return by target the words that tell it from others with the same title; none where its title is its own.

    Rows of one clause share its title and differ in their condition: ``Solved`` for P1, ``Solved`` for P3 or P4. Where
    the conditions do not tell them apart in a few words, the row's name does.
    """
    by_title: dict[str, list[Target]] = {}
    for target in targets:
        if target.title is not None:
            by_title.setdefault(target.title, []).append(target)
    found: dict[str, tuple[str, ...]] = {}
    for group in by_title.values():
        if len(group) > 1:
            told = _by_condition(group)
            short = all(words and len(" ".join(words)) <= _LONGEST for words in told)
            unlike = len(set(told)) == len(group)
            for target, words in zip(group, told, strict=True):
                found[target.id] = words if short and unlike else (target.name,)
    return found


def _parts(condition: Condition) -> tuple[Condition, ...]:
    if isinstance(condition, AllOf):
        return tuple(part for one in condition.parts for part in _parts(one))
    return (condition,)


def _by_condition(group: Sequence[Target]) -> list[tuple[str, ...]]:
    parts = [_parts(target.applies) for target in group]
    shared = {part for part in parts[0] if all(part in others for others in parts)}
    return [_words([part for part in own if part not in shared]) for own in parts]


def _words(parts: Sequence[Condition]) -> tuple[str, ...]:
    if len(parts) == 1 and isinstance(parts[0], Is):
        return parts[0].values
    return tuple(str(part) for part in parts)
