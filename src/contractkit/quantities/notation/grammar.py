"""What a notation is: one pattern, the examples that show it, and how a match becomes a value.

The same pattern reads a text, stands in the schema that editors use, and decides whether a hint would be right.
Patterns keep to what ECMAScript and Python share: numbered groups, no named ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Generic, TypeVar

import attrs

from contractkit.errors import QuantityError

__all__ = ["Fault", "Notation", "met", "shown", "tidied"]

T = TypeVar("T")

_REMEMBERED = 512
"""So many texts of a notation are kept with what they were read as; values never change."""


Fault = tuple[int, str]
"""Where a text stops being a right form, counted from 0, and what would have to stand there."""


def _no_hint(_text: str) -> str | None:
    return None


def _no_fault(_text: str) -> Fault | None:
    return None


@attrs.frozen(slots=False)
class Notation(Generic[T]):
    """How one type of quantity is written.

    Attributes:
        what: The quantity in words with its article, such as ``a time limit``.
        pattern: The one pattern, anchored at both ends.
        examples: Right forms, the commonest first.
        read: Turns the groups of a match into the value; may raise QuantityError for what no pattern can see.
        hint: Says what to write instead of a text that does not match; None where nothing is near.
        fault: Finds the first character of a text that does not match which no right form could have there; None
            where the text as a whole is meant.
        write: Turns a value back into its usual form, which `parse` reads as the same value.
    """

    what: str
    pattern: str
    examples: tuple[str, ...]
    read: Callable[[re.Match[str]], T]
    hint: Callable[[str], str | None] = _no_hint
    fault: Callable[[str], Fault | None] = _no_fault
    write: Callable[[T], str] = str

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    @cached_property
    def _read_lately(self) -> dict[str, T]:
        """Return what texts were read as: papers write the same few quantities many times."""
        return {}

    def matches(self, text: str) -> bool:
        """Return whether `text` has the form, whatever its value."""
        return self._compiled.fullmatch(text) is not None

    def parse(self, text: str) -> T:
        """Return the value that `text` writes.

        Args:
            text: The whole text, without blanks around it.

        Returns:
            The value.

        Raises:
            QuantityError: The text is not this quantity; the error's hint has the nearest right form, and its message
                says at which character the text goes wrong.
        """
        if not isinstance(text, str):
            raise QuantityError(f"{text!r} is not {self.what}", self._for_example())
        known = self._read_lately.get(text)
        if known is None:
            known = self._parsed(text)
            if len(self._read_lately) >= _REMEMBERED:
                self._read_lately.clear()
            self._read_lately[str(text)] = known
        return known

    def _parsed(self, text: str) -> T:
        match = self._compiled.fullmatch(text)
        if match is None:
            says, fault = f"'{shown(text)}' is not {self.what}", self.fault(text)
            if fault is None:
                raise QuantityError(says, self._nearest(text), text=text)
            at, belongs = fault
            raise QuantityError(f"{says}: {met(text, at)} {belongs} belongs", self._nearest(text), text=text, at=at)
        return self.read(match)

    def print(self, value: T) -> str:
        """Return a value as a clause writes it; `parse` reads the text back.

        Example:
            >>> from contractkit.quantities.notation import AMOUNT
            >>> AMOUNT.print(AMOUNT.parse("EUR 250000.00 per year"))
            'EUR 250 000.00 per year'
        """
        return self.write(value)

    def _for_example(self) -> str:
        return "for example " + " or ".join(f"'{example}'" for example in self.examples[:2])

    def _nearest(self, text: str) -> str:
        tidy = tidied(text)
        if tidy != text and self.matches(tidy):
            reason = _unseen(text)
            return f"write '{tidy}'{reason}"
        hint = self.hint(tidy[:200])
        return self._for_example() if hint is None or self._misleads(hint, text) else hint

    def _misleads(self, hint: str, text: str) -> bool:
        """Return whether a hint proposes a form that is no mending: the text itself, or one that cannot be read."""
        proposed = _PROPOSED.match(hint)
        return proposed is not None and (proposed[1] == text or not self._reads(proposed[1]))

    def _reads(self, text: str) -> bool:
        match = self._compiled.fullmatch(text)
        if match is None:
            return False
        try:
            self.read(match)
        except QuantityError:
            return False
        return True


_PROPOSED = re.compile(r"(?:write|say on which side:|the unit is missing; for example) '([^']*)'")
"""The first form that a hint proposes for the whole text."""


def met(text: str, at: int) -> str:
    """Return what stands at a character of a text, for a message that goes on with what belongs there."""
    if at >= len(text):
        return "it ends where"
    word = re.compile(r"\w+(?:[:.]\w+)*").match(text, at)
    return f"at character {at + 1}, '{shown(word[0] if word else text[at])}' stands where"


def shown(text: str) -> str:
    """Return `text` short enough for a message, with what cannot be seen made visible."""
    short = text if len(text) <= 60 else text[:57] + "..."
    return "".join(c if c.isprintable() or c == " " else f"\\u{ord(c):04x}" for c in short)


_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-"})
_BLANKS = re.compile(r"[\s\u00a0\u2007\u2009\u202f\u200b]+")


def tidied(text: str) -> str:
    """Return `text` with plain hyphens and single plain blanks."""
    return _BLANKS.sub(" ", text.translate(_DASHES)).strip()


def _unseen(text: str) -> str:
    if text != text.translate(_DASHES):
        return ": with a plain hyphen"
    if any((c != " " and c.isspace()) or c == "\u200b" for c in text):
        return ": with plain blanks; this text has others that look the same"
    return ": with single blanks, none at the ends"
