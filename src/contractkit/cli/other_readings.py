"""What other readings of a silent text come to, on a terminal: a table of those that move money, and lines under it."""

from __future__ import annotations

from collections.abc import Iterator

from contractkit.cli.settled_words import WHY_NOT, WORDS
from contractkit.compiling.wordless import why_not
from contractkit.records.clauses import Assumption
from contractkit.settlement import Settlement
from contractkit.settlement.readings import OtherReading, OtherReadings
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.grids import Grid, text
from contractkit.statements.readings import subject, told_as
from contractkit.statements.retelling import retold
from contractkit.statements.wording import Language

__all__ = ["readings_grid", "readings_told"]

_UNSAID = {"no clause has a word for it": "", "nobody knows what else could be meant": "another"}


def readings_grid(others: OtherReadings, speaks: Language) -> Grid:
    """Return the readings that move money or may, those that move most first.

    Args:
        others: What other readings come to.
        speaks: The language; English says the words of the documents, so that they can be written there.
    """
    tell = Teller(speaks, WORDS)
    grid = Grid(tuple(map(tell, ("silent", "clause", "read", "could", "difference"))), right=(4,))
    for one in others.that_matter:
        grid.row(
            text(_about(one.assumption, speaks)),
            text("–" if one.assumption.clause is None else one.assumption.clause),
            text(_value(one.assumption, one.assumption.taken, speaks)),
            text(_value(one.assumption, one.alternative, speaks)),
            text(_moved(one, tell)),
        )
    return grid


def readings_told(others: OtherReadings, settlement: Settlement, speaks: Language) -> Iterator[str]:
    """Yield how many readings change nothing, which cannot be worked out and why, and what is left open besides."""
    tell = Teller(speaks, WORDS)
    without = len(others.not_worked_out)
    same = len(others.readings) - len(others.that_matter) - without
    if same:
        unknown = any(line.state == "undetermined" for line in settlement.lines)
        yield tell("same_known" if unknown else "same", n=same)
    if without:
        yield tell("without", n=without)
        yield from dict.fromkeys(
            f"  {_silence(one.assumption, speaks)}: {_why(one, speaks)}" for one in others.not_worked_out
        )
    if others.not_asked:
        yield tell("besides", besides="; ".join(dict.fromkeys(_silence(one, speaks) for one in others.not_asked)))


def _moved(one: OtherReading, tell: Teller) -> str:
    """Return the difference of a reading; where it is not known yet, what it can come to."""
    if one.difference is not None:
        return tell.speaks.signed(one.difference)
    least, most = (None if end is None else tell.speaks.signed(end) for end in one.between or (None, None))
    if least is not None and most is not None:
        return tell("to", least=least, most=most)
    if most is not None:
        return tell("at_most", most=most)
    return tell("unknown") if least is None else tell("at_least", least=least)


def _about(one: Assumption, speaks: Language) -> str:
    return one.convention.replace("_", " ") if speaks.code == "en" else subject(one, speaks)


def _value(one: Assumption, value: str, speaks: Language) -> str:
    return value if speaks.code == "en" else told_as(one, value, speaks)


def _why(one: OtherReading, speaks: Language) -> str:
    """Return why a reading cannot be worked out; what another part of the library says of it stays as that says it."""
    known, convention = WHY_NOT.get(speaks.code, {}), one.assumption.convention
    if one.why is not None and one.why == why_not(convention):
        return known.get(convention) or known.get(convention.partition(" ")[0]) or one.why
    return known.get(_UNSAID.get(one.why or "", "-")) or retold(one.why, speaks)


def _silence(one: Assumption, speaks: Language) -> str:
    where = "" if one.clause is None else f" ({one.clause})"
    return f"{_about(one, speaks).removesuffix('.')}{where}"
