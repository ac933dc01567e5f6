"""A statement says of a period what attainment says of it, in the same word."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

import contractkit as ck
from contractkit.statements import Statement
from contractkit.statements.sentences import headlines

PAPER = """\
contractkit: 1
document: sla
id: SLA-1
title: Service levels
currency: EUR
zone: Europe/Amsterdam
fields: {opened_at: instant, closed_at: instant}
clauses:
  "1": {kind: term, start: 2026-01-01, initial: 1 year}
  "2": {kind: time-target, name: solved, starts: {field: opened_at}, stops: {field: closed_at}, within: 4 hours,
    calendar: always, per: month, TERMS}
"""
MAPPING: dict[str, Any] = {
    "contractkit": 1, "document": "mapping",
    "items": {"id": "id", "fields": {"opened_at": "opened", "closed_at": "closed"}},
}  # fmt: skip


def stated(terms: str, hours: tuple[int, ...] = (1, 1, 9)) -> tuple[Statement, str | None]:
    """Return the statement of February, and the verdict of attainment; tickets took so many hours."""
    agreement = ck.load_agreement(text=PAPER.replace("TERMS", terms))
    day = "2026-02-03T"
    opened = [f"{day}09:00Z" for _ in hours] or ["2026-03-03T09:00Z"]
    closed = [f"{day}{9 + many:02}:00Z" for many in hours] or ["2026-03-03T10:00Z"]
    items = {"id": [f"T-{number}" for number in range(len(opened))], "opened": opened, "closed": closed}
    facts = ck.Facts.from_frames(items=items, mapping=MAPPING)
    evaluation = ck.evaluate(agreement, facts, datetime(2026, 4, 1, tzinfo=UTC))
    (row,) = evaluation.attainment("2026-02").to_records()
    return Statement(agreement, evaluation, None, facts, "2026-02"), row["verdict"]


@pytest.mark.parametrize(
    ("terms", "hours", "verdict"),
    [
        ("reach: 90 %, minimum_sample: 5", (1, 1, 9), "too-few"),
        ("reach: 90 %, minimum_sample: 3", (1, 1, 9), "breached"),
        ("reach: 90 %, no_volume: met", (), "met"),
        ("reach: 90 %, no_volume: no-verdict", (), "no-volume"),
        ("reach: 60 %", (1, 1, 9), "met"),
    ],
)
def test_a_month_has_one_verdict(terms: str, hours: tuple[int, ...], verdict: str) -> None:
    statement, attained = stated(terms, hours)
    (figures,) = statement.contents.targets
    assert (attained, figures.verdict, figures.whole.verdict) == (verdict, verdict, verdict)
    assert statement.contents.verdict == verdict


def test_where_attainment_has_none_the_parties_agreed_no_share() -> None:
    statement, attained = stated("note: no share")
    assert attained is None
    assert statement.contents.verdict == "no-share"


@pytest.mark.parametrize(("locale", "words"), [("en", "too few to judge"), ("nl", "te weinig voor een oordeel")])
def test_the_page_says_that_there_are_too_few(locale: str, words: str) -> None:
    statement, _ = stated("reach: 90 %, minimum_sample: 5")
    told = Statement(statement.agreement, statement.evaluation, None, statement.facts, "2026-02", locale)
    assert words in told.to_html().replace("\u00a0", " ")
    (headline,) = headlines(told.contents, told.language)
    assert headline.endswith(f", {words}")
