"""Facts of a wrong shape: each group says what stands there, what belongs there, and shows its form."""

from __future__ import annotations

from typing import Any

import pytest

import contractkit as ck
from contractkit.errors import FactsRejected, Problem
from contractkit.settlement.told.forms import FORMS, ROWS
from contractkit.settlement.told.reading import GROUPS

AGREEMENT = ck.load_agreement(
    data={
        "contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC",
        "fields": {"size": "number", "seen": "instant", "long": "duration", "ok": "yes-no", "word": "text"},
        "amounts": {"sales": "what was sold"},
        "clauses": {
            "1": {"kind": "term", "start": "2025-01-01"},
            "2": {"kind": "fee", "name": "base", "amount": "EUR 1 000.00", "per": "month"},
            "3": {"kind": "indexation", "by": {"series": "cpi", "base": "2024-12"}, "every": "1 January"},
            "4": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
            "5": {"kind": "figure-target", "name": "available", "metric": "uptime", "reach": "99 %", "per": "month"},
            "6": {"kind": "service", "name": "calls", "price": "EUR 2.00 per call"},
        },
    }
)  # fmt: skip
NAMES = {
    "figures": "available", "measured": "uptime", "verdicts": "available", "points": "available",
    "failures": "available", "amounts": "sales", "volumes": "calls", "baselines": "calls", "index": "cpi",
    "fields": "word", "dates": "asked-on", "ledger": "credits",
}  # fmt: skip
WORDS = ("amounts_of", "known_at", "raises", "told_once")
"""Groups under which a word or a list of words stands."""


def problems(data: Any) -> tuple[Problem, ...]:
    with pytest.raises(FactsRejected) as rejected:
        ck.SettlementFacts.from_dict(data, agreement=AGREEMENT, period="2026-01")
    return tuple(rejected.value.problems)


def test_every_group_has_a_form() -> None:
    assert tuple(FORMS) == GROUPS


@pytest.mark.parametrize("group", [group for group in GROUPS if group not in (*ROWS, *WORDS)])
@pytest.mark.parametrize("value", [["a"], "rubbish", 5, True], ids=["list", "text", "number", "yes"])
def test_a_group_of_another_shape_says_its_form(group: str, value: Any) -> None:
    (problem,) = problems({group: value})
    assert (problem.code, problem.where, problem.path) == ("wrong-shape", group, (group,))
    assert problem.says.endswith("stands here, and a mapping of names to values belongs here")
    assert problem.hint == f"for example {group}: {FORMS[group]}"


@pytest.mark.parametrize("group", ROWS)
@pytest.mark.parametrize("row", ["a", ["a"], 5], ids=["text", "list", "number"])
def test_a_row_of_another_shape_is_one_problem(group: str, row: Any) -> None:
    (problem,) = problems({group: [row]})
    assert (problem.code, problem.path, problem.hint) == (
        "wrong-shape", (group, 0), f"for example {group}: {FORMS[group]}",
    )  # fmt: skip


@pytest.mark.parametrize("group", WORDS)
def test_a_mapping_where_a_word_belongs_is_told(group: str) -> None:
    (problem,) = problems({group: {"a": 1}})
    assert problem.code == "wrong-shape"
    assert problem.says.startswith("a mapping stands here, and a ")


@pytest.mark.parametrize("data", [[], "x", None, 5], ids=["list", "text", "nothing", "number"])
def test_facts_that_are_no_mapping_are_told(data: Any) -> None:
    (problem,) = problems(data)
    assert problem.code == "wrong-shape"
    assert "facts are a mapping of groups" in problem.says


@pytest.mark.parametrize(
    ("group", "value", "code", "says", "hint"),
    [
        ("index", ["2025-12", "118"], "wrong-shape", "a list stands here, and a series is its figures by month",
         "write cpi: {2025-12: 118.5, 2026-12: 121.0}"),
        ("index", "118", "wrong-shape", "'118' stands here, and a series is its figures by month",
         "write cpi: {2025-12: 118.5, 2026-12: 121.0}"),
        ("index", {}, "wrong-shape", "no figure stands here", "write cpi: {2025-12: 118.5}"),
        ("index", {"figures": ["118"]}, "wrong-shape", "'118' stands here, and a figure of a list says its month",
         "write {month: 2025-12, value: 118.5}, or the figures by month"),
        ("index", {"2025-12": ["118"]}, "wrong-shape", "a list stands here, and one number belongs here",
         "for example 8 640 or 99.5"),
        ("index", {"2025-12": 118.5}, "quantity", "118.5 is a float, which is not exact", "write it as a text: '118.5'"),
        ("volumes", None, "wrong-shape", "nothing stands here, and how many units there were belongs here",
         "for example 1 040, or calls: {2026-01: 1 040 units}"),
        ("volumes", "EUR 5", "quantity", "'EUR 5' is no volume", "for example 1 040, or calls: {2026-01: 1 040 units}"),
        ("baselines", "EUR 5", "quantity", "'EUR 5' is no volume",
         "for example 1 040, or calls: {2026-01: 1 040 units}"),
        ("baselines", {"number": "-5"}, "quantity", "'{'number': '-5'}' is no volume",
         "for example 1 040, or calls: {2026-01: 1 040 units}"),
        ("fields", ["a"], "wrong-shape", "a list stands here, and one value belongs here", "write it as a text"),
        ("ledger", 5.5, "quantity", "5.5 is a float, which is not exact", "write it as a text: '5.5'"),
        ("dates", {"a": 1}, "wrong-shape", "a mapping stands here, and a date belongs here", "write it as 2026-03-31"),
        ("figures", True, "wrong-shape", "yes or no stands here, and one figure belongs here",
         "for example 99.9 % or 7.0"),
        ("measured", 5, "wrong-shape", "'5' is no measurement",
         "write what was measured, such as uptime: {time: 43 200 minutes, outages: [4 minutes]}"),
        ("measured", {"outages": {"from": "2026-01-02T00:00Z"}}, "missing-field", "a stretch has both 'from' and 'to'",
         "{from: 2026-03-05T10:00Z, to: 2026-03-05T10:30Z}"),
        ("verdicts", 5, "unknown-word", "'5' is no verdict", "known: met, breached, undetermined, no-volume"),
        ("points", None, "wrong-shape", "nothing stands here, and one figure belongs here", "for example 99.9 % or 7.0"),
        ("figures", {"good": 3}, "missing-field", "'total' is missing: a count is so many of so many",
         "give good and total"),
    ],
)  # fmt: skip
def test_a_value_of_another_shape_says_what_belongs_there(
    group: str, value: Any, code: str, says: str, hint: str
) -> None:
    (problem,) = problems({group: {NAMES[group]: value}})
    assert (problem.code, problem.says, problem.hint) == (code, says, hint)


def test_a_word_that_earlier_periods_do_not_leave_is_refused() -> None:
    (problem,) = problems({"ledger": {"credit_s": ["EUR 5.00"]}})
    assert (problem.code, problem.hint) == ("unknown-field", "did you mean 'credits'?")


def test_a_claim_without_its_name_or_date_says_which() -> None:
    assert [problem.path for problem in problems({"claims": [{"period": "2026-01"}]})] == [
        ("claims", 0, "on"), ("claims", 0, "of"),
    ]  # fmt: skip


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("value", [["a"], "x", 5, 5.5, {"a": ["b"]}, {"a": {"b": "c"}}, [{"a": 1}], True, [None]])
def test_no_shape_ends_in_anything_but_problems_with_a_place(group: str, value: Any) -> None:
    under = [{group: value}] + ([{group: {NAMES[group]: value}}] if group in NAMES else [])
    for data in under:
        found: tuple[Problem, ...] = ()
        try:
            ck.SettlementFacts.from_dict(data, agreement=AGREEMENT, period="2026-01")
        except FactsRejected as rejected:
            found = tuple(rejected.problems)
        assert {problem.path[0] for problem in found} <= {group}
