"""What a figure that was told comes to: verdict, precision, sample, missing and contradictory figures, known_at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

import contractkit as ck
from contractkit.errors import UsageError
from contractkit.settlement.measuring import FigureBook

MARCH = ck.Period.parse("2026-03")


def agreement(metric: Mapping[str, Any] | None = None, target: Mapping[str, Any] | None = None) -> ck.Agreement:
    clauses: dict[str, Any] = {
        "1": {"kind": "metric", "name": "uptime", "measures": "availability", "precision": "exact", **(metric or {})},
        "2": {
            "kind": "figure-target",
            "name": "up",
            "metric": "uptime",
            "reach": "at least 99.5 %",
            "per": "month",
            **(target or {}),
        },
    }
    head = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Hosting", "currency": "EUR", "zone": "UTC"}
    return ck.load_agreement(data={**head, "fields": {"site": ["north", "south"]}, "clauses": clauses})


def figure(
    of: ck.Agreement, *told: ck.ToldFigure, known_at: date | None = None, period: str = "2026-03"
) -> ck.FigureValue:
    facts = ck.SettlementFacts(figures=told, known_at=known_at)
    return FigureBook(of, told=facts).of("up", ck.Period.parse(period))


def of_march(value: str | None, **more: Any) -> ck.ToldFigure:
    return ck.ToldFigure(more.pop("of", "up"), MARCH, value, "%", **more)


class TestVerdict:
    @pytest.mark.parametrize(
        ("value", "verdict"), [("99.5", "met"), ("99.49999", "breached"), ("100", "met"), ("0", "breached")]
    )
    def test_at_least_includes_the_level_itself(self, value: str, verdict: str) -> None:
        assert figure(agreement(), of_march(value)).verdict == verdict

    @pytest.mark.parametrize(("value", "verdict"), [("0.1", "met"), ("0.10001", "breached")])
    def test_of_errors_at_most_so_many_are_met(self, value: str, verdict: str) -> None:
        papers = agreement({"measures": "error-rate"}, {"reach": "at most 0.1 %"})
        assert figure(papers, of_march(value)).verdict == verdict

    def test_a_precision_that_was_agreed_comes_before_the_comparison(self) -> None:
        papers = agreement({"precision": "0.1 %"})
        found = figure(papers, of_march("99.45"))
        assert (found.value, found.compared, found.verdict) == (Fraction("99.45"), Fraction("99.5"), "met")
        assert figure(papers, of_march("99.449")).verdict == "breached"

    def test_a_figure_of_the_metric_is_that_of_its_target(self) -> None:
        found = figure(agreement(), of_march("99.6", of="uptime"))
        assert (found.of, found.verdict, found.sources[0].of) == ("up", "met", "uptime")

    def test_the_figure_of_the_target_itself_comes_first(self) -> None:
        assert figure(agreement(), of_march("99.6", of="uptime"), of_march("99.4")).verdict == "breached"

    def test_a_metric_alone_has_a_figure_and_no_verdict(self) -> None:
        facts = ck.SettlementFacts(figures=[of_march("99.6", of="uptime")])
        found = FigureBook(agreement(), told=facts).of("uptime", MARCH)
        assert (found.value, found.verdict) == (Fraction("99.6"), "none")

    def test_a_verdict_may_be_told_without_a_figure(self) -> None:
        found = figure(agreement(), of_march(None, verdict="breached"))
        assert (found.value, found.state, found.verdict, found.term) == (None, "known", "breached", "told")

    def test_a_verdict_that_its_own_figure_denies_decides_nothing(self) -> None:
        assert figure(agreement(), of_march("99.4", verdict="met")).verdict == "undetermined"


class TestMissing:
    def test_a_figure_that_nobody_told_is_undetermined_and_may_be_anything(self) -> None:
        found = figure(agreement())
        assert (found.value, found.low, found.high, found.state) == (None, 0, 100, "undetermined")
        assert found.verdict == "undetermined"

    def test_where_the_contract_says_so_it_counts_as_missed(self) -> None:
        found = figure(agreement(target={"no_data": "missed"}))
        assert (found.verdict, found.term, found.value) == ("breached", "no-data", None)

    def test_then_only_values_that_miss_are_possible(self) -> None:
        found = figure(agreement(target={"no_data": "missed"}))
        assert max(found.possible((Fraction(98),))) < Fraction("99.5")

    def test_a_period_of_nought_of_nought_has_no_volume(self) -> None:
        found = figure(agreement({"measures": "success-rate"}), of_march(None, good=0, total=0))
        assert (found.state, found.verdict, found.value) == ("no-volume", "no-volume", None)

    def test_no_volume_counts_as_met_where_the_contract_says_so(self) -> None:
        papers = agreement({"measures": "success-rate"}, {"no_volume": "met"})
        found = figure(papers, of_march(None, good=0, total=0))
        assert (found.verdict, found.term) == ("met", "no-volume")

    def test_a_range_decides_where_both_ends_are_on_one_side(self) -> None:
        assert figure(agreement(), of_march(None, low="99.6", high="99.9")).verdict == "met"
        assert figure(agreement(), of_march(None, low="99.4", high="99.9")).verdict == "undetermined"
        assert figure(agreement(), of_march(None, low="99.1", high="99.4")).verdict == "breached"

    @pytest.mark.parametrize(("good", "total", "verdict"), [(19, 19, "none"), (20, 20, "met"), (19, 20, "breached")])
    def test_with_fewer_than_the_minimum_nothing_is_decided(self, good: int, total: int, verdict: str) -> None:
        papers = agreement({"measures": "success-rate", "minimum_sample": 20})
        assert figure(papers, of_march(None, good=good, total=total)).verdict == verdict


class TestContradictions:
    def test_of_two_dates_of_recording_the_later_one_counts(self) -> None:
        first = of_march("99.6", recorded_on=date(2026, 4, 2))
        later = of_march("99.4", recorded_on=date(2026, 4, 9))
        assert figure(agreement(), later, first).verdict == "breached"

    def test_what_was_recorded_later_than_what_is_known_is_set_aside(self) -> None:
        first = of_march("99.6", recorded_on=date(2026, 4, 2))
        later = of_march("99.4", recorded_on=date(2026, 4, 9))
        found = figure(agreement(), first, later, known_at=date(2026, 4, 8))
        assert (found.value, found.verdict) == (Fraction("99.6"), "met")
        unknown = figure(agreement(), later, known_at=date(2026, 4, 8))
        assert unknown.state == "undetermined"
        assert "recorded after 2026-04-08" in unknown.says
        assert figure(agreement(), later, known_at=date(2026, 4, 9)).verdict == "breached"

    def test_two_figures_of_one_date_leave_it_open_which_is_right(self) -> None:
        found = figure(agreement(), of_march("99.6", source="a"), of_march("99.4", source="b"))
        assert (found.value, found.low, found.high) == (None, Fraction("99.4"), Fraction("99.6"))
        assert found.verdict == "undetermined"
        assert "99.6 % and 99.4 %" in found.says

    def test_where_both_would_be_met_the_verdict_is_known_all_the_same(self) -> None:
        assert figure(agreement(), of_march("99.6", source="a"), of_march("99.7", source="b")).verdict == "met"

    def test_a_figure_that_is_the_measured_one_rounded_is_no_contradiction(self) -> None:
        papers = agreement({"measures": "success-rate"})
        measured = ck.ToldMeasurement("uptime", MARCH, good=201, total=210)
        facts = ck.SettlementFacts(figures=[of_march("95.71")], measured=[measured])
        assert FigureBook(papers, told=facts).of("up", MARCH).value == Fraction(20100, 210)

    def test_a_figure_that_the_measurement_denies_is_one(self) -> None:
        papers = agreement({"measures": "success-rate"})
        measured = ck.ToldMeasurement("uptime", MARCH, good=201, total=210)
        facts = ck.SettlementFacts(figures=[of_march("99.9")], measured=[measured])
        found = FigureBook(papers, told=facts).of("up", MARCH)
        assert (found.state, found.low, found.high) == ("undetermined", Fraction(20100, 210), Fraction("99.9"))


class TestLongerPeriods:
    def test_counts_of_months_add_up(self) -> None:
        papers = agreement({"measures": "success-rate"}, {"per": "quarter"})
        told = [
            ck.ToldFigure("up", ck.Period.parse(label), None, "%", good=good, total=total)
            for label, good, total in (("2026-01", 9, 10), ("2026-02", 95, 100), ("2026-03", 97, 100))
        ]
        assert figure(papers, *told, period="2026-Q1").value == Fraction(20100, 210)

    def test_where_a_month_is_missing_the_quarter_is_not_known(self) -> None:
        papers = agreement({"measures": "success-rate"}, {"per": "quarter"})
        told = [ck.ToldFigure("up", ck.Period.parse("2026-01"), None, "%", good=9, total=10)]
        assert figure(papers, *told, period="2026-Q1").state == "undetermined"

    def test_figures_without_what_they_weigh_only_bound_the_pooled_one(self) -> None:
        papers = agreement(target={"per": "quarter"})
        told = [
            ck.ToldFigure("up", ck.Period.parse(label), value, "%")
            for label, value in (("2026-01", "99.9"), ("2026-02", "99.6"), ("2026-03", "99.8"))
        ]
        found = figure(papers, *told, period="2026-Q1")
        assert (found.low, found.high, found.verdict) == (Fraction("99.6"), Fraction("99.9"), "met")

    def test_the_mean_of_months_needs_no_weights(self) -> None:
        papers = agreement({"aggregate": "mean-of-months"}, {"per": "quarter"})
        told = [
            ck.ToldFigure("up", ck.Period.parse(label), value, "%")
            for label, value in (("2026-01", "99.9"), ("2026-02", "99.6"), ("2026-03", "99.8"))
        ]
        assert figure(papers, *told, period="2026-Q1").value == Fraction(2993, 30)


class TestNames:
    def test_an_unknown_name_is_refused_with_the_nearest_one(self) -> None:
        with pytest.raises(UsageError, match="did you mean 'uptime'"):
            FigureBook(agreement()).of("uptme", MARCH)

    @pytest.mark.parametrize("name", ["up", "S-1/2", "2"])
    def test_a_target_is_found_by_name_id_and_clause(self, name: str) -> None:
        facts = ck.SettlementFacts(figures=[of_march("99.6")])
        assert FigureBook(agreement(), told=facts).of(name, MARCH).value == Fraction("99.6")

    def test_rows_of_a_clause_have_a_figure_each_and_together_the_worse_verdict(self) -> None:
        rows = [
            {"name": "a", "metric": "uptime", "reach": "99 %"},
            {"name": "b", "metric": "uptime", "reach": "99.9 %"},
        ]
        target = {"kind": "figure-target", "per": "month", "rows": rows}
        head = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "T", "currency": "EUR", "zone": "UTC"}
        metric = {"kind": "metric", "name": "uptime", "measures": "availability"}
        papers = ck.load_agreement(data={**head, "clauses": {"1": metric, "2": target}})
        book = FigureBook(papers, told=ck.SettlementFacts(figures=[of_march("99.5", of="uptime")]))
        assert [one.verdict for one in book.rows("2", MARCH)] == ["met", "breached"]
        assert (book.of("2", MARCH).verdict, book.of("2", MARCH).value) == ("breached", None)


class TestUnits:
    def test_a_share_told_without_its_unit_is_refused(self) -> None:
        told = ck.ToldFigure("up", MARCH, "0.995")
        with pytest.raises(UsageError, match="told with no unit, and up is measured in %"):
            figure(agreement(), told)

    def test_a_figure_in_hours_is_no_percentage(self) -> None:
        with pytest.raises(UsageError, match="told with the unit hours"):
            figure(agreement(), ck.ToldFigure("up", MARCH, "3", "hours"))

    def test_a_name_that_nothing_has_would_decide_nothing_and_is_refused(self) -> None:
        facts = ck.SettlementFacts(figures=[ck.ToldFigure("uptme", MARCH, "99", "%")])
        with pytest.raises(UsageError, match="called 'uptme'; did you mean 'uptime'"):
            ck.figures(agreement(), told=facts, period="2026-03")
        with pytest.raises(UsageError, match="called 'uptme'"):
            ck.settle(agreement(), None, None, period="2026-03", told=facts)

    @pytest.mark.parametrize("value", [99.5, float("nan")])
    def test_a_float_is_refused(self, value: float) -> None:
        with pytest.raises(UsageError, match="is a float"):
            ck.ToldFigure("up", MARCH, value, "%")  # type: ignore[arg-type]


class TestEachValue:
    def test_what_is_measured_for_each_site_has_a_verdict_for_each(self) -> None:
        papers = agreement({"each": ["site"]})
        told = [of_march("99.6", where={"site": "north"}), of_march("99.4", where={"site": "south"})]
        book = FigureBook(papers, told=ck.SettlementFacts(figures=told))
        found = {one.where["site"]: one.verdict for one in book.each("up", MARCH)}
        assert found == {"north": "met", "south": "breached"}
        assert book.of("up", MARCH).verdict == "breached"
        assert book.of("up", MARCH, {"site": "north"}).verdict == "met"

    def test_a_figure_of_all_items_is_not_taken_for_that_of_some(self) -> None:
        book = FigureBook(agreement(), told=ck.SettlementFacts(figures=[of_march("99.6")]))
        assert book.of("up", MARCH).verdict == "met"
        assert book.of("up", MARCH, {"site": "north"}).state == "undetermined"

    def test_unless_all_items_of_the_period_are_of_that_kind(self) -> None:
        facts = ck.SettlementFacts(figures=[of_march("99.6")], fields={"site": "north"})
        assert FigureBook(agreement(), told=facts).of("up", MARCH, {"site": "north"}).verdict == "met"

    def test_the_figure_of_a_metric_is_that_of_a_target_for_some_items_only_if_it_says_so(self) -> None:
        papers = agreement(target={"when": {"site": "north"}})
        assert figure(papers, of_march("99.6", of="uptime")).state == "undetermined"
        assert figure(papers, of_march("99.6", of="uptime", where={"site": "north"})).verdict == "met"
        assert figure(papers, of_march("99.6")).verdict == "met"


class TestAllFigures:
    def test_every_figure_of_a_period_comes_with_verdict_working_and_source(self) -> None:
        facts = ck.SettlementFacts(figures=[of_march("99.6", source="monitor", recorded_on=date(2026, 4, 2))])
        up, uptime = ck.figures(agreement(), told=facts, period="2026-03")
        assert up.says == "up, 2026-03: 99.60 % (monitor, recorded on 2026-04-02); met: at least 99.5 % was agreed"
        assert (uptime.state, uptime.verdict) == ("undetermined", "none")

    def test_a_quarter_has_a_figure_for_each_month_of_a_monthly_target(self) -> None:
        found = ck.figures(agreement(), period="2026-Q1", of="up")
        assert [one.period.label for one in found] == ["2026-01", "2026-02", "2026-03"]

    def test_an_unknown_name_is_refused(self) -> None:
        with pytest.raises(UsageError, match="nothing is measured that is called 'upp'"):
            ck.figures(agreement(), period="2026-Q1", of="upp")

    def test_a_figure_is_plain_data_for_json(self) -> None:
        import json

        facts = ck.SettlementFacts(figures=[of_march("99.6")])
        (up, _) = ck.figures(agreement(), told=facts, period="2026-03")
        record = json.loads(json.dumps(up.to_dict()))
        assert (record["value"], record["verdict"], record["reach"]) == ("99.6", "met", "at least 99.5 %")


class TestUnitsThatWereLeftOut:
    """0.9995 is 99.95 % to whoever measured a ratio: told as 0.9995 % it would cost the deepest malus."""

    def hint(self, figure: object) -> str | None:
        clauses = {
            "1": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
            "2": {"kind": "figure-target", "name": "up", "metric": "uptime", "reach": "at least 99 %", "per": "month"},
        }
        head = {"contractkit": 1, "document": "sla", "id": "U", "title": "t", "currency": "EUR", "zone": "UTC"}
        agreement = ck.load_agreement(data={**head, "clauses": clauses})
        with pytest.raises(ck.FactsRejected) as caught:
            ck.SettlementFacts.from_dict({"figures": {"up": figure}}, agreement=agreement, period="2026-03")
        (problem,) = caught.value.problems
        return problem.hint

    def test_a_ratio_is_proposed_as_the_percentage_that_it_is(self) -> None:
        assert self.hint("0.9995") == "write '99.95 %' if 0.9995 is a ratio, or '0.9995 %' if so little was measured"

    def test_a_number_above_one_only_lacks_its_sign(self) -> None:
        assert self.hint("99.95") == "write '99.95 %'"

    def test_a_float_is_told_once_how_it_is_written_with_its_unit(self) -> None:
        assert self.hint(99.95) == "write it as a text with its unit: '99.95 %'"
        assert self.hint(0.9995) == (
            "write it as a text with its unit: '99.95 %' if 0.9995 is a ratio, or '0.9995 %' if so little was measured"
        )
