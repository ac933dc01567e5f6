"""Sealed settlements: a record with a digest, which the other party recomputes and compares in one call."""

from contractkit.settlement.sealing.recomputing import Difference, Recomputed, recompute
from contractkit.settlement.sealing.sealed import SealedSettlement, seal

__all__ = ["Difference", "Recomputed", "SealedSettlement", "recompute", "seal"]
