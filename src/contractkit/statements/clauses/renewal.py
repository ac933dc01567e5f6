"""Renewal and notice, told."""

from __future__ import annotations

from contractkit.statements.clauses import spans
from contractkit.statements.clauses.lists import all_of
from contractkit.statements.clauses.period_ends import period_word
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.provisions.renewal import NoticePeriod, Renewal

__all__ = ["renewal"]

RENEWAL = {
    "en": {
        "tacitly": "After its term the agreement is renewed tacitly{by}{most}, unless {who} gives notice{notice}.",
        "expressly": "After its term the agreement is renewed{by}{most}, if {who} says so{notice}.",
        "until-notice": "After its term the agreement goes on until {who} gives notice{notice}.",
        "not": "After its term the agreement ends; it is not renewed.",
        "by": " by {span} each time",
        "most": " ({n} time at most)| ({n} times at most)",
        "provider": "the provider",
        "customer": "the customer",
        "either": "a party",
        "before.last-day": ", at the latest {span} before the last day of the term",
        "before.end": ", at the latest {span} before the first day after the term",
        "ahead": ", {span} ahead",
        "to-end": ", to the end of {period}",
        "received": "; the day on which it is received counts",
        "sent": "; the day on which it is sent counts",
        "clip-back": ", clipped to the last day of a shorter month",
        "reject": "; a day that a shorter month does not have is not accepted",
        "preceding": "; on a closed day of the calendar {calendar} the preceding open day counts",
    },
    "nl": {
        "tacitly": "Na de looptijd wordt de overeenkomst stilzwijgend verlengd{by}{most}, tenzij {who} opzegt{notice}.",
        "expressly": "Na de looptijd wordt de overeenkomst verlengd{by}{most}, als {who} dat zegt{notice}.",
        "until-notice": "Na de looptijd loopt de overeenkomst door totdat {who} opzegt{notice}.",
        "not": "Na de looptijd eindigt de overeenkomst; zij wordt niet verlengd.",
        "by": " met telkens {span}",
        "most": " (ten hoogste {n} keer)| (ten hoogste {n} keer)",
        "provider": "de dienstverlener",
        "customer": "de klant",
        "either": "een partij",
        "before.last-day": ", uiterlijk {span} voor de laatste dag van de looptijd",
        "before.end": ", uiterlijk {span} voor de eerste dag na de looptijd",
        "ahead": ", {span} van tevoren",
        "to-end": ", tegen het einde van {period}",
        "received": "; de dag van ontvangst telt",
        "sent": "; de dag van verzending telt",
        "clip-back": ", teruggezet op de laatste dag van een kortere maand",
        "reject": "; een dag die een kortere maand niet heeft, wordt niet aanvaard",
        "preceding": "; op een gesloten dag van de kalender {calendar} geldt de open dag daarvoor",
    },
}


@tells(Renewal, RENEWAL)
def renewal(term: Renewal, tell: Teller) -> str:
    """Return whether and how an agreement goes on."""
    return tell(
        term.renews,
        by="" if term.by is None else tell("by", span=spans.span(term.by, tell.speaks)),
        most="" if term.at_most is None else tell("most", n=term.at_most),
        who=tell("either") if len(term.who) > 1 else all_of([tell(who) for who in term.who], tell.speaks),
        notice="" if term.notice is None else _notice(term.notice, term.renews, tell),
    )


def _notice(notice: NoticePeriod, renews: str, tell: Teller) -> str:
    key = "ahead" if renews == "until-notice" else f"before.{notice.counts_from}"
    said = tell(key, span=spans.span(notice.span, tell.speaks))
    if notice.span.unit in ("month", "year"):
        said += tell(notice.month_end)
    if notice.to_end_of is not None:
        said += tell("to-end", period=period_word(notice.to_end_of, tell.speaks))
    if notice.closed_day == "preceding":
        said += tell("preceding", calendar=notice.calendar_name or "")
    return said + tell(notice.counts_when)
