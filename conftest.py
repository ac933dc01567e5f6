"""Examples in docstrings run with the public names, dates and times at hand, as a reader would have them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import contractkit


@pytest.fixture(autouse=True)
def _names_of_the_examples(doctest_namespace: dict[str, Any]) -> None:
    for name in ("date", "datetime", "time", "timedelta"):
        doctest_namespace[name] = getattr(dt, name)
    for name in contractkit.__all__:
        doctest_namespace[name] = getattr(contractkit, name)
    doctest_namespace["ck"] = contractkit
