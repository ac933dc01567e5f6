"""The path of changes, told."""

from __future__ import annotations

from contractkit.statements.clauses import moments
from contractkit.statements.clauses.conditions import items
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.provisions.change_path import ChangePath

__all__ = ["change_path"]

WORDS = {
    "en": {
        "approved": "{changes} need the approval of {roles}{deciding}.",
        "free": "{changes} need nobody's approval.",
        "changes": "Changes",
        "changes.of": "Changes ({items})",
        "deciding": ", who decides {within}|, who decide {within}",
        "doing": " They are carried out {within}.",
        "doing.after": " What is approved is carried out {within}.",
        "refused": " No answer in time means no.",
        "accepted": " No answer in time means yes.",
    },
    "nl": {
        "approved": "{changes} hebben de goedkeuring nodig van {roles}{deciding}.",
        "free": "{changes} hebben geen goedkeuring nodig.",
        "changes": "Wijzigingen",
        "changes.of": "Wijzigingen ({items})",
        "deciding": ", die daarover {within} beslist|, die daarover {within} beslissen",
        "doing": " Zij worden {within} uitgevoerd.",
        "doing.after": " Wat is goedgekeurd, wordt {within} uitgevoerd.",
        "refused": " Geen antwoord op tijd betekent nee.",
        "accepted": " Geen antwoord op tijd betekent ja.",
    },
}


@tells(ChangePath, WORDS)
def change_path(term: ChangePath, tell: Teller) -> str:
    """Return who decides on a change, and how fast."""
    speaks = tell.speaks
    changes = tell("changes")
    if term.condition != EVERYTHING:
        changes = tell("changes.of", items=items(term.condition, speaks))
    deciding = ""
    if term.deciding is not None:
        within = moments.allowed(term.deciding, speaks)
        deciding = tell("deciding", n=len(term.approved_by), within=within)
    if term.approved_by:
        approvers = moments.the_roles(term.approved_by, speaks)
        said = tell("approved", changes=changes, roles=approvers, deciding=deciding)
    else:
        said = tell("free", changes=changes)
    if term.doing is not None:
        key = "doing.after" if term.approved_by else "doing"
        said += tell(key, within=moments.allowed(term.doing, speaks))
    return said if term.silence is None else said + tell(term.silence)
