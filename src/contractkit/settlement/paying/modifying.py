"""What qualifies an effect, in its order: gates, repeats, the share affected, its own cap, the smallest amount, claims.

Each works on the least and the most that the effect can come to, so that what is not known stays a range. The currency
of payment comes last, and changes no amount of the settlement.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import attrs

from contractkit.charging.exact import amount_text, exact_text
from contractkit.quantities.currencies import minor_units
from contractkit.quantities.money import Money
from contractkit.quantities.rounding import Rounding
from contractkit.records.said import joined, said
from contractkit.settlement.paying.cases import Case
from contractkit.settlement.paying.claiming import claimed
from contractkit.settlement.paying.computed import Computed, Conversion
from contractkit.settlement.paying.limits import by_days, limit_of, window_in
from contractkit.settlement.paying.past import carried_in, failed_before, paid_in_window
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.settlement.paying.truth import holds_of
from contractkit.terms.effects import Effect
from contractkit.terms.figure_conditions import FiguresCondition
from contractkit.terms.modifiers import MinimumIssue, Modifiers, PaidIn, Repeat

__all__ = ["failures_before", "modified"]

_ZERO = Fraction(0)
_MANY = 120
"""How many periods back a factor that compounds is followed: ten years of months."""


@attrs.define
class _Course:
    """An effect on its way through what qualifies it.

    Attributes:
        low: The least that it comes to so far.
        high: The most.
        notes: What was done, for the sentence.
        inputs: The numbers that went in.
    """

    low: Fraction
    high: Fraction
    notes: list[str] = attrs.field(factory=list)
    inputs: dict[str, str] = attrs.field(factory=dict)
    before_cap: Fraction | None = None
    carried: Fraction = _ZERO

    def apply(self, change: Callable[[Fraction], Fraction]) -> None:
        """Change both ends alike."""
        ends = change(self.low), change(self.high)
        self.low, self.high = min(ends), max(ends)

    def widen(self, *others: Fraction) -> None:
        """Take in amounts that are possible too."""
        self.low, self.high = min(self.low, *others), max(self.high, *others)

    @property
    def known(self) -> bool:
        """Return whether there is one amount."""
        return self.low == self.high


def modified(scene: Scene, computed: Computed) -> Computed:
    """Return what an effect comes to with everything that qualifies it.

    Args:
        scene: What it looks at.
        computed: What its kind alone comes to.

    Source: money.md, section B: repeat multiplier, gates, caps of the effect, smallest amount; design.md section 6.
    """
    effect = scene.effect
    if not isinstance(effect, Effect) or computed.gives == "consequence" or computed.missing:
        return computed
    course = _Course(computed.low, computed.high)
    rules = effect.modifiers
    empty = computed.state == "no-volume"
    if not empty:
        _gates(scene, rules, course)
        _repeat(scene, rules, course, computed.gives)
        _scale(scene, rules, course)
    if computed.gives == "money":
        _carry_in(scene, rules, course)
        _cap(scene, rules, course)
        _smallest(scene, rules, course)
        _claim(scene, course)
    if course.low == computed.low and course.high == computed.high and not course.notes:
        return computed if rules.paid_in is None else _in_currency(scene, rules.paid_in, computed)
    found = _rewritten(scene, computed, course)
    return found if rules.paid_in is None else _in_currency(scene, rules.paid_in, found)


def _gates(scene: Scene, rules: Modifiers, course: _Course) -> None:
    if rules.only_if is not None:
        held = _holds(scene, rules.only_if)
        if held is None:
            course.notes.append("whether its condition holds is not known")
            course.widen(_ZERO)
        elif not held:
            course.notes.append("its condition does not hold, so no effect")
            course.apply(lambda _: _ZERO)
    if rules.bonus_only_if is not None and course.high > 0:
        held = _holds(scene, rules.bonus_only_if)
        if held is None:
            course.notes.append("whether the condition of a bonus holds is not known")
            course.widen(min(course.low, _ZERO), min(course.high, _ZERO))
        elif not held:
            course.notes.append("the condition of a bonus does not hold, so no bonus")
            course.apply(lambda amount: min(amount, _ZERO))


def _holds(scene: Scene, condition: FiguresCondition) -> bool | None:
    return holds_of(scene, condition, Case(None, dict(scene.told.fields)))


def failures_before(scene: Scene, repeat: Repeat) -> tuple[int, int]:
    """Return how many failures in a row before this period count for a repeat: at least, and at most.

    Args:
        scene: The period at hand.
        repeat: What a failure costs that follows another one.
    """
    return failed_before(scene, 1 if repeat.grows == "stays" else _MANY)


def _repeat(scene: Scene, rules: Modifiers, course: _Course, gives: str) -> None:
    """Multiply what a failure costs, money or points, after another failure; a bonus is no failure and stays."""
    if rules.repeat is None or (not course.low and not course.high) or (gives == "money" and course.low >= 0):
        return
    factor = Fraction(rules.repeat.multiply_by)
    sure, may = failures_before(scene, rules.repeat)
    if not may:
        return
    least, most = factor**sure, factor**may
    if least == most:
        course.notes.append(said("{least} times as much after a failure in the period before", least=exact_text(least)))
        course.inputs["factor"] = exact_text(least)
        course.apply(lambda amount: _times(amount, least, gives))
        return
    course.notes.append("whether the period before failed is not known")
    course.inputs |= {"factor-low": exact_text(least), "factor-high": exact_text(most)}
    ends = [_times(amount, factor, gives) for amount in (course.low, course.high) for factor in (least, most)]
    course.low, course.high = min(ends), max(ends)


def _times(amount: Fraction, factor: Fraction, gives: str) -> Fraction:
    return amount if gives == "money" and amount > 0 else amount * factor


def _scale(scene: Scene, rules: Modifiers, course: _Course) -> None:
    if rules.scaled_by is None:
        return
    affected, total = (scene.number(word) for word in (rules.scaled_by.affected, rules.scaled_by.total))
    if total <= 0 or not 0 <= affected <= total:
        raise NotKnownError(
            said(
                "{affected} of {total} is no share of {what}",
                affected=exact_text(affected),
                total=exact_text(total),
                what=rules.scaled_by.total,
            )
        )
    share = affected / total
    course.notes.append(said("{affected} of {total} affected", affected=exact_text(affected), total=exact_text(total)))
    course.inputs["share"] = exact_text(share)
    course.apply(lambda amount: amount * share)


def _carry_in(scene: Scene, rules: Modifiers, course: _Course) -> None:
    keeps = rules.minimum_issue is not None and rules.minimum_issue.otherwise == "carry-forward"
    if not keeps and not (rules.cap is not None and rules.on_excess == "carry-forward"):
        return
    waits = carried_in(scene)
    if waits:
        course.notes.append(said("{waits} waited from before", waits=amount_text(waits, scene.agreement.currency)))
        course.inputs["carried-in"] = exact_text(waits)
        course.apply(lambda amount: amount + waits)


def _cap(scene: Scene, rules: Modifiers, course: _Course) -> None:
    if rules.cap is None:
        return
    window = window_in(scene, rules.cap)
    used = {} if window is None else {window: paid_in_window(scene, window)}
    found = limit_of(scene, rules.cap, used)
    if found is None:
        return
    most, told = found
    course.before_cap = course.low if course.known else None
    before = (course.low, course.high)
    course.apply(lambda amount: max(-most, min(most, amount)))
    if before == (course.low, course.high):
        return
    currency = scene.agreement.currency
    course.notes.append(said("at most {told}", told=told))
    course.inputs["cap"] = exact_text(most)
    if course.before_cap is not None:
        cut = course.before_cap - course.low
        course.inputs |= {"before-cap": exact_text(course.before_cap), "cut-off": exact_text(abs(cut))}
        if rules.on_excess == "carry-forward":
            course.carried += cut
            course.notes.append(said("{cut} waits for the next period", cut=amount_text(abs(cut), currency)))
        else:
            course.notes.append(said("{cut} is not paid", cut=amount_text(abs(cut), currency)))


def _smallest(scene: Scene, rules: Modifiers, course: _Course) -> None:
    """Apply the smallest amount, tested before rounding or after it, and the effect's own rounding."""
    minor = Decimal(1).scaleb(-minor_units(scene.agreement.currency))
    own = None if rules.rounding is None else Rounding(rules.rounding.to, rules.rounding.mode)
    if course.known and (own is not None or rules.minimum_issue is not None):
        course.inputs["unrounded"] = exact_text(abs(course.low))
    if rules.minimum_issue is not None:
        smallest, rounding = rules.minimum_issue, own or Rounding(minor)
        ends = course.low, course.high
        least = Fraction(smallest.more_than.amount) * scene.share
        course.apply(lambda amount: _issued(amount, smallest, least, rounding))
        if ends != (course.low, course.high):
            course.notes.append(
                said("{why} more than {least}", why=_says(smallest), least=by_days(scene, smallest.more_than))
            )
            if smallest.otherwise == "carry-forward" and course.known and ends[0] == ends[1]:
                course.carried += ends[0]
    if own is not None:
        course.apply(lambda amount: Fraction(own.apply(amount)))


def _issued(amount: Fraction, rule: MinimumIssue, least: Fraction, rounding: Rounding) -> Fraction:
    tested = Fraction(rounding.apply(amount)) if rule.tested == "after-rounding" else amount
    if not amount or abs(tested) > least:
        return amount
    if rule.otherwise == "lift":
        return least if amount > 0 else -least
    return _ZERO


def _says(rule: MinimumIssue) -> str:
    return {
        "drop": "nothing is paid, because it has to come to",
        "carry-forward": "it waits for the next period, because it has to come to",
        "lift": "it is raised, because it has to come to",
    }[rule.otherwise]


def _claim(scene: Scene, course: _Course) -> None:
    if course.low >= 0:
        return
    found = claimed(scene)
    if found is None:
        return
    course.notes.append(found.says)
    if found.state == "open":
        course.widen(_ZERO)
    elif found.state != "in-time":
        course.apply(lambda amount: max(amount, _ZERO))


def _rewritten(scene: Scene, computed: Computed, course: _Course) -> Computed:
    """Return the effect with the amounts of its course, said behind what its kind found."""
    now = course.low if course.known else _ZERO
    percent = computed.percent
    if computed.percent is not None and computed.base is not None and computed.base.exact:
        percent = course.low * 100 / computed.base.exact if course.known else None
    unit = "points" if computed.gives == "points" else ""
    came = (
        said("{points} points", points=exact_text(course.low))
        if unit
        else amount_text(course.low, scene.agreement.currency)
    )
    if not course.known:
        high = (
            said("{points} points", points=exact_text(course.high))
            if unit
            else amount_text(course.high, scene.agreement.currency)
        )
        came = said("between {came} and {high}; nothing is settled until that is known", came=came, high=high)
    state = computed.state
    if state != "no-volume" or not course.known or course.low:
        state = "settled" if course.known else "undetermined"
    notes = joined("; ", course.notes)
    return attrs.evolve(
        computed,
        now=now,
        low=course.low,
        high=course.high,
        state=state,
        says=said("{says}; {notes}: {came}", says=computed.says, notes=notes, came=came) if notes else computed.says,
        formula=said("{formula}; {notes}: {came}", formula=computed.formula, notes=notes, came=came)
        if notes
        else computed.formula,
        inputs={**computed.inputs, **course.inputs},
        percent=percent,
        before_cap=course.before_cap,
        carried=course.carried,
    )


def _in_currency(scene: Scene, paid_in: PaidIn, computed: Computed) -> Computed:
    """Return the effect with the currency in which it is paid; a rate that nobody told leaves that open."""
    if computed.state == "undetermined":
        return computed
    rate = paid_in.rate
    if rate is None:
        word = f"{paid_in.currency.lower()}-rate"
        told = scene.told.amounts.get(word)
        if told is None or isinstance(told, Money):
            missing = said(
                "the rate of {currency} is not told, as the amount {word}", currency=paid_in.currency, word=word
            )
            return attrs.evolve(
                computed,
                says=said("{says}; {missing}", says=computed.says, missing=missing),
                missing=(*computed.missing, missing),
            )
        rate = told.number
    conversion = Conversion(paid_in.currency, Fraction(rate))
    found = attrs.evolve(computed, conversion=conversion)
    shown = exact_text(computed.now)
    return found.saying(
        said("{says}; paid in {currency} at {rate}", says=computed.says, currency=paid_in.currency, rate=rate)
    ).with_inputs(before_conversion=shown)
