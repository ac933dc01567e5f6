"""What the papers do not say, and whoever signs them will be asked for."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.documents.clauses import Effect
from contractkit.documents.silences import parts_in

__all__ = ["lint_absences"]

_RELIEF = ("maintenance", "pause", "relief")


def lint_absences(draft: Draft) -> None:
    """Advise on money without cap or relief, terms without notice, insurance without a date."""
    paying = [(place, clause) for place, clause in draft.desk.clauses() if _pays(clause)]
    if paying:
        _cap(draft, paying)
        if not any(True for _ in draft.desk.clauses(*_RELIEF)):
            says = "nothing is excused: no clause says what does not count, such as maintenance or force majeure"
            draft.desk.advise(paying[0][0], "no-relief", says, "write a clause kind: relief or kind: maintenance")
    _notice(draft)
    for place, clause in draft.desk.clauses("insurance"):
        if clause.certificate_until is None:
            says = "no date says until when the certificate is valid"
            draft.desk.advise(place, "insurance-undated", says, "for example certificate_until: 2026-12-31")
    _conventions(draft)


def _pays(clause: Any) -> bool:
    if isinstance(clause, Effect):
        return clause.kind != "remedy"
    rows = getattr(clause, "rows", ()) or ()
    return bool(getattr(clause, "pays", ())) or any(getattr(row, "pays", ()) for row in rows)


def _cap(draft: Draft, paying: list[tuple[Place, Any]]) -> None:
    steps = [step for _, clause in draft.desk.clauses("settlement") for step in clause.order]
    capped = any(step.step == "cap" and step.caps != "bonus" for step in steps)
    if not capped and not all(_own_caps(clause) for _, clause in paying):
        says = "nothing limits what all effects together may cost"
        draft.desk.advise(paying[0][0], "no-cap", says, "write a settlement with a step: cap")


def _own_caps(clause: Any) -> bool:
    effects = [part for _, part in parts_in(clause) if isinstance(part, Effect)]
    return bool(effects) and all(getattr(effect, "cap", None) is not None for effect in effects)


def _notice(draft: Draft) -> None:
    terms = list(draft.desk.clauses("term"))
    endings = list(draft.desk.clauses("renewal", "termination"))
    without = [(place, clause) for place, clause in endings if clause.kind == "renewal" and clause.notice is None]
    for place, clause in without:
        if clause.renews != "not":
            says = "no period of notice is agreed: until when may a party say that it ends?"
            draft.desk.advise(place, "no-notice", says, "for example notice: 3 months")
    if terms and not endings:
        says = "no clause says how the agreement ends, or on which notice"
        draft.desk.advise(terms[0][0], "no-notice", says, "write a clause kind: renewal or kind: termination")


def _conventions(draft: Draft) -> None:
    stated = [paper for paper in draft.desk.papers if getattr(paper.model, "conventions", None) is not None]
    if stated or not draft.desk.assumptions:
        return
    place = Place(draft.desk.head, None, ("id",))
    says = f"{len(draft.desk.assumptions)} readings are left open, and no document settles its conventions"
    draft.desk.advise(place, "conventions-open", says, "write conventions: in the head, one line for each")
