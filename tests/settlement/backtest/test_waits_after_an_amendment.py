"""What waits comes in at its step wherever an amendment puts it: drawn histories, variants and settlements agree."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

import contractkit as ck

from .papers import MONTHS, written

BAD, NOTHING = (0, 1, 0), (0, 0, 0)
COSTS = {
    "kind": "band-effect",
    "of": "charges",
    "bands": [{"from": "90 %", "points": 0}, {"below": "90 %", "points": 1}],
}
MONTH = {"step": "cap", "limit": "EUR 30", "per": "month", "caps": "malus", "on_excess": "carry-forward"}
YEAR = {"step": "cap", "limit": "EUR 60", "per": "year", "caps": "malus", "on_excess": "drop"}
ROUND = {"step": "round", "to": 0.01, "mode": "half-up"}
MORE = {"step": "minimum-issue", "more_than": "EUR 90", "otherwise": "carry-forward", "scope": "line"}
OWN = {"kind": "settlement", "for": ["t0"], "per": "month", "order": [MONTH]}


def order(*steps: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "settlement", "per": "month", "order": list(steps)}


def bands(malus: str, **rest: Any) -> dict[str, Any]:
    return {"kind": "band-effect", "of": "charges",
            "bands": [{"from": "90 %", "pays": "0 %"}, {"below": "90 %", "pays": f"-{malus}"}], **rest}  # fmt: skip


def papers(folder: Path, before: dict[str, Any], after: dict[str, Any | None]) -> ck.Papers:
    """Return a contract with clauses, and an amendment from April on that words them otherwise, or takes them out."""
    drawn = {"pays": [[bands("15 %")], [bands("0 %")]], "told": [], "points": None, "pool": False, "per": "month"}
    contract = written({**drawn, "fee": "EUR 1 000.00", "steps": []})
    contract["clauses"] = {**contract["clauses"], **before}
    changes = [
        {"clause": number, "action": "remove"}
        if clause is None
        else {"clause": number, "action": "replace" if number in contract["clauses"] else "add", "to": clause}
        for number, clause in after.items()
    ]
    amendment = {
        "contractkit": 1, "document": "amendment", "id": "A-1", "title": "Other steps", "amends": "SLA-7",
        "signed_on": "2026-03-02", "effective_from": "2026-04-01", "changes": changes,
    }  # fmt: skip
    (folder / "sla.json").write_text(json.dumps(contract), encoding="utf-8")
    (folder / "a-1.json").write_text(json.dumps(amendment), encoding="utf-8")
    return ck.Papers.of(folder)


CASES: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    # 150 of February: 30 a month until June.
    "a step before it goes": ({"9": order(YEAR | {"caps": "bonus"}, MONTH)}, {"9": order(MONTH)}, "-30 -30 -30 -30 -30 0"),
    "a round step changes places with it": ({"9": order(ROUND, MONTH)}, {"9": order(MONTH, ROUND)}, "-30 -30 -30 -30 -30 0"),
    # Of 60 a year nothing is cut from what came up before: it comes in behind.
    "a cap comes before it": ({"9": order(MONTH)}, {"9": order(YEAR, MONTH)}, "-30 -30 -30 -30 -30 0"),
    "its limit is another, behind a new cap": (
        {"9": order(MONTH)}, {"9": order(YEAR, MONTH | {"limit": "EUR 45"})}, "-30 -30 -45 -45 0 0",
    ),
    "it is gone": ({"9": order(MONTH)}, {"9": order(ROUND)}, "-30 -30 -90 0 0 0"),
    "its clause is gone": ({"10": OWN}, {"10": None}, "-30 -30 -90 0 0 0"),
    "its clause goes before another minimum": ({"10": OWN, "9": order(MORE)}, {"10": None}, "-30 -30 -90 0 0 0"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("since", [1, 3, 4])
def test_all_ways_come_to_the_sums_by_hand(given: Any, tmp_path: Path, case: str, since: int) -> None:
    """t0 costs EUR 150 in February. Tested from January, March or April on: with the ledger of what was before."""
    before, after, expected = CASES[case]
    agreement = papers(tmp_path, before, after).agreement
    happened = {label: {"SLA-7/3": BAD if label == "2026-02" else NOTHING, "SLA-7/4": NOTHING} for label in MONTHS}
    evaluation, ledger, paid = given.counted(agreement, happened), ck.Ledger.empty(), []
    start = ledger
    for number, month in enumerate(MONTHS[:7], start=1):
        start = ledger if number == since else start
        money, ledger = ck.settle(agreement, evaluation, None, period=month, before=ledger)
        assert money.status == "final"
        paid.append(money.effects.amount)
    assert paid == [0, *(int(one) for one in expected.split())]
    rest: dict[str, Any] = {"period": f"2026-{since:02}-01..2026-07-31", "before": start}
    found = ck.backtest(agreement, evaluation, None, [], **rest, resamples=3, seed=1).signed
    assert found.effects.amount == sum(paid[since - 1 :])
    assert found.interval is not None
    assert found.interval.low == found.interval.high == found.effects


@pytest.mark.parametrize("first", [200, 300])
def test_variants_with_the_same_past_may_find_a_step_at_another_place(given: Any, tmp_path: Path, first: int) -> None:
    """Caps of X and of 30 a month cut 150 of February; from April on they are of 50 and of 200. X never cuts anything.

    An X of 200 is the second one of April, so that the 90 that wait come in at 50: 50 in April. An X of 300 is none of
    them: the first is the first, and the 90 come in at the second, of 200: 90 in April.
    """

    def at(limit: int) -> dict[str, Any]:
        return MONTH | {"limit": f"EUR {limit}"}

    wordings = {x: papers(tmp_path, {"9": order(at(x), at(30))}, {"9": order(at(50), at(200))}) for x in (200, 300)}
    variants = [
        ck.Variant.of(f"{x}", one.agreement) for x, one in sorted(wordings.items(), key=lambda a: a[0] != first)
    ]
    happened = {label: {"SLA-7/3": BAD if label == "2026-02" else NOTHING, "SLA-7/4": NOTHING} for label in MONTHS}
    signed = wordings[first].agreement
    rest: dict[str, Any] = {"period": "2026-01-01..2026-04-30", "resamples": 3, "seed": 1}
    found = ck.backtest(signed, given.counted(signed, happened), None, variants, **rest)
    came = {one.name: (str(one.effects), str(one.interval and one.interval.low)) for one in found.variants}
    assert came == {"200": ("EUR -110.00",) * 2, "300": ("EUR -150.00",) * 2}


KEEPING = st.one_of(
    st.builds(
        lambda limit, per, caps: MONTH | {"limit": limit, "per": per, "caps": caps},
        st.sampled_from(["EUR 30", "EUR 60", "EUR 100"]),
        st.sampled_from(["month", "quarter", "year"]),
        st.sampled_from(["malus", "malus", "bonus", "both", "net"]),
    ),
    st.sampled_from([MORE, ROUND, MORE | {"more_than": "EUR 20"}]),
)
STEPS = st.lists(KEEPING, max_size=3)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@drawn(
    before=STEPS, after=STEPS, kept=st.lists(st.integers(0, 2), max_size=3, unique=True), own=STEPS, then=st.none() | STEPS,
    bad=st.sets(st.sampled_from(MONTHS[:8])),
)  # fmt: skip
def test_nothing_that_waits_is_lost(
    given: Any, tmp_path: Path, before: Any, after: Any, kept: Any, own: Any, then: Any, bad: Any
) -> None:
    """Where every step keeps what it cuts, what is paid and what waits is what was earned, however steps are moved."""
    moved = [before[place] for place in kept if place < len(before)]
    of_its_own = {"10": {**OWN, "order": own}}
    words = {"10": None if then is None else {**OWN, "order": then}, "9": order(*moved, *after)}
    try:
        agreement = papers(tmp_path, {"9": order(*before), **of_its_own}, words).agreement
    except ck.DocumentRejected as rejected:
        assume(not rejected)
        raise
    happened = {label: {"SLA-7/3": BAD if label in bad else NOTHING, "SLA-7/4": NOTHING} for label in MONTHS}
    evaluation, ledger, paid = given.counted(agreement, happened), ck.Ledger.empty(), Fraction(0)
    for number, month in enumerate(MONTHS[:8], start=1):
        money, ledger = ck.settle(agreement, evaluation, None, period=month, before=ledger)
        paid += Fraction(money.effects.amount)
        waits = sum((one.amount for one in ledger.governing[-1].carried), Fraction(0))
        assert paid + waits == -150 * len(bad & set(MONTHS[:number]))
