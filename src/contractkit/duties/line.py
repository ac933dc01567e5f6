"""One rule of a clause with its occasions, and the scene in which rules are read: version, terms, what was told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

import attrs

from contractkit.duties.counting import AT_ONCE, Counts
from contractkit.duties.events import ObligationEvent
from contractkit.duties.kinds import NATURES, Kind, Nature, Owed, prefix_of
from contractkit.duties.occasions import Listed, Occasion, Schedule
from contractkit.records.clauses import ClauseRef
from contractkit.terms import Agreement
from contractkit.terms.provisions.base import Provision
from contractkit.terms.turns import Frame

__all__ = ["Line", "Scene", "Unsaid", "line"]


@attrs.frozen
class Line:
    """One rule with its occasions.

    Attributes:
        owed: What is owed, by whom, and where it stands.
        schedule: The times at which it comes up.
        counting: How its date is counted from each of them.
        lasts: How long it then goes on; None where it is done once.
        waits_for: The moment that it is counted from and that only events can tell; None where dates say it.
        owed_from: From when it is owed: from the first date of the ``occasion``, such as a period, or from the
            ``moment`` that its date is counted from.
    """

    owed: Owed
    schedule: Schedule
    counting: Counts = AT_ONCE
    lasts: Counts | None = None
    waits_for: str | None = None
    owed_from: Literal["occasion", "moment"] = "occasion"


@attrs.frozen
class Unsaid:
    """A clause whose dates nobody can say, whatever is told.

    Attributes:
        clause: Where it stands.
        why: Why, in one word.
        says: What is missing, in one sentence.
        hint: What to tell, or to write.
    """

    clause: ClauseRef
    why: str
    says: str
    hint: str | None = None


@attrs.frozen
class Scene:
    """What rules are read in.

    Attributes:
        version: The version of the agreement.
        frame: Its terms, with what was said about their ends.
        today: The day on which it is asked.
        told: The events up to that day.
        moments: Instants that stand in items, by the name of the field: the item and when.
        arising: What settlements found, by how the ids of obligations begin.
    """

    version: Agreement
    frame: Frame
    today: date
    told: tuple[ObligationEvent, ...]
    moments: Mapping[str, Sequence[tuple[str, datetime]]] = attrs.field(factory=dict)
    arising: Mapping[str, Sequence[Occasion]] = attrs.field(factory=dict)

    def covered(self, clause: ClauseRef) -> list[date]:
        """Return until when later certificates cover, as events of a clause say, in the order of their dates."""
        events = self._events(prefix_of("insurance", clause))
        found = (event.until for event in events if event.what == "fulfilled")
        return sorted(until for until in found if until is not None)

    def renewed_without_end(self, clause: ClauseRef, until: date) -> str | None:
        """Return the event that tells of a certificate after the one until a date, and not until when; or None."""
        prefix = prefix_of("insurance", clause)
        told = (one for one in self._events(prefix) if one.what == "fulfilled" and one.until is None)
        return next((one.id for one in told if one.obligation == f"{prefix}{until.isoformat()}"), None)

    def occasions_told(self, kind: Kind, clause: ClauseRef, field: str | None = None) -> Listed:
        """Return the occasions of a clause that events and items tell, in the order of their dates."""
        prefix = prefix_of(kind, clause)
        place = ZoneInfo(self.frame.zone)
        found = {one.label: one for one in self.arising.get(prefix, ())}
        for item, at in self.moments.get(field or "", ()):
            start = at.astimezone(place)
            found[item] = Occasion(item, start.date(), start.date(), start=start)
        for event in self._events(prefix):
            if event.what != "triggered":
                continue
            label = event.obligation.removeprefix(prefix)
            day = event.day(self.frame.zone)
            instant = event.at.astimezone(place) if isinstance(event.at, datetime) else None
            found[label] = Occasion(label, day, day, start=instant)
        return Listed(tuple(sorted(found.values(), key=lambda one: (one.base, one.label))))

    def _events(self, prefix: str) -> Iterator[ObligationEvent]:
        return (event for event in self.told if event.obligation.startswith(prefix))


def line(
    kind: Kind,
    provision: Provision,
    owner: str,
    does: str,
    schedule: Schedule,
    counting: Counts = AT_ONCE,
    *,
    nature: Nature | None = None,
    lasts: Counts | None = None,
    waits_for: str | None = None,
    owed_from: Literal["occasion", "moment"] = "occasion",
) -> Line:
    """Return the line of a provision; its nature is that of its kind unless another is given."""
    rule = Owed(kind, nature or NATURES[kind], provision.clause, owner, does, provision)
    return Line(rule, schedule, counting, lasts, waits_for, owed_from)
