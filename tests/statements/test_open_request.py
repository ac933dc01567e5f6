"""One open request in plain words: promised, happened, next, until when; in English and Dutch, as text and as a page."""

from __future__ import annotations

import json
from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck
from contractkit.errors import UsageError

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DOCUMENT: dict[str, Any] = {
    "contractkit": 1,
    "document": "sla",
    "id": "SLA-1",
    "title": "Workplaces",
    "currency": "EUR",
    "zone": "Europe/Amsterdam",
    "fields": {
        "status": ["new", "in-progress", "waiting-for-customer", "solved"],
        "category": ["printer", "private-phone"],
        "opened_at": "instant",
    },
    "clauses": {
        "1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
        "4.1": {
            "kind": "time-target",
            "title": "First answer",
            "starts": {"field": "opened_at"},
            "stops": {"status": ["in-progress", "waiting-for-customer", "solved"]},
            "within": "1 hour",
            "calendar": "office",
            "reach": "95 %",
            "per": "month",
        },
        "4.2": {
            "kind": "time-target",
            "name": "solved",
            "title": "Solved <soon>",
            "starts": {"field": "opened_at"},
            "stops": {"status": "solved"},
            "within": "8 hours",
            "calendar": "office",
            "reach": "95 %",
            "per": "month",
        },
        "5": {"kind": "pause", "while": {"status": "waiting-for-customer"}, "area": "others", "for": ["solved"]},
        "7": {
            "kind": "scope",
            "rows": [
                {"name": "private", "when": {"category": "private-phone"}, "is": "grey"},
                {"name": "rest", "otherwise": "in"},
            ],
        },
        "8.1": {
            "kind": "step",
            "name": "look-at-it",
            "for": "4.2",
            "within": "2 hours",
            "owner": "desk",
            "after": "opened_at",
        },
        "8.2": {"kind": "step", "name": "mend", "for": "4.2", "within": "5 hours", "after": "look-at-it"},
        "8.9": {
            "kind": "contacts",
            "contacts": [{"role": "desk", "party": "provider", "name": "The service desk"}],
        },
    },
}
AGREEMENT = ck.load_agreement(data=DOCUMENT)
MAPPING: dict[str, Any] = {
    "contractkit": 1,
    "document": "mapping",
    "zone": "Europe/Amsterdam",
    "items": {
        "id": "id",
        "fields": {
            "opened_at": "opened_at",
            "category": "category",
            "status": {"column": "status", "holds": "at-opening"},
        },
    },
    "events": {
        "item": "item",
        "at": "at",
        "form": "change",
        "field": "field",
        "value": "value",
        "fields": {"status": {"name": "status"}, "step": {"name": "step"}},
    },
}


def request(*events: tuple[str, str, str], as_of: str, category: str = "printer") -> ck.OpenRequest:
    """Return a request of Monday 2 March 2026, 9:00."""
    told = (("2026-03-02 09:00", "step", "taken-in"), *events)
    facts = ck.Facts.from_frames(
        items={"id": ["T-1"], "opened_at": ["2026-03-02 09:00"], "category": [category], "status": ["new"]},
        events={
            "item": ["T-1"] * len(told),
            "at": [when for when, _, _ in told],
            "field": [field for _, field, _ in told],
            "value": [word for _, _, word in told],
        },
        mapping=MAPPING,
    )
    as_of_instant = datetime.fromisoformat(as_of).replace(tzinfo=AMSTERDAM)
    return ck.open_request(ck.evaluate(AGREEMENT, facts, as_of=as_of_instant), "T-1")


def asked(clauses: dict[str, Any], *events: tuple[str, str, str], as_of: str) -> ck.OpenRequest:
    """Return the request under an agreement in which some clauses read otherwise."""
    agreement = ck.load_agreement(data={**DOCUMENT, "clauses": {**DOCUMENT["clauses"], **clauses}})
    told = (("2026-03-02 09:00", "step", "taken-in"), *events)
    facts = ck.Facts.from_frames(
        items={"id": ["T-1"], "opened_at": ["2026-03-02 09:00"], "category": ["printer"], "status": ["new"]},
        events={name: [one[place] for one in told] for place, name in enumerate(("at", "field", "value"))}
        | {"item": ["T-1"] * len(told)},
        mapping=MAPPING,
    )
    as_of_instant = datetime.fromisoformat(as_of).replace(tzinfo=AMSTERDAM)
    return ck.open_request(ck.evaluate(agreement, facts, as_of=as_of_instant), "T-1")


def said(found: ck.OpenRequest, locale: str = "en") -> str:
    return ck.request_text(found, locale).replace("\xa0", " ")


ANSWERED = ("2026-03-02 09:30", "status", "in-progress")
WAITING = ("2026-03-02 11:00", "status", "waiting-for-customer")
SOLVED = ("2026-03-03 10:00", "status", "solved")


class TestText:
    def test_a_running_request_tells_all_four_things(self) -> None:
        assert said(request(ANSWERED, as_of="2026-03-02 10:00")) == "\n".join(
            [
                "Your request T-1",
                "As of 2 Mar 2026 10:00, times in Europe/Amsterdam.",
                "",
                "What was promised",
                "  First answer, within 1 hour: done on 2 Mar 2026 09:30, in time.",
                "  Solved <soon>, within 8 hours: by 2 Mar 2026 17:00 at the latest.",
                "",
                "What has happened",
                "  2 Mar 2026 09:00  Your request came in.",
                "  2 Mar 2026 09:30  Status: in progress.",
                "",
                "What comes next",
                "  look at it, by The service desk, until 2 Mar 2026 11:00 at the latest.",
                "  Then: mend, by us.",
                "",
                "Until when",
                "  All of it is promised for 2 Mar 2026 17:00 at the latest.",
            ]
        )

    def test_a_request_that_waits_for_its_customer_says_so(self) -> None:
        """Two of eight hours were used when the clock stopped; six are left."""
        found = request(ANSWERED, WAITING, as_of="2026-03-04 10:00")
        text = said(found)
        assert "Solved <soon>, within 8 hours: the clock stands still, with 6 h left." in text
        assert "We wait for you or somebody else: status is waiting for customer." in text
        assert found.until is None

    def test_a_late_request_can_wait_for_its_customer_too(self) -> None:
        found = request(ANSWERED, ("2026-03-04 10:00", "status", "waiting-for-customer"), as_of="2026-03-04 11:00")
        assert [one.standing for one in found.promises] == ["kept", "late"]
        assert "We wait for you or somebody else" in said(found)
        assert said(found).endswith("We are late. It should have been done by 2 Mar 2026 17:00.")

    def test_a_state_that_stops_no_clock_that_is_owed_waits_for_nobody(self) -> None:
        assert request(ANSWERED, WAITING, SOLVED, as_of="2026-03-04 11:00").waits is None

    def test_a_request_that_is_late_says_that_it_is(self) -> None:
        found = request(ANSWERED, as_of="2026-03-04 10:00")
        assert "it should have been done by" in said(found)
        assert said(found).endswith("We are late. It should have been done by 2 Mar 2026 17:00.")
        assert "het had uiterlijk" in said(found, "nl")

    def test_time_that_is_used_up_at_a_closing_is_not_announced_as_if_it_lay_ahead(self) -> None:
        """At 20:00 the eight hours are used up since 17:00, and until 9:00 the next day nothing is late."""
        found = request(ANSWERED, as_of="2026-03-02 20:00")
        assert "Solved <soon>, within 8 hours: by 2 Mar 2026 17:00; it is not done yet." in said(found)
        assert said(found).endswith("All of it was promised for 2 Mar 2026 17:00, and is not done yet.")
        assert "uiterlijk 2 mrt 2026 17:00; het is nog niet gedaan." in said(found, "nl")

    def test_a_request_that_is_done_has_nothing_next(self) -> None:
        text = said(request(ANSWERED, SOLVED, as_of="2026-03-04 10:00"))
        assert "What comes next" not in text
        assert text.endswith("Everything that was promised about a time is done.")

    def test_a_step_that_was_recorded_has_happened(self) -> None:
        text = said(request(("2026-03-02 10:30", "step", "look-at-it"), as_of="2026-03-02 11:00"))
        assert "  2 Mar 2026 10:30  Done: look at it." in text
        assert "mend, by us, until 2 Mar 2026 15:30 at the latest." in text

    def test_where_no_record_tells_of_steps_what_is_left_of_the_plan_is_told(self) -> None:
        """Looked at until 11:00 and mended until 16:00, if every step takes all its time from 9:00 on."""
        facts = ck.Facts.from_frames(
            items={"id": ["T-1"], "opened_at": ["2026-03-02 09:00"], "category": ["printer"], "status": ["new"]},
            mapping={key: value for key, value in MAPPING.items() if key != "events"}
            | {"items": {"id": "id", "fields": {name: name for name in ("category", "status", "opened_at")}}},
        )

        def told(clock: str) -> str:
            as_of = datetime.fromisoformat(f"2026-03-02 {clock}").replace(tzinfo=AMSTERDAM)
            return said(ck.open_request(ck.evaluate(AGREEMENT, facts, as_of=as_of), "T-1"))

        assert "  As planned: mend, by us, until 2 Mar 2026 16:00 at the latest." in told("11:30")
        assert "look at it" not in told("11:30")
        assert "mend" not in told("16:00")

    def test_a_grey_request_is_told_to_be_one(self) -> None:
        assert "still being settled" in said(request(as_of="2026-03-02 10:00", category="private-phone"))
        assert "wordt nog vastgesteld" in said(request(as_of="2026-03-02 10:00", category="private-phone"), "nl")

    @pytest.mark.parametrize(("scope", "says"), [("out", "does not belong to your agreement"), ("in", "We are late.")])
    def test_nothing_is_owed_for_a_request_outside_of_the_agreement(self, scope: str, says: str) -> None:
        """Two days after its time, a request that is out of scope is not late, and no step is owed for it."""
        rows = [{"name": "printers", "when": {"category": "printer"}, "is": scope}, {"name": "rest", "otherwise": "in"}]
        found = asked({"7": {"kind": "scope", "rows": rows}}, as_of="2026-03-04 10:00")
        assert says in said(found)
        assert ("We are late" in said(found), bool(found.running)) == (scope == "in", scope == "in")

    def test_a_request_before_the_term_is_not_late(self) -> None:
        found = asked({"9": {"kind": "term", "start": "2026-03-03", "initial": "1 year"}}, as_of="2026-03-04 10:00")
        assert (found.promises, found.is_open) == ((), False)
        assert "This request came before your agreement began." in said(found)

    def test_a_request_that_was_called_off_is_not_called_unpromised(self) -> None:
        solved = {**DOCUMENT["clauses"]["4.2"], "cancels": {"status": "waiting-for-customer"}}
        found = asked({"4.2": solved}, ANSWERED, WAITING, as_of="2026-03-04 10:00")
        assert [one.standing for one in found.promises] == ["kept", "cancelled"]
        assert "Solved <soon>, within 8 hours: no longer runs, for the request was called off." in said(found)
        assert "What comes next" not in said(found)
        assert said(found).endswith("No time runs any more.")

    def test_a_request_that_is_late_with_a_part_names_the_day_of_the_rest(self) -> None:
        """The first answer was due at 10:00; the rest is due at 17:00. By noon nobody has answered."""
        found = asked({}, as_of="2026-03-02 12:00")
        assert said(found).endswith("We are late with a part; the rest is promised for 2 Mar 2026 17:00 at the latest.")

    def test_a_change_of_what_decides_which_promise_applies_has_happened(self) -> None:
        """Filed as a private phone at 9:00 and as a printer at 9:40, to which alone the promise applies."""
        solved = {**DOCUMENT["clauses"]["4.2"], "when": {"category": "printer"}}
        agreement = ck.load_agreement(data={**DOCUMENT, "clauses": {**DOCUMENT["clauses"], "4.2": solved}})
        facts = ck.Facts.from_frames(
            items={"id": ["T-1"], "opened_at": ["2026-03-02 09:00"], "category": ["private-phone"], "status": ["new"]},
            events={"item": ["T-1"], "at": ["2026-03-02 09:40"], "field": ["category"], "value": ["printer"]},
            mapping={
                **MAPPING,
                "items": {
                    **MAPPING["items"],
                    "fields": {**MAPPING["items"]["fields"], "category": {"column": "category", "holds": "at-opening"}},
                },
                "events": {**MAPPING["events"], "fields": {"category": {"name": "category"}}},
            },
        )
        as_of = datetime(2026, 3, 2, 12, tzinfo=AMSTERDAM)
        assert "09:40  Category: printer." in said(ck.open_request(ck.evaluate(agreement, facts, as_of=as_of), "T-1"))

    def test_a_request_that_is_not_there_yet_did_not_come_in(self) -> None:
        assert asked({}, as_of="2026-03-01 12:00").happened == ()

    def test_what_is_not_recorded_is_not_called_unpromised(self) -> None:
        facts = ck.Facts.from_frames(
            items={"id": ["T-1"], "opened_at": ["2026-03-02 09:00"], "category": ["printer"], "status": [None]},
            mapping={key: value for key, value in MAPPING.items() if key != "events"}
            | {"items": {"id": "id", "fields": {"category": "category", "status": "status"}}},
        )
        result = ck.evaluate(AGREEMENT, facts, as_of=datetime(2026, 3, 3, tzinfo=AMSTERDAM))
        text = said(ck.open_request(result, "T-1"))
        assert "we cannot say, for something is not recorded" in text
        assert text.endswith("Nobody can say: something is not recorded.")

    def test_dutch_has_every_word(self) -> None:
        from contractkit.statements.open_request_words import WORDS

        assert WORDS["nl"].keys() == WORDS["en"].keys()

    def test_a_language_that_is_not_spoken_is_wrong_use(self) -> None:
        with pytest.raises(UsageError, match="does not speak 'xx'"):
            ck.request_text(request(as_of="2026-03-02 10:00"), "xx")


class TestPage:
    def test_what_comes_from_the_papers_is_text_on_the_page(self) -> None:
        page = ck.request_html(request(ANSWERED, as_of="2026-03-02 10:00"))
        assert "Solved &lt;soon&gt;" in page
        assert "<soon>" not in page

    def test_it_needs_nothing_from_elsewhere(self) -> None:
        page = ck.request_html(request(ANSWERED, as_of="2026-03-02 10:00"), "nl")
        assert '<html lang="nl">' in page
        assert not any(word in page for word in ("<script", "http:", "https:", "src="))

    def test_every_tag_is_closed(self) -> None:
        open_tags: list[str] = []

        class Checker(HTMLParser):
            def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
                if tag != "meta":
                    open_tags.append(tag)

            def handle_endtag(self, tag: str) -> None:
                assert open_tags.pop() == tag

        Checker().feed(ck.request_html(request(ANSWERED, WAITING, as_of="2026-03-04 10:00")))
        assert open_tags == []


class TestData:
    def test_it_is_plain_data(self) -> None:
        data = request(ANSWERED, WAITING, as_of="2026-03-04 10:00").to_dict()
        assert json.loads(json.dumps(data)) == data
        assert data["promises"][1]["standing"] == "waiting"
        assert data["promises"][1]["left"] == 6 * 3_600_000_000
