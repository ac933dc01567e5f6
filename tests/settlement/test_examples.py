"""The examples in the documentation of settlement."""

from __future__ import annotations

import doctest
from importlib import import_module
from pkgutil import iter_modules

import pytest

import contractkit.settlement

MODULES = sorted(f"contractkit.settlement.{module.name}" for module in iter_modules(contractkit.settlement.__path__))


class TestExamples:
    @pytest.mark.parametrize("name", MODULES)
    def test_every_example_says_what_it_gives(self, name):
        """Run as written."""
        assert doctest.testmod(import_module(name)).failed == 0
