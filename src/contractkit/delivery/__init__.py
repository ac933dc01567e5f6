"""Agreed against delivered: volumes, work outside the agreement and its worth, what the parties still talk about."""

from __future__ import annotations

from contractkit.delivery.delivered import Delivery, delivered
from contractkit.delivery.told import DeliveryFacts, Favour, GreyDecision, QuoteSent, Told, WorkDone

__all__ = ["Delivery", "DeliveryFacts", "Favour", "GreyDecision", "QuoteSent", "Told", "WorkDone", "delivered"]
