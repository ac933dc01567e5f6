"""A clause that many agreements word alike is compiled once, and says in each what it says there alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import contractkit as ck
from contractkit.calendars import BusinessCalendar
from contractkit.compiling import pooling, targets, wording
from contractkit.compiling.blanks import CannotBeBlank, Template, blank_id
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft

ROWS = [
    {"name": "p1", "when": {"priority": "P1"}, "within": "4 hours", "reach": "95 %"},
    {"name": "p2", "when": {"priority": "P2"}, "within": "2 business days", "reach": "90 %"},
]
PAYS = [
    {"kind": "tier-credit", "of": "desk-fee", "tiers": [{"below": "reach", "credit": "2 %"}]},
    {"kind": "tier-credit", "of": "order-value", "tiers": [{"below": "reach", "credit": "1 %"}]},
]


def contract(number: int, **changes: Any) -> dict[str, Any]:
    target = {
        "kind": "time-target",
        "starts": {"field": "opened_at"},
        "stops": {"status": "solved"},
        "calendar": "office",
        "per": "month",
        "rows": ROWS,
        "pays": PAYS,
    }
    clauses = {
        "1": {"kind": "term", "start": f"20{10 + number}-01-01", "initial": "36 months"},
        "2": {"kind": "fee", "name": "desk-fee", "amount": f"EUR {100 + number}.00", "per": "month"},
        "3": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
        "4.1": target | changes.pop("target", {}),
        "4.2": {"kind": "pause", "name": "waiting", "while": {"status": "new"}, "area": "others"},
    }
    head = {"contractkit": 1, "document": "contract", "id": f"C-{number}", "title": f"Contract {number}"}
    words = {"language": "en", "currency": "EUR", "zone": "Europe/Amsterdam"}
    fields = {"fields": {"priority": ["P1", "P2"], "status": ["new", "solved"], "opened_at": "instant"}}
    parties = {"parties": {"provider": {"name": "Duin B.V."}, "customer": {"name": f"Customer {number}"}}}
    return head | words | fields | parties | {"clauses": clauses} | changes


def every_part(value: Any) -> Any:
    """Return a value with all its parts, also those that a comparison leaves out (files, lines)."""
    if attrs.has(type(value)) and not isinstance(value, BusinessCalendar):
        return type(value), [
            (field.name, every_part(getattr(value, field.name))) for field in attrs.fields(type(value))
        ]
    if isinstance(value, tuple | list):
        return [every_part(item) for item in value]
    return {key: every_part(item) for key, item in value.items()} if isinstance(value, dict) else value


def unknown_lines() -> Any:
    """Let no promises be known together."""
    return mock.patch.object(targets, "known_lines", return_value=None)


@pytest.fixture(autouse=True)
def _nothing_compiled_yet() -> Iterator[None]:
    with mock.patch.object(wording, "LARGE", 0):
        pooling._POOL.clear()
        yield


class TestTheSameTerms:
    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(st.integers(1, 30), min_size=3, max_size=6),
        st.sampled_from((None, 1, 2)),
        st.sampled_from(({}, {"calendar": "office"}, {"conventions": {"counting": "from-start"}}, {"zone": "UTC"})),
        st.sampled_from(
            ({}, {"reach": "97 %"}, {"holds": {"from": "3 months after start"}}, {"title": {"en": "Aim", "nl": "Doel"}})
        ),
    )
    def test_each_agreement_says_what_it_says_alone(
        self, numbers: list[int], indent: int | None, head: dict[str, Any], target: dict[str, Any]
    ) -> None:
        for number in numbers:
            text = json.dumps(contract(number, target=target, **head), indent=indent)
            together = ck.load_agreement(text=text)
            with mock.patch.object(pooling, "known", return_value=None), unknown_lines():
                alone = ck.load_agreement(text=text)
            assert every_part(together) == every_part(alone)

    def test_the_third_is_not_compiled_again(self) -> None:
        known = {"target": {"when": {"field": "status", "state": "known"}}}
        for number in (1, 2):
            ck.load_agreement(text=json.dumps(contract(number, **known)))
        with mock.patch.object(targets._Maker, "lines", side_effect=AssertionError):
            third = ck.load_agreement(text=json.dumps(contract(3, **known)))
        assert [target.id for target in third.targets] == ["C-3/4.1 p1", "C-3/4.1 p2"]
        assert {str(entry.clause) for entry in third.not_computed} == {"C-3/4.1"}
        assert "C-3/4.1" in {str(entry.clause) for entry in third.assumptions}

    def test_each_names_its_own_file_and_lines(self, tmp_path: Path) -> None:
        found = []
        for number, above in enumerate(("", "\n\n", "\n\n\n\n\n"), start=1):
            file = tmp_path / f"{number}.json"
            file.write_text(above + json.dumps(contract(number), indent=1), encoding="utf-8")
            found.append(ck.load_agreement(file))
        refs = [agreement.targets[0].clause for agreement in found]
        assert [Path(ref.file or "").name for ref in refs] == ["1.json", "2.json", "3.json"]
        lines = [ref.line or 0 for ref in refs]
        assert [line - lines[0] for line in lines] == [0, 2, 5]

    @pytest.mark.parametrize(
        ("changes", "same"),
        [
            ({}, True),
            ({"title": "Another"}, True),
            ({"zone": "Europe/Oslo"}, False),
            ({"conventions": {"on_reopen": "undo-stop"}}, False),
            ({"amounts": {"orders": "What was ordered"}}, False),
            ({"fields": {"priority": ["P1", "P2", "P3"], "status": ["new", "solved"], "opened_at": "instant"}}, False),
        ],
    )
    def test_only_what_is_compiled_from_the_same_is_shared(self, changes: dict[str, Any], same: bool) -> None:  # noqa: FBT001
        for number in (1, 2):
            ck.load_agreement(text=json.dumps(contract(number)))
        with mock.patch.object(targets._Maker, "lines", autospec=True, side_effect=targets._Maker.lines) as lines:
            ck.load_agreement(text=json.dumps(contract(3, **changes)))
        assert lines.called is not same

    def test_a_problem_is_told_in_every_agreement(self) -> None:
        for number in (1, 2, 3, 4):
            with pytest.raises(ck.DocumentRejected) as caught:
                ck.load_agreement(text=json.dumps(contract(number, target={"calendar": "offce"})))
            assert "unknown-reference" in {problem.code for problem in caught.value.problems}

    def test_parts_that_are_the_same_are_one_object(self) -> None:
        found = [ck.load_agreement(text=json.dumps(contract(number))) for number in range(1, 6)]
        assert found[3].targets[0].applies is found[4].targets[0].applies
        assert found[3].targets[0].clause is not found[4].targets[0].clause


class TestTermsThatNobodyHasAskedFor:
    """From a template that is known, an agreement is checked at once, and its terms are made when they are looked at."""

    @pytest.fixture(autouse=True)
    def _packed(self) -> Iterator[None]:
        with mock.patch.object(wording, "LARGE", 100_000):
            yield

    def test_the_terms_are_those_that_it_has_alone(self) -> None:
        for number in range(1, 6):
            text = json.dumps(contract(number))
            late = ck.load_agreement(text=text)
            with mock.patch.object(wording, "LARGE", 0), unknown_lines():
                assert every_part(ck.load_agreement(text=text)) == every_part(late)
                assert ck.load_agreement(text=text) == late

    def test_no_promise_is_filled_in_before(self) -> None:
        for number in (1, 2, 3):
            ck.load_agreement(text=json.dumps(contract(number)))
        with mock.patch.object(pooling.Known, "filled", side_effect=AssertionError):
            late = ck.load_agreement(text=json.dumps(contract(4)))
            assert late.id == "C-4"
            with pytest.raises(AssertionError):
                _ = late.lines

    @pytest.mark.parametrize("clause", [{"kind": "fee", "name": "a b", "amount": "EUR 1.00", "per": "month"}, None])
    def test_what_is_wrong_is_found_at_once(self, clause: dict[str, Any] | None) -> None:
        for number in (1, 2, 3):
            ck.load_agreement(text=json.dumps(contract(number)))
        wrong = contract(4)
        wrong["clauses"]["99"] = clause or {"kind": "payment", "within": "30 days", "applies_to": ["nothing-at-all"]}
        with pytest.raises(ck.DocumentRejected) as found:
            ck.load_agreement(text=json.dumps(wrong))
        with mock.patch.object(wording, "LARGE", 0), unknown_lines(), pytest.raises(ck.DocumentRejected) as alone:
            ck.load_agreement(text=json.dumps(wrong))
        assert found.value.problems == alone.value.problems


def drafts(count: int) -> list[tuple[Draft, Place, Any]]:
    """Return what the compiler of the same clause is given in several agreements."""
    found = []

    def caught(draft: Draft, place: Place, clause: Any, compiler: Any) -> Any:
        found.append((draft, place, clause))
        return compiler(draft, place, clause)

    with mock.patch.object(targets, "pooled", caught), unknown_lines():
        for number in range(1, count + 1):
            ck.load_agreement(text=json.dumps(contract(number)))
    return found


class TestWhatACompilerMayNotAsk:
    @pytest.mark.parametrize(
        "asks",
        [
            lambda draft, _: [str(draft.fees[0].amount)],
            lambda draft, _: [str(fee.amount) for fee in draft.fees if isinstance(fee, object)],
            lambda draft, _: [str(draft.term.start)],
            lambda draft, place: [place.paper.model.title.text("en")],
            lambda draft, place: [str(draft.desk.papers[0].model.parties.customer.name)],
            lambda draft, place: [clause.amount.text for _, clause in draft.desk.clauses("fee")],
            lambda draft, place: [str(clause) for _, clause in draft.desk.clauses() if clause.kind == "fee"],
            lambda draft, place: [str(clause) for clause in place.paper.model.clauses.values()],
            lambda draft, place: [place.paper.tree.text("id")],
            lambda draft, place: [f"on line {place.line}, {draft.fees[0].amount}"],
            lambda draft, place: [draft.fees[0] == draft.fees[0], str(draft.fees[0])],
        ],
    )
    def test_who_asks_for_more_compiles_for_each_agreement(self, asks: Any) -> None:
        def compiler(draft: Draft, place: Place, _clause: Any) -> Any:
            return asks(draft, place)

        for draft, place, clause in drafts(4):
            assert pooling.pooled(draft, place, clause, compiler) == asks(draft, place)

    def test_what_asks_for_no_more_is_compiled_for_the_first_two_only(self) -> None:
        asked = []

        def compiler(draft: Draft, place: Place, clause: Any) -> Any:
            asked.append(clause)
            return [place.ref(), f"the promise of {place.paper.model.id}", tuple(fee.name for fee in draft.fees)]

        found = [pooling.pooled(*given, compiler) for given in drafts(5)]
        assert [texts[1] for texts in found] == [f"the promise of C-{number}" for number in range(1, 6)]
        assert [str(texts[0]) for texts in found] == [f"C-{number}/4.1" for number in range(1, 6)]
        assert len(asked) == 2


class TestTemplate:
    def test_a_value_that_may_hide_a_blank_is_refused(self) -> None:
        with pytest.raises(CannotBeBlank):
            Template([frozenset((blank_id(0),))])

    def test_a_reference_without_a_blank_is_refused(self) -> None:
        from contractkit.records.clauses import ClauseRef

        with pytest.raises(CannotBeBlank):
            Template([ClauseRef("C-1", "4.1", None, "a.yaml", 3)])

    def test_a_value_without_blanks_stays_the_object_that_it_is(self) -> None:
        value = ("plain", 3, {"a": ("b",)})
        assert Template(value).filled(mock.sentinel.filling) is value
