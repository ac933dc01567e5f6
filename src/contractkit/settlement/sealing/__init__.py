"""Sealed settlements: a record with a digest, which the other party recomputes and compares in one call."""

from contractkit.settlement.sealing.differences import Difference
from contractkit.settlement.sealing.making import seal
from contractkit.settlement.sealing.recomputing import Recomputed, recompute
from contractkit.settlement.sealing.sealed import SealedSettlement

__all__ = ["Difference", "Recomputed", "SealedSettlement", "recompute", "seal"]
