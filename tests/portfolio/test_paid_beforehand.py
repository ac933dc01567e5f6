"""On the phone: which units are paid for already, until when, and what further ones cost."""

from __future__ import annotations

import json
import pickle
from typing import Any

import jsonschema
import pytest

import contractkit as ck
from contractkit.statements.entitled import entitlement_html, entitlement_text

HEAD: dict[str, Any] = {
    "contractkit": 1,
    "document": "contract",
    "id": "R-1",
    "title": "Advice",
    "language": "en",
    "currency": "EUR",
    "zone": "Europe/Amsterdam",
    "parties": {"provider": {"name": "Lindhof"}, "customer": {"name": "Rietland"}},
}
RETAINER: dict[str, Any] = {
    "kind": "prepaid",
    "name": "retainer",
    "of": "advice",
    "units": "20 hours",
    "price": "EUR 2 000.00",
    "every": "month",
    "lapses_after": "3 months",
    "carries": "10 hours",
    "drawn": "first-to-lapse",
}
USED = {"2026-01": 6, "2026-02": 4}
# On 1 March: 6 of January's 20 hours (10 went on, 4 were used), 10 of February's (16 were left), and March's 20.


CARD: dict[str, Any] = {
    **{word: RETAINER[word] for word in ("kind", "name", "of", "units", "price", "drawn")},
    "bought": "as-ordered",
    "lapses_after": "never",
}


def agreed(prepaid: dict[str, Any] = RETAINER) -> ck.Agreement:
    clauses: dict[str, Any] = {
        "1": {"kind": "term", "start": "2026-01-01", "initial": "12 months"},
        "2": {"kind": "service", "name": "advice", "price": "EUR 120.00 per hour"},
        "3": prepaid,
        "4": {"kind": "service", "name": "storage", "price": "EUR 1.00 per gigabyte"},
    }
    return ck.load_agreement(data={**HEAD, "clauses": clauses})


def asked(agreement: ck.Agreement, day: str, service: str = "advice", **told: Any) -> ck.Entitlement:
    facts = ck.SettlementFacts.from_dict(told, agreement=agreement, period="2026-03") if told else None
    return ck.entitlement(agreement, {"service": service}, f"{day}T10:00:00+01:00", told=facts)


def says(answer: ck.Entitlement) -> list[str]:
    return [one.says for one in answer.prepaid]


class TestWhatIsPaidForAlready:
    def test_with_all_hours_told_it_says_how_many_are_left_of_which_block(self):
        answer = asked(agreed(), "2026-03-01", volumes={"advice": USED})
        assert says(answer) == [
            "6 hours of retainer from 2026-01-01, until 2026-03-31",
            "10 hours of retainer from 2026-02-01, until 2026-04-30",
            "20 hours of retainer from 2026-03-01, until 2026-05-31",
        ]
        assert [str(one) for one in answer.prices] == ["advice on 2026-03-01: EUR 120.00 per hour (R-1/2)"]

    def test_in_the_middle_of_a_month_it_says_what_was_known_last(self):
        """Nobody told the hours of 1 to 9 March."""
        answer = asked(agreed(), "2026-03-10", volumes={"advice": USED})
        assert [(int(one.block.units), str(one.known_on)) for one in answer.prepaid] == [
            (6, "2026-03-01"),
            (10, "2026-03-01"),
            (20, "2026-03-01"),
        ]
        assert says(answer)[0] == (
            "6 hours of retainer from 2026-01-01, until 2026-03-31: what was used since 2026-03-01 is not told"
        )

    def test_a_block_that_begins_after_what_was_known_last_is_whole(self):
        """On 10 March, known up to 1 February: January's 10, February's and March's 20."""
        answer = asked(agreed(), "2026-03-10", volumes={"advice": {"2026-01": 6}})
        assert [(one.block.holds_from.month, int(one.block.units)) for one in answer.prepaid] == [
            (1, 10),
            (2, 20),
            (3, 20),
        ]

    def test_what_is_told_to_be_left_is_left(self):
        answer = asked(agreed(), "2026-03-01", blocks={"retainer": {"2026-02-01": "2.5 hours"}})
        assert says(answer)[0] == "2.5 hours of retainer from 2026-02-01, until 2026-04-30"
        assert len(answer.prepaid) == 2

    def test_where_nobody_told_anything_the_blocks_stand_as_in_the_papers(self):
        answer = asked(agreed(), "2026-03-10")
        assert says(answer)[-1] == (
            "retainer from 2026-03-01, of 20 hours, until 2026-05-31: how much is left of it is not told"
        )
        assert [one.to_dict()["left"] for one in answer.prepaid] == [None, None, None]

    def test_a_block_that_has_lapsed_is_not_offered(self):
        """January's last day is 31 March."""
        assert [one.block.holds_from.month for one in asked(agreed(), "2026-04-01").prepaid] == [2, 3, 4]

    def test_blocks_as_ordered_are_known_when_they_are_told(self):
        agreement = agreed(CARD)
        assert says(asked(agreement, "2026-03-01")) == [
            "retainer, as it was ordered: how much is left of it is not told"
        ]
        orders = {"2026-01-01": 0, "2026-02-03": "2 blocks", "2026-03": 0}
        volumes = {"retainer": orders, "advice": {"2026-02-03..2026-02-28": 7}}
        assert says(asked(agreement, "2026-03-01", volumes=volumes)) == [
            "33 hours of retainer from 2026-02-03, as long as the agreement holds"
        ]

    def test_nothing_is_said_of_a_service_that_is_paid_as_it_comes(self):
        answer = asked(agreed(), "2026-03-01", "storage")
        assert answer.prepaid == ()
        assert "prepaid" not in answer.to_dict()
        assert "Paid for already" not in entitlement_text(answer)

    def test_nothing_is_paid_for_before_the_agreement_holds(self):
        assert asked(agreed(), "2025-12-31").prepaid == ()


class TestShown:
    @pytest.mark.parametrize(("locale", "words"), [("en", "Paid for already"), ("nl", "Al betaald")])
    def test_the_text_and_the_page_have_a_part_of_their_own_before_the_price(self, locale, words):
        answer = asked(agreed(), "2026-03-10", volumes={"advice": USED})
        lines = entitlement_text(answer, locale).splitlines()
        price = {"en": "Price of further units", "nl": "Prijs van verdere eenheden"}[locale]
        assert lines.index(words) < lines.index(price)
        assert words in entitlement_html(answer, locale)

    def test_no_english_is_left_in_the_dutch_answer(self):
        for told in ({"volumes": {"advice": USED}}, {}):
            text = entitlement_text(asked(agreed(), "2026-03-10", **told), "nl")
            assert not {"hours", "left", "told", "until", "used"} & set(
                text.replace(":", " ").replace(",", " ").split()
            )

    def test_as_data_it_is_valid_and_goes_to_other_processes(self):
        answer = asked(agreed(), "2026-03-10", volumes={"advice": USED})
        data = json.loads(json.dumps(answer.to_dict()))
        jsonschema.validate(data, ck.entitlement_schema())
        assert data["prepaid"][0] | {"says": ""} == {
            "name": "retainer",
            "clause": "R-1/3",
            "left": "6",
            "known_on": "2026-03-01",
            "bought": "20",
            "unit": "hours",
            "since": "2026-01-01",
            "lapses_on": "2026-04-01",
            "missing": "what was used since 2026-03-01 is not told",
            "says": "",
        }
        assert pickle.loads(pickle.dumps(answer)) == answer


class TestSaved:
    @pytest.mark.parametrize("prepaid", [RETAINER, CARD], ids=["retainer", "card"])
    def test_a_saved_portfolio_answers_as_the_papers_do(self, tmp_path, prepaid):
        agreement = agreed(prepaid)
        file = tmp_path / "papers.ck"
        ck.Portfolio.of([agreement]).save(file)
        (stored,) = ck.Portfolio.load(file)
        assert stored.provisions == agreement.provisions
        for told in (
            {},
            {"volumes": {"advice": USED, **({} if prepaid is RETAINER else {"retainer": {"2026-01-05": 1}})}},
        ):
            one, other = (asked(each, "2026-03-01", **told) for each in (stored, agreement))
            assert one.to_dict() == other.to_dict()
            facts = ck.SettlementFacts.from_dict(told, agreement=agreement, period="2026-02")
            settled = [ck.settle(each, None, None, period="2026-02", told=facts)[0] for each in (stored, agreement)]
            assert settled[0].to_dict() == settled[1].to_dict()
