"""One agreement: from its papers on the desk to terms that compute."""

from __future__ import annotations

import attrs

from contractkit.compiling.charging import compile_fees, compile_services
from contractkit.compiling.checking import check_papers
from contractkit.compiling.completing import completeness_of
from contractkit.compiling.dated import note_dated
from contractkit.compiling.desk import Desk
from contractkit.compiling.draft import Draft
from contractkit.compiling.effects import attach_effect_clauses
from contractkit.compiling.frame import compile_clauses, compile_papers, compile_parties, compile_term
from contractkit.compiling.kinds import compile_provisions
from contractkit.compiling.kinds.scope import compile_scope
from contractkit.compiling.linting import lint_papers
from contractkit.compiling.names import collect_names
from contractkit.compiling.packages import note_packages
from contractkit.compiling.pauses import check_pauses
from contractkit.compiling.referring import check_references
from contractkit.compiling.settlements import check_effect_periods, compile_settlement
from contractkit.compiling.silence import list_silences
from contractkit.compiling.targets import compile_lines
from contractkit.terms.agreement import Agreement
from contractkit.terms.effects import Effect
from contractkit.terms.targets import ClockLine

__all__ = ["compile_agreement"]


def compile_agreement(desk: Desk) -> Agreement:
    """Return the agreement that the papers make; what is wrong with them is in the desk's problems afterwards."""
    check_references(desk)
    names = collect_names(desk)
    note_packages(desk)
    term = compile_term(desk, names)
    draft = Draft(desk, names, term)
    fees = compile_fees(draft)
    draft = attrs.evolve(draft, fees=fees)
    services = compile_services(draft)
    lines = compile_lines(draft)
    draft = attrs.evolve(draft, targets=tuple(target for line in lines for target in line.targets))
    check_pauses(desk, names, draft.targets, {line.measure.name for line in lines})
    lines = _with_effects(lines, attach_effect_clauses(draft))
    settlement = compile_settlement(draft)
    check_effect_periods(desk, lines, settlement)
    note_dated(draft)
    provisions = compile_provisions(draft)
    list_silences(desk)
    check_papers(draft)
    if desk.look == "strict":
        lint_papers(draft)
    head = desk.papers[0].model
    papers = compile_papers(desk)
    return Agreement(
        id=head.id,
        title=papers[0].title,
        zone=names.zone,
        currency=names.currency,
        parties=compile_parties(desk),
        documents=papers,
        term=term,
        fields=names.fields,
        calendars=names.calendars,
        services=services,
        lines=lines,
        scope=compile_scope(draft),
        fees=fees,
        settlement=settlement,
        clauses=compile_clauses(desk),
        provisions=provisions,
        assumptions=tuple(desk.assumptions),
        not_computed=tuple(dict.fromkeys(desk.not_computed_yet)),
        warnings=tuple(dict.fromkeys(desk.warnings)),
        completeness=completeness_of(desk),
    )


def _with_effects(lines: tuple[ClockLine, ...], extra: dict[str, tuple[Effect, ...]]) -> tuple[ClockLine, ...]:
    if not extra:
        return lines
    return tuple(
        attrs.evolve(
            line,
            targets=tuple(attrs.evolve(t, effects=(*t.effects, *extra.get(t.id, ()))) for t in line.targets),
        )
        for line in lines
    )
