"""Each kind of effect to an exact amount, with what qualifies it. Nothing is rounded and nothing is capped together."""

from contractkit.settlement.paying.computed import Computed, Consequence
from contractkit.settlement.paying.registry import bounds, compute, is_computed
from contractkit.settlement.paying.scene import NotKnownError, Scene

__all__ = ["Computed", "Consequence", "NotKnownError", "Scene", "bounds", "compute", "is_computed"]
