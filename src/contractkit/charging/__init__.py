"""What something costs on a date, and why: prices and their changes, charges of a period, bases of percentages."""

from contractkit.charging.bases import Base, amount_of
from contractkit.charging.charge import Charge
from contractkit.charging.charges import charges
from contractkit.charging.indexation import BaseLink, IndexSeries, IndexStep
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.prepaid import Drawn, PrepaidBlock, Use, draw
from contractkit.charging.price_on import PriceOn, price_history, price_on
from contractkit.charging.volumes import CountedVolume, LevelVolume

__all__ = [
    "Base",
    "BaseLink",
    "Charge",
    "ChargingFacts",
    "CountedVolume",
    "Drawn",
    "IndexSeries",
    "IndexStep",
    "LevelVolume",
    "PrepaidBlock",
    "PriceOn",
    "Use",
    "amount_of",
    "charges",
    "draw",
    "price_history",
    "price_on",
]
