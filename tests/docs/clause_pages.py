"""Reads the pages of the kinds of clauses: the example of each, and the sentences below it."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Any

import attrs
from ruamel.yaml import YAML

PAGES = Path(__file__).parents[2] / "docs" / "reference" / "clauses"
_BLOCK = re.compile(r"^```(yaml|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@attrs.frozen
class ClausePage:
    """One page.

    Attributes:
        kind: The kind, from the file's name.
        examples: The clauses of each example as YAML, with the sentences that stand below it.
    """

    kind: str
    examples: tuple[tuple[str, tuple[str, ...]], ...]


def clause_pages() -> list[ClausePage]:
    """Return the pages in alphabetical order."""
    return [_page(path) for path in sorted(PAGES.glob("*.md")) if path.stem != "index"]


def _page(path: Path) -> ClausePage:
    blocks = _BLOCK.findall(path.read_text(encoding="utf-8"))
    examples: list[tuple[str, tuple[str, ...]]] = []
    for word, text in blocks:
        if word == "yaml":
            examples.append((text, ()))
        elif examples:
            clauses, told = examples[-1]
            examples[-1] = (clauses, (*told, *text.splitlines()))
    return ClausePage(path.stem, tuple(examples))


def framed(frame: str, clauses: str) -> str:
    """Return an example inside the agreement of all examples; its own term takes the place of the agreement's."""
    if "kind: term\n" in clauses:
        frame = "".join(line for line in frame.splitlines(keepends=True) if "kind: term," not in line)
    return frame + textwrap.indent(clauses, "  ")


def numbers_of(clauses: str) -> list[str]:
    """Return the clause numbers of an example, in the order of the page."""
    read: dict[str, Any] = YAML(typ="safe").load(clauses)
    return [str(number) for number in read]
