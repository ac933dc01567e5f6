"""What a line of a settlement rests on: its clause, its figure, and the items behind it with their minutes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest

import contractkit as ck
from contractkit.statements.grounds.words import WORDS

HOUR = timedelta(hours=1)
TARGET: dict[str, Any] = {
    "kind": "time-target",
    "name": "solved",
    "text": "Ninety in a hundred faults are solved within four hours.",
    "starts": {"field": "opened_at"},
    "stops": {"field": "solved_at"},
    "within": "4 hours",
    "calendar": "office",
    "reach": "90 %",
    "per": "month",
    "pays": [{"kind": "tier-credit", "of": "fee", "tiers": [{"below": "reach", "credit": "5 %"}]}],
}
CLAUSES: dict[str, Any] = {
    "1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
    "2": {"kind": "fee", "name": "fee", "amount": "EUR 1000.00", "per": "month"},
    "4": TARGET,
}
MAPPING = {
    "contractkit": 1,
    "document": "mapping",
    "items": {
        "id": "id",
        "fields": {"opened_at": "opened", "solved_at": "solved", "priority": {"column": "priority", "holds": "latest"}},
    },
}
# T-1, Friday 15:00 to Monday 12:00: two hours and three make five; one too many, and an hour past its due of 11:00.
# T-2, Monday 9:00 to 10:00: one hour. T-3, Tuesday 9:00 to Wednesday 10:00: eight and one make nine, five too many.
ITEMS = {
    "id": ["T-1", "T-2", "T-3"],
    "opened": ["2026-03-06T15:00Z", "2026-03-09T09:00Z", "2026-03-10T09:00Z"],
    "solved": ["2026-03-09T12:00Z", "2026-03-09T10:00Z", "2026-03-11T10:00Z"],
    "priority": ["P1", "P2", "P2"],
}


class Desk:
    """A desk of which March is settled."""

    def __init__(self, told: Any = None, **clauses: Any) -> None:
        self.agreement = ck.load_agreement(
            data={
                "contractkit": 1,
                "document": "sla",
                "id": "S-1",
                "title": "Desk",
                "language": "en",
                "currency": "EUR",
                "zone": "UTC",
                "fields": {"opened_at": "instant", "solved_at": "instant", "priority": ["P1", "P2"]},
                "clauses": CLAUSES | {name.removeprefix("c"): clause for name, clause in clauses.items()},
            }
        )
        self.facts = ck.Facts.from_frames(mapping=MAPPING, items=ITEMS)
        self.result = ck.evaluate(self.agreement, self.facts, as_of=datetime(2026, 4, 1, tzinfo=UTC))
        data = {"figures": told or {}}
        self.told = ck.SettlementFacts.from_dict(data, agreement=self.agreement, period="2026-03")
        self.settlement, _ = ck.settle(self.agreement, self.result, self.facts, period="2026-03", told=self.told)

    def grounds(self, line: Any, **asked: Any) -> ck.Grounds:
        return ck.grounds_of(self.settlement, line, self.agreement, self.result, self.facts, self.told, **asked)

    def of(self, clause: str, **asked: Any) -> ck.Grounds:
        return self.grounds(next(one for one in self.settlement.lines if str(one.clause) == clause), **asked)


def behind(grounds: ck.Grounds) -> Any:
    assert grounds.behind is not None
    return grounds.behind


class TestItems:
    def test_one_call_gives_the_minutes_of_each_item_the_longest_past_its_due_first(self) -> None:
        found = behind(Desk().of("S-1/4")).items
        assert [(one.item, one.counted, one.used, one.allowed, one.over) for one in found] == [
            ("T-3", "breached", 9 * HOUR, 4 * HOUR, 5 * HOUR),
            ("T-1", "breached", 5 * HOUR, 4 * HOUR, 1 * HOUR),
            ("T-2", "met", 1 * HOUR, 4 * HOUR, None),
        ]

    def test_each_item_has_its_instants_and_the_edition_of_its_calendar(self) -> None:
        desk = Desk()
        late = behind(desk.of("S-1/4")).items[1]
        assert (late.started, late.due, late.stopped) == (
            datetime(2026, 3, 6, 15, tzinfo=UTC),
            datetime(2026, 3, 9, 11, tzinfo=UTC),
            datetime(2026, 3, 9, 12, tzinfo=UTC),
        )
        row = desk.result.outcomes.to_records()[0]
        assert (late.calendar, late.edition) == ("office", row["edition"])

    @pytest.mark.parametrize(
        ("at_most", "shown", "left_off"), [(0, [], 3), (1, ["T-3"], 2), (3, ["T-3", "T-1", "T-2"], 0)]
    )
    def test_of_many_the_first_ones_come_along_and_all_are_counted(
        self, at_most: int, shown: list[str], left_off: int
    ) -> None:
        found = behind(Desk().of("S-1/4", at_most=at_most))
        assert [one.item for one in found.items] == shown
        assert (found.total, found.left_off, found.counts.met, found.counts.breached) == (3, left_off, 1, 2)

    def test_a_sum_per_item_has_only_the_items_that_it_is_for(self) -> None:
        each = {
            "kind": "per-item",
            "for": "solved",
            "verdict": "breached",
            "when": {"priority": "P1"},
            "pays": "-EUR 50",
        }
        found = behind(Desk(c5=each).of("S-1/5"))
        assert [one.item for one in found.items] == ["T-1"]

    def test_a_share_of_good_items_says_which_were_good(self) -> None:
        metric = {"kind": "metric", "name": "small", "measures": "share", "good_when": {"priority": "P2"}}
        target = {
            "kind": "figure-target",
            "name": "mostly-small",
            "metric": "small",
            "reach": "at least 90 %",
            "per": "month",
            "pays": [{"kind": "tier-credit", "of": "fee", "tiers": [{"below": "reach", "credit": "5 %"}]}],
        }
        grounds = Desk(c6=metric, c7=target).of("S-1/7")
        found = behind(grounds)
        assert [(one.item, one.counted) for one in found.items] == [
            ("T-1", "breached"),
            ("T-2", "met"),
            ("T-3", "met"),
        ]
        assert [str(one.ref) for one in grounds.clauses] == ["S-1/7", "S-1/6"]

    def test_a_figure_that_was_told_has_no_items_behind_it(self) -> None:
        metric = {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"}
        pays = [{"kind": "tier-credit", "of": "fee", "tiers": [{"below": "reach", "credit": "5 %"}]}]
        reach = {"metric": "uptime", "reach": "at least 99 %", "per": "month", "pays": pays}
        told = {"available": {"value": "97.6 %", "source": "monitor"}}
        grounds = Desk(told=told, c6=metric, c7={"kind": "figure-target", "name": "available", **reach}).of("S-1/7")
        assert grounds.line.kind == "malus"
        assert grounds.behind is None
        assert "The figure is not counted from items one by one." in ck.grounds_text(grounds)

    def test_a_charge_rests_on_no_figure(self) -> None:
        grounds = Desk().of("S-1/2")
        assert (grounds.figure, grounds.behind) == (None, None)


class TestText:
    def test_it_goes_from_the_sum_to_the_clause_the_figure_and_the_minutes(self) -> None:
        desk = Desk()
        text = ck.grounds_text(desk.of("S-1/4")).replace("\u00a0", " ")
        edition = desk.result.outcomes.to_records()[0]["edition"]
        wanted = (
            "S-1/4, 2026-03: EUR −50.00",
            "    “Ninety in a hundred faults are solved within four hours.”",
            "-5 % × fee EUR 1 000.00 = EUR -50.00",
            "  3 items in it: 1 in time, 2 late.",
            (
                "    T-1: from 6 Mar 2026 15:00; due 9 Mar 2026 11:00; stopped 9 Mar 2026 12:00; "
                f"5 h counted of the 4 h allowed, 1 h too much; calendar office, edition {edition}"
            ),
        )
        places = [text.find(part) for part in wanted]
        assert -1 not in places
        assert places == sorted(places)

    def test_it_says_how_many_items_it_left_off(self) -> None:
        assert "2 of 3 items are not shown here." in ck.grounds_text(Desk().of("S-1/4", at_most=1))

    def test_it_is_told_in_dutch(self) -> None:
        text = ck.grounds_text(Desk().of("S-1/4", locale="nl")).replace("\u00a0", " ")
        assert "solved, 2026-03: 1 van 3 op tijd = 33,33 %, onder 90 %: korting 5 % van fee EUR 1 000,00" in text
        assert "gestopt 9 mrt 2026 12:00; 5 u geteld van de toegestane 4 u, 1 u te veel" in text

    def test_both_languages_have_the_same_words(self) -> None:
        assert WORDS["en"].keys() == WORDS["nl"].keys()


class TestRefused:
    def test_a_line_that_is_not_there_is_said_with_those_that_are(self) -> None:
        with pytest.raises(ck.UsageError, match=r"has no line 'S-1/4 2026-02'.*S-1/4 2026-03"):
            Desk().grounds("S-1/4 2026-02")

    @pytest.mark.parametrize("many", [-1, True, "3"])
    def test_a_number_of_items_is_a_whole_one_from_nought(self, many: Any) -> None:
        with pytest.raises(ck.UsageError, match="whole number from 0"):
            Desk().of("S-1/4", at_most=many)


class TestLaws:
    def test_what_counts_behind_a_line_is_what_the_line_says(self) -> None:
        desk = Desk()
        for line in desk.settlement.lines:
            found = desk.grounds(line).behind
            if line.items is not None:
                assert found is not None
                assert found.counts.met + found.counts.breached == line.items

    def test_as_data_it_holds_what_the_text_holds(self) -> None:
        data = Desk().of("S-1/4", at_most=1).to_dict()
        assert data["clauses"][0]["text"] == TARGET["text"]
        assert (data["behind"]["total"], data["behind"]["left_off"], data["net"]) == (3, 2, "-50.00")
        assert data["behind"]["items"][0]["over_us"] == 5 * 3_600_000_000


CARRIED: dict[str, Any] = {
    "c2": {"kind": "fee", "name": "fee", "amount": "EUR 1000.00", "per": "month"},
    "c3": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
    "c5": {
        "kind": "figure-target",
        "name": "up",
        "metric": "uptime",
        "reach": "at least 99 %",
        "per": "month",
        "pays": [{"kind": "tier-credit", "of": "fee", "tiers": [{"below": "reach", "credit": "7 %"}]}],
    },
    "c9": {
        "kind": "settlement",
        "per": "month",
        "order": [{"step": "cap", "limit": "EUR 20", "per": "month", "caps": "malus", "on_excess": "carry-forward"}],
    },
}


class TestWhatWaited:
    """March is missed, by the desk and by what was measured: EUR 50 and EUR 70, of which EUR 20 are paid a month."""

    UP: ClassVar[dict[str, str]] = {"2026-03": "98 %", "2026-04": "100 %"}

    def carried(self, desk: Desk, settlement: ck.Settlement, told: Any, before: ck.Ledger) -> list[ck.Grounds]:
        lines = [one for one in settlement.lines if one.kind == "carried"]
        given = (settlement, desk.agreement, desk.result, desk.facts, told)
        return [ck.grounds_of(given[0], line, *given[1:], before=before) for line in lines]

    def test_rests_on_the_items_and_the_figure_of_the_month_in_which_it_came_up(self) -> None:
        """March and April settled at once: what is paid in April looked at March."""
        desk = Desk(**CARRIED)
        told = ck.SettlementFacts.from_dict(
            {"figures": {"up": self.UP}}, agreement=desk.agreement, period="2026-03-01..2026-04-30"
        )
        period = "2026-03-01..2026-04-30"
        settlement, _ = ck.settle(desk.agreement, desk.result, desk.facts, period=period, told=told)
        solved, up = self.carried(desk, settlement, told, ck.Ledger.empty())
        assert (solved.line.period.label, up.line.period.label) == ("2026-04", "2026-04")
        assert solved.figure is not None
        assert solved.figure.period.label == "2026-03"
        assert [one.item for one in behind(solved).items] == ["T-3", "T-1", "T-2"]
        assert up.figure is not None
        assert (up.figure.period.label, up.figure.value) == ("2026-03", 98)
        assert [str(one.ref) for one in up.clauses] == ["S-1/9", "S-1/5", "S-1/3"]

    def test_of_a_month_that_the_ledger_knows_has_the_figure_as_it_was_settled(self) -> None:
        """April settled by itself, with its own figures only: that of March was 98 %, and 99 % was promised."""
        desk, ledger = Desk(**CARRIED), ck.Ledger.empty()
        for month, figure in self.UP.items():
            facts = {"figures": {"up": figure}}
            told = ck.SettlementFacts.from_dict(facts, agreement=desk.agreement, period=month)
            before = ledger
            settlement, ledger = ck.settle(
                desk.agreement, desk.result, desk.facts, period=month, before=before, told=told
            )
        _, up = self.carried(desk, settlement, told, before)
        assert up.figure is not None
        assert up.figure.says == "up, 2026-03: 98.00 % (as it was settled); breached: at least 99 % was agreed"
