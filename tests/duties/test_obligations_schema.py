"""The JSON Schema of obligations: what is written fits it, and what is added or left out does not."""

from __future__ import annotations

from datetime import date
from typing import Any

import jsonschema
import pytest
from duty_agreements import ALL_2026, agreement, duty, event, report, tacit

import contractkit as ck

VALID = jsonschema.Draft202012Validator(ck.obligations_schema())


def written() -> dict[str, Any]:
    """Return obligations of many kinds and states, with a gap."""
    clauses = {
        "2": tacit(),
        "5": report(),
        "6": duty(due="60 days", before="end"),
        "7": {"kind": "payment", "within": "30 days"},
    }
    events = [event("fulfilled", date(2026, 4, 20), actor="provider"), event("disputed", date(2026, 4, 21))]
    return ck.obligations(agreement(clauses), between=ALL_2026, as_of=date(2026, 11, 1), events=events).to_dict()


class TestObligationsSchema:
    def test_it_is_a_schema_and_what_is_written_fits_it(self):
        """With history, gaps and dates that are missing."""
        jsonschema.Draft202012Validator.check_schema(ck.obligations_schema())
        VALID.validate(written())
        assert written()["gaps"]

    @pytest.mark.parametrize("where", ["top", "row"])
    def test_it_is_closed(self, where):
        """A word more is refused, and so is one less."""
        more, less = written(), written()
        (more if where == "top" else more["obligations"][0])["colour"] = "red"
        del (less if where == "top" else less["obligations"][0])["kind"]
        assert not VALID.is_valid(more)
        assert not VALID.is_valid(less)
