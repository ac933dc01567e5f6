"""Every kind of line and every status of a settlement has a word in every language."""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest

from contractkit.settlement import Line
from contractkit.settlement.remembered import Status
from contractkit.statements.wording import en, nl

KINDS = get_args(get_type_hints(Line)["kind"])


def words(language: object) -> dict[str, str]:
    return next(value for value in vars(language).values() if isinstance(value, dict) and "money.total" in value)


@pytest.mark.parametrize("language", [en, nl])
def test_kinds_of_lines_and_statuses_are_said(language: object) -> None:
    found = words(language)
    assert {f"money.kind.{kind}" for kind in KINDS} <= set(found)
    assert {f"money.{status}" for status in get_args(Status)} <= set(found)
