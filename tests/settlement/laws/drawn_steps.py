"""The steps of a settlement in any order: caps of every window, side and scope, earn-back, minimum issue, rounding."""

from __future__ import annotations

from typing import Any

from drawn_modifiers import MODES, conditions
from hypothesis import strategies as st

__all__ = ["LIMITS", "caps", "steps"]

LIMITS = ["EUR 0", "EUR 10", "EUR 60.05", "EUR 100", "EUR 250", "10 % of fee", "1 % of fee"]
WINDOWS = ["month", "month", "quarter", "year", "contract-year", "rolling 2 months", "rolling 12 months", "term"]
Step = dict[str, Any]


@st.composite
def caps(draw: Any) -> Step:
    limit: Any = draw(st.sampled_from(LIMITS))
    if draw(st.integers(0, 4)) == 0:
        limit = {draw(st.sampled_from(["lowest_of", "highest_of"])): [limit, "EUR 75"]}
    found: Step = {"step": "cap", "limit": limit, "per": draw(st.sampled_from(WINDOWS))}
    found["caps"] = draw(st.sampled_from(["malus", "bonus", "both", "net"]))
    found["scope"] = draw(st.sampled_from(["contract", "contract", "target", "level", "service"]))
    found["adds_up"] = draw(st.sampled_from(["at-end", "at-end", "running"]))
    found["on_excess"] = draw(st.sampled_from(["report-only", "carry-forward", "drop"]))
    if draw(st.integers(0, 4)) == 0:
        found |= {"limit": "10 % of fee", "per": draw(st.sampled_from(["month", "quarter"])), "charges_of": "preceding"}
    return found


@st.composite
def minimums(draw: Any) -> Step:
    return {
        "step": "minimum-issue",
        "more_than": draw(st.sampled_from(["EUR 1", "EUR 20", "EUR 60"])),
        "otherwise": draw(st.sampled_from(["drop", "carry-forward", "lift"])),
        "scope": draw(st.sampled_from(["line", "contract"])),
        "tested": draw(st.sampled_from(["before-rounding", "after-rounding"])),
    }


@st.composite
def earn_backs(draw: Any) -> Step:
    found: Step = {"step": "earn-back", "when": draw(conditions("good"))}
    found["returns"] = draw(st.sampled_from(["100 %", "50 %", "33 %"]))
    found["basis"] = draw(st.sampled_from(["same-target", "pool"]))
    if draw(st.booleans()):
        found["expires"] = draw(st.sampled_from(["1 month", "4 months", "45 days"]))
    return found


@st.composite
def rounds(draw: Any) -> Step:
    return {
        "step": "round",
        "to": draw(st.sampled_from(["0.01", "0.05", "1"])),
        "mode": draw(MODES),
        "scope": draw(st.sampled_from(["once", "line", "period"])),
    }


@st.composite
def steps(draw: Any) -> list[Step]:
    """Return the steps of a settlement clause; the round step stands anywhere among them."""
    some = st.one_of(caps(), caps(), minimums(), earn_backs())
    found = draw(st.lists(some, max_size=3))
    if draw(st.booleans()):
        found.insert(draw(st.integers(0, len(found))), draw(rounds()))
    if draw(st.integers(0, 3)) == 0:
        ties = draw(st.sampled_from(["first-line", "largest-line"]))
        found.append({"step": "allocate", "method": "proportional", "remainder": "largest-first", "ties": ties})
    return found
