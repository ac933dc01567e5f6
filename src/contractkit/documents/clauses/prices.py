"""What a price may be: one for a unit, one for a period, bands of them; and what is added to it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import model_validator

from contractkit.documents.clauses.bands import Band, check_bands, lowest_of
from contractkit.documents.conditions import Condition
from contractkit.documents.conventions import Settles
from contractkit.documents.faults import fault
from contractkit.documents.fields import LimitText, NumberText, PriceOrShareText, PriceText
from contractkit.documents.references import CalendarRef
from contractkit.documents.scalars import Many, Part, Word, Written
from contractkit.documents.unions import Forms
from contractkit.quantities.notation import Price, same_unit

__all__ = ["AnyPrice", "OutsideBand", "PriceBand", "PriceBands", "Surcharge"]


class PriceBand(Band):
    """What a unit costs from one number of units to another."""

    price: PriceText


class PriceBands(Part):
    """A price that depends on the number of units.

    Attributes:
        counts: ``all-units``: the band in which the number lies prices them all; ``graduated``: each band prices the
            units in it.
        bands: The bands, without gap and overlap.
    """

    counts: Annotated[str, Word("all-units", "graduated")]
    bands: Many[PriceBand]

    @model_validator(mode="after")
    def _no_gap(self) -> PriceBands:
        check_bands(self.bands)
        first = min(lowest_of(band) for band in self.bands)
        if self.counts == "graduated" and first > 1:
            says = f"bands: nothing is agreed for the first {first} units, and each band prices the units in it"
            raise fault("band-gap", says, f"begin with a band that has no from: {{below: {first}, price: ...}}")
        prices = [band.price.value for band in self.bands]
        units = [price.unit for price in prices if price.unit is not None]
        periods = dict.fromkeys(price.per for price in prices if price.per is not None)
        if any(not same_unit(unit, units[0]) for unit in units):
            named = " and ".join(dict.fromkeys(units))
            raise fault("unit", f"bands: their prices are for different units: {named}", "use one word for the unit")
        if len(periods) > 1:
            says = f"bands: their prices are for different periods: {' and '.join(periods)}"
            raise fault("unit", says, "write all of them for the same period")
        return self


def _price_form(value: Any) -> str:
    return "bands" if isinstance(value, dict | PriceBands) else "text"


AnyPrice = Annotated[Written[Price] | PriceBands, Forms(_price_form, text=PriceText, bands=PriceBands)]
"""One price, or several by the number of units."""


class OutsideBand(Part):
    """What a unit more or less costs where the volume leaves its band.

    Attributes:
        above: What each unit more costs: a price, a share of the agreed one, or ``none``.
        below: What each unit less gives back.
        priced: Only the units outside the band, or the whole difference.
        carried: What becomes of a difference inside the band.
        part_units: What becomes of a part of a unit of what is priced.
    """

    above: PriceOrShareText | None = None
    below: PriceOrShareText | None = None
    priced: Annotated[str | None, Settles("priced")] = None
    carried: Annotated[str | None, Settles("carried")] = None
    part_units: Annotated[str | None, Settles("part_units")] = None


class Surcharge(Part):
    """What is added to a price for work at other hours, or of another sort.

    Attributes:
        calendar: The hours for which it holds.
        when: The work for which it holds.
        times: The price is multiplied by it.
        adds: What is added: a percentage of the price, or an amount for each unit.
    """

    calendar: CalendarRef | None = None
    when: Condition | None = None
    times: NumberText | None = None
    adds: LimitText | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Surcharge:
        if (self.times is None) == (self.adds is None):
            says = "a surcharge says how much: either times or adds"
            raise fault("missing-field", says, "for example times: 1.5, or adds: 20 %")
        if self.adds is not None and self.adds.text == "none":
            raise fault("quantity", "'none' adds nothing", "leave the surcharge out", ("adds",))
        if self.calendar is None and self.when is None:
            raise fault("missing-field", "for what work does the surcharge hold?", "name a calendar, or write when:")
        return self
