"""Published cases of credits, penalties, points, pools, shares and curves, settled through the public functions alone.

What a case expects stands in its file. Here stands only where a settlement shows it: in an amount, in the numbers that
went into a line, or in what follows besides money.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from published_cases import PublishedFile, came_in, loaded, published_files

import contractkit as ck

OF_OTHERS = ("two-caps", "penalty-sum", "earn-back", "result-conjunction", "statement-in-time")
"""Files that are about steps of a settlement, or about verdicts: their tests stand elsewhere."""

PERIODS = {"b-priority-penalty-bands": "2025-02-16..2025-03-15", "e-result-fee": "2025-Q1"}
"""The period that a figure is of, where the target is not judged by the month."""
SETTLED = {"b-priority-penalty-bands": "2025-03", "e-result-fee": "2025-Q1"}
MONTH = "2025-03"

AMOUNTS = ("credit", "penalty", "damages", "deduction")
GAINS = ("payment",)
INPUTS = {
    "fee", "at-risk", "before-cap", "cut-off", "price", "profit", "before-ceiling", "point-of-total-assumption",
    "before-conversion", "unrounded", "steps", "share", "days", "times", "interest", "outstanding", "left", "late",
}  # fmt: skip


def single_cases() -> list[Any]:
    found = []
    for file in published_files():
        stem = file.name.removesuffix(".yaml")
        if stem[0] in "bce" and file.refused is None and not any(word in stem for word in OF_OTHERS):
            for case in file.cases:
                if not isinstance(case["expected"].get("points"), list):
                    found.append(pytest.param(file, case, id=f"{case['id']}-{stem}"))
    return found


def settled(file: PublishedFile, case: dict[str, Any]) -> ck.Settlement:
    agreement, stem = loaded(file), file.name.removesuffix(".yaml")
    month = came_in(case) or MONTH
    told = ck.SettlementFacts.from_dict(case["facts"], agreement=agreement, period=PERIODS.get(stem, month))
    settlement, _ = ck.settle(agreement, None, None, period=SETTLED.get(stem, month), told=told)
    return settlement


def number(text: str) -> Fraction:
    """Return the number in an expected text, whatever stands around it."""
    digits = "".join(mark for mark in text if mark.isdigit() or mark in ".-")
    return Fraction(digits)


def places(text: str) -> int:
    return len(text.partition(".")[2].rstrip(" %"))


def shown_as(exact: Fraction, text: str) -> bool:
    """Return whether an exact number is what is expected, to the decimals that the case writes."""
    unit = Fraction(1, 10 ** places(text))
    return abs(exact - number(text)) <= unit / 2


def effect_of(settlement: ck.Settlement) -> Any:
    """Return the line of the effect: the one that pays, or the last one that does not."""
    found = [line for line in settlement.lines if line.kind not in ("charge", "cap", "points")]
    lines = found or list(settlement.lines)
    paying = [line for line in lines if line.amount.amount]
    return (paying or lines)[-1]


@pytest.mark.parametrize(("file", "case"), single_cases())
def test_a_published_case_comes_out_to_the_cent(file: PublishedFile, case: dict[str, Any]) -> None:
    settlement = settled(file, case)
    line = effect_of(settlement)
    for word, text in case["expected"].items():
        assert holds(settlement, line, word, text), (word, text, line)


def holds(settlement: ck.Settlement, line: Any, word: str, text: str) -> bool:
    consequences = {one.kind: one for one in settlement.consequences}
    if word in AMOUNTS:
        paid = settlement.effects if line.paid_as is None else line.paid_as
        return (paid.currency, -paid.amount) == (text.split()[0], number(text))
    if word in GAINS:
        return settlement.effects.amount == number(text)
    if word == "total":
        return settlement.total.amount == number(text)
    if word == "percent":
        return abs(Fraction(line.inputs["percent"])) == abs(number(text))
    if word == "termination":
        return (consequences["termination-right"].state == "arises") == (text == "yes")
    if word == "lapsed":
        return (consequences["lapsed-invoice"].state == "arises") == (text == "yes")
    if word == "left-of-the-price":  # what the case takes the damages from: 1 000
        return 1000 + settlement.effects.amount == number(text)
    if word == "fee" and word not in line.inputs:
        return settlement.effects.amount == number(text)
    assert word in INPUTS, word
    found = Fraction(line.inputs[word])
    return shown_as(100 * found if text.endswith("%") else abs(found) if word.startswith("before-c") else found, text)


@pytest.mark.parametrize("case", [0, 1])
def test_service_points_of_failures_that_follow_one_another(case: int) -> None:
    """Each month is settled for itself; the ledger knows whether the month before failed."""
    file = next(one for one in published_files() if one.name == "b-service-points.yaml")
    agreement, found = loaded(file), []
    figures, expected = file.cases[case]["facts"]["figures"]["available"], file.cases[case]["expected"]
    ledger = ck.Ledger.empty()
    for month, figure in enumerate(figures, start=1):
        period = f"2025-{month:02}"
        told = ck.SettlementFacts.from_dict({"figures": {"available": figure}}, agreement=agreement, period=period)
        settlement, ledger = ck.settle(agreement, None, None, period=period, told=told, before=ledger)
        found += [Fraction(line.inputs["points"]) for line in settlement.lines if line.kind == "points"]
    assert found == [number(points) for points in expected["points"]]
    assert sum(found) == number(expected["total"])


def test_a_ladder_of_whole_percents_is_refused_at_loading() -> None:
    file = next(one for one in published_files() if one.name == "b-credit-tier-gap.yaml")
    problems = ck.check(text=file.documents[0])
    assert [problem.code for problem in problems if problem.fatal] == [file.refused]
