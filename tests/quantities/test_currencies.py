"""Each currency has as many decimals as its smallest coin."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from contractkit.charging.exact import amount_text
from contractkit.errors import UsageError
from contractkit.quantities.currencies import MINOR_UNITS, minor_units
from contractkit.quantities.money import Money
from contractkit.statements.wording import language


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


class TestShownPlaces:
    """An amount is written down to the smallest coin of its currency, and never with noughts that no coin has."""

    @pytest.mark.parametrize(
        ("amount", "currency", "shown"),
        [
            ("1200.00", "JPY", "JPY 1 200"),  # the smallest coin is a yen
            ("12.5", "JPY", "JPY 12.5"),  # half a yen, of an amount that is not rounded yet, is not hidden
            ("1.5", "KWD", "KWD 1.500"),  # a thousand fils are a dinar
            ("1.5", "EUR", "EUR 1.50"),
            ("0.023", "EUR", "EUR 0.023"),
            ("0", "JPY", "JPY 0"),
        ],
    )
    def test_texts_pages_and_prices_write_it_alike(self, amount: str, currency: str, shown: str) -> None:
        money = Money(Decimal(amount), currency)
        assert str(money) == shown
        assert amount_text(Fraction(amount), currency) == shown
        assert language("en").money(money).replace("\u00a0", " ") == shown
