"""How a verdict came about, told: what the clock did, piece by piece, with the reason and the clause."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from contractkit.evaluation import Trace, TracedPiece
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.clauses.relief import cause_word
from contractkit.statements.reading_values import value_told
from contractkit.statements.traces.causes import closed_why
from contractkit.statements.traces.words import WORDS
from contractkit.statements.wording import Language

__all__ = ["told"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_US = timedelta(microseconds=1)


def told(trace: Trace, zone: ZoneInfo, speaks: Language) -> tuple[str, ...]:
    """Return a line for each piece of an item's time, in order; what is closed for several reasons at a stretch is one.

    Args:
        trace: How the verdict came about.
        zone: The zone in which times are shown.
        speaks: The language.
    """
    own = str(trace.outcome["clause"])
    return tuple(_line(list(pieces), own, zone, speaks) for _, pieces in groupby(trace.pieces, key=_together))


def _together(piece: TracedPiece) -> tuple[str, object]:
    """Return what pieces have in common that are told together: only closed ones are."""
    return (piece.did, None if piece.did == "closed" else piece.start)


def _line(pieces: Sequence[TracedPiece], own: str, zone: ZoneInfo, speaks: Language) -> str:
    first = pieces[0]
    clause = "" if first.clause is None else str(first.clause)
    facts = {
        "counted": _counted(first, speaks),
        "why": ", ".join(dict.fromkeys(_why(piece, speaks) for piece in pieces)),
        "clause": clause,
    }
    did = "counted.here" if first.did == "counted" and clause == own else first.did
    stretch = speaks.between((first.start - _EPOCH) // _US, (pieces[-1].end - _EPOCH) // _US, zone)
    return f"{stretch}: {speaks.say(f'told.{did}', **facts)}"


def _why(piece: TracedPiece, speaks: Language) -> str:
    """Return why the clock did not run: in English as the trace has it."""
    if speaks.code == "en":
        return piece.why
    if piece.did == "relieved":
        return cause_word(piece.why, speaks)
    return closed_why(piece.why, Teller(speaks, WORDS)) if piece.did == "closed" else value_told("", piece.why, speaks)


def _counted(piece: TracedPiece, speaks: Language) -> str:
    if piece.days is not None:
        return speaks.say("limit.business-days", n=piece.days)
    return speaks.duration(None if piece.counted is None else piece.counted // _US)
