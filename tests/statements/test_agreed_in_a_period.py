"""A statement judges and shows each stretch by what was agreed of it, whatever an amendment changed afterwards.

Until 15 June 90 % had to be in time, from 16 June 95 %. May: nine of ten. June: nine of ten on either side of the
amendment. From August on nothing of the kind is promised any more.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck
from contractkit.statements.sentences import agreed_told, findings, headlines
from contractkit.statements.wording import language

CONTRACT = """\
contractkit: 1
document: contract
id: C-1
title: Desk
language: en
currency: EUR
zone: UTC
parties:
  provider: {name: Tweestroom IT}
  customer: {name: Rietland}
fields: {opened_at: instant, closed_at: instant}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: fee, amount: EUR 1 000.00, per: month}
  "3":
    kind: time-target
    name: solved
    title: Solved
    starts: {field: opened_at}
    stops: {field: closed_at}
    within: 4 hours
    calendar: always
    reach: 90 %
    per: month
    assigned_by: opened
    pays:
      - {kind: tier-credit, of: fee, tiers: [{below: reach, credit: 5 %}]}
"""
AMENDMENT = """\
contractkit: 1
document: amendment
id: A-{number}
title: Change {number}
amends: C-1
effective_from: {since}
signed_on: 2026-01-10
changes:
  - {change}
"""
STRICTER = 'clause: "3"\n    action: change\n    fields: {reach: {was: 90 %, becomes: 95 %}}'
GONE = 'clause: "3"\n    action: remove'
MAPPING = {
    "contractkit": 1,
    "document": "mapping",
    "zone": "UTC",
    "items": {"id": "id", "fields": {"opened_at": "opened", "closed_at": "closed"}},
}


def ten(month: str, day: int, late: int) -> list[tuple[str, str]]:
    """Return ten items of a date, opened at 09:00; those that are late took five hours, the others one."""
    opened = f"2026-{month}-{day:02}T09:00Z"
    return [(opened, f"2026-{month}-{day:02}T{'14' if number < late else '10'}:00Z") for number in range(10)]


ITEMS = [*ten("05", 10, 1), *ten("06", 10, 1), *ten("06", 20, 1), *ten("07", 10, 0)]


@pytest.fixture
def stated(tmp_path: Path) -> Any:
    (tmp_path / "contract.yaml").write_text(CONTRACT, encoding="utf-8")
    for number, since, change in ((1, "2026-06-16", STRICTER), (2, "2026-08-01", GONE)):
        text = AMENDMENT.format(number=number, since=since, change=change)
        (tmp_path / f"amendment-{number}.yaml").write_text(text, encoding="utf-8")
    agreement = ck.load_agreement(tmp_path)
    table = {
        "id": [f"T-{number}" for number in range(len(ITEMS))],
        "opened": [opened for opened, _ in ITEMS],
        "closed": [closed for _, closed in ITEMS],
    }
    facts = ck.Facts.from_frames(items=table, mapping=MAPPING)
    judged = ck.evaluate(agreement, facts, as_of=datetime(2026, 9, 1, tzinfo=UTC))

    def made(period: str, locale: str = "en") -> ck.Statement:
        money, _ = ck.settle(agreement, judged, facts, period=period)
        return ck.Statement(agreement, judged, money, facts, locale=locale)

    return made


def words(texts: Any) -> list[str]:
    return [text.replace("\xa0", " ") for text in texts]


class TestBefore:
    def test_a_month_before_an_amendment_shows_what_was_agreed_then(self, stated: Any) -> None:
        """Nine of ten are 90 %: enough in May, and nothing is paid; the 95 % of June do not judge it."""
        statement = stated("2026-05")
        (figures,) = statement.contents.targets
        assert words([agreed_told(figures, language("en"))]) == ["90 %"]
        assert (figures.verdict, figures.whole.may_be_late) == ("met", 1)
        assert words(headlines(statement.contents, statement.language)) == [
            "All work: 90.0 % in time, target 90 % met; no bonus, no malus"
        ]

    def test_a_promise_that_was_taken_out_later_stands_there_with_its_late_items(self, stated: Any) -> None:
        statement = stated("2026-05")
        assert [one.item for one in statement.contents.breaches] == ["T-0"]
        assert stated("2026-08").contents.targets == ()


class TestInside:
    def test_dates_before_and_after_are_judged_each_by_their_own_wording(self, stated: Any) -> None:
        """June: 9 of 10 before the 16th reach 90 %; 9 of 10 from then on miss 95 %, of which none may be late."""
        (figures,) = stated("2026-06").contents.targets
        pieces = [(piece.period.label, str(piece.agreed), piece.verdict, piece.may_be_late) for piece in figures.pieces]
        assert pieces == [
            ("2026-06-01..2026-06-15", "90 %", "met", 1),
            ("2026-06-16..2026-06-30", "95 %", "breached", 0),
        ]
        assert (figures.verdict, figures.whole.agreed, figures.whole.counts.count) == ("breached", None, 20)

    def test_both_shares_are_told_with_the_date_between_and_the_stretch_that_failed(self, stated: Any) -> None:
        statement = stated("2026-06")
        (figures,) = statement.contents.targets
        assert words([agreed_told(figures, language("en"))]) == ["90 %, from 16 June 2026 95 %"]
        assert words([agreed_told(figures, language("nl"))]) == ["90 %, vanaf 16 juni 2026 95 %"]
        (found,) = findings(statement.contents, statement.language)
        assert words([found[2]]) == [
            "Solved: 90.0 % in 16 – 30 Jun 2026, 95 % agreed. None of 10 may be late; one was."
        ]

    def test_the_chart_draws_each_share_where_it_held(self, stated: Any) -> None:
        page = stated("2026-06").to_html()
        (drawn,) = re.findall(r'<svg class="panel".*?</svg>', page)
        lines = re.findall(r'class="target" x1="([\d.]+)" x2="([\d.]+)" y1="([\d.]+)"', drawn)
        assert len(lines) == 2
        (_, first_ends, low), (second_begins, _, high) = lines
        assert (first_ends, float(high) < float(low)) == (second_begins, True)
        assert re.findall(r'class="tick agreed"[^>]*>([\d.]+)<', drawn) == ["95", "90"]

    def test_the_record_has_what_was_agreed_of_each_stretch(self, stated: Any) -> None:
        (target,) = stated("2026-06").to_dict()["levels"][0]["targets"]
        assert [piece["reach"] for piece in target["pieces"]] == ["90", "95"]
        assert target["whole"]["reach"] is None

    def test_what_the_page_says_is_what_was_paid(self, stated: Any) -> None:
        """Half of June misses 95 %: 5 % of 15 of its 30 days, of EUR 1 000.00."""
        settled = stated("2026-06").settlement
        assert str(settled.malus) == "EUR -25.00"
        assert [line.kind for line in settled.lines] == ["charge", "none", "malus"]


class TestOver:
    def test_a_quarter_has_each_month_and_each_part_of_one(self, stated: Any) -> None:
        (figures,) = stated("2026-Q2").contents.targets
        told = [(language("en").piece(piece.period).replace("\xa0", " "), piece.verdict) for piece in figures.pieces]
        assert told == [
            ("Apr 2026", "no-volume"),
            ("May 2026", "met"),
            ("1 – 15 Jun 2026", "met"),
            ("16 – 30 Jun 2026", "breached"),
        ]
