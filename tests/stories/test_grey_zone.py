"""Story 5, the grey zone: a private phone does not get mail.

Grey by the rule on the page, delivered at once as a favour, told to the customer, followed up on a date, and the outcome
becomes a rule. It is judged like any other ticket, and moves no figure.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck

PRIVATE_PHONE = "T-0023"
MSP = Path(__file__).parents[2] / "examples" / "msp"
QUARTER = (date(2026, 1, 1), date(2026, 3, 31))


@pytest.fixture
def registered(quarter: dict[str, Any]) -> Any:
    """Return the private phone in the register."""
    return next(one for one in quarter["havenkroon"].delivery.grey if one.item.item == PRIVATE_PHONE)


class TestGreyZone:
    """A grey item is judged and listed, and moves no figure."""

    def test_it_is_grey_by_the_rule_on_the_page(self, quarter: dict[str, Any]) -> None:
        row = quarter["havenkroon"].items()[PRIVATE_PHONE]
        assert (row["scope"], row["rule"]) == ("grey", "private-devices")

    def test_it_is_judged_all_the_same(self, quarter: dict[str, Any]) -> None:
        outcome = quarter["havenkroon"].outcomes()[PRIVATE_PHONE, "gold-resolution-p4"]
        assert (outcome["verdict"], outcome["scope"]) == ("met", "grey")

    def test_the_grey_items_of_the_quarter_are_those_of_the_export(self, quarter: dict[str, Any], counted: Any) -> None:
        for customer, told in quarter.items():
            expected = {t.id for t in counted.tickets if t.customer == customer and t.scope == "grey"}
            assert {item for item, row in told.items().items() if row["scope"] == "grey"} == expected

    def test_no_figure_counts_it(self, quarter: dict[str, Any], counted: Any) -> None:
        told = quarter["havenkroon"]
        rows = {row["target"]: row for row in told.evaluation.attainment("2026-Q1", by=["target"]).to_records()}
        row = rows[told.target("gold-resolution-p4")]
        assert (row["met"], row["breached"]) == counted.tally("gold-resolution-p4", "2026-01-01", "2026-03-31")

    def test_the_page_lists_it_with_its_rule(self, quarter: dict[str, Any]) -> None:
        page = quarter["havenkroon"].statement.to_html()
        assert PRIVATE_PHONE in page
        assert "private-devices" in page


class TestRegister:
    """Its age, its date, what the parties made of it."""

    def test_it_was_asked_on_wednesday_and_had_to_be_talked_about_two_weeks_later(self, registered: Any) -> None:
        # ten business days after Wednesday 11 February: 12, 13, 16 to 20, 23 to 25 February
        assert (registered.item.day, registered.follow_up) == (date(2026, 2, 11), date(2026, 2, 25))

    def test_the_customer_was_told_an_hour_later(self, registered: Any) -> None:
        assert registered.told_at == datetime.fromisoformat("2026-02-11T14:10+01:00")

    def test_they_decided_on_that_date_that_it_has_a_price(self, registered: Any) -> None:
        assert (registered.state, registered.outcome, registered.decided_on) == (
            "decided",
            "priced",
            date(2026, 2, 25),
        )
        assert (registered.age, registered.decided_by) == (14, "customer-it-lead")

    def test_all_private_phones_are_decided_with_it_and_printers_are_not(
        self, quarter: dict[str, Any], counted: Any
    ) -> None:
        register = quarter["havenkroon"].delivery.grey
        kinds = {t.id: t.category for t in counted.tickets if t.customer == "havenkroon" and t.scope == "grey"}
        opened = {t.id for t in counted.tickets if t.day <= QUARTER[1]}
        assert {one.item.item for one in register} == set(kinds) & opened
        assert {kinds[one.item.item] for one in register if one.state == "decided"} == {"private-phone"}
        assert {kinds[one.item.item] for one in register if one.state == "overdue"} == {"home-printer"}


class TestFavour:
    """It was done at once, for nothing."""

    def test_thirty_five_minutes_of_an_engineer_were_worth_53_96(self, quarter: dict[str, Any]) -> None:
        favour = quarter["havenkroon"].delivery.favours[0]
        # 35 / 60 × EUR 92.50 = 53.958…
        assert (favour.item, str(favour.worth.amount), str(favour.clause)) == (
            PRIVATE_PHONE,
            "EUR 53.96",
            "SOP-HVK-2025/8.14",
        )
        assert (favour.told_on, favour.tell_by, favour.telling) == (date(2026, 2, 12), date(2026, 2, 18), "in-time")

    def test_the_favours_of_march_go_a_quarter_of_an_hour_beyond_what_was_agreed(self, quarter: dict[str, Any]) -> None:
        delivery = quarter["havenkroon"].delivery
        # 45 min × 92.50 = 69.375; 90 min = 138.75; two hours a month
        assert [str(one.worth.amount) for one in delivery.favours] == ["EUR 53.96", "EUR 69.38", "EUR 138.75"]
        assert [float(one.beyond) for one in delivery.favours] == [0, 0, 0.25]
        assert [one.telling for one in delivery.favours] == ["in-time", "overdue", "late"]

    def test_it_is_told_who_was_warned_before_it_happened(
        self, quarter: dict[str, Any], counted: Any, warned_by_hand: Callable[..., tuple[int, int]]
    ) -> None:
        for customer, told in quarter.items():
            register = told.delivery.told
            assert (register.warned, register.missed) == warned_by_hand(counted, customer, *QUARTER), customer
        assert quarter["havenkroon"].delivery.told.favours_untold == 1


class TestRule:
    """The outcome becomes a rule."""

    @pytest.fixture
    def amended(self, quarter: dict[str, Any], tmp_path: Path) -> ck.Agreement:
        """Return the agreement with the proposal signed."""
        (proposal,) = quarter["havenkroon"].delivery.proposals
        papers = tmp_path / "msp"
        shutil.copytree(MSP, papers)
        (papers / "rule.yaml").write_text(proposal.signed(date(2026, 4, 20)), encoding="utf-8")
        return next(one for one in ck.load_agreements(papers) if one.customer == "havenkroon")

    def test_from_may_on_a_private_phone_gets_a_quote(self, amended: ck.Agreement) -> None:
        rules = {day: amended.at(day).scope[0] for day in (date(2026, 4, 30), date(2026, 5, 1))}
        assert [(one.name, one.says, one.then) for one in rules.values()] == [
            ("private-devices", "grey", None),
            ("private-phone", "out", "quote"),
        ]

    def test_the_page_has_the_amendment_to_sign(self, quarter: dict[str, Any]) -> None:
        page = quarter["havenkroon"].statement.to_html()
        assert "document: amendment" in page
        assert "PROPOSAL-C-HVK-2025-1" in page

    @pytest.mark.parametrize(
        ("locale", "said"),
        [
            ("en", ["The grey zone", "Favours", "3 favours, worth EUR 262.09", "Warned before it happened"]),
            ("nl", ["Het grijze gebied", "Coulance", "ter waarde van EUR 262,09", "Gewaarschuwd voordat het misging"]),
        ],
    )
    def test_the_page_tells_all_of_it_in_both_languages(
        self, quarter: dict[str, Any], locale: str, said: list[str]
    ) -> None:
        import attrs

        page = attrs.evolve(quarter["havenkroon"].statement, locale=locale).to_html().replace("\u00a0", " ")
        assert [words for words in said if words not in page] == []
