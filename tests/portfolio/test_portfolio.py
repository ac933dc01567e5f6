"""Many agreements: chosen by customer and service, kept where equal, stored and opened, and asked what is owed."""

from __future__ import annotations

import json
import pickle
import zlib
from datetime import date, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from call_papers import RENEWAL, SCOPE, paper

import contractkit as ck
from contractkit.duties import obligations as obligations_of_one
from contractkit.portfolio.storing import VERSION
from contractkit.records.clauses import ClauseRef, NotComputed

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MSP = Path(__file__).parents[2] / "examples" / "msp"
TUE_2026_02_17 = datetime(2026, 2, 17, 10, 5, tzinfo=AMSTERDAM)
MAIL = {"kind": "service", "name": "mail", "volume": "10 seats", "price": "EUR 2.00 per seat per month"}
CALL = {"customer": "bakery", "service": "desk", "priority": "P1"}


def portfolio(*documents: dict[str, Any]) -> ck.Portfolio:
    return ck.Portfolio.of(ck.load_agreement(data=one) for one in documents)


def with_term(document: dict[str, Any], start: str, months: int = 12) -> dict[str, Any]:
    document["clauses"]["1.1"] = {"kind": "term", "start": start, "initial": f"{months} months"}
    return document


class TestCustomers:
    def test_each_customer_has_its_own_contract(self) -> None:
        found = portfolio(paper(1, "bakery"), paper(2, "museum"))
        assert ck.entitlement(found, item=CALL, at=TUE_2026_02_17).agreement == "C-1"
        assert ck.entitlement(found, item={**CALL, "customer": "museum"}, at=TUE_2026_02_17).agreement == "C-2"

    def test_an_unknown_customer_is_refused_with_the_nearest(self) -> None:
        with pytest.raises(ck.UnknownCustomerError, match="did you mean 'museum'"):
            ck.entitlement(portfolio(paper(2, "museum")), item={"customer": "musem"}, at=TUE_2026_02_17)

    def test_an_agreement_without_a_code_of_its_customer_is_named(self) -> None:
        nameless = paper(2)
        del nameless["parties"]["customer"]["code"]
        found = portfolio(paper(1), nameless)
        assert (found.customers, found.without_customer) == (("bakery",), ("C-2",))

    def test_an_item_without_a_customer_is_refused(self) -> None:
        with pytest.raises(ck.UnknownCustomerError, match="says no customer"):
            ck.entitlement(portfolio(paper()), item={}, at=TUE_2026_02_17)

    def test_a_service_that_nobody_knows_is_refused_with_the_nearest(self) -> None:
        with pytest.raises(ck.UnknownServiceError, match="did you mean 'desk'"):
            ck.entitlement(portfolio(paper()), item={**CALL, "service": "dek"}, at=TUE_2026_02_17)

    def test_a_service_of_others_is_one_that_this_customer_did_not_agree(self) -> None:
        found = portfolio(paper(1, "bakery"), paper(2, "museum", c3_2=MAIL))
        answer = ck.entitlement(found, item={**CALL, "service": "mail"}, at=TUE_2026_02_17)
        assert (answer.scope, answer.gaps[0].code) == ("no-service", "no-service")

    def test_an_agreement_that_lists_no_services_is_asked_about_any(self) -> None:
        bare = paper(3, "school")
        del bare["clauses"]["3.1"]
        answer = ck.entitlement(
            portfolio(paper(1), bare), item={**CALL, "customer": "school", "service": "garden"}, at=TUE_2026_02_17
        )
        assert (answer.scope, len(answer.promises)) == ("in", 1)

    @pytest.mark.parametrize("wrong", [{"customer": ["bakery"]}, {**CALL, "service": ["desk"]}])
    def test_a_list_of_words_is_no_word(self, wrong: dict[str, Any]) -> None:
        with pytest.raises(ck.UsageError, match="is a word, a number, or None"):
            ck.entitlement(portfolio(paper()), item=wrong, at=TUE_2026_02_17)

    def test_what_is_no_agreement_is_refused(self) -> None:
        with pytest.raises(ck.UsageError, match="is made of agreements"):
            ck.Portfolio.of("examples/msp")  # type: ignore[arg-type]

    def test_two_agreements_of_one_id_are_refused(self) -> None:
        with pytest.raises(ck.UsageError, match="two agreements are called C-1"):
            portfolio(paper(1, "bakery"), paper(1, "museum"))


class TestSeveralContractsOfACustomer:
    def test_the_one_that_agrees_the_service_answers(self) -> None:
        other = paper(2)
        other["clauses"]["3.1"] = MAIL
        found = portfolio(paper(1), other)
        assert ck.entitlement(found, item=CALL, at=TUE_2026_02_17).agreement == "C-1"
        assert ck.entitlement(found, item={**CALL, "service": "mail"}, at=TUE_2026_02_17).agreement == "C-2"

    def test_the_one_that_holds_answers(self) -> None:
        found = portfolio(with_term(paper(1), "2025-02-17"), with_term(paper(2), "2026-02-17"))
        for at, agreement in (("2026-02-16T23:59+01:00", "C-1"), ("2026-02-17T00:00+01:00", "C-2")):
            assert ck.entitlement(found, item=CALL, at=at).agreement == agreement

    def test_where_two_hold_none_is_chosen_and_both_answer(self) -> None:
        answer = ck.entitlement(portfolio(paper(1), paper(2)), item=CALL, at=TUE_2026_02_17)
        assert (answer.agreement, answer.promises, answer.scope) == (None, (), "unknown")
        assert [one.agreement for one in answer.alternatives] == ["C-1", "C-2"]
        (gap,) = answer.gaps
        assert gap.code == "overlapping-contracts"
        assert "C-1 and C-2" in gap.says

    def test_where_none_holds_the_gap_says_so(self) -> None:
        found = portfolio(with_term(paper(1), "2024-01-01"), with_term(paper(2), "2030-01-01"))
        answer = ck.entitlement(found, item=CALL, at=TUE_2026_02_17)
        assert [gap.code for gap in answer.gaps] == ["no-contract"]
        assert [one.scope for one in answer.alternatives] == ["after-term", "before-term"]
        assert answer.says == f"bakery, desk: {answer.gaps[0].says}"

    def test_where_none_agrees_the_service_the_gap_says_so(self) -> None:
        third = paper(3, "museum")
        third["clauses"]["3.2"] = MAIL
        answer = ck.entitlement(
            portfolio(paper(1), paper(2), third), item={**CALL, "service": "mail"}, at=TUE_2026_02_17
        )
        assert [gap.code for gap in answer.gaps] == ["no-service"]


class TestKept:
    def test_agreements_that_differ_in_prices_and_contacts_share_their_desk_terms(self) -> None:
        second = paper(2, "museum")
        second["clauses"]["3.1"] = {
            **second["clauses"]["3.1"],
            "volume": "99 seats",
            "price": "EUR 1.00 per seat per month",
        }
        second["clauses"]["8.9"] = {"kind": "contacts", "contacts": [{"role": "lead", "name": "Marit"}]}
        found = portfolio(paper(1), second)
        assert repr(found) == "<Portfolio of 2 agreements, 2 customers, 1 different desk terms>"
        clauses = [
            str(ck.entitlement(found, item={**CALL, "customer": one}, at=TUE_2026_02_17).promises[0].clause)
            for one in found.customers
        ]
        assert clauses == ["C-1/4.1 p1", "C-2/4.1 p1"]

    def test_what_was_put_in_comes_out_equal(self) -> None:
        agreements = ck.load_agreements(MSP)
        found = ck.Portfolio.of(agreements)
        for agreement in agreements:
            assert found[agreement.id] == agreement
            assert found[agreement.id].to_dict() == agreement.to_dict()

    def test_every_answer_is_that_of_the_agreement_alone(self) -> None:
        agreements = ck.load_agreements(MSP)
        found = ck.Portfolio.of(agreements)
        for agreement in agreements:
            for category in ("printer", "private-phone", "office-move", None):
                for kind in ("incident", "order", None):
                    item = {"customer": agreement.customer, "service": "mail", "type": kind, "category": category}
                    for priority in ("P1", "P4", None):
                        asked = {**item, "priority": priority}
                        alone = ck.entitlement(agreement, item=asked, at=TUE_2026_02_17)
                        assert ck.entitlement(found, item=asked, at=TUE_2026_02_17) == alone

    def test_what_is_not_computed_is_refused_when_it_is_asked_about(self) -> None:
        waiting = (NotComputed(ClauseRef("C-1", "4.9"), "judging", "something new"),)
        found = ck.Portfolio.of([attrs.evolve(ck.load_agreement(data=paper()), not_computed=waiting)])
        with pytest.raises(ck.NotComputedError, match=r"C-1/4.9: something new"):
            ck.entitlement(found, item=CALL, at=TUE_2026_02_17)

    def test_progress_is_told(self) -> None:
        told: list[tuple[str, int, int]] = []
        ck.Portfolio.of([ck.load_agreement(data=paper())], progress=lambda *one: told.append(one))
        assert told == [("portfolio", 0, 1), ("portfolio", 1, 1)]


class TestStored:
    @pytest.fixture
    def stored(self, tmp_path: Path) -> Path:
        portfolio(paper(1, "bakery", c7_1=SCOPE), paper(2, "museum", c1_2=RENEWAL)).save(tmp_path / "all.portfolio")
        return tmp_path / "all.portfolio"

    def test_what_was_saved_loads_equal(self, stored: Path) -> None:
        found = ck.Portfolio.load(stored)
        assert found.ids == ("C-1", "C-2")
        assert list(found) == [
            ck.load_agreement(data=one) for one in (paper(1, "bakery", c7_1=SCOPE), paper(2, "museum", c1_2=RENEWAL))
        ]
        assert ck.entitlement(found, item=CALL, at=TUE_2026_02_17).due == datetime.fromisoformat(
            "2026-02-17T12:05+01:00"
        )

    def test_a_portfolio_is_saved_the_same_again(self, stored: Path, tmp_path: Path) -> None:
        ck.Portfolio.load(stored).save(tmp_path / "again.portfolio")
        assert (tmp_path / "again.portfolio").read_bytes() == stored.read_bytes()

    def test_another_process_gets_the_same_portfolio(self) -> None:
        found = pickle.loads(pickle.dumps(portfolio(paper())))
        assert ck.entitlement(found, item=CALL, at=TUE_2026_02_17) == ck.entitlement(
            portfolio(paper()), item=CALL, at=TUE_2026_02_17
        )

    def test_a_damaged_file_is_refused(self, stored: Path) -> None:
        data = bytearray(stored.read_bytes())
        data[-3] ^= 1
        stored.write_bytes(bytes(data))
        with pytest.raises(ck.StoredPortfolioError, match="damaged"):
            ck.Portfolio.load(stored)

    def test_another_file_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "x").write_text("{}")
        with pytest.raises(ck.StoredPortfolioError, match="is no stored portfolio"):
            ck.Portfolio.load(tmp_path / "x")

    def test_another_version_is_refused_with_the_way_out(self, stored: Path) -> None:
        data = stored.read_bytes().replace(b"portfolio %d\n" % VERSION, b"portfolio 99\n", 1)
        stored.write_bytes(data)
        with pytest.raises(ck.StoredPortfolioError, match="make it again from the papers"):
            ck.Portfolio.load(stored)

    @pytest.mark.parametrize("word", ["errors:StoredPortfolioError", "terms.agreement:subprocess", "os:System"])
    def test_a_file_that_names_another_class_is_refused(self, stored: Path, word: str) -> None:
        head, _, rest = stored.read_bytes().partition(b"\n")
        length = int.from_bytes(rest[16:24], "big")
        shared = json.loads(zlib.decompress(rest[24 : 24 + length]))
        shared["classes"] = [word] * len(shared["classes"])
        block = zlib.compress(json.dumps(shared).encode())
        body = len(block).to_bytes(8, "big") + block + rest[24 + length :]
        stored.write_bytes(head + b"\n" + blake2b(body, digest_size=16).digest() + body)
        with pytest.raises(ck.StoredPortfolioError):
            ck.Portfolio.load(stored)["C-1"].targets  # noqa: B018


class TestObligations:
    YEAR = (date(2026, 1, 1), date(2026, 12, 31))

    def papers(self) -> list[dict[str, Any]]:
        report = {
            "kind": "duty",
            "owner": "provider",
            "does": "Sends the report",
            "due": "10 business days",
            "after": "quarter-end",
            "calendar": "office",
        }
        yearly = {"kind": "duty", "owner": "both", "does": "Talk", "due": "30 days", "before": "contract-year-end"}
        signed = {"kind": "duty", "owner": "provider", "does": "Starts up", "due": "20 days", "after": "signature"}
        cover = {"kind": "insurance", "cover": "cyber", "minimum": "EUR 1 000", "certificate_until": "2026-06-30"}
        index = {"kind": "indexation", "by": {"fixed": "2 %"}, "every": "1 July"}
        pay = {"kind": "payment", "within": "30 days"}
        found = []
        for number, (start, months) in enumerate(
            [
                ("2015-03-01", 12),
                ("2020-02-29", 24),
                ("2023-10-21", 12),
                ("2023-10-22", 12),
                ("2023-10-23", 36),
                ("2025-06-30", 6),
                ("2026-05-05", 12),
                ("2027-01-01", 12),
            ]
        ):
            more = {"c5_1": report, "c5_2": yearly, "c5_4": cover, "c5_5": index, "c5_6": pay}
            if number % 3 == 1:
                more["c5_3"] = signed
            if number % 4 != 3:
                more["c1_2"] = {**RENEWAL, "notice": f"{1 + number % 3} months"}
            if number == 2:
                more["c1_2"] = {**RENEWAL, "at_most": 3}
            found.append(with_term(paper(number, f"customer-{number}", **more), start, months))
        return found

    def test_they_are_those_of_each_agreement_alone(self) -> None:
        agreements = [ck.load_agreement(data=one) for one in self.papers()]
        found = ck.obligations(ck.Portfolio.of(agreements), between=self.YEAR)
        alone = [obligations_of_one(one, self.YEAR) for one in agreements]
        assert sorted((one.to_dict() for one in found), key=str) == sorted(
            (one.to_dict() for each in alone for one in each), key=str
        )
        assert sorted(map(str, found.gaps)) == sorted(str(gap) for each in alone for gap in each.gaps)

    def test_they_are_in_the_order_of_their_dates_and_of_the_agreements(self) -> None:
        found = list(ck.obligations(portfolio(*self.papers()), between=self.YEAR))
        keys = [(one.due, int(one.agreement.removeprefix("C-"))) for one in found]
        assert keys == sorted(keys)

    def test_columns_say_what_the_rows_say(self) -> None:
        found = ck.obligations(portfolio(*self.papers()), between=self.YEAR)
        records = found.table.to_records()
        assert [(row["agreement"], row["clause"], row["kind"], row["due"].date()) for row in records] == [
            (one.agreement, str(one.clause), one.kind, one.due) for one in found
        ]

    def test_an_event_changes_the_state_of_its_own_agreement(self) -> None:
        made = portfolio(*self.papers())
        done = ck.ObligationEvent("E-1", "C-0/5.1 2025-Q4", "fulfilled", date(2026, 1, 9), agreement="C-0")
        states = {
            one.agreement: one.state
            for one in ck.obligations(made, between=self.YEAR, as_of=date(2026, 2, 1), events=[done])
            if one.occasion == "2025-Q4"
        }
        assert states["C-0"] == "fulfilled"
        assert states["C-1"] == "violated"

    def test_without_a_day_it_is_asked_on_that_of_the_last_event(self) -> None:
        made = portfolio(*self.papers())
        done = ck.ObligationEvent("E-1", "C-0/5.1 2025-Q4", "fulfilled", date(2026, 1, 20), agreement="C-0")
        found = ck.obligations(made, between=self.YEAR, events=[done])
        assert found.as_of == date(2026, 1, 20)
        states = {one.agreement: one.state for one in found if one.occasion == "2025-Q4"}
        assert (states["C-0"], states["C-1"]) == ("fulfilled-late", "violated")

    @pytest.mark.parametrize(
        ("between", "as_of"),
        [
            ((date(2026, 2, 1), date(2026, 1, 1)), None),
            ((date(2026, 2, 1),), None),
            ((datetime(2026, 2, 1, tzinfo=AMSTERDAM), date(2026, 3, 1)), None),
            ((date(2026, 2, 1), date(2026, 3, 1)), datetime(2026, 2, 1, tzinfo=AMSTERDAM)),
        ],
    )
    def test_what_is_no_stretch_of_dates_is_refused(self, between: Any, as_of: Any) -> None:
        with pytest.raises(ck.UsageError):
            ck.obligations(portfolio(paper()), between=between, as_of=as_of)

    def test_of_no_agreement_nothing_is_owed(self) -> None:
        found = ck.obligations(ck.Portfolio.of([]), between=self.YEAR)
        assert (len(found), len(found.table), found.gaps) == (0, 0, ())

    def test_an_event_of_no_agreement_is_refused(self) -> None:
        lost = ck.ObligationEvent("E-1", "C-9/5.1 2025-Q4", "fulfilled", date(2026, 1, 9), agreement="C-9")
        with pytest.raises(ck.UsageError, match="is about no agreement of the portfolio"):
            ck.obligations(portfolio(paper()), between=self.YEAR, events=[lost])

    def test_what_needs_a_decision_in_ninety_days_is_listed_on_the_last_day_too(self) -> None:
        # the term ends with 31 December; 2 months notice before the last day is 31 October
        found = portfolio(paper(1, c1_2=RENEWAL))
        assert [one.due for one in found.decisions(date(2026, 8, 3), days=90)] == [date(2026, 10, 31)]
        assert list(found.decisions(date(2026, 8, 3), days=89)) == []


class TestAssumptions:
    def test_they_are_counted_over_all_contracts(self) -> None:
        made = portfolio(paper(1, "bakery"), paper(2, "museum"))
        counted = {one.convention: one.agreements for one in made.assumptions()}
        assert set(counted.values()) == {("C-1", "C-2")}
        assert set(counted) == {one.convention for one in made["C-1"].assumptions}


class TestComparison:
    def test_result_contracts_stand_beside_effort_contracts(self) -> None:
        facts = ck.Facts.from_files(
            items=MSP / "items.csv",
            events=MSP / "events.csv",
            feedback=MSP / "feedback.csv",
            mapping=MSP / "mapping.yaml",
        )
        as_of = datetime(2026, 4, 10, tzinfo=AMSTERDAM)
        evaluations = [
            ck.evaluate(one, facts.of_customer(one.customer), as_of=as_of) for one in ck.load_agreements(MSP)
        ]
        found = ck.compare_contracts(evaluations, "2026-Q1")
        assert [one.customer for one in found.result.contracts] == ["havenkroon", "rietland"]
        assert [one.customer for one in found.effort.contracts] == ["graanmolen"]
        counts = [one.attainment("2026-Q1", by=()).to_records()[0] for one in evaluations]
        graanmolen, havenkroon, rietland = counts
        met = havenkroon["met"] + rietland["met"]
        assert float(found.result.attainment or 0) == pytest.approx(
            met / (met + havenkroon["breached"] + rietland["breached"])
        )
        assert float(found.effort.attainment or 0) == pytest.approx(graanmolen["attainment"])
        assert json.loads(json.dumps(found.to_dict()))["kind"] == "comparison"

    def test_nothing_to_compare_is_refused(self) -> None:
        with pytest.raises(ck.UsageError, match="give an evaluation for each contract"):
            ck.compare_contracts([], "2026-Q1")

    def test_five_tickets_by_hand(self) -> None:
        """P1 is solved within 2 working hours from Monday 2 March 09:00: 11:00 is in time, a minute later is not.

        Under the result contract two of three are, and its customer gives a 5; under the other one of two, with 4 and 3.
        """
        target = paper()["clauses"]["4.1"] | {"reach": "95 %", "per": "month"}
        points = [{"at": "80 %", "pays": "-5 %"}, {"at": "95 %", "pays": "0 %"}, {"at": "100 %", "pays": "2 %"}]
        paid = target | {"pays": [{"kind": "curve", "of": "monthly-fee", "points": points}]}
        effort, result = portfolio(paper(1, "bakery", c4_1=target), paper(2, "museum", c4_1=paid))
        days = {"bakery": {"11:00": 4, "11:01": 3}, "museum": {"10:00": 5, "11:00": None, "11:01:30": None}}
        evaluations = [judged(one, days[one.customer or ""]) for one in (effort, result)]
        found = ck.compare_contracts(evaluations, "2026-03")
        assert found.says == (
            "2026-03: 1 result contract: 66.7 % kept, satisfaction 5.00; "
            "1 effort contract: 50.0 % kept, satisfaction 3.50"
        )

    def test_two_evaluations_of_one_contract_would_count_twice_and_are_refused(self) -> None:
        (one,) = portfolio(paper(1, "bakery"))
        result = judged(one, {"11:00": 4})
        with pytest.raises(ck.UsageError, match="two evaluations are of C-1"):
            ck.compare_contracts([result, result], "2026-03")


def judged(agreement: ck.Agreement, solved: dict[str, int | None]) -> ck.Evaluation:
    """Return the evaluation of P1 tickets of Monday 2 March 2026 09:00, by the times of their solutions, with scores."""
    mapping = {
        "contractkit": 1,
        "document": "mapping",
        "zone": "Europe/Amsterdam",
        "items": {
            "id": "id",
            "fields": {"priority": "priority", "opened_at": "opened", "solved_at": "solved"},
            "becomes": [{"field": "status", "value": "solved", "at": "solved_at"}],
        },
        "feedback": {"item": "item", "at": "at", "score": "score"},
    }
    ids = [f"T-{number}" for number in range(len(solved))]
    items = {
        "id": ids,
        "priority": ["P1"] * len(ids),
        "opened": ["2026-03-02 09:00"] * len(ids),
        "solved": [f"2026-03-02 {time}" for time in solved],
    }
    scored = [(name, score) for name, score in zip(ids, solved.values(), strict=True) if score is not None]
    feedback = {
        "item": [name for name, _ in scored],
        "at": ["2026-03-03 09:00"] * len(scored),
        "score": [score for _, score in scored],
    }
    facts = ck.Facts.from_frames(items=items, feedback=feedback, mapping=mapping)
    return ck.evaluate(agreement, facts, as_of=datetime(2026, 4, 1, tzinfo=AMSTERDAM))
