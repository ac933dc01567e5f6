"""Opening hours of a date, as a clause writes them: ``09:00-12:00 and 13:00-17:30``."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from contractkit.errors import QuantityError
from contractkit.quantities.notation.grammar import Fault, Notation, shown
from contractkit.quantities.notation.moments import TIME_TEXT, microseconds_of
from contractkit.quantities.notation.repairs import time_repair

__all__ = ["HOURS", "Hours", "hours_text", "parse_hours"]

Hours = tuple[tuple[int, int], ...]
"""Opening hours of a date: from and to in microseconds since its midnight; to at or before from runs over midnight."""

_DAY: Final = 24 * 3_600_000_000
_LAST_SECOND: Final = _DAY - 1_000_000
_START: Final = re.compile(TIME_TEXT)
_END: Final = re.compile(rf"(?:{TIME_TEXT}|24:00)")
_BETWEEN: Final = re.compile(r" and |, ?")
_PIECE: Final = rf"{TIME_TEXT}-(?:{TIME_TEXT}|24:00)"


def _hours(match: re.Match[str]) -> Hours:
    text = match[0]
    if text == "closed":
        return ()
    if text == "all day":
        return ((0, _DAY),)
    pieces = []
    for piece in re.finditer(_PIECE, text):
        opening, closing = piece[0].split("-")
        start, end = microseconds_of(opening), microseconds_of(closing)
        if start == end:
            raise _wrong(text, piece.start(), f"{piece[0]} has no length", "write 'all day', or 'closed'")
        if _LAST_SECOND <= end < _DAY:
            says = f"{closing} leaves the end of the day closed"
            raise _wrong(text, piece.start() + len(opening) + 1, says, f"write '{opening}-24:00'")
        pieces.append((start, end, piece))
    for (earlier, end, piece), (start, _, following) in pairwise(pieces):
        if end <= earlier or start < end:
            says = f"{following[0]} begins before {piece[0]} ends"
            raise _wrong(text, following.start(), says, "write the hours of a day in order, without overlap")
    return tuple((start, end) for start, end, _ in pieces)


def _wrong(text: str, at: int, says: str, hint: str) -> QuantityError:
    return QuantityError(f"'{shown(text)}' is not opening hours: {says}", hint, text=text, at=at)


def _fault(text: str) -> Fault:
    at = 0
    while True:
        opening = _START.match(text, at)
        if opening is None:
            words = ", 'all day' or 'closed'" if at == 0 else ""
            return at, f"a time of day such as 09:00{words}" if text[at : at + 5] != "24:00" else "a time before 24:00"
        if not text.startswith("-", opening.end()):
            return opening.end(), "'-' and the closing time"
        closing = _END.match(text, opening.end() + 1)
        if closing is None:
            return opening.end() + 1, "a time of day such as 17:00"
        between = _BETWEEN.match(text, closing.end())
        if between is None:
            rest = text[closing.end() :]
            same = next(n for n in range(len(" and "), -1, -1) if rest.startswith(" and "[:n]))
            return closing.end() + same, "' and ' and further hours" + ("" if same else ", or the end of the text,")
        at = between.end()


def _hint(text: str) -> str | None:
    lower = text.lower()
    if re.fullmatch(r"24 ?[x*/] ?7|24 ?h(ours)?|24/7|always|allday|all-day|open|00:00-00:00|0-24|0:00-24:00", lower):
        return "write 'all day'"
    if lower in ("none", "no", "off", "shut", "gesloten", "-", "geschlossen", "stengt", "zárva"):
        return "write 'closed'"
    pieces = []
    for piece in re.split(r"\s*(?:,|;|&|\+| and | en | und | og | és )\s*", lower):
        match = re.fullmatch(r"(?:from |van )?(.+?)\s*(?:-| to | till | until | tot | bis | til )\s*(.+)", piece)
        if match is None:
            return None
        start, end = time_repair(match[1].strip()), time_repair(match[2].strip())
        if match[2].strip() in ("24:00", "24", "24.00", "24u", "midnight", "middernacht"):
            end = "24:00"
        if start is None or end is None:
            return None
        if end < start and re.fullmatch(r"[1-9]|1[0-2]", match[2].strip()):
            night, end = f"{start}-{end}", f"{int(match[2]) + 12:02}:00"
            if end > start:
                return f"write '{start}-{end}', or '{night}' for hours over midnight"
        pieces.append(f"{start}-{end}")
    return f"write '{' and '.join(pieces)}'"


HOURS: Notation[Hours] = Notation(
    what="opening hours",
    pattern=rf"^(?:closed|all day|{_PIECE}(?:(?: and |, ?){_PIECE})*)$",
    examples=("08:00-18:00", "09:00-12:00 and 13:00-17:30", "all day", "closed"),
    read=_hours,
    hint=_hint,
    fault=_fault,
    write=lambda pieces: hours_text(pieces),
)


def parse_hours(text: str) -> Hours:
    """Return opening hours as pairs of microseconds since the date's midnight.

    Args:
        text: ``09:00-12:00 and 13:00-17:30`` (a comma for "and" is read too), ``closed``, or ``all day``. An end
            may be ``24:00``; an end before its start lies on the next date (``22:00-06:00``). Seconds may be written
            (``09:00:30-17:00``), but no end of ``23:59:59``: it would leave a second of every night closed.

    Returns:
        ``(from, to)`` pairs in order, half-open; an end at or before its start runs over midnight. Empty for closed.

    Raises:
        QuantityError: The text is no opening hours, or pieces overlap; the message says at which character.

    Example:
        >>> parse_hours("00:00-00:01 and 22:00-24:00")
        ((0, 60000000), (79200000000, 86400000000))
    """
    return HOURS.parse(text)


def hours_text(pieces: Hours) -> str:
    """Return opening hours as a clause writes them; `parse_hours` reads the text back.

    Args:
        pieces: ``(from, to)`` pairs in microseconds since midnight, in order; an end past 24 hours lies in the next
            date, as does one at or before its start.

    Example:
        >>> from contractkit.quantities.notation import hours_text
        >>> hours_text(((79_200_000_000, 108_000_000_000),))
        '22:00-06:00'
    """
    if pieces == ((0, _DAY),):
        return "all day"
    return " and ".join(f"{_clock(start)}-{_clock(end if end <= _DAY else end - _DAY)}" for start, end in pieces) or (
        "closed"
    )


def _clock(us: int) -> str:
    seconds, rest = divmod(us, 1_000_000)
    text = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}"
    if seconds % 60 or rest:
        text += f":{seconds % 60:02d}"
    return f"{text}.{rest:06d}" if rest else text
