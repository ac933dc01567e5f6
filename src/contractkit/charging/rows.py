"""Parts of a service that have a volume and a price of their own."""

from __future__ import annotations

from fractions import Fraction

import attrs

from contractkit.charging.charge import ChargeKind
from contractkit.charging.windows import MONTHS_PER
from contractkit.quantities.money import Money
from contractkit.records.clauses import ClauseRef
from contractkit.terms import Agreement
from contractkit.terms.effects import UnitPrice
from contractkit.terms.prices import LumpSum, PriceOf, ServiceRow

__all__ = ["RowPrice", "row_price", "rows_in"]

_PERS = (*MONTHS_PER, "contract-year", "term")


def row_price(row: ServiceRow) -> UnitPrice | LumpSum | None:
    """Return the price of a part for each period at its agreed volume; None where it has none such."""
    price = row.price
    if isinstance(price, LumpSum) and price.per in _PERS:
        return price
    if isinstance(price, PriceOf) and price.per in _PERS and row.counted_per is None:
        return UnitPrice(price.amount, price.per_units, price.unit, price.per)
    return None


@attrs.frozen
class RowPrice:
    """The price of a part of a service; it is called by both names, as in ``cleaning: windows``."""

    service: str
    row: str

    @property
    def name(self) -> str:
        """Return what it is called."""
        return f"{self.service}: {self.row}"

    @property
    def kind(self) -> ChargeKind:
        """Return ``service``."""
        return "service"

    def _found(self, version: Agreement) -> tuple[ServiceRow, UnitPrice | LumpSum] | None:
        service = version.services.get(self.service)
        rows = () if service is None else service.details.rows
        row = next((one for one in rows if one.name == self.row), None)
        price = None if row is None else row_price(row)
        return None if row is None or price is None else (row, price)

    def clause(self, version: Agreement) -> ClauseRef | None:
        """Return where its service stands."""
        return None if self._found(version) is None else version.services[self.service].clause

    def amount(self, version: Agreement) -> Money | None:
        """Return the price of a unit, or of the whole."""
        found = self._found(version)
        return None if found is None else found[1].amount

    def per(self, version: Agreement) -> str | None:
        """Return the period of the price."""
        found = self._found(version)
        return None if found is None else found[1].per

    def units(self, version: Agreement) -> Fraction | None:
        """Return the agreed volume over the units of the price; 1 for a price of the whole."""
        row, price = self._found(version) or (None, None)
        if row is None or not isinstance(price, UnitPrice):
            return Fraction(1)
        return None if row.volume is None else Fraction(row.volume) / price.per_units

    def words(self, version: Agreement, price: Fraction) -> str:
        """Return volume, price, unit and period."""
        from contractkit.charging.priced import price_text

        row, own = self._found(version) or (None, None)
        told = price_text(price, version.currency)
        if row is None or not isinstance(own, UnitPrice):
            return f"{told} per {self.per(version)}"
        units = own.unit if own.per_units == 1 else f"{own.per_units} {own.unit}"
        each = f"{told} per {units} per {own.per}"
        return each if row.volume is None else f"{row.volume} × {each}"

    def inputs(self, version: Agreement) -> dict[str, str]:
        """Return the volume, and for how many units the price is."""
        row, price = self._found(version) or (None, None)
        if row is None or not isinstance(price, UnitPrice):
            return {}
        return {"volume": str(row.volume), "per-units": str(price.per_units)}


def rows_in(version: Agreement) -> tuple[RowPrice, ...]:
    """Return the parts of services that have a price for each period in a version, in the order of the page."""
    return tuple(
        RowPrice(service.name, row.name)
        for service in version.services.values()
        for row in service.details.rows
        if row_price(row) is not None
    )
