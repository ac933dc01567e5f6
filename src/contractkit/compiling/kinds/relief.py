"""Relief and maintenance clauses."""

from __future__ import annotations

from typing import Any

from contractkit.calendars import BusinessCalendar
from contractkit.compiling.allowances import notice_of
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.figure_conditions import cited
from contractkit.compiling.kinds.registry import compiles
from contractkit.documents.clauses.registry import Effect
from contractkit.errors import ContractKitError
from contractkit.quantities.notation import nearest
from contractkit.records.causes import CAUSES
from contractkit.records.clauses import Assumption
from contractkit.terms.provisions.relief import Maintenance, Relief

__all__ = ["maintenance", "relief"]


@compiles("relief")
def relief(draft: Draft, place: Place, clause: Any) -> Relief:
    """Return what is not held against the provider."""
    declared = draft.names.fields.get("cause", ())
    known = (*CAUSES, *(declared if isinstance(declared, tuple) else ()))
    for number, cause in enumerate(clause.cause):
        if cause not in known and declared != "text":
            at = place.at("cause", *((number,) if len(clause.cause) > 1 else ()))
            hint = f"{nearest(str(cause), known)}; causes of your own are the values of the field cause in the head"
            draft.report(at, "unknown-reference", f"there is no cause '{cause}'", hint)
    _check_effects(draft, place, clause)
    return Relief(
        place.ref(),
        None if clause.name is None else str(clause.name),
        tuple(str(cause) for cause in clause.cause),
        draft.figures_condition(place.at("when"), clause.when),
        tuple(cited(place, word) for word in clause.for_),
        draft.reading(place, clause, "takes_out"),  # type: ignore[arg-type]
        clause.relief_taken_from,
        notice_of(draft, place.at("announced"), clause.announced, (place, clause)),
        None if clause.at_most is None else clause.at_most.value,
        draft.reading(place, clause, "evidence"),  # type: ignore[arg-type]
        clause.area,
        notice_of(draft, place.at("told_within"), clause.told_within, (place, clause)),
    )


def _check_effects(draft: Draft, place: Place, clause: Any) -> None:
    """Report effects of which no relief takes anything out: it takes time out of what they look at."""
    for at, effect in draft.desk.clauses() if clause.for_ else ():
        if not isinstance(effect, Effect) or effect.kind == "late-penalty":
            continue
        known = {str(at.number), f"{at.paper.model.id}/{at.number}", str(getattr(effect, "name", None))}
        for word in clause.for_:
            if str(word) in known:
                says = f"'{word}' is a {effect.kind}, of which no time is taken out"
                hint = "name the target or metric whose figure it looks at, or a late-penalty"
                draft.report(place.at("for"), "wrong-reference", says, hint)


@compiles("maintenance")
def maintenance(draft: Draft, place: Place, clause: Any) -> Maintenance | None:
    """Return when a service may be down for maintenance."""
    windows = draft.calendar(place.at("in"), clause.in_) if clause.in_ is not None else _windows(draft, place, clause)
    if windows is None:
        return None
    return Maintenance(
        place.ref(),
        None if clause.name is None else str(clause.name),
        tuple(str(service) for service in clause.of),
        windows,
        tuple((str(day), hours.text) for day, hours in clause.window.items()),
        None if clause.in_ is None else str(clause.in_),
        notice_of(draft, place.at("announced"), clause.announced, (place, clause)),
        None if clause.at_most is None else clause.at_most.value,
        _counts(draft, place, clause, "inside", "excused"),  # type: ignore[arg-type]
        _counts(draft, place, clause, "outside", "counts-as-downtime"),  # type: ignore[arg-type]
    )


def _windows(draft: Draft, place: Place, clause: Any) -> BusinessCalendar | None:
    zone = clause.zone or getattr(place.paper.model, "zone", None) or draft.names.zone
    try:
        return BusinessCalendar(tz=zone, week={day: hours.text for day, hours in clause.hours.items()})
    except ContractKitError as error:
        draft.report(place.at("window"), "calendar", error.message)
        return None


def _counts(draft: Draft, place: Place, clause: Any, field: str, default: str) -> str:
    written = getattr(clause, field)
    if written is not None:
        return str(written)
    other = "counts-as-downtime" if default == "excused" else "excused"
    says = f"what downtime {field} of the windows is"
    draft.desk.assume(Assumption(field, default, (other,), place.ref(), says))
    return default
