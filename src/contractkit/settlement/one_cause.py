"""Why a settlement of several periods is provisional, each cause once; what rests on open periods is told together."""

from __future__ import annotations

from collections.abc import Sequence

from contractkit.quantities.periods import Period
from contractkit.records.said import Said, joined, said

__all__ = ["reasons_together"]

_LEAVES = "{label} was settled provisionally, and may leave {what} to {next}."


def reasons_together(parts: Sequence[tuple[Period, Sequence[str]]]) -> tuple[str, ...]:
    """Return the reasons of several periods that are settled together, without saying one cause several times.

    A period that is provisional only because an earlier one is, is no cause of its own: the earlier one is named. What
    several periods may leave to later ones is one sentence.

    Args:
        parts: Each period with the reasons for which it is provisional, by date.

    Example:
        >>> from contractkit.records.said import said
        >>> months = [Period.parse(month) for month in ("2026-01", "2026-02", "2026-03")]
        >>> def behind(label: str, next: str) -> str:
        ...     return said(_LEAVES, label=label, what="a malus to win back", next=next)
        >>> for reason in reasons_together([
        ...     (months[0], ["A volume is not known."]),
        ...     (months[1], [behind("2026-01", "2026-02")]),
        ...     (months[2], [behind("2026-01", "2026-03"), behind("2026-02", "2026-03")]),
        ... ]):
        ...     print(reason)
        A volume is not known.
        2026-01 was settled provisionally, and may leave a malus to win back to 2026-02, 2026-03.
    """
    derived = {period.label for period, reasons in parts if reasons and all(map(_leaves, reasons))}
    found: dict[str, None] = {}
    left: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for _, reasons in parts:
        for reason in reasons:
            if not _leaves(reason):
                found[reason] = None
            elif isinstance(reason, Said):
                label, what, after = (str(reason.facts[name]) for name in ("label", "what", "next"))
                labels, later = left.setdefault(what, ({}, {}))
                later[after] = None
                if label not in derived:
                    labels[label] = None
    together = (_together(what, tuple(labels), tuple(later)) for what, (labels, later) in left.items() if labels)
    return (*found, *together)


def _leaves(reason: str) -> bool:
    return isinstance(reason, Said) and reason.wording == _LEAVES


def _together(what: str, labels: Sequence[str], later: Sequence[str]) -> str:
    after = joined(", ", later)
    if len(labels) == 1:
        return said(_LEAVES, label=labels[0], what=what, next=after)
    return said(
        "{labels} were settled provisionally, and may leave {what} to {next}.",
        labels=joined(", ", labels),
        what=what,
        next=after,
    )
