"""From clauses to what they make somebody owe: the lines of one version of an agreement."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from contractkit.duties.counting import AT_ONCE, BackForNotice, Counting
from contractkit.duties.duty_clauses import duty_line
from contractkit.duties.kinds import Owed
from contractkit.duties.line import Line, Scene, Unsaid, line
from contractkit.duties.occasions import DayOfYear, PeriodEnds, TermEnds, once
from contractkit.duties.prepaid_lapses import prepaid_lines
from contractkit.quantities.recurring import Rolling, recurring
from contractkit.records.said import joined, said
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.deposit import Deposit
from contractkit.terms.provisions.duty import Duty
from contractkit.terms.provisions.indexation import EachWageAgreement, Indexation
from contractkit.terms.provisions.insurance import Insurance
from contractkit.terms.provisions.payment import Payment
from contractkit.terms.provisions.prepaid import Prepaid
from contractkit.terms.provisions.relief import Relief
from contractkit.terms.provisions.remedy import Remedy
from contractkit.terms.provisions.renewal import Renewal
from contractkit.terms.provisions.right import Right
from contractkit.terms.provisions.termination import Termination
from contractkit.terms.turns import Frame

__all__ = ["lines_of"]

Found = Iterable[Line | Unsaid]


def lines_of(scene: Scene) -> tuple[tuple[Line, ...], tuple[Unsaid, ...]]:
    """Return what the clauses of a version make somebody owe, and the clauses whose dates nobody can say.

    Args:
        scene: The version with its terms, and what was told.
    """
    lines: list[Line] = []
    unsaid: list[Unsaid] = []
    if scene.frame.start is not None:
        lines += _end(scene, scene.frame)
    for provision in scene.version.provisions:
        rule = _RULES.get(type(provision))
        if rule is not None:
            for one in rule(scene, provision):
                (lines if isinstance(one, Line) else unsaid).append(one)  # type: ignore[arg-type]
    return tuple(lines), tuple(unsaid)


def _end(scene: Scene, frame: Frame) -> list[Line]:
    """Return the end of the agreement, where it has one and no renewal says otherwise."""
    term = scene.version.term
    if term is None or frame.base is None:
        return []
    clause = term.clause if frame.renewal is None else frame.renewal.clause
    rule = Owed("end", "event", clause, "both", "The agreement ends", frame.renewal)
    return [Line(rule, TermEnds(frame, scene.today, "end"))]


def _renewal(scene: Scene, clause: Renewal) -> Found:
    frame = scene.frame
    if frame.renewal is not clause or frame.base is None or clause.renews == "not":
        return
    owner = "both" if len(clause.who) > 1 else clause.who[0]
    if clause.renews == "tacitly" and clause.by is not None:
        does = said("The agreement is renewed by {by}, unless notice was given in time", by=clause.by)
        yield line("renewal", clause, "both", does, TermEnds(frame, scene.today, "renewal"))
    expressly = clause.renews == "expressly"
    if clause.notice is None:
        says = "no notice period is agreed, so that nobody can say until when notice is in time"
        yield Unsaid(clause.clause, "no-notice", says, "notice: 3 months, for example")
        return
    ask = "Say that the agreement goes on" if expressly else "Give notice, or let it be renewed"
    if clause.renews == "until-notice":
        ask = "Give notice for the end of the first term; afterwards any day will do"
        if frame.to_end_of is not None:
            ask = said("Give notice to this end of a {period}, or let it go on", period=said(frame.to_end_of.word))
    moments = TermEnds(frame, scene.today, "notice")
    back = BackForNotice(clause.notice, frame.former)
    yield line("prolongation" if expressly else "notice", clause, owner, ask, moments, back)


def _indexation(scene: Scene, clause: Indexation) -> Found:
    for day in clause.every:
        if isinstance(day, EachWageAgreement):
            says = "prices follow each raise of wages, and on which dates these come is in no paper"
            yield Unsaid(clause.clause, "not-told", says, "the collective agreement says the dates")
            continue
        first = clause.first or scene.frame.start
        days = DayOfYear(*day, first, scene.frame.over)
        yield line("indexation", clause, "provider", "Apply the yearly change of prices", days)


def _insurance(scene: Scene, clause: Insurance) -> Found:
    owner = clause.who or "provider"
    until = [] if clause.certificate_until is None else [clause.certificate_until]
    until += scene.covered(clause.clause)
    if not until:
        says = said("until when the certificate of the insurance {cover} covers is not said", cover=clause.cover)
        yield Unsaid(clause.clause, "not-told", says, "certificate_until: in the clause")
    does = said("Have a certificate of the insurance {cover} that goes on", cover=clause.cover)
    over = scene.frame.over
    open_ended = scene.renewed_without_end(clause.clause, max(until)) if until else None
    if open_ended is not None and (over is None or max(until) < over):
        says = said(
            "until when the new certificate of the insurance {cover} covers is not said ({open_ended})",
            cover=clause.cover,
            open_ended=open_ended,
        )
        yield Unsaid(clause.clause, "not-told", says, "until, in the event")
    for day in dict.fromkeys(day for day in until if over is None or day < over):
        yield line("insurance", clause, owner, does, once(day, scene.frame.start))


def _payment(scene: Scene, clause: Payment) -> Found:
    moment = {None: "the date of an invoice", "invoice-received": "the receipt of an invoice"}
    waits = moment.get(clause.counted_from, moment[None] if clause.counted_from == "invoice-date" else "a delivery")
    told = scene.occasions_told("payment", clause.clause)
    yield line("payment", clause, "customer", "Pay the invoice", told, Counting.of(clause.within), waits_for=waits)


def _deposit(scene: Scene, clause: Deposit) -> Found:
    if clause.returned_within is None or scene.frame.base is None:
        return
    owner = "customer" if clause.given_by == "provider" else "provider"
    ends = TermEnds(scene.frame, scene.today, "maybe-end")
    back = Counting.of(Allowance(clause.returned_within))
    yield line("deposit", clause, owner, "Give back what is left of the deposit", ends, back, owed_from="moment")


def _termination(scene: Scene, clause: Termination) -> Found:
    if clause.not_before is not None and clause.ground == "convenience":
        day = clause.not_before
        first = once(day if clause.to_end_of is None else clause.to_end_of.on_or_after(day), scene.frame.start)
        who = "Either party" if clause.who == "both" else said(f"The {clause.who}")
        does = said("{who} may end the agreement from then on", who=who)
        yield line("termination", clause, clause.who, does, first, nature="event")
    if clause.use_within is not None:
        told = scene.occasions_told("termination", clause.clause)
        does = said("End the agreement because of {ground}, or lose the right", ground=said(clause.ground))
        waits = said("the ground for it: {ground}", ground=said(clause.ground))
        yield line("termination", clause, clause.who, does, told, Counting.of(clause.use_within), waits_for=waits)


def _right(scene: Scene, clause: Right) -> Found:
    if clause.use_within is not None:
        told = scene.occasions_told("right", clause.clause)
        within = Counting.of(clause.use_within)
        yield line("right", clause, clause.owner, clause.may, told, within, waits_for="the right coming about")
    elif clause.per is not None and clause.per.word not in ("term", "once") and clause.times is not None:
        periods = recurring(clause.per, scene.frame.zone, scene.frame.start)
        if isinstance(periods, Rolling):
            return
        ends = PeriodEnds(periods, clause.per.word, scene.frame.start, scene.frame.over, "end-or-over")
        ahead = AT_ONCE if clause.notice is None else Counting.of(clause.notice, -1)
        yield line("right", clause, clause.owner, clause.may, ends, ahead)


def _remedy(scene: Scene, clause: Remedy) -> Found:
    if clause.use_within is None:
        return
    told = scene.occasions_told("remedy", clause.clause)
    does = said("Ask for {grants}, or lose the right", grants=joined(" or ", map(said, clause.grants)))
    within = Counting.of(clause.use_within)
    yield line("remedy", clause, clause.who, does, told, within, waits_for="figures that stay bad")


def _relief(scene: Scene, clause: Relief) -> Found:
    if clause.told_within is None:
        return
    told = scene.occasions_told("report", clause.clause)
    does = said("Tell the other party of {causes}", causes=joined(" or ", map(said, clause.causes)))
    waits = said("the beginning of {causes}", causes=joined(" or ", map(said, clause.causes)))
    yield line("report", clause, "provider", does, told, Counting.of(clause.told_within), waits_for=waits)


def _duty(scene: Scene, clause: Duty) -> Found:
    yield duty_line(scene, clause)


_RULES: Final[dict[type, Callable[[Scene, Any], Found]]] = {
    Renewal: _renewal,
    Indexation: _indexation,
    Duty: _duty,
    Insurance: _insurance,
    Payment: _payment,
    Deposit: _deposit,
    Termination: _termination,
    Right: _right,
    Prepaid: prepaid_lines,
    Remedy: _remedy,
    Relief: _relief,
}
