"""Every page and every text that offers a language is whole in it: no word of ours stays English on a Dutch page.

Each is made in both languages from papers whose own words are Dutch. A word that stands in both is either one of the
papers' or the facts', or one that both languages have.
"""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console

import contractkit as ck
from contractkit.delivery import DeliveryFacts, Favour, delivered
from contractkit.statements import page, terminal
from contractkit.statements.charts.backtests import backtest_chart
from contractkit.statements.delivered.letters import quote_letter
from contractkit.statements.entitled import entitlement_html, entitlement_text
from contractkit.statements.explaining import explained
from contractkit.statements.obligations.ics import obligations_ics
from contractkit.statements.obligations.page import obligations_html
from contractkit.statements.obligations.telling import says_word
from contractkit.statements.open_request import request_html, request_text
from contractkit.statements.wording import language

ZONE = ZoneInfo("Europe/Amsterdam")
ITEM = {"soort": "storing"}
PAPER: dict[str, Any] = {
    "contractkit": 1,
    "document": "sla",
    "id": "DVO-9",
    "title": {"nl": "Dienstverlening aan de molen", "en": "Services for the mill"},
    "language": "nl",
    "currency": "EUR",
    "zone": "Europe/Amsterdam",
    "parties": {
        "provider": {"name": "Tweestroom"},
        "customer": {"name": "Graanmolen"},
    },
    "fields": {
        "geopend": "instant",
        "klaar": "instant",
        "soort": ["storing", "vraag", "verhuizing"],
        "stand": ["open", "wachtend"],
    },
    "clauses": {
        "1.1": {"kind": "term", "start": "2026-01-01", "initial": "12 months"},
        "1.2": {"kind": "renewal", "renews": "tacitly", "by": "12 months", "notice": "3 months"},
        "1.3": {
            "kind": "insurance",
            "cover": "beroepsfouten",
            "minimum": "EUR 1 000",
            "certificate_until": "2026-05-01",
        },
        "1.4": {
            "kind": "duty",
            "owner": "provider",
            "does": {"nl": "Stuurt het kwartaaloverzicht", "en": "Sends the overview"},
            "due": "10 days",
            "after": "quarter-end",
        },
        "1.5": {"kind": "payment", "within": "30 days"},
        "1.6": {"kind": "effort", "owner": "provider", "text": {"nl": "Doet zijn best.", "en": "Tries."}},
        "1.7": {"kind": "interest", "rate": "8 % per year"},
        "1.8": {"kind": "liability", "who": "provider", "per_event": "EUR 1 000", "uncapped": ["intent"]},
        "1.9": {
            "kind": "termination",
            "who": "customer",
            "ground": "breach",
            "notice": "1 month",
            "use_within": "30 days",
        },
        "2.2": {"kind": "indexation", "by": {"fixed": "3 %"}, "every": "1 January", "first": "2027-01-01"},
        "2.3": {
            "kind": "right",
            "owner": "customer",
            "may": {"nl": "Laat de boeken nazien", "en": "Has the books audited"},
            "times": 1,
            "per": "year",
            "notice": "10 days",
        },
        "2.4": {
            "kind": "remedy",
            "when": {"target": "opgelost", "verdict": "breached"},
            "who": "customer",
            "grants": "rectification-plan",
            "use_within": "30 days",
        },
        "2.5": {"kind": "relief", "cause": "planned-maintenance", "told_within": "2 days", "area": "service"},
        "2.6": {"kind": "minimum-commitment", "at_least": "EUR 1 300.00", "per": "month"},
        "2.7": {"kind": "escalation", "of": "opgelost", "steps": [{"at": "75 %", "tell": "balie", "how": "phone"}]},
        "2.8": {
            "kind": "process",
            "name": "herstel",
            "for": "opgelost",
            "starts": "opened",
            "when": {"soort": "storing"},
            "steps": [
                {"name": "kijken", "owner": "balie", "within": "1 hour"},
                {"name": "maken", "owner": "balie", "after": "kijken", "within": "2 hours"},
            ],
        },
        "2.1": {"kind": "calendar", "name": "kantoor", "week": {"mon-fri": "09:00-17:00"}},
        "3.1": {"kind": "fee", "name": "vast", "amount": "EUR 800.00", "per": "month"},
        "3.2": {
            "kind": "service",
            "name": "bureau",
            "volume": "100 plek",
            "price": "EUR 4.00 per plek per month",
            "band": "5 %",
            "outside_band": {"above": "EUR 3.50 per plek", "below": "EUR 2.00 per plek"},
        },
        "4.1": {
            "kind": "time-target",
            "name": "opgelost",
            "title": {"nl": "Opgelost", "en": "Solved"},
            "starts": {"field": "geopend"},
            "stops": {"field": "klaar"},
            "within": "4 hours",
            "calendar": "kantoor",
            "reach": "95 %",
            "per": "month",
            "pays": [
                {
                    "kind": "tier-credit",
                    "of": "monthly-fee",
                    "tiers": [{"below": "95 %", "credit": "2 %"}, {"below": "90 %", "credit": "5 %"}],
                    "repeat": {"multiply_by": 2, "when": "previous-period-failed"},
                    "cap": "EUR 30.00",
                }
            ],
        },
        "4.2": {"kind": "pause", "while": {"stand": "wachtend"}, "area": "others"},
        "4.3": {"kind": "metric", "name": "bereik", "measures": "availability", "of": "bureau", "relief": "none"},
        "4.4": {"kind": "figure-target", "name": "bereikbaar", "metric": "bereik", "reach": "99 %", "per": "month"},
        "4.5": {"kind": "gap-credit", "for": "bereikbaar", "of": "vast", "credit_per_point": "2 %"},
        "4.6": {
            "kind": "curve",
            "for": "bereikbaar",
            "of": "vast",
            "nature": "incentive",
            "points": [{"at": "99 %", "pays": "0 %"}, {"at": "100 %", "pays": "3 %"}],
        },
        "7.1": {
            "kind": "scope",
            "calendar": "kantoor",
            "rows": [
                {"name": "erbuiten", "when": {"soort": "verhuizing"}, "is": "out", "then": "quote"},
                {"name": "twijfel", "when": {"soort": "vraag"}, "is": "grey", "follow_up": "10 business days"},
                {"name": "anders", "otherwise": "in"},
            ],
        },
        "8.1": {"kind": "rate", "name": "monteur", "price": "EUR 90.00 per hour"},
        "8.2": {"kind": "quote", "within": "2 business days", "calendar": "kantoor", "silence": "refused"},
        "8.3": {"kind": "favours", "valued_at": "monteur", "told_within": "5 business days", "calendar": "kantoor"},
        "8.4": {
            "kind": "orders",
            "channels": ["telefoon"],
            "window": "kantoor",
            "lead_time": "2 business days",
            "when": {"soort": "storing"},
        },
        "8.5": {
            "kind": "contacts",
            "contacts": [{"role": "balie", "party": "provider", "name": "Femke", "reach_at": "050 123"}],
        },
        "9.1": {
            "kind": "settlement",
            "per": "month",
            "order": [
                {"step": "cap", "limit": "5 % of monthly-fee", "per": "month"},
                {"step": "minimum-issue", "more_than": "EUR 1.00", "otherwise": "drop"},
                {"step": "round", "to": "0.01", "mode": "half-up"},
            ],
        },
    },
}
MAPPING = {
    "contractkit": 1,
    "document": "mapping",
    "zone": "Europe/Amsterdam",
    "items": {
        "id": "nr",
        "fields": {
            "opened_at": "geopend",
            "geopend": {"column": "geopend", "type": "instant"},
            "klaar": {"column": "klaar", "type": "instant"},
            "soort": "soort",
            "stand": {"column": "stand", "holds": "at-opening"},
            "service": "dienst",
        },
    },
    "events": {
        "item": "nr",
        "at": "op",
        "form": "change",
        "field": "wat",
        "value": "naar",
        "fields": {"stand": "stand"},
    },
}
BOTH = (
    # what both languages spell alike
    "in is per was of bonus malus sla over een contract contractkit service apart opening start curve best variant late "
    "document effect incident interval met minimum scope stops "
    # units, codes, and the words of a calendar file
    "eur utc min "
    # names of months that are alike, and short forms
    "jan feb apr jun jul aug sep nov dec april september november december "
    # places in a mapping, as it names them
    "mapping items events fields opened at iso "
    # notation of pages and of zones
    "html lang nl en europe amsterdam"
)
"""Words that both languages have, and marks that are no words."""
NAMES = (
    "vast bureau plek opgelost dienst bereik bereikbaar monteur kantoor beroepsfouten twijfel erbuiten anders balie "
    "femke telefoon tweestroom graanmolen dienstverlening aan de molen storing vraag verhuizing stand open wachtend "
    "soort geopend klaar scherm gericht geen tijd brand dvo proef "
    "laat de boeken nazien herstel kijken maken"
)
"""Words of the papers and the facts, which have them in one language."""


@cache
def agreement() -> ck.Agreement:
    return ck.load_agreement(data=PAPER)


@cache
def facts() -> ck.Facts:
    return ck.Facts.from_frames(
        mapping=MAPPING,
        items={
            "nr": ["M-1", "M-2", "M-3", "M-4", "M-5", "M-6"],
            "geopend": [
                "2026-03-02 10:00",
                "2026-03-03 10:00",
                "2026-03-04 10:00",
                "2026-03-05 10:00",
                "2026-03-31 16:30",
                "2026-03-10 09:00",
            ],
            "klaar": [
                "2026-03-02 12:00",
                "2026-03-05 15:00",
                "2026-03-04 11:00",
                "2026-03-05 11:00",
                None,
                "geen tijd",
            ],
            "soort": ["storing", "storing", "verhuizing", "vraag", "storing", "storing"],
            "dienst": ["bureau"] * 6,
            "stand": ["open"] * 6,
        },
        events={
            "nr": ["M-2", "M-2", "M-5", "M-9"],
            "op": ["2026-03-03 12:00", "2026-03-03 13:00", "2026-03-31 16:45", "2026-03-31 16:45"],
            "wat": ["stand"] * 4,
            "naar": ["wachtend", "open", "wachtend", "open"],
        },
    )


@cache
def evaluation() -> ck.Evaluation:
    return ck.evaluate(agreement(), facts(), as_of=datetime(2026, 4, 1, tzinfo=ZONE))


@cache
def settlements() -> tuple[ck.Settlement, ...]:
    """Return what is settled: with everything told, with a range, and with nothing told."""
    return tuple(ck.settle(agreement(), evaluation(), None, period="2026-03", told=told)[0] for told in _told())


def _told() -> list[ck.SettlementFacts]:
    several: tuple[dict[str, Any], ...] = (
        {"figures": {"bereikbaar": "98.2 %"}, "volumes": {"bureau": "112"}},
        {"figures": {"bereikbaar": {"low": "98 %", "high": "100 %"}}, "volumes": {"bureau": "90"}},
        {},
    )
    return [ck.SettlementFacts.from_dict(one, agreement=agreement(), period="2026-03") for one in several]


@cache
def delivery() -> Any:
    told = DeliveryFacts(favours=(Favour("Scherm gericht", date(2026, 3, 12), item="M-4"),))
    return delivered(agreement(), evaluation(), period="2026-03", told=told)


def statements(locale: str) -> list[ck.Statement]:
    return [
        ck.Statement(agreement(), evaluation(), one, facts(), locale=locale, delivery=delivery())
        for one in settlements()
    ]


def _terminal(locale: str) -> str:
    screen = Console(file=io.StringIO(), width=240, highlight=False)
    terminal.show(statements(locale), screen)
    return screen.file.getvalue()  # type: ignore[attr-defined]


@cache
def obligations() -> ck.Obligations:
    return ck.obligations(agreement(), between=(date(2026, 1, 1), date(2027, 12, 31)), as_of=date(2026, 4, 1))


def _entitlement(item: dict[str, str], locale: str) -> str:
    answer = ck.entitlement(agreement(), item, datetime(2026, 3, 2, 10, 5, tzinfo=ZONE))
    return entitlement_text(answer, locale) + entitlement_html(answer, locale)


def _explained(locale: str) -> str:
    return "\n".join(
        " ".join(filter(None, (one.title, one.text, *(told.says for told in one.told))))
        for one in explained(agreement(), locale)
    )


def _traces(locale: str) -> str:
    judged = evaluation()
    return "\n".join(
        ck.trace_text(judged.trace(item, "opgelost"), judged.agreement, locale) for item in ("M-1", "M-2", "M-5", "M-6")
    )


def _backtest(locale: str) -> str:
    """Return the chart of one variant: half a point of the credit more."""
    clauses = {**PAPER["clauses"], "4.5": {**PAPER["clauses"]["4.5"], "credit_per_point": "3 %"}}
    draft = ck.load_agreement(data={**PAPER, "clauses": clauses})
    variants = [ck.Variant.of("proef", draft)]
    found = ck.backtest(agreement(), evaluation(), facts(), variants, period="2026-03", told=_told()[0])
    return backtest_chart(found, locale=locale) + backtest_chart(found, "customer", locale=locale)


SHOWN = {
    "the page of statements": lambda locale: page(statements(locale)),
    "the terminal": _terminal,
    "obligations as a page": lambda locale: obligations_html(obligations(), locale=locale),
    "obligations as sentences": lambda locale: "\n".join(says_word(one, locale) for one in obligations().rows),
    "the calendar file": lambda locale: "\n".join(
        line.partition(":")[2]
        for line in obligations_ics(obligations().rows, stamp=date(2026, 4, 1), locale=locale)
        .replace("\r\n ", "")
        .split("\r\n")
        if line.startswith(("SUMMARY", "DESCRIPTION"))
    ),
    "an answer in scope": lambda locale: _entitlement(ITEM, locale),
    "an answer without the kind": lambda locale: _entitlement({}, locale),
    "an answer out of scope": lambda locale: _entitlement({"soort": "verhuizing"}, locale),
    "an answer in the grey zone": lambda locale: _entitlement({"soort": "vraag"}, locale),
    "an answer about a word that nobody knows": lambda locale: _entitlement({"soort": "brand"}, locale),
    "an open request": lambda locale: (
        request_text(ck.open_request(evaluation(), "M-5"), locale)
        + request_html(ck.open_request(evaluation(), "M-2"), locale)
    ),
    "the letters of quotes": lambda locale: "\n".join(
        quote_letter(delivery(), one, language(locale)) for one in delivery().quotes
    ),
    "the clauses": _explained,
    "the traces": _traces,
    "the chart of a settlement": lambda locale: "".join(
        ck.settlement_chart(one, locale=locale) for one in settlements()
    ),
    "the charts of effects": lambda locale: "".join(
        ck.effect_chart(agreement(), clause, period="2026-03", locale=locale) for clause in ("4.1", "4.5", "4.6")
    ),
    "the chart of a back-test": _backtest,
    "the charts of prices": lambda locale: (
        ck.volume_chart(agreement(), "bureau", period="2026-03", locale=locale)
        + ck.price_chart(agreement(), "vast", until=date(2026, 12, 31), locale=locale)
    ),
}


def _words(text: str) -> list[str]:
    return re.findall(r"[a-zà-ÿ]{2,}", text.lower())


def _visible(text: str) -> str:
    """Return what a page shows and says: no mark-up, no style, no ids."""
    text = re.sub(r"<(style|script)\b.*?</\1>", " ", text, flags=re.DOTALL)
    labels = " ".join(re.findall(r'(?:aria-label|data-label|title)="([^"]*)"', text))
    return unescape(f"{re.sub(r'<[^>]+>', ' ', text)} {labels}").replace("\u00a0", " ")


@pytest.mark.parametrize("what", SHOWN)
def test_no_english_word_is_left(what: str) -> None:
    """A word is left where English has it too, no paper does, and the languages do not share it."""
    english, dutch = (_visible(SHOWN[what](locale)) for locale in ("en", "nl"))
    assert dutch.strip()
    shared = set(_words(english)) & set(_words(dutch)) - set(_words(BOTH)) - set(_words(NAMES))
    lines = {
        word: next(line.strip() for line in re.split(r"\n|\s{2,}|(?<=[.;:]) ", dutch) if word in _words(line))[:160]
        for word in sorted(shared)
    }
    assert lines == {}


def test_a_saved_portfolio_keeps_the_languages_of_its_papers(tmp_path: Path) -> None:
    """``Stuurt het kwartaaloverzicht`` is there in English too, before and after."""
    ck.Portfolio.of([agreement()]).save(tmp_path / "alle.portfolio")
    again = ck.Portfolio.load(tmp_path / "alle.portfolio")["DVO-9"]
    between = date(2026, 4, 1), date(2026, 4, 30)
    found = [ck.obligations(one, between, as_of=date(2026, 4, 1)).rows[0] for one in (agreement(), again)]
    for locale, does in (("nl", "stuurt het kwartaaloverzicht"), ("en", "sends the overview")):
        assert [does in says_word(one, locale) for one in found] == [True, True]
    assert again.targets[0].title == "Opgelost"
    assert [language("en").written(one.targets[0].title or "") for one in (agreement(), again)] == ["Solved"] * 2
