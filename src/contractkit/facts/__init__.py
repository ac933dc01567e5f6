"""What happened: items, their events and feedback, in typed columns, and how they are read. Nothing is judged here."""

from __future__ import annotations

from contractkit.facts.columns import MISSING, NAT, UNMENTIONED, Coded, Instants, Integers, Numbers
from contractkit.facts.events import Events
from contractkit.facts.facts import Facts
from contractkit.facts.items import Items
from contractkit.facts.notes import Note
from contractkit.facts.table import Table

__all__ = [
    "MISSING",
    "NAT",
    "UNMENTIONED",
    "Coded",
    "Events",
    "Facts",
    "Instants",
    "Integers",
    "Items",
    "Note",
    "Numbers",
    "Table",
]
