"""All that a careful reader would ask of papers that are right."""

from __future__ import annotations

from contractkit.compiling.draft import Draft
from contractkit.compiling.linting.absences import lint_absences
from contractkit.compiling.linting.blocks import lint_blocks
from contractkit.compiling.linting.deliveries import lint_deliveries
from contractkit.compiling.linting.promises import lint_promises
from contractkit.compiling.linting.slopes import lint_slopes

__all__ = ["lint_papers"]


def lint_papers(draft: Draft) -> None:
    """Advise on promises without measure or consequence, on what is not agreed, and on money that runs backwards."""
    for lint in (lint_promises, lint_absences, lint_deliveries, lint_blocks, lint_slopes):
        lint(draft)
