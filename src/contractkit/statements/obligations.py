"""Obligations as lines for people: by month, each with its day, whose it is, its state, and how the date came about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from contractkit.duties import Obligation, Obligations

__all__ = ["obligations_text", "state_word"]

_STATES: Final = {
    "en": {
        "created": "to come",
        "in-effect": "open",
        "suspended": "suspended",
        "violated": "MISSED",
        "fulfilled": "done",
        "fulfilled-late": "done late",
        "discharged": "discharged",
        "terminated": "ended",
        "expired": "lapsed",
        "waived": "waived",
    },
    "nl": {
        "created": "komt nog",
        "in-effect": "open",
        "suspended": "opgeschort",
        "violated": "GEMIST",
        "fulfilled": "gedaan",
        "fulfilled-late": "te laat gedaan",
        "discharged": "vervallen bij afspraak",
        "terminated": "beëindigd",
        "expired": "verlopen",
        "waived": "kwijtgescholden",
    },
}


def state_word(one: Obligation, locale: str = "en") -> str:
    """Return the state of an obligation in a word or two; what is disputed says so.

    Args:
        one: The obligation.
        locale: ``en`` or ``nl``.
    """
    word = _STATES[locale][one.state]
    if one.nature == "event" and one.state == "fulfilled":
        word = "happened" if locale == "en" else "gebeurd"
    disputed = "disputed" if locale == "en" else "betwist"
    return f"{word}, {disputed}" if one.overlay is not None else word


def obligations_text(found: Obligations) -> str:
    """Return obligations as plain text, a line for each and its sentence under it; then what nobody can date.

    Args:
        found: The obligations.
    """
    lines = [*_rows(found.rows)]
    if found.gaps:
        lines += ["", "Dates that nobody can say:"]
        lines += [f"  {gap}" for gap in found.gaps]
    return "\n".join(lines)


def _rows(rows: Iterable[Obligation]) -> list[str]:
    lines = []
    for one in rows:
        lines.append(f"{one.due.isoformat()}  {state_word(one)}  {one.id}")
        lines.append(f"            {one.says}")
    return lines
