"""The examples on the pages about obligations give what the pages say, run from the folder in which the examples stand."""

from __future__ import annotations

import datetime as dt
import doctest
from pathlib import Path

import pytest

import contractkit as ck

ROOT = Path(__file__).parents[2]
NAMES = {name: getattr(dt, name) for name in ("date", "datetime", "time", "timedelta")}


@pytest.mark.parametrize("page", ["obligations", "active-contract-management"])
def test_the_examples_of_a_page_run(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every prompt on it, in one go."""
    monkeypatch.chdir(ROOT)
    file = ROOT / "docs" / "guide" / f"{page}.md"
    done = doctest.testfile(str(file), module_relative=False, globs={**NAMES, "ck": ck}, optionflags=doctest.ELLIPSIS)
    assert done.attempted > 5
    assert done.failed == 0
