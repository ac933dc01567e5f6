"""The guides to the steps of a settlement, and to what becomes of it, give what they show."""

from __future__ import annotations

import doctest
from datetime import date
from pathlib import Path

import pytest

import contractkit as ck

GUIDE = Path(__file__).parents[2] / "docs" / "guide"


@pytest.mark.parametrize("page", ["steps", "agreed"])
def test_every_step_of_the_guide_gives_what_it_shows(page: str) -> None:
    found = doctest.testfile(str(GUIDE / f"{page}.md"), module_relative=False, globs={"ck": ck, "date": date})
    assert (found.failed, found.attempted > 5) == (0, True)
