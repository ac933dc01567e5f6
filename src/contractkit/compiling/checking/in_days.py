"""What is written for business days beside limits that count no business days: it would decide nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.documents.clauses.targets import within_tests
from contractkit.quantities.spans import BusinessDays

__all__ = ["check_in_days"]

_KINDS = ("result", "target-table", "time-target")
_FIELDS = ("cut_off", "at_cut_off", "outside_hours", "counting", "ends", "landing")


def check_in_days(draft: Draft) -> None:
    """Refuse what says how business days count where no limit is in business days; warn where only some are.

    Source: design.md section 3 (a cut-off, and how days are counted, belong to business days; working time has none).
    """
    for place, clause in draft.desk.clauses(*_KINDS):
        written = [name for name in _FIELDS if getattr(clause, name, None) not in (None, "none")]
        if not written:
            continue
        limits = list(_limits(clause))
        others = [limit for limit in limits if not isinstance(limit.value, BusinessDays)]
        if len(others) < len(limits):
            if "cut_off" in written and others:
                _some(draft, place, others)
            continue
        told = f"{others[0].text}" if others else "the instant that stands with the item"
        for name in written:
            says = f"'{name}' says how business days count, and the limit is {told}: it would change nothing"
            draft.report(place.at(name), "days-only", says, _hint(name))


def _some(draft: Draft, place: Place, others: list[Any]) -> None:
    told = " and ".join(dict.fromkeys(str(limit.text) for limit in others))
    says = f"the cut-off moves the start of limits in business days; {told} begins at once, also after it"
    hint = "right as it is, or give these limits a clause of their own, with hours that end at the cut-off"
    draft.desk.warn(place.at("cut_off"), "days-only", says, hint)


def _hint(name: str) -> str:
    if name in ("cut_off", "at_cut_off"):
        return "write the limit in business days, or give it a calendar whose hours end at the cut-off"
    return f"write the limit in business days, or leave {name} out"


def _limits(clause: Any) -> Iterator[Any]:
    """Yield the limits of a clause that are written as amounts of time."""
    parts = within_tests(clause.met_when) if clause.kind == "result" else [clause, *getattr(clause, "rows", ())]
    for part in parts:
        for name in ("within", "every"):
            limit = getattr(part, name, None)
            if limit is not None:
                yield limit
