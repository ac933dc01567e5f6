"""The work as a process: whether its steps fit into what was promised, and how they stand for one item."""

from __future__ import annotations

from contractkit.process.allocated import Allocation, AllocationPart
from contractkit.process.allocation import allocation_of
from contractkit.process.chain_proof import ChainProof
from contractkit.process.item_steps import ItemStep
from contractkit.process.proving import chain_proofs
from contractkit.process.request_values import OpenRequest
from contractkit.process.running import ItemProcess, process_of, steps_of
from contractkit.process.schema import (
    allocation_schema,
    chain_proof_schema,
    item_steps_schema,
    open_request_schema,
    process_schema,
)

__all__ = [
    "Allocation",
    "AllocationPart",
    "ChainProof",
    "ItemProcess",
    "ItemStep",
    "OpenRequest",
    "allocation_of",
    "allocation_schema",
    "chain_proof_schema",
    "chain_proofs",
    "item_steps_schema",
    "open_request_schema",
    "process_of",
    "process_schema",
    "steps_of",
]
