"""What charging has to be told: index figures, measured volumes, amounts, and what earlier periods left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

import attrs

from contractkit.charging.blocks import BlocksLeft
from contractkit.charging.indexation.series import IndexSeries
from contractkit.charging.volumes import CountedVolume, LevelVolume
from contractkit.quantities.money import Money
from contractkit.quantities.notation import Volume
from contractkit.records.read_only import read_only

__all__ = ["NOTHING_KNOWN", "ChargingFacts"]


def _by_name(series: Iterable[IndexSeries] | Mapping[str, IndexSeries]) -> Mapping[str, IndexSeries]:
    return read_only(series if isinstance(series, Mapping) else {one.name: one for one in series})


@attrs.frozen
class ChargingFacts:
    """What is not in the papers and decides what something costs.

    Attributes:
        index: The index series, by the name that clauses use; several series are taken too.
        volumes: What was measured of services: counts over a stretch, and levels from a date on.
        amounts: Amounts and numbers that the papers name and do not fix, such as a forecast.
        raises: The dates on which a collective agreement raised wages; None where nobody has told them, so that a price
            that follows them is not known.
        baselines: By service, the volume that earlier years moved the agreed one to; the agreed one where none stands.
        blocks: By the name of a prepaid clause, what earlier periods left of its blocks, and on which date; a clause
            that does not stand here is worked out from the volumes since its blocks began.
        known_at: Only what was recorded, and agreed, on that date or before; None for all. What has no date of
            recording was always known.

    Example:
        >>> facts = ChargingFacts(index=[IndexSeries.of("cpi", {"2025-12": "118.5"})], known_at=date(2026, 2, 1))
        >>> sorted(facts.index)
        ['cpi']
    """

    index: Mapping[str, IndexSeries] = attrs.field(factory=dict, converter=_by_name)
    volumes: tuple[CountedVolume | LevelVolume, ...] = attrs.field(default=(), converter=tuple)
    amounts: Mapping[str, Money | Volume] = attrs.field(factory=dict, converter=read_only)
    raises: tuple[date, ...] | None = None
    baselines: Mapping[str, Decimal] = attrs.field(factory=dict, converter=read_only)
    blocks: Mapping[str, BlocksLeft] = attrs.field(factory=dict, converter=read_only)
    known_at: date | None = None


NOTHING_KNOWN = ChargingFacts()
"""Nothing but the papers."""
