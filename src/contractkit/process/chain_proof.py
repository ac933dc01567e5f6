"""What a proof of a chain is: the chain, the verdict, the dates that it covers, and the worst start link by link.

How it is proved, and why it is a proof, stands in `proofs`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any, Literal

import attrs

from contractkit.errors import Problem
from contractkit.process.chains import Arranged, Chain
from contractkit.records.clauses import ClauseRef
from contractkit.records.read_only import read_only

__all__ = ["ChainProof", "LinkRun", "Run", "Verdict"]

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
