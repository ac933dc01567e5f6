"""What something costs on a date: fees, prices at agreed volumes, and the amounts of which clauses take percentages."""

from contractkit.charging.bases import Base, amount_of
from contractkit.charging.charges import Charge, charges

__all__ = ["Base", "Charge", "amount_of", "charges"]
