"""Early warning: what is about to go wrong at the moment of judging, each with the next step that the papers name.

Nothing here is about the period of a statement: a warning is about now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction
from math import ceil
from typing import Any, Literal

import attrs
import numpy as np

from contractkit.calendars import ALWAYS
from contractkit.calendars.instants import to_datetime
from contractkit.charging.exact import exact_text, percent_text
from contractkit.charging.windows import MONTHS_PER, window_of
from contractkit.delivery.grey import GreyItem
from contractkit.delivery.next_steps import change_of
from contractkit.delivery.quotes import DraftQuote, people_of
from contractkit.delivery.risks import AtRisk, NextStep
from contractkit.delivery.volumes import band_of, volume_in
from contractkit.delivery.work import Work
from contractkit.evaluation.felt import Slack
from contractkit.facts import NAT
from contractkit.quantities.months import add_months
from contractkit.quantities.periods import Period
from contractkit.quantities.spans import WorkingTime
from contractkit.records.clauses import ClauseRef
from contractkit.terms.provisions.escalation import Escalation, Warn
from contractkit.terms.provisions.insurance import Insurance
from contractkit.terms.targets import Target

__all__ = ["ahead_of"]

AT_RISK_FROM = Fraction(75)
"""From which share of its time on a promise is at risk for which no clause names another, in per cent."""
_DAY = timedelta(days=1)
_MONTHS_LOOKED_AT = 3
_MONTHS_AHEAD = 3


def ahead_of(
    work: Work, horizon: int, register: Sequence[GreyItem], quotes: Sequence[DraftQuote]
) -> tuple[AtRisk, ...]:
    """Return what is about to go wrong at the moment of judging: deadlines first, the most urgent one first.

    Args:
        work: What happened.
        horizon: So many days ahead certificates are looked at.
        register: The grey items; those whose date to talk has passed stand in the register only.
        quotes: The quotes that are not sent.
    """
    return (
        *sorted(_deadlines(work), key=lambda one: (str(one.when), one.about)),
        *_attainments(work),
        *_volumes(work),
        *_certificates(work, horizon),
        *_follow_ups(work, register, horizon),
        *_quotes(quotes),
    )


def _deadlines(work: Work) -> Iterator[AtRisk]:
    table = work.evaluation.outcomes
    due = table.array("due").astype("M8[us]", copy=False).view(np.int64)
    mask = due != NAT
    for column, word in (("verdict", "running"), ("scope", "in")):
        words = table.words(column)
        code = words.code_of(word)
        mask = mask & (words.codes == (-1 if code is None else code)) & (code is not None)
    targets = {target.id: target for target in work.agreement.targets}
    warned = {(one.item, one.target) for one in work.told.told if one.about == "warning" and work.happened(one.at)}
    rows = table.select(np.flatnonzero(mask))
    names = ("item", "target", "used", "allowed", "used_days", "allowed_days", "calendar")
    columns = [rows.values(name) for name in names]
    for at, row in zip(due[mask].tolist(), zip(*columns, strict=True), strict=True):
        item, target = str(row[0]), targets.get(str(row[1]))
        used, allowed = (row[2], row[3]) if row[3] is not None else (row[4], row[5])
        if target is None or used is None or not allowed:
            continue
        share = _share(used, allowed)
        steps = _warnings(work, target)
        first = min((step.used.value for step in steps if step.used is not None), default=AT_RISK_FROM)
        if share < Fraction(first):
            continue
        when = to_datetime(at, 0).astimezone(work.zone)
        told = any((item, called) in warned for called in (None, target.id, target.name))
        yield AtRisk(
            kind="deadline",
            about=item,
            target=target.name,
            when=when,
            share=share,
            left=None,
            detail=f"{item}: {percent_text(Fraction(int(share)))} of {target.name} is used, due {when:%Y-%m-%d %H:%M}",
            clause=target.clause,
            step=_next_warning(work, steps, share, row),
            told="told" if told else "untold",
        )


def _share(used: Any, allowed: Any) -> Fraction:
    us = timedelta(microseconds=1)
    if isinstance(used, timedelta):
        return Fraction(used // us, allowed // us) * 100
    return Fraction(used, allowed) * 100


def _warnings(work: Work, target: Target) -> list[Warn]:
    every = (one for clause in work.agreement.provisions_of(Escalation) for one in clause.warnings)
    return [one for one in every if one.of is None or one.of in (target.clause, attrs.evolve(target.clause, row=None))]


def _next_warning(work: Work, steps: Sequence[Warn], share: Fraction, row: tuple[Any, ...]) -> NextStep | None:
    ahead = [one for one in steps if one.used is not None and Fraction(one.used.value) > share]
    if not ahead:
        return None
    step = min(ahead, key=lambda one: Fraction(one.used.value) if one.used is not None else Fraction(0))
    at = None
    used, allowed, calendar = row[2], row[3], row[6]
    if isinstance(allowed, timedelta) and step.used is not None:
        us = timedelta(microseconds=1)
        more = ceil(Fraction(step.used.value) / 100 * (allowed // us)) - used // us
        open_hours = work.agreement.calendars.get(calendar or "", ALWAYS)
        at = open_hours.due_at(to_datetime(work.evaluation.as_of, 0), WorkingTime(more)).astimezone(work.zone)
    return NextStep("tell", people_of(work.agreement, step.tell, work.today), step.how, at, _clause_of(work, step))


def _attainments(work: Work) -> Iterator[AtRisk]:
    tables: dict[Period, Any] = {}
    for target in work.agreement.targets:
        if target.reach is None or target.per not in MONTHS_PER:
            continue
        own = window_of(work.agreement, str(target.per), work.today)
        if own not in tables:
            tables[own] = work.evaluation.attainment(own, by="target")
        slack = _slack(work, target, own, tables[own])
        if slack is None or slack.left > 0:
            continue
        said = "one more late misses it" if slack.left == 0 else f"{-slack.left} too many as it stands"
        yield AtRisk(
            kind="attainment",
            about=target.name,
            target=target.name,
            when=own.last,
            share=None,
            left=slack.left,
            detail=f"{target.name} in {own.label}: {slack.late} late, {slack.may} of {slack.volume} may be; {said}",
            clause=target.clause,
            step=_last_warning(work, target),
            turn="over" if slack.left < 0 else "ahead",
            slack=slack,
        )


def _slack(work: Work, target: Target, own: Period, table: Any) -> Slack | None:
    """Return how many more may be late of so many as come by the end at this pace; None where nothing is late yet."""
    place = table.words("target").words().index(target.id)
    counts = {word: int(table.array(word)[place]) for word in ("met", "breached", "undetermined", "running")}
    if target.reach is None or not counts["breached"] + counts["undetermined"]:
        return None
    start, end = own.bounds_us(work.agreement.zone)
    passed = min(Fraction(1), Fraction(work.evaluation.as_of - start, end - start))
    done = counts["met"] + counts["breached"] + counts["undetermined"]
    expected = max(done + counts["running"], ceil(done / passed))
    return Slack.of(target.reach, expected, counts["breached"], counts["undetermined"], target.precision)


def _last_warning(work: Work, target: Target) -> NextStep | None:
    """Return whom the papers tell when a promise is used up."""
    steps = [one for one in _warnings(work, target) if one.used is not None]
    if not steps:
        return None
    last = max(steps, key=lambda one: Fraction(one.used.value) if one.used is not None else Fraction(0))
    return NextStep("tell", people_of(work.agreement, last.tell, work.today), last.how, None, _clause_of(work, last))


def _clause_of(work: Work, step: Warn) -> ClauseRef:
    return next(one.clause for one in work.agreement.provisions_of(Escalation) if step in one.warnings)


def _months_from(first: Period, last: Period) -> int:
    return (last.start.year - first.start.year) * 12 + last.start.month - first.start.month


def _volumes(work: Work) -> Iterator[AtRisk]:
    months = [Period.containing(work.today, "month")]
    while len(months) < _MONTHS_LOOKED_AT + 1:
        months.insert(0, Period.containing(months[0].start - _DAY, "month"))
    for service in work.agreement.at(work.today, work.known.known_at).services.values():
        band = band_of(service)
        numbers = [(month, volume_in(work, service, month)) for month in months]
        known = [(month, number) for month, number in numbers if number is not None][-_MONTHS_LOOKED_AT:]
        if band is None or service.details.band is None or not known:
            continue
        month, last = known[-1]
        growth = (last - known[0][1]) / _months_from(known[0][0], month) if len(known) > 1 else Fraction(0)
        reached = _leaves(last, growth, *band)
        if reached is None:
            continue
        ends = f"{exact_text(band[0])} to {exact_text(band[1])}"
        when = None if reached == 0 else add_months(month.start, reached)
        detail = f"{service.name}: {exact_text(last)} in {month.label}, agreed {ends}"
        detail += "" if when is None else f"; outside in {when:%Y-%m} at the pace of the last months"
        share = last / band[1] * 100 if band[1] else None
        yield AtRisk(
            kind="volume",
            about=service.name,
            target=None,
            when=when,
            share=share,
            left=None,
            detail=detail,
            clause=service.clause,
            step=change_of(work),
            turn="over" if reached == 0 else "ahead",
            volume=last,
            band=band,
        )


def _leaves(last: Fraction, growth: Fraction, low: Fraction, high: Fraction) -> int | None:
    """Return in how many months a volume leaves its band at the pace of the last ones; 0: it did; None: not soon."""
    if not low <= last <= high:
        return 0
    for months in range(1, _MONTHS_AHEAD + 1):
        if not low <= last + growth * months <= high:
            return months
    return None


def _certificates(work: Work, horizon: int) -> Iterator[AtRisk]:
    for one in work.agreement.provisions_of(Insurance):
        until = one.certificate_until
        if until is None or until > work.today + timedelta(days=horizon):
            continue
        passed = until < work.today
        detail = f"the certificate of {one.cover} {'was' if passed else 'is'} valid until {until}"
        who = (("provider", None),) if one.who is None else ((one.who, None),)
        step = NextStep("renew", who, None, None if passed else until, one.clause)
        found = AtRisk("certificate", one.cover, None, until, None, None, detail, one.clause, step)
        yield attrs.evolve(found, turn="over") if passed else found


def _follow_ups(work: Work, register: Sequence[GreyItem], horizon: int) -> Iterator[AtRisk]:
    for grey in register:
        if grey.state != "open" or grey.follow_up is None or grey.follow_up > work.today + timedelta(days=horizon):
            continue
        told: Literal["told", "untold"] = "untold" if grey.told_at is None else "told"
        step = NextStep("talk", (("customer", None),), None, grey.follow_up, grey.rule.clause)
        yield AtRisk(
            "follow-up", grey.item.item, None, grey.follow_up, None, None, grey.says, grey.rule.clause, step, told
        )


def _quotes(quotes: Sequence[DraftQuote]) -> Iterator[AtRisk]:
    for quote in quotes:
        if quote.state in ("draft", "overdue") and quote.clause is not None:
            about, over = quote.item or quote.what, quote.state == "overdue"
            step = NextStep("offer", quote.accepted_by, None, None if over else quote.due, quote.clause)
            found = AtRisk("quote", about, None, quote.due, None, None, quote.says, quote.clause, step, late=quote.late)
            yield attrs.evolve(found, turn="over") if over else found
