"""What people write and mean otherwise: each such text is refused with a place, or what was taken for it is listed."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

import contractkit as ck
from contractkit.compiling import examine

HEAD = """\
contractkit: 1
document: sla
id: SLA-1
title: Levels
currency: EUR
zone: Europe/Amsterdam
fields: {priority: [P1, P2], category: [printer, phone], responded_at: instant, solved_at: instant}
clauses:
  "1.1": {kind: metric, name: up, measures: availability}
  "1.2": {kind: calendar, name: office, week: {mon-fri: 09:00-17:00}}
"""
"""What is added below begins on line 11."""


def look(tmp_path: Path, clauses: str, head: str = HEAD) -> tuple[list[tuple[int | None, str]], ck.Agreement | None]:
    """Return what is told of a document with those clauses, by line and code, and its agreement if it loads."""
    file = tmp_path / "sla.yaml"
    file.write_text(head + textwrap.indent(textwrap.dedent(clauses), "  "), encoding="utf-8")
    found = examine(file)
    return [(one.line, one.code) for one in found.problems], next(iter(found.agreements), None)


def figure(pays: str, reach: str = "at least 99 %") -> str:
    return f'"2": {{kind: figure-target, name: a, metric: up, reach: {reach}, per: month, pays: [{pays}]}}\n'


REFUSED = [
    (
        "a ladder that begins at another figure than the target",
        figure("{kind: band-effect, bands: [{from: 98 %, points: 0}, {below: 98 %, points: 1}]}"),
        "reach-differs",
    ),
    (
        "a word that was never explained",
        figure("").replace("per: month", "threshold: 97 %, per: month"),
        "unknown-field",
    ),
    (
        "marks and percentages in one curve",
        figure("{kind: curve, points: [{at: 6.0 points, pays: -3 %}, {at: 80 %, pays: 0 %}]}", "at least 7.0"),
        "band-unit",
    ),
    (
        "a fee that is written wrongly",
        figure("{kind: tier-credit, of: mounthly-fee, tiers: [{below: reach, credit: 9 %}]}"),
        "unknown-reference",
    ),
    (
        "an effect that is for nothing",
        '"2": {kind: tier-credit, tiers: [{below: 99 %, credit: 9 %}]}\n',
        "missing-field",
    ),
    (
        "an effect for a clause that is not there",
        '"2": {kind: tier-credit, for: "8.8", tiers: [{below: 99 %, credit: 9 %}]}\n',
        "unknown-reference",
    ),
    (
        "an amount of relief that is a phrase",
        '"2": {kind: relief, cause: customer, at_most: a working day or two}\n',
        "quantity",
    ),
    (
        "holidays of a country that does not exist",
        '"2": {kind: calendar, name: c, week: {mon-fri: 09:00-17:00}, holidays: [ZZ]}\n',
        "calendar",
    ),
    (
        "weights that do not make a whole",
        (
            '"2": {kind: indexation, by: {parts: [{weight: 70 %, of: {series: a, base: 2025-07}},'
            " {weight: 20 %, of: {series: b, base: 2025-07}}]}, every: 1 January}\n"
        ),
        "weights",
    ),
    (
        "an indexation of something that nobody sells",
        '"2": {kind: indexation, by: {fixed: 2 %}, every: 1 January, applies_to: [cleening]}\n',
        "unknown-reference",
    ),
    (
        "a volume in one unit and a price for another",
        '"2": {kind: service, name: s, volume: 9 000 m2, price: EUR 3.00 per seat per month}\n',
        "unit",
    ),
    (
        "a time limit without a clock",
        '"2": {kind: time-target, name: a, measure: response, within: 1 hour, reach: 95 %, per: month}\n',
        "missing-field",
    ),
    (
        "relief by a clause that is not there",
        '"2": {kind: metric, name: m, measures: availability, relief: ["8.8"]}\n',
        "unknown-reference",
    ),
    (
        "a zone on another planet",
        '"2": {kind: calendar, name: c, zone: Moon/Tycho, week: {mon-fri: 09:00-17:00}}\n',
        "unknown-zone",
    ),
    ("Friday twice", '"2": {kind: calendar, name: c, week: {mon-fri: 09:00-17:00, fri: 09:00-12:00}}\n', "week"),
    (
        "percentages and money in the tiers of one credit",
        figure("{kind: tier-credit, tiers: [{below: reach, credit: EUR 500}, {below: 98 %, credit: 9 %}]}"),
        "band-gives",
    ),
    (
        "percentages and money in the bands of one ladder",
        figure("{kind: band-effect, bands: [{from: reach, pays: 2 %}, {below: reach, pays: -EUR 50}]}"),
        "band-gives",
    ),
    (
        "points and credits in one ladder",
        figure("{kind: band-effect, bands: [{from: reach, points: 0}, {below: reach, credit: 5 %}]}"),
        "band-gives",
    ),
    (
        "a duty after nothing in particular",
        '"2": {kind: duty, owner: provider, does: Reports., due: 9 days, after: whenever}\n',
        "unknown-reference",
    ),
    (
        "the verdict of a metric",
        '"2": {kind: remedy, grants: report, when: {target: "1.1", verdict: breached}}\n',
        "wrong-reference",
    ),
    (
        "a claim that is a word of one's own",
        figure("{kind: tier-credit, claim: required, tiers: [{below: reach, credit: 9 %}]}"),
        "unknown-word",
    ),
    (
        "a row for a field that items lack",
        '"2": {kind: figure-target, name: a, metric: up, per: month, rows: [{name: r, when: {site: a}, reach: at least 9 %}]}\n',
        "unknown-reference",
    ),
    (
        "a cap with an end of its own word",
        '"2": {kind: settlement, per: month, order: [{step: cap, limit: EUR 9, per: month, until: 2027-01-01}]}\n',
        "unknown-field",
    ),
    (
        "a target from a date, in its own word",
        figure("").replace("per: month", "per: month, from: 2026-07-01"),
        "unknown-field",
    ),
    (
        "a share of the time before, in a phrase",
        '"2": {kind: settlement, per: month, order: [{step: cap, limit: 9 % of charges per 12 months before, per: month}]}\n',
        "quantity",
    ),
    (
        "a rate of errors that is to be high",
        '"2": {kind: metric, name: e, measures: error-rate}\n"3": {kind: figure-target, metric: e, reach: at least 99 %, per: month}\n',
        "direction",
    ),
    ("an amount that nobody declares", '"2": {kind: liability, per_year: 9 % of sums-paid}\n', "unknown-reference"),
    (
        "a result on a calendar that is written wrongly",
        '"2": {kind: result, promise: x, met_when: {within: 4 hours, calendar: offcie}, reach: 9 %, per: month}\n',
        "unknown-reference",
    ),
    (
        "a result without a calendar",
        '"2": {kind: result, promise: x, met_when: {within: 4 hours}, reach: 9 %, per: month}\n',
        "missing-field",
    ),
    ("a price without a unit", '"2": {kind: service, name: s, price: EUR 48 000}\n', "quantity"),
    (
        "a band around a volume that nobody agreed",
        '"2": {kind: service, name: s, price: EUR 95.00 per hour per month, band: 10 %}\n',
        "missing-field",
    ),
    (
        "a date where a level belongs",
        figure(
            "{kind: tier-credit, only_if: {field: date, at_least: 2026-07-01}, tiers: [{below: reach, credit: 5 %}]}"
        ),
        "quantity",
    ),
    (
        "a sum with its sign behind the currency",
        figure("{kind: band-effect, bands: [{below: reach, pays: EUR -500}, {from: reach, pays: EUR 0}]}"),
        "quantity",
    ),
    (
        "a limit in half a sentence",
        '"2": {kind: liability, per_event: 50 % of yearly-fees but at least EUR 9}\n',
        "quantity",
    ),
    (
        "a day of the year where a date belongs",
        '"2": {kind: calendar, name: c, week: {mon-fri: 09:00-17:00}, days: {24 December: closed}}\n',
        "quantity",
    ),
    (
        "hours that overlap each other",
        '"2": {kind: calendar, name: c, week: {mon-fri: 18:00-08:00 and 07:00-09:00}}\n',
        "quantity",
    ),
    (
        "a step after nothing",
        '"2": {kind: step, name: a, after: moonrise, within: 1 hour, calendar: office}\n',
        "unknown-reference",
    ),
    (
        "a service of what is not delivered",
        '"2": {kind: metric, name: m, measures: availability, of: no-such-service}\n',
        "unknown-reference",
    ),
    (
        "an escalation of no target",
        '"2": {kind: escalation, steps: [{at: 50 %, of: no-such-target, tell: me}]}\n',
        "unknown-reference",
    ),
    ("grey words that no item has", '"2": {kind: service, name: s, grey: [not-a-category]}\n', "unknown-reference"),
    (
        "a level that nobody sells",
        '"2": {kind: catalogue-item, name: i, promise: x, levels: [platinum]}\n',
        "unknown-reference",
    ),
    ("a calendar twice", '"2": {kind: calendar, name: office, week: {mon-sun: all day}}\n', "duplicate-name"),
    ("a language that other readers take for no", '"2": {kind: text, text: {no: Norsk., en: English.}}\n', "language"),
    (
        "a text that a comment cuts off",
        '"2":\n  kind: text\n  text: The service ends. # but not at night\n',
        "quote-me",
    ),
    (
        "a text that a comma cuts off",
        '"2": {kind: text, title: {nl: Prijs, volume en duur, en: Price}, text: x}\n',
        "quote-me",
    ),
    ("a text with a colon", '"2":\n  kind: text\n  text: Note: only in the morning\n', "yaml"),
    ("a text that begins with an apostrophe", '"2":\n  kind: text\n  text: \'s Avonds is het duurder\n', "yaml"),
    ("a text that begins with a bracket", '"2":\n  kind: text\n  text: [deleted] on 1 July\n', "yaml"),
]


@pytest.mark.parametrize(
    ("clauses", "code"), [(c, code) for _, c, code in REFUSED], ids=[what for what, _, _ in REFUSED]
)
def test_it_is_refused_in_the_clause_and_for_its_own_reason(clauses: str, code: str, tmp_path: Path) -> None:
    found, agreement = look(tmp_path, clauses)
    assert agreement is None
    assert {said for _, said in found} == {code}
    assert all(line is not None and line >= 11 for line, _ in found)


class TestWhatIsSayable:
    """What was refused in an earlier form of the language, or had no place in it."""

    @pytest.mark.parametrize(
        "clauses",
        [
            figure("{kind: tier-credit, tiers: [{below: reach, credit: EUR 500}]}"),
            figure("{kind: band-effect, bands: [{from: reach, points: 0, name: minor}, {below: reach, points: 1.5}]}"),
            '"2": {kind: figure-target, name: a, metric: up, reach: 99 %, per: month}\n',
            (
                '"2": {kind: time-target, name: a, measure: response, within: 1 hour, reach: at least 95 %, per: month,'
                " calendar: office}\n"
            ),
            (
                '"2": {kind: time-target, measure: resolution, within: 1 business day, ends: same-time, per: month,'
                " calendar: office, reach: 9 %}\n"
            ),
            (
                '"2": {kind: figure-target, name: a, metric: up, per: month, rows: [{name: p, when: {priority: P1},'
                " reach: at least 99 %}]}\n"
            ),
            '"2": {kind: right, owner: customer, may: Audit the provider., times: 1, per: year}\n',
            '"2": {kind: renewal, renews: tacitly, by: 12 months, notice: 60 calendar days}\n',
            (
                '"2": {kind: settlement, per: month, order: [{step: cap, limit: EUR 9, per: month,'
                " holds: {below: 2027-01-01}}]}\n"
            ),
        ],
    )
    def test_it_loads(self, clauses: str, tmp_path: Path) -> None:
        found, agreement = look(tmp_path, clauses)
        assert found == []
        assert agreement is not None


class TestWhatIsListed:
    def open_in(self, tmp_path: Path, clauses: str, clause: str) -> list[str]:
        _, agreement = look(tmp_path, clauses)
        assert agreement is not None
        return [one.convention for one in agreement.assumptions if str(one.clause) == f"SLA-1/{clause}"]

    def test_the_day_on_which_volumes_are_counted_and_the_end_of_a_day(self, tmp_path: Path) -> None:
        clause = '"2": {kind: time-target, measure: resolution, within: 1 business day, calendar: office}\n'
        assert {"ends", "counting", "outside_hours"} <= set(self.open_in(tmp_path, clause, "2"))

    def test_every_kind_lists_its_silences_each_once(self, tmp_path: Path) -> None:
        clauses = """\
            "2": {kind: renewal, renews: tacitly, by: 12 months, notice: 3 months}
            "3": {kind: indexation, by: {series: s, base: 2025-10}, every: 1 January}
            "4": {kind: interest, rate: 8 % per year}
            "5": {kind: liability, per_event: EUR 1 000}
            """
        assert set(self.open_in(tmp_path, clauses, "2")) >= {
            "notice_counts_from",
            "notice_is",
            "month_end",
            "closed_day",
        }
        assert set(self.open_in(tmp_path, clauses, "3")) >= {"observe", "method", "figure", "cap", "floor", "decrease"}
        assert set(self.open_in(tmp_path, clauses, "4")) >= {"day_count"}
        assert self.open_in(tmp_path, clauses, "5") == ["service_credits"]
        for clause in ("2", "3", "4", "5"):
            listed = self.open_in(tmp_path, clauses, clause)
            assert len(listed) == len(set(listed))

    def test_what_the_document_settles_is_open_in_no_clause(self, tmp_path: Path) -> None:
        head = HEAD.replace("clauses:\n", "conventions: {notice_is: sent, month_end: reject}\nclauses:\n")
        clauses = '"2": {kind: renewal, renews: tacitly, by: 12 months, notice: 3 months}\n'
        _, agreement = look(tmp_path, clauses, head)
        assert agreement is not None
        listed = {one.convention for one in agreement.assumptions}
        assert "notice_counts_from" in listed
        assert not listed & {"notice_is", "month_end"}

    @pytest.mark.parametrize(
        ("clause", "void"),
        [
            ("{kind: renewal, renews: not}", {"notice_is", "notice_counts_from", "month_end", "closed_day"}),
            ("{kind: term, start: 2026-01-01}", {"end"}),
            ("{kind: metric, name: m, measures: availability}", {"empty_interval"}),
            (
                "{kind: indexation, by: {fixed: 2 %}, every: 1 January}",
                {"decrease", "skipped_year", "excess", "index_excess"},
            ),
            (
                "{kind: remedy, grants: report, when: {target: a, verdict: breached}}",
                {"of", "of_period", "claim", "on_excess"},
            ),
        ],
    )
    def test_a_reading_that_decides_nothing_is_not_listed(self, clause: str, void: set[str], tmp_path: Path) -> None:
        listed = set(self.open_in(tmp_path, f'{figure("")}"3": {clause}\n', "3"))
        assert listed & void == set()
