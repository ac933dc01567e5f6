"""What qualifies an effect: gates, repeats, shares, caps of its own and the rest, and the conditions that gates ask for."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

__all__ = ["EUROS", "FIGURES", "JUDGED", "MODES", "MODIFIERS", "Clause", "Figures", "conditions", "modifiers"]

Clause = dict[str, Any]
Figures = tuple[str, ...]

FIGURES = ("available", "few-errors", "solved", "answered", "restored")
"""What has a figure: told ones, then those judged on items."""
JUDGED = FIGURES[2:]
EUROS = st.sampled_from(["EUR 0.01", "EUR 1", "EUR 10", "EUR 33.33", "EUR 100", "EUR 250.05"])


@st.composite
def conditions(draw: Any, holds: str, figures: Figures = FIGURES) -> Any:
    """Return a condition that holds where things went well (``good``), or where they did not (``bad``)."""
    figure = draw(st.sampled_from(figures))
    word, other = ("met", "breached") if holds == "good" else ("breached", "met")
    first = {"target": figure, "verdict": word}
    counted = {"counted": word, "of": list(figures[:3]), "at_least": "1"}
    in_a_row = {"target": figure, "verdict": word, "periods_in_a_row": "2"}
    second = {"not": {"target": draw(st.sampled_from(figures)), "verdict": other}}
    some = draw(st.sampled_from(["any_of", "all_of"]))
    return draw(st.sampled_from([first, first, counted, in_a_row, {some: [first, second]}]))


@st.composite
def modifiers(draw: Any, kind: str, figures: Figures = FIGURES) -> Clause:
    """Return what qualifies an effect: any of it, one thing more often than several."""
    bonuses = kind in ("award-fee", "milestone", "revenue-share")
    found: Clause = {}
    chosen = draw(st.lists(st.sampled_from(MODIFIERS), max_size=4, unique=True))
    for word in chosen:
        if word == "cap":
            found["cap"] = draw(st.sampled_from(["EUR 50", "EUR 100.10", "5 % of fee", "EUR 300 per contract-year"]))
            found["on_excess"] = draw(st.sampled_from(["report-only", "drop", "carry-forward"]))
        elif word == "only_if":
            found["only_if"] = draw(conditions("good" if bonuses else "bad", figures))
        elif word == "repeat":
            found["repeat"] = {
                "multiply_by": draw(st.sampled_from(["1", "1.5", "2"])),
                "when": "previous-period-failed",
                "grows": draw(st.sampled_from(["stays", "compounds"])),
            }
        elif word == "scaled_by":
            found["scaled_by"] = {"affected": "affected-users", "total": "all-users"}
        elif word == "minimum_issue":
            found["minimum_issue"] = {
                "more_than": draw(EUROS),
                "otherwise": draw(st.sampled_from(["drop", "carry-forward", "lift"])),
                "tested": draw(st.sampled_from(["before-rounding", "after-rounding"])),
            }
        elif word == "rounding":
            found["rounding"] = {"to": draw(st.sampled_from(["0.01", "0.05", "1"])), "mode": draw(MODES)}
        elif word == "paid_in":
            found["paid_in"] = {"currency": "USD", "rate": "1.0850"}
        elif word == "instead_of":
            found["instead_of"] = draw(st.sampled_from(["20", "21", "22"]))
        else:
            found[word] = draw(st.sampled_from(WORDS[word]))
    return found


MODES = st.sampled_from(["half-up", "half-even", "up", "down", "floor", "ceiling"])
WORDS: dict[str, list[Any]] = {
    "of_period": ["next"],
    "nature": ["penalty", "incentive"],
    "one_incident": ["largest", "customers-choice"],
    "claim": ["30 days"],
    "holds": [{"from": "2026-02-01"}],
}
MODIFIERS = (
    "cap", "only_if", "repeat", "scaled_by", "minimum_issue", "rounding", "paid_in", "instead_of", *WORDS,
)  # fmt: skip
