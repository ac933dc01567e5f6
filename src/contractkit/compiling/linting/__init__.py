"""What a careful reader would miss in papers that are right: promises without measure, results without consequence.

A module here holds functions that take the `Draft` and advise; they are asked where papers are looked at closely.
"""

from __future__ import annotations

from contractkit.compiling.linting.papers import lint_papers
from contractkit.compiling.linting.teams import advise_on_teams

__all__ = ["advise_on_teams", "lint_papers"]
