"""Charts of a settlement: one of the whole, and for each effect what it pays with the point of the period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from contractkit.cli.endings import complain
from contractkit.cli.gathering import Gathered
from contractkit.errors import ContractKitError
from contractkit.settlement import Settlement
from contractkit.settlement.paying.registry import is_computed
from contractkit.statements import effect_chart, settlement_chart
from contractkit.terms import Agreement
from contractkit.terms.provisions.base import Provision
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.targets import Target

__all__ = ["charts_of"]


def charts_of(folder: Path, read: Gathered, settlement: Settlement, locale: str = "en") -> dict[Path, str]:
    """Return the drawing of the settlement and of each effect by its file; an effect that cannot be drawn is told.

    Args:
        folder: Where the files go.
        read: What was settled.
        settlement: Its settlement.
        locale: The language, such as ``en`` or ``nl``.
    """
    version = read.agreement.at(settlement.period.last)
    found = {folder / "settlement.svg": settlement_chart(settlement, locale=locale)}
    settled = {line.clause for line in settlement.lines}
    for effect in _effects(version):
        name = re.sub(r"[^\w.-]+", "-", str(effect.clause))
        file = folder / f"{name}.svg"
        number = 2
        while file in found:
            file, number = folder / f"{name}-{number}.svg", number + 1
        try:
            found[file] = effect_chart(version, effect, told=read.told, settlement=settlement, locale=locale)
        except ContractKitError as error:
            if effect.clause in settled:  # what pays nothing in this period, such as a duty that was done, has no chart
                reason = str(error).removeprefix(f"{effect.clause}: ")
                complain(f"contractkit: no chart of {effect.clause}: {reason}")
    return found


def _effects(version: Agreement) -> Iterator[Provision]:
    seen: set[int] = set()
    targets: tuple[Target | FigureTarget, ...] = (*version.targets, *version.provisions_of(FigureTarget))
    for target in targets:
        for effect in target.effects:
            seen.add(id(effect))
            yield effect
    yield from (one for one in version.provisions if id(one) not in seen and is_computed(one))
