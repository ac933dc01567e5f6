"""What stands beside figures and money on a terminal: readings in a few words, problems with their place."""

from __future__ import annotations

from contractkit.errors import Problem
from contractkit.records.clauses import Assumption
from contractkit.statements import readings
from contractkit.statements.retelling import retold
from contractkit.statements.wording import Language

__all__ = ["problem_told", "reading_in_short"]


def reading_in_short(one: Assumption, speaks: Language) -> str:
    """Return what was taken, in a few words; in English the words of the documents, so that they can be looked up."""
    if speaks.code == "en":
        return f"{one.convention.replace('_', ' ')}: {one.taken}"
    subject = readings.subject(one, speaks)
    if subject.endswith("."):
        return subject[:-1]  # a whole sentence says what was taken
    return f"{subject}: {readings.told_as(one, one.taken, speaks)}"


def problem_told(one: Problem, speaks: Language) -> str:
    """Return a problem with its place, what it is, and what to do about it."""
    if speaks.code == "en":
        return str(one)
    place = ":".join(str(part) for part in (one.file, one.line) if part is not None)
    said = retold(one.says, speaks) + ("" if one.hint is None else f"; {retold(one.hint, speaks)}")
    where = (
        None
        if one.where is None
        else retold(one.where, speaks).replace("clause ", f"{speaks.say('money.clause').lower()} ", 1)
    )
    return ": ".join(part for part in (place, where, said) if part)
