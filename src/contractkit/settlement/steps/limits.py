"""How much a cap leaves: its limit as an exact amount, of the charges that its window has.

What was charged before the settled period stands in the ledger; what the ledger does not know is asked of the papers.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import attrs

from contractkit.charging.base_amount import Base
from contractkit.charging.exact import amount_text
from contractkit.charging.windows import cycle_window, held_part, in_force, months_of
from contractkit.errors import UsageError
from contractkit.quantities.money import Money
from contractkit.quantities.months import months_between
from contractkit.quantities.notation import Cycle
from contractkit.quantities.periods import Period
from contractkit.records.said import Figures, joined, said
from contractkit.settlement.steps.amounts import Setting
from contractkit.terms.amounts import Limit, LimitOf, PerPeriod, Share
from contractkit.terms.settling import CapStep

__all__ = ["Most", "counted_in", "limit_of", "most_of", "window_for", "window_per"]

_DAY = timedelta(days=1)
_NO_END = 9999
_OF_THE_TERM = ("yearly-fees", "contract-price", "remaining-fees", "monthly-fee", "quarterly-fees", "half-yearly-fees")
"""Amounts that are the same whichever window asks, or have a window of their own."""


@attrs.frozen
class Most:
    """The limit of a cap in one window.

    Attributes:
        exact: The limit; where something of it is not known, what it is at least; None where the parties agreed that
            there is none.
        says: The limit in words, with how it came about.
        unknown: What is not known of it; None where all is.
    """

    exact: Fraction | None
    says: str
    unknown: str | None = None


def window_for(setting: Setting, step: CapStep, settled_on: date) -> Period:
    """Return the window of a cap in which something counts that is settled on a day."""
    return window_per(setting, step.per, settled_on)


def window_per(setting: Setting, per: Cycle, settled_on: date) -> Period:
    """Return the window of a kind in which something counts that is settled on a day."""
    agreement, term = setting.agreement, setting.agreement.term
    if per.word in ("term", "once"):
        known = [setting.period.start, *(record.period.start for record in setting.ledger.governing)]
        start = min(known) if term is None else term.start
        end = date(_NO_END, 1, 1) if term is None or term.end is None else term.end
        return Period(min(start, settled_on), end, "the whole term")
    return cycle_window(agreement, per, settled_on)


def counted_in(step: CapStep, window: Period) -> Period:
    """Return the dates of a window on which a cap holds: what is settled on them counts, and nothing else does.

    Source: docs/decisions/0267 (what was paid before a cap held); 0214 (a clause with dates).
    """
    return held_part(step.holds, window) or window


def limit_of(setting: Setting, step: CapStep, window: Period) -> Most:
    """Return the limit of a cap in a window.

    Args:
        setting: What is settled.
        step: The cap.
        window: The window; its charges are meant, or those of the window before where the clause says ``preceding``.

    Raises:
        UsageError: The limit is in another currency, or counts periods that do not fit into the window.
    """
    counted = window
    if step.charges_of == "preceding":
        counted = cycle_window(setting.agreement, step.per, window.start - _DAY)
    return _most(setting, step.limit, counted, window)


def most_of(setting: Setting, limit: Limit, window: Period) -> Most:
    """Return the amount of any limit, whose charges are those of a window."""
    return _most(setting, limit, window, window)


def _most(setting: Setting, limit: Limit, counted: Period, window: Period) -> Most:
    currency = setting.agreement.currency
    if limit is None:
        return Most(None, "no limit")
    if isinstance(limit, Money):
        same = limit if limit.currency == currency else limit + Money.zero(currency)  # which refuses another one
        return Most(Fraction(same.amount), Figures(str(limit)))
    if isinstance(limit, Share):
        return _share(setting, limit, counted)
    if isinstance(limit, PerPeriod):
        return _each(setting, limit, counted, window)
    return _one_of(setting, limit, counted, window)


def _one_of(setting: Setting, limit: LimitOf, counted: Period, window: Period) -> Most:
    found = [_most(setting, part, counted, window) for part in limit.parts]
    unknown = next((one.unknown for one in found if one.unknown is not None), None)
    known = [(one.exact, one) for one in found if one.exact is not None]
    if not known or (limit.which == "highest" and len(known) < len(found)):
        return Most(None, "no limit")
    pick = min if limit.which == "lowest" else max
    exact, _ = pick(known, key=lambda pair: pair[0])
    says = said(f"the {limit.which} of {{parts}}", parts=joined(" and ", (one.says for one in found)))
    return Most(exact, says, unknown)


def _each(setting: Setting, limit: PerPeriod, counted: Period, window: Period) -> Most:
    """Return so much for each period of the window."""
    one = _most(setting, limit.amount, counted, window)
    if one.exact is None:
        return one
    length, each = months_between(window.start, window.end), months_of(limit.per.word)
    if limit.per.n is not None or length is None or each is None or length % each:
        says = said(
            "{limit} counts per {per}, and the cap's window {label} is not made of such periods",
            limit=limit,
            per=limit.per,
            label=window.label,
        )
        raise UsageError(f"{setting.clause}: {says}; write the limit of the window itself", clause=setting.clause)
    times = length // each
    whole: str = one.says if times == 1 else said("{times} × {says}", times=times, says=one.says)
    return Most(one.exact * times, whole, one.unknown)


def _share(setting: Setting, limit: Share, counted: Period) -> Most:
    key = ("limit", limit.percent, limit.of, counted.start, counted.end, setting.period.start, setting.period.end)
    if key in setting.kept:
        found: Most = setting.kept[key]
        return found
    most = _share_of(setting, limit, counted)
    if _at_once(setting, limit.of, counted):
        setting.kept[key] = most
    return most


def _share_of(setting: Setting, limit: Share, counted: Period) -> Most:
    exact, base, unknown = _charged(setting, limit.of, counted)
    most = exact * Fraction(limit.percent.value) / 100
    says = said("{percent} of {base}", percent=limit.percent, base=base)
    if unknown is not None:
        return Most(most, says, unknown)
    return Most(most, said("{says} = {most}", says=says, most=amount_text(most, setting.agreement.currency)))


def _charged(setting: Setting, word: str, window: Period) -> tuple[Fraction, str, str | None]:
    """Return what a word comes to over a window, how it is said, and what is not known of it.

    Where something is not known yet, the amount is what was charged so far: it comes to at least that.

    Source: docs/decisions/0262 (a limit that is not known yet), 0180 (a year costs what the parties know on the day).
    """
    period, currency = setting.period, setting.agreement.currency
    told = setting.told.amounts.get(word)
    if _at_once(setting, word, window):
        ahead = word in _OF_THE_TERM and window.end > period.end and word not in setting.told.amounts
        base = setting.amount(word, period if ahead else window, setting.clause)
        return base.exact, str(base), base.missing
    held = in_force(setting.agreement, window) or window
    parts: list[Fraction] = []
    if held.start < period.start:
        earlier = _stretch(held, held.start, min(held.end, period.start))
        known = setting.ledger.charged(word, earlier.start, earlier.end)
        if known is None:
            known = _asked(setting, word, earlier)
        if known is None:
            return (
                Fraction(0),
                word,
                said("{word} before {start} is told by no settlement in the ledger", word=word, start=period.start),
            )
        parts.append(known)
    if held.end > period.start:
        now = setting.amount(word, _stretch(held, max(held.start, period.start), min(held.end, period.end)), None)
        if now.missing is not None:
            return Fraction(0), word, now.missing
        parts.append(now.exact)
    later: Base | None = None
    if held.end > period.end and told is None and held.end.year < _NO_END:
        later = setting.amount(word, _stretch(held, max(held.start, period.end), held.end), setting.clause)
        parts.append(Fraction(0) if later.missing is not None else later.exact)
    exact = sum(parts, Fraction(0))
    says = said("{word} {exact}", word=word, exact=amount_text(exact, currency))
    return exact, says, None if later is None else later.missing


def _at_once(setting: Setting, word: str, window: Period) -> bool:
    """Return whether an amount is asked of the papers and facts as it is, so that no ledger decides on it."""
    whole = (window.start, window.end) == (setting.period.start, setting.period.end)
    return word in _OF_THE_TERM or whole or (setting.tells is not None and setting.tells(word, window))


def _asked(setting: Setting, word: str, window: Period) -> Fraction | None:
    """Return what the papers say of a stretch other than the settled one; None where they do not say all of it."""
    if word in setting.told.amounts:
        return None
    base = setting.amount(word, window, setting.clause)
    return None if base.missing is not None else base.exact


def _stretch(held: Period, start: date, end: date) -> Period:
    if (start, end) == (held.start, held.end):
        return held
    return Period(start, end, f"{start}..{end - _DAY}")
