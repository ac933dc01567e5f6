"""Every check of what clauses say together, in the order in which a reader would ask."""

from __future__ import annotations

from contractkit.compiling.checking.caps import check_caps
from contractkit.compiling.checking.circles import check_circles
from contractkit.compiling.checking.cut_offs import check_cut_offs
from contractkit.compiling.checking.fitting import check_fitting
from contractkit.compiling.checking.grey import check_grey
from contractkit.compiling.checking.in_days import check_in_days
from contractkit.compiling.checking.languages import check_languages
from contractkit.compiling.checking.lead_times import check_lead_times
from contractkit.compiling.checking.notice import check_notice
from contractkit.compiling.checking.once import check_once
from contractkit.compiling.checking.parts import check_parts
from contractkit.compiling.checking.reach import check_levels, check_rows
from contractkit.compiling.draft import Draft

__all__ = ["check_papers"]

_CHECKS = (
    check_once,
    check_notice,
    check_circles,
    check_levels,
    check_rows,
    check_grey,
    check_parts,
    check_cut_offs,
    check_in_days,
    check_caps,
    check_fitting,
    check_lead_times,
    check_languages,
)


def check_papers(draft: Draft) -> None:
    """Add what clauses contradict in each other, or cannot mean together, to the desk's problems and warnings."""
    for check in _CHECKS:
        check(draft)
