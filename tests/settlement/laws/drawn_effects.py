"""Clauses that pay, of every kind, with everything that can qualify them, drawn at their edges.

Sound ones only: nothing here pays the provider more for worse. Figures and bounds lie on the same few numbers, so that
figures meet bounds exactly.
"""

from __future__ import annotations

from typing import Any

from drawn_modifiers import EUROS, FIGURES, JUDGED, Clause, Figures, conditions, modifiers
from hypothesis import strategies as st

__all__ = ["KINDS", "REACH", "effects"]

REACH = {"available": 95, "few-errors": 5, "solved": 75, "answered": 50, "restored": 50}
"""What each promises; the costs of a ladder begin there."""
_LOWER = ("few-errors",)

SMALL = st.integers(0, 40).map(lambda number: f"{number} %")
BASES = st.sampled_from(["fee", "charges", "monthly-fee", "yearly-fees"])


_AT = {
    "available": range(90, 100),
    "few-errors": range(1, 11),
    "solved": (0, 25, 33, 50, 66, 75, 80, 100),
    "answered": (0, 25, 33, 50, 66, 75, 80, 100),
    "restored": (0, 25, 33, 50, 66, 75, 80, 100),
}
"""Figures at which something can turn."""


def _edges(draw: Any, figure: str, least: int, most: int = 4, where: str = "anywhere") -> list[str]:
    """Return figures at which something turns, from the lowest; only worse or better ones than the reach if so asked."""
    sign = -1 if figure in _LOWER else 1
    sides = {"anywhere": (-1, 0, 1), "worse": (-1,), "better": (1,)}[where]
    at = [one for one in _AT[figure] if _side(sign * (one - REACH[figure])) in sides]
    found = draw(st.lists(st.sampled_from(at), min_size=least, max_size=most, unique=True))
    return [f"{number} %" for number in sorted(found)]


def _side(number: int) -> int:
    return (number > 0) - (number < 0)


def _signed(draw: Any, count: int, least: int = -30, most: int = 20) -> list[int]:
    """Return what a ladder pays, from the least to the most: never more for worse."""
    return sorted(draw(st.lists(st.integers(least, most), min_size=count, max_size=count)))


def _words(draw: Any, numbers: list[int]) -> list[str]:
    """Return percentages, or sums of money, one for each number."""
    if draw(st.booleans()):
        return [f"{number} %" for number in numbers]
    return [f"{'-' if number < 0 else ''}EUR {abs(number) * 7}.05" if number else "EUR 0" for number in numbers]


def _on(draw: Any, figures: Figures) -> Clause:
    return {"for": draw(st.sampled_from(figures)), "of": draw(BASES)}


def _order(figure: str, numbers: list[Any]) -> list[Any]:
    return numbers[::-1] if figure in _LOWER else numbers


def tier_credit(draw: Any, figures: Figures) -> list[Clause]:
    clause = {"kind": "tier-credit", **_on(draw, figures)}
    figure = clause["for"]
    worse = _edges(draw, figure, 0, 3, "worse")
    bounds = ["reach", *(worse if figure in _LOWER else worse[::-1])]
    pays = [word.lstrip("-") for word in _words(draw, _signed(draw, len(bounds), 0, 40))]
    side = "above" if figure in _LOWER else "below"
    clause["tiers"] = [{side: one, "credit": pay} for one, pay in zip(bounds, pays, strict=True)]
    return [clause]


def curve(draw: Any, figures: Figures) -> list[Clause]:
    clause = {"kind": "curve", **_on(draw, figures)}
    at = _edges(draw, clause["for"], 2)
    pays = _order(clause["for"], _words(draw, _signed(draw, len(at))))
    clause["points"] = [{"at": one, "pays": pay} for one, pay in zip(at, pays, strict=True)]
    clause["outside"] = draw(st.sampled_from(["clamp", "extend"]))
    if draw(st.booleans()):
        clause["bonus_only_if"] = draw(conditions("good", figures))
    return [clause]


def _bands(draw: Any, figure: str, gives: str, least: int, most: int) -> list[Clause]:
    """Return bands that turn at the reach; what is worse pays at most nothing, what is better at least that."""
    worse, better = (_edges(draw, figure, 0, 2, where) for where in ("worse", "better"))
    numbers = [*_signed(draw, len(worse) + 1, least, 0), *_signed(draw, len(better) + 1, 0, most)]
    pays = [str(abs(one)) for one in numbers] if gives == "points" else _words(draw, numbers)
    if gives == "credit":
        pays = [one.lstrip("-") for one in pays]
    at = [*worse, "reach", *better]
    if figure in _LOWER:
        at, pays = [*better, "reach", *worse], pays[::-1]
    ends = [draw(st.booleans()) for _ in at]
    found = []
    for place, paid in enumerate(pays):
        band: Clause = {}
        if place:
            band["above" if ends[place - 1] else "from"] = at[place - 1]
        if place < len(at):
            band["through" if ends[place] else "below"] = at[place]
        found.append({**band, gives: paid})
    return found


def band_effect(draw: Any, figures: Figures) -> list[Clause]:
    clause = {"kind": "band-effect", **_on(draw, figures)}
    gives, most = draw(st.sampled_from([("pays", 20), ("credit", 0)]))
    clause["bands"] = _bands(draw, clause["for"], gives, -30, most)
    return [clause]


def gap_credit(draw: Any, figures: Figures) -> list[Clause]:
    return [
        {
            "kind": "gap-credit",
            **_on(draw, figures),
            "credit_per_point": draw(st.sampled_from(["1 %", "2.5 %", "EUR 3.33"])),
        }
    ]


def step_credit(draw: Any, figures: Figures) -> list[Clause]:
    clause = {"kind": "step-credit", **_on(draw, figures), "step": draw(st.sampled_from(["1 pp", "0.5 pp", "3 pp"]))}
    clause["credit_per_step"] = draw(st.sampled_from(["1 %", "3 %", "EUR 12.50"]))
    clause["part_steps"] = draw(st.sampled_from(["ignored", "full-step"]))
    return [clause]


def points_credit(draw: Any, figures: Figures) -> list[Clause]:
    figure = draw(st.sampled_from(figures))
    bands = _bands(draw, figure, "points", -12, 0)
    clause: Clause = {"kind": "points-credit", "for": "severity", "of": draw(BASES)}
    if draw(st.booleans()):
        clause["credit_per_point"] = draw(st.sampled_from(["1 %", "EUR 4.44"]))
    else:
        pays = _words(draw, _signed(draw, 2, 0, 40))
        rows = zip(sorted(draw(st.lists(st.integers(1, 12), min_size=2, max_size=2, unique=True))), pays, strict=True)
        clause["table"] = [{"from": f"{at} points", "credit": pay} for at, pay in rows]
        clause["between_rows"] = draw(st.sampled_from(["lower-row", "interpolate"]))
    return [{"kind": "band-effect", "name": "severity", "for": figure, "bands": bands}, clause]


def pool_credit(draw: Any, figures: Figures) -> list[Clause]:
    shares = st.sampled_from(["10 %", "50 %", "100 %"])
    chosen = draw(st.lists(st.sampled_from(figures), min_size=1, max_size=3, unique=True))
    parts = [{"for": figure, "pool": draw(shares), "allocation": draw(shares)} for figure in chosen]
    return [{"kind": "pool-credit", "at_risk": draw(st.sampled_from(["10 % of fee", "EUR 500"])), "allocations": parts}]


def per_item(draw: Any, figures: Figures) -> list[Clause]:
    verdict = draw(st.sampled_from(["met", "breached"]))
    pays = draw(st.sampled_from(["EUR 5", "EUR 33.33"]))
    clause: Clause = {
        "kind": "per-item",
        "for": draw(st.sampled_from([figure for figure in figures if figure in JUDGED])),
        "verdict": verdict,
        "pays": pays if verdict == "met" else f"-{pays}",
    }
    if draw(st.booleans()):
        clause["when"] = {"priority": "P1"}
    return [clause]


def ratchet(draw: Any, _: Figures) -> list[Clause]:
    more = sorted(draw(st.lists(st.integers(1, 5), min_size=1, max_size=2, unique=True)))
    times = sorted(draw(st.lists(st.sampled_from(["1", "1.5", "2"]), min_size=len(more), max_size=len(more))))
    return [
        {
            "kind": "ratchet",
            "rate": "EUR 2.00",
            "weight": "3",
            "when": {"late": "yes"},
            "periods": "failed_periods",
            "used_factor": "0.5",
            "used_when": {"used": "yes"},
            "same": ["part"],
            "per": "month",
            "repetition": [{"more_than": str(m), "times": t} for m, t in zip(more, times, strict=True)],
            "reaches_back": draw(st.sampled_from(["to-first-failure", "later-failures-only"])),
        }
    ]


def late_penalty(draw: Any, _: Figures) -> list[Clause]:
    return [
        {
            "kind": "late-penalty",
            "of": draw(BASES),
            "agreed": {"field": "agreed_on"},
            "delivered": {"field": "delivered_at"},
            "when": {"category": "move"},
            "step": draw(st.sampled_from(["1 day", "1 week", "1 month"])),
            "per_step": draw(st.sampled_from(["1 %", "EUR 7.77"])),
            "part_days": draw(st.sampled_from(["ignored", "full-day"])),
            "late_part_steps": draw(st.sampled_from(["pro-rata", "ignored", "full-step"])),
            "late_counts": draw(st.sampled_from(["when-delivered", "as-it-runs"])),
        }
    ]


def liquidated_damages(draw: Any, figures: Figures) -> list[Clause]:
    figure = draw(st.sampled_from(figures))
    items = [
        {"when": {"target": figure, "verdict": "breached"}, "amount": draw(st.sampled_from(["EUR 75", "5 %"]))},
        {"when": {"field": "shocks", "more_than": "0"}, "each": "shocks", "amount": "EUR 5"},
    ]
    return [{"kind": "liquidated-damages", "of": "fee", "nature": "damages", "items": items[: draw(st.integers(1, 2))]}]


def share_line(draw: Any, _: Figures) -> list[Clause]:
    clause: Clause = {"kind": "share-line", "target_cost": "EUR 1 000", "actual_cost": "actual-cost"}
    if draw(st.booleans()):
        clause |= {"provider_share": draw(st.sampled_from(["0 %", "40 %", "100 %"])), "target_fee": "EUR 100"}
        clause["ceiling"] = draw(st.sampled_from(["none", "EUR 1 200"]))
    else:
        clause["ranges"] = [{"below": "90 %", "share": "0 %"}, {"from": "90 %", "share": "50 %"}]
    return [clause]


def award_fee(draw: Any, _: Figures) -> list[Clause]:
    clause: Clause = {"kind": "award-fee", "for": "judged", "pool": draw(st.sampled_from(["EUR 500", "10 % of fee"]))}
    if draw(st.booleans()):
        ratings = [{"below": "70", "rating": "poor", "earns": "0 %"}, {"from": "70", "rating": "good", "earns": "60 %"}]
        clause |= {"earns": "rating-share", "ratings": ratings}
    else:
        clause |= {"earns": "score-share", "minimum_score": "61"}
    return [clause]


def milestone(draw: Any, _: Figures) -> list[Clause]:
    when = {"all_of": [{"category": "move"}, {"field": "shocks", "less_than": "3"}]}
    return [{"kind": "milestone", "nature": "incentive", "when": when, "amount": draw(EUROS)}]


def revenue_share(draw: Any, _: Figures) -> list[Clause]:
    return [{"kind": "revenue-share", "shares": [draw(st.sampled_from(["4 % of sales", "12.5 % of sales"]))]}]


KINDS = {
    make.__name__.replace("_", "-"): make
    for make in (
        tier_credit, curve, band_effect, gap_credit, step_credit, points_credit, pool_credit, per_item, ratchet,
        late_penalty, liquidated_damages, share_line, award_fee, milestone, revenue_share,
    )
}  # fmt: skip
"""How each kind is drawn; the last of its clauses is the one that pays."""


_NO_SHARE = ("share-line", "revenue-share", "pool-credit", "award-fee", "milestone", "per-item", "ratchet")


@st.composite
def effects(
    draw: Any, kinds: tuple[str, ...] = tuple(KINDS), qualified: str = "any", figures: Figures = FIGURES
) -> list[Clause]:
    """Return the clauses of one effect, the one that pays last.

    Args:
        draw: Hypothesis.
        kinds: The kinds to draw from.
        qualified: ``any``, or ``plain`` for effects without modifiers.
        figures: What they look at.
    """
    kind = draw(st.sampled_from(kinds))
    *others, clause = KINDS[kind](draw, figures)
    if qualified == "any":
        more = draw(modifiers(kind, figures))
        if kind in _NO_SHARE:
            more.pop("of_period", None)
        clause |= more
    return [*others, clause]
