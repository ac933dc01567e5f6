"""Each currency has as many decimals as its smallest coin."""

from __future__ import annotations

import pytest

from contractkit.errors import UsageError
from contractkit.quantities.currencies import MINOR_UNITS, minor_units


class TestMinorUnits:
    """The decimals of ISO 4217."""

    @pytest.mark.parametrize(
        ("code", "places"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("HUF", 2), ("NOK", 2)]
    )
    def test_it_is_the_minor_unit_of_the_standard(self, code: str, places: int) -> None:
        assert minor_units(code) == places

    def test_an_unknown_currency_is_refused(self) -> None:
        with pytest.raises(UsageError, match="XYZ"):
            minor_units("XYZ")

    def test_every_code_has_three_capitals(self) -> None:
        assert [code for code in MINOR_UNITS if not (len(code) == 3 and code.isascii() and code.isupper())] == []
