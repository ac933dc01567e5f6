"""Days of the week, and ranges of them: the keys of a week of opening hours."""

from __future__ import annotations

import re
from typing import Final

from contractkit.quantities.notation.grammar import Fault, Notation
from contractkit.quantities.notation.nearest import nearest_word

__all__ = ["DAYS", "WEEKDAYS", "parse_weekdays"]

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_FULL: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TRIED: Final = {
    name: short
    for short, names in {
        "mon": "maandag montag mandag måndag hétfő ma mo",
        "tue": "tues dinsdag dienstag tirsdag tisdag kedd di tu",
        "wed": "woensdag mittwoch onsdag szerda wo mi we",
        "thu": "thur thurs donderdag donnerstag torsdag csütörtök do th",
        "fri": "vrijdag freitag fredag péntek vr fr",
        "sat": "zaterdag samstag lørdag lördag szombat za sa",
        "sun": "zondag sonntag søndag söndag vasárnap zo so su",
    }.items()
    for name in names.split()
}
"""What people write for a day of the week besides its English name."""
_NAMES: Final = {**dict(zip(WEEKDAYS, WEEKDAYS, strict=True)), **dict(zip(_FULL, WEEKDAYS, strict=True)), **_TRIED}

_DAY: Final = "|".join(f"{short}(?:{full[3:]})?" for short, full in zip(WEEKDAYS, _FULL, strict=True))


def _days(match: re.Match[str]) -> tuple[int, ...]:
    first = WEEKDAYS.index(match[1][:3])
    last = WEEKDAYS.index((match[2] or match[1])[:3])
    return tuple((first + step) % 7 for step in range((last - first) % 7 + 1))


def _fault(text: str) -> Fault | None:
    day = re.compile(_DAY)
    first = day.match(text)
    if first is None or text[first.end() :][:1].isalpha():
        return 0, "a day of the week"
    if not text.startswith("-", first.end()):
        return first.end(), "the end of the text, or '-' and a last day,"
    last = day.match(text, first.end() + 1)
    if last is None or text[last.end() :][:1].isalpha():
        return first.end() + 1, "a day of the week"
    return last.end(), "the end of the text"


def _near(word: str) -> str | None:
    found = nearest_word(word.strip(". "), _NAMES)
    return _NAMES[found] if found else None


def _hint(text: str) -> str | None:
    lower = text.lower()
    if lower in ("weekdays", "weekday", "werkdagen", "workdays", "working days", "business days", "werktags"):
        return "write 'mon-fri'"
    if lower in ("weekend", "weekends"):
        return "write 'sat-sun'"
    if lower in ("daily", "every day", "all", "all week", "7 days", "always"):
        return "write 'mon-sun'"
    listed = re.split(r"\s*(?:,|;|/|&|\+| and | en | und )\s*", lower)
    if len(listed) > 1 and all(_near(word) for word in listed):
        return f"give each day a line of its own: {', '.join(str(_near(word)) for word in listed)}"
    parts = [
        _near(part) for part in re.split(r"\s*(?:-| to | till | until | through | tot | t/m | bis | til )\s*", lower)
    ]
    right = "-".join(part for part in parts if part)
    if all(parts) and len(parts) <= 2:
        return f"write '{right}'"
    return f"days are {', '.join(WEEKDAYS)}, or a range such as mon-fri"


DAYS: Notation[tuple[int, ...]] = Notation(
    what="a day of the week or a range of them",
    pattern=rf"^({_DAY})(?:-({_DAY}))?$",
    examples=("mon", "mon-fri", "monday"),
    read=_days,
    hint=_hint,
    fault=_fault,
    write=lambda days: "-".join(WEEKDAYS[day] for day in dict.fromkeys((days[0], days[-1]))),
)


def parse_weekdays(text: str) -> tuple[int, ...]:
    """Return the days of the week that `text` names, Monday being 0, in the order of the calendar.

    Args:
        text: A day (``mon`` or ``monday``) or a range of them, both ends included: ``mon-fri``. A range may run over
            the weekend. Words of the language are lower-case; the Python face takes capitals too.

    Raises:
        QuantityError: It names none; the hint has the nearest day.

    Example:
        >>> from contractkit.quantities.notation import parse_weekdays
        >>> parse_weekdays("fri-mon")
        (4, 5, 6, 0)
    """
    return DAYS.parse(text)
