"""Indexation: how published figures change prices, each change with everything that it came from."""

from contractkit.charging.indexation.folding import Indexed, begin, go_on
from contractkit.charging.indexation.links import BaseLink
from contractkit.charging.indexation.readings import Link, NoFigure, Reading
from contractkit.charging.indexation.series import IndexSeries
from contractkit.charging.indexation.steps import IndexStep
from contractkit.charging.indexation.tables import IndexRow, read_rows, read_table

__all__ = [
    "BaseLink",
    "IndexRow",
    "IndexSeries",
    "IndexStep",
    "Indexed",
    "Link",
    "NoFigure",
    "Reading",
    "begin",
    "go_on",
    "read_rows",
    "read_table",
]
