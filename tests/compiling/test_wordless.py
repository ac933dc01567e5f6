"""No silence is left without its other reading, or the reason why nobody can say what that comes to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import contractkit as ck
from contractkit.compiling.reading_otherwise import BUILT
from contractkit.compiling.wordless import WORDLESS, why_not
from contractkit.documents import CONVENTIONS
from contractkit.records.clauses import Assumption

ROOT = Path(__file__).parents[2]
ASSUMED = re.compile(r'Assumption\(\s*(?:convention=)?f?"([a-z_-]+)')
PAPERS = [ROOT / "tests" / "cases" / "papers" / name for name in ("agreement", "mechanisms", "year")]
GENERIC = ("no clause has a word for it", "there is no field")


def test_what_is_assumed_anywhere_has_a_word_or_a_reason() -> None:
    sources = (file.read_text(encoding="utf-8") for file in (ROOT / "src").rglob("*.py"))
    assumed = {name for text in sources for name in ASSUMED.findall(text)}
    assert len(assumed) > 30
    worded = {*CONVENTIONS, *BUILT}
    assert {name for name in assumed if name not in worded and why_not(name) is None} == set()


def test_a_convention_with_words_has_no_reason_why_not() -> None:
    """But for words of both kinds: what is cut off by a cap, and which amount a clause without one means."""
    assert set(CONVENTIONS) & set(WORDLESS) == {"of", "stops"}


def test_what_is_written_as_a_step_or_a_part_has_no_reason_why_not() -> None:
    """How a settlement rounds is the word of a step; what units outside the band cost is a part of the service."""
    assert set(BUILT) & set(WORDLESS) == set()
    assert set(BUILT) - set(CONVENTIONS) == {"outside_band"}


@pytest.mark.parametrize("folder", PAPERS, ids=lambda folder: folder.name)
def test_every_other_reading_of_the_papers_is_an_agreement_or_has_a_reason_of_its_own(folder: Path) -> None:
    agreements = ck.load_agreements(folder)
    papers = ck.Papers.of(folder, agreement=agreements[0].id)
    for reading in papers.readings():
        assert (reading.variant is None) == (reading.why is not None)
        if reading.why is not None:
            assert not reading.why.startswith(GENERIC), (reading.assumption.convention, reading.alternative)


def test_a_silence_without_an_alternative_is_told_too() -> None:
    """Nobody recorded relief: what there was is not known, and that is said."""
    papers = ck.Papers.of(PAPERS[0], agreement=ck.load_agreements(PAPERS[0])[0].id)
    silence = Assumption("no-relief-recorded", "none", (), says="no relief was recorded")
    (reading,) = papers.readings([silence])
    assert (reading.alternative, reading.variant) == ("another reading", None)
    assert reading.why == "relief that nobody recorded is not known; record it, and evaluate again"
