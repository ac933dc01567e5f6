"""Examples in docstrings run with the public names, dates and times at hand, as a reader would have them.

Laws have no deadline and may be slow: how fast something is stands in tests of its own, and a busy machine breaks none.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

import contractkit

settings.register_profile("any-machine", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")


@pytest.fixture(autouse=True)
def _names_of_the_examples(doctest_namespace: dict[str, Any]) -> None:
    for name in ("date", "datetime", "time", "timedelta"):
        doctest_namespace[name] = getattr(dt, name)
    for name in contractkit.__all__:
        doctest_namespace[name] = getattr(contractkit, name)
    doctest_namespace["ck"] = contractkit
