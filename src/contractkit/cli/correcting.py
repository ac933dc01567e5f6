"""A correction on a terminal: what settling a period anew changes, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractkit.cli.settled_words import WORDS
from contractkit.settlement import Correction
from contractkit.statements.charts.settlements import WORDS as STATES
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.grids import Grid, text
from contractkit.statements.retelling import retold
from contractkit.statements.wording import Language

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["show_correction"]


def show_correction(correction: Correction, screen: Console, speaks: Language) -> None:
    """Write what changed since the settlement that the ledger has.

    Args:
        correction: What changed; without lines where nothing did.
        screen: Where to write.
        speaks: The language.
    """
    tell = Teller(speaks, WORDS)
    before = {
        "period": correction.period.label,
        "was": Teller(speaks, STATES)(correction.corrects),
        "amount": speaks.money(correction.earlier),
    }
    if not correction.lines:
        screen.print(text(tell("unchanged", **before)), soft_wrap=True)
        return
    screen.print(text(tell("changed", **before)), soft_wrap=True)
    grid = Grid(tuple(map(tell, ("line", "clause", "was", "is", "change"))), right=(2, 3, 4))
    for line in correction.lines:
        says = retold(line.says, speaks)
        if line.was is not None:
            says += f"\n  {tell('before', text=retold(line.was, speaks))}"
        amounts = ["–" if one is None else speaks.amount(one) for one in (line.earlier, line.later)]
        grid.row(text(says), text(line.clause or "–"), *map(text, amounts), text(speaks.signed(line.amount)))
    grid.line()
    grid.row(
        text(tell("to_pay" if correction.corrects != "provisional" else "only"), "bold"),
        "",
        text(speaks.amount(correction.earlier)),
        text(speaks.amount(correction.later)),
        text(speaks.signed(correction.total), "bold"),
    )
    screen.print(grid.shown(screen.width))
