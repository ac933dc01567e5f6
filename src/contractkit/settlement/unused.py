"""What was told and decides nothing: volumes of a service whose agreed volume is billed whatever was used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from contractkit.charging import Charge
from contractkit.charging.charges import charges
from contractkit.charging.volumes import CountedVolume, LevelVolume
from contractkit.quantities.periods import Period
from contractkit.records.said import said
from contractkit.settlement.matter import Matter
from contractkit.settlement.prepaying import named_by
from contractkit.terms.provisions.metric import Metric
from contractkit.terms.provisions.prepaid import Prepaid

__all__ = ["unused_volumes"]


def unused_volumes(matter: Matter, charged: Sequence[Charge]) -> tuple[str, ...]:
    """Return a sentence for each service of which volumes were told that change no charge and no figure.

    Whether they do is found out by charging without them, so that no rule of prices is written down twice.

    Args:
        matter: What is settled.
        charged: What is charged in its period.
    """
    told, period = matter.told, matter.period
    names = dict.fromkeys(one.service for one in told.volumes if _touches(one, period))
    measured = {name for metric in matter.version.provisions_of(Metric) for name in metric.of}
    sold = {one.name for one in matter.version.provisions_of(Prepaid)}
    found = []
    for name in names:
        if name in measured or not (name in matter.version.services or name in sold):
            continue
        others: Any = tuple(one for one in told.volumes if one.service != name)
        without = charges(matter.agreement, period, attrs.evolve(told, volumes=others))
        if _decided(without) == _decided(charged):
            billed = next((charge for charge in charged if name in (charge.name, _clause_named(charge))), None)
            if billed is not None and billed.missing is not None:
                continue  # what is missing is told as a problem
            why = (
                ""
                if billed is None
                else said(
                    "; it is billed as agreed, {formula} ({clause})", formula=billed.formula, clause=billed.clause
                )
            )
            found.append(
                said(
                    "The volume told of {name} for {label} decides nothing{why}.",
                    name=name,
                    label=period.label,
                    why=why,
                )
            )
    return tuple(found)


def _touches(one: CountedVolume | LevelVolume, period: Period) -> bool:
    if isinstance(one, CountedVolume):
        return one.during.start < period.end and period.start < one.during.end
    return one.since < period.end


def _clause_named(charge: Charge) -> str | None:
    return named_by(charge) if charge.kind == "prepaid" else None


def _decided(charged: Sequence[Charge]) -> list[tuple[Any, ...]]:
    return [(one.name, one.exact, one.missing, one.baseline, one.moves) for one in charged]
