"""The published money cases about prices, computed from their documents by the public functions, to the cent.

What a case asks for is asked as a user would: the price on a date, or what a period is charged.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import contractkit as ck
from contractkit.charging import ChargingFacts, CountedVolume, IndexSeries, charges, price_on
from contractkit.charging.minimum import least_of
from contractkit.quantities.notation import VOLUME
from contractkit.quantities.notation import parse_amount as amount
from contractkit.quantities.periods import Period
from contractkit.quantities.rounding import Rounding
from contractkit.terms.provisions.minimum_commitment import MinimumCommitment

FOLDER = Path(__file__).parents[1] / "cases" / "money" / "published"
CENT = Rounding(Decimal("0.01"), "half-up")
Q = Fraction


def read(name: str) -> list[tuple[ck.Agreement, dict[str, Any], dict[str, Any]]]:
    found = YAML(typ="base", pure=True).load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    agreement = ck.load_agreement(text=found["document"])
    return [(agreement, case["facts"], case["expected"]) for case in found["cases"]]


def cases(*names: str) -> pytest.MarkDecorator:
    values = [pytest.param(*case, id=f"{name}-{number}") for name in names for number, case in enumerate(read(name))]
    return pytest.mark.parametrize(("agreement", "facts", "expected"), values)


def known(facts: dict[str, Any], during: Period | None = None) -> ChargingFacts:
    """Return the facts of a case as charging takes them; its volumes are counts of the period that is asked about."""
    volumes = {name: VOLUME.parse(text).number for name, text in facts.get("volumes", {}).items()}
    return ChargingFacts(
        index=[IndexSeries.of(name, figures) for name, figures in facts.get("index", {}).items()],
        volumes=[CountedVolume(name, during, number) for name, number in volumes.items()] if during else [],
        amounts={name: VOLUME.parse(text) for name, text in facts.get("amounts", {}).items()},
    )


def money(text: str) -> Fraction:
    return Q(amount(text.replace("-", "", 1)).number) * (-1 if text.startswith("-") else 1)


def number(text: str) -> Fraction:
    return Q(text.split()[0].replace(" ", ""))


def asked(expected: dict[str, Any]) -> list[tuple[date, str]]:
    """Return the dates of which a case says the price: 1 July of the years that it names."""
    return [(date(int(word.removeprefix("from-")), 7, 1), text) for word, text in expected.items() if "from-" in word]


INDEXED = (
    "d-indexation-base",
    "d-indexation-no-decrease",
    "d-indexation-no-decrease-moved",
)


class TestIndexation:
    @cases(*INDEXED)
    def test_the_price_of_each_year_is_what_was_published(self, agreement, facts, expected):
        name = agreement.fees[0].name
        for on, text in asked(expected):
            found = price_on(agreement, name, on, known(facts))
            assert found.price == money(text), found.formula

    @pytest.mark.parametrize(
        ("file", "on", "say"),
        [
            ("d-indexation-collar", date(2023, 7, 1), lambda rate: f"{Rounding(Decimal('0.0001')).apply(rate)} %"),
            ("d-indexation-rate", date(2021, 10, 1), lambda rate: f"{Decimal(rate.numerator) / rate.denominator} %"),
        ],
    )
    def test_the_change_and_the_price_are_what_was_published(self, file: str, on: date, say: Callable[[Fraction], str]):
        ((agreement, facts, expected),) = read(file)
        name = "tariff" if "collar" in file else agreement.fees[0].name
        found = price_on(agreement, name, on, known(facts))
        assert found.price == money(expected["price"])
        assert say(found.steps[-1].rate * 100) == expected["change"]

    @cases("d-indexation-rate-rounded", "d-indexation-rate-exact")
    def test_points_rate_and_price_are_what_was_published(self, agreement, facts, expected):
        found = price_on(agreement, "rent", date(2026, 3, 1), known(facts))
        assert found.price == money(expected["price"])
        assert found.steps[-1].points == (number(expected["points"]),)
        if "rate" in expected:
            assert found.steps[-1].rate * 100 == number(expected["rate"])

    @cases("d-indexation-round-to-unit")
    def test_a_price_is_rounded_to_the_unit_of_its_clause(self, agreement, facts, expected):
        assert price_on(agreement, "allowance", date(2025, 6, 1), known(facts)).price == money(expected["price"])

    @cases("d-fixed-uplift", "d-fixed-uplift-each-year", "d-fixed-uplift-simple")
    def test_a_fixed_rate_raises_on_each_anniversary(self, agreement, facts, expected):
        on = date.fromisoformat(facts["dates"]["asked-on"])
        found = price_on(agreement, "managed-services", on)
        assert (len(found.steps), found.price) == (int(expected["raises"]), money(expected["price"]))

    @cases("d-indexation-mid-period")
    def test_a_period_in_which_the_price_changes_counts_days(self, agreement, facts, expected):
        dates = facts["dates"]
        (charge,) = charges(agreement, Period.parse(f"{dates['from']}..{dates['through']}"), known(facts))
        assert CENT.apply(charge.exact) == money(expected["amount"])
        days = f"({expected['days-before']} of 365 days)", f"({expected['days-after']} of 365 days)"
        assert [day in charge.formula for day in days] == [True, True]


class TestParts:
    @cases("d-proration-days", "d-proration-two-months", "d-proration-whole-year")
    def test_a_part_of_a_period_costs_what_was_published(self, agreement, facts, expected):
        dates = facts["dates"]
        (charge,) = charges(agreement, Period.parse(f"{dates['from']}..{dates['through']}"))
        assert CENT.apply(charge.exact) == money(expected["amount"])
        times = Q(charge.inputs["periods"])
        if "share" in expected:
            assert Rounding(Decimal("0.000001")).apply(times) == Decimal(expected["share"])
        if "days" in expected:
            assert times == Q(int(expected["days"]), int(expected["of"]))
        if "months" in expected:
            assert times == int(expected["months"])
        assert charge.assumptions == ()


MONTH = Period.parse("2026-03")


class TestVolumes:
    @cases("d-volume-all-units-cliff", "d-volume-graduated")
    def test_a_volume_costs_what_its_bands_say(self, agreement, facts, expected):
        (charge,) = charges(agreement, MONTH, known(facts, MONTH))
        assert (charge.exact, charge.missing) == (money(expected["amount"]), None)

    @cases("d-volume-rate-lookup", "d-volume-rate-lookup-list")
    def test_the_price_is_that_of_the_band(self, agreement, facts, expected):
        volume = VOLUME.parse(facts["volumes"]["payments"]).number
        assert price_on(agreement, "payments", MONTH.start, units=Q(volume)).price == money(expected["price"])

    @cases("d-arc-rrc")
    def test_outside_the_band_the_whole_difference_is_priced(self, agreement, facts, expected):
        (charge,) = charges(agreement, MONTH, known(facts, MONTH))
        assert (charge.kind, charge.exact) == ("outside-band", money(expected["adjustment"]))

    @cases("d-band-carry-forward")
    def test_inside_the_band_the_baseline_of_the_next_year_moves(self, agreement, facts, expected):
        (charge,) = charges(agreement, MONTH, known(facts, MONTH))
        assert charge.baseline is not None
        assert charge.baseline - agreement.services["development"].volume == number(expected["baseline"])
        assert Q(charge.inputs["priced"]) == number(expected["priced"])

    @cases("d-minimum-commitment")
    def test_a_share_of_a_forecast_has_to_be_bought(self, agreement, facts, expected):
        (minimum,) = agreement.provisions_of(MinimumCommitment)
        wanted = VOLUME.parse(expected["at-least"])
        least = least_of(agreement, minimum, known(facts))
        assert (least.number, least.unit) == (wanted.number, wanted.unit)


class TestWholeNumbers:
    @cases("d-float-precision")
    def test_a_number_of_eight_digits_is_kept_whole(self, agreement, facts, expected):
        (charge,) = charges(agreement, Period.parse("2026"))
        assert charge.exact == money(expected["amount"])
