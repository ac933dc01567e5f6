"""One agreement: from its papers on the desk to terms that compute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, Literal

import attrs

from contractkit.compiling.amounts import declared_amounts
from contractkit.compiling.charging import compile_fees, compile_services
from contractkit.compiling.checking import check_papers
from contractkit.compiling.completing import completeness_of
from contractkit.compiling.dated import note_dated
from contractkit.compiling.desk import Desk
from contractkit.compiling.draft import Draft
from contractkit.compiling.effects import attach_effect_clauses, effect_clauses
from contractkit.compiling.frame import compile_clauses, compile_papers, compile_parties, compile_term
from contractkit.compiling.kinds import check_provisions, compile_provisions
from contractkit.compiling.kinds.scope import compile_scope
from contractkit.compiling.linting import lint_papers
from contractkit.compiling.names import collect_names
from contractkit.compiling.packages import note_packages
from contractkit.compiling.pauses import check_pauses
from contractkit.compiling.pooling import Known
from contractkit.compiling.referring import check_references
from contractkit.compiling.relieving import with_relief
from contractkit.compiling.settlements import check_settlement, compile_settlement
from contractkit.compiling.silence import list_silences
from contractkit.compiling.targets import compile_lines, known_lines, promises
from contractkit.errors import Problem
from contractkit.terms.agreement import Agreement, Party
from contractkit.terms.effects import Effect
from contractkit.terms.listed_values import listed_in, with_listed_values
from contractkit.terms.targets import ClockLine, Target

__all__ = ["Checked", "Wants", "compile_agreement"]

Wants = Literal["terms", "problems"]
"""What an agreement is compiled for: its terms; or what is wrong with it, and the terms where that is as fast."""


@attrs.frozen
class Checked:
    """An agreement of which all is known that is wrong with it, and of its terms those that are asked for most often.

    Attributes:
        at_hand: These parts by their names.
        warnings: What is hardly meant, as in `Agreement.warnings`.
    """

    at_hand: dict[str, Any]
    warnings: tuple[Problem, ...]


def compile_agreement(desk: Desk, wants: Wants = "terms") -> Agreement | Checked:
    """Return the agreement that the papers make; what is wrong with them is in the desk's problems afterwards.

    Args:
        desk: The papers.
        wants: Where only problems are wanted, and it is known of the promises that they have none, the terms are not
            made: what is wrong with all other clauses is found by compiling them.
    """
    check_references(desk)
    names = collect_names(desk)
    note_packages(desk)
    term = compile_term(desk, names)
    draft = Draft(desk, names, term)
    fees = compile_fees(draft)
    draft = attrs.evolve(draft, fees=fees)
    services = compile_services(draft)
    if wants == "problems" and not effect_clauses(draft) and not any(c.for_ for _, c in desk.clauses("pause")):
        known = known_lines(draft)
        if known is not None:
            return _checked(draft, known)
    lines = compile_lines(draft)
    draft = attrs.evolve(draft, targets=tuple(target for line in lines for target in line.targets))
    check_pauses(desk, names, draft.targets, {line.measure.name for line in lines})
    lines = _with_effects(lines, attach_effect_clauses(draft))
    settlement = compile_settlement(draft)
    note_dated(draft)
    provisions = compile_provisions(draft)
    lines = with_relief(desk, lines, provisions, services)
    listed = listed_in(names.fields)
    lines = tuple(with_listed_values(line, listed) for line in lines)
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
        amounts=declared_amounts(desk),
    )


def _checked(draft: Draft, lines: Known) -> Checked:
    """Return an agreement with promises that are known; nobody makes them who does not look at one of them."""
    desk, names = draft.desk, draft.names
    targets: Any = _LateTargets(lines, draft)
    draft = attrs.evolve(draft, targets=targets)
    check_pauses(desk, names, (), set())
    check_settlement(draft)
    note_dated(draft)
    check_provisions(draft)
    check_papers(draft)
    compile_scope(draft)
    head = desk.head.model
    title = compile_papers(desk)[0].title
    parties: tuple[Party, ...] = compile_parties(desk)
    at_hand = {"id": head.id, "title": title, "zone": names.zone, "currency": names.currency, "parties": parties}
    return Checked(at_hand, tuple(dict.fromkeys(desk.warnings)))


class _LateTargets(Sequence[Target]):
    """The targets of an agreement, made when somebody looks at them."""

    def __init__(self, lines: Known, draft: Draft) -> None:
        self._lines, self._draft = lines, draft

    @cached_property
    def _made(self) -> tuple[Target, ...]:
        lines = self._lines.filled(self._draft.desk, promises(self._draft))
        return tuple(target for line in lines for target in line.targets)

    def __len__(self) -> int:
        return len(self._made)

    def __iter__(self) -> Iterator[Target]:
        return iter(self._made)

    def __getitem__(self, number: Any) -> Any:
        return self._made[number]


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
