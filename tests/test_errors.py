"""Errors: each is plain data too."""

from __future__ import annotations

import json
from datetime import date

from contractkit import errors


class TestAsPlainData:
    def test_every_error_can_be_an_answer_of_a_service(self) -> None:
        """The code, the message and what it carries; a date as text."""
        error = errors.UsageError("this cannot be", value=date(2026, 1, 2), at=3)
        assert json.loads(json.dumps(error.to_dict())) == {
            "version": 1,
            "kind": "usage",
            "says": "this cannot be",
            "facts": {"value": "2026-01-02", "at": 3},
        }
