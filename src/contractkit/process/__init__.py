"""The work as a process: whether its steps fit into what was promised, and how they stand for one item."""

from __future__ import annotations

from contractkit.process.allocated import Allocation, AllocationPart
from contractkit.process.allocation import allocation_of
from contractkit.process.chain_proof import ChainProof
from contractkit.process.item_steps import ItemStep
from contractkit.process.proving import chain_proofs
from contractkit.process.request_values import OpenRequest
from contractkit.process.requests import open_request
from contractkit.process.running import ItemProcess, process_of, steps_of

__all__ = [
    "Allocation",
    "AllocationPart",
    "ChainProof",
    "ItemProcess",
    "ItemStep",
    "OpenRequest",
    "allocation_of",
    "chain_proofs",
    "open_request",
    "process_of",
    "steps_of",
]
