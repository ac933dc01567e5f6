"""Published cases of measured figures, statements and results, through the public functions alone.

What a case expects stands in its file; nothing here knows it.
"""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from judged_items import judged
from published_cases import PublishedFile, loaded, published_files

import contractkit as ck

QUARTER, MONTH = "2026-Q1", "2025-06"
PER_QUARTER = ("a-statement-aggregation-mean", "a-statement-aggregation", "e-statement-in-time")


def cases(*names: str) -> list[Any]:
    """Return each case of some files, as a parameter of a test; ``a-`` stands for all files that begin so."""
    found = []
    for file in published_files():
        stem = file.name.removesuffix(".yaml")
        if file.refused is None and any(stem == name or (name == "a-" and stem.startswith(name)) for name in names):
            for number, case in enumerate(file.cases, start=1):
                found.append(pytest.param(file, case, id=f"{case['id']}-{stem}-{number}"))
    return found


def told_in(file: PublishedFile, case: dict[str, Any], agreement: ck.Agreement) -> tuple[ck.SettlementFacts, str]:
    period = QUARTER if file.name.removesuffix(".yaml") in PER_QUARTER else MONTH
    return ck.SettlementFacts.from_dict(case["facts"], agreement=agreement, period=period), period


def written(text: str) -> tuple[Fraction, int]:
    """Return the number that an expected figure writes, and to how many decimals."""
    number = text.removesuffix(" %").replace(" ", "")
    return Fraction(number), len(number.partition(".")[2])


def shows(figure: ck.FigureValue, expected: str) -> bool:
    """Return whether a figure is what is expected, to the decimals that the case writes."""
    number, places = written(expected)
    assert figure.value is not None
    return round(figure.value * 10**places) == number * 10**places


def minutes(length: timedelta | None) -> str:
    assert length is not None
    return f"{length / timedelta(minutes=1):g} minutes"


WITH_FIGURES = [
    param
    for param in cases("a-")
    if "items" not in param.values[1]["facts"] and "evaluation" not in param.values[1]["facts"].get("figures", {})
]


@pytest.mark.parametrize(("file", "case"), WITH_FIGURES)
class TestFigures:
    def test_the_figure_comes_out_as_published(self, file: PublishedFile, case: dict[str, Any]) -> None:
        agreement = loaded(file)
        told, period = told_in(file, case, agreement)
        found = ck.figures(agreement, told=told, period=period)
        expected = case["expected"]
        if "figure" in expected:
            assert all(shows(figure, expected["figure"]) for figure in found), [figure.says for figure in found]
        if "counted" in expected:
            assert [minutes(figure.downtime) for figure in found] == [expected["counted"]] * len(found)
        if "weighted" in expected:
            assert [str(sum(figure.parts.values())) for figure in found] == [expected["weighted"]]
        if "verdict" in expected:
            judged = [figure for figure in found if figure.verdict != "none"]
            assert [figure.verdict for figure in judged] == [expected["verdict"]]

    def test_each_figure_names_where_it_comes_from(self, file: PublishedFile, case: dict[str, Any]) -> None:
        agreement = loaded(file)
        told, period = told_in(file, case, agreement)
        for figure in ck.figures(agreement, told=told, period=period):
            assert figure.sources
            assert figure.working
            assert figure.period.label in figure.says


@pytest.mark.parametrize(("file", "case"), [p for p in cases("a-") if "credit" in p.values[1]["expected"]])
def test_the_credit_comes_out_to_the_cent(file: PublishedFile, case: dict[str, Any]) -> None:
    agreement = loaded(file)
    told, period = told_in(file, case, agreement)
    money, _ = ck.settle(agreement, None, None, period=period, told=told)
    credit = [line for line in money.lines if line.kind in ("malus", "bonus", "none")]
    assert [str(-line.amount) for line in credit] == [case["expected"]["credit"]]
    if "percent" in case["expected"]:
        percent = Fraction(case["expected"]["percent"].removesuffix(" %"))
        assert [-Fraction(line.inputs["percent"]) for line in credit] == [percent]
    if "rating" in case["expected"]:
        assert case["expected"]["rating"] in credit[0].says


def test_without_a_value_nothing_is_settled_and_the_settlement_says_so() -> None:
    file = next(file for file in published_files() if file.name == "a-missing-data.yaml")
    agreement = loaded(file)
    told, period = told_in(file, file.cases[0], agreement)
    money, _ = ck.settle(agreement, None, None, period=period, told=told)
    assert money.status == "provisional"
    assert [(line.state, line.amount.amount) for line in money.lines] == [("undetermined", 0)]


@pytest.mark.parametrize(("file", "case"), cases("e-statement-in-time"))
def test_each_level_has_a_verdict_of_its_own(file: PublishedFile, case: dict[str, Any]) -> None:
    agreement = loaded(file)
    told, period = told_in(file, case, agreement)
    found = {figure.of: figure for figure in ck.figures(agreement, told=told, period=period)}
    for name, expected in case["expected"].items():
        assert found[name].verdict == expected["verdict"]
        assert ("figure" in expected) == (found[name].value is not None)
        assert "figure" not in expected or shows(found[name], expected["figure"])


@pytest.mark.parametrize(("file", "case"), cases("f-amendment-mid-period"))
def test_each_half_is_judged_by_its_own_promise(file: PublishedFile, case: dict[str, Any]) -> None:
    agreement = loaded(file)
    told, period = told_in(file, case, agreement)
    first, second = ck.figures(agreement, told=told, period=period, of="available")
    (whole,) = ck.figures(agreement, told=told, period=period, of="uptime")
    for figure, name in ((first, "first"), (second, "second"), (whole, "whole")):
        assert shows(figure, case["expected"][name]["figure"])
        assert figure.verdict == case["expected"][name].get("verdict", "none")
    assert (str(first.period), str(second.period)) == ("2025-06-01..2025-06-15", "2025-06-16..2025-06-30")


def evaluated(file: PublishedFile, case: dict[str, Any]) -> tuple[dict[str, Any], ck.Evaluation]:
    """Return the one outcome of a case with items, and the evaluation."""
    _, result = judged(loaded(file), case["facts"])
    (outcome,) = result.outcomes.to_records()
    return outcome, result


@pytest.mark.parametrize(("file", "case"), cases("e-result-conjunction"))
def test_a_result_is_met_only_where_every_part_of_it_holds(file: PublishedFile, case: dict[str, Any]) -> None:
    outcome, result = evaluated(file, case)
    assert outcome["verdict"] == case["expected"]["verdict"]
    (figure,) = ck.figures(result.agreement, result, period="2025-Q1")
    assert figure.value == (100 if case["expected"]["verdict"] == "met" else 0)


@pytest.mark.parametrize(("file", "case"), cases("a-exclusion-interval-overlap"))
def test_two_delays_that_overlap_are_one_stretch(file: PublishedFile, case: dict[str, Any]) -> None:
    outcome, result = evaluated(file, case)
    expected = case["expected"]
    assert outcome["verdict"] == expected["verdict"]
    pieces = result.trace("T-1", "repaired").pieces
    hours = timedelta(hours=1)
    counted = sum((piece.counted or timedelta(0) for piece in pieces), timedelta(0))
    relieved = sum((piece.end - piece.start for piece in pieces if piece.did == "relieved"), timedelta(0))
    gross = pieces[-1].end - pieces[0].start
    assert [f"{length / hours:g} hours" for length in (gross, relieved, counted)] == [
        expected["gross"],
        expected["relieved"],
        expected["used"],
    ]
