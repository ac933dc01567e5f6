"""Published cases of prices and charges, settled through the public functions alone, to the cent.

The facts are read as they stand in the files. What a settlement charges in the period that a case is about stands on
its lines; what a price is on a date, and what has to be bought at least, is asked by its own question.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from published_cases import PublishedFile, loaded, published_files

import contractkit as ck
from contractkit.charging import charges, least_of, taxes
from contractkit.quantities.notation import VOLUME
from contractkit.terms.provisions.minimum_commitment import MinimumCommitment

PERIODS = {
    "d-fixed-uplift": "2025-04",
    "d-fixed-uplift-each-year": "2025-04",
    "d-fixed-uplift-simple": "2025-04",
    "d-float-precision": "2026",
    "d-indexation-base": "2022",
    "d-indexation-mid-period": "2020-08-01..2021-07-31",
    "d-indexation-no-decrease": "2022-02",
    "d-indexation-no-decrease-moved": "2022-02",
    "d-indexation-rate": "2021-10",
    "d-indexation-rate-exact": "2026",
    "d-indexation-rate-rounded": "2026",
    "d-indexation-round-to-unit": "2025-02",
    "d-proration-days": "2024-04-01..2024-06-30",
    "d-proration-two-months": "2015-01-25..2015-02-02",
    "d-proration-whole-year": "2026-08-03..2027-08-02",
}
"""The period that a case is about; a month of 2026 where only volumes decide."""

MONTH = "2026-03"


def every_case() -> list[Any]:
    return [
        pytest.param(file, case, id=f"{case['id']}-{file.name.removesuffix('.yaml')}-{number}")
        for file in published_files()
        if file.name.startswith("d-")
        for number, case in enumerate(file.cases)
    ]


def number(text: str) -> Fraction:
    sign = -1 if text.startswith("-") else 1
    return sign * Fraction("".join(mark for mark in text if mark.isdigit() or mark == "."))


def told(file: PublishedFile, case: dict[str, Any], agreement: ck.Agreement) -> tuple[ck.SettlementFacts, ck.Period]:
    period = ck.Period.parse(PERIODS.get(file.name.removesuffix(".yaml"), MONTH))
    return ck.SettlementFacts.from_dict(case["facts"], agreement=agreement, period=period), period


def charged_in(agreement: ck.Agreement, facts: ck.SettlementFacts, period: ck.Period) -> Any:
    """Return the one line of a settlement, which charges."""
    settlement, _ = ck.settle(agreement, None, None, period=period, told=facts)
    (line,) = settlement.lines
    assert (line.kind, settlement.status) == ("charge", "final")
    assert settlement.total == line.amount
    return line


@pytest.mark.parametrize(("file", "case"), every_case())
def test_a_published_case_comes_out_to_the_cent(file: PublishedFile, case: dict[str, Any]) -> None:
    agreement = loaded(file)
    facts, period = told(file, case, agreement)
    for word, text in case["expected"].items():
        asked = QUESTIONS[word if not word.startswith("from-") else "from"]
        assert asked(agreement, facts, period, word, text), (word, text)


def _charged(agreement: ck.Agreement, facts: ck.SettlementFacts, period: ck.Period, word: str, text: str) -> bool:
    return charged_in(agreement, facts, period).amount.amount == number(text)


def _price(agreement: ck.Agreement, facts: ck.SettlementFacts, period: ck.Period, word: str, text: str) -> bool:
    """The price is what a whole period of it costs, or that of the band in which the volume lies."""
    for service in agreement.services.values():
        units = next(one.number for one in facts.volumes if one.service == service.name)
        return ck.price_on(agreement, service.name, period.start, facts, units=Fraction(units)).price == number(text)
    if agreement.fees and agreement.fees[0].per == "year" and period.months() == (period,):
        return ck.price_on(agreement, agreement.fees[0].name, period.start, facts).price == number(text)
    if not agreement.fees:
        return ck.price_on(agreement, "tariff", ck.Period.parse("2023").start, facts).price == number(text)
    return charged_in(agreement, facts, period).amount.amount == number(text)


def _price_of_year(agreement: ck.Agreement, facts: ck.SettlementFacts, _: ck.Period, word: str, text: str) -> bool:
    year = ck.Period.parse(word.removeprefix("from-"))
    fee = agreement.fees[0]
    if fee.per == "year":
        return charged_in(agreement, facts, year).amount.amount == number(text)
    return charged_in(agreement, facts, ck.Period.parse(f"{year.label}-02")).amount.amount == number(text)


def _step(show: Callable[[Any], Fraction]) -> Callable[..., bool]:
    def asked(agreement: ck.Agreement, facts: ck.SettlementFacts, period: ck.Period, word: str, text: str) -> bool:
        name = agreement.fees[0].name if agreement.fees else "tariff"
        on = period.last if agreement.fees else ck.Period.parse("2023").start
        places = len(text.partition(".")[2].rstrip(" %"))
        found = show(ck.price_on(agreement, name, on, facts).steps)
        return abs(found - number(text)) <= Fraction(1, 2 * 10**places)

    return asked


def _shown(field: str) -> Callable[..., bool]:
    """Return what asks for a number that went into the line."""

    def asked(agreement: ck.Agreement, facts: ck.SettlementFacts, period: ck.Period, word: str, text: str) -> bool:
        line = charged_in(agreement, facts, period)
        if word == "days-before":
            return f"({text} of 365 days)" in line.formula.split(" + ")[0]
        if word == "days-after":
            return f"({text} of 365 days)" in line.formula.split(" + ")[1]
        found = Fraction(line.inputs[field])
        if word == "days":
            return found.numerator * (91 // found.denominator) == number(text)
        if word == "of":
            return 91 % found.denominator == 0 and text == "91"
        places = len(text.partition(".")[2])
        return abs(found - number(text)) <= Fraction(1, 2 * 10**places)

    return asked


def _baseline(agreement: ck.Agreement, facts: ck.SettlementFacts, period: ck.Period, word: str, text: str) -> bool:
    """The next contract year is settled with what the ledger of this one knows."""
    _, ledger = ck.settle(agreement, None, None, period=period, told=facts)
    moved = ledger.baseline("development", period.end)
    return moved - agreement.services["development"].volume == number(text.removesuffix(" people"))


def _least(agreement: ck.Agreement, facts: ck.SettlementFacts, _: ck.Period, word: str, text: str) -> bool:
    (minimum,) = agreement.provisions_of(MinimumCommitment)
    found, wanted = least_of(agreement, minimum, facts), VOLUME.parse(text)
    return (found.number, found.unit) == (wanted.number, wanted.unit)


def _tax(agreement: ck.Agreement, facts: ck.SettlementFacts, period: ck.Period, word: str, text: str) -> bool:
    (tax,) = taxes(agreement, charges(agreement, period, facts))
    return round(tax.exact, 2) == number(text)


QUESTIONS: dict[str, Callable[..., bool]] = {
    "amount": _charged,
    "adjustment": _charged,
    "price": _price,
    "from": _price_of_year,
    "raises": _step(lambda steps: Fraction(len(steps))),
    "points": _step(lambda steps: steps[-1].points[0]),
    "rate": _step(lambda steps: steps[-1].rate * 100),
    "change": _step(lambda steps: steps[-1].rate * 100),
    "priced": _shown("priced"),
    "share": _shown("periods"),
    "months": _shown("periods"),
    "days": _shown("periods"),
    "of": _shown("periods"),
    "days-before": _shown("periods"),
    "days-after": _shown("periods"),
    "baseline": _baseline,
    "at-least": _least,
    "tax": _tax,
}
