"""What is told as plain data: what it means, that it comes back as it was, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

import contractkit as ck
from contractkit.errors import FactsRejected
from contractkit.settlement.told import Outage

AGREEMENT = ck.load_agreement(
    data={
        "contractkit": 1,
        "document": "sla",
        "id": "C-7",
        "title": "Hosting",
        "currency": "EUR",
        "zone": "Europe/Amsterdam",
        "fields": {"priority": ["P1", "P2"], "used": "yes-no", "hours": "number", "delivered_at": "instant"},
        "amounts": {"penalties": "What was deducted", "users": "How many users there are"},
        "clauses": {
            "1": {"kind": "metric", "name": "uptime", "measures": "availability"},
            "2": {"kind": "figure-target", "name": "up", "metric": "uptime", "reach": "99.9 %", "per": "month"},
            "3": {"kind": "metric", "name": "mark", "measures": "score", "scale": {"from": 1, "through": 10}},
            "4": {"kind": "service", "name": "desk", "volume": "40 seats", "price": "12.00 per seat per month"},
        },
    }
)


def told(data: Mapping[str, Any], period: str = "2026-03") -> ck.SettlementFacts:
    return ck.SettlementFacts.from_dict(data, agreement=AGREEMENT, period=period)


def problems(data: Mapping[str, Any], period: str = "2026-03") -> list[tuple[str, str | None]]:
    with pytest.raises(FactsRejected) as caught:
        told(data, period)
    return [(problem.code, problem.where) for problem in caught.value.problems]


class TestFigures:
    def test_a_value_alone_is_of_the_period_that_is_asked_for(self) -> None:
        (figure,) = told({"figures": {"up": "99.5 %"}}).figures
        assert (figure.of, figure.period.label, figure.value, figure.unit) == ("up", "2026-03", Fraction(199, 2), "%")

    @pytest.mark.parametrize(
        ("value", "written"),
        [
            ("0.00000000016384", "1/6103515625 %"),
            ("0.000000000001", "0.000000000001 %"),
            ("0.0000000000001", "1/10000000000000 %"),
            ("99.1234567890123", "991234567890123/10000000000000 %"),
        ],
    )
    def test_a_figure_with_more_decimals_than_a_clause_has_is_written_so_that_it_is_read(
        self, value: str, written: str
    ) -> None:
        """0.00000000016384 = 16384 / 10^14 = 2^14 / (2^14 × 5^14) = 1 / 5^14 = 1/6103515625."""
        facts = ck.SettlementFacts(figures=[ck.ToldFigure("up", ck.Period.parse("2026-03"), Fraction(value), "%")])
        plain = facts.to_dict()
        assert plain["figures"]["up"][0]["value"] == written
        assert told(plain).figures[0].value == Fraction(value)

    def test_an_amount_with_more_decimals_than_a_clause_has_is_read_as_it_was(self) -> None:
        amount = ck.Money("0.0000000000001", "EUR")
        plain = ck.SettlementFacts(amounts={"penalties": amount}).to_dict()
        assert plain["amounts"] == {"penalties": {"number": "0.0000000000001", "currency": "EUR"}}
        assert told(plain).amounts["penalties"] == amount

    def test_a_count_is_kept_as_a_count(self) -> None:
        (figure,) = told({"figures": {"up": "57 of 60"}}).figures
        assert (figure.good, figure.total, figure.value) == (57, 60, None)

    @pytest.mark.parametrize("word", ["unknown", None])
    def test_what_is_not_known_is_no_nought(self, word: str | None) -> None:
        (figure,) = told({"figures": {"up": word}}).figures
        assert (figure.value, figure.good) == (None, None)

    def test_a_list_has_a_value_for_each_month_of_a_quarter(self) -> None:
        found = told({"figures": {"up": ["99 %", "98 %", "97 %"]}}, "2026-Q1").figures
        assert [(one.period.label, one.value) for one in found] == [("2026-01", 99), ("2026-02", 98), ("2026-03", 97)]

    def test_values_may_stand_under_their_periods(self) -> None:
        found = told({"figures": {"up": {"2026-01": "99 %", "2026-02-01..2026-02-14": "98 %"}}}).figures
        assert [one.period.label for one in found] == ["2026-01", "2026-02-01..2026-02-14"]

    def test_rows_for_several_values_of_a_field_are_of_the_period_that_is_asked_for(self) -> None:
        rows = [{"value": "99 %", "where": {"priority": "P1"}}, {"value": "98 %", "where": {"priority": "P2"}}]
        found = told({"figures": {"up": rows}}).figures
        assert [(one.period.label, one.where["priority"]) for one in found] == [("2026-03", "P1"), ("2026-03", "P2")]

    def test_a_row_has_a_source_and_the_date_on_which_it_was_recorded(self) -> None:
        row = {"value": "99.5 %", "source": "monitor", "recorded_on": "2026-04-02", "where": {"priority": "P1"}}
        (figure,) = told({"figures": {"up": row}}).figures
        assert (figure.source, figure.recorded_on, dict(figure.where)) == (
            "monitor",
            date(2026, 4, 2),
            {"priority": "P1"},
        )

    def test_a_verdict_is_a_figure_of_which_only_the_verdict_is_told(self) -> None:
        (figure,) = told({"verdicts": {"up": "breached"}}).figures
        assert (figure.value, figure.verdict) == (None, "breached")


class TestMeasurements:
    def test_outages_are_lengths_or_stretches_between_instants(self) -> None:
        data = {"measured": {"uptime": {"outages": ["4.5 minutes", "2026-03-05T10:00+01:00/2026-03-05T10:30+01:00"]}}}
        (found,) = told(data).measured
        assert found.outages == (
            Outage(timedelta(minutes=4, seconds=30)),
            Outage(timedelta(minutes=30), datetime(2026, 3, 5, 9, tzinfo=UTC)),
        )

    def test_a_total_in_minutes_is_the_time_that_was_measured(self) -> None:
        (found,) = told({"measured": {"uptime": {"total": "21 600 minutes", "down": "200 minutes"}}}).measured
        assert (found.time, found.down, found.total) == (timedelta(days=15), timedelta(minutes=200), None)

    def test_what_was_not_measured_is_not_nought(self) -> None:
        (found,) = told({"measured": {"uptime": {"time": "30 days"}}}).measured
        assert (found.outages, found.down) == (None, None)

    def test_no_outages_are_known_to_be_none(self) -> None:
        (found,) = told({"measured": {"uptime": {"outages": []}}}).measured
        assert found.outages == ()


class TestTheRest:
    def test_several_amounts_under_one_name_are_kept_and_added_up(self) -> None:
        found = told({"amounts": {"penalties": ["EUR 1 000", "EUR 450"]}})
        assert [str(one) for one in found.several["penalties"]] == ["EUR 1 000.00", "EUR 450.00"]
        assert str(found.amounts["penalties"]) == "EUR 1 450.00"

    def test_fields_have_the_type_that_the_agreement_gives_them(self) -> None:
        found = told({"fields": {"priority": "P1", "used": "no", "hours": "1.5", "delivered_at": "2026-03-01T10:00Z"}})
        assert dict(found.fields) == {
            "priority": "P1",
            "used": False,
            "hours": pytest.approx(1.5),
            "delivered_at": datetime(2026, 3, 1, 10, tzinfo=UTC),
        }

    def test_a_volume_under_a_date_is_a_level_from_that_date_on(self) -> None:
        level, count = told({"volumes": {"desk": {"2026-03-15": "50 seats", "2026-03": "45 seats"}}}).volumes
        assert (type(level).__name__, type(count).__name__) == ("LevelVolume", "CountedVolume")

    def test_the_ledger_group_is_what_somebody_tells_of_the_past(self) -> None:
        data = {"ledger": {"credits": {"rolling 11 months": "EUR 11.01"}, "won_back": "EUR 3.00"}}
        credits_, won = told(data).past
        assert (credits_.what, str(credits_.over), str(credits_.amounts[0])) == (
            "credits",
            "rolling 11 months",
            "EUR 11.01",
        )
        assert (won.what, won.over) == ("won-back", None)

    @pytest.mark.parametrize("written", ["45", "45 seats", "45 seat", "45 Seats", "45 units"])
    def test_a_volume_is_told_in_units_of_the_service(self, written: str) -> None:
        (volume,) = told({"volumes": {"desk": written}}).volumes
        assert volume.number == 45


class TestWrittenAndReadAgain:
    def test_what_is_written_is_read_as_what_it_was(self) -> None:
        data = {
            "figures": {"up": {"2026-01": {"value": "99.5 %", "source": "monitor", "recorded_on": "2026-02-03"}}},
            "verdicts": {"up": {"2026-02": "met"}},
            "measured": {
                "uptime": {"outages": ["4.32 minutes", "2026-03-05T10:00Z/2026-03-05T10:30Z"], "relieved": []}
            },
            "points": {"up": "3 points"},
            "failures": {"up": "2"},
            "amounts": {"penalties": ["EUR 1 000", "EUR 450"]},
            "volumes": {"desk": {"2026-03-15": "50 seats"}},
            "baselines": {"desk": "45"},
            "raises": ["2026-01-01"],
            "fields": {"priority": "P2", "used": True},
            "dates": {"asked-on": "2026-03-01"},
            "overdue": {"amount": "EUR 900.00", "for": "107 days"},
            "claims": [{"of": "up", "on": "2026-04-03"}],
            "choices": [{"of": "up", "incident": "fire"}],
            "ledger": {"credits": {"rolling 11 months": "EUR 11.01"}},
            "known_at": "2026-04-30",
        }
        found = told(data)
        again = ck.SettlementFacts.from_dict(found.to_dict(), agreement=AGREEMENT, period="2026-03")
        assert again == found

    def test_numbers_of_several_months_keep_their_unit_and_none_becomes_that_of_the_period_that_is_read(self) -> None:
        """Numbers without a unit are of what they are called, whichever month they stand under."""
        found = told({"amounts": {"users": {"2026-01": "4", "2026-02": "7"}}}, period="2026")
        for month in ("2026-01", "2026-02"):
            again = ck.SettlementFacts.from_dict(found.to_dict(), agreement=AGREEMENT, period=month)
            assert again == found
            assert again.to_dict() == found.to_dict()
        assert [str(one.whole) for one in found.by_period] == ["4 users", "7 users"]

    def test_a_series_with_two_bases_and_a_provisional_figure_keeps_all_of_it(self) -> None:
        from contractkit.charging.indexation.links import BaseLink
        from contractkit.quantities.index_values import IndexValue

        values = (
            IndexValue("cpi", "2015=100", (2025, 12), "140.2", "final", date(2026, 1, 9)),
            IndexValue("cpi", "2025=100", (2026, 1), "100.4", "provisional", date(2026, 2, 5)),
            IndexValue("cpi", "2025=100", (2026, 1), "100.5", "final", date(2026, 2, 20)),
        )
        series = ck.IndexSeries("cpi", values, "CBS", (BaseLink("2025=100", "1.4", "CBS, January 2026"),))
        papers = ck.load_agreement(
            data={
                "contractkit": 1,
                "document": "sla",
                "id": "C-8",
                "title": "Hosting",
                "currency": "EUR",
                "zone": "UTC",
                "clauses": {
                    "1": {"kind": "fee", "name": "hosting", "amount": "1 000.00", "per": "month"},
                    "2": {
                        "kind": "indexation",
                        "by": {"series": "cpi", "base": "2025-12", "method": "chain"},
                        "every": "1 January",
                    },
                },
            }
        )
        found = ck.SettlementFacts(index=[series])
        again = ck.SettlementFacts.from_dict(found.to_dict(), agreement=papers, period="2026-03")
        assert again.index["cpi"] == series


class TestRefused:
    def test_an_unknown_name_gets_the_nearest_one(self) -> None:
        with pytest.raises(FactsRejected) as caught:
            told({"figures": {"uptme": "99.5 %"}})
        (problem,) = caught.value.problems
        assert (problem.code, problem.hint) == ("unknown-reference", "did you mean 'uptime'?")
        assert problem.path == ("figures", "uptme")

    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            ({"figures": {"up": "99.5"}}, ("unit", "figures > up")),
            ({"figures": {"up": 99.5}}, ("quantity", "figures > up")),
            ({"figures": {"up": "4 hours"}}, ("unit", "figures > up")),
            ({"figures": {"mark": "7 %"}}, ("unit", "figures > mark")),
            ({"figures": {"up": "101 %"}}, ("quantity", "figures > up")),
            ({"figures": {"up": "61 of 60"}}, ("quantity", "figures > up")),
            ({"figures": {"up": {"low": "99 %", "high": "98 %"}}}, ("quantity", "figures > up")),
            ({"figures": {"up": {"low": "99 %"}}}, ("missing-field", "figures > up > high")),
            ({"figures": {"up": {"valeu": "99 %"}}}, ("unknown-field", "figures > up > valeu")),
            ({"figures": {"up": ["99 %", "98 %"]}}, ("wrong-shape", "figures > up")),
            ({"figures": {"up": {"2026-13": "99 %"}}}, ("wrong-shape", "figures > up > 2026-13")),
            ({"verdicts": {"up": "missed"}}, ("unknown-word", "verdicts > up")),
            ({"measured": {"uptime": "99 %"}}, ("wrong-shape", "measured > uptime")),
            ({"measured": {"uptime": {"outages": ["4"]}}}, ("quantity", "measured > uptime > outages > 0")),
            (
                {"measured": {"uptime": {"outages": ["2026-03-05T10:00/2026-03-05T10:30"]}}},
                ("wrong-shape", "measured > uptime > outages > 0"),
            ),
            ({"measured": {"uptime": {"failed": 3}}}, ("missing-field", "measured > uptime > failed")),
            ({"points": {"up": "3 hours"}}, ("unit", "points > up")),
            ({"amounts": {"penalties": "USD 10.00"}}, ("currency", "amounts > penalties")),
            ({"amounts": {"penalties": ["EUR 10.00", "3 seats"]}}, ("unit", "amounts > penalties")),
            ({"fields": {"priority": "P9"}}, ("unknown-word", "fields > priority")),
            ({"fields": {"used": "maybe"}}, ("unknown-word", "fields > used")),
            ({"fields": {"delivered_at": "2026-03-01T10:00"}}, ("wrong-shape", "fields > delivered_at")),
            ({"volumes": {"desk": "EUR 10.00"}}, ("quantity", "volumes > desk")),
            ({"volumes": {"desk": {"2026-03": "45 gigabytes"}}}, ("unit", "volumes > desk > 2026-03")),
            ({"baselines": {"desk": "45 users"}}, ("unit", "baselines > desk")),
            ({"overdue": {"amount": "EUR 9.00", "due": "2026-03-01T10:00Z"}}, ("missing-field", "overdue")),
            ({"items": {}}, ("unknown-field", "items")),
            ({"figure": {}}, ("unknown-field", "figure")),
        ],
        ids=lambda value: str(value)[:60],
    )
    def test_what_means_nothing_is_told_with_its_place(self, data: Any, expected: tuple[str, str]) -> None:
        assert problems(data)[:1] == [expected]

    def test_everything_that_is_wrong_is_told_at_once(self) -> None:
        data = {"figures": {"up": "99.5", "uptme": "99 %"}, "fields": {"priority": "P9"}}
        assert [code for code, _ in problems(data)] == ["unit", "unknown-reference", "unknown-word"]

    def test_two_figures_of_one_period_that_differ_contradict_each_other(self) -> None:
        rows = [{"period": "2026-03", "value": "99.5 %"}, {"period": "2026-03", "value": "99.4 %"}]
        assert problems({"figures": {"up": rows}}) == [("contradictory-figures", "figures > up")]

    def test_a_figure_that_was_recorded_later_corrects_the_one_before(self) -> None:
        rows = [
            {"period": "2026-03", "value": "99.5 %", "recorded_on": "2026-04-02"},
            {"period": "2026-03", "value": "99.4 %", "recorded_on": "2026-04-09"},
        ]
        assert len(told({"figures": {"up": rows}}).figures) == 2
