"""Many agreements in one folder are the same values as each alone, however few of them are open at a time."""

from __future__ import annotations

import copy
import json
import pickle
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import contractkit as ck
from contractkit.compiling import intake, wording
from contractkit.documents import packing
from contractkit.terms.keeping import Kept

HEAD = {"contractkit": 1, "title": "Paper", "language": "en", "currency": "EUR", "zone": "Europe/Amsterdam"}
FIELDS = {"priority": ["P1", "P2"], "status": ["new", "solved"], "opened_at": "instant"}


def promise(hours: int) -> dict[str, Any]:
    return {
        "kind": "time-target",
        "name": "solved",
        "starts": {"field": "opened_at"},
        "stops": {"status": "solved"},
        "when": {"priority": "P1"},
        "within": f"{hours} hours",
        "calendar": "office",
        "reach": "95 %",
        "per": "month",
    }


def contract(number: int, hours: int = 4, **changes: Any) -> dict[str, Any]:
    """Return a contract with a promise of its own, unless it uses other papers."""
    clauses = {
        "1": {"kind": "term", "start": "2026-01-01", "initial": "36 months"},
        "2": {"kind": "fee", "name": "desk-fee", "amount": f"EUR {100 + number}.00", "per": "month"},
    }
    own = {"3": office(), "4": promise(hours)}
    parties = {"provider": {"name": "Duin B.V."}, "customer": {"name": f"Customer {number}", "code": f"c{number}"}}
    paper = HEAD | {"document": "contract", "id": f"C-{number}", "parties": parties, "fields": FIELDS}
    return paper | {"clauses": clauses | ({} if "uses" in changes or "form" in changes else own)} | changes


def office() -> dict[str, Any]:
    return {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}}


def levels(number: int, hours: int, **changes: Any) -> dict[str, Any]:
    head = HEAD | {"document": "sla", "id": f"SLA-{number}", "fields": FIELDS}
    return head | {"clauses": {"1": office(), "2": promise(hours)}} | changes


def amendment(number: int) -> dict[str, Any]:
    amount = {"was": f"EUR {100 + number}.00", "becomes": "EUR 999.00"}
    head = {"contractkit": 1, "document": "amendment", "id": f"A-{number}", "title": "More", "amends": f"C-{number}"}
    dates = {"signed_on": "2026-06-15", "effective_from": "2026-07-01"}
    return head | dates | {"changes": [{"clause": f"C-{number}/2", "action": "change", "fields": {"amount": amount}}]}


CATALOGUE = HEAD | {
    "document": "catalogue",
    "id": "CAT",
    "clauses": {"W.1": {"kind": "text", "title": "Workplace", "text": "A place to work."}},
}
FRAME_FEE = {"kind": "fee", "name": "frame-fee", "amount": "EUR 10.00", "per": "month"}
FRAMEWORK = contract(0, form="framework", id="FW", clauses={"5": FRAME_FEE})

SHAPES = ("alone", "uses", "belongs", "amended", "call-off", "catalogue", "noticed")


def papers_of(shape: str, number: int, hours: int) -> dict[str, dict[str, Any]]:
    """Return the papers of one customer by the last letters of their files; shared ones have a word."""
    if shape == "uses":
        return {"c": contract(number, uses=[f"SLA-{number}"]), "s": levels(number, hours)}
    if shape == "belongs":
        return {"c": contract(number, uses=[]), "s": levels(number, hours, belongs_to=f"C-{number}")}
    if shape == "amended":
        return {"c": contract(number, hours), "x": amendment(number)}
    if shape == "call-off":
        call_off = contract(number, form="call-off", under="FW")
        call_off["clauses"]["2"]["replaces"] = "FW/5"
        return {"c": call_off, "framework": FRAMEWORK}
    if shape == "catalogue":
        both = contract(number, uses=["CAT", f"SLA-{number}"])
        return {"c": both, "s": levels(number, hours), "catalogue": CATALOGUE}
    return {"c": contract(number, hours)}


def write(folder: Path, papers: dict[str, dict[str, Any]]) -> None:
    for file in folder.iterdir():
        file.unlink()
    for name, paper in papers.items():
        (folder / f"{name}.json").write_text(json.dumps(paper), encoding="utf-8")


@contextmanager
def room_for(characters: int, looked_at: int) -> Iterator[None]:
    """Let only so many characters of papers be open, and so many of agreements."""
    with mock.patch.object(intake, "ROOM", characters), mock.patch.object(wording, "OPEN", looked_at):
        yield


@st.composite
def portfolios(draw: st.DrawFn) -> dict[str, dict[str, dict[str, Any]]]:
    """Draw the papers of some customers by their files, in an order of their own."""
    shapes = draw(st.lists(st.sampled_from(SHAPES), min_size=1, max_size=6))
    found = {}
    for number, shape in enumerate(shapes, start=1):
        papers = papers_of(shape, number, draw(st.integers(1, 3)))
        letters = draw(st.permutations(sorted(papers)))
        named = {}
        for place, letter in enumerate(letters):
            own = f"{draw(st.sampled_from('abc'))}{number}{place}"
            named[letter if len(letter) > 1 else own] = papers[letter]
        found[f"C-{number}"] = named
    return found


class TestTheSameValues:
    @settings(max_examples=40, deadline=None)
    @given(portfolios(), st.sampled_from((1, 900, 200_000)), st.sampled_from((1, 4_000)))
    def test_each_agreement_is_equal_to_itself_alone(
        self, customers: dict[str, dict[str, dict[str, Any]]], room: int, looked_at: int
    ) -> None:
        with tempfile.TemporaryDirectory() as name, room_for(room, looked_at):
            folder = Path(name)
            write(folder, {file: paper for papers in customers.values() for file, paper in papers.items()})
            together = {agreement.id: agreement for agreement in ck.load_agreements(folder)}
            assert set(together) == set(customers)
            for agreement_id, papers in customers.items():
                write(folder, papers)
                with room_for(200_000, 500_000), mock.patch.object(wording, "LARGE", 0):
                    alone = ck.load_agreement(folder)
                assert together[agreement_id] == alone
                assert together[agreement_id].versions == alone.versions
                assert together[agreement_id].warnings == alone.warnings
                assert _lines(together[agreement_id]) == _lines(alone)

    def test_they_come_in_the_order_of_the_files(self, tmp_path: Path) -> None:
        write(tmp_path, {f"{number:02}": contract(50 - number) for number in range(50)})
        with room_for(1, 1):
            found = ck.load_agreements(tmp_path)
        assert [agreement.id for agreement in found] == [f"C-{50 - number}" for number in range(50)]
        assert [str(agreement.fees[0].amount) for agreement in found][:2] == ["EUR 150.00", "EUR 149.00"]

    def test_two_that_differ_in_one_hour_are_not_equal(self, tmp_path: Path) -> None:
        write(tmp_path, {"a": contract(1, 4)})
        with room_for(1, 1):
            four = ck.load_agreement(tmp_path)
            write(tmp_path, {"a": contract(1, 5)})
            five = ck.load_agreement(tmp_path)
        assert four != five


def _lines(agreement: ck.Agreement) -> list[tuple[str | None, int | None]]:
    """Return where the clauses stand, which the comparison of terms leaves out."""
    return [(clause.ref.file, clause.ref.line) for clause in agreement.clauses]


@pytest.fixture
def packed() -> Iterator[ck.Agreement]:
    """Give an agreement that is not among those that were looked at last."""
    with room_for(200_000, 1):
        found = ck.load_agreement(text=json.dumps(contract(7)))
        ck.load_agreement(text=json.dumps(contract(8)))
        yield found


class TestKeptPacked:
    def test_nothing_is_compiled_again_for_what_is_at_hand(self, packed: ck.Agreement) -> None:
        with mock.patch.object(wording, "compile_group", side_effect=AssertionError):
            assert (packed.id, packed.customer, packed.title) == ("C-7", "c7", "Paper")
            with pytest.raises(AssertionError):
                _ = packed.fees

    def test_every_part_is_there(self, packed: ck.Agreement) -> None:
        for field in attrs.fields(ck.Agreement):
            assert hasattr(packed, field.name), field.name
        assert [str(target.limit.within) for target in packed.targets if target.limit] == ["4 hours"]
        assert packed.period("2026").label == "2026"

    def test_what_is_not_a_part_is_refused_as_of_any_value(self, packed: ck.Agreement) -> None:
        with mock.patch.object(wording, "LARGE", 0):
            whole = ck.load_agreement(text=json.dumps(contract(7)))
        for agreement in (packed, whole):
            with pytest.raises(AttributeError, match="'Agreement' object has no attribute 'targtes'"):
                _ = agreement.targtes  # type: ignore[attr-defined]

    def test_nothing_in_it_can_be_set(self, packed: ck.Agreement) -> None:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            packed.fees = ()  # type: ignore[misc]

    def test_copies_and_pickles_have_all_parts(self, packed: ck.Agreement) -> None:
        for other in (copy.copy(packed), copy.deepcopy(packed), pickle.loads(pickle.dumps(packed))):
            assert other == packed
        assert attrs.evolve(packed, title="Another").fees == packed.fees

    def test_it_is_printed_in_one_line(self, packed: ck.Agreement) -> None:
        several = "targets" if len(packed.targets) != 1 else "target"
        assert repr(packed) == f"<Agreement {packed.id}: {packed.title}, {len(packed.targets)} {several}>"

    def test_what_was_looked_at_last_stays(self) -> None:
        agreement = ck.load_agreement(text=json.dumps(contract(7)))
        assert agreement.fees is agreement.fees
        assert agreement.at(date(2026, 5, 1)) is agreement

    def test_a_large_one_is_never_packed(self) -> None:
        with mock.patch.object(wording, "LARGE", 100), room_for(200_000, 1):
            agreement = ck.load_agreement(text=json.dumps(contract(7)))
            with mock.patch.object(wording, "compile_group", side_effect=AssertionError):
                assert agreement.fees[0].name == "desk-fee"

    def test_many_threads_get_equal_terms(self, packed: ck.Agreement) -> None:
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda _: packed.lines, range(40)))
        assert all(lines == found[0] for lines in found)

    def test_data_that_is_changed_later_does_not_reach_it(self) -> None:
        data = contract(7)
        with room_for(200_000, 1):
            agreement = ck.load_agreement(data=data)
            ck.load_agreement(data=contract(8))
            data["clauses"]["2"]["amount"] = "EUR 1.00"
            assert str(agreement.fees[0].amount) == "EUR 107.00"

    def test_data_with_dates_and_decimals_is_the_same_agreement(self) -> None:
        data = contract(7)
        data["clauses"]["1"]["start"] = date(2026, 1, 1)
        with room_for(200_000, 1):
            dated, written = ck.load_agreement(data=data), ck.load_agreement(data=contract(7))
            assert dated == written

    def test_only_so_much_is_kept_open(self) -> None:
        with room_for(200_000, 5_000):
            for number in range(60):
                ck.load_agreement(text=json.dumps(contract(number)))
            open_now = [one.size for one in wording._LAST._open]
        assert sum(open_now) <= 5_000
        assert len(open_now) == 5_000 // max(open_now)


class TestReadingOnce:
    def test_a_large_paper_is_not_read_again_however_long_it_waits(self, tmp_path: Path) -> None:
        write(tmp_path, {"a": levels(1, 4, belongs_to="C-1"), "z": contract(1, uses=[])})
        with room_for(100, 1), mock.patch.object(packing.PackedPaper, "read", side_effect=AssertionError):
            assert ck.check(tmp_path) == []

    def test_what_many_agreements_share_stays_open_for_them(self, tmp_path: Path) -> None:
        papers = {"catalogue": CATALOGUE}
        for number in range(20):
            papers |= {f"c{number:02}": contract(number, uses=["CAT", f"SLA-{number}"])}
            papers |= {f"c{number:02}s": levels(number, 4)}
        write(tmp_path, papers)
        again = mock.Mock(side_effect=packing.PackedPaper.read)
        with room_for(5_000, 1), mock.patch.object(packing.PackedPaper, "read", lambda packed: again(packed)):
            found = ck.load_agreements(tmp_path)
        assert len(found) == 20
        assert "catalogue" not in {Path(call.args[0].file).stem for call in again.call_args_list}


class TestProblems:
    def test_all_files_tell_theirs_however_few_are_open(self, tmp_path: Path) -> None:
        papers = {f"{number:02}": contract(number) for number in range(30)}
        for number in (3, 17, 29):
            papers[f"{number:02}"]["clauses"]["4"]["calendar"] = "offce"
        write(tmp_path, papers)
        with room_for(1, 1):
            found = ck.check(tmp_path)
        assert [(Path(problem.file or "").stem, problem.code) for problem in found] == [
            ("03", "unknown-reference"),
            ("17", "unknown-reference"),
            ("29", "unknown-reference"),
        ]

    def test_a_second_paper_of_one_id_is_told(self, tmp_path: Path) -> None:
        write(tmp_path, {"a": contract(1), "b": contract(2), "c": contract(1)})
        with room_for(1, 1):
            found = ck.check(tmp_path)
        assert [(Path(problem.file or "").stem, problem.code) for problem in found] == [("c", "duplicate-name")]

    def test_an_amendment_of_nothing_is_told(self, tmp_path: Path) -> None:
        write(tmp_path, {"a": contract(1), "b": amendment(2)})
        with room_for(1, 1):
            found = ck.check(tmp_path)
        assert [(Path(problem.file or "").stem, problem.code) for problem in found] == [("b", "unknown-reference")]

    def test_a_paper_that_cannot_be_read_at_the_end_is_not_missed_by_those_before(self, tmp_path: Path) -> None:
        broken = contract(1)
        broken["clauses"]["4"]["calendar"] = "elsewhere"
        write(tmp_path, {"a": broken, "b": contract(2)})
        (tmp_path / "z.json").write_text('{"contractkit": 1, "document": "sla", "id"', encoding="utf-8")
        with room_for(1, 1):
            found = ck.check(tmp_path)
        assert {Path(problem.file or "").stem for problem in found} == {"z"}


class TestKept:
    def test_a_part_is_asked_for_by_its_name(self) -> None:
        @attrs.frozen
        class Pair(Kept):
            left: int
            right: int

        whole = Pair(1, 2)
        from contractkit.terms.keeping import kept_packed

        asked: list[str] = []

        def opens() -> Pair:
            asked.append("opened")
            return whole

        kept = kept_packed(whole, ("left",), opens)
        assert (kept.left, asked) == (1, [])
        assert (kept.right, asked) == (2, ["opened"])
        assert kept == whole
