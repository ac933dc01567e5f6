"""Terms with blanks: made once for papers that have no names yet, and filled in for each agreement.

A blank is a text that no document can hold: it stands for the id or the file of a paper. A line is a blank as well: the
path of what stands there. Filling in makes anew what has a blank in it; everything else is shared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.documents import DocumentSource
from contractkit.records.clauses import ClauseRef

__all__ = ["CannotBeBlank", "Filling", "LateLine", "Template", "blank_file", "blank_id"]

_BLANK = re.compile("[\x00\x01]([0-9]+)\x02")
_PLAIN = (bool, int, float, Decimal, Fraction, date, time, timedelta, type(None), BusinessCalendar)
_set = object.__setattr__


class CannotBeBlank(Exception):  # noqa: N818 - the clause is compiled for itself then; it is no error
    """Something cannot be told without knowing which agreement it is for."""


def blank_id(paper: int) -> str:
    """Return what stands for the id of a paper."""
    return f"\x00{paper}\x02"


def blank_file(paper: int) -> str:
    """Return what stands for the file of a paper."""
    return f"\x01{paper}\x02"


@attrs.frozen
class LateLine:
    """The line on which something stands, in whichever paper the blank is filled in with.

    Attributes:
        path: Where it stands in the paper.
        side: The value there, or the key in front of it.
    """

    path: tuple[str | int, ...]
    side: str

    def __str__(self) -> str:
        """Refuse to be told: it is not known yet."""
        raise CannotBeBlank


@attrs.frozen(eq=False)
class Filling:
    """The papers of one agreement, which blanks are filled in with.

    Attributes:
        papers: The papers in their order.
        made: What has been made for them, so that what stands in two places stays one object.
    """

    papers: Sequence[DocumentSource]
    made: dict[int, Any] = attrs.field(factory=dict)

    def text(self, written: str) -> str | None:
        """Return a text with its blanks filled in; None for the file of a paper that has none."""
        alone = _BLANK.fullmatch(written)
        return self._word(alone) if alone is not None else _BLANK.sub(lambda found: str(self._word(found)), written)

    def _word(self, blank: re.Match[str]) -> str | None:
        paper = self.papers[int(blank[1])]
        return str(paper.model.id) if blank[0][0] == "\x00" else paper.file


Make = Callable[[Filling], Any]


class Template:
    """A value with blanks."""

    def __init__(self, value: Any) -> None:
        """Work out where in a value its blanks are.

        Raises:
            CannotBeBlank: The value holds something of which that is not known.
        """
        self._value = value
        self._plans: dict[int, Make | None] = {}
        self._make = self._plan(value)

    def filled(self, filling: Filling) -> Any:
        """Return the value for one agreement."""
        return self._value if self._make is None else self._make(filling)

    def _plan(self, value: Any) -> Make | None:
        """Return what makes the value anew; None where it has no blank."""
        if isinstance(value, str):
            return None if _BLANK.search(value) is None else lambda filling: filling.text(value)
        if isinstance(value, _PLAIN):
            return None
        if id(value) not in self._plans:
            self._plans[id(value)] = self._plan_of_parts(value)
        return self._plans[id(value)]

    def _plan_of_parts(self, value: Any) -> Make | None:
        if isinstance(value, ClauseRef):
            return self._once(value, _ref(value))
        if type(value) in (tuple, list):
            return self._plan_of_items(value)
        if type(value) is dict:
            return self._plan_of_entries(value)
        if attrs.has(type(value)) and not isinstance(value, LateLine):
            return self._plan_of_fields(value)
        raise CannotBeBlank

    def _plan_of_items(self, value: Any) -> Make | None:
        form, items = type(value), [(item, self._plan(item)) for item in value]
        if all(make is None for _, make in items):
            return None
        return lambda filling: form([item if make is None else make(filling) for item, make in items])

    def _plan_of_entries(self, value: Mapping[Any, Any]) -> Make | None:
        keys, items = self._plan_of_items(tuple(value)), self._plan_of_items(tuple(value.values()))
        if keys is None and items is None:
            return None
        both = Template((tuple(value), tuple(value.values())))
        return lambda filling: dict(zip(*both.filled(filling), strict=True))

    def _plan_of_fields(self, value: Any) -> Make | None:
        form = type(value)
        parts = [(field.name, getattr(value, field.name)) for field in attrs.fields(form)]
        plans = [(name, part, self._plan(part)) for name, part in parts]
        same = [(name, part) for name, part, make in plans if make is None]
        other = [(name, make) for name, _, make in plans if make is not None]
        if not other:
            return None

        def made(filling: Filling) -> Any:
            new = object.__new__(form)
            for name, part in same:
                _set(new, name, part)
            for name, make in other:
                _set(new, name, make(filling))
            return new

        return self._once(value, made)

    def _once(self, value: Any, make: Make) -> Make:
        key = id(value)

        def once(filling: Filling) -> Any:
            if key not in filling.made:
                filling.made[key] = make(filling)
            return filling.made[key]

        return once


def _ref(ref: ClauseRef) -> Make:
    """Return what makes a reference: its file and its line are where it stands in the paper that is filled in."""
    found = _BLANK.fullmatch(ref.document)
    late: Any = ref.line
    if found is None or not isinstance(late, LateLine):
        raise CannotBeBlank
    number, clause, row = int(found[1]), ref.clause, Template(ref.row)

    def made(filling: Filling) -> ClauseRef:
        paper = filling.papers[number]
        line, file = paper.tree.only_line, paper.file
        if line is None:
            place = paper.place(*late.path, side=late.side)
            line, file = place.line, place.file
            if ref.row is not None and line is None:  # nobody wrote the row on a page: it is cited where its clause is
                line = paper.place(*late.path[:2]).line
        return ClauseRef(str(paper.model.id), clause, row.filled(filling), file, line)

    return made
