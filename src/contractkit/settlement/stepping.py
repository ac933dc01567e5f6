"""From charges and effects through the steps: now, and at the least and the most that is possible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial

import attrs

from contractkit.charging.charges import Charge
from contractkit.quantities.periods import Period
from contractkit.settlement.cap_asked import cap_on
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.matter import Matter
from contractkit.settlement.measuring.book import FigureBook
from contractkit.settlement.measuring.conditions import Held, holds
from contractkit.settlement.own_periods.awaiting import still_kept
from contractkit.settlement.own_periods.parting import members_of, parts_of
from contractkit.settlement.paid import Paid
from contractkit.settlement.remembered import Reading
from contractkit.settlement.settled_under import wordings_of
from contractkit.settlement.steps import Amount, Course, Setting, follow, merged, nested
from contractkit.settlement.told import SettlementFacts
from contractkit.settlement.told_history import told_won_back
from contractkit.settlement.waiting import own_window
from contractkit.terms import Agreement
from contractkit.terms.figure_conditions import FiguresCondition
from contractkit.terms.settling import CapStep, MinimumIssueStep

__all__ = ["End", "Stepped", "amount_of_paid", "amounts_of_charges", "setting_of", "settings_of", "stepped"]


@attrs.frozen
class End:
    """The least or the most that a settlement can come to.

    Attributes:
        total: Its total.
        effects: What each effect is in it.
        brought: What each amount is in it that the steps brought in; None where nobody can say.
    """

    total: Decimal
    effects: tuple[Fraction, ...]
    brought: tuple[Fraction, ...] | None = None


@attrs.frozen
class Stepped:
    """Where the steps lead.

    Attributes:
        now: What is settled now.
        ends: The least and the most that it can come to; None where all is known, or nobody can say.
    """

    now: Course
    ends: tuple[End, End] | None


@attrs.frozen
class _Scenery:
    """What a condition of a step looks at."""

    agreement: Agreement
    period: Period
    told: SettlementFacts
    ledger: Ledger
    book: FigureBook
    cap_on: Callable[[date], Fraction | None]


def setting_of(matter: Matter) -> Setting:
    """Return what the steps look at."""

    def held(condition: FiguresCondition, period: Period) -> Held:
        book = matter.book_of(matter.version)

        def limit(day: date) -> Fraction | None:
            return cap_on(setting_of(matter), day)  # made anew: one that held itself would wait for the collector

        return holds(condition, _Scenery(matter.version, period, matter.told, matter.ledger, book, limit))

    return Setting(
        agreement=matter.version,
        period=matter.period,
        ledger=matter.ledger,
        amount=matter.amount,
        told=matter.told,
        tells=matter.told.tells,
        awaited=frozenset(one.clause for one in still_kept(matter.version, matter.period, matter.ledger)),
        kept=matter.limits,
        names=matter.names,
        holds=held,
        won_back=told_won_back(matter.told),
        settled_under=cache(partial(wordings_of, matter.agreement)),
    )


def settings_of(matter: Matter) -> tuple[Setting, ...]:
    """Return what the steps of each settlement clause look at, that for everything else first.

    A clause whose own period is longer and goes on is not among them: its steps do nothing until that ends.

    Args:
        matter: What is settled.
    """
    general = setting_of(matter)
    parts = parts_of(matter.version, matter.period)
    if not parts:
        return (general,)
    members = [members_of(matter.version, part) for part in parts]
    others = frozenset(name for names in members for name in names)
    windows = [own_window(matter.version, part, matter.period) for part in parts]
    return (
        attrs.evolve(general, others=others),
        *(
            attrs.evolve(general, terms=part, members=names, won_back=None, period=window)
            for part, names, window in zip(parts, members, windows, strict=True)
            if window is not None
        ),
    )


def stepped(matter: Matter, charged: Sequence[Charge], paid: Sequence[Paid]) -> Stepped:
    """Return where the steps lead from charges and effects.

    Effects that a settlement clause names follow its steps; charges and all others follow the one for everything else.
    """
    settings = settings_of(matter)
    fixed = amounts_of_charges(charged)
    now = _course(settings, fixed, paid, "now")
    return Stepped(now, _ends(settings, fixed, paid, now))


def amounts_of_charges(charged: Sequence[Charge]) -> tuple[Amount, ...]:
    """Return charges as the steps take them."""
    return tuple(Amount(charge.exact, id=charge.name, name=charge.name) for charge in charged)


def _course(settings: Sequence[Setting], fixed: Sequence[Amount], paid: Sequence[Paid], reading: Reading) -> Course:
    if len(settings) == 1:
        return follow(settings[0], (*fixed, *(amount_of_paid(effect, reading) for effect in paid)), reading)
    courses = []
    for number, setting in enumerate(settings):
        own = [n for n, one in enumerate(paid) if setting.settles(one.target or "", str(one.clause))]
        charges = fixed if number == 0 else ()
        amounts = (*charges, *(amount_of_paid(paid[n], reading) for n in own))
        places = [*range(len(charges)), *(len(fixed) + n for n in own)]
        courses.append((follow(setting, amounts, reading), places))
    return merged(courses)


def amount_of_paid(paid: Paid, reading: Reading) -> Amount:
    """Return an effect as the steps take it.

    Args:
        paid: The effect.
        reading: What is taken where it is undetermined.
    """
    return Amount(
        exact=paid.under(reading),
        settled_on=paid.settled_on if paid.settles_as == "effect" else None,
        id=paid.id,
        name=paid.name,
        period=paid.period,
        target=paid.target or "",
        clause=str(paid.clause),
        level=paid.level,
        service=paid.service,
        each=paid.each if paid.computed.gives == "money" else None,
    )


def _ends(
    settings: Sequence[Setting], fixed: Sequence[Amount], paid: Sequence[Paid], now: Course
) -> tuple[End, End] | None:
    """Return the least and the most that the total can come to; None where nothing is undetermined."""
    open_effects = [effect for effect in paid if effect.computed.state == "undetermined"]
    if not open_effects and not now.unsure:
        return None
    if any(effect.computed.missing for effect in open_effects):
        return None
    amounts = [amount_of_paid(effect, "now") for effect in paid]
    if all(nested(one, [a for a in amounts if one.settles(a.target, a.clause)]) for one in settings):
        least = _course(settings, fixed, paid, "least")
        most = _course(settings, fixed, paid, "most")
        odd = max((_odd(setting, most, len(paid)) for setting in settings), default=Decimal(0))
        ends = _end_of(least, len(fixed)), _end_of(most, len(fixed))
        return attrs.evolve(ends[0], total=ends[0].total - odd), attrs.evolve(ends[1], total=ends[1].total + odd)
    # Caps in another order than narrow to wide leave no more than this to say without trying every figure.
    nothing = Fraction(0)
    raised = sum((_raised(setting, len(paid)) for setting in settings), nothing)
    lowest = [min(one.amount.exact, nothing) for one in now.added]
    highest = [max(one.could, nothing) for one in now.added]
    return (
        _uncapped(fixed, [min(effect.low, nothing) for effect in paid], [*lowest, -raised], now, "floor"),
        _uncapped(fixed, [max(effect.high, nothing) for effect in paid], [*highest, raised], now, "ceiling"),
    )


def _odd(setting: Setting, course: Course, lines: int) -> Decimal:
    """Return by how much rounded lines can differ though their difference is limited: a unit for each of them."""
    net = any(isinstance(step, CapStep) and step.caps == "net" for step in setting.terms.steps)
    return course.rounding.to * lines if net and course.rounding.scope != "once" else Decimal(0)


def _raised(setting: Setting, lines: int) -> Fraction:
    """Return by how much minimum issues can raise what effects come to at most."""
    return sum(
        (
            Fraction(step.minimum.more_than.amount) * (lines if step.minimum.scope == "line" else 1)
            for step in setting.terms.steps
            if isinstance(step, MinimumIssueStep) and step.minimum.otherwise == "lift"
        ),
        Fraction(0),
    )


def _end_of(course: Course, charged: int) -> End:
    return End(course.rounding.apply(course.total), course.nets[charged:], course.brought_nets)


def _uncapped(
    fixed: Sequence[Amount], effects: Sequence[Fraction], others: Sequence[Fraction], now: Course, mode: str
) -> End:
    parts = (*(amount.exact for amount in fixed), *effects, *others)
    outwards = attrs.evolve(now.rounding, mode=mode)
    rounded = [outwards.apply(part) for part in parts]
    # Rounded line by line or period by period, a sum lies further out than the rounded sum, by less than this.
    total = outwards.apply(sum(parts, Fraction(0))) if now.rounding.scope == "once" else sum(rounded, Decimal(0))
    return End(total, tuple(Fraction(one) for one in rounded[len(fixed) : len(fixed) + len(effects)]))
