"""Reads the pages of problem codes: the example of each, and what the tool says of it."""

from __future__ import annotations

import re
from pathlib import Path

import attrs

PAGES = Path(__file__).parents[2] / "docs" / "reference" / "problems"
FRAME = Path(__file__).parent / "frame.yaml"
_BLOCK = re.compile(r"^```(yaml|json|toml|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_DOCUMENT = re.compile(r"^(?:contractkit|%YAML)", re.MULTILINE)


@attrs.frozen
class ProblemPage:
    """One page.

    Attributes:
        code: The code, from the file's name.
        examples: What is wrong, each with the ending of its format: clauses, a document, or several documents with the
            name of each in its first line.
        told: What the tool says of it: a line for each problem, and one for its hint.
    """

    code: str
    examples: tuple[tuple[str, str], ...]
    told: tuple[str, ...]


def problem_pages() -> list[ProblemPage]:
    """Return the pages in alphabetical order."""
    return [_page(path) for path in sorted(PAGES.glob("*.md")) if path.stem != "index"]


def _page(path: Path) -> ProblemPage:
    blocks = _BLOCK.findall(path.read_text(encoding="utf-8"))
    examples = tuple((word, text) for word, text in blocks if word != "text")
    told = tuple(line for word, text in blocks if word == "text" for line in text.splitlines())
    return ProblemPage(path.stem, examples, told)


def written(page: ProblemPage, folder: Path) -> tuple[Path, int]:
    """Write the example of a page; return where it stands, and how many lines of the frame stand above it.

    Args:
        page: The page.
        folder: An empty folder.
    """
    if len(page.examples) > 1:
        for _, text in page.examples:
            (folder / text.partition("\n")[0].removeprefix("# ")).write_text(text, encoding="utf-8")
        return folder, 0
    ending, text = page.examples[0]
    file = folder / f"example.{ending}"
    frame = FRAME.read_text(encoding="utf-8")
    if ending != "yaml" or not text.strip() or _DOCUMENT.search(text):
        file.write_text(text, encoding="utf-8")
        return file, 0
    inside = "".join(f"  {line}" if line.strip() else line for line in text.splitlines(keepends=True))
    file.write_text(frame + inside, encoding="utf-8")
    return file, frame.count("\n")
