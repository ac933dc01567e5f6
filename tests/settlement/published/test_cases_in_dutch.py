"""What the published cases come to can be told in Dutch, line by line: no English sentence is left in any of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from published_cases import PublishedFile
from test_sealed_cases import CASES, settled

import contractkit as ck
from contractkit.statements.readings import assumed
from contractkit.statements.retelling import retold
from contractkit.statements.wording import language

DUTCH = language("nl")
ENGLISH = (
    "the and not no nothing are with from which that so it its this than more less least most at by for paid owed known "
    "told taken between below above before after whether whose what where when without only each every month year "
    "quarter due late period share amount overrun saving"
)
"""Words of sentences that Dutch does not have, and no paper of the cases as a name of its own."""


def _said(settlement: ck.Settlement) -> Iterator[str]:
    for line in settlement.lines:
        yield from (retold(text, DUTCH) for text in (line.says, line.formula, *line.evidence))
    yield from (retold(text, DUTCH) for text in (*settlement.reasons, *settlement.notes))
    for problem in settlement.problems:
        yield from (retold(text, DUTCH) for text in (problem.says, problem.hint or ""))
    yield from (retold(one.says, DUTCH) for one in settlement.consequences)
    yield from (assumed(one, DUTCH) for one in settlement.assumptions)


@pytest.mark.parametrize(("file", "case"), CASES)
def test_no_english_sentence_is_left(file: PublishedFile, case: dict[str, Any]) -> None:
    found = [
        (text, set(ENGLISH.split()) & set(re.findall(r"[a-z-]+", text.lower())))
        for text in _said(settled(file, case).settlement)
    ]
    assert [text for text, words in found if words] == []
