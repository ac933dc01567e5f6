"""Every problem code that the code can give is explained on the page of problems, and no other."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reference" / "problems.md"
PAGES = ROOT / "docs" / "reference" / "problems"
MAKERS = {
    *("Problem", "problem", "report", "warn", "advise", "fault", "tell", "Note", "note", "refuse", "wrong", "add"),
    "_rejected",
}
CODE = re.compile(r"[a-z]+(?:-[a-z]+)*")


SENTENCES = ("explaining.py", "ahead.py", "other_readings.py", "correcting.py")


def codes_in(tree: ast.AST) -> set[str]:
    """Return the codes that calls in a module give to problems: the first text that is one lower-case word."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in MAKERS:
                given = [*node.args[:3], *(k.value for k in node.keywords if k.arg == "code")]
                texts = [a.value for a in given if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                if texts and CODE.fullmatch(texts[0]):
                    found.add(texts[0])
    return found


def explained() -> set[str]:
    """Return the codes that are explained: in the first column of the tables, or on a page of their own."""
    cells = re.findall(r"^\| ([^|]*`[^|]*) \|", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    told = {code for cell in cells for code in re.findall(r"`([a-z_-]+)`", cell)}
    return told | {page.stem for page in PAGES.glob("*.md")}


class TestProblemPage:
    def test_each_code_in_the_source_is_explained(self) -> None:
        used = set()
        modules = (ROOT / "src" / "contractkit").rglob("*.py")
        for path in modules:
            if "statements" in path.parts or path.name in SENTENCES:  # sentences have keys, not codes
                continue
            used |= codes_in(ast.parse(path.read_text(encoding="utf-8")))
        assert len(used) > 50
        assert used - explained() == set()

    def test_each_page_stands_in_the_index(self) -> None:
        linked = set(re.findall(r"\(problems/([a-z_-]+)\.md\)", PAGE.read_text(encoding="utf-8")))
        assert linked == {page.stem for page in PAGES.glob("*.md")}
