"""How much a cap leaves: its limit as an exact amount, of the charges that its window has.

What was charged before the settled period stands in the ledger; what the ledger does not know is asked of the papers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

import attrs

from contractkit.charging.exact import amount_text
from contractkit.charging.windows import cycle_window, held_part, in_force, months_of
from contractkit.errors import UsageError
from contractkit.quantities.money import Money
from contractkit.quantities.months import months_between
from contractkit.quantities.notation import Cycle
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import Figures, joined, said
from contractkit.settlement.steps.amounts import Setting
from contractkit.settlement.uncovered import uncovered
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
    exact, one = pick(known, key=lambda pair: pair[0])
    if limit.which == "lowest" and one.unknown is None:
        unknown = None  # whatever the others come to, they are not less
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
    text = amount_text(most, setting.agreement.currency)
    if unknown is None:
        return Most(most, said("{says} = {most}", says=says, most=text))
    return Most(most, said("{says} = at least {most}", says=says, most=text) if most else says, unknown)


def _charged(setting: Setting, word: str, window: Period) -> tuple[Fraction, str, str | None]:
    """Return what a word comes to over a window, how it is said, and what is not known of it.

    Where something is not known yet, the amount is what the known part comes to: it comes to at least that.

    Source: docs/decisions/0262 (a limit that is not known yet), 0180 (a year costs what the parties know on the day).
    """
    period, currency = setting.period, setting.agreement.currency
    if _at_once(setting, word, window):
        ahead = word in _OF_THE_TERM and window.end > period.end and word not in setting.told.amounts
        base = setting.amount(word, period if ahead else window, setting.clause)
        if base.missing is None:
            return base.exact, str(base), None
        known = base.at_least if word in _OF_THE_TERM else _at_least(setting, word, window, setting.clause)
        return *_so_far(word, known, currency), base.missing
    parts = tuple(_parts(setting, word, in_force(setting.agreement, window) or window))
    missing = joined("; ", dict.fromkeys(part.missing for part in parts if part.missing is not None)) or None
    amounts = [part.exact for part in parts if part.exact is not None]
    exact = sum(amounts, Fraction(0))
    if missing is None:
        return exact, said("{word} {exact}", word=word, exact=amount_text(exact, currency)), None
    return *_so_far(word, exact if len(amounts) == len(parts) else None, currency), missing


@attrs.frozen
class _Known:
    """What a word comes to in a part of a window.

    Attributes:
        exact: The amount; where something is missing, what it is at least, or None where nobody can say.
        missing: What is not known of it; None where all is.
    """

    exact: Fraction | None
    missing: str | None = None


def _so_far(word: str, known: Fraction | None, currency: str) -> tuple[Fraction, str]:
    """Return what an amount comes to at least, and how it is said."""
    if not known or known < 0:
        return Fraction(0), word
    return known, said("{word} of at least {exact}", word=said(word), exact=amount_text(known, currency))


def _parts(setting: Setting, word: str, held: Period) -> Iterator[_Known]:
    """Yield what a word comes to before the settled period, in it and after it."""
    period = setting.period
    if held.start < period.start:
        yield _before(setting, word, _stretch(held, held.start, min(held.end, period.start)))
    if held.end > period.start:
        now = _stretch(held, max(held.start, period.start), min(held.end, period.end))
        yield _told_or_worked(setting, word, now, None)
    if held.end > period.end and setting.told.amounts.get(word) is None and held.end.year < _NO_END:
        later = _stretch(held, max(held.start, period.end), held.end)
        yield _told_or_worked(setting, word, later, setting.clause)


def _before(setting: Setting, word: str, earlier: Period) -> _Known:
    """Return what a word came to before the settled period: as the ledger has it, else as the papers say it."""
    known = setting.ledger.charged(word, earlier.start, earlier.end)
    if known is None:
        known = _asked(setting, word, earlier)
    if known is not None:
        return _Known(known)
    says = said("{word} before {start} is told by no settlement in the ledger", word=word, start=setting.period.start)
    found = setting.ledger.charged_in(word, earlier.start, earlier.end)
    parts: list[Fraction | None] = [*found.values()]
    if word not in setting.told.amounts:
        gaps = uncovered(found, earlier.start, earlier.end)
        parts += [_at_least(setting, word, _stretch(earlier, *gap), setting.clause) for gap in gaps]
    return _Known(_sum(parts), says)


def _told_or_worked(setting: Setting, word: str, dates: Period, clause: ClauseRef | None) -> _Known:
    base = setting.amount(word, dates, clause)
    return _Known(base.exact if base.missing is None else _at_least(setting, word, dates, clause), base.missing)


def _at_least(setting: Setting, word: str, dates: Period, clause: ClauseRef | None) -> Fraction | None:
    """Return what a word comes to at least in some dates: as they are asked at once, or month by month if that is more.

    Args:
        setting: What is settled.
        word: The word; what its months come to adds up.
        dates: The dates.
        clause: Where the word stands.
    """
    ends = [setting.amount(word, dates, clause).at_least]
    months = tuple(_months(dates))
    if len(months) > 1:
        ends.append(_sum([setting.amount(word, month, clause).at_least for month in months]))
    return max((end for end in ends if end is not None), default=None)


def _sum(parts: Sequence[Fraction | None]) -> Fraction | None:
    """Return the sum of amounts; None where nobody can say one of them."""
    known = [part for part in parts if part is not None]
    return sum(known, Fraction(0)) if len(known) == len(parts) else None


def _months(dates: Period) -> Iterator[Period]:
    """Yield dates month by month."""
    day = dates.start
    while day < dates.end:
        month = Period.containing(day, "month")
        end = min(month.end, dates.end)
        yield _stretch(month, day, end)
        day = end


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
