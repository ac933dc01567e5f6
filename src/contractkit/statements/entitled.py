"""The answer to a call, told: to read aloud on the phone, and as a page to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

import attrs

from contractkit.calendars.instants import from_datetime
from contractkit.charging.paid_units import PaidUnits
from contractkit.portfolio import Entitlement, PastRequests
from contractkit.portfolio.gaps import MissingField
from contractkit.portfolio.lookups import ContactInForce
from contractkit.portfolio.priced import price_shown
from contractkit.portfolio.promised import Promised
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.entitled_words import WORDS
from contractkit.statements.retelling import retold
from contractkit.statements.sentences import within
from contractkit.statements.sheets import sheet
from contractkit.statements.wording import language

__all__ = ["entitlement_html", "entitlement_text"]

_US = timedelta(microseconds=1)
_FEW = 8
"""So many fields that nothing reads are named."""
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1d2733; background: #fff; max-width: 44rem; margin: 2rem auto;
  padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.05rem; margin: 1.5rem 0 .25rem; }
ul { margin: 0; padding-left: 1.1rem; } p { margin: 0; } .at { color: #5b6875; } .scope { font-weight: 600; }
.clause { color: #5b6875; white-space: nowrap; } .gaps li { color: #a1260d; }
@media print { body { margin: 0; max-width: none; } }
""".strip()

Part = tuple[str, str, Sequence[str]]
"""A part of the answer: what it is, its heading, and its lines."""


def entitlement_text(answer: Entitlement, locale: str = "en") -> str:
    r"""Return an answer in plain words.

    Args:
        answer: The answer; `entitlement` gives it.
        locale: The language, such as ``en`` or ``nl``.

    Returns:
        Lines, the last one without a line break behind it; times are wall clock of the agreement's zone.

    Raises:
        UsageError: The language is not spoken yet.

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "calendar": "always", "fields": {"closed_at": "instant"}, "clauses": {
        ...         "4.1": {"kind": "time-target", "name": "solved", "starts": {"field": "opened_at"},
        ...                 "stops": {"field": "closed_at"}, "within": "4 hours"}}})
        >>> answer = ck.entitlement(agreement, item={}, at="2026-02-17T10:05:00+00:00")
        >>> print(entitlement_text(answer).split("\n")[6].strip().replace("\xa0", " "))
        Solved, within 4 hours: by 17 Feb 2026 14:05 (SLA-7/4.1)
    """
    told = _Told.of(answer, locale)
    lines = [*told.head()]
    for _, heading, said in told.parts():
        lines += ["", heading, *(f"  {line}" for line in said)]
    for one in answer.alternatives:
        lines += ["", entitlement_text(one, locale)]
    return "\n".join(lines)


def entitlement_html(answer: Entitlement, locale: str = "en") -> str:
    r"""Return an answer as a page of its own: no script, nothing from elsewhere; for the screen and for print.

    Args:
        answer: The answer; `entitlement` gives it.
        locale: The language, such as ``en`` or ``nl``.

    Returns:
        A whole HTML document; times are wall clock of the agreement's zone.

    Raises:
        UsageError: The language is not spoken yet.

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "fields": {"solved_at": "instant"}, "clauses": {
        ...         "1": {"kind": "time-target", "name": "solved", "starts": {"field": "opened_at"},
        ...               "stops": {"field": "solved_at"}, "within": "4 hours", "calendar": "always"}}})
        >>> page = entitlement_html(ck.entitlement(agreement, item={}, at="2026-03-02T09:00:00+00:00"))
        >>> "<li>Solved, within 4 hours: by 2 Mar 2026 13:00 (SLA-7/1)</li>" in page.replace("\xa0", " ")
        True
    """
    told = _Told.of(answer, locale)
    title = escape(told.title)
    parts = [_body(_Told.of(one, locale)) for one in (answer, *answer.alternatives)]
    return sheet(title, _STYLE, "\n".join(parts), told.tell.speaks.code)


def _listed(fields: Sequence[str]) -> str:
    """Return fields in one line; of more than a few the first ones."""
    more = f" … (+{len(fields) - _FEW})" if len(fields) > _FEW else ""
    return f"{', '.join(fields[:_FEW])}{more}"


def _body(told: _Told) -> str:
    title, at, *rest = told.head()
    parts = [f"<h1>{escape(title)}</h1>", f'<p class="at">{escape(at)}</p>']
    parts += [f'<p class="scope">{escape(line)}</p>' for line in rest]
    for name, heading, said in told.parts():
        items = "".join(f"<li>{escape(line)}</li>" for line in said)
        parts += [f"<h2>{escape(heading)}</h2>", f'<ul class="{name}">{items}</ul>']
    return "\n".join(parts)


@attrs.frozen
class _Told:
    """An answer with the language in which it is told.

    Attributes:
        answer: The answer.
        tell: The language with the words of answers.
        zone: The zone of the times.
    """

    answer: Entitlement
    tell: Teller
    zone: ZoneInfo

    @classmethod
    def of(cls, answer: Entitlement, locale: str) -> _Told:
        """Return an answer told in the language of a locale."""
        return cls(answer, Teller(language(locale), WORDS), ZoneInfo(answer.zone))

    @property
    def title(self) -> str:
        """Return whose request it is."""
        answer = self.answer
        if answer.customer is None:
            return self.tell("title.nobody", agreement=answer.agreement or "")
        name = next((one.name for one in answer.terms.parties if one.role == "customer"), None)
        who = answer.customer if name in (None, answer.customer) else f"{name} ({answer.customer})"
        return self.tell("title", customer=who)

    def head(self) -> Iterator[str]:
        """Yield the first lines: whose, when, level, scope."""
        answer = self.answer
        yield self.title
        yield self.tell("at", at=self._at(answer.at), zone=answer.zone)
        if answer.alternatives:
            several = ", ".join(str(one.agreement) for one in answer.alternatives)
            yield self.tell("level.several", agreements=several)
            return
        yield self.tell("level" if answer.level else "level.none", level=answer.level, agreement=answer.agreement)
        rule = answer.scope_rule
        said = "" if rule is None else self.tell("by-rule", clause=str(rule.clause))
        yield self.tell(f"scope.{answer.scope}", rule=said)

    def parts(self) -> Iterator[Part]:
        """Yield the parts of the answer that have something to say."""
        answer = self.answer
        own: dict[str, Sequence[str]] = {
            "promised": [self._promise(one) for one in answer.promises if answer.owed],
            "possible": [
                self.tell("possible.one", promise=self._promise(one.promised), when=retold(one.when, self.tell.speaks))
                for one in answer.possible
                if answer.owed
            ],
            "next": [self._next(one.says, one.due, str(one.clause)) for one in answer.next_steps],
            "prepaid": [self._paid(one) for one in answer.prepaid],
            "price": [retold(price_shown(one), self.tell.speaks) for one in answer.prices],
            "past": [self._past(one) for one in answer.past],
            "missing": [self._missing(one) for one in answer.missing],
            "gaps": [retold(gap.says, self.tell.speaks) for gap in answer.gaps],
            "contacts": [self._contact(one) for one in answer.contacts],
            "unread": [_listed(answer.unread)] if answer.unread and not answer.alternatives else [],
        }
        if not answer.alternatives and not (answer.owed and (answer.promises or answer.possible)):
            own["promised"] = [self.tell("promised.none")]
        for name, lines in own.items():
            if lines:
                fields = ", ".join(dict.fromkeys(field for one in answer.possible for field in one.needs))
                further = name == "price" and own["prepaid"] and answer.scope not in ("out", "no-service")
                yield name, self.tell("price.further" if further else name, fields=fields), lines

    def _promise(self, one: Promised) -> str:
        speaks = self.tell.speaks
        due = self.tell("promise.due", due=self._at(one.due))
        if one.due is None:
            due = self.tell("promise.waits", reason=self._why_not_due(one))
        name = speaks.title_case(speaks.written(one.title or one.name).removesuffix("."))
        return f"{self.tell('promise', name=name, limit=within(one.within, speaks), due=due)} ({one.clause})"

    def _why_not_due(self, one: Promised) -> str:
        if self.tell.speaks.code == "en":
            return one.reason or one.does
        return self.tell.speaks.word("reason", one.reason) if one.reason else self.tell(f"does.{one.does}")

    def _next(self, says: str, due: datetime | date | None, clause: str) -> str:
        said = retold(says, self.tell.speaks)
        if due is not None:
            said = self.tell("next.due", says=said, due=self._at(due))
        shown = self.tell.speaks.title_case(said).replace(clause.replace("-", " "), clause)  # a clause is no plain word
        return f"{shown} ({clause})"

    def _paid(self, one: PaidUnits) -> str:
        shown = retold(one.says, self.tell.speaks)
        return shown if one.clause is None else f"{shown} ({one.clause})"

    def _missing(self, one: MissingField) -> str:
        asked = self.tell("missing.one", field=one.field, known=", ".join(one.known) or self.tell("missing.any"))
        return asked if one.near is None else self.tell("missing.near", asked=asked, near=one.near)

    def _past(self, one: PastRequests) -> str:
        speaks = self.tell.speaks
        median, ninetieth = (speaks.duration(taken // _US) for taken in (one.median, one.ninetieth))
        measure = speaks.title_case(one.measure)
        return self.tell("past.one", measure=measure, count=one.count, median=median, ninetieth=ninetieth)

    def _contact(self, one: ContactInForce) -> str:
        shown = self.tell.speaks.title_case(one.role.replace("-", " "))
        return self.tell(
            "contact" if one.reach_at is None else "contact.at", role=shown, name=one.name, reach=one.reach_at
        )

    def _at(self, at: datetime | date | None) -> str:
        if at is None:
            return ""
        speaks = self.tell.speaks
        return speaks.instant(from_datetime(at), self.zone) if isinstance(at, datetime) else speaks.day(at)
