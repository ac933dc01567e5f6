"""Every problem of documents has a page, whose example gives that problem at the line that the page says."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from contractkit.compiling import examine

sys.path.insert(0, str(Path(__file__).parent))
from problem_pages import PAGES, ProblemPage, problem_pages, written

FOUND = problem_pages()
SHOWN = [page for page in FOUND if page.examples]
SOURCE = Path(__file__).parents[2] / "src" / "contractkit"

NOT_ON_PAPER = {
    "character",
    "encoding",
    "how-many",
    "no-documents",
    "not-yet",
    "too-deep",
    "too-large",
    "too-many",
    "too-many-problems",
    "unreadable",
}
"""What no text on a page can show: files that are not there, signs that nobody sees, documents without end."""


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.code)
def test_the_example_of_a_page_gives_its_problem_as_the_page_says(page: ProblemPage, tmp_path: Path) -> None:
    path, above = written(page, tmp_path)
    told = []
    for problem in examine(path, "strict").problems:
        if problem.severity == "error" or problem.code == page.code:
            place = f"{Path(problem.file or '').name}:" if len(page.examples) > 1 else ""
            weight = "" if problem.severity == "error" else f"{problem.severity}: "
            where = f"{problem.where}: " if problem.where else ""
            told.append(f"{place}{(problem.line or 0) - above}: {weight}{where}{problem.says} [{problem.code}]")
            told += [f"    {problem.hint}"] if problem.hint else []
    assert tuple(told) == page.told


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.code)
def test_a_page_shows_no_other_problem_than_its_own(page: ProblemPage) -> None:
    assert page.told, "a page says what the tool says"
    assert all(line.endswith(f"[{page.code}]") for line in page.told if not line.startswith("    "))


@pytest.mark.parametrize("page", FOUND, ids=lambda page: page.code)
def test_a_page_is_headed_by_its_code_and_says_what_to_do(page: ProblemPage) -> None:
    text = (PAGES / f"{page.code}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {page.code}\n\n")
    assert len([part for part in text.split("\n\n") if not part.startswith(("```", "# "))]) >= 2


def test_only_what_cannot_be_shown_has_no_example() -> None:
    assert {page.code for page in FOUND if not page.examples} == NOT_ON_PAPER


def test_each_warning_and_each_advice_has_a_page() -> None:
    """Their codes are the second argument of `warn` and `advise`."""
    codes = set()
    for path in (SOURCE / "compiling").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("warn", "advise"):
                codes |= {arg.value for arg in node.args[1:2] if isinstance(arg, ast.Constant)}
    assert len(codes) > 10
    assert codes <= {page.code for page in FOUND}
