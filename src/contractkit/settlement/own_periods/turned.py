"""Settlement clauses over longer periods that an amendment changes inside of one of these: they are refused.

What was settled month by month until May, and per quarter from then on, has an April that is settled already. Whether
the quarter's limit counts it, and what becomes of what waits where the clause goes in the middle of a quarter, nobody
wrote.

Source: docs/decisions/0282-until-its-own-period-ends.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from contractkit.charging.windows import in_force, window_of
from contractkit.errors import NotComputedError
from contractkit.quantities.periods import Period
from contractkit.records.clauses import NotComputed
from contractkit.settlement.own_periods.parting import longer_window, parts_of
from contractkit.terms import Agreement
from contractkit.terms.settling import SettlementTerms

__all__ = ["refuse_turned"]

_Settles = Callable[[Period], Agreement]


def refuse_turned(agreement: Agreement, period: Period, settles: _Settles) -> None:
    """Refuse settlement clauses for some effects that an amendment changes inside of their own longer period.

    Args:
        agreement: The agreement with its versions.
        period: What is settled.
        settles: Returns the version whose settlement clauses hold for a settlement period.

    Raises:
        NotComputedError: There are such clauses; it names them.
    """
    every = [span.value for span in agreement.versions.spans()]
    if len(every) == 1 or not any(parts_of(one) for one in every):
        return
    found = tuple(dict.fromkeys(_turned(every, period, settles)))
    if found:
        told = "\n  ".join(str(entry) for entry in found)
        says = f"{agreement.id} says what this version does not compute, and guesses nothing:\n  {told}"
        raise NotComputedError(says, not_computed=found)


def _turned(every: list[Agreement], period: Period, settles: _Settles) -> Iterator[NotComputed]:
    for version in every:
        for part in parts_of(version):
            day = period.start
            while day < period.end:
                window = longer_window(version, part, Period.containing(day, "month"))
                if window is None or part.clause is None:
                    break
                if _changes(part, window, period, settles):
                    says = f"an amendment changes over which period it settles or for what, inside of {window.label}"
                    hint = f"let the amendment begin on {window.start} or on {window.end}"
                    yield NotComputed(part.clause, "settling", says, hint)
                day = window.end


def _changes(part: SettlementTerms, window: Period, period: Period, settles: _Settles) -> bool:
    """Return whether a clause waits in a window in a period or before it, and is another one in some other part of it.

    Another one too where the agreement would have ended inside of the window, so that all of it was settled early.

    Args:
        part: The clause.
        window: The period that it settles at once.
        period: What is settled.
        settles: Returns the version whose settlement clauses hold for a settlement period.
    """
    found = [(piece, version, _worded(part, version, piece)) for piece, version in _pieces(window, settles)]
    own = (part.per, tuple(sorted(part.figures)))
    if not any(worded == own and piece.start < period.end for piece, _, worded in found):
        return False
    early = any((in_force(version, window) or window).end <= piece.end for piece, version, _ in found[:-1])
    return early or any(worded != own for _, _, worded in found)


def _pieces(window: Period, settles: _Settles) -> Iterator[tuple[Period, Agreement]]:
    """Yield the settlement periods of a window in which the agreement holds, each with the version that settles it."""
    day = window.start
    while day < window.end:
        piece = Period.containing(day, "month")
        version = settles(piece)
        if version.settlement.clause is not None:
            piece = window_of(version, version.settlement.per, day)
            version = settles(piece)
        if in_force(version, piece) is not None:
            yield piece, version
        day = piece.end


def _worded(part: SettlementTerms, version: Agreement, piece: Period) -> tuple[str, tuple[str, ...]] | None:
    """Return over which period a clause settles, and for what; None where it does not hold."""
    mine = (one for one in parts_of(version, piece) if str(one.clause) == str(part.clause))
    return next(((one.per, tuple(sorted(one.figures))) for one in mine), None)
