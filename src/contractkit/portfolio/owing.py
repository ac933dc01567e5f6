"""What many agreements make their parties owe between two dates: equal clauses reckoned once, rows filled in on demand.

The answer for an agreement is that of `contractkit.duties.obligations`, which is asked for every different clause under
every different frame of terms, and for whole agreements where more than that decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from contractkit.duties import ObligationEvent, obligations
from contractkit.duties.earned import Earned
from contractkit.errors import UsageError
from contractkit.portfolio.dated_terms import Needs, needs_of, owed_under
from contractkit.portfolio.obligations_of_many import Piece, Places, PortfolioObligations
from contractkit.quantities.notation import nearest

if TYPE_CHECKING:
    from contractkit.portfolio.stored_entries import Shelf

__all__ = ["owed"]

_NEEDS: Final[tuple[Needs, ...]] = ("frame", "calendar", "start")


def owed(
    shelf: Shelf,
    between: tuple[date, date],
    as_of: date | None,
    events: Iterable[ObligationEvent],
    settlements: Iterable[Earned],
) -> PortfolioObligations:
    """Return what the agreements of a portfolio make their parties owe between two dates.

    Args:
        shelf: The agreements.
        between: The first due date and the last; both count, in the zone of each agreement.
        as_of: The day on which it is asked; None: the first date, or the day of the last event where that is later.
        events: What was recorded, each with the id of its agreement.
        settlements: Settlements, each of its own agreement and period.

    Raises:
        UsageError: A date is none, the first lies after the last, or an event or a settlement is about no agreement of
            the portfolio.
    """
    first, last = _dates(between)
    heard, settled_all = tuple(events), tuple(settlements)
    told = _by_agreement(shelf, heard, settled_all)
    today = _today(shelf, first, as_of, heard)
    names = [row.names for row in shelf.rows]
    pieces: list[Piece] = []
    frame, provision, place, whole = _pairs(shelf, told, first)
    width = len(shelf.provisions) + 1
    pairs, of_row = np.unique(frame.astype(np.int64) * width + provision + 1, return_inverse=True)
    for pair in pairs.tolist():
        clause = None if pair % width == 0 else shelf.provision(pair % width - 1)
        pieces.append(owed_under(shelf.frame(pair // width), clause, (first, last), today))
    counts = np.array([len(rows) for rows, _ in pieces], np.int64)
    own = counts[of_row] if len(pieces) else np.zeros(0, np.int64)
    rows = [(np.repeat(place, own), np.repeat(of_row, own), _counted(own))]
    for number in whole:
        agreement = shelf.agreement(number)
        mine, settled = told.get(agreement.id, ([], []))
        found = obligations(agreement, (first, last), as_of=today, events=mine, settlements=settled)
        size = len(found.rows)
        rows.append((np.full(size, number), np.full(size, len(pieces)), np.arange(size)))
        pieces.append((found.rows, found.gaps))
    column = [np.concatenate([one[part] for one in rows]).astype(np.int32) for part in range(3)]
    due = _due(pieces, column[1], column[2])
    order = np.lexsort((np.arange(len(due)), column[0], due))
    lacking = np.array([bool(gaps) for _, gaps in pieces], np.bool_)
    at = lacking[of_row] if len(pieces) and len(of_row) else np.zeros(0, np.bool_)
    gap_place = np.concatenate([place[at], np.array(whole, np.int32)]).astype(np.int32)
    first_whole = len(pieces) - len(whole)
    gap_piece = np.concatenate([of_row[at], np.arange(first_whole, len(pieces))]).astype(np.int32)
    column = [one[order] for one in column]
    return PortfolioObligations(
        (first, last, today), names, pieces, (column[0], column[1], column[2]), (gap_place, gap_piece)
    )


def _dates(between: tuple[date, date]) -> tuple[date, date]:
    try:
        first, last = between
    except (TypeError, ValueError):
        raise UsageError(f"between takes the first date and the last, and was given {between!r}") from None
    for day in (first, last):
        _refuse_no_date("between", day)
    if last < first:
        raise UsageError(f"between {first} and {last} lies no date: the first comes after the last")
    return first, last


def _today(shelf: Shelf, first: date, as_of: date | None, events: Iterable[ObligationEvent]) -> date:
    if as_of is None:
        zones = {row.id: row.zone for row in shelf.rows}
        return max([first, *(event.day(zones[str(event.agreement)]) for event in events)])
    _refuse_no_date("as_of", as_of)
    return as_of


def _refuse_no_date(name: str, day: object) -> None:
    """Refuse an instant, which is not the same date in the zones of all agreements, and what is none."""
    if isinstance(day, datetime) or not isinstance(day, date):
        raise UsageError(f"{name} takes dates for a portfolio, and was given {day!r}", value=day)


def _pairs(shelf: Shelf, told: Mapping[str, Any], first: date) -> tuple[Places, Places, Places, list[int]]:
    """Return frame, clause and agreement of all that is reckoned in pieces, and the agreements that are asked whole."""
    whole = [n for n, row in enumerate(shelf.rows) if not row.dated or row.id in told]
    asked = set(whole)
    counts = np.array([0 if n in asked else len(row.dated) for n, row in enumerate(shelf.rows)], np.int64)
    flat = np.array(
        [number for n, row in enumerate(shelf.rows) if n not in asked for number in (-1, *row.dated[1:])], np.int32
    )
    place = np.repeat(np.arange(len(shelf.rows), dtype=np.int32), counts)
    frames = np.array([row.dated[0] if row.dated else 0 for row in shelf.rows], np.int32)
    frame = frames[place]
    needs = [*(needs_of(shelf.provision(number)) for number in range(len(shelf.provisions))), "frame"]
    word = np.array([_NEEDS.index(one) for one in needs], np.int8)[flat]
    for number, one in enumerate(_NEEDS[1:], 1):
        frame = np.where(word == number, _representatives(shelf, one, first)[frame], frame)
    return frame.astype(np.int32), flat, place, whole


def _representatives(shelf: Shelf, needs: Needs, first: date) -> Places:
    """Return for each frame the first one under which clauses with such needs have the same dates."""
    found: dict[Any, int] = {}
    same: list[int] = []
    for number in range(len(shelf.frames)):
        key = shelf.frame(number).same_for(needs, first)
        same.append(number if key is None else found.setdefault(key, number))
    return np.array(same, np.int32)


def _counted(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return 0, 1, 2 and so on for each length, one after the other."""
    total = int(lengths.sum())
    starts = np.cumsum(lengths) - lengths
    return np.arange(total) - np.repeat(starts, lengths)


def _due(pieces: Sequence[Piece], piece: Places, row: Places) -> NDArray[np.int64]:
    starts = np.cumsum([0, *(len(rows) for rows, _ in pieces)])
    days = np.array([one.due.toordinal() for rows, _ in pieces for one in rows], np.int64)
    return days[starts[piece] + row] if len(days) else np.zeros(0, np.int64)


def _by_agreement(
    shelf: Shelf, events: Iterable[ObligationEvent], settlements: Iterable[Earned]
) -> dict[str, tuple[list[ObligationEvent], list[Earned]]]:
    known = {row.id for row in shelf.rows}
    found: dict[str, tuple[list[ObligationEvent], list[Earned]]] = {}
    for event in events:
        _own(found, known, event, event.agreement)[0].append(event)
    for settled in settlements:
        _own(found, known, settled, settled.agreement)[1].append(settled)
    return found


def _own(
    found: dict[str, tuple[list[ObligationEvent], list[Earned]]],
    known: Collection[str],
    told: object,
    agreement: str | None,
) -> tuple[list[ObligationEvent], list[Earned]]:
    if agreement is None or agreement not in known:
        hint = "" if agreement is None else f"; {nearest(agreement, known)}"
        raise UsageError(f"{told!r} is about no agreement of the portfolio{hint}", agreement=agreement)
    return found.setdefault(agreement, ([], []))
