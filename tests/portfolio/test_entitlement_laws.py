"""The law that a call is promised exactly what `evaluate` and `Clock` find for it, over papers of many kinds.

Papers have targets of every unit, tables with dated rows, results with one and several time limits, clocks that wait,
pauses, scope rules, levels, terms and amendments. Instants lie at openings, closings, cut-offs and midnights, where the
clocks go forward and back, at a holiday, on the first and last day of the term, and a microsecond beside each.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

import contractkit as ck
from contractkit.portfolio.storing import read_shelf, written_shelf

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MICROSECOND = timedelta(microseconds=1)
SOLVED: dict[str, Any] = {"status": ["solved", "closed"]}
LIMITS = st.sampled_from(
    [
        *(
            "4 hours",
            "8 hours",
            "30 minutes",
            "0 hours",
            "0 business days",
            "2 business days",
            "3 business days by 12:00",
        ),
        *("1 business day", "2 calendar days", "1 month", "2 weeks"),
    ]
)
EDGE_DAYS = st.sampled_from(
    [
        *(date(2026, 3, 27), date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 30)),  # the clocks go forward
        *(date(2026, 10, 23), date(2026, 10, 25), date(2026, 10, 26)),  # and back
        *(date(2026, 4, 3), date(2026, 4, 6), date(2026, 4, 27), date(2026, 12, 25), date(2028, 2, 29)),  # holidays
        *(date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2027, 12, 31)),
        *(date(2028, 1, 1), date(2026, 2, 17)),
    ]
)
EDGE_TIMES = st.sampled_from([0, 60, 120, 150, 180, 540, 720, 780, 900, 1020, 1439, 605])
WORDS: dict[str, list[str | None]] = {
    "priority": ["P1", "P2", "P3", "P9", None],
    "status": ["new", "waiting", "solved", "void", "misrouted", "odd", None],
    "type": ["incident", "order", None],
    "service": ["desk", "mail", "moving", None],
    "category": ["phone", "printer", None],
    "level": ["gold", "silver", None],
}
NEVER_PROMISED = ("cancelled", "not-started", "unknown-value", "start-unknown")
MAPPING: dict[str, Any] = {
    "contractkit": 1,
    "document": "mapping",
    "items": {
        "id": "id",
        "fields": {
            "opened_at": "opened",
            "promised_at": "promised",
            "closed_at": "closed",
            **{name: {"column": name, "holds": "at-opening"} for name in WORDS},
        },
    },
    "events": {
        "item": "id",
        "at": "at",
        "form": "change",
        "field": "field",
        "value": "value",
        "fields": {name: {"name": name} for name in WORDS},
    },
}


@st.composite
def papers(draw: st.DrawFn) -> dict[str, Any]:
    """Draw an SLA with promises of every kind."""
    gold = draw(LIMITS), draw(LIMITS)
    cut_off: dict[str, Any] = {}
    if any("business" in str(limit) for limit in gold):  # a cut-off is one of business days
        cut_off = draw(st.sampled_from([{}, {"cut_off": "15:00"}, {"cut_off": {"after": "12:00", "restart": "09:00"}}]))
    by_level = draw(st.booleans())
    fields: dict[str, Any] = {
        "priority": ["P1", "P2", "P3"],
        "status": ["new", "waiting", "solved", "closed", "void", "misrouted"],
        "type": ["incident", "order"],
        "category": "text",
        "promised_at": "instant",
        "closed_at": "instant",
        "comment": ["agent", "customer"],
        "opened_at": "instant",
    }
    if by_level:
        fields["level"] = ["gold", "silver"]
    starts = st.sampled_from([{"field": "opened_at"}, {"field": "opened_at"}, {"not": {"status": "new"}}])
    clauses: dict[str, Any] = {
        "1.1": {"kind": "term", "start": "2026-01-01", "initial": draw(st.sampled_from(["24 months", "6 months"]))},
        "2.1": {
            "kind": "calendar",
            "name": "office",
            "week": {"mon-fri": draw(st.sampled_from(["09:00-12:00 and 13:00-17:00", "22:00-03:00", "01:30-02:30"]))},
            "holidays": ["NL"],
        },
        "3.0": {"kind": "level", "name": "gold"},
        "3.00": {"kind": "level", "name": "silver"},
        "3.1": {"kind": "service", "name": "desk", "level": "gold"},
        "3.2": {"kind": "service", "name": "mail", "level": "silver"},
        "4.0": {"kind": "pause", "while": {"status": "waiting"}, "for": ["solving"]},
        "4.1": {
            "kind": "target-table",
            "name": "by-priority",
            "starts": draw(starts),
            "stops": SOLVED,
            "resets": {"status": "misrouted"},
            "cancels": {"status": "void"},
            "by": "priority",
            "calendar": "office",
            "when": {"type": "incident"},
            "rows": [
                {"is": "P1", "name": "p1", "within": draw(LIMITS)},
                {"is": "P2", "name": "p2-new", "within": draw(LIMITS), "from": "2026-07-01"},
                {"is": "P2", "name": "p2", "within": "5 hours"},
            ],
        },
        "4.2": {"kind": "measure", "name": "solving", "starts": {"field": "opened_at"}, "stops": SOLVED},
        "4.3": {
            "kind": "time-target",
            "level": "gold",
            "measure": "solving",
            "calendar": "office",
            **cut_off,
            "rows": [
                {"name": "g1", "when": {"priority": "P1"}, "within": gold[0]},
                {"name": "g2", "when": {"priority": ["P2", "P3"], "type": "order"}, "within": gold[1]},
            ],
        },
        "4.4": {
            "kind": "time-target",
            "level": "silver",
            "name": "s",
            "measure": "solving",
            "within": draw(LIMITS),
            "calendar": draw(st.sampled_from(["always", "office"])),
        },
        "4.5": {
            "kind": "result",
            "name": "works",
            "when": {"type": "incident"},
            "starts": {"field": "opened_at"},
            "stops": SOLVED,
            "met_when": draw(
                st.sampled_from(
                    [
                        {"all_of": [{"within": "5 hours", "calendar": "office"}, {"field": "category", "is": "phone"}]},
                        {
                            "all_of": [
                                {"within": "5 hours", "calendar": "office"},
                                {"within": "9 hours", "calendar": "always"},
                            ]
                        },
                        {
                            "any_of": [
                                {"within": "5 hours", "calendar": "office"},
                                {
                                    "all_of": [
                                        {"within": "3 hours", "calendar": "always"},
                                        {"field": "category", "is": "x"},
                                    ]
                                },
                            ]
                        },
                    ]
                )
            ),
        },
        "4.6": {
            "kind": "time-target",
            "name": "in-its-column",
            "starts": {"field": "opened_at"},
            "stops": {"field": "closed_at"},
            "within": draw(LIMITS),
            "calendar": "office",
        },
        "4.7": {
            "kind": "time-target",
            "name": "as-promised",
            "starts": "none",
            "stops": SOLVED,
            "due": {"field": "promised_at"},
        },
        "4.8": {
            "kind": "time-target",
            "name": "kept-informed",
            "measure": "telling",
            "starts": {"field": "opened_at"},
            "stops": SOLVED,
            "every": "2 hours",
            "calendar": "office",
        },
        "4.9": {"kind": "measure", "name": "telling", "stops": {"event": {"comment": "agent"}}},
        "7.1": {
            "kind": "scope",
            "rows": [
                {"name": "phones", "when": {"category": "phone"}, "is": "grey"},
                {"name": "moves", "when": {"service": "moving"}, "is": draw(st.sampled_from(["out", "in"]))},
                *draw(st.sampled_from([[], [{"name": "rest", "otherwise": "in"}]])),
            ],
        },
    }
    return {
        "contractkit": 1,
        "document": "contract",
        "id": "S",
        "title": "S",
        "parties": {"provider": {"name": "P"}, "customer": {"name": "C", "code": "c"}},
        "language": "en",
        "currency": "EUR",
        "zone": "Europe/Amsterdam",
        "fields": fields,
        "clauses": clauses,
    }


@st.composite
def instants(draw: st.DrawFn) -> datetime:
    """Draw an instant at or beside an edge."""
    wall = datetime.combine(draw(EDGE_DAYS), datetime.min.time()) + timedelta(minutes=draw(EDGE_TIMES))
    instant = wall.replace(tzinfo=AMSTERDAM, fold=draw(st.integers(0, 1))).astimezone(UTC)
    return instant + draw(st.sampled_from([-1, 0, 0, 1])) * MICROSECOND


ITEMS = st.fixed_dictionaries(
    {name: st.sampled_from(words) for name, words in WORDS.items()},
    optional={
        "promised_at": st.sampled_from(["2026-03-30T12:00:00+02:00", "2030-01-01T00:00:00+01:00"]),
        "closed_at": st.sampled_from(["2026-01-01T00:00:00+01:00", "2026-10-25T02:30:00+01:00"]),
    },
)


def judged(agreement: ck.Agreement, items: list[dict[str, Any]], at: datetime) -> ck.Evaluation:
    """Return what `evaluate` says of items at the instant at which they open; item 3 is ``T-3``."""

    def column(name: str) -> list[Any]:
        return [item.get(name) for item in items]

    moments = {
        column_name: [None if value is None else datetime.fromisoformat(value) for value in column(name)]
        for column_name, name in (("promised", "promised_at"), ("closed", "closed_at"))
    }
    ids = {"id": [f"T-{number}" for number in range(len(items))], "opened": [at] * len(items)}
    rows = {**ids, **{name: column(name) for name in WORDS}, **moments}
    later = {
        "id": ["T-0"],
        "at": [at + timedelta(days=1)],
        "field": ["status"],
        "value": ["closed"],
    }  # an event log is kept
    return ck.evaluate(agreement, ck.Facts.from_frames(items=rows, events=later, mapping=MAPPING), as_of=at)


def same_word(reason: str) -> str:
    """Return one word for a clock that has not started: a reset at the opening is called either by the two engines."""
    return "not-started" if reason == "reset" else reason


def differences(agreement: ck.Agreement, items: list[dict[str, Any]], at: datetime) -> list[Any]:
    """Return where a call is promised something else than `evaluate` finds."""
    expected: dict[str, dict[str, Any]] = {}
    for row in judged(agreement, items, at).outcomes.to_records():
        if row["reason"] not in ("target-unknown", "no-target"):
            told = (row["due"], row["in_time_until"], same_word(row["reason"] or ""))
            expected.setdefault(row["item"], {})[row["target"]] = told
    found = []
    for number, item in enumerate(items):
        answer = ck.entitlement(agreement, item=item, at=at)
        ours = {one.target: (one.due, one.in_time_until, same_word(one.reason)) for one in answer.promises}
        theirs = expected.get(f"T-{number}", {})
        for one in answer.possible:  # of what nobody knows whether it holds, nothing is due
            if theirs.pop(one.promised.target, (None,))[0] is not None:
                found.append((item, at, "due", one))
        for target in [*theirs]:  # nothing is promised to what was cancelled, reset or is not known before a target was
            if target not in ours and theirs[target][0] is None and theirs[target][2] in NEVER_PROMISED:
                del theirs[target]
        for target in {*ours, *theirs}:
            if ours.get(target) != theirs.get(target):
                found.append((item, at, target, ours.get(target), theirs.get(target)))
    return found


class TestEntitlementIsWhatEvaluateFinds:
    @settings(max_examples=15, deadline=None)
    @given(papers(), st.lists(ITEMS, min_size=8, max_size=16), st.lists(instants(), min_size=2, max_size=4))
    def test_the_same_promises_hold_with_the_same_due_instants(
        self, paper: dict[str, Any], items: list[dict[str, Any]], asked: list[datetime]
    ) -> None:
        agreement = ck.load_agreement(data=paper)
        for at in asked:
            assert differences(agreement, items, at) == []

    @settings(max_examples=10, deadline=None)
    @given(papers(), st.lists(ITEMS, min_size=4, max_size=8), instants())
    def test_a_portfolio_that_was_stored_says_what_the_agreement_says(
        self, paper: dict[str, Any], items: list[dict[str, Any]], at: datetime
    ) -> None:
        agreement = ck.load_agreement(data=paper)
        other = ck.load_agreement(
            data={**paper, "id": "S-2", "parties": {**paper["parties"], "customer": {"name": "D", "code": "d"}}}
        )
        shelf = read_shelf(written_shelf(ck.Portfolio.of([other, agreement])._shelf), "same")
        portfolio = ck.Portfolio(shelf)
        for item in items:
            asked = {
                **item,
                "customer": "c",
                "service": item.get("service") if item.get("service") != "moving" else None,
            }
            assert ck.entitlement(portfolio, item=asked, at=at) == ck.entitlement(agreement, item=asked, at=at)

    @settings(max_examples=10, deadline=None)
    @given(papers(), st.lists(ITEMS, min_size=8, max_size=16), instants())
    def test_the_same_work_is_in_scope_wherever_the_answer_is_known(
        self, paper: dict[str, Any], items: list[dict[str, Any]], at: datetime
    ) -> None:
        agreement = ck.load_agreement(data=paper)
        rows = judged(agreement, items, at).items.to_records()
        for item, row in zip(items, rows, strict=True):
            answer = ck.entitlement(agreement, item=item, at=at)
            if answer.scope != "unknown":
                assert (answer.scope, answer.scope_rule and answer.scope_rule.name) == (row["scope"], row["rule"]), item
