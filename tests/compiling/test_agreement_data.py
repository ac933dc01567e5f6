"""An agreement as plain data: versioned, of JSON only, every term with its kind and clause, every quantity readable."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck
from contractkit.quantities.notation import AMOUNT, parse_within

ROOT = Path(__file__).parents[2]
PAPERS = [
    path for path in sorted((ROOT / "tests" / "cases" / "papers").iterdir()) if path.is_dir() and path.name != "mini"
]
MONEY = re.compile(r"-?[A-Z]{3} -?[0-9 ]+\.[0-9]+")
HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "Europe/Oslo"}
CLAUSES: dict[str, Any] = {
    "1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}, "holidays": ["NO"]},
    "2": {"kind": "service", "name": "desk", "volume": "420 seats", "price": "EUR 31.50 per seat per month"},
    "3": {
        "kind": "time-target",
        "name": "solved",
        "stops": {"field": "closed_at"},
        "within": "2 business days by 17:00",
        "calendar": "office",
        "reach": "95 %",
        "per": "month",
    },
}


def agreement() -> ck.Agreement:
    return ck.load_agreement(data=HEAD | {"fields": {"closed_at": "instant"}, "clauses": CLAUSES})


def every(value: Any) -> Iterator[Any]:
    """Yield a value and all that stands in it."""
    yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from every(part)


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
class TestAllPapers:
    """Whatever papers can say has a form."""

    def test_it_is_json_and_nothing_is_a_float(self, path: Path) -> None:
        for one in ck.load_agreements(path):
            record = one.to_dict()
            assert json.loads(json.dumps(record)) == record
            assert not [value for value in every(record) if isinstance(value, float)]
            assert not [value for value in every(record) if isinstance(value, str) and "object at 0x" in value]

    def test_every_term_has_its_kind_and_a_clause_that_leads_back_to_it(self, path: Path) -> None:
        for one in ck.load_agreements(path):
            record = one.to_dict()
            targets = [target for line in record["lines"] for target in line["targets"]]
            terms = [*targets, *record["provisions"], *record["fees"], *record["services"].values()]
            assert len(terms) == len(one.targets) + len(one.provisions) + len(one.fees) + len(one.services)
            assert all(one.terms_in(term["clause"]) for term in terms)
            assert all(re.fullmatch("[a-z]+(-[a-z]+)*", term["kind"]) for term in terms)

    def test_calendars_are_read_back_equal_and_terms_name_them(self, path: Path) -> None:
        for one in ck.load_agreements(path):
            record = one.to_dict()
            for name, stored in record["calendars"].items():
                assert ck.BusinessCalendar.from_dict(stored) == one.calendars[name]
            limits = [value for value in every(record["lines"]) if isinstance(value, dict) and "calendar" in value]
            assert {limit["calendar"] for limit in limits} - {None} <= set(record["calendars"])

    def test_limits_and_money_are_read_back_as_they_were(self, path: Path) -> None:
        for one in ck.load_agreements(path):
            record = one.to_dict()
            texts = [
                value["within"] for value in every(record["lines"]) if isinstance(value, dict) and "within" in value
            ]
            assert [str(parse_within(text)) for text in texts] == texts
            sums = [text for text in every(record) if isinstance(text, str) and MONEY.fullmatch(text)]
            assert [AMOUNT.parse(text).currency for text in sums] == [text.strip("-")[:3] for text in sums]


class TestOne:
    """What a reader finds, by hand."""

    def test_quantities_stand_as_clauses_write_them(self) -> None:
        record = agreement().to_dict()
        assert (record["version"], record["kind"], record["id"]) == (1, "agreement", "S-1")
        (target,) = record["lines"][0]["targets"]
        assert (target["kind"], target["clause"], target["reach"]) == ("target", "S-1/3", "95 %")
        assert target["limit"]["within"] == "2 business days by 17:00"
        assert target["limit"]["calendar"] == "office"
        desk = record["services"]["desk"]
        assert (desk["volume"], desk["price"]["amount"], desk["price"]["unit"]) == ("420", "EUR 31.50", "seat")

    def test_what_the_text_of_business_days_does_not_say_stands_beside_it(self) -> None:
        (target,) = agreement().to_dict()["lines"][0]["targets"]
        assert target["limit"]["within_counted"] == {
            "outside": "next-opening",
            "cut_off": None,
            "at_cut_off": "in-time",
            "restart": None,
            "counting": "after-start",
            "ends": "17:00:00",
            "landing": "keep",
        }

    def test_a_version_has_the_dates_of_all(self) -> None:
        year = ck.load_agreement(ROOT / "tests" / "cases" / "papers" / "agreement")
        dates = [entry["holds_from"] for entry in year.to_dict()["versions"]]
        assert dates == [None, "2026-07-01", "2026-10-01"]
        first = year.versions.entries[0].value.to_dict()
        assert first["provisions"] != year.to_dict()["provisions"] or first["lines"] != year.to_dict()["lines"]

    def test_one_that_is_kept_packed_gives_the_same(self, tmp_path: Path) -> None:
        for number in range(40):
            parties = {"provider": {"name": "Desk"}, "customer": {"name": f"Office {number}"}}
            head = HEAD | {"document": "contract", "id": f"S-{number}", "parties": parties}
            paper = head | {"fields": {"closed_at": "instant"}, "clauses": CLAUSES}
            (tmp_path / f"{number:02}.json").write_text(json.dumps(paper), encoding="utf-8")
        packed = ck.load_agreements(tmp_path)[1]
        alone = ck.load_agreement(tmp_path / "01.json")
        assert packed.id == alone.id == "S-1"
        assert packed.to_dict() == alone.to_dict()

    def test_the_page_names_every_key(self) -> None:
        page = (ROOT / "docs" / "reference" / "agreement-data.md").read_text(encoding="utf-8")
        rows = [line.split("|")[1] for line in page.split("| key | holds |")[1].split("\n\n")[0].splitlines()[2:]]
        named = {word for row in rows for word in re.findall("`([a-z_]+)`", row)}
        assert named == set(agreement().to_dict())
