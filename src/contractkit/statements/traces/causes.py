"""What a trace says of relief, of causes that came together, and of forgotten time; the words are in `traces_words`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from contractkit.calendars.instants import from_datetime
from contractkit.evaluation import TracedCause, TracedPiece
from contractkit.statements.clauses.clocks import PAUSE
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.clauses.relief import cause_word
from contractkit.statements.traces.cited import Citing

_NO_HOURS = re.compile(r"no hours on (\w+)( in .*)?")

__all__ = ["also", "area", "closed_why", "forgotten", "refused", "relieved", "taken_out"]


def area(whose: str | None, tell: Teller) -> str:
    """Return whose the time is, to stand behind the cause; nothing where the text does not say."""
    words = Teller(tell.speaks, PAUSE)
    return "" if whose is None else words("area", area=words(whose))


def closed_why(why: str, tell: Teller) -> str:
    """Return why a calendar was closed, in the words of a trace."""
    no_hours = _NO_HOURS.fullmatch(why)
    if no_hours is not None:
        return tell("why.no hours on", day=tell(f"why.day.{no_hours[1]}")) + (no_hours[2] or "")
    return tell(f"why.{why}") if f"why.{why}" in tell.words["en"] else why


def relieved(piece: TracedPiece, tell: Teller) -> str:
    """Return what is said of a piece that relief took."""
    cause = piece.causes[0] if piece.causes else None
    what = piece.why if cause is None else cause_word(cause.what, tell.speaks)
    return tell("relieved", why=what, area="" if cause is None else area(cause.area, tell))


def also(piece: TracedPiece, citing: Citing) -> str:
    """Return what else made the clock stand still there, with its clauses, to stand behind what began first."""
    tell = citing.tell
    said = (
        citing.behind(tell(f"also.{cause.kind}", what=_what(cause, tell)), cause.clause, piece.start)
        for cause in piece.causes[1:]
    )
    return "".join(said)


def forgotten(piece: TracedPiece, tell: Teller) -> str:
    """Return why a piece before the start does not count."""
    return tell(f"forgotten.{piece.why}")


def taken_out(citing: Citing) -> Iterator[str]:
    """Return by what an excused item is taken out."""
    tell = citing.tell
    for cause in citing.trace.taken_out_by:
        clause = citing.cite(cause.clause, cause.since)
        yield tell("taken-out", why=_what(cause, tell), area=area(cause.area, tell), clause=clause)


def refused(citing: Citing, zone: ZoneInfo) -> Iterator[str]:
    """Return which relief was claimed and does not count in full, why, and under which clause."""
    tell = citing.tell
    for one in citing.trace.refused:
        begin = from_datetime(one.begin)
        if one.end is None:
            stretch = tell("refused.from", instant=tell.speaks.instant(begin, zone))
        else:
            stretch = tell.speaks.between(begin, from_datetime(one.end), zone)
        cause, why = cause_word(one.cause, tell.speaks), tell(f"refused.why.{one.why}")
        said = tell(f"refused.{one.counts}", cause=cause, why=why)
        yield f"{stretch}: {said if one.clause is None else citing.behind(said, one.clause, one.begin)}"


def _what(cause: TracedCause, tell: Teller) -> str:
    return cause_word(cause.what, tell.speaks) if cause.kind == "relief" else cause.what
