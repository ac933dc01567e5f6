"""Every kind and every field can be written, is read as it stands, and is given back as it was written."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

import contractkit as ck
from contractkit.documents import CONVENTIONS, DocumentSource, convention_fields, read_data, read_documents, silent
from contractkit.documents.clauses.registry import AnyClause, effects, kinds, steps
from contractkit.documents.clauses.targets import Result, TimeTarget
from contractkit.documents.heads import DOCUMENTS
from contractkit.documents.scalars import Part
from contractkit.errors import DocumentRejected

GOOD = Path(__file__).parents[1] / "cases" / "documents" / "good"
SOURCES, PROBLEMS = read_documents(GOOD)
BY_ID: dict[str, Any] = {source.model.id: source for source in SOURCES}
NAMES = ["A-7", "C-7", "CAT-7", "CO-7", "FW-7", "N-7", "OLA-7", "SLA-7", "SOP-7"]
CLAUSE: TypeAdapter[Any] = TypeAdapter(AnyClause)


def clause(**fields: Any) -> Any:
    return CLAUSE.validate_python(fields)


def parts(value: Any) -> Iterator[Part]:
    if isinstance(value, Part):
        yield value
        for name in type(value).model_fields:
            yield from parts(getattr(value, name))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from parts(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from parts(inner)


def home(model: type[Part], name: str) -> str:
    """The class in which a field is written down, so that shared fields count once."""
    return next(base.__name__ for base in reversed(model.__mro__) if name in vars(base).get("__annotations__", {}))


class TestGoodDocuments:
    """A set of documents in which every kind and every field stands."""

    def test_they_have_no_problems(self) -> None:
        assert PROBLEMS == ()
        assert set(NAMES) <= set(BY_ID)

    def test_every_kind_every_effect_and_every_step_stands_there(self) -> None:
        found = [part for source in SOURCES for part in parts(source.model)]
        assert {getattr(part, "kind", None) for part in found} >= set(kinds()) | set(effects())
        assert {getattr(part, "step", None) for part in found} >= set(steps())
        assert {source.model.document for source in SOURCES} == set(DOCUMENTS)

    def test_every_field_of_every_kind_stands_there(self) -> None:
        found = [part for source in SOURCES for part in parts(source.model)]
        written = {(home(type(part), name), name) for part in found for name in part.model_fields_set}
        there = {(home(type(part), name), name) for part in found for name in type(part).model_fields}
        missing = {f"{model}.{name}" for model, name in there - written if model != "Conventions"}
        assert missing == set()

    @pytest.mark.parametrize("name", sorted(BY_ID))
    def test_what_is_dumped_and_loaded_again_is_the_same(self, name: str) -> None:
        model = BY_ID[name].model
        dumped = model.model_dump(mode="json", by_alias=True, exclude_unset=True)
        (again,), problems = read_data(dumped)
        assert problems == ()
        assert again.model == model

    @pytest.mark.parametrize("name", sorted(BY_ID))
    def test_it_can_be_stored_as_json(self, name: str) -> None:
        dumped = BY_ID[name].model.model_dump(mode="json", by_alias=True, exclude_unset=True)
        assert json.loads(json.dumps(dumped)) == dumped

    def test_quantities_are_given_back_as_they_were_written(self) -> None:
        dumped = BY_ID["SLA-7"].model.model_dump(mode="json", by_alias=True, exclude_unset=True)
        target = dumped["clauses"]["4.2"]
        assert (target["within"], target["reach"], target["per"]) == (
            "1 business day by 17:00",
            "at least 90 %",
            "rolling 3 months",
        )
        assert dumped["clauses"]["3.1"]["outside_band"]["below"] == "85 % of price"

    def test_clauses_stand_in_the_order_of_the_page(self) -> None:
        assert list(BY_ID["SOP-7"].model.clauses) == ["1", "2", "3.1", "3.2", "4", "5"]


class TestModels:
    """What a model has to be."""

    def test_a_model_is_frozen(self) -> None:
        with pytest.raises(ValidationError, match="frozen"):
            clause(kind="text", text="x").kind = "y"

    def test_every_part_of_the_language_refuses_unknown_fields(self) -> None:
        found = {type(part) for source in SOURCES for part in parts(source.model)}
        assert [model for model in found if model.model_config.get("extra") != "forbid"] == []

    def test_a_bare_number_in_python_data_is_what_it_would_be_written(self) -> None:
        (source,), problems = read_data(
            {
                "contractkit": 1,
                "document": "sla",
                "id": "S",
                "title": "T",
                "clauses": {
                    "1": {"kind": "fee", "name": "f", "amount": Decimal("12.50"), "per": "month"},
                    "2": {"kind": "term", "start": date(2026, 1, 1)},
                },
            }
        )
        assert problems == ()
        assert source.model.clauses["1"].amount.text == "12.50"
        assert source.model.clauses["2"].start.value == date(2026, 1, 1)


class TestClauses:
    """What is particular to some kinds."""

    def test_the_hours_of_a_range_of_days_hold_for_each_of_them(self) -> None:
        office = clause(kind="calendar", name="c", week={"sat-mon": "08:00-12:00", "tue": "closed"})
        assert {day: hours.text for day, hours in office.hours.items()} == {
            "sat": "08:00-12:00",
            "sun": "08:00-12:00",
            "mon": "08:00-12:00",
            "tue": "closed",
        }

    def test_an_item_may_meet_one_value_or_one_of_several(self) -> None:
        target = clause(kind="pause", **{"while": {"status": "new", "priority": ["P1", "P2"]}})
        assert target.while_.tests == {"status": ("new",), "priority": ("P1", "P2")}

    def test_the_relation_of_a_test_is_the_one_that_is_written(self) -> None:
        pause = clause(kind="pause", **{"while": {"field": "hours", "at_least": "2"}})
        name, level = pause.while_.relation
        assert (name, level.value.number) == ("at_least", Decimal(2))

    def test_the_word_field_alone_names_the_column_of_an_instant(self) -> None:
        measure = clause(kind="measure", name="m", starts={"field": "opened_at"}, stops={"status": "solved"})
        assert measure.starts.field == "opened_at"
        assert measure.stops.tests == {"status": ("solved",)}

    def test_a_field_that_is_compared_is_a_condition_and_no_column(self) -> None:
        measure = clause(kind="measure", name="m", stops={"field": "status", "is": "solved"})
        assert measure.stops.relation == ("is", ("solved",))

    def test_a_band_may_begin_where_the_one_before_ends(self) -> None:
        bands = [
            {"below": "100", "price": "3"},
            {"from": "100", "through": "200", "price": "2"},
            {"above": "200", "price": "1"},
        ]
        service = clause(kind="service", name="s", price={"counts": "graduated", "bands": bands})
        assert [band.price.text for band in service.price.bands] == ["3", "2", "1"]

    def test_bands_may_stand_in_any_order_on_the_page(self) -> None:
        bands = [{"from": "100", "price": "2"}, {"below": "100", "price": "3"}]
        assert clause(kind="service", name="s", price={"counts": "all-units", "bands": bands})

    @pytest.mark.parametrize(
        ("bands", "code"),
        [
            ([{"through": "99", "price": "3"}, {"from": "100", "price": "2"}], "band-gap"),
            ([{"below": "100", "price": "3"}, {"above": "100", "price": "2"}], "band-gap"),
            ([{"below": "101", "price": "3"}, {"from": "100", "price": "2"}], "band-overlap"),
            ([{"price": "3"}, {"from": "100", "price": "2"}], "band-overlap"),
            ([{"below": "50 GB", "price": "3"}, {"from": "50 TB", "price": "2"}], "band-unit"),
            ([], "missing-field"),
        ],
    )
    def test_bands_leave_no_gap_and_do_not_overlap(self, bands: list[Any], code: str) -> None:
        with pytest.raises(ValidationError) as caught:
            clause(kind="service", name="s", price={"counts": "all-units", "bands": bands})
        assert [error["type"] for error in caught.value.errors()] == [code]

    def test_a_clause_may_have_more_languages_than_one(self) -> None:
        text = clause(kind="text", text={"nl": "Hallo", "en": "Hello"}).text
        assert (text.text("en"), text.text("nb"), str(text)) == ("Hello", "Hallo", "Hallo")


class TestSilent:
    """Which readings a clause leaves open, and that decide something in it."""

    def silent(self, **fields: Any) -> set[str]:
        return {entry.convention.name for entry in silent(clause(**fields))}

    def test_a_target_in_hours_does_not_ask_how_days_are_counted(self) -> None:
        open_readings = self.silent(kind="time-target", measure="response", within="4 hours")
        assert open_readings & {"counting", "outside_hours", "ends", "landing", "at_cut_off"} == set()
        assert {"on_reopen", "stops", "assigned_by", "open_overdue"} <= open_readings

    def test_a_target_in_business_days_does(self) -> None:
        open_readings = self.silent(kind="time-target", measure="response", within="2 business days")
        assert {"counting", "outside_hours", "ends", "landing"} <= open_readings
        assert "at_cut_off" not in open_readings

    def test_a_row_in_business_days_is_enough(self) -> None:
        rows = [{"within": "4 hours"}, {"within": "2 business days"}]
        assert "counting" in self.silent(kind="time-target", measure="response", rows=rows)

    def test_a_day_that_ends_by_a_time_does_not_ask_when_it_ends(self) -> None:
        assert "ends" not in self.silent(kind="time-target", measure="m", within="1 business day by 17:00")

    def test_a_cut_off_asks_for_the_order_at_its_very_instant(self) -> None:
        assert "at_cut_off" in self.silent(kind="time-target", measure="m", within="2 business days", cut_off="15:00")

    def test_what_is_written_is_not_silent(self) -> None:
        fields = {"kind": "time-target", "measure": "m", "within": "2 business days", "counting": "from-start"}
        assert "counting" not in self.silent(**fields)

    def test_a_result_in_business_days_is_found_in_its_tree(self) -> None:
        met_when = {"any_of": [{"not": {"within": "2 business days"}}, {"restored": "yes"}]}
        assert "counting" in self.silent(kind="result", met_when=met_when)

    def test_an_effect_without_a_cap_does_not_ask_what_the_cap_cuts_off(self) -> None:
        tiers = [{"below": "95 %", "credit": "2 %"}]
        assert "on_excess" not in self.silent(kind="tier-credit", tiers=tiers)
        assert "on_excess" in self.silent(kind="tier-credit", tiers=tiers, cap="10 % of charges")

    def test_a_term_without_end_does_not_ask_how_its_end_is_written(self) -> None:
        assert self.silent(kind="term", start="2026-01-01") == set()
        assert self.silent(kind="term", start="2026-01-01", initial="12 months") == set()
        assert self.silent(kind="term", start="2026-01-01", until="2026-12-31") == {"end"}


class TestConventions:
    """The table of conventions."""

    @pytest.mark.parametrize("name", CONVENTIONS)
    def test_its_default_and_its_alternatives_are_words_of_it(self, name: str) -> None:
        convention = CONVENTIONS[name]
        for word in (convention.default, *convention.alternatives):
            convention.check(word)

    def test_a_field_of_a_clause_tells_its_convention(self) -> None:
        fields = {entry.field: entry.convention for entry in convention_fields(TimeTarget)}
        assert fields["stop_counts"] is CONVENTIONS["stops"]
        assert fields["counting"].alternatives == ("from-start",)
        assert [entry.field for entry in convention_fields(Result)] == [
            entry.field for entry in convention_fields(TimeTarget)
        ]

    def test_the_schema_of_a_field_carries_the_same_facts(self) -> None:
        told = TimeTarget.model_json_schema()["properties"]["counting"]
        assert "from-start" in json.dumps(told)
        assert "x-assumption" in json.dumps(told)

    def test_a_head_tells_the_conventions_that_it_settles(self) -> None:
        stated = BY_ID["SLA-7"].model.stated
        assert (stated["counting"], stated["claim"], "observe" in stated) == ("after-start", "30 days", False)

    def test_a_silent_head_settles_none(self) -> None:
        assert BY_ID["SOP-7"].model.stated == {}


class TestImport:
    """pydantic is loaded with the first name that is used."""

    def test_importing_the_package_does_not_load_pydantic(self) -> None:
        script = "import sys, contractkit.documents; print('pydantic' in sys.modules, 'numpy' in sys.modules)"
        done = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        )
        assert done.stdout.split() == ["False", "False"]

    def test_an_unknown_name_is_an_attribute_error(self) -> None:
        import contractkit.documents

        with pytest.raises(AttributeError, match="nonsense"):
            contractkit.documents.nonsense  # noqa: B018


def test_every_public_name_of_the_package_is_there() -> None:
    import contractkit.documents

    assert [name for name in contractkit.documents.__all__ if not hasattr(contractkit.documents, name)] == []
    assert isinstance(BY_ID["C-7"], DocumentSource)


class TestWordsBesideQuantities:
    """Where a word or a quantity may stand, the hint speaks of both."""

    @pytest.mark.parametrize(
        ("clause", "hint"),
        [
            (
                {"kind": "interest", "rate": "wettelijk"},
                "words: statutory, or a rate such as '8 % per year'",
            ),
            ({"kind": "interest", "rate": "statutory rate"}, "did you mean 'statutory'? Or for example '8 % per year'"),
            ({"kind": "interest", "rate": "8 %"}, "say for which period: '8 % per year', or 'statutory'"),
            (
                {"kind": "escalation", "steps": [{"at": "deadline", "tell": "team-lead"}]},
                "words: due, or a percentage such as '98 %'",
            ),
            (
                {"kind": "escalation", "steps": [{"at": "80", "tell": "team-lead"}]},
                "the unit is missing; for example '80 %', or 'due'",
            ),
        ],
    )
    def test_the_hint(self, clause: dict[str, Any], hint: str) -> None:
        data = {
            "contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC",
            "clauses": {"1": clause},
        }  # fmt: skip
        with pytest.raises(DocumentRejected) as caught:
            ck.load_agreement(data=data)
        assert hint in [problem.hint for problem in caught.value.problems]


class TestWaysOut:
    """A hint says what to write, in words that are themselves right."""

    def hints(self, clauses: str) -> list[str | None]:
        head = "contractkit: 1\ndocument: sla\nid: S-1\ntitle: Desk\ncurrency: EUR\nzone: UTC\nclauses:\n"
        with pytest.raises(DocumentRejected) as caught:
            ck.load_agreement(text=head + clauses)
        return [problem.hint for problem in caught.value.problems]

    def test_a_priority_is_a_condition(self) -> None:
        target = "{kind: time-target, measure: response, priority: P1, within: 4 hours, reach: 95 %, per: month}"
        assert "write when: {priority: P1}" in self.hints(f'  "1": {target}\n')

    def test_a_number_without_quotes_is_not_said_to_be_taken_for_itself(self) -> None:
        assert self.hints("  1.1: {kind: text, text: Hello}\n") == [
            'write "1.1": without quotes it is a number to other readers, and no name'
        ]
        assert self.hints("  1.10: {kind: text, text: Hello}\n") == [
            'write "1.10": other readers take it for the number 1.1'
        ]
