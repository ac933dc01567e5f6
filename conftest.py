"""Names that examples in docstrings may use without importing them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import Any

import pytest

import contractkit


@pytest.fixture(autouse=True)
def _names_in_examples(doctest_namespace: dict[str, Any]) -> None:
    doctest_namespace.update(ck=contractkit, date=date, datetime=datetime, time=time)
    doctest_namespace.update(timedelta=timedelta, timezone=timezone)
