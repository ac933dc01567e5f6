"""The door of one open request: how its promises stand, and what the parties made of it where it lies outside."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from contractkit.calendars.instants import from_datetime
from contractkit.delivery import DeliveryFacts
from contractkit.delivery.asked_outside import AskedOutside, asked_outside
from contractkit.delivery.grey import GreyItem
from contractkit.errors import UsageError
from contractkit.evaluation import Evaluation
from contractkit.process import OpenRequest
from contractkit.process.proofs import shown
from contractkit.process.request_values import RequestDecision, RequestEvent, RequestQuote
from contractkit.process.requests import open_request as by_its_clocks

__all__ = ["open_request"]


def open_request(evaluation: Evaluation, item: str, told: DeliveryFacts | None = None) -> OpenRequest:
    """Return one request as its customer may see it: promised, happened, next, until when.

    It holds what the papers say and what was recorded, and nothing that is only the provider's: no money, no papers of
    teams and suppliers. Of a promise with several cycles the last one counts. `request_text` and `request_html` tell it
    in plain words.

    Args:
        evaluation: The evaluation in which the item was judged; its moment of judging is that of the answer.
        item: The id of the item.
        told: What became of grey items and which quotes were sent, as `delivered` takes it: of a request outside the
            answer then says what was decided, until when the parties talk, and how its quote stands. A decision for
            all such requests is found where the evaluation holds the item with which it was made. None where nobody
            told: nothing is said of either.

    Raises:
        UsageError: There is no such item, or `told` are no such facts.

    Source: domain.md, "The first contact" and "Service is not the same as the agreement".

    Example:
        >>> import contractkit as ck
        >>> from datetime import UTC, date, datetime
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "fields": {"opened_at": "instant", "category": ["pc", "phone"]}, "clauses": {
        ...         "7": {"kind": "scope", "rows": [
        ...             {"name": "private", "when": {"category": "phone"}, "is": "grey"},
        ...             {"name": "rest", "otherwise": "in"}]}}})
        >>> facts = ck.Facts.from_frames(
        ...     items={"id": ["T-1"], "opened_at": ["2026-03-02T09:00Z"], "category": ["phone"]},
        ...     mapping={"contractkit": 1, "document": "mapping", "items": {
        ...         "id": "id", "fields": {"opened_at": "opened_at", "category": "category"}}})
        >>> result = ck.evaluate(agreement, facts, as_of=datetime(2026, 4, 1, tzinfo=UTC))
        >>> told = ck.DeliveryFacts(decisions=[ck.GreyDecision("T-1", "favour", date(2026, 3, 9))])
        >>> found = ck.open_request(result, "T-1", told)
        >>> found.decided.outcome, str(found.decided.on)
        ('favour', '2026-03-09')
    """
    _refuse_other_facts(told)
    found = by_its_clocks(evaluation, item)
    if told is None or found.scope == "not-yet-open":
        return found
    outside = asked_outside(evaluation, item, told)
    grey, quote = outside.grey, outside.quote
    happened = sorted((*found.happened, *_of_quote(outside, found.zone)), key=lambda one: from_datetime(one.at))
    return attrs.evolve(
        found,
        happened=tuple(happened),
        decided=None if grey is None else _decision(grey),
        talk_by=None if grey is None or grey.state == "decided" else grey.follow_up,
        quote=None if quote is None else RequestQuote(quote.state, quote.due, quote.sent_at, quote.valid_until),
    )


def _refuse_other_facts(told: object) -> None:
    if told is not None and not isinstance(told, DeliveryFacts):
        says = f"open_request: told is {told!r:.80}; pass ck.DeliveryFacts, which from_tables reads, or leave it out"
        raise UsageError(says, argument="told", value=None)


def _decision(grey: GreyItem) -> RequestDecision | None:
    if grey.outcome is None or grey.decided_on is None:
        return None
    return RequestDecision(
        grey.outcome, grey.decided_on, "this-request" if grey.decided_with is None else "such-requests"
    )


def _of_quote(outside: AskedOutside, zone: str) -> Iterator[RequestEvent]:
    """Yield when a quote was sent, and when it was answered."""
    quote, answered_at = outside.quote, outside.answered_at
    if quote is None or quote.sent_at is None:
        return
    yield RequestEvent(shown(from_datetime(quote.sent_at), zone), "quote", None, "sent")
    if answered_at is not None:
        yield RequestEvent(shown(from_datetime(answered_at), zone), "quote", None, quote.state)
