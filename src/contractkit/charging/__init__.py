"""What something costs on a date, and why: prices and their changes, charges of a period, bases of percentages."""

from contractkit.charging.base_amount import Base
from contractkit.charging.bases import amount_of
from contractkit.charging.blocks import BlockMoved, BlocksLeft, CarryLimit, PrepaidBlock
from contractkit.charging.charge import Charge
from contractkit.charging.charges import charges
from contractkit.charging.indexation import BaseLink, IndexSeries, IndexStep
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.last_known import LastKnownPrice
from contractkit.charging.minimum import Least, least_of
from contractkit.charging.paid_units import PaidUnits
from contractkit.charging.prepaid import Drawn, Use, draw
from contractkit.charging.price_answer import PriceOn
from contractkit.charging.price_history import price_history
from contractkit.charging.price_on import price_on
from contractkit.charging.taxes import TaxShare, taxes
from contractkit.charging.volumes import CountedVolume, LevelVolume

__all__ = [
    "Base",
    "BaseLink",
    "BlockMoved",
    "BlocksLeft",
    "CarryLimit",
    "Charge",
    "ChargingFacts",
    "CountedVolume",
    "Drawn",
    "IndexSeries",
    "IndexStep",
    "LastKnownPrice",
    "Least",
    "LevelVolume",
    "PaidUnits",
    "PrepaidBlock",
    "PriceOn",
    "TaxShare",
    "Use",
    "amount_of",
    "charges",
    "draw",
    "least_of",
    "price_history",
    "price_on",
    "taxes",
]
