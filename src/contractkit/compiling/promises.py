"""Which clause a working agreement means where it names a promise."""

from __future__ import annotations

from typing import Any

import attrs

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.records.clauses import ClauseRef

__all__ = ["promise_of"]

_PROMISES = ("time-target", "target-table", "figure-target", "result", "orders")


def promise_of(draft: Draft, place: Place, written: Any) -> ClauseRef | None:
    """Return the clause, and the row if one is named, of a target, result or orders; None where none is called so.

    Whether it is there is asked of all references together, before.

    Args:
        draft: The agreement while it is compiled.
        place: Where the promise is named.
        written: Its clause number or name, perhaps behind the id of its document; or None.
    """
    if written is None:
        return None
    document, _, word = str(written).rpartition("/")
    known = draft.once("promises", lambda: _promises(draft))
    for ref in (known.get((document or place.paper.model.id, word)), known.get((document, word))):
        if ref is not None:
            return ref
    return None


def _promises(draft: Draft) -> dict[tuple[str, str], ClauseRef]:
    """Return the promises by document and word; by the word alone under the document ``""``."""
    found: dict[tuple[str, str], ClauseRef] = {}
    for place, clause in draft.desk.clauses(*_PROMISES):
        ref = place.ref()
        _add(found, ref, str(place.number))
        if clause.name is not None:
            _add(found, ref, str(clause.name))
        for row in getattr(clause, "rows", ()):
            if row.name is not None:
                _add(found, attrs.evolve(ref, row=str(row.name)), str(row.name))
    return found


def _add(found: dict[tuple[str, str], ClauseRef], ref: ClauseRef, word: str) -> None:
    found.setdefault((ref.document, word), ref)
    found.setdefault(("", word), ref)
