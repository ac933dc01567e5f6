"""Why nothing is charged: the reason with what follows from it, and the reason alone. What it was stands elsewhere."""

from __future__ import annotations

from contractkit.records.said import Said, said

__all__ = ["charged_nothing", "why_nothing"]

_WORDING = "{missing}, so nothing is charged"


def charged_nothing(missing: str) -> Said:
    """Return what is missing, and that nothing is charged for it.

    Example:
        >>> charged_nothing("no volume is agreed")
        'no volume is agreed, so nothing is charged'
    """
    return said(_WORDING, missing=why_nothing(missing))


def why_nothing(missing: str) -> str:
    """Return what is missing without what follows from it.

    Example:
        >>> why_nothing(charged_nothing("no volume is agreed"))
        'no volume is agreed'
    """
    if isinstance(missing, Said) and missing.wording == _WORDING:
        why: str = missing.facts["missing"]
        return why
    ending = _WORDING.removeprefix("{missing}")
    return missing.removesuffix(ending) if missing.endswith(ending) else missing
