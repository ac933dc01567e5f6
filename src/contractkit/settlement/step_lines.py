"""What the steps of a settlement add to its lines: caps, minimum issues, what was carried on, what is won back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from contractkit.charging.exact import amount_text, exact_text
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.quantities.rounding import Rounding
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import Figures, joined, said
from contractkit.settlement.lines import Line, Part
from contractkit.settlement.steps import Added, Course, Cut, Minimum
from contractkit.terms import Agreement

__all__ = ["rounded_money", "step_lines", "stretches_text"]


def rounded_money(value: Fraction, currency: str, rounding: Rounding) -> Money:
    """Return an exact amount as money, rounded; an amount that is rounded already stays as it is."""
    return Money(rounding.apply(value), currency)


def stretches_text(stretches: Iterable[tuple[date, date]]) -> str:
    """Return stretches of dates in words, each by its first and its last day."""
    return joined(
        " and ", (said("{start} to {end}", start=start, end=end - timedelta(days=1)) for start, end in stretches)
    )


def step_lines(agreement: Agreement, period: Period, course: Course, ids: Sequence[str]) -> Iterator[Line]:
    """Yield the lines that steps add: what they brought in, then what they changed, each in the order of the steps.

    Args:
        agreement: The agreement.
        period: The period that is settled.
        course: Where the steps led.
        ids: The ids of the lines that the steps were given, in order.
    """
    clause = agreement.settlement.clause or ClauseRef(agreement.id)
    every = [*ids, *(one.amount.id for one in course.added)]
    for added, amount in zip(course.added, course.brought, strict=True):
        yield _added_line(agreement, added, amount, added.by or clause, course)
    exact = {id(new): old for new, old in zip(course.cuts, course.exact_cuts, strict=True)}
    exact_minimums = {id(new): old for new, old in zip(course.minimums, course.exact_minimums, strict=True)}
    for change in course.changes:
        if isinstance(change, Cut):
            yield _cap_line(agreement, change, exact[id(change)], every, change.by or clause, course)
        else:
            yield _minimum_line(
                agreement, period, change, exact_minimums[id(change)], every, change.by or clause, course
            )


def _by(change: Cut | Minimum) -> str:
    """Return what tells the lines of a settlement clause for some effects from those of the general one."""
    return "" if change.by is None else f"{change.by} "


def _parts(agreement: Agreement, change: Cut | Minimum, ids: Sequence[str], course: Course) -> tuple[Part, ...]:
    return tuple(
        Part(ids[place], rounded_money(part, agreement.currency, course.rounding)) for place, part in change.parts
    )


def _added_line(agreement: Agreement, added: Added, amount: Fraction, clause: ClauseRef, course: Course) -> Line:
    currency = agreement.currency
    bounds = sorted([Fraction(0), added.could])
    low, high = (rounded_money(bound, currency, course.rounding) if added.unsure else None for bound in bounds)
    side = added.amount.side or ("malus" if added.amount.exact < 0 else "bonus")
    return Line(
        id=added.amount.id,
        kind=added.kind,
        clause=clause,
        period=added.amount.period or Period.containing(added.amount.settled_on or date.min, "day"),
        says=added.says,
        formula=amount_text(added.could, currency),
        inputs={"amount": exact_text(added.could)},
        amount=rounded_money(amount, currency, course.rounding),
        exact=added.amount.exact,
        state="undetermined" if added.unsure else "settled",
        target=added.amount.target or None,
        caps=side,
        low=low,
        high=high,
    )


def _minimum_line(
    agreement: Agreement,
    period: Period,
    change: Minimum,
    exact: Minimum,
    ids: Sequence[str],
    clause: ClauseRef,
    course: Course,
) -> Line:
    currency = agreement.currency
    what = said(
        f"{change.side.capitalize()} {{of}}in {{label}}",
        of=said("of {of} ", of=change.of) if change.of else "",
        label=period.label,
    )
    tested = amount_text(change.tested, currency)
    then = {
        "drop": "it is not paid",
        "carry-forward": "it waits for the next period",
        "lift": said("{least} is paid", least=change.least),
    }[change.otherwise]
    bound = "less than" if change.otherwise == "lift" else "not more than"
    return Line(
        id=f"{_by(change)}minimum {change.step + 1} {change.side} {change.of + ' ' if change.of else ''}{period.label}",
        kind="minimum-issue",
        clause=clause,
        period=period,
        says=said(
            f"{{what}}: {{tested}} is {bound} {{least}}: {{then}}",
            what=what,
            tested=tested,
            least=change.least,
            then=then,
        ),
        formula=said(
            "{tested} < {least}" if change.otherwise == "lift" else "{tested} <= {least}",
            tested=tested,
            least=change.least,
        ),
        inputs={"tested": exact_text(change.tested), "changed": exact_text(exact.exact)},
        amount=rounded_money(change.exact, currency, course.rounding),
        exact=exact.exact,
        caps=change.side,
        parts=_parts(agreement, change, ids, course),
    )


def _cap_line(
    agreement: Agreement, cut: Cut, exact: Cut, ids: Sequence[str], clause: ClauseRef, course: Course
) -> Line:
    currency = agreement.currency
    amount = rounded_money(cut.exact, currency, course.rounding)
    sign = 1 if cut.side == "malus" else -1
    bounds = sorted([sign * cut.certain, sign * abs(exact.exact)])
    low, high = (rounded_money(bound, currency, course.rounding) if cut.unsure else None for bound in bounds)
    whole = amount_text(cut.before, currency)
    if cut.reached:
        whole = joined(" and ", (amount_text(one, currency) for one, _ in cut.reached))
    of = said(" of {of}", of=cut.of) if cut.of else ""
    return Line(
        id=f"{_by(cut)}cap {cut.step + 1} {cut.side}{f' {cut.of}' if cut.of else ''} {cut.window.label}",
        kind="cap",
        clause=clause,
        period=cut.window,
        says=_cap_says(cut, of, whole, Figures(str(Money(abs(amount.amount), currency))), currency),
        formula=_cap_formula(cut, currency),
        inputs={
            "before": exact_text(cut.before),
            "used": exact_text(cut.used),
            **({"open": exact_text(cut.open)} if cut.open else {}),
            **({"reached": ", ".join(exact_text(one) for one, _ in cut.reached)} if cut.reached else {}),
            "cut": exact_text(exact.exact),
        },
        amount=amount,
        exact=exact.exact,
        state="undetermined" if cut.unsure else "settled",
        caps=cut.side,
        low=low,
        high=high,
        parts=_parts(agreement, cut, ids, course),
    )


def _used_text(cut: Cut, currency: str) -> str:
    """Return what earlier settlements used of a limit; where some of it waits at a later step, what was paid too."""
    used, paid = amount_text(cut.used, currency), cut.used - cut.waiting
    if not cut.waiting:
        return used
    waits = amount_text(cut.waiting, currency)
    if not paid:
        return said("{used} (which waits)", used=used)
    if paid < 0:
        back = amount_text(-paid, currency)
        return said("{used} ({waits} waiting less {back} won back)", used=used, waits=waits, back=back)
    return said("{used} ({paid} paid and {waits} waiting)", used=used, paid=amount_text(paid, currency), waits=waits)


def _cap_formula(cut: Cut, currency: str) -> str:
    """Return how what a cap takes comes about, in figures."""
    if cut.reached:
        return joined(
            " + ",
            (
                said(
                    "{whole} - ({most})",
                    whole=amount_text(one, currency),
                    most=cut.limit if stays is None else amount_text(stays, currency),
                )
                for one, stays in cut.reached
            ),
        )
    most = cut.limit
    for part in (cut.used, cut.open):
        if part:
            most = joined(" - " if part > 0 else " + ", [most, amount_text(abs(part), currency)])
    above = said("{whole} - ({most})", whole=amount_text(cut.before, currency), most=most)
    if cut.all_of is None:
        return above
    return said("the least of {all} and {above}", all=amount_text(cut.all_of, currency), above=above)


def _used_says(cut: Cut, currency: str) -> str:
    """Return what earlier settlements used of the limit, in words; empty where they used nothing."""
    used, may_be = amount_text(abs(cut.used), currency), amount_text(cut.open, currency)
    if cut.reached:
        says = said(" each time") if len(cut.reached) > 1 else ""
        if cut.used > 0:
            says += said("; {used} of it is of earlier settlements", used=used)
        elif cut.used < 0:
            says += said("; earlier settlements took {used} off it", used=used)
        return says + said("; {open} of it is not sure", open=may_be) if cut.open else says
    says = said(", of which earlier settlements used {used}", used=_used_text(cut, currency)) if cut.used > 0 else ""
    if cut.used < 0:
        says = said(
            ", and earlier settlements came to {used} on the other side"
            if cut.net == "net"
            else ", and {used} was won back before",
            used=used,
        )
    if cut.open:
        may = said("may have used {open}", open=may_be)
        says += said(" and {may} more", may=may) if says else said(", of which earlier settlements {may}", may=may)
    return says if cut.all_of is None else says + said(", which is more than all of it")


def _cap_says(cut: Cut, of: str, whole: str, taken: str, currency: str) -> str:
    what = "Difference of bonus and malus" if cut.net == "net" else cut.side.capitalize()
    head = said(
        "{what}{of} in {label}, with each effect as it comes: {whole}; the most is {limit}{used}"
        if cut.reached
        else "{what}{of} in {label}: {whole}; the most is {limit}{used}",
        what=what,
        of=of,
        label=cut.window.label,
        whole=whole,
        limit=cut.limit,
        used=_used_says(cut, currency),
    )
    if cut.unknown:
        return said(
            "{head}, which is not known ({unknown}), so {taken} is held back",
            head=head,
            unknown=cut.unknown,
            taken=taken,
        )
    if cut.missing:
        return said(
            "{head}; the settlements of {missing} are not known, so {taken} is held back",
            head=head,
            missing=stretches_text(cut.missing),
            taken=taken,
        )
    if cut.open:
        return said("{head}, so {taken} is held back", head=head, taken=taken)
    if cut.on_excess == "carry-forward":
        return said("{head}: {taken} goes to the next period", head=head, taken=taken)
    return said(
        "{head}: {taken} is not deducted" if cut.side == "malus" else "{head}: {taken} is not paid",
        head=head,
        taken=taken,
    )
