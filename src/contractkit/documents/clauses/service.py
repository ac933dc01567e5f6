"""What is delivered, on how many units, at which level and price."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import model_validator

from contractkit.documents.clauses.prices import AnyPrice, OutsideBand, PriceBands, Surcharge
from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conditions import Condition
from contractkit.documents.conventions import Settles
from contractkit.documents.faults import Faults
from contractkit.documents.fields import Name, PercentText, VolumeText
from contractkit.documents.references import Defines, ItemRef, LevelRef
from contractkit.documents.scalars import Many, OneOrMany, Part, Written
from contractkit.quantities.notation import Price, Volume, same_unit

__all__ = ["Service", "ServiceRow"]

_Path = tuple[str | int, ...]

_USED = ("hour", "day", "week")
"""Periods whose units are counted as they are used, and not on one day."""


class ServiceRow(Part):
    """A part of a service with its own volume and price.

    Attributes:
        when: The work that belongs to it.
    """

    name: Annotated[Name, Defines("service")]
    when: Condition | None = None
    volume: VolumeText | None = None
    price: AnyPrice | None = None


class Service(Clause):
    """A service that is delivered.

    Attributes:
        item: The catalogue entry that it delivers.
        level: Its service level.
        when: The work that belongs to it, where the facts do not name the service.
        volume: How many units are agreed.
        volume_counted: On which day of a period the units are counted.
        band: How far the volume may differ from the agreed one without another price.
        price: What a unit costs, or the whole for each period.
        outside_band: What units outside the band cost.
        surcharges: What is added at other hours, or for other work.
        rows: Its parts, where each has its own volume and price.
        grey: What may or may not belong to it: the names of categories of work.
    """

    kind: Literal["service"]
    name: Annotated[Name, Defines("service")]
    item: ItemRef | None = None
    level: LevelRef | None = None
    when: Condition | None = None
    volume: VolumeText | None = None
    volume_counted: Annotated[str | None, Settles("volume_counted")] = None
    band: PercentText | None = None
    price: AnyPrice | None = None
    outside_band: OutsideBand | None = None
    surcharges: Many[Surcharge] = ()
    rows: Many[ServiceRow] = ()
    grey: OneOrMany[Name] = ()

    def matters(self, field: str) -> bool:
        """Return whether the reading that `field` settles decides something: a number that may differ."""
        rows = any(_measured(row.volume, row.price) for row in self.rows)
        measured = rows or _measured(self.volume, self.price)
        return field != "volume_counted" or self.outside_band is not None or measured

    @model_validator(mode="after")
    def _one_unit(self) -> Service:
        wrong = Faults()
        if self.rows and (self.price is not None or self.volume is not None):
            says = "volume and price stand in the rows, or beside the name; not in both"
            wrong.add("contradiction", says, "give each part its own row", ("price" if self.price else "volume",))
        for path, volume, price in self._prices():
            unit = price.value.unit
            if volume is not None and unit is not None and not same_unit(volume.value.unit, unit):
                says = f"the price is for a {unit}, the volume counts {volume.value.unit}"
                wrong.add("unit", says, "use one word for the unit", path)
        wrong.tell()
        return self

    def _prices(self) -> list[tuple[_Path, Written[Volume] | None, Written[Price]]]:
        found: list[tuple[_Path, Written[Volume] | None, Written[Price]]] = []
        parts: list[tuple[_Path, Service | ServiceRow]] = [((), self)]
        parts += [(("rows", i), row) for i, row in enumerate(self.rows)]
        for path, part in parts:
            if isinstance(part.price, PriceBands):
                bands = enumerate(part.price.bands)
                found += [((*path, "price", "bands", i, "price"), part.volume, band.price) for i, band in bands]
            elif part.price is not None:
                found.append(((*path, "price"), part.volume, part.price))
        for word in ("above", "below") if self.outside_band is not None else ():
            price = getattr(self.outside_band, word)
            if price is not None and isinstance(price.value, Price):
                found.append((("outside_band", word), self.volume, price))
        return found


def _measured(volume: Written[Volume] | None, price: PriceBands | Written[Price] | None) -> bool:
    """Return whether a price is charged for the units that a period has: in bands, or where no volume is agreed."""
    if price is None or isinstance(price, PriceBands):
        return price is not None
    own = price.value
    return volume is None and own.unit is not None and own.per not in (None, *_USED)
