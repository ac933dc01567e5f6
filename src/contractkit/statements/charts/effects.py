"""What an effect pays, as a drawing: along the figure that decides it, with the point of a settled period."""

from __future__ import annotations

from fractions import Fraction

from contractkit.errors import UsageError
from contractkit.quantities.periods import Period
from contractkit.settlement.doors import refuse_wrong
from contractkit.settlement.lines import Line, Settlement
from contractkit.settlement.paying.calling import effect_called
from contractkit.settlement.paying.courses import course_of
from contractkit.settlement.paying.scene import Scene
from contractkit.settlement.told.facts import SettlementFacts
from contractkit.statements.charts.courses import Mark, drawn_bars, drawn_lines
from contractkit.statements.clauses.kinds import kind_called
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.wording import Language, language
from contractkit.terms import Agreement
from contractkit.terms.effects import Effect
from contractkit.terms.provisions.base import Provision
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.interest import Interest
from contractkit.terms.provisions.ratchet import Ratchet
from contractkit.terms.targets import Target

__all__ = ["effect_chart"]

WORDS = {
    "en": {"title": "{clause}: what {effect} pays", "effect": "the {kind}", "effect.of": "the {kind} of {name}"},
    "nl": {
        "title": "{clause}: wat {effect} oplevert of kost",
        "effect": "{kind}",
        "effect.of": "{kind} van {name}",
    },
}
_CALLED = {"per-item": "sum per item", "band-effect": "ladder"}
"""What two kinds are called in English, where their own word says little."""


def effect_chart(
    agreement: Agreement,
    effect: Effect | Provision | str,
    *,
    period: str | Period | None = None,
    told: SettlementFacts | None = None,
    settlement: Settlement | None = None,
    locale: str = "en",
) -> str:
    """Return a drawing of what an effect pays.

    Of an effect on a figure it shows the amount along the figure; of others along what decides them: points, days late,
    what the work cost, how often something failed. Gates, repeats, claims and earlier periods are left out; the
    effect's own cap and smallest amount are not.

    Args:
        agreement: The agreement.
        effect: The effect; or its name, its clause such as ``4.2``, or the name of the target under which it stands.
        period: The period whose amounts are taken; None for the last one in `settlement` for which the effect was
            worked out (June, where a half-year is settled month by month), or the first month of the agreement.
        told: Amounts that no clause fixes, as in the settlement; without them shares are drawn in per cent.
        settlement: The settlement of which what came about in that period is marked; None for no mark.
        locale: The language, such as ``en`` or ``nl``.

    Returns:
        An ``svg`` document with a title and a description for those who do not see it.

    Raises:
        UsageError: No effect is called so, several are, nothing that can be drawn decides what it pays, or nobody
            speaks the language.

    Example:
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "S", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {
        ...         "1": {"kind": "fee", "name": "fee", "amount": "EUR 800", "per": "month"},
        ...         "2": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
        ...         "3": {"kind": "figure-target", "name": "up", "metric": "uptime", "reach": "99 %", "per": "month"},
        ...         "4": {"kind": "gap-credit", "for": "up", "of": "fee", "credit_per_point": "2 %"}}})
        >>> effect_chart(agreement, "4", period="2026-03").startswith("<svg")
        True
    """
    refuse_wrong("effect_chart", agreement=agreement)
    if not isinstance(effect, str):
        refuse_wrong("effect_chart", effect=effect)
    if told is not None:
        refuse_wrong("effect_chart", told=told)
    if settlement is not None:
        refuse_wrong("effect_chart", settlement=settlement)
    found, target = effect_called(agreement, effect)
    marked = () if settlement is None else _marked(settlement, found)
    if settlement is not None and period is None:
        period = marked[-1].period if marked else settlement.period
    dates = _month(agreement) if period is None else agreement.period(period)
    scene = Scene(agreement.at(dates.start), found, dates, target, told=(told or SettlementFacts()).amounts_in(dates))
    course = course_of(scene)
    if course is None or not (course.turns or course.bars):
        raise UsageError(f"{found.clause}: nothing that can be drawn along a line decides what it pays")
    speaks = language(locale)
    title = Teller(speaks, WORDS)("title", clause=str(found.clause), effect=_name(found, target, speaks))
    mark = next((_mark(line) for line in marked if line.period == dates), None)
    return drawn_bars(course, title, speaks) if course.bars else drawn_lines(course, title, speaks, mark)


def _month(agreement: Agreement) -> Period:
    from datetime import date

    start = date(2026, 1, 1) if agreement.term is None else agreement.term.start
    return Period.containing(start, "month")


def _name(effect: Provision, target: Target | FigureTarget | None, speaks: Language) -> str:
    mark = type(effect).__name__
    kind = "".join(f"-{sign.lower()}" if sign.isupper() else sign for sign in mark).removeprefix("-")
    called = _CALLED[kind] if speaks.code == "en" and kind in _CALLED else kind_called(kind, speaks)
    tell = Teller(speaks, WORDS)
    return tell("effect", kind=called) if target is None else tell("effect.of", kind=called, name=target.name)


def _marked(settlement: Settlement, effect: Provision) -> tuple[Line, ...]:
    """Return the lines of an effect of which can be said where they lie: what decided each, and what it came to."""
    if isinstance(effect, Ratchet | Interest):  # what is drawn is another sum: of many failures, of a round amount
        return ()
    lines = (line for line in settlement.lines if line.clause == effect.clause and line.state == "settled")
    return tuple(line for line in lines if _decided(line) is not None)


def _mark(line: Line) -> Mark | None:
    """Return where a settled period lies: what decided it, what it came to, and what that is called."""
    at = _decided(line)
    return None if at is None else (at, line.exact, line.period.label)


def _decided(line: Line) -> Fraction | None:
    inputs = line.inputs
    if "attainment" in inputs:
        return Fraction(inputs["attainment"]) * 100
    names = ("figure", "points", "actual-cost", "days")
    return next((Fraction(inputs[name]) for name in names if name in inputs), None)
