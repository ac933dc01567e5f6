"""What effects come to in the months of variants: each worked out once for all that ask the same of the same figure.

What an effect alone decides, its own figure and amounts beside it, is found again; everything else is worked out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from contractkit.settlement.backtest.listing import Listed, Wording
from contractkit.settlement.effects import paid_for, scene_of, with_amounts
from contractkit.settlement.matter import Matter
from contractkit.settlement.measuring.figure import FigureValue
from contractkit.settlement.own_periods.occasions import Occasion, kept_by
from contractkit.settlement.paid import Paid
from contractkit.settlement.paying.kept import Kept
from contractkit.settlement.paying.modifying import failures_before
from contractkit.settlement.stepping import amount_of_paid
from contractkit.settlement.steps import Amount
from contractkit.terms.effects import Effect

__all__ = ["Asking", "Effects", "Known"]

_NEVER = (0, 0)
"""How often an effect failed before, at least and at most, where it did not fail."""


@attrs.frozen(eq=False)
class Known:
    """What one effect comes to.

    Attributes:
        paid: What it comes to.
        stands: Whether it stands on a line.
        money: A number for everything that steps, sums and later settlements look at of its amounts.
        found: A number for everything that later settlements look at of what it found.
        running: How many items of its figure still run.
        amount: What steps take of it, where it is known.
    """

    paid: Paid
    stands: bool
    money: int
    found: int
    running: int
    amount: Amount

    @property
    def open(self) -> bool:
        """Return whether nobody knows yet what it comes to."""
        return self.paid.computed.state == "undetermined"


@attrs.frozen(eq=False)
class Asking:
    """A settlement period of a variant that asks what its effects come to.

    Attributes:
        wording: What pays in it.
        matter: Finds what is settled; asked where something is worked out.
        amounts: A number for all charges and amounts.
        books: For each wording the place where figures are kept that its promises and verdicts decide.
        body: A number for all of these and for what pays.
        past: A number for what earlier settlements found.
    """

    wording: Wording
    matter: Callable[[], Matter]
    amounts: int
    books: tuple[Any, ...]
    body: int
    past: int


@attrs.define(eq=False)
class Effects:
    """What effects came to.

    Attributes:
        kept: What kinds came to, and numbers for equal values.
    """

    kept: Kept
    _figures: dict[tuple[Any, ...], tuple[FigureValue, ...]] = attrs.field(factory=dict, init=False)
    _alone: dict[tuple[int, int], bool] = attrs.field(factory=dict, init=False)
    _keeping: dict[int, frozenset[str]] = attrs.field(factory=dict, init=False)
    _failed: dict[tuple[Any, ...], tuple[int, int]] = attrs.field(factory=dict, init=False)
    _known: dict[tuple[Any, ...], tuple[Known, ...]] = attrs.field(factory=dict, init=False)
    _unrepeated: dict[tuple[Any, ...], tuple[Known, ...]] = attrs.field(factory=dict, init=False)
    _kinds: dict[int, int] = attrs.field(factory=dict, init=False)
    _months: dict[tuple[Any, ...], tuple[Known, ...]] = attrs.field(factory=dict, init=False)
    _numbers: dict[Any, int] = attrs.field(factory=dict, init=False)
    _every: list[Known] = attrs.field(factory=list, init=False)

    def of(self, listed: Listed, asking: Asking) -> tuple[Known, ...]:
        """Return what every effect of a settlement period comes to, in the order in which they are listed."""
        month = (asking.body, listed.period.start, listed.period.end)
        if month in self._months:
            return self._months[month]
        found: list[Known] = []
        for place in range(len(listed.occasions)):
            found += self._of(listed, place, asking)
        every = tuple(found)
        if all(self._is_of_figures(listed, place, asking) for place in range(len(listed.occasions))):
            self._months[month] = every
        return every

    def _is_of_figures(self, listed: Listed, place: int, asking: Asking) -> bool:
        """Return whether an effect looks at its figure and at amounts, and at nothing that was settled before."""
        effect = listed.occasions[place].effect
        repeats = isinstance(effect, Effect) and effect.modifiers.repeat is not None
        return self._is_alone(listed, place, asking) and not repeats

    def _of(self, listed: Listed, place: int, asking: Asking) -> tuple[Known, ...]:
        _, promise = listed.numbers[place]
        if not self._is_alone(listed, place, asking):
            return self._made(asking.matter(), listed.occasion(place, asking.wording))
        book = asking.books[listed.version(place)]
        own = listed.occasions[place].period
        asked = (id(book), promise, own.start, own.end)
        figures = self._figures.get(asked)
        if figures is None:
            one = listed.occasion(place, asking.wording)
            assert one.target is not None
            figures = self._figures[asked] = asking.matter().figures(one.version, one.target, one.period)
        if len(figures) != 1:
            return self._made(asking.matter(), listed.occasion(place, asking.wording))
        return self._of_figure(listed, place, asking, figures[0])

    def _of_figure(self, listed: Listed, place: int, asking: Asking, figure: FigureValue) -> tuple[Known, ...]:
        """Return what an effect comes to that looks at a figure, at amounts and at how often it failed before."""
        number, promise = listed.numbers[place]
        at = (id(figure), asking.amounts)
        found = self._known.get((number, *at, None))
        if found is not None:
            return found
        kind = (self._kind(listed, place), *at)
        alike = self._unrepeated.get(kind)
        if alike is not None and _never_repeated(alike):
            found = self._known[number, *at, None] = _of_occasion(alike, listed.occasion(place, asking.wording))
            return found
        failed = self._failures(listed, place, asking, figure, promise)
        key = (number, *at, failed)
        found = self._known.get(key)
        if found is not None:
            return found
        occasion = listed.occasion(place, asking.wording)
        if alike is not None and failed == _NEVER:
            found = _of_occasion(alike, occasion)
        else:
            found = self._made(asking.matter(), occasion)
        if failed == _NEVER or _never_repeated(found):
            self._unrepeated[kind] = found
        self._known[key] = found
        return found

    def _kind(self, listed: Listed, place: int) -> int:
        """Return one number for an effect in its dates and all others that differ from it only in their repeat."""
        number, promise = listed.numbers[place]
        known = self._kinds.get(number)
        if known is None:
            one = listed.occasions[place]
            dates = (one.settled_on, one.share, one.window, one.period)
            assert isinstance(one.effect, Effect)
            kind = ("kind", self.kept.kind_of(one.effect), promise, one.id, one.name, *dates)
            known = self._kinds[number] = self._number(kind)
        return known

    def _is_alone(self, listed: Listed, place: int, asking: Asking) -> bool:
        """Return whether nothing decides on an effect but its figure, amounts and failures: nothing waits for it."""
        wording, key = asking.wording, (listed.numbers[place][0], asking.amounts)
        if wording.number not in self._keeping:
            self._keeping[wording.number] = kept_by(wording.worded)
        if str(listed.occasions[place].effect.clause) in self._keeping[wording.number]:
            return False
        if key not in self._alone:
            one = listed.occasion(place, wording)
            effect, version = one.effect, one.version
            self._alone[key] = (
                one.target is not None and isinstance(effect, Effect) and self.kept.alone(effect, version)
            )
        return self._alone[key]

    def _failures(
        self, listed: Listed, place: int, asking: Asking, figure: FigureValue, promise: int
    ) -> tuple[int, int]:
        """Return how many failures before count for an effect that costs more after one; none where it does not."""
        one = listed.occasions[place]
        repeat = one.effect.modifiers.repeat if isinstance(one.effect, Effect) else None
        if repeat is None:
            return _NEVER
        book = id(asking.books[listed.version(place)])
        key = (asking.past, book, promise, one.period.start, one.period.end, repeat.grows, asking.amounts)
        # An amendment may have split an earlier period, and one inside of what is settled is worked out with it.
        simple = len(asking.wording.worded) == 1 and one.period.start <= listed.period.start and not figure.where
        if simple and key in self._failed:
            return self._failed[key]
        found = failures_before(scene_of(asking.matter(), listed.occasion(place, asking.wording), figure), repeat)
        if simple:
            self._failed[key] = found
        return found

    def _made(self, matter: Matter, one: Occasion) -> tuple[Known, ...]:
        made = tuple(self._numbered(paid) for paid in paid_for(matter, one))
        self._every += made  # kept, so that the numbers of their figures stay their own
        return made

    def _numbered(self, paid: Paid) -> Known:
        figure = paid.figure
        points = paid.computed.now if paid.computed.gives == "points" else None
        where = None if figure is None else id(figure)
        state = paid.computed.state
        money = self._number(("money", *_of_amounts(paid)))
        found = self._number(("found", paid.id, paid.target, paid.name, paid.failed, where, points, state))
        counts = None if figure is None else figure.counts
        running = 0 if counts is None else counts.running
        return Known(paid, bool(with_amounts((paid,))), money, found, running, amount_of_paid(paid, "now"))

    def _number(self, value: tuple[Any, ...]) -> int:
        return self._numbers.setdefault(value, len(self._numbers))


def _never_repeated(known: tuple[Known, ...]) -> bool:
    """Return whether no failure before would change it: no money is taken away, and no points are given."""
    return all(one.paid.computed.gives == "money" and one.paid.computed.low >= 0 for one in known)


def _of_occasion(known: tuple[Known, ...], occasion: Occasion) -> tuple[Known, ...]:
    """Return what was found for an effect, for another one that comes to the same."""
    return tuple(attrs.evolve(one, paid=attrs.evolve(one.paid, occasion=occasion)) for one in known)


def _of_amounts(paid: Paid) -> tuple[Any, ...]:
    """Return everything of an effect that steps, the sums of a settlement and later settlements look at."""
    found = paid.computed
    ends = None if found.low == found.high else (found.low, found.high)
    dates = (paid.settled_on, paid.period.start, paid.period.end)
    place = (paid.id, paid.name, paid.target, paid.clause, paid.level, paid.service, paid.settles_as, paid.nature)
    kept = (found.carried, found.before_cap is None)
    return (place, dates, found.gives, found.now, ends, found.state, found.missing, kept, paid.per)
