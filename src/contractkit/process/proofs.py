"""Whether a chain fits into its promise whenever it starts: a proof, or the start at which it misses most.

Why finitely many starts prove it for all. Instants are whole microseconds. Every time limit is a function of its start
that between two neighbours of a finite list (openings, closings, cut-offs, midnights, changes of the zone's clocks, and
what lies the limit before them: `limits`) either goes along with the start or stays. So is one limit behind another
(its list is carried back through the first), and so are the latest and the earliest of several (parted where they
cross): `courses`. What a chain takes beyond the promise, its end less the last instant in time, is the difference of
two such functions: in each piece it rises or falls by one microsecond a microsecond, or stays, so that it is greatest
at the first or at the last start of a piece. Those are the candidates. A limit that is only approached, as the time
left just before a closing, is not lost: the last microsecond before it is the last start of a piece.

What it covers: every start from the first date to the last, of the agreement's term and as far as the calendars know
holidays and leave room for the answer; `ChainProof.since` and `until` say which. Every link takes all its time and no
more; nothing pauses the promise. An amendment binds a chain by the date of its start.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np

from contractkit.calendars.instants import to_datetime
from contractkit.errors import CalendarHorizonError, NeverOpenError
from contractkit.process.chain_proof import ChainProof, LinkRun, Run
from contractkit.process.chains import Chain, Link
from contractkit.process.courses import Course, UnknownTurnError, earliest, identity, latest
from contractkit.process.limits import Ends
from contractkit.quantities.midnights import midnight_us

__all__ = ["prove", "shown"]

_FIRST: Final = date(2000, 1, 1)
_LAST: Final = date(2050, 1, 1)
"""Where neither the term nor a calendar says from when or until when, starts of these dates are looked at."""

_TRIES: Final = 8
"""So often is a year taken off at the end where the calendars do not reach far enough for the answer."""


def prove(chain: Chain) -> ChainProof:
    """Return whether a chain fits into its promise for every start of its dates (see the module for why).

    Args:
        chain: The chain.

    Returns:
        The proof; or the start at which the chain ends latest after what was promised, of several the first.

    Source: design.md section 3, what a due instant is; the argument stands at the head of this module.
    """
    if chain.why_not is not None:
        return ChainProof(chain, "not-proved", why_not=chain.why_not)
    low, last = _dates(chain)
    problem = "the calendars know no year of the term"
    for _ in range(_TRIES):
        if last <= low:
            break
        first, high = midnight_us(low, chain.zone), midnight_us(last, chain.zone)
        if high <= first:
            problem = f"the clocks of {chain.zone} skipped its dates, so that nothing starts on them"
            break
        try:
            return _proved(chain, first, high)
        except NeverOpenError as error:
            return ChainProof(chain, "not-proved", why_not=error.message)
        except UnknownTurnError as error:  # no calendar is known for which that happens
            return ChainProof(chain, "not-proved", why_not=str(error))
        except CalendarHorizonError as error:
            problem, last = error.message, date(last.year - 1, 1, 1)
    return ChainProof(chain, "not-proved", why_not=problem)


def _dates(chain: Chain) -> tuple[date, date]:
    """Return the first date of a start, and the first one that is not looked at: a year is left for the answer."""
    years = [one.years for one in chain.calendars]
    first = max([date(one[0] + 1, 1, 1) for one in years if one[0] > 1] + [chain.since or _FIRST])
    last = min([date(one[1], 1, 1) for one in years if one[1] < 9000] + [chain.until or _LAST])
    return first, last


def _proved(chain: Chain, low: int, high: int) -> ChainProof:
    runs = _runs(chain.links, low, high)
    ends = latest(tuple(one[1] for one in runs))
    until = _promised(chain, low, high, "in-time-until")
    starts = np.union1d(ends.starts, until.starts)
    lasts = np.append(starts[1:], high) - 1
    beyond = ends.at(starts) - until.at(starts)
    at_last = ends.at(lasts) - until.at(lasts)
    candidates = np.concatenate((starts, lasts))
    found = np.concatenate((beyond, at_last))
    most = found.max()
    worst = int(candidates[found == most].min())
    return ChainProof(
        chain,
        "too-long" if most > 0 else "fits",
        shown(low, chain.zone),
        shown(high, chain.zone),
        _run(chain, runs, worst, until),
        Fraction(ends.later_than(until), high - low),
        len(np.unique(candidates)),
    )


def _promised(chain: Chain, low: int, high: int, ends: Ends) -> Course:
    """Return the end of the promise: of each way of keeping it the first limit to pass, of several ways the last."""
    ways = (tuple(one.course(low, high, ends) for one in way) for way in chain.promise.ways)
    return latest(tuple(earliest(way) for way in ways))


def _runs(links: Sequence[Link], low: int, high: int) -> list[tuple[Course, Course]]:
    """Return when each link starts and ends, for every start of the chain."""
    runs: list[tuple[Course, Course]] = []
    for link in links:
        waits = tuple(runs[place][1] for place in link.after)
        begins = latest(waits) if waits else identity(low, high)
        ends = tuple(begins.then(one.course) for one in link.limits)
        runs.append((begins, earliest(ends) if ends else begins))
    return runs


def _run(chain: Chain, runs: Sequence[tuple[Course, Course]], start: int, until: Course) -> Run:
    at = np.array([start], np.int64)

    def told(course: Course) -> datetime:
        return shown(int(course.at(at)[0]), chain.zone)

    links = tuple(
        LinkRun(link.name, link.clause, link.owner, link.text, told(begins), told(ends))
        for link, (begins, ends) in zip(chain.links, runs, strict=True)
    )
    due = _promised(chain, start, start + 1, "due")
    ends = latest(tuple(one[1] for one in runs))
    return Run(shown(start, chain.zone), told(due), told(until), told(ends), links)


def shown(us: int, zone: str) -> datetime:
    """Return an instant on the clocks of a zone, with the offset then in force."""
    here = to_datetime(us, 0).astimezone(ZoneInfo(zone))
    offset = here.utcoffset()
    assert offset is not None
    return to_datetime(us, offset // timedelta(microseconds=1))
