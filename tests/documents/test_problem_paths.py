"""A problem leads a program to its place: the same keys, whichever way the document came in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck

HEAD: dict[str, Any] = {"contractkit": "1", "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR"}
FEE = {"kind": "fee", "name": "base", "amount": "EUR 100", "per": "month"}
TARGET = {
    "kind": "time-target",
    "stops": {"field": "closed_at"},
    "calendar": "always",
    "per": "month",
    "rows": [{"name": "first", "within": "1 hour"}, {"name": "second", "within": "2 houres"}],
}
CREDIT = {
    **TARGET,
    "rows": [{"name": "first", "within": "1 hour", "reach": "95 %"}],
    "pays": [{"kind": "tier-credit", "of": "bse", "tiers": [{"below": "reach", "credit": "5 %"}]}],
}
BROKEN: list[tuple[dict[str, Any], tuple[str | int, ...], str]] = [
    ({"1": FEE, "2": TARGET}, ("clauses", "2", "rows", 1, "within"), "2 houres"),
    ({"1": {**FEE, "amount": "EUR 1,00"}}, ("clauses", "1", "amount"), "EUR 1,00"),
    ({"1": FEE, "2": CREDIT}, ("clauses", "2", "pays", 0, "of"), "bse"),
    ({"1": FEE, "2": {"kind": "service", "name": "desk", "level": "gld"}}, ("clauses", "2", "level"), "gld"),
]


def problems(data: dict[str, Any], tmp_path: Path | None) -> tuple[ck.Problem, ...]:
    """Return what is wrong with a document that comes in as data, or as a file of YAML (that is JSON)."""
    if tmp_path is None:
        return tuple(ck.check(data=data))
    (tmp_path / "desk.yaml").write_text(json.dumps(data, indent=1), encoding="utf-8")
    return tuple(ck.check(tmp_path / "desk.yaml"))


@pytest.mark.parametrize("form", ["data", "file"])
@pytest.mark.parametrize(("clauses", "path", "value"), BROKEN)
def test_the_path_leads_to_the_value(
    clauses: dict[str, Any], path: tuple[str | int, ...], value: str, form: str, tmp_path: Path
) -> None:
    data = HEAD | {"fields": {"closed_at": "instant"}, "clauses": clauses}
    found = problems(data, tmp_path if form == "file" else None)
    assert [problem.path for problem in found] == [path]
    walked: Any = data
    for step in path:
        walked = walked[step]
    assert walked == value


def test_a_missing_field_leads_to_the_map_that_lacks_it() -> None:
    clauses = {"1": {"kind": "fee", "name": "base", "per": "month"}}
    (found,) = problems(HEAD | {"clauses": clauses}, None)
    assert (found.code, found.path[:2]) == ("missing-field", ("clauses", "1"))


def test_a_key_that_stands_twice_in_json_has_the_path_of_the_second(tmp_path: Path) -> None:
    (tmp_path / "desk.json").write_text('{"contractkit": 1, "clauses": {"1": {"kind": "text", "kind": "fee"}}}')
    found = {problem.code: problem.path for problem in ck.check(tmp_path / "desk.json")}
    assert found["duplicate-key"] == ("clauses", "1", "kind")


def test_what_an_amendment_wrote_wrongly_has_no_path_in_the_paper_that_it_amends(tmp_path: Path) -> None:
    paper = HEAD | {"zone": "UTC", "clauses": {"1": FEE, "2": {"kind": "service", "name": "desk"}}}
    (tmp_path / "sla.json").write_text(json.dumps(paper), encoding="utf-8")
    amending: dict[str, Any] = {
        "contractkit": "1",
        "document": "amendment",
        "id": "A-1",
        "title": "More",
        "amends": "S-1",
        "effective_from": "2026-07-01",
        "signed_on": "2026-06-15",
        "recorded_on": "2026-06-16",
        "reason": "Agreed",
        "changes": [{"clause": "S-1/9", "action": "add"}],
    }
    amending["changes"][0]["to"] = {"kind": "service", "name": "more", "level": "gld"}
    (tmp_path / "one.json").write_text(json.dumps(amending), encoding="utf-8")
    found = ck.check(tmp_path)
    assert [problem.code for problem in found] == ["unknown-reference"]
    assert Path(str(found[0].file)).name == "one.json"
    assert found[0].path == ()


class TestToDict:
    """Plain data for whoever shows problems elsewhere."""

    def test_a_refusal_is_plain_data_with_a_version(self) -> None:
        with pytest.raises(ck.DocumentRejected) as refused:
            ck.load_agreement(data=HEAD | {"clauses": {"1": {**FEE, "amount": "much"}}})
        record = refused.value.to_dict()
        assert json.loads(json.dumps(record)) == record
        assert (record["version"], record["kind"]) == (1, "document-rejected")
        (told,) = record["problems"]
        assert told["path"] == ["clauses", "1", "amount"]
        assert set(told) == {
            *("code", "says", "file", "line", "column", "where", "hint", "fatal", "severity", "path"),
        }
