"""``contractkit settle --explain``: what the lines of a clause rest on, down to the minutes of each item."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import attrs

from contractkit.cli.gathering import Gathered
from contractkit.cli.progress import step
from contractkit.errors import UsageError
from contractkit.settlement import Settlement
from contractkit.statements.grounds.answer import Grounds, grounds_of, lines_called
from contractkit.statements.grounds.text import grounds_text

__all__ = ["Explaining", "grounds_asked", "show_grounds"]


@attrs.frozen
class Explaining:
    """Which lines are explained.

    Attributes:
        word: The clause, the target or the id of a line, as it was typed.
        locale: The language.
        at_most: How many items of each line are shown.
    """

    word: str
    locale: str = "en"
    at_most: int = 20

    @classmethod
    def typed(
        cls, word: str | None, locale: str | None, at_most: int | None, beside: Iterable[str]
    ) -> Explaining | None:
        """Return what is explained; None where nothing is.

        Args:
            word: The value of ``--explain``.
            locale: The value of ``--locale``.
            at_most: The value of ``--at-most``.
            beside: Options that were typed too and show something else.

        Raises:
            UsageError: Options do not go together.
        """
        others = tuple(beside)
        if word is None:
            if at_most is not None:
                raise UsageError("--at-most says how lines are explained: give --explain CLAUSE too")
            return None
        if others:
            raise UsageError(f"--explain and {' and '.join(others)} show different things; give one of them")
        return cls(word, locale or "en", 20 if at_most is None else at_most)


def grounds_asked(asked: Explaining, read: Gathered, settlement: Settlement) -> tuple[Grounds, ...]:
    """Return what each line rests on that was asked about.

    Raises:
        UsageError: No line is called so, or the language is not spoken.
    """
    lines = lines_called(settlement, asked.word)
    with step("Looking up what the lines rest on"):
        return tuple(
            grounds_of(
                settlement,
                line,
                read.agreement,
                read.evaluation,
                read.facts,
                read.told,
                before=read.ledger,
                at_most=asked.at_most,
                locale=asked.locale,
            )
            for line in lines
        )


def show_grounds(found: Iterable[Grounds]) -> None:
    """Write what lines rest on to standard output, a page of text for each."""
    sys.stdout.write("\n\n".join(grounds_text(one) for one in found).replace("\u00a0", " ") + "\n")
