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

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

import attrs
import numpy as np

from contractkit.calendars.instants import to_datetime
from contractkit.errors import CalendarHorizonError, NeverOpenError, Problem
from contractkit.process.chains import Arranged, Chain, Link
from contractkit.process.courses import Course, UnknownTurnError, earliest, identity, latest
from contractkit.process.limits import Ends
from contractkit.quantities.periods import midnight_us
from contractkit.records.clauses import ClauseRef
from contractkit.records.read_only import read_only

__all__ = ["ChainProof", "LinkRun", "Run", "prove", "shown"]

_FIRST: Final = date(2000, 1, 1)
_LAST: Final = date(2050, 1, 1)
"""Where neither the term nor a calendar says from when or until when, starts of these dates are looked at."""

_TRIES: Final = 8
"""So often is a year taken off at the end where the calendars do not reach far enough for the answer."""

Verdict = Literal["fits", "too-long", "not-proved"]


@attrs.frozen
class LinkRun:
    """One link of a chain that starts at one instant, and takes all its time.

    Attributes:
        name: Its name.
        clause: Where its time stands.
        owner: Who does it, or None.
        text: Its time as it is written.
        starts: When all that it waits for is done.
        ends: When its time is used up.
    """

    name: str
    clause: ClauseRef
    owner: str | None
    text: str
    starts: datetime
    ends: datetime

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON."""
        return {
            "name": self.name,
            "clause": str(self.clause),
            "owner": self.owner,
            "within": self.text,
            "starts": self.starts.isoformat(),
            "ends": self.ends.isoformat(),
        }


@attrs.frozen
class Run:
    """A chain that starts at one instant: link by link, beside what was promised.

    Attributes:
        start: The start.
        due: When the promised time is used up.
        in_time_until: The last instant that is in time, inclusive.
        ends: When the last link has used its time.
        links: The links, in their order.
    """

    start: datetime
    due: datetime
    in_time_until: datetime
    ends: datetime
    links: tuple[LinkRun, ...]

    @property
    def beyond(self) -> timedelta:
        """How much later than the last instant in time the chain ends, on the clock on the wall."""
        return self.ends.astimezone(UTC) - self.in_time_until.astimezone(UTC)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON; `beyond_us` in microseconds."""
        return {
            "start": self.start.isoformat(),
            "due": self.due.isoformat(),
            "in_time_until": self.in_time_until.isoformat(),
            "ends": self.ends.isoformat(),
            "beyond_us": self.beyond // timedelta(microseconds=1),
            "links": [link.to_dict() for link in self.links],
        }


@attrs.frozen
class ChainProof:
    """Whether a chain fits into its promise for every start.

    Attributes:
        chain: The chain.
        verdict: ``fits``: for every start of the dates; ``too-long``: not for every one; ``not-proved``: the papers do
            not say enough, or the calendars do not know enough.
        since: The first instant of a start that is covered; None where nothing was proved.
        until: The first instant that is not covered any more; None likewise.
        worst: The start at which the chain ends latest after the promise, the first of several; where it fits, the one
            at which least time is left.
        share: Which share of all starts comes too late; 0 where it fits, None where nothing was proved.
        candidates: How many starts were looked at.
        why_not: Why nothing was proved, or None.
    """

    chain: Chain
    verdict: Verdict
    since: datetime | None = None
    until: datetime | None = None
    worst: Run | None = None
    share: Fraction | None = None
    candidates: int = 0
    why_not: str | None = None

    def of(self, chain: Chain) -> ChainProof:
        """Return what is proved as the proof of a chain that is equal in all that computes."""
        if self.worst is None:
            return attrs.evolve(self, chain=chain)
        links = tuple(
            attrs.evolve(run, name=link.name, clause=link.clause, owner=link.owner, text=link.text)
            for run, link in zip(self.worst.links, chain.links, strict=True)
        )
        return attrs.evolve(self, chain=chain, worst=attrs.evolve(self.worst, links=links))

    @property
    def counter_example(self) -> Run | None:
        """The worst start where the chain does not fit; None where it does, or nothing was proved."""
        return self.worst if self.verdict == "too-long" else None

    @property
    def arranged(self) -> Arranged:
        """How the links follow each other."""
        return self.chain.arranged

    @property
    def item(self) -> Mapping[str, str]:
        """Which items it is about; empty for all."""
        return read_only(dict(self.chain.item))

    @property
    def says(self) -> str:
        """What was proved, in one sentence."""
        from contractkit.process.saying import sentence_of

        return sentence_of(self)

    @property
    def problem(self) -> Problem | None:
        """The problem ``does-not-fit`` where the chain does not always fit, with its place; else None."""
        from contractkit.process.saying import problem_of

        return problem_of(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the proof as plain data, ready for JSON: instants in ISO 8601, `share` as a fraction such as 1/7."""
        chain = self.chain
        return {
            "contractkit": 1,
            "document": "chain-proof",
            "version": 1,
            "agreement": chain.agreement,
            "promise": {"clause": str(chain.promise.clause), "name": chain.promise.name, "within": chain.promise.text},
            "arranged": chain.arranged,
            "item": dict(chain.item),
            "verdict": self.verdict,
            "since": None if self.since is None else self.since.isoformat(),
            "until": None if self.until is None else self.until.isoformat(),
            "worst": None if self.worst is None else self.worst.to_dict(),
            "share": None if self.share is None else str(self.share),
            "candidates": self.candidates,
            "assumes": list(chain.assumes),
            "why_not": self.why_not,
            "says": self.says,
        }

    def __repr__(self) -> str:
        """Return what it is about and what came out, on one line."""
        links = " > ".join(link.name for link in self.chain.links)
        return f"<ChainProof {self.chain.promise.clause}: {links}, {self.verdict}>"


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
