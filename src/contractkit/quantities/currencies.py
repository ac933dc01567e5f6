"""The currencies of ISO 4217 and how many decimals each has.

Source:
    ISO 4217, list one (currency code and minor unit), as in force in January 2026.
"""

from __future__ import annotations

from decimal import Decimal

from contractkit.errors import UsageError

__all__ = ["MINOR_UNITS", "minor_units", "shown_places"]

_ZERO = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_FOUR = "CLF UYW"
_TWO = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE "
    "CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD "
    "HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK "
    "MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD "
    "RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH "
    "USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG"
)

MINOR_UNITS: dict[str, int] = {
    code: places for places, codes in ((0, _ZERO), (2, _TWO), (3, _THREE), (4, _FOUR)) for code in codes.split()
}
"""How many decimals the smallest coin of each currency has."""


def shown_places(amount: Decimal, currency: str) -> int:
    """Return how many decimals an amount is written with: all of its own, and at least those of the smallest coin.

    Where the smallest coin is the unit itself, as a yen is, noughts behind the point say nothing and are left out.

    Args:
        amount: The amount; what is no number counts as without decimals.
        currency: The code; one that is not known counts as having cents.

    Example:
        >>> [shown_places(Decimal("1200.00"), code) for code in ("EUR", "JPY", "KWD")]
        [2, 0, 3]
    """
    coin = MINOR_UNITS.get(currency, 2)
    if not amount.is_finite():
        return coin
    own = amount if coin else amount.normalize()
    return max(coin, -int(own.as_tuple().exponent))


def minor_units(currency: str) -> int:
    """Return how many decimals `currency` has.

    Args:
        currency: The ISO 4217 code, such as ``EUR``.

    Returns:
        The number of decimals: 2 for EUR, 0 for JPY, 3 for KWD.

    Raises:
        UsageError: There is no such currency.

    Example:
        >>> minor_units("EUR")
        2
    """
    try:
        return MINOR_UNITS[currency]
    except KeyError:
        raise UsageError(f"{currency!r} is not a currency; write its ISO 4217 code, such as EUR") from None
