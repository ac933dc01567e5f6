"""By what a target is called: its id, its name, its clause, the name of its row; what is most exact first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from contractkit.errors import UsageError
from contractkit.quantities.notation import nearest
from contractkit.terms.targets import ClockLine, Target

__all__ = ["line_called"]

_CALLED: tuple[Callable[[Target], tuple[str | None, ...]], ...] = (
    lambda one: (one.id,),
    lambda one: (one.name,),
    lambda one: (one.clause.clause, f"{one.clause.document}/{one.clause.clause}"),
    lambda one: (one.clause.row,),
)


def line_called(lines: Sequence[ClockLine], called: str, agreement: str) -> ClockLine:
    """Return the line of the targets that are called so.

    Args:
        lines: The lines of an agreement.
        called: What the target is called by.
        agreement: What the agreement is called, for the message.

    Raises:
        UsageError: Nothing is called so, or targets on several lines are.
    """
    for names_of in _CALLED:
        found = [(line, [one for one in line.targets if called in names_of(one)]) for line in lines]
        found = [(line, targets) for line, targets in found if targets]
        if len(found) > 1:
            several = ", ".join(one.id for _, targets in found for one in targets)
            says = f"'{called}' stands on several clock lines of {agreement}: {several}; name one of these"
            raise UsageError(says, target=called)
        if found:
            return found[0][0]
    known = dict.fromkeys(name for line in lines for one in line.targets for name in (one.name, one.id))
    raise UsageError(f"there is no target '{called}' in {agreement}; {nearest(called, known)}", target=called)
