"""Steps of every form, and settlements by them: both implementations, quarter after quarter with the ledger in hand."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import strategies as st
from slow_steps import Owed, Past, SlowSteps, month_of

from contractkit.charging.base_amount import Base
from contractkit.quantities.money import Money, Percent
from contractkit.quantities.notation import Cycle
from contractkit.quantities.periods import Period
from contractkit.quantities.spans import Span
from contractkit.settlement import Ledger, LedgerEntry, SettledPeriod
from contractkit.settlement.measuring.conditions import Held
from contractkit.settlement.remembered import Carried
from contractkit.settlement.steps import Amount, Course, Setting, follow
from contractkit.terms.amounts import LimitOf, Share
from contractkit.terms.figure_conditions import Found
from contractkit.terms.modifiers import MinimumIssue
from contractkit.terms.settling import CapStep, EarnBackStep, MinimumIssueStep

FIRST = 2026 * 12
"""The month in which the agreement begins."""

CHARGE = Fraction("123.45")
QUARTERS = [Period.parse(f"2026-Q{number}") for number in (1, 2, 3, 4)]
WINDOWS = [
    *(Cycle(word) for word in ("month", "quarter", "half-year", "year", "contract-year", "term")),
    *(Cycle("rolling", n=n, unit="months") for n in (2, 3, 5, 12)),
]
# Few amounts, so that sums meet limits exactly, and thirds, so that cuts have no end as decimals.
AMOUNTS = st.sampled_from([Fraction(n) for n in ("-90", "-60", "-30.5", "-10/3", "-1", "-0.5", "0", "0.5", "20", "45")])
LIMITS = st.sampled_from(["0", "1", "30", "60", "90.01", "150", "400"]).map(lambda text: Money(text, "EUR"))
SHARES = st.sampled_from(["0", "10", "25", "100"]).map(lambda text: Share(Percent(text), "charges"))
MET = Found(("t0",), "met")


@st.composite
def caps(draw: Any) -> CapStep:
    per = draw(st.sampled_from(WINDOWS))
    limit: Any = draw(LIMITS if per.word == "term" else st.one_of(LIMITS, SHARES))
    if draw(st.integers(0, 3)) == 0:
        limit = LimitOf(draw(st.sampled_from(["lowest", "highest"])), (limit, draw(LIMITS)))
    shifts = per.n is None and per.word != "term"
    return CapStep(
        limit=limit,
        per=per,
        caps=draw(st.sampled_from(["malus", "bonus", "both", "net"])),
        scope=draw(st.sampled_from(["target", "level", "service", "contract"])),
        adds_up=draw(st.sampled_from(["at-end", "running"])),
        charges_of=draw(st.sampled_from(["same", "preceding"])) if shifts else "same",
        on_excess=draw(st.sampled_from(["report-only", "carry-forward", "drop"])),
    )


@st.composite
def minimums(draw: Any) -> MinimumIssueStep:
    return MinimumIssueStep(
        MinimumIssue(
            more_than=draw(st.sampled_from(["0.5", "1", "30.5", "60"]).map(lambda text: Money(text, "EUR"))),
            otherwise=draw(st.sampled_from(["drop", "carry-forward", "lift"])),
            scope=draw(st.sampled_from(["line", "contract"])),
        )
    )


@st.composite
def earn_backs(draw: Any) -> EarnBackStep:
    return EarnBackStep(
        when=MET,
        returns=Percent(draw(st.sampled_from(["100", "50", "33"]))),
        expires=draw(st.sampled_from([None, Span(1, "month"), Span(4, "month")])),
        basis=draw(st.sampled_from(["same-target", "pool"])),
    )


STEPS = st.lists(st.one_of(caps(), caps(), caps(), minimums(), earn_backs()), min_size=1, max_size=4)


@st.composite
def effects(draw: Any) -> list[Owed]:
    """Return effects of one quarter, judged per month; those of one target belong to one level and service."""
    found = []
    for target in range(draw(st.integers(1, 3))):
        for month in range(3):
            value = draw(AMOUNTS)
            found.append(Owed(value, month, f"t{target}", f"l{target % 2}", f"s{target // 2}", ("", 0)))
    return found


def last_of(month: int) -> date:
    year, number = divmod(month, 12)
    return date(year, number + 1, monthrange(year, number + 1)[1])


def charges_in(months: set[int]) -> Fraction:
    return CHARGE * len([month for month in months if month >= FIRST])


def limit_of(step: Any, window: set[int]) -> Fraction | None:
    counted = window
    if step.charges_of == "preceding":
        counted = {month - len(window) for month in window}

    def one(limit: Any) -> Fraction:
        if isinstance(limit, Money):
            return Fraction(limit.amount)
        return Fraction(limit.percent.value) / 100 * charges_in(counted)

    if isinstance(step.limit, LimitOf):
        return (min if step.limit.which == "lowest" else max)(one(part) for part in step.limit.parts)
    return one(step.limit)


def amount_in(word: str, period: Period, clause: Any) -> Base:
    assert word == "charges"
    start, end = month_of(period.start), month_of(period.end)
    return Base(word, charges_in(set(range(start, end))), "EUR", "", ())


@attrs.define
class Run:
    """Both implementations, quarter after quarter."""

    given: Any
    steps: list[Any]
    good: frozenset[int]
    ledger: Ledger = attrs.field(factory=Ledger.empty)
    past: Past = attrs.field(factory=Past)
    passed: dict[Carried | None, dict[int, int]] = attrs.field(factory=dict)

    def quarter(self, period: Period, owed: list[Owed]) -> tuple[Course, list[Amount], list[Fraction]]:
        agreement = self.given.agreement(self.given.target("t0", "month"), steps=self.steps)
        first = month_of(period.start)
        setting = Setting(
            agreement=agreement,
            period=period,
            ledger=self.ledger,
            amount=amount_in,
            holds=lambda condition, own: Held(month_of(own.start) in self.good, "asked"),
        )
        for one in owed:
            one.origin = (f"{one.target} {first + one.month}", first + one.month)
            one.month += first
        amounts = [self.amount(one) for one in owed]
        course = follow(setting, amounts)
        slow, _, _ = SlowSteps(self.steps, limit_of).follow(
            owed, self.past, [first, first + 1, first + 2], lambda month: month in self.good
        )
        fast = [one.exact for one in amounts] + [one.amount.exact for one in course.added]
        for change in (*course.exact_cuts, *course.exact_minimums):
            for place, part in change.parts:
                fast[place] += part
        every = [*amounts, *(one.amount for one in course.added)]
        self.compare(every, fast, slow)
        self.record(period, course, every)
        return course, every, fast

    @staticmethod
    def amount(one: Owed) -> Amount:
        on = last_of(one.month)
        month = Period.containing(on, "month")
        name = one.origin[0]
        return Amount(one.value, on, name, name, month, one.target, one.target, one.level, one.service)

    @staticmethod
    def compare(every: list[Amount], fast: list[Fraction], slow: list[Owed]) -> None:
        found = Counter((a.target, a.settled_on, a.side, net) for a, net in zip(every, fast, strict=True))
        wanted = Counter((one.target, last_of(one.month), one.side, one.value) for one in slow)
        assert found == wanted

    @staticmethod
    def made(course: Course, amount: Amount) -> Carried | None:
        """Return what an amount is paid of, if that had waited."""
        return next((one.origin for one in course.added if one.amount is amount), None)

    def record(self, period: Period, course: Course, every: list[Amount]) -> None:
        """Hand the same rounded past on to both: what was paid, what waits, what was won back."""
        nets = (*course.nets, *course.brought_nets)
        entries, back, carried = [], [], []
        for amount, net in zip(every, nets, strict=True):
            on = amount.settled_on
            assert on is not None
            if amount.brought == "earn-back":
                won = next(one.won for one in course.added if one.amount is amount)
                assert won is not None
                if net > 0:
                    back.append(attrs.evolve(won, amount=net))
                    origin = (won.effect, month_of(won.settled_on))
                    self.past.back.append((origin, month_of(won.on), net))
                continue
            money = Money(Decimal(net.numerator) / Decimal(net.denominator), "EUR")
            if net:
                kind: Any = "malus" if net < 0 else "bonus"
                made = self.made(course, amount)
                where = {"level": amount.level, "service": amount.service, "waited": made}
                entries.append(LedgerEntry(amount.id, amount.target, amount.clause, on, kind, money, **where))
                origin = (amount.id, month_of(on))
                kept = Owed(net, month_of(on), amount.target, amount.level or "", amount.service or "", origin)
                kept.passed = self.passed.get(made, {})
                self.past.paid.append(kept)
        self.past.waiting, passed = {}, {}
        for change in course.changes:
            for place, part in change.parts:
                amount = every[place]
                if change.goes_on is None or amount.brought == "earn-back" or not part:
                    continue
                made, on = self.made(course, amount), amount.settled_on
                assert on is not None
                name, since = (amount.id, on) if made is None else (made.effect, made.since)
                came_in = () if made is None else made.kept_again(change.step, on)
                keys = (amount.target, amount.clause, amount.level, amount.service)
                waits = Carried(name, change.step, change.goes_on, -part, since, *keys, came_in=came_in)
                carried.append(waits)
                slow = Owed(-part, month_of(on), amount.target, amount.level or "", amount.service or "", (name, 0))
                slow.passed = self.passed.get(made, {})
                slow = slow.kept(-part, change.step)
                self.past.waiting.setdefault(change.step, []).append(slow)
                passed[waits] = slow.passed
        self.passed = passed
        charged = {"charges": CHARGE * 3}
        total = Money("0", "EUR")
        record = SettledPeriod(
            period, "final", total, tuple(entries), charged=charged, carried=tuple(carried), won_back=tuple(back)
        )
        self.ledger = self.ledger.with_period("C-1", record)
        assert Ledger.from_dict(self.ledger.to_dict()) == self.ledger


@st.composite
def runs(draw: Any) -> tuple[list[Any], list[list[Owed]], frozenset[int]]:
    good = frozenset(FIRST + month for month in range(12) if draw(st.booleans()))
    return draw(STEPS), draw(st.lists(effects(), min_size=1, max_size=4)), good
