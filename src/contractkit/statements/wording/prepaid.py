"""Words about blocks of units that are paid for beforehand, on statements; English and Dutch."""

from __future__ import annotations

from typing import Final

__all__ = ["DUTCH", "ENGLISH"]

ENGLISH: Final = {
    "blocks.heading": "Paid for beforehand",
    "blocks.caption": "Blocks of units that were paid for beforehand, in {period}",
    "blocks.block": "Block",
    "blocks.of": "{name}, from {since}",
    "blocks.before": "Before",
    "blocks.bought": "Bought",
    "blocks.used": "Used",
    "blocks.lapsed": "Lapsed",
    "blocks.left": "Left ({unit})",
    "blocks.left.plain": "Left",
    "blocks.lapses": "Lapses on",
    "blocks.never": "with the agreement",
    "blocks.above": "{day}; above {units} on {on}",
    "blocks.total": "Together",
}

DUTCH: Final = {
    "blocks.heading": "Vooraf betaald",
    "blocks.caption": "Vooraf betaalde bundels in {period}",
    "blocks.block": "Bundel",
    "blocks.of": "{name}, vanaf {since}",
    "blocks.before": "Was er nog",
    "blocks.bought": "Gekocht",
    "blocks.used": "Gebruikt",
    "blocks.lapsed": "Vervallen",
    "blocks.left": "Over ({unit})",
    "blocks.left.plain": "Over",
    "blocks.lapses": "Vervalt op",
    "blocks.never": "met de overeenkomst",
    "blocks.above": "{day}; boven {units} op {on}",
    "blocks.total": "Samen",
}
