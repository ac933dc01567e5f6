"""One running request for its customer, in plain words: promised, happened, next, until when; as text and as a page.

What it holds stands in `contractkit.process.request_values`; the words are in `open_request_words`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

import attrs

from contractkit.calendars.instants import from_datetime
from contractkit.process.item_steps import ItemStep
from contractkit.process.request_values import (
    OpenRequest,
    PlannedStep,
    RequestDecision,
    RequestEvent,
    RequestPromise,
)
from contractkit.statements.clauses.conditions import field as field_name
from contractkit.statements.clauses.conditions import statement
from contractkit.statements.clauses.conditions import value as value_name
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.open_request_words import WORDS
from contractkit.statements.sentences import within
from contractkit.statements.sheets import sheet
from contractkit.statements.wording import language

__all__ = ["request_html", "request_text"]

_US = timedelta(microseconds=1)

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1d2733; background: #fff; max-width: 44rem; margin: 2rem auto;
  padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.05rem; margin: 1.5rem 0 .25rem; }
ul { margin: 0; padding-left: 1.1rem; } .as-of { color: #5b6875; margin: 0; }
li.late, li.not-kept, p.late { color: #a1260d; } li.kept { color: #1f6b2b; }
p.until { font-weight: 600; } time { white-space: nowrap; }
@media print { body { margin: 0; max-width: none; } }
""".strip()


def request_text(request: OpenRequest, locale: str = "en") -> str:
    r"""Return one request in plain words, for its customer.

    Args:
        request: The request; `open_request` gives it.
        locale: The language, such as ``en`` or ``nl``.

    Returns:
        Lines, the last one without a line break behind it; times are wall clock of the agreement's zone.

    Raises:
        UsageError: The language is not spoken yet.

    Example:
        >>> import contractkit as ck
        >>> from datetime import UTC, datetime
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "fields": {"opened_at": "instant", "solved_at": "instant"},
        ...     "clauses": {"1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
        ...                 "4": {"kind": "time-target", "title": "Solved", "within": "4 hours", "calendar": "office",
        ...                       "starts": {"field": "opened_at"}, "stops": {"field": "solved_at"}}}})
        >>> mapping = {"contractkit": 1, "document": "mapping", "items": {"id": "id", "fields": {
        ...     "opened_at": "opened_at", "solved_at": "solved_at"}}}
        >>> facts = ck.Facts.from_frames(mapping=mapping, items={
        ...     "id": ["T-1"], "opened_at": ["2026-03-02T16:00Z"], "solved_at": [None]})
        >>> result = ck.evaluate(agreement, facts, as_of=datetime(2026, 3, 2, 16, 30, tzinfo=UTC))
        >>> print(request_text(ck.open_request(result, "T-1")).split("\n")[-1].strip().replace("\xa0", " "))
        All of it is promised for 3 Mar 2026 12:00 at the latest.
    """
    told = _Told.of(request, locale)
    lines = [told.tell("title", item=request.item), told.as_of()]
    for heading, said in told.parts():
        lines += ["", told.tell(heading), *(f"  {line}" for line in said)]
    return "\n".join(lines)


def request_html(request: OpenRequest, locale: str = "en") -> str:
    r"""Return one request as a page of its own: no script, nothing from elsewhere; for the screen and for print.

    Args:
        request: The request; `open_request` gives it.
        locale: The language, such as ``en`` or ``nl``.

    Returns:
        A whole HTML document; times are wall clock of the agreement's zone.

    Raises:
        UsageError: The language is not spoken yet.

    Example:
        >>> import contractkit as ck
        >>> from datetime import UTC
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "fields": {"opened_at": "instant", "solved_at": "instant"}, "clauses": {
        ...         "1": {"kind": "time-target", "name": "solved", "starts": {"field": "opened_at"},
        ...               "stops": {"field": "solved_at"}, "within": "4 hours", "calendar": "always"}}})
        >>> facts = ck.Facts.from_frames(
        ...     items={"id": ["T-1", "T-2"], "opened_at": ["2026-03-02T09:00Z", "2026-03-03T09:00Z"],
        ...            "solved_at": ["2026-03-02T12:00Z", "2026-03-03T14:00Z"]},
        ...     mapping={"contractkit": 1, "document": "mapping", "items": {
        ...         "id": "id", "fields": {"opened_at": "opened_at", "solved_at": "solved_at"}}})
        >>> result = ck.evaluate(agreement, facts, as_of=datetime(2026, 3, 2, 10, tzinfo=UTC))
        >>> page = request_html(ck.open_request(result, "T-1"))
        >>> page.startswith("<!doctype html>"), "2 Mar 2026 13:00" in page.replace("\xa0", " ")
        (True, True)
    """
    told = _Told.of(request, locale)
    title = escape(told.tell("title", item=request.item))
    parts = [f"<h1>{title}</h1>", f'<p class="as-of">{escape(told.as_of())}</p>']
    for heading, said in told.parts():
        parts.append(f"<h2>{escape(told.tell(heading))}</h2>")
        if heading == "until":
            parts += [f'<p class="until">{escape(line)}</p>' for line in said]
            continue
        classes = [one.standing for one in request.promises] if heading == "promised" else []
        items = (
            f'<li class="{classes[place]}">{escape(line)}</li>' if place < len(classes) else f"<li>{escape(line)}</li>"
            for place, line in enumerate(said)
        )
        parts.append(f"<ul>{''.join(items)}</ul>")
    return sheet(title, _STYLE, "\n".join(parts), told.tell.speaks.code)


@attrs.frozen
class _Told:
    """A request with the language in which it is told.

    Attributes:
        request: The request.
        tell: The language with the words of requests.
        zone: The zone of the times.
    """

    request: OpenRequest
    tell: Teller
    zone: ZoneInfo

    @classmethod
    def of(cls, request: OpenRequest, locale: str) -> _Told:
        """Return a request told in the language of a locale."""
        return cls(request, Teller(language(locale), WORDS), ZoneInfo(request.zone))

    def as_of(self) -> str:
        """Return of which moment it speaks."""
        at = self.tell.speaks.until(from_datetime(self.request.as_of), self.zone)
        return self.tell("as-of", at=at, zone=self.request.zone)

    def parts(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield each heading with what stands under it."""
        scope = f"scope.{self.request.scope}"
        if self.request.scope == "not-yet-open":  # what was promised is not known of a request that nobody has made
            yield "happened", [self.tell(scope)]
            return
        promised = [self._promise(one) for one in self.request.promises]
        if not promised:
            promised = [self.tell("promised.none")]
        if self.request.decided is not None:
            promised.append(self._decided(self.request.decided))
        elif scope in WORDS["en"]:
            promised.append(self.tell(scope))
        yield "promised", promised
        happened = [f"{self._at(one.at)}  {self._happened(one)}" for one in self.request.happened]
        yield "happened", happened or [self.tell("happened.none")]
        coming = list(self._coming())
        if coming:
            yield "next", coming
        yield "until", list(self._until())

    def _promise(self, one: RequestPromise) -> str:
        speaks = self.tell.speaks
        name = speaks.title_case(one.name).removesuffix(".")
        what = name if one.within is None else self.tell("within", name=name, limit=within(one.within, speaks))
        key: str = one.standing
        if key == "not-kept" and one.due is None:
            key = "not-kept.bare"
        left = self._left(one)
        if key == "waiting" and left is not None:
            key = "waiting.left"
        if key == "running" and self._is_past(one.due):
            key = "running.past"
        reason = "" if one.reason is None else speaks.word("reason", one.reason)
        return self.tell(
            key, what=what, until=self._at(one.due), stopped=self._at(one.stopped), left=left, reason=reason
        )

    def _left(self, one: RequestPromise) -> str | None:
        if one.left_days is not None:
            return self.tell.speaks.say("limit.business-days", n=one.left_days)
        return None if one.left is None else self.tell.speaks.duration(one.left // _US)

    def _happened(self, one: RequestEvent) -> str:
        speaks = self.tell.speaks
        match one.what:
            case "opened":
                return self.tell("opened")
            case "step":
                return self.tell("step", step=self._step_name(str(one.word)))
            case "promise":
                return self.tell("promise", promise=self.tell.speaks.title_case(str(one.word)).removesuffix("."))
            case "quote":
                return self.tell(f"quote-{one.word}")
        name = speaks.title_case(field_name(str(one.field), speaks))
        if one.word is None:
            return self.tell("emptied", field=name)
        return self.tell("changed", field=name, word=value_name(one.word, speaks).replace("-", " "))

    def _decided(self, decided: RequestDecision) -> str:
        such = "" if decided.about == "this-request" else ".such"
        return self.tell(f"decided.{decided.outcome}{such}", on=self.tell.speaks.day(decided.on))

    def _between_us(self) -> Iterator[str]:
        """Yield what comes next between the parties: a quote to be sent or accepted, a date to talk."""
        quote, by = self.request.quote, self.request.talk_by
        if by is not None:
            key = "talk.past" if self._is_over(by) else "talk"
            yield self.tell(key, day=self.tell.speaks.day(by))
        if quote is None or quote.state in ("accepted", "refused"):
            return
        key = f"quote.{quote.state}"
        if (quote.due is None and quote.state == "draft") or (quote.valid_until is None and quote.state == "sent"):
            key += ".open"
        day = "" if quote.valid_until is None else self.tell.speaks.day(quote.valid_until)
        yield self.tell(key, until=self._at(quote.due), day=day)

    def _is_over(self, day: date) -> bool:
        """Return whether a date is over; one that ends at the moment itself is not."""
        return (self.request.as_of - _US).astimezone(self.zone).date() > day

    def _coming(self) -> Iterator[str]:
        request = self.request
        yield from self._between_us()
        if request.waits is not None:
            key = "we-wait.others" if request.waits_area == "others" else "we-wait"
            yield self.tell(key, condition=statement(request.waits, self.tell.speaks).replace("-", " "))
        for step in request.running:
            facts = {"step": self._step_name(step.name), "who": self._who(step), "until": self._at(step.due)}
            key = "step.runs.open" if step.due is None else "step.runs"
            if step.state == "paused":
                key = "step.paused" if step.left is None else "step.paused.left"
                facts["left"] = "" if step.left is None else self.tell.speaks.duration(step.left // _US)
            yield self.tell("step.overdue" if step.state == "overdue" and step.due is not None else key, **facts)
        for one in request.planned:
            facts = {"step": self._step_name(one.name), "who": self._who(one), "until": self._at(one.until)}
            yield self.tell("step.planned" if one.until is not None else "step.paused", **facts)
        for step in request.next:
            yield self.tell("step.then", step=self._step_name(step.name), who=self._who(step))

    def _until(self) -> Iterator[str]:
        request = self.request
        open_ones = [one for one in request.promises if one.standing in ("running", "late", "waiting")]
        if not open_ones:
            yield self.tell(self._over_key())
            return
        waiting = [one for one in open_ones if one.standing == "waiting"]
        if waiting:
            left = self._left(waiting[-1])
            yield self.tell("until.waiting.bare") if left is None else self.tell("until.waiting", left=left)
        else:
            yield self.tell(self._until_key(open_ones), until=self._at(request.known_until))
        if request.is_in_part_unknown:
            yield self.tell("until.unknown.part")

    def _over_key(self) -> str:
        standings = {one.standing for one in self.request.promises}
        if "undetermined" in standings:
            return "until.unknown"
        if "cancelled" in standings:
            return "until.cancelled"
        return "until.done" if standings & {"kept", "not-kept"} else "until.open"

    def _until_key(self, open_ones: Sequence[RequestPromise]) -> str:
        if all(one.standing == "late" for one in open_ones):
            return "until.late"
        if any(one.standing == "late" for one in open_ones):
            return "until.rest"
        part = ".part" if self.request.is_in_part_unknown else ""
        return f"until.past{part}" if self._is_past(self.request.known_until) else f"until.by{part}"

    def _is_past(self, at: datetime | None) -> bool:
        """Return whether an instant is over: time that is used up at a closing is in time until the next opening."""
        return at is not None and at < self.request.as_of

    def _step_name(self, name: str) -> str:
        return name.replace("-", " ")

    def _who(self, step: ItemStep | PlannedStep) -> str:
        if step.contacts:
            return ", ".join(step.contacts)
        if step.party == "customer":
            return self.tell("who.customer")
        return self.tell("who.nobody") if step.owner is None else step.owner.replace("-", " ")

    def _at(self, at: datetime | None) -> str:
        return "" if at is None else self.tell.speaks.instant(from_datetime(at), self.zone)
