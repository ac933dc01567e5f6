"""What follows from the figures of a period besides money: which rights and remedies arise, whose, and why.

A settlement of several periods says it of each. What arises and what is not known yet is told of each of them; of what
arises in none, the last is told, as the nearest to it.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from contractkit.records.clauses import ClauseRef
from contractkit.settlement import Settlement
from contractkit.settlement.paying.computed import Consequence
from contractkit.statements.grids import Grid, text
from contractkit.statements.retelling import retold
from contractkit.statements.wording import Language

__all__ = ["FollowsRow", "following", "follows_grid", "follows_rows"]

_ORDER = ("arises", "undetermined", "does-not-arise")


@attrs.frozen
class FollowsRow:
    """One thing that follows, or does not, in words.

    Attributes:
        state: ``arises``, ``undetermined`` or ``does-not-arise``.
        told: The same in words.
        what: What it is.
        who: Whose it is.
        clause: Where it was agreed.
        why: Why.
    """

    state: str
    told: str
    what: str
    who: str
    clause: ClauseRef
    why: str


def following(settlement: Settlement) -> tuple[Consequence, ...]:
    """Return what is told of the consequences of a settlement: what arises first, then what is open, then the rest.

    Args:
        settlement: The settlement of one or of several periods.
    """
    last: dict[tuple[str, str, str | None], Consequence] = {}
    told: list[Consequence] = []
    for one in settlement.consequences:
        key = (str(one.clause), one.kind, one.who)
        last[key] = one
        if one.state != "does-not-arise":
            told.append(one)
    known = {(str(one.clause), one.kind, one.who) for one in told}
    told += [one for key, one in last.items() if key not in known]
    return tuple(sorted(told, key=lambda one: _ORDER.index(one.state)))


def follows_rows(settlement: Settlement, speaks: Language) -> tuple[FollowsRow, ...]:
    """Return a row for each thing that follows, or does not, in the words of a language.

    Args:
        settlement: The settlement.
        speaks: The language.
    """
    return tuple(
        FollowsRow(
            state=one.state,
            told=speaks.say(f"follows.state.{one.state}"),
            what=_what(one, speaks),
            who=speaks.say("follows.nobody") if one.who is None else speaks.say(f"follows.who.{one.who}"),
            clause=one.clause,
            why=retold(one.says, speaks),
        )
        for one in following(settlement)
    )


def follows_grid(rows: Sequence[FollowsRow], speaks: Language) -> Grid:
    """Return the table of what follows for a terminal."""
    grid = Grid(tuple(speaks.say(f"follows.{word}") for word in ("what", "who", "state", "why")), right=())
    for row in rows:
        style = "bold" if row.state == "arises" else ""
        grid.row(text(f"{row.what} ({row.clause})", style), text(row.who), text(row.told, style), text(row.why))
    return grid


def _what(one: Consequence, speaks: Language) -> str:
    said = speaks.messages.get(f"follows.kind.{one.kind}", one.kind.replace("-", " "))
    return said if one.amount is None else f"{said}: {speaks.money(one.amount)}"
