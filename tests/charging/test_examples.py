"""The examples in the documentation of charging."""

from __future__ import annotations

import doctest
from importlib import import_module
from pkgutil import iter_modules

import pytest

import contractkit.charging

MODULES = sorted(f"contractkit.charging.{module.name}" for module in iter_modules(contractkit.charging.__path__))


class TestExamples:
    @pytest.mark.parametrize("name", MODULES)
    def test_every_example_says_what_it_gives(self, name):
        """Run as written."""
        assert doctest.testmod(import_module(name)).failed == 0
