"""A correction on a terminal: what settling a period anew changes, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractkit.settlement import Correction
from contractkit.statements.grids import Grid, text
from contractkit.statements.wording import language

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["show_correction"]


def show_correction(correction: Correction, screen: Console) -> None:
    """Write what changed since the settlement that the ledger has.

    Args:
        correction: What changed; without lines where nothing did.
        screen: Where to write.
    """
    speaks = language("en")
    label, was = correction.period.label, correction.corrects
    before = f"{label} was settled before, {was}, at {speaks.money(correction.earlier)}"
    if not correction.lines:
        screen.print(text(f"{before}: nothing changes."), soft_wrap=True)
        return
    screen.print(text(f"{before}. What changes:"), soft_wrap=True)
    grid = Grid(("line", "clause", "was", "is", "change"), right=(2, 3, 4))
    for line in correction.lines:
        says = line.says if line.was is None else f"{line.says}\n  before: {line.was}"
        amounts = ["–" if one is None else speaks.amount(one) for one in (line.earlier, line.later)]
        grid.row(text(says), text(line.clause or "–"), *map(text, amounts), text(speaks.signed(line.amount)))
    grid.line()
    grid.row(
        text("To be paid because of it" if correction.corrects != "provisional" else "Difference", "bold"),
        "",
        text(speaks.amount(correction.earlier)),
        text(speaks.amount(correction.later)),
        text(speaks.signed(correction.total), "bold"),
    )
    screen.print(grid.shown(screen.width))
