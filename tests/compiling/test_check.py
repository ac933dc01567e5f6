"""Problems are listed for a path, for a text and for data alike; what comes in as a text can never name a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck

PAPER: dict[str, Any] = {
    "contractkit": 1,
    "document": "sla",
    "id": "S-1",
    "title": "Desk",
    "zone": "UTC",
    "currency": "EUR",
    "clauses": {
        "1": {"kind": "fee", "name": "base", "amount": "EUR 1,00", "per": "month"},
        "2": {"kind": "service", "name": "desk", "level": "gld"},
    },
}
RIGHT = PAPER | {"clauses": {"1": {"kind": "effort", "text": "We do our best."}}}


def told(found: list[ck.Problem]) -> list[tuple[object, ...]]:
    return [(one.code, one.says, one.where, one.path, one.severity) for one in found]


class TestCheck:
    """The same problems, whichever way a document comes in."""

    def test_a_text_and_data_have_the_problems_of_the_file(self, tmp_path: Path) -> None:
        path = tmp_path / "desk.json"
        path.write_text(json.dumps(PAPER), encoding="utf-8")
        of_file = told(ck.check(path))
        assert [entry[0] for entry in of_file] == ["quantity", "unknown-reference"]
        assert told(ck.check(text=json.dumps(PAPER))) == told(ck.check(data=PAPER)) == of_file

    def test_nothing_is_wrong_with_what_loads(self) -> None:
        assert ck.check(data=RIGHT) == ck.check(text=json.dumps(RIGHT)) == []

    def test_a_strict_look_gives_advice_on_data_too(self) -> None:
        assert {one.severity for one in ck.check(data=RIGHT, look="strict")} == {"advice"}

    def test_a_text_is_no_path(self, tmp_path: Path) -> None:
        path = tmp_path / "desk.json"
        path.write_text(json.dumps(RIGHT), encoding="utf-8")
        assert ck.check(text=str(path)) != []

    @pytest.mark.parametrize("given", [{}, {"path": "a", "text": "b"}, {"text": "b", "data": {}}])
    def test_one_of_them_is_given(self, given: dict[str, Any]) -> None:
        with pytest.raises(ck.UsageError, match="check takes one of path, text and data"):
            ck.check(**given)

    def test_bytes_are_no_text(self) -> None:
        with pytest.raises(ck.UsageError, match="decode it"):
            ck.check(text=b"contractkit: 1")  # type: ignore[arg-type]

    def test_an_amendment_alone_is_no_agreement(self) -> None:
        amendment = {"contractkit": 1, "document": "amendment", "id": "A-1", "title": "More", "amends": "S-1"}
        assert ck.check(data=amendment | {"changes": []}) != []
