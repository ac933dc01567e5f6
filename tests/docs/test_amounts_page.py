"""The page on amounts: its table is that of the library, and its example loads."""

from __future__ import annotations

import re
from pathlib import Path

import contractkit as ck
from contractkit.charging import amount_of
from contractkit.compiling.amounts import STANDARD_AMOUNTS
from contractkit.quantities.periods import Period

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "amounts.md").read_text(encoding="utf-8")


def test_the_standard_amounts_are_all_there() -> None:
    assert dict(re.findall(r"^\| `([\w-]+)` \| (.+) \|$", PAGE, re.MULTILINE)) == STANDARD_AMOUNTS


def test_every_standard_amount_is_one_that_charging_knows() -> None:
    head = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "T", "currency": "EUR", "zone": "UTC"}
    agreement = ck.load_agreement(data={**head, "clauses": {}})
    told = {word: amount_of(agreement, word, Period.parse("2026-01")).word for word in STANDARD_AMOUNTS}
    assert told == {word: word for word in STANDARD_AMOUNTS}


def test_the_example_loads_and_takes_its_credit_of_the_declared_amount() -> None:
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    agreement = ck.load_agreement(text=example)
    told = [ck.sentence(term, agreement=agreement).replace("\u00a0", " ") for term in agreement.terms_in("COMPUTE-7/2")]
    assert told[1].startswith("If the figure of COMPUTE-7/2 is below 99.5 %, 10 % of the charges of the instance is")
