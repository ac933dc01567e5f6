"""Earn-back: a good period brings an earlier malus back, never more than is open of it, and never as a bonus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

import attrs

from contractkit.charging.exact import amount_text
from contractkit.errors import UsageError
from contractkit.quantities.months import add_months
from contractkit.quantities.notation import Level
from contractkit.quantities.periods import Period
from contractkit.quantities.spans import Span
from contractkit.records.said import said
from contractkit.settlement.carried_names import came_from
from contractkit.settlement.measuring.conditions import Held
from contractkit.settlement.measuring.naming import called, own_names
from contractkit.settlement.remembered import Carried, Reading, WonBack
from contractkit.settlement.steps.amounts import Added, Amount, Setting
from contractkit.settlement.steps.periods_asked import periods_asked
from contractkit.terms.amounts import Limit, Share
from contractkit.terms.figure_conditions import AllHold, AnyHolds, Counted, FiguresCondition, Found, Measured, NotHolds
from contractkit.terms.settling import CapStep, EarnBackStep, MinimumIssueStep, Step

__all__ = ["caps_asked", "earned_back", "lasts_until", "names_of"]

_NOBODY = Held(None, "no figures are at hand that would say so")


@attrs.frozen
class _Credit:
    """A malus that can be won back.

    Attributes:
        id: The id of its line.
        target: The target that it was for.
        clause: Where the effect stands.
        settled_on: When it was settled.
        open: How much of it is open, as a magnitude.
        level: The service level that it belongs to.
        service: The service that it belongs to.
        waited: What a step had kept, where it was paid of that.
    """

    id: str
    target: str
    clause: str
    settled_on: date
    open: Fraction
    level: str | None
    service: str | None
    waited: Carried | None = None


def earned_back(
    setting: Setting,
    amounts: Sequence[Amount],
    nets: Sequence[Fraction],
    number: int,
    step: EarnBackStep,
    reading: Reading,
    already: Sequence[Added] = (),
) -> Iterator[Added]:
    """Yield what comes back, one amount for each malus that is won back, oldest first.

    The condition is asked of each own period of its targets in the settlement, by date. What comes back is that share
    of what is open of maluses which were settled before that period; of a same malus no more than once all of it. A
    malus of this very settlement is open only where no cap or minimum issue comes after the step: what such a step
    leaves of it is not known before, and nothing is won back that is not paid.

    Args:
        setting: What is settled.
        amounts: All amounts, charges among them.
        nets: What earlier steps left of them.
        number: The place of the step in the order.
        step: The step.
        reading: Where nobody knows whether the condition holds: nothing comes back (``now``, ``least``) or all that
            could (``most``).
        already: What other steps of the settlement brought in: nothing is won back twice, and what a cap between cut
            off did not come back.
    """
    place = len(amounts)
    if setting.won_back is not None:
        yield from _told(setting, tuple(zip(amounts, nets, strict=True)), number, step, reading, already)
        return
    names = names_of(setting, step.when) if step.basis == "same-target" else frozenset()
    cut_later = any(isinstance(one, CapStep | MinimumIssueStep) for one in setting.terms.steps[number + 1 :])
    gone = _gone(already, nets)
    for period in periods_asked(setting, amounts, names or names_of(setting, step.when)):
        if step.holds is not None and not step.holds.on(period.last):
            continue
        held = _NOBODY if setting.holds is None else setting.holds(step.when, period)
        if held.value is False:
            continue
        mine = () if cut_later else tuple(zip(amounts, nets, strict=True))
        for credit in _credits(setting, mine, period, step, names):
            key = (credit.id, credit.settled_on)
            back = (credit.open - gone.get(key, Fraction(0))) * Fraction(step.returns.value) / 100
            if back <= 0:
                continue
            gone[key] = gone.get(key, Fraction(0)) + back
            paid = back if held.value or reading == "most" else Fraction(0)
            amount = _back(credit, number, period, paid)
            text = amount_text(back, setting.agreement.currency)
            if held.value:
                says, unsure = (
                    said(
                        "{text} of the malus {id} comes back: {says}", text=text, id=_shown(credit.id), says=held.says
                    ),
                    None,
                )
            else:
                says = said(
                    "{text} of the malus {id} may come back, and nothing does until it is known",
                    text=text,
                    id=_shown(credit.id),
                )
                says += said(" whether: {says}", says=held.says)
                unsure = held.says
            won = WonBack(credit.id, credit.settled_on, paid, period.last)
            yield Added(number, "earn-back", amount, place, says, won, unsure, back, None, setting.part)
            place += 1


def lasts_until(settled_on: date, expires: Span | None) -> date:
    """Return the last date on which a malus can be won back.

    Days and weeks count from the day after it was settled, months and years from the end of that month: both parts of a
    month that an amendment divides can be won back as long.

    Args:
        settled_on: When it was settled.
        expires: For how long; None: as long as the agreement holds.

    Raises:
        UsageError: The span is in business days, which no calendar is named for.

    Example:
        >>> lasts_until(date(2026, 6, 30), Span(1, "month"))  # all of July
        datetime.date(2026, 7, 31)
    """
    if expires is None:
        return date.max
    days = {"day": 1, "calendar-day": 1, "week": 7}.get(expires.unit)
    if days is not None:
        return settled_on + timedelta(days=days * expires.n)
    months = {"month": 1, "year": 12}.get(expires.unit)
    if months is None:
        raise UsageError(f"what is won back cannot expire after {expires}; write days, weeks, months or years")
    next_month = add_months(settled_on.replace(day=1), 1)
    return add_months(next_month, months * expires.n) - timedelta(days=1)


def _shown(malus: str) -> str:
    """Return the id of a malus as sentences have it: of one that was carried on, that of the effect it came from."""
    found = came_from(malus)
    return malus if found is None else found[0]


def _gone(already: Sequence[Added], nets: Sequence[Fraction]) -> dict[tuple[str, date], Fraction]:
    """Return what came back already of each malus, in this settlement: as far as steps since then left it."""
    gone: dict[tuple[str, date], Fraction] = {}
    for one in already:
        if one.won is not None:
            key = (one.won.effect, one.won.settled_on)
            gone[key] = gone.get(key, Fraction(0)) + nets[one.place]
    return gone


def _told(
    setting: Setting,
    own: Sequence[tuple[Amount, Fraction]],
    number: int,
    step: EarnBackStep,
    reading: Reading,
    already: Sequence[Added],
) -> Iterator[Added]:
    """Yield what facts tell was won back, one amount for each malus that it is of, and what no malus is open for."""
    gone, period, currency = _gone(already, [net for _, net in own]), setting.period, setting.agreement.currency
    left = (setting.won_back or Fraction(0)) - sum((one.amount.exact for one in already if one.won), Fraction(0))
    maluses = sorted(_open_in(setting, own, period.end), key=lambda one: one.settled_on)
    rooms = [max(Fraction(0), one.open - gone.get((one.id, one.settled_on), Fraction(0))) for one in maluses]
    place = len(own)
    for credit, back in zip(maluses, _spread(setting, step, left, maluses, rooms), strict=True):
        if not back:
            continue
        amount = _back(credit, number, period, back)
        text = amount_text(back, currency)
        says = (
            said("{text} of the malus {id} comes back, as the facts tell", text=text, id=_shown(credit.id))
            if credit.target
            else said("{back} was won back, as the facts tell", back=text)
        )
        won = WonBack(credit.id, credit.settled_on, back, period.last)
        yield Added(number, "earn-back", amount, place, says, won, None, back, None, setting.part)
        place, left = place + 1, left - back
    if left > 0 and not any(isinstance(one, EarnBackStep) for one in setting.terms.steps[number + 1 :]):
        yield _too_much(setting, number, place, left, reading)


def _spread(
    setting: Setting, step: EarnBackStep, told: Fraction, maluses: Sequence[_Credit], rooms: Sequence[Fraction]
) -> list[Fraction]:
    """Return how much of what was told falls on each malus.

    First each takes what the step itself would bring back of it, then those are filled, then all others: always the
    oldest first.
    """
    period = setting.period
    names = names_of(setting, step.when) if step.basis == "same-target" else frozenset()
    mine = [_wins(step, names, period, one) and one.settled_on < period.start for one in maluses]
    share = Fraction(step.returns.value) / 100
    rounds = (
        [room * share if wins else Fraction(0) for room, wins in zip(rooms, mine, strict=True)],
        [room if wins else Fraction(0) for room, wins in zip(rooms, mine, strict=True)],
        rooms,
    )
    backs = [Fraction(0)] * len(maluses)
    for most in rounds:
        for place, room in enumerate(most):
            part = max(Fraction(0), min(room - backs[place], told))
            backs[place], told = backs[place] + part, told - part
    return backs


def _too_much(setting: Setting, number: int, place: int, left: Fraction, reading: Reading) -> Added:
    """Return what was told to be won back and no malus is open for: nothing of it is paid until that is known."""
    period, whole = setting.period, setting.won_back or Fraction(0)
    told, open_still = (amount_text(one, setting.agreement.currency) for one in (whole, whole - left))
    unsure = said("the facts tell {told}, and {open} of maluses is open", told=told, open=open_still)
    says = said(
        "{text} more than is open was won back, as the facts tell, and is not paid until it is known of what",
        text=amount_text(left, setting.agreement.currency),
    )
    amount = Amount(
        exact=left if reading == "most" else Fraction(0),
        settled_on=period.last,
        id=f"earn-back {number + 1} {period.label}",
        name=said("what was won back"),
        period=period,
        clause=str(setting.clause),
        side="malus",
        brought="earn-back",
    )
    return Added(number, "earn-back", amount, place, says, None, unsure, left, None, setting.part)


def _back(credit: _Credit, number: int, period: Period, paid: Fraction) -> Amount:
    """Return what comes back of a malus, as an amount."""
    return Amount(
        exact=paid,
        settled_on=period.last,
        id=f"earn-back {number + 1} {credit.id} {credit.settled_on} {period.label}",
        name=said("what is won back of {id} of {settled_on}", id=credit.id, settled_on=credit.settled_on),
        period=period,
        target=credit.target,
        clause=credit.clause,
        level=credit.level,
        service=credit.service,
        side="malus",
        brought="earn-back",
        returns=credit.settled_on,
        waited=credit.waited,
    )


def _credits(
    setting: Setting,
    own: Sequence[tuple[Amount, Fraction]],
    period: Period,
    step: EarnBackStep,
    names: frozenset[str],
) -> list[_Credit]:
    """Return the maluses that can be won back in a period, oldest first."""
    found = _open_in(setting, own, period.start)
    return sorted((one for one in found if _wins(step, names, period, one)), key=lambda one: one.settled_on)


def _wins(step: EarnBackStep, names: frozenset[str], period: Period, credit: _Credit) -> bool:
    """Return whether a step brings a malus back in a period."""
    mine = step.basis == "pool" or credit.target in names
    return mine and period.last <= lasts_until(credit.settled_on, step.expires)


def _open_in(setting: Setting, own: Sequence[tuple[Amount, Fraction]], before: date) -> list[_Credit]:
    """Return the open maluses of earlier settlements, and those of this one that were settled before a date."""
    found = [
        _Credit(
            one.entry.effect,
            one.entry.target,
            one.entry.clause,
            one.entry.settled_on,
            one.open,
            one.entry.level,
            one.entry.service,
            one.entry.waited,
        )
        for one in setting.ledger.open_credits(setting.period.start)
        if setting.settles(one.entry.target, one.entry.clause)
    ]
    for amount, net in own:
        on = amount.settled_on
        if on is not None and on < before and net < 0:
            found.append(_Credit(amount.id, amount.target, amount.clause, on, -net, amount.level, amount.service))
    return found


def names_of(setting: Setting, condition: FiguresCondition) -> frozenset[str]:
    """Return everything that the targets of a condition are called; of one that names none, that of every target.

    Args:
        setting: What is settled.
        condition: The condition.
    """
    if condition not in setting.names:
        setting.names[condition] = _all_names(setting, condition)
    return setting.names[condition]


def _all_names(setting: Setting, condition: FiguresCondition) -> frozenset[str]:
    named = list(_named(condition))
    if not named:
        return frozenset(name for target in setting.agreement.targets for name in own_names(target))
    return frozenset(name for word in named for target in called(setting.agreement, word) for name in own_names(target))


def _named(condition: FiguresCondition) -> Iterator[str]:
    if isinstance(condition, Found):
        yield from condition.targets
    elif isinstance(condition, Counted):
        yield from condition.of
    elif isinstance(condition, Measured):
        yield condition.metric
    elif isinstance(condition, AllHold | AnyHolds):
        for part in condition.parts:
            yield from _named(part)
    elif isinstance(condition, NotHolds):
        yield from _named(condition.part)


def caps_asked(steps: Sequence[Step], condition: FiguresCondition) -> tuple[CapStep, ...]:
    """Return the caps on which a condition looks: all of them where it compares with a share of the cap, else none."""
    if not any(isinstance(value, Share) and value.of == "cap" for value in _compared(condition)):
        return ()
    return tuple(step for step in steps if isinstance(step, CapStep))


def _compared(condition: FiguresCondition) -> Iterator[Level | Limit]:
    """Yield everything with which a condition compares what came up."""
    if isinstance(condition, Counted):
        yield condition.value
    elif isinstance(condition, AllHold | AnyHolds):
        for part in condition.parts:
            yield from _compared(part)
    elif isinstance(condition, NotHolds):
        yield from _compared(condition.part)
