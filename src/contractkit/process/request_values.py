"""One request as its customer may see it: the values. How they are found stands in `requests`."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Literal

import attrs

from contractkit.process.item_steps import ItemStep
from contractkit.quantities.spans import Within
from contractkit.records.clauses import ClauseRef
from contractkit.terms.conditions import Condition

__all__ = [
    "OpenRequest",
    "PlannedStep",
    "RequestDecision",
    "RequestEvent",
    "RequestPromise",
    "RequestQuote",
    "Standing",
]

_US = timedelta(microseconds=1)

Standing = Literal["kept", "not-kept", "running", "late", "waiting", "excused", "cancelled", "undetermined"]


@attrs.frozen
class RequestPromise:
    """One promise about the request.

    Attributes:
        name: What it is called in the papers: its title, else its name.
        clause: Where it stands.
        within: The time limit; None where it has none of its own.
        standing: ``kept``, ``not-kept``; ``running`` in time; ``late``: it runs and is over time; ``waiting``: the
            clock stands still; ``excused``: it does not count, as agreed; ``cancelled``: it no longer runs;
            ``undetermined``: a fact is missing.
        due: When its time is used up; None where the clock stands still, or it is not known.
        until: The last instant that is in time, inclusive: later than `due` where that is a closing; None likewise.
        stopped: When it was kept, or at last done; None where it is not done.
        left: The time that is left on its own clock where it stands still; None else.
        left_days: The same in business days.
        reason: Why it is undetermined, as a word; None else.
    """

    name: str
    clause: ClauseRef
    within: Within | None
    standing: Standing
    due: datetime | None = None
    until: datetime | None = None
    stopped: datetime | None = None
    left: timedelta | None = None
    left_days: int | None = None
    reason: str | None = None


@attrs.frozen
class RequestEvent:
    """Something that happened.

    Attributes:
        at: When.
        what: ``opened``; ``field``: a field of the request changed; ``step``: a step of the work was done;
            ``promise``: a promise was kept or at last done, of which no event tells; ``quote``: one was sent, or
            answered.
        field: The field; of a promise the column that says so; or None.
        word: What it is from then on, or the name of the step or promise; of a quote ``sent``, ``accepted`` or
            ``refused``; None for nothing.
    """

    at: datetime
    what: Literal["opened", "field", "step", "promise", "quote"]
    field: str | None = None
    word: str | None = None


@attrs.frozen
class PlannedStep:
    """A step that is due by the plan, where the facts never tell which steps are done.

    Attributes:
        name: The step.
        owner: The role that does it, or None.
        contacts: Who has that role on the date of the moment.
        party: ``provider`` or ``customer``; None where nothing is said.
        until: When it is done at the latest, if every step takes all its time from the start; None while it stands
            still with the clock of its promise.
    """

    name: str
    owner: str | None
    contacts: tuple[str, ...]
    party: Literal["provider", "customer"] | None
    until: datetime | None


@attrs.frozen
class RequestDecision:
    """What the parties made of a request of which the papers leave open whether it belongs to the agreement.

    Attributes:
        outcome: ``in``: it belongs to the agreement; ``priced``: it has a price; ``favour``: it is done for nothing;
            ``refused``: it is not done.
        on: The date on which they decided.
        about: Whether they decided on ``this-request``, or on ``such-requests`` with another one.
    """

    outcome: Literal["in", "priced", "favour", "refused"]
    on: date
    about: Literal["this-request", "such-requests"] = "this-request"


@attrs.frozen
class RequestQuote:
    """The quote for a request outside of the agreement; what it comes to stands on the quote.

    Attributes:
        state: ``draft``; ``overdue``: it had to be there and is not; ``sent``, ``accepted``, ``refused``, or
            ``lapsed``: nobody answered while it could be accepted.
        due: When it has to be there; None where no clause says how soon.
        sent_at: When it was sent; None while it is a draft.
        valid_until: The last date on which it can be accepted; None while it is a draft, and where none is agreed.
    """

    state: Literal["draft", "overdue", "sent", "accepted", "refused", "lapsed"]
    due: datetime | None = None
    sent_at: datetime | None = None
    valid_until: date | None = None


@attrs.frozen
class OpenRequest:
    """One request at a moment.

    Attributes:
        agreement: The id of the agreement.
        zone: The zone of its times.
        item: The id of the request.
        as_of: The moment.
        service: The service that it is about; None where it is not known.
        scope: ``in``, ``grey``, ``out``, ``no-service``, ``before-term``, ``after-term``, ``no-target`` or
            ``not-yet-open``.
        promises: What was promised, in the order of the page.
        happened: What happened, in order of time: what the promises and their pauses look at, and steps that are done.
        running: The steps that run.
        next: The steps that come behind them.
        planned: Where no record says which step runs: what is still to be done by the plan.
        waits: What makes its clock stand still now: the condition, and whose time it is; None where none does.
        waits_area: The area of that pause: ``others`` is the customer, or a third party; None where nothing is said.
        decided: What the parties made of a grey request; None where they have not, or nobody told of decisions.
        talk_by: The last date on which they talk about a grey request that is not decided; None where none is known.
        quote: The quote for a request outside; None where none is due, or nobody told of quotes.
    """

    agreement: str
    zone: str
    item: str
    as_of: datetime
    service: str | None
    scope: str
    promises: tuple[RequestPromise, ...]
    happened: tuple[RequestEvent, ...]
    running: tuple[ItemStep, ...] = ()
    next: tuple[ItemStep, ...] = ()
    planned: tuple[PlannedStep, ...] = ()
    waits: Condition | None = None
    waits_area: str | None = None
    decided: RequestDecision | None = None
    talk_by: date | None = None
    quote: RequestQuote | None = None

    @property
    def until(self) -> datetime | None:
        """Until when everything that is promised is done at the latest; None where nothing runs, or nobody can say."""
        return None if self.is_in_part_unknown else self.known_until

    @property
    def is_in_part_unknown(self) -> bool:
        """Whether a promise cannot be judged, so that nobody can say until when everything is done."""
        return any(one.standing == "undetermined" for one in self.promises)

    @property
    def known_until(self) -> datetime | None:
        """Until when everything is done at the latest of which that is known; None where a clock stands still."""
        open_ones = [one for one in self.promises if one.standing in ("running", "late", "waiting")]
        if any(one.due is None for one in open_ones):
            return None
        return max((one.due for one in open_ones if one.due is not None), default=None)

    @property
    def is_open(self) -> bool:
        """Whether a promise still runs, or a step does."""
        return any(one.standing in ("running", "late", "waiting") for one in self.promises) or bool(self.running)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON: instants in ISO 8601, amounts in microseconds."""
        return {
            "contractkit": 1,
            "document": "open-request",
            "version": 1,
            "agreement": self.agreement,
            "zone": self.zone,
            "item": self.item,
            "as_of": self.as_of.isoformat(),
            "service": self.service,
            "scope": self.scope,
            "promises": [_plain(one) for one in self.promises],
            "happened": [_plain(one) for one in self.happened],
            "running": [one.to_dict() for one in self.running],
            "next": [one.to_dict() for one in self.next],
            "planned": [{**_plain(one), "contacts": list(one.contacts)} for one in self.planned],
            "waits": None if self.waits is None else str(self.waits),
            "waits_area": self.waits_area,
            "decided": None if self.decided is None else _plain(self.decided),
            "talk_by": None if self.talk_by is None else self.talk_by.isoformat(),
            "quote": None if self.quote is None else _plain(self.quote),
            "until": None if self.until is None else self.until.isoformat(),
            "is_open": self.is_open,
        }

    def __repr__(self) -> str:
        """Return what it is and how its promises stand, on one line."""
        told = ", ".join(f"{one.name} {one.standing}" for one in self.promises)
        return f"<OpenRequest {self.item}: {told or 'nothing was promised'}>"


def _plain(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in attrs.fields(type(value)):
        one = getattr(value, field.name)
        if isinstance(one, date):  # an instant is one too
            one = one.isoformat()
        elif isinstance(one, timedelta):
            one = one // _US
        elif one is not None and not isinstance(one, str | int):
            one = str(one)
        found[field.name] = one
    return found
