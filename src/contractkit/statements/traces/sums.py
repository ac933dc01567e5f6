"""What a trace comes to, line by line: what was used of the limit, when it is due, when it stopped, and as lived."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs

from contractkit.evaluation import Trace
from contractkit.quantities.spans import BusinessDays
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.sentences import within
from contractkit.statements.traces.causes import taken_out
from contractkit.statements.traces.cited import Citing

__all__ = ["Sums", "us"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_US = timedelta(microseconds=1)


@attrs.frozen
class Sums:
    """What a trace comes to.

    Attributes:
        trace: How the verdict came about.
        tell: In which words it is told.
        citing: How clauses are cited.
        zone: The zone on whose wall clock instants are told.
    """

    trace: Trace
    tell: Teller
    citing: Citing
    zone: ZoneInfo

    def lines(self) -> Iterator[str]:
        """Return the lines, in the order in which they are told."""
        outcome, tell = self.trace.outcome, self.tell
        if self.trace.effective_start is not None:
            yield tell("effective", instant=self._instant(self.trace.effective_start))
        yield from self._amounts()
        yield from taken_out(self.citing)
        due, until = outcome.get("due"), outcome.get("in_time_until")
        if due is not None:
            yield tell("due", instant=self._instant(due))
            if any(turn.did == "other-limit" and turn.at == due for turn in self.trace.turns):
                yield tell("due.used-up")
            if until is not None and until != due:
                yield tell("until", instant=self._instant(until))
        elif outcome["verdict"] == "running":
            yield tell("due.none")
        stopped = outcome.get("stopped")
        if stopped is not None:
            yield tell("stopped.at", instant=self._instant(stopped))
        elif outcome["verdict"] != "not-applicable":
            yield tell("open")
        yield from self._lived()

    def _amounts(self) -> Iterator[str]:
        outcome, tell, speaks = self.trace.outcome, self.tell, self.tell.speaks
        used, allowed = self._amount("used"), self._amount("allowed")
        if used is None or allowed is None:
            return
        limit = self.trace.target.limit
        counts_days = limit is not None and isinstance(limit.within, BusinessDays)
        text = speaks.say("limit.business-days", n=allowed) if counts_days or self._in_days() else self._said(allowed)
        if limit is not None and not self._in_days():
            text = within(limit.within, speaks)
        line = tell("used", used=self._said(used), allowed=text)
        judged_on_amount = outcome["verdict"] in ("met", "running", "breached") and not self._in_days()
        if judged_on_amount and used < allowed:
            line += " " + tell("left", left=self._said(allowed - used))
        elif judged_on_amount and used > allowed:
            line += " " + tell("over", over=self._said(used - allowed))
        yield line
        paused, relieved = self._amount("paused"), self._amount("relieved")
        if paused:
            yield (
                tell("stood.days", days=self._said(paused))
                if self._in_days()
                else tell("stood", paused=self._said(paused))
            )
        if relieved:
            yield tell("relief", relieved=self._said(relieved))

    def _lived(self) -> Iterator[str]:
        outcome = self.trace.outcome
        used, lived = self._amount("used"), self._amount("lived_used")
        if lived is not None and lived != used:
            verdict = self.tell(f"lived.verdict.{outcome['lived_verdict']}")
            yield self.tell("lived", used=self._said(lived), verdict=verdict)

    def _in_days(self) -> bool:
        return self.trace.outcome.get("allowed_days") is not None

    def _amount(self, name: str) -> int | None:
        """Return an amount of the outcome in microseconds or in business days."""
        value = self.trace.outcome.get(f"{name}_days" if self._in_days() else name)
        return value // _US if isinstance(value, timedelta) else value

    def _said(self, amount: int) -> str:
        speaks = self.tell.speaks
        return speaks.say("limit.business-days", n=amount) if self._in_days() else speaks.duration(amount)

    def _instant(self, at: datetime) -> str:
        return self.tell.speaks.instant(us(at), self.zone)


def us(at: datetime) -> int:
    """Return an aware instant as microseconds since the epoch."""
    return (at - _EPOCH) // _US
