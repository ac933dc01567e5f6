"""The schema of a facts document: what is read is valid under it, and what is broken is not."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from ruamel.yaml import YAML

import contractkit as ck
from contractkit.errors import FactsRejected
from contractkit.settlement.told.reading import GROUPS

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent / "measuring"))

from test_facts_of_wrong_shape import AGREEMENT, NAMES
from test_told_laws import facts

ROOT = Path(__file__).parents[2]
PUBLISHED = sorted((ROOT / "tests" / "cases" / "money" / "published").glob("*.yaml"))
SCHEMA = ck.settlement_facts_schema()
VALID = jsonschema.Draft202012Validator(SCHEMA)
OF_ITEMS = ("items", "relief", "events", "feedback")


def wrong(data: Any) -> str | None:
    """Return what is wrong with facts under the schema; None where nothing is."""
    found = jsonschema.exceptions.best_match(VALID.iter_errors(data))
    return None if found is None else f"{list(found.absolute_path)}: {found.message}"


def read(text: str, kind: str = "base") -> Any:
    return YAML(typ=kind).load(text)


def test_the_schema_is_one_and_has_every_group() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert set(SCHEMA["properties"]) == {"contractkit", "document", "agreement", "title", *GROUPS}


@pytest.mark.parametrize("file", PUBLISHED, ids=lambda file: file.stem)
def test_the_facts_of_published_cases_are_valid(file: Path) -> None:
    """Items are judged before they are settled, and are no group of facts."""
    cases = read(file.read_text(encoding="utf-8"))["cases"]
    assert cases
    for case in cases:
        told = {name: group for name, group in (case.get("facts") or {}).items() if name not in OF_ITEMS}
        assert wrong(told) is None


@pytest.mark.parametrize("file", sorted((ROOT / "examples").rglob("*.yaml")), ids=lambda file: file.stem)
@pytest.mark.parametrize("kind", ["base", "safe"])
def test_the_facts_of_examples_are_valid_as_text_and_as_editors_read_them(file: Path, kind: str) -> None:
    text = file.read_text(encoding="utf-8")
    if "document: facts" not in text:
        return
    assert wrong(json.loads(json.dumps(read(text, kind), default=str))) is None


def test_the_facts_in_the_documentation_are_valid() -> None:
    pages = [ROOT / "docs" / "reference" / "facts-told.md", ROOT / "docs" / "guide" / "settling.md"]
    blocks = [block for page in pages for block in re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)]
    found = [read(block) for block in blocks if "document: facts" in block]
    assert len(found) >= 2
    assert [wrong(one) for one in found] == [None] * len(found)


@settings(max_examples=60, deadline=None)
@given(told=facts())
def test_what_is_written_is_valid(told: ck.SettlementFacts) -> None:
    assert wrong(json.loads(json.dumps(told.to_dict()))) is None


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("value", [["a"], "x", 5, {"a": ["b"]}, {"a": {"b": "c"}}, [{"a": 1}], True, "EUR 5", "1/0"])
def test_what_is_read_is_never_refused_by_the_schema(group: str, value: Any) -> None:
    under = [{group: value}] + ([{group: {NAMES[group]: value}}] if group in NAMES else [])
    for data in under:
        try:
            ck.SettlementFacts.from_dict(data, agreement=AGREEMENT, period="2026-01")
        except FactsRejected:
            continue
        assert wrong(data) is None


@pytest.mark.parametrize(
    "data",
    [
        [],
        {"figure": {}},
        {"figures": ["99.5 %"]},
        {"figures": {"available": {"valu": "99.5 %"}}},
        {"figures": {"available": {"2026-13-45-1": "99.5 %"}}},
        {"measured": {"uptime": "4 minutes"}},
        {"measured": {"uptime": {"outages": [{"from": "2026-01-02T00:00Z"}]}}},
        {"measured": {"uptime": {"maintenance": [{"from": "2026-01-02T00:00Z"}]}}},
        {"measured": {"uptime": {"maintenance": "tonight"}}},
        {"verdicts": {"available": "late"}},
        {"points": {"available": {"period": "2026-01"}}},
        {"amounts": ["EUR 5.00"]},
        {"volumes": {"calls": {"source": "meter"}}},
        {"index": {"cpi": ["2025-12", "118"]}},
        {"index": {"cpi": {}}},
        {"index": {"cpi": {"figures": ["118"]}}},
        {"index": {"cpi": {"figures": {"2025-12": "118"}, "status": "old"}}},
        {"index": {"cpi": {"figures": {"2025-12": "118"}, "links": [{"to": "2025=100"}]}}},
        {"raises": ["soon"]},
        {"fields": {"word": ["a"]}},
        {"dates": {"asked_on": "2026-03-31"}},
        {"overdue": {"due": "2026-03-01T00:00Z"}},
        {"claims": [{"of": "available"}]},
        {"claims": ["available"]},
        {"choices": [{"on": "2026-01-01"}]},
        {"done": {"8.1": "soon"}},
        {"ledger": ["EUR 5.00"]},
        {"known_at": "now"},
        {"document": "contract"},
    ],
    ids=lambda data: json.dumps(data)[:60],
)
def test_what_is_broken_is_refused_by_the_schema_and_by_the_reader(data: Any) -> None:
    assert wrong(data) is not None
    if isinstance(data, dict) and set(data) <= {*GROUPS}:
        with pytest.raises(FactsRejected):
            ck.SettlementFacts.from_dict(data, agreement=AGREEMENT, period="2026-01")
