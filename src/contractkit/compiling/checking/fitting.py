"""Work that cannot be done in the time that was promised: steps one after the other, lead times, targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs

from contractkit.compiling.checking.circles import circle_in
from contractkit.compiling.checking.promised import Amount, Promised, amount_of, calendar_meant, longer, promised
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft

__all__ = ["check_fitting"]


@attrs.frozen
class _Piece:
    """A step with its time, and the promise that it is done for."""

    place: Place
    name: str
    after: tuple[str, ...]
    amount: Amount | None
    whose: str | None


def check_fitting(draft: Draft) -> None:
    """Warn of steps that take longer, one after the other, than the promise they are done for, and of lead times."""
    if not any(True for _ in draft.desk.clauses("orders", "process", "step")):
        return
    limits = [limit for limit in promised(draft) if limit.amount is not None]
    for pieces in _sequences(draft):
        _steps(draft, pieces, limits)
    _orders(draft, limits)


def _sequences(draft: Draft) -> Iterator[list[_Piece]]:
    alone = []
    for place, clause in draft.desk.clauses("step"):
        alone.append(_piece(draft, place, clause, clause, getattr(clause, "for_", None)))
    if alone:
        yield alone
    for place, clause in draft.desk.clauses("process"):
        whose = getattr(clause, "for_", None)
        parts = enumerate(clause.steps)
        yield [_piece(draft, place.at("steps", i), step, clause, whose) for i, step in parts]


def _piece(draft: Draft, place: Place, step: Any, clause: Any, whose: Any) -> _Piece:
    forward = step.within is not None and getattr(step, "before", None) is None
    forward = forward and getattr(step, "party", None) != "customer"  # the provider cannot answer for these
    amount = amount_of(step.within.value, calendar_meant(draft, place, step, clause)) if forward else None
    return _Piece(place, str(step.name), tuple(map(str, step.after)), amount, None if whose is None else str(whose))


def _steps(draft: Draft, pieces: Sequence[_Piece], limits: Sequence[Promised]) -> None:
    by_name = {piece.name: number for number, piece in enumerate(pieces)}
    before = {
        number: tuple(by_name[name] for name in piece.after if name in by_name) for number, piece in enumerate(pieces)
    }
    if circle_in(before):
        return
    taken: dict[int, Amount | None] = {}
    for number in _in_order(before):
        taken[number] = _taken(pieces[number].amount, [taken[other] for other in before[number]])
    for number, piece in enumerate(pieces):
        amount = taken[number]
        if amount is None or piece.whose is None:
            continue
        short = next((limit for limit in limits if piece.whose in limit.words and longer(amount, limit.amount)), None)
        if short is not None:
            _tell(draft, piece, before[number], short)


def _taken(own: Amount | None, others: Iterable[Amount | None]) -> Amount | None:
    """Return the time until a step is done: its own after the longest that it waits for; None if units are mixed."""
    waits = list(others)
    if own is None or any(other is None for other in waits):
        return None
    known = [other for other in waits if other is not None]
    if any(other.unit is not own.unit or other.calendar != own.calendar for other in known):
        return None
    return attrs.evolve(own, n=own.n + max((other.n for other in known), default=0))


def _in_order(before: dict[int, tuple[int, ...]]) -> Iterator[int]:
    """Yield each step after all that it waits for."""
    following: dict[int, list[int]] = {number: [] for number in before}
    for number, several in before.items():
        for other in several:
            following[other].append(number)
    left = {number: len(several) for number, several in before.items()}
    ready = [number for number, count in left.items() if not count]
    while ready:
        number = ready.pop()
        yield number
        for other in following[number]:
            left[other] -= 1
            if not left[other]:
                ready.append(other)


def _tell(draft: Draft, piece: _Piece, before: tuple[int, ...], limit: Promised) -> None:
    what = f"the steps up to '{piece.name}' take" if before else f"the step '{piece.name}' takes"
    says = f"{what} longer than the {limit.text} that {limit.place.ref()} allows"
    draft.desk.warn(piece.place.at("within"), "does-not-fit", says, "shorten the steps, or promise a longer time")


def _orders(draft: Draft, limits: Sequence[Promised]) -> None:
    by_when: dict[str, list[Promised]] = {}
    for limit in limits:
        if limit.when is not None:
            by_when.setdefault(repr(limit.when), []).append(limit)
    for place, clause in draft.desk.clauses("orders"):
        rows = [(place.at("rows", i), row, row.when or clause.when) for i, row in enumerate(clause.rows)]
        for at, part, when in [(place, clause, clause.when), *rows]:
            if part.lead_time is None or when is None:
                continue
            amount = amount_of(part.lead_time.value, calendar_meant(draft, place, part, clause))
            short = next((limit for limit in by_when.get(repr(when), ()) if longer(amount, limit.amount)), None)
            if short is not None:
                says = f"the lead time of {part.lead_time.text} is longer than the {short.text} of {short.place.ref()}"
                draft.desk.warn(at.at("lead_time"), "does-not-fit", says, "one of the two cannot be kept")
