"""What is owed beside the charges: interest on what is late, a deposit that is drawn on, an invoice that lapses."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from contractkit.charging.exact import amount_text, as_decimal, exact_text
from contractkit.quantities.money import Money
from contractkit.records.said import joined, said
from contractkit.settlement.paying.computed import Computed, Consequence
from contractkit.settlement.paying.lateness import days_late
from contractkit.settlement.paying.registry import computes
from contractkit.settlement.paying.saying import came_to, nothing_at_all
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.settlement.paying.worth import Outcome
from contractkit.settlement.told.others import Overdue
from contractkit.terms.amounts import Share
from contractkit.terms.provisions.deposit import Deposit
from contractkit.terms.provisions.interest import Interest
from contractkit.terms.provisions.payment import Payment

__all__ = ["deposit", "interest", "payment"]

_DAY = timedelta(days=1)
_TIMES_A_YEAR = {"year": 1, "half-year": 2, "quarter": 4, "month": 12}


@computes(Interest)
def interest(scene: Scene) -> Computed:
    """Return amount × rate × days / days of the year; with interest on interest after each whole year.

    Source: the day counts actual/365 and actual/360 are those of ISDA, 2006 definitions, section 4.16.
    """
    clause = scene.effect
    assert isinstance(clause, Interest)
    late = scene.told.overdue
    if late is None or late.amount is None:
        return nothing_at_all("due", "nothing was paid late, so no interest")
    if clause.rate is None:
        raise NotKnownError("the rate of interest that the law sets is not told")
    days = _days(scene, late, "ignored")
    yearly = Fraction(clause.rate.value) / 100 * _TIMES_A_YEAR.get(clause.per or "year", 1)
    of = int((clause.day_count or "actual/365").rpartition("/")[2])
    amount = Fraction((late.amount + Money.zero(scene.agreement.currency)).amount)
    years, rest = divmod(days, of) if clause.compounding == "yearly" else (0, days)
    grown = amount * (1 + yearly) ** years * (1 + yearly * Fraction(rest, of))
    due = grown - amount
    working = said(
        "{amount} × {yearly} % × {days} / {of}", amount=late.amount, yearly=exact_text(yearly * 100), days=days, of=of
    )
    if years:
        working = said(
            "{amount} × ((1 + {yearly})^{years} × (1 + {yearly} × {rest} / {of}) - 1)",
            amount=late.amount,
            yearly=exact_text(yearly),
            years=years,
            rest=rest,
            of=of,
        )
    about = said("{amount} was {days} days late", amount=late.amount, days=days)
    found = came_to(scene, "due", [Outcome(due, working=working)], about, {"days": str(days)})
    says = said("{about}: interest {due}", about=about, due=amount_text(due, scene.agreement.currency))
    return found.saying(says).with_inputs(interest=exact_text(due), outstanding=exact_text(grown))


@computes(Payment)
def payment(scene: Scene) -> Computed:
    """Return whether an invoice came so late that it is no longer owed."""
    clause = scene.effect
    assert isinstance(clause, Payment)
    late = scene.told.overdue
    if clause.lapses_after is None or late is None or late.amount is not None:
        return nothing_at_all("due", "nothing was invoiced late")
    days = _days(scene, late, clause.part_days or "ignored")
    most = clause.lapses_after.n * {"week": 7}.get(clause.lapses_after.unit, 1)
    if clause.lapses_after.unit not in ("day", "calendar-day", "week"):
        raise NotKnownError(
            said(
                "after how many days it lapses is not said in days, but as {lapses_after}",
                lapses_after=clause.lapses_after,
            )
        )
    lapsed = days > most
    says = said(
        f"the invoice came {{days}} days late, {'more' if lapsed else 'not more'} than {{span}}",
        days=days,
        span=clause.lapses_after,
    )
    arises = Consequence(clause.clause, "lapsed-invoice", "customer", "arises" if lapsed else "does-not-arise", says)
    inputs = {"late": str(days), "lapsed": "yes" if lapsed else "no"}
    return nothing_at_all("due", says, inputs).with_consequences(arises)


@computes(Deposit)
def deposit(scene: Scene) -> Computed:
    """Return what is left of a deposit when what it pays for is taken from it; never less than nothing."""
    clause = scene.effect
    assert isinstance(clause, Deposit)
    owed = [word for word in clause.pays_for if word in scene.told.amounts or word in scene.told.apart]
    if not owed:
        return nothing_at_all("due", "nothing was taken from the deposit")
    currency = scene.agreement.currency
    whole = _deposited(scene, clause)
    taken = sum((scene.amount(word).exact for word in owed), Fraction(0))
    left, over = max(Fraction(0), whole - taken), max(Fraction(0), taken - whole)
    parts = joined(
        " and ",
        (
            said("{exact} for {word}", exact=amount_text(scene.amount(word).exact, currency), word=said(word))
            for word in owed
        ),
    )
    says = said(
        "of {whole}, {parts} is taken; {left} is left",
        whole=amount_text(whole, currency),
        parts=parts,
        left=amount_text(left, currency),
    )
    if over:
        says += said(", and {over} is not covered", over=amount_text(over, currency))
    drawn = Consequence(clause.clause, "deposit", clause.given_by, "arises", says, Money(as_decimal(left), currency))
    inputs = {"deposit": exact_text(whole), "taken": exact_text(taken - over), "left": exact_text(left)}
    inputs |= {"not-covered": exact_text(over)} if over else {}
    return nothing_at_all("due", says, inputs).with_consequences(drawn)


def _deposited(scene: Scene, clause: Deposit) -> Fraction:
    if isinstance(clause.amount, Money):
        return Fraction((clause.amount + Money.zero(scene.agreement.currency)).amount)
    if isinstance(clause.amount, Share):
        return scene.amount(clause.amount.of).exact * Fraction(clause.amount.percent.value) / 100
    raise NotKnownError(said("how much is deposited is not known: {amount}", amount=clause.amount))


def _days(scene: Scene, late: Overdue, part_days: str) -> int:
    if late.lasted is not None:
        days, rest = divmod(late.lasted, _DAY)
        return days + (1 if rest and part_days == "full-day" else 0)
    if late.due is None or late.seen is None:
        raise NotKnownError("how late it was is not told")
    return days_late(late.due, late.seen, scene.agreement.zone, part_days)
