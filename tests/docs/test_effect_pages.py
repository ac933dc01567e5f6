"""The worked example of each kind of effect runs, prints what the page says, and draws the picture that stands there."""

from __future__ import annotations

import doctest
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from contractkit.documents.clauses.registry import effects

DOCS = Path(__file__).parents[2] / "docs"
PICTURES = DOCS / "_static" / "effects"
NOT_DRAWN = {
    "deposit",
    "payment",
    "remedy",
    "claim",
    "proration",
    "liability",
    "no-charge",
    "duty",
    "pass-through",
}
"""Clauses that decide about money, or beside it, without a line of their own to draw."""
CHARGED = {"service", "minimum-commitment", "prepaid", "indexation", "settlement"}
"""Clauses about prices, and the one that makes the total."""
KINDS = sorted({*effects(), "interest", *CHARGED, *NOT_DRAWN})


@pytest.fixture(scope="module")
def drawing() -> Iterator[Any]:
    sys.path.insert(0, str(DOCS / "pictures"))
    try:
        import draw_effects

        yield draw_effects
    finally:
        sys.path.remove(str(DOCS / "pictures"))
        sys.modules.pop("draw_effects", None)


@pytest.mark.parametrize("kind", KINDS)
def test_the_worked_example_of_a_kind_prints_what_its_page_says(kind: str, drawing: Any) -> None:
    example = dict(drawing.examples())[kind]
    assert example.examples
    told: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    found = runner.run(example, out=told.append)
    assert found.failed == 0, "".join(told)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - NOT_DRAWN))
def test_the_picture_of_a_kind_is_what_its_example_draws_today(kind: str, drawing: Any) -> None:
    """`python docs/pictures/draw_effects.py` draws them anew."""
    chart = drawing.chart_of(dict(drawing.examples())[kind])
    assert chart == (PICTURES / f"{kind}.svg").read_text(encoding="utf-8")
    page = (DOCS / "reference" / "clauses" / f"{kind}.md").read_text(encoding="utf-8")
    _, after = page.split(f"```{{image}} ../../_static/effects/{kind}.svg\n")
    assert after.startswith(":alt: ")


def test_every_picture_belongs_to_a_page() -> None:
    assert {path.stem for path in PICTURES.glob("*.svg")} == set(KINDS) - NOT_DRAWN


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("curve", ["2026-03: 98.9 %, EUR \N{MINUS SIGN}160.00", "99.5", "\N{MINUS SIGN}400"]),
        ("tier-credit", ["2026-03: 98.2 %, EUR \N{MINUS SIGN}400.00", "95", "\N{MINUS SIGN}1 200"]),
        ("step-credit", ["2026-03: 98.3 %, EUR \N{MINUS SIGN}360.00", "99.5", "\N{MINUS SIGN}120"]),
        ("points-credit", ["2026-03: 12 points, EUR \N{MINUS SIGN}160.00", "15", "\N{MINUS SIGN}240"]),
        ("share-line", ["183 333.33", "30 000"]),
        ("pool-credit", ["EUR \N{MINUS SIGN}288.00", "EUR \N{MINUS SIGN}240.00", "EUR \N{MINUS SIGN}480.00"]),
        ("late-penalty", ["2026-03: 5 days, EUR \N{MINUS SIGN}750.00", "\N{MINUS SIGN}1 200"]),
        ("service", ["2026-03: 370 mailboxes, EUR 1 340.00", "660", "1 200", "1 777.5"]),
        ("minimum-commitment", ["300", "400", "495"]),
        ("prepaid", ["2026-02: 35 hour, EUR 2 600.00", "30", "50", "2 000", "4 400"]),
        ("indexation", ["EUR 1 000.00", "EUR 1 040.00", "EUR 1 056.68"]),
        ("settlement", ["EUR 4 000.00", "EUR 160.00", "EUR 3 680.00"]),
    ],
)
def test_its_figures_are_right_on_paper(kind: str, words: list[str]) -> None:
    """Worked out by hand: 3 000 at a fee of 4 000 and so on; the page says the same in words."""
    root = ET.parse(PICTURES / f"{kind}.svg").getroot()
    assert root.find("{*}title") is not None
    assert root.find("{*}desc") is not None
    shown = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert [word for word in words if word not in shown] == []
