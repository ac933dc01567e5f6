"""A limit of elapsed time runs day and night, whatever calendar the clause names for its other limits."""

from __future__ import annotations

from contractkit.compiling import load_agreement
from contractkit.quantities.spans import ElapsedTime, WorkingTime
from tests.compiling.papers import sla
