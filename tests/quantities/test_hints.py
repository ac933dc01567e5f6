"""What a hint proposes can be written: it is read where it is proposed, and is not what stood there already."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

import contractkit.quantities.notation as package
from contractkit.errors import QuantityError
from contractkit.quantities.notation import AMOUNT, BOUND, LEVEL, LIMIT, RATE, REACH, SHARE, Notation
from contractkit.quantities.notation.payments import PAYS

WRITTEN = (
    """
wettelijk|-5 % of yearly-fees|- 5 % of yearly-fees|5% of yearly fees|10 % of the yearly-fees|10% van jaarfees|4h|4 uur
98|98,5|98,5 %|€ 500|EUR 500,-|EUR -500|EUR 1.000,00|1.000 EUR|-1.000 EUR|500 EUR|eur 500|EUR 500 a month|EUR 500 / month
monthly|per month|5%|5 percent|5 pct|2 dagen|3 days|within 4 hours|P1D|none|1-1-2026|01/02/2026|2026/01/02|1 jan 2026
mon - fri|9-17|9:00-17:00|9am-5pm|17:00|5 pm|1st January|31 February|10 % of|EUR|4 hours by 17:00|2 business days by 17
2 working days|4 business hours|4.5 hours|90 min|1h30|EUR 5 monthly|EUR 5 per seat/month|half|1/3|1 / 3|reach|at least 95
> 95 %|min 95 %|95 % or more|max 4 hours|12 months rolling|rolling year|0 days|month from day 32|8 % p.a.|8% per year|8
8 percent a year|100 seats/month|1.000 seats|0,5 pp|-3 months|jan 2026|24:00|08.00|mo-fr|EUR 12.345|1e3|1_000|$5|5 €
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

PROPOSED = re.compile(r"(?:write|say on which side:|the unit is missing; for example) '([^']*)'")


def notations() -> Iterator[tuple[str, Notation[Any]]]:
    seen: set[int] = set()
    for found in pkgutil.iter_modules(package.__path__):
        for name, value in vars(importlib.import_module(f"{package.__name__}.{found.name}")).items():
            if isinstance(value, Notation) and id(value) not in seen:
                seen.add(id(value))
                yield name, value


def hint_for(notation: Notation[Any], text: str) -> str | None:
    """Return the hint for a text; None where the text is right."""
    try:
        notation.parse(text)
    except QuantityError as error:
        return error.hint or ""
    return None


@pytest.mark.parametrize(
    "notation", [pytest.param(notation, id=name) for name, notation in notations() if name != "DURATION"]
)
def test_what_a_hint_proposes_is_read(notation: Notation[Any]) -> None:
    for text in WRITTEN:
        hint = hint_for(notation, text)
        if hint is None:
            continue
        assert hint, text
        proposed = PROPOSED.match(hint)
        if proposed is not None and "is read both ways" not in hint:
            assert proposed[1] != text, hint
            assert hint_for(notation, proposed[1]) is None, hint


@pytest.mark.parametrize(
    ("notation", "text", "hint"),
    [
        (SHARE, "-5 % of yearly-fees", "write '5 % of yearly-fees': what it is a share of has no sign"),
        (LIMIT, "- 5 % of yearly-fees", "write '5 % of yearly-fees': what it is a share of has no sign"),
        (RATE, "5 percent", "write '5 % per year'"),
        (RATE, "8", "the unit is missing; for example '8 % per year'"),
        (RATE, "wettelijk", "for example '8 % per year'"),
        (AMOUNT, "01/02/2026", "for example 'EUR 250 000' or 'EUR 1.50'"),
        (AMOUNT, "max 4 hours", "for example 'EUR 250 000' or 'EUR 1.50'"),
        (
            AMOUNT,
            "1.000 EUR",
            "write 'EUR 1 000' for thousands or 'EUR 1.0000' for decimals: '1.000' is read both ways",
        ),
        (PAYS, "EUR 500 / month", "for example '-2 %' or 'EUR 500'"),
        (BOUND, "2 working days", "for example 'at least 99.9 %' or 'at most 4 hours'"),
        (BOUND, "95%", "say on which side: 'at least 95 %' or 'at most 95 %'"),
        (RATE, "0.08", "the unit is missing; for example '8 % per year'"),
        (REACH, "95", "the unit is missing; for example '95 %'"),
        (REACH, "0.95", "the unit is missing; for example '95 %' if 0.95 is a ratio, or '0.95 %'"),
        (REACH, "0.9995", "the unit is missing; for example '99.95 %' if 0.9995 is a ratio, or '0.9995 %'"),
        (REACH, "1", "the unit is missing; for example '100 %' if 1 is a ratio, or '1 %'"),
        (
            PAYS,
            "-0.05",
            "the unit is missing: write '-5 %' if 0.05 is a ratio, else '-0.05 %', or '-EUR 0.05' for a sum of money",
        ),
        (LEVEL, "at least 95", "the unit is missing; for example '95 %'"),
    ],
)
def test_hints(notation: Notation[Any], text: str, hint: str) -> None:
    assert hint_for(notation, text) == hint
