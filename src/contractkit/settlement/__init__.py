"""From verdicts to money: effects, caps, rounding and the ledger. Every amount names its clause."""

from contractkit.settlement.correcting import Correction, DeltaLine, agree, correction
from contractkit.settlement.figures import Attained, Figure
from contractkit.settlement.ledger import Ledger, LedgerEntry, SettledPeriod
from contractkit.settlement.liability import answer_claims
from contractkit.settlement.lines import Line, Part, Settlement
from contractkit.settlement.loss_claims import AnsweredClaim, LossClaim
from contractkit.settlement.payments import Payment, payment_at, payment_range
from contractkit.settlement.schema import settlement_schema
from contractkit.settlement.sealing import Recomputed, SealedSettlement, recompute, seal
from contractkit.settlement.settling import settle
from contractkit.settlement.told.schema import settlement_facts_schema

__all__ = [
    "AnsweredClaim",
    "Attained",
    "Correction",
    "DeltaLine",
    "Figure",
    "Ledger",
    "LedgerEntry",
    "Line",
    "LossClaim",
    "Part",
    "Payment",
    "Recomputed",
    "SealedSettlement",
    "SettledPeriod",
    "Settlement",
    "agree",
    "answer_claims",
    "correction",
    "payment_at",
    "payment_range",
    "recompute",
    "seal",
    "settle",
    "settlement_facts_schema",
    "settlement_schema",
]
