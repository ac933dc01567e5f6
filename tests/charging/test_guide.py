"""The guide to prices gives what it shows."""

from __future__ import annotations

import doctest
from datetime import date
from pathlib import Path

import contractkit as ck

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "prices.md"


def test_every_step_of_the_guide_to_prices_gives_what_it_shows() -> None:
    found = doctest.testfile(str(GUIDE), module_relative=False, globs={"ck": ck, "date": date})
    assert (found.failed, found.attempted > 10) == (0, True)
