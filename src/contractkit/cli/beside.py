"""What was written down beside the items: a folder of tables, and facts documents with volumes, for each agreement."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs

from contractkit.cli.telling_facts import told_in
from contractkit.delivery import Delivery, DeliveryFacts, delivered
from contractkit.delivery.tables import TABLES
from contractkit.errors import UsageError
from contractkit.evaluation import Evaluation
from contractkit.quantities.notation import nearest_word
from contractkit.quantities.periods import Period
from contractkit.settlement.told import SettlementFacts
from contractkit.terms import Agreement

__all__ = ["Beside", "unknown_items"]


@attrs.frozen
class Beside:
    """Where things stand that were written down beside the items, as it was typed.

    Attributes:
        folder: The folder with any of the tables; None for none.
        facts: Facts documents; each is for the agreement that it names, one with index figures alone for all.
    """

    folder: Path | None = None
    facts: tuple[Path, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """Return the files that are read."""
        tables = () if self.folder is None else tuple(self.folder / f"{name}.csv" for name in TABLES)
        return (*(file for file in tables if file.exists()), *self.facts)

    def check(self) -> None:
        """Refuse a folder with none of the tables, and a table under almost the right name.

        Raises:
            UsageError: Nothing of it would be read.
        """
        if self.folder is None:
            return
        names = [file.stem for file in sorted(self.folder.glob("*.csv"))]
        wanted = ", ".join(f"{name}.csv" for name in TABLES)
        if not any(name in TABLES for name in names):
            raise UsageError(f"{self.folder} holds none of {wanted}")
        for name in names:
            near = None if name in TABLES else nearest_word(name, [one for one in TABLES if one not in names])
            if near is not None:
                raise UsageError(f"{self.folder / name}.csv is not read; is it {near}.csv? the names are {wanted}")

    def told(self, agreement: Agreement) -> DeliveryFacts:
        """Return what the tables tell; times without an offset are in the zone of the agreement.

        Raises:
            FactsRejected: A table has problems.
        """
        if self.folder is None:
            return DeliveryFacts()
        tables = {name: self.folder / f"{name}.csv" for name in TABLES}
        there = {name: file for name, file in tables.items() if file.exists()}
        return DeliveryFacts.from_tables(zone=agreement.zone, currency=agreement.currency, **there)

    def known(self, agreement: Agreement, agreements: Sequence[Agreement], period: str) -> SettlementFacts:
        """Return what the facts documents tell of an agreement; nothing where none is for it.

        Raises:
            FactsRejected: A document has problems, or is for none of the agreements.
            UsageError: Two documents are for one agreement.
        """
        return told_in(self.facts, agreement, period, agreements)

    def delivery(
        self, agreement: Agreement, agreements: Sequence[Agreement], evaluation: Evaluation, period: str
    ) -> Delivery:
        """Return what was delivered of one agreement in a period, against what was agreed."""
        told, known = self.told(agreement), self.known(agreement, agreements, period)
        return delivered(agreement, evaluation, period=_period(agreement, period), told=told, known=known)


def _period(agreement: Agreement, period: str) -> Period:
    return agreement.period(period)


def unknown_items(deliveries: Sequence[Delivery], items: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of which something was told and that no item has, whatever its customer.

    Args:
        deliveries: Those of all agreements.
        items: The ids of all items that were read.
    """
    if not deliveries:
        return ()
    aside = set(deliveries[0].set_aside).intersection(*(one.set_aside for one in deliveries))
    return tuple(sorted(aside - set(items)))
