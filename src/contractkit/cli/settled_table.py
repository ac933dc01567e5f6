"""A settlement on a terminal, in a language: its lines, what each of its periods came to, its total, its foot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import attrs

from contractkit.quantities.money import Money
from contractkit.settlement import Line, Settlement
from contractkit.statements.asides import problem_told, reading_in_short
from contractkit.statements.grids import Grid, text
from contractkit.statements.retelling import retold
from contractkit.statements.sums import amount_told, total_told
from contractkit.statements.wording import Language

__all__ = ["foot", "lines_grid"]

_EVIDENCE = 6


def lines_grid(settlement: Settlement, speaks: Language, said: Literal["formulas", "sentences"]) -> Grid:
    """Return the lines with their total; where several periods were settled together, what each came to behind it.

    Args:
        settlement: The settlement.
        speaks: The language.
        said: Whether each line also has how its amount came about.
    """
    grid = Grid((speaks.say("money.line.settle"), speaks.say("money.clause").lower(), settlement.currency), right=(2,))
    first = 0
    for part in settlement.periods:
        own = settlement.lines[first : first + part.lines]
        first += part.lines
        _lines(grid, own, speaks, said)
        grid.line()
        whole = speaks.say("money.part", period=part.period.label)
        grid.row(text(whole, "bold"), "", text(_total(settlement, own, part.total, speaks), "bold"))
        grid.line()
    _lines(grid, settlement.lines[first:], speaks, said)
    if not settlement.periods:
        grid.line()
    total = _total(settlement, settlement.lines, settlement.total, speaks)
    grid.row(text(speaks.say("money.total.settle"), "bold"), "", text(total, "bold"))
    return grid


def _total(settlement: Settlement, lines: Sequence[Line], total: Money, speaks: Language) -> str:
    """Return what some lines of a settlement come to; where a charge among them is not known, that it is without it."""
    return total_told(attrs.evolve(settlement, lines=tuple(lines), total=total), speaks, speaks.amount)


def _lines(grid: Grid, lines: Sequence[Line], speaks: Language, said: Literal["formulas", "sentences"]) -> None:
    for line in lines:
        amount = amount_told(line, speaks)
        if line.low is not None and line.high is not None:
            ends = {"low": speaks.amount(line.low), "high": speaks.amount(line.high)}
            amount = f"{amount}\n{speaks.say('targets.interval', **ends)}"
        told = [retold(line.says, speaks)]
        if said == "formulas":
            told += [retold(line.formula, speaks), *_evidence(line, speaks)]
        grid.row(text("\n  ".join(told)), text(line.clause), text(amount))


def _evidence(line: Line, speaks: Language) -> list[str]:
    """Return where the inputs of a line come from: who told them, and when; of many the first ones."""
    shown = [speaks.say("money.from", source=retold(one, speaks)) for one in line.evidence[:_EVIDENCE]]
    more = len(line.evidence) - _EVIDENCE
    return [*shown, speaks.say("money.from.more", n=more)] if more > 0 else shown


def foot(settlement: Settlement, speaks: Language) -> list[str]:
    """Return what stands under the lines: whether it is final, what it can still be, what was told in vain or taken.

    Args:
        settlement: The settlement.
        speaks: The language.
    """
    found = [speaks.say(f"money.status.{settlement.status}")]
    if settlement.status == "provisional":
        found = [
            f"{speaks.say('money.status.provisional')} {' '.join(retold(one, speaks) for one in settlement.reasons)}"
        ]
    if settlement.low is not None and settlement.high is not None and settlement.low != settlement.high:
        low, high = speaks.money(settlement.low), speaks.money(settlement.high)
        found.append(speaks.say("money.still", low=low, high=high))
    found += [problem_told(one, speaks) for one in settlement.problems]
    found += [retold(one, speaks) for one in settlement.notes]
    if settlement.assumptions:
        taken = dict.fromkeys(reading_in_short(one, speaks) for one in settlement.assumptions)
        found.append(speaks.say("money.taken", n=len(settlement.assumptions), taken="; ".join(taken)))
    return found
