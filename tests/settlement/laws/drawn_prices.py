"""Prices of every form with what was delivered and published: bands, dead-bands, minimums, indexation."""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import strategies as st

__all__ = ["MONTHS", "Prices", "prices"]

MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04")
EDGES = (10, 20, 50)
VOLUMES = st.sampled_from([0, 1, 9, 10, 11, 19, 20, 21, 49, 50, 51, 75, 100, 104, 105, 106, 107, 94, 95, 96])
FIGURES = st.sampled_from(["98.7", "99.99", "100", "100.5", "101.2", "103", "109.75", "118.04"])


@attrs.frozen
class Prices:
    """Clauses with prices, and the facts that they are charged by."""

    clauses: dict[str, dict[str, Any]]
    told: dict[str, Any]


@st.composite
def bands(draw: Any) -> dict[str, Any]:
    """Return a service whose price lies in bands, with an end of either sort at each edge."""
    at = sorted(draw(st.lists(st.sampled_from(EDGES), max_size=3, unique=True)))
    ends = [draw(st.booleans()) for _ in at]
    found = []
    for place in range(len(at) + 1):
        band: dict[str, Any] = {"price": f"EUR {draw(st.sampled_from(['0', '0.33', '1.50', '7']))} per box per month"}
        if place:
            band["above" if ends[place - 1] else "from"] = str(at[place - 1])
        if place < len(at):
            band["through" if ends[place] else "below"] = str(at[place])
        found.append(band)
    counts = draw(st.sampled_from(["all-units", "graduated"]))
    return {"kind": "service", "name": "mail", "price": {"counts": counts, "bands": found}}


@st.composite
def dead_bands(draw: Any) -> dict[str, Any]:
    outside = {
        "above": draw(st.sampled_from(["EUR 8.00 per server", "110 % of price"])),
        "below": draw(st.sampled_from(["EUR 5.00 per server", "85 % of price"])),
        "priced": draw(st.sampled_from(["excess", "whole-difference"])),
        "carried": draw(st.sampled_from(["none", "into-next-baseline"])),
    }
    return {
        "kind": "service",
        "name": "servers",
        "volume": "100 servers",
        "price": "EUR 6.25 per server per month",
        "band": draw(st.sampled_from(["0 %", "5 %", "10 %"])),
        "outside_band": outside,
        "volume_counted": draw(st.sampled_from(["period-end", "period-start", "average", "peak"])),
    }


@st.composite
def minimums(draw: Any) -> dict[str, Any]:
    return {
        "kind": "minimum-commitment",
        "at_least": draw(st.sampled_from(["EUR 0.01", "EUR 700", "EUR 20 000"])),
        "per": draw(st.sampled_from(["month", "quarter"])),
        "settled": "each-period",
        "part_year": draw(st.sampled_from(["prorated", "full"])),
    }


@st.composite
def indexations(draw: Any, *, fixed: bool = False) -> dict[str, Any]:
    by: dict[str, Any] = {"series": "prices", "base": "2024-10", "method": draw(st.sampled_from(["base", "chain"]))}
    if fixed or draw(st.integers(0, 3)) == 0:
        by = {"fixed": "2.5 %"}
    found = {"kind": "indexation", "by": by, "every": ["1 February", "1 March"], "first": "2026-02-01"}
    for word, values in (
        ("cap", ["5 %", "0 %"]),
        ("floor", ["0 %", "-1 %"]),
        ("threshold", ["0.5 %", "3 %"]),
        ("round_price", [{"to": "0.01", "mode": "half-up", "scope": "line"}]),
    ):
        if draw(st.booleans()):
            found[word] = draw(st.sampled_from(values))
    if "cap" in found:
        found["index_excess"] = draw(st.sampled_from(["lost", "carried"]))
    if "fixed" not in by and draw(st.booleans()):
        found["round_rate"] = "0.1 %"
    return found


@st.composite
def prices(draw: Any, *, minimum: bool = False, fixed: bool = False) -> Prices:
    """Return any of them, each with its own facts of every month.

    Args:
        draw: Draws.
        minimum: Whether there is a minimum commitment in each.
        fixed: Whether prices rise by a fixed percentage where they do, and by no index.
    """
    clauses: dict[str, dict[str, Any]] = {}
    found: dict[str, Any] = {}
    volumes = found.setdefault("volumes", {})
    if draw(st.booleans()):
        clauses["11"] = draw(bands())
        volumes["mail"] = {month: f"{draw(VOLUMES)} boxes" for month in MONTHS}
    if draw(st.booleans()) or (minimum and not clauses):
        clauses["12"] = draw(dead_bands())
        volumes["servers"] = {month: f"{draw(VOLUMES)} servers" for month in MONTHS}
    if minimum or (clauses and draw(st.booleans())):
        clauses["13"] = draw(minimums())
    if draw(st.booleans()):
        clauses["14"] = draw(indexations(fixed=fixed))
        if "series" in clauses["14"]["by"]:
            published = {month: draw(FIGURES) for month in ("2025-10", "2025-11", "2025-12", *MONTHS)}
            found["index"] = {"prices": {f"{year}-10": draw(FIGURES) for year in (2023, 2024)} | published}
    return Prices(clauses, {group: value for group, value in found.items() if value})
