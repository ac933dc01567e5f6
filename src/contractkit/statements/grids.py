"""Tables on a terminal: in columns where they fit, else one field to a line, so that no number is ever cut."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

__all__ = ["Grid", "text"]

_LEAST = 8
"""So narrow a column of words may become before the table is written line by line."""
_LONGEST = 24
"""Words of up to so many letters are not broken where the screen leaves room for all of them."""
_GAPS = (3, 2)
"""How many blanks stand between columns: as many as there is room for."""


def text(said: object, style: str = "") -> Text:
    """Return what is said as it is: no markup is read in it."""
    from rich.text import Text

    return Text(str(said).replace("\u00a0", " "), style=style)


@attrs.define
class Grid:
    """A table in the making.

    Attributes:
        columns: The heads of its columns.
        right: The places of columns of numbers: to the right, and never cut.
        whole: The places of other columns that are never cut or wrapped.
        rows: Its rows, a cell for each column; None draws a line.
    """

    columns: tuple[str, ...]
    right: Sequence[int] = ()
    whole: Sequence[int] = ()
    rows: list[tuple[Text, ...] | None] = attrs.field(factory=list)

    def row(self, *cells: Text | str) -> None:
        """Add a row."""
        self.rows.append(tuple(text(cell) if isinstance(cell, str) else cell for cell in cells))

    def line(self) -> None:
        """Draw a line under the rows so far."""
        self.rows.append(None)

    def shown(self, width: int) -> RenderableType:
        """Return the table for a screen of `width` columns."""
        for least in (self._of_words(), self._least()):
            for gap in _GAPS:
                if sum(least) + gap * (len(self.columns) - 1) <= width:
                    return self._table(least, gap)
        return self._lines()

    def _least(self) -> list[int]:
        """Return how narrow each column may become; words are broken then."""
        widths = [max(map(len, map(str, cells))) for cells in zip(*self._cells(), strict=True)]
        fixed = {*self.right, *self.whole}
        return [width if place in fixed else min(width, _LEAST) for place, width in enumerate(widths)]

    def _of_words(self) -> list[int]:
        """Return how narrow each column may become so that its words stay whole."""
        columns = zip(*self._cells(), strict=True)
        words = [max((len(word) for cell in cells for word in cell.split()), default=0) for cells in columns]
        return [max(least, min(word, _LONGEST)) for least, word in zip(self._least(), words, strict=True)]

    def _cells(self) -> list[list[str]]:
        """Return heads and cells, every line of a cell as a row of its own."""
        found = [list(self.columns)]
        for row in self.rows:
            parts = [] if row is None else [cell.plain.split("\n") for cell in row]
            found.extend([list(line) for line in zip_longest(*parts, fillvalue="")])
        return found

    def _table(self, least: Sequence[int], gap: int) -> RenderableType:
        from rich import box
        from rich.table import Table

        narrow = gap < max(_GAPS)
        table = Table(
            box=box.SIMPLE_HEAD,
            pad_edge=False,
            show_edge=False,
            header_style="dim",
            padding=(0, 1),
            collapse_padding=narrow,
        )
        for place, name in enumerate(self.columns):
            if place in self.right:
                table.add_column(text(name), justify="right", no_wrap=True)
            else:
                table.add_column(text(name), overflow="fold", no_wrap=place in self.whole, min_width=least[place])
        for row in self.rows:
            if row is None:
                table.add_section()
            else:
                table.add_row(*row)
        return table

    def _lines(self) -> RenderableType:
        from rich.console import Group
        from rich.text import Text

        lines: list[Text] = []
        for row in self.rows:
            if row is None:
                continue
            for name, cell in zip(self.columns, row, strict=True):
                if cell.plain:
                    lines.append(Text.assemble(text(f"{name}: ", "dim"), Text(", ").join(cell.split("\n"))))
            lines.append(Text())
        return Group(*lines[:-1])
