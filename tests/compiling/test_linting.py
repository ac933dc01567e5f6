"""What a careful reader would miss in papers that are right, and how complete they are."""

from __future__ import annotations

import textwrap
from fractions import Fraction
from pathlib import Path

import pytest

import contractkit as ck
from contractkit.terms.completeness import ASKED, Completeness

HEAD = """\
contractkit: 1
document: sla
id: SLA-1
title: Service levels
language: en
currency: EUR
zone: Europe/Amsterdam
conventions: {nature: price-adjustment}
fields: {priority: [P1, P2], solved_at: instant}
clauses:
  "2.1": {kind: calendar, name: office, week: {mon-fri: 09:00-17:00}}
  "4.1": {kind: metric, name: uptime, measures: availability}
  "4.2": {kind: metric, name: failed, measures: error-rate}
"""
"""What is added below begins on line 14."""


@pytest.fixture
def advice(tmp_path: Path):
    """Return what is advised on a document with some clauses: line and code."""

    def told(clauses: str, head: str = HEAD) -> list[tuple[int | None, str]]:
        file = tmp_path / "sla.yaml"
        file.write_text(head + textwrap.indent(textwrap.dedent(clauses), "  "), encoding="utf-8")
        found = ck.check(file, "strict")
        assert {one.severity for one in found} <= {"advice"}, [str(one) for one in found]
        assert ck.check(file) == []
        return [(one.line, one.code) for one in found]

    return told


TARGET = '"5.1": {kind: figure-target, name: up, metric: uptime, reach: at least 99 %, per: month}\n'


class TestPromises:
    def test_an_effort_has_no_measure(self, advice) -> None:
        assert advice('"8": {kind: effort, text: The provider does its best.}\n') == [(14, "effort-unmeasured")]

    def test_nothing_follows_of_a_target_without_effect(self, advice) -> None:
        assert advice(TARGET) == [(14, "no-consequence")]

    @pytest.mark.parametrize(
        "clause",
        [
            "{kind: remedy, grants: report, when: {target: up, verdict: breached}}",
            (
                "{kind: termination, who: customer, ground: repeated-failure, notice: 1 month,"
                ' when: {target: "5.1", verdict: breached, periods_in_a_row: 3}}'
            ),
            "{kind: remedy, grants: report, when: {counted: breached, of: all, at_least: 3, over: rolling 6 months}}",
        ],
    )
    def test_a_clause_that_names_it_is_a_consequence(self, advice, clause: str) -> None:
        assert advice(f'{TARGET}"6": {clause}\n') == []

    def test_an_effect_of_its_own_is_one_too(self, advice) -> None:
        found = advice(TARGET + '"6": {kind: tier-credit, for: up, tiers: [{below: reach, credit: 5 %}]}\n')
        assert "no-consequence" not in {code for _, code in found}

    def test_a_time_target_without_a_share_says_nothing_of_a_month(self, advice) -> None:
        clause = "kind: time-target, name: solved, stops: {field: solved_at}, within: 4 hours, calendar: office"
        follows = '"6": {kind: remedy, grants: report, when: {target: solved, verdict: breached}}\n'
        assert advice(f'"5": {{{clause}}}\n{follows}') == [(14, "no-reach")]
        assert advice(f'"5": {{{clause}, reach: 95 %, per: month}}\n{follows}') == []


PAYING = (
    '"5.1": {kind: figure-target, name: up, metric: uptime, reach: at least 99 %, per: month,'
    " pays: [{kind: tier-credit, tiers: [{below: reach, credit: 5 %}]}]}\n"
)
CAP = '"6": {kind: settlement, per: month, order: [{step: cap, limit: 10 % of charges, per: month}]}\n'
RELIEF = '"7": {kind: relief, cause: force-majeure}\n'


class TestAbsences:
    def test_money_without_a_cap_and_without_relief(self, advice) -> None:
        assert {code for _, code in advice(PAYING)} == {"no-cap", "no-relief"}
        assert {code for _, code in advice(PAYING + CAP)} == {"no-relief"}
        assert {code for _, code in advice(PAYING + RELIEF)} == {"no-cap"}
        assert advice(PAYING + CAP + RELIEF) == []

    def test_a_cap_on_the_bonus_does_not_limit_the_malus(self, advice) -> None:
        bonus = CAP.replace("per: month}]", "per: month, caps: bonus}]")
        assert {code for _, code in advice(PAYING + bonus + RELIEF)} == {"no-cap"}

    def test_an_effect_with_its_own_cap_is_limited(self, advice) -> None:
        capped = PAYING.replace("kind: tier-credit, ", "kind: tier-credit, cap: 10 % of charges, ")
        assert advice(capped + RELIEF) == []

    def test_a_term_without_any_notice(self, advice) -> None:
        term = '"1": {kind: term, start: 2026-01-01, initial: 12 months}\n'
        assert advice(term) == [(14, "no-notice")]
        assert advice(term + '"2": {kind: renewal, renews: tacitly, by: 12 months}\n') == [(15, "no-notice")]
        assert advice(term + '"2": {kind: renewal, renews: tacitly, by: 12 months, notice: 3 months}\n') == []
        assert advice(term + '"2": {kind: renewal, renews: not}\n') == []

    def test_an_insurance_without_a_date(self, advice) -> None:
        assert advice('"7": {kind: insurance, cover: cyber, minimum: EUR 1 000}\n') == [(14, "insurance-undated")]

    def test_readings_that_nobody_settled(self, advice) -> None:
        head = HEAD.replace("conventions: {nature: price-adjustment}\n", "")
        assert advice('"9": {kind: text, text: Dutch law.}\n', head) == [(3, "conventions-open")]


class TestDeliveries:
    SERVICE = '"3": {kind: service, name: desk, volume: 10 seats, price: EUR 3.00 per seat per month}\n'

    def test_a_service_that_nobody_describes(self, advice) -> None:
        assert advice(self.SERVICE) == [(14, "not-in-catalogue"), (14, "not-in-sop")]

    def test_an_entry_and_a_way_to_order_it_are_enough(self, advice) -> None:
        entry = '"3.1": {kind: catalogue-item, name: workplace, promise: A place to work.}\n'
        orders = '"8": {kind: orders, lead_time: 2 business days, calendar: office}\n'
        named = self.SERVICE.replace("name: desk", "name: desk, item: workplace")
        assert advice(named + entry + orders) == []

    def test_orders_for_another_service_are_none(self, advice) -> None:
        other = self.SERVICE.replace('"3"', '"4"').replace("desk", "mail")
        orders = '"8": {kind: orders, when: {service: mail}, lead_time: 2 business days, calendar: office}\n'
        found = advice(self.SERVICE + other + orders)
        assert [line for line, code in found if code == "not-in-sop"] == [14]


class TestSlopes:
    def curve(self, metric: str, reach: str, points: str) -> str:
        effect = f"{{kind: curve, cap: 10 % of charges, points: [{points}]}}"
        target = f'"5": {{kind: figure-target, metric: {metric}, reach: {reach}, per: month, pays: [{effect}]}}\n'
        return target + '"7": {kind: relief, cause: force-majeure}\n'

    UP = "{at: 90 %, pays: -5 %}, {at: 95 %, pays: 0 %}, {at: 99 %, pays: 3 %}"
    DOWN = "{at: 1 %, pays: 3 %}, {at: 5 %, pays: 0 %}, {at: 10 %, pays: -5 %}"

    def test_a_better_figure_is_worth_more(self, advice) -> None:
        assert advice(self.curve("uptime", "at least 95 %", self.UP)) == []
        assert advice(self.curve("failed", "at most 5 %", self.DOWN)) == []

    def test_a_curve_that_pays_more_for_worse(self, advice) -> None:
        worse = self.UP.replace("99 %, pays: 3 %", "99 %, pays: -1 %")
        assert advice(self.curve("uptime", "at least 95 %", worse)) == [(14, "pays-more-for-worse")]
        assert advice(self.curve("failed", "at most 5 %", self.UP)) == [(14, "pays-more-for-worse")]

    def test_bands_that_cost_less_for_worse(self, advice) -> None:
        bands = "{from: reach, points: 0}, {from: 97 %, below: reach, points: 3}, {below: 97 %, points: 1}"
        pays = f"[{{kind: band-effect, bands: [{bands}]}}]"
        clause = f'"5": {{kind: figure-target, metric: uptime, reach: at least 99 %, per: month, pays: {pays}}}\n'
        assert "pays-more-for-worse" in {code for _, code in advice(clause)}


class TestCompleteness:
    FULL = """\
        "1": {kind: term, start: 2026-01-01, initial: 12 months}
        "2": {kind: payment, within: 30 days}
        "3": {kind: liability, per_year: EUR 100 000}
        "4": {kind: insurance, cover: cyber, minimum: EUR 1 000}
        "5": {kind: indexation, by: {fixed: 2 %}, every: 1 January}
        "6": {kind: service, name: desk, volume: 10 seats, band: 10 %, price: EUR 3.00 per seat per month}
        "7": {kind: figure-target, metric: uptime, reach: at least 99 %, per: month}
        "8": {kind: orders, lead_time: 2 business days, calendar: office}
        "9": {kind: change-path, approved_by: customer, within: 2 business days, calendar: office}
        "10": {kind: contacts, contacts: [{role: service-desk, name: R. de Boer}]}
        """

    def score(self, clauses: str) -> Completeness:
        return ck.load_agreement(text=HEAD + textwrap.indent(textwrap.dedent(clauses), "  ")).completeness

    def test_papers_that_say_everything_are_complete(self) -> None:
        score = self.score(self.FULL)
        assert score.missing() == ()
        assert score.share() == 1

    @pytest.mark.parametrize(
        ("number", "document", "asks"),
        [
            ("1", "contract", "term"),
            ("2", "contract", "conditions"),
            ("3", "contract", "liability"),
            ("4", "contract", "insurance"),
            ("5", "contract", "indexation"),
            ("7", "sla", "quality"),
            ("9", "sop", "changes"),
            ("10", "sop", "contacts"),
        ],
    )
    def test_each_clause_that_is_left_out_is_named(self, number: str, document: str, asks: str) -> None:
        lines = [line for line in textwrap.dedent(self.FULL).splitlines() if not line.startswith(f'"{number}":')]
        score = self.score("\n".join(lines) + "\n")
        assert [(point.document, point.asks) for point in score.missing()] == [(document, asks)]
        assert score.share() == Fraction(len(ASKED) - 1, len(ASKED))

    def test_of_two_services_one_without_a_band_is_half(self) -> None:
        more = '"11": {kind: service, name: mail, volume: 10 mailboxes, price: EUR 3.00 per mailbox per month}\n'
        score = self.score(textwrap.dedent(self.FULL) + more)
        assert [str(point) for point in score.missing("sla")] == ["bandwidth (1 of 2)"]
        assert score.share("sla") == Fraction(9, 10)

    def test_papers_that_say_nothing_are_not_complete_at_all(self) -> None:
        empty = "contractkit: 1\ndocument: sop\nid: SOP-1\ntitle: Work\n"
        score = ck.load_agreement(text=empty).completeness
        assert score.share() == 0
        assert score.to_dict()["documents"]["sop"]["missing"] == ["orders", "lead times", "changes", "contacts"]

    def test_agreements_that_score_the_same_share_the_score(self) -> None:
        assert self.score(self.FULL) is self.score(self.FULL)
