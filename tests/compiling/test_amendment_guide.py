"""What the guide to amendments shows is read as it stands, and does what the guide says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from folders import CONTRACT, SLA

import contractkit as ck
from contractkit.documents import read_text

GUIDE = (Path(__file__).parents[2] / "docs" / "guide" / "amendments.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", GUIDE, flags=re.DOTALL)
DOCUMENTS = [block for block in BLOCKS if block.startswith("contractkit:")]
AMENDMENT, CALL_OFF, NOTICE = DOCUMENTS

PARTIES = "parties: {provider: {name: A}, customer: {name: B}}\n"
PAPERS = {
    "contract": CONTRACT.replace("C-1", "C-7").replace("[SLA-1]", "[SLA-7, SOP-7]"),
    "sla": SLA.replace("SLA-1", "SLA-7")
    .replace('"1":', '"2.1":')
    .replace('"2":\n', '"3.1":\n')
    .replace("100 seats", "420 seats")
    .replace("above: EUR 28.00 per seat", "below: EUR 24.00 per seat")
    .replace('"4.1":', '"4.0":')
    .replace('"4.2":', '"4.1":')
    .replace("name: first", "name: urgent"),
    "sop": 'contractkit: 1\ndocument: sop\nid: SOP-7\ntitle: Work\nclauses:\n  "8.2": {kind: text, text: Old}\n',
}


def test_the_amendment_changes_what_it_says(tmp_path: Path) -> None:
    for name, text in (PAPERS | {"amendment": AMENDMENT}).items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    agreement = ck.load_agreement(tmp_path)
    assert agreement.services["workplace"].volume == 480
    assert agreement.calendars["office"].is_business_day(date(2026, 7, 4))
    reaches = agreement.history(lambda version: str(version.targets[1].reach)).spans()
    assert [(span.start, span.value) for span in reaches] == [(None, "95 %"), (date(2026, 10, 1), "97 %")]
    assert "SOP-7/8.2" not in {str(clause.ref) for clause in agreement.clauses}


def test_the_notice_is_read(tmp_path: Path) -> None:
    assert read_text(NOTICE)[1] == ()


def test_the_words_of_the_call_off_are_known() -> None:
    _, problems = read_text(CALL_OFF.replace("id: CO-2026-001\n", f"id: CO-2026-001\ntitle: First\n{PARTIES}"))
    assert {problem.where for problem in problems} <= {"clause 1 > replaces"}
