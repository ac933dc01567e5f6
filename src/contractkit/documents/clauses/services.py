"""What is delivered, on how many units, at which level and price: services, levels, fees, catalogue entries."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import model_validator

from contractkit.documents.changes import Change
from contractkit.documents.clauses.bands import Band, check_bands
from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conventions import Settles
from contractkit.documents.faults import Faults, fault
from contractkit.documents.fields import (
    AmountText,
    Name,
    PercentText,
    PeriodWord,
    PriceOrShareText,
    PriceText,
    Prose,
    Ref,
    VolumeText,
    WithinText,
)
from contractkit.documents.scalars import Many, OneOrMany, Part, Word, Written
from contractkit.documents.unions import Forms
from contractkit.documents.wordings import WordingText
from contractkit.quantities.notation import Price, same_unit

__all__ = ["CatalogueItem", "Fee", "Level", "OutsideBand", "PriceBand", "PriceBands", "Service"]


class PriceBand(Band):
    """What a unit costs from one number of units to another."""

    price: PriceText


class PriceBands(Part):
    """A price that depends on the number of units."""

    counts: Annotated[str, Word("all-units", "graduated")]
    bands: Many[PriceBand]

    @model_validator(mode="after")
    def _no_gap(self) -> PriceBands:
        check_bands(self.bands)
        return self


def _price_form(value: Any) -> str:
    return "bands" if isinstance(value, dict | PriceBands) else "text"


AnyPrice = Annotated[Written[Price] | PriceBands, Forms(_price_form, text=PriceText, bands=PriceBands)]


class OutsideBand(Part):
    """What a unit more or less costs where the volume leaves its band."""

    above: PriceOrShareText | None = None
    below: PriceOrShareText | None = None
    priced: Annotated[str | None, Settles("priced")] = None
    carried: Annotated[str | None, Settles("carried")] = None


class Service(Clause):
    """A service that is delivered."""

    kind: Literal["service"]
    name: Name
    item: Ref | None = None
    level: Ref | None = None
    volume: VolumeText | None = None
    band: PercentText | None = None
    price: AnyPrice | None = None
    outside_band: OutsideBand | None = None
    grey: OneOrMany[Name] = ()

    @model_validator(mode="after")
    def _one_unit(self) -> Service:
        if self.volume is None:
            return self
        wrong = Faults()
        unit = self.volume.value.unit
        for path, price in self._prices():
            if price.value.unit is not None and not same_unit(unit, price.value.unit):
                says = f"the price is for a {price.value.unit}, the volume counts {unit}"
                wrong.add("unit", says, "use one word for the unit", path)
        wrong.tell()
        return self

    def _prices(self) -> list[tuple[tuple[str | int, ...], Written[Price]]]:
        if isinstance(self.price, PriceBands):
            return [(("price", "bands", i, "price"), band.price) for i, band in enumerate(self.price.bands)]
        return [] if self.price is None else [(("price",), self.price)]


class Fee(Clause):
    """A fixed amount for a period, or paid once."""

    kind: Literal["fee"]
    name: Name
    amount: AmountText
    per: PeriodWord
    due: Ref | None = None

    @model_validator(mode="after")
    def _one_period(self) -> Fee:
        per = self.amount.value.per
        if per is not None:
            hint = f"write the amount alone, and per: {per}"
            raise fault("quantity", f"'{self.amount.text}' says its period a second time", hint, ("amount",))
        return self


class Level(Clause):
    """A service level: a named package of targets, calendar and price."""

    kind: Literal["level"]
    name: Name
    promise: WordingText | None = None
    calendar: Ref | None = None
    price: PriceText | None = None
    based_on: Ref | None = None
    changes: Many[Change] = ()


class CatalogueItem(Clause):
    """What the customer may order, in words that it understands."""

    kind: Literal["catalogue-item"]
    name: Name
    promise: WordingText
    who_may_ask: OneOrMany[Name] = ()
    includes: OneOrMany[Prose] = ()
    excludes: OneOrMany[Prose] = ()
    unit: Name | None = None
    price: AnyPrice | None = None
    order_through: OneOrMany[Name] = ()
    lead_time: WithinText | None = None
    calendar: Ref | None = None
    levels: OneOrMany[Ref] = ()
