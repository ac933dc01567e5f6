"""Whether the recorded relief is of causes that the agreement knows, and whether any was recorded at all.

Relief of a cause that no clause names grants nothing, and is listed as such. A cause that is merely mistyped grants
nothing either, and that is a problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import History
from contractkit.facts import NAT, Coded, Note
from contractkit.quantities.notation import nearest
from contractkit.records.causes import CAUSES
from contractkit.records.clauses import Assumption
from contractkit.records.said import said
from contractkit.terms.provisions.relief import Relief
from contractkit.terms.targets import ClockLine, Fields

__all__ = ["no_relief_recorded", "unknown_causes"]

_FIELD = "cause"


def unknown_causes(history: History, fields: Fields, lines: Iterable[ClockLine]) -> tuple[Note, ...]:
    """Return the recorded stretches whose cause is none that every agreement knows, that is declared, or in a clause.

    Args:
        history: What happened, and by when it was known.
        fields: The fields that the agreement declares; where ``cause`` may hold any text, every cause is known.
        lines: The clock lines; without a clause of relief no cause matters.

    Returns:
        A note for each hint, with its rows; none of them puts an item in doubt.
    """
    clauses, table = _clauses(lines), history.facts.relief
    declared = fields.get(_FIELD, ())
    if table is None or not clauses or isinstance(declared, str):
        return ()
    known = tuple(dict.fromkeys((*(cause for one in clauses for cause in one.causes), *declared, *CAUSES)))
    cause = table.words(_FIELD)
    strange = [code for code, word in enumerate(cause.categories) if word not in known]
    recorded = np.ones(len(table), np.bool_)
    if history.known_at is not None and "recorded_at" in table.columns:
        at = table.array("recorded_at")
        recorded = (at == NAT) | (at <= history.known_at)
    of_hint: dict[str, list[int]] = {}
    for code in strange:
        of_hint.setdefault(nearest(cause.categories[code], known), []).append(code)
    notes = []
    for hint, codes in of_hint.items():
        rows = np.flatnonzero(recorded & np.isin(cause.codes, codes))
        if len(rows):
            notes.append(_note(table.array("row")[rows], table.array("item")[rows], cause.take(rows), hint))
    return tuple(notes)


def _note(rows: NDArray[np.int64], items: NDArray[np.int32], causes: Coded, hint: str) -> Note:
    says = "the cause of the relief is {value}, which the agreement does not know, so that no clause grants it"
    return Note("unknown-cause", says, rows, items, causes, None, "relief > cause", hint)


def no_relief_recorded(history: History, lines: Iterable[ClockLine]) -> Iterator[Assumption]:
    """Return, once for all clauses of relief, that none was taken to have occurred where no table tells of any.

    Args:
        history: What happened.
        lines: The clock lines.
    """
    clauses = dict.fromkeys(str(one.clause) for one in _clauses(lines))
    if history.facts.relief is None and clauses:
        named = ", ".join(clauses)
        says = said("no relief was recorded, so that nothing is taken out under {clauses}", clauses=named)
        yield Assumption("no-relief-recorded", "none", (), says=says)


def _clauses(lines: Iterable[ClockLine]) -> tuple[Relief, ...]:
    return tuple(dict.fromkeys(clause for line in lines for clause in line.relief))
