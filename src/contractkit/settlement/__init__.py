"""From verdicts to money: effects, caps, rounding and the ledger. Every amount names its clause."""

from contractkit.settlement.figures import Attained, Figure
from contractkit.settlement.ledger import Ledger, LedgerEntry, SettledPeriod
from contractkit.settlement.lines import Line, Part, Settlement
from contractkit.settlement.payments import Payment, payment_at, payment_range
from contractkit.settlement.settling import settle

__all__ = [
    "Attained",
    "Figure",
    "Ledger",
    "LedgerEntry",
    "Line",
    "Part",
    "Payment",
    "SettledPeriod",
    "Settlement",
    "payment_at",
    "payment_range",
    "settle",
]
