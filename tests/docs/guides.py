"""Reads pages whose steps run: files that a reader writes, commands with what they print, and Python.

A ``yaml`` block whose first line is a comment with a file name is a file, or a part of one:

- ``# desk.yaml`` is the whole file;
- ``# desk.yaml, further down`` comes below what is there;
- ``# desk.yaml, above clauses`` comes above the line ``clauses:``;
- ``# desk.yaml, clause 4 again`` takes the place of that clause.

In a ``console`` block a line with ``$`` is a command, and what follows it is what it prints; a line ``...`` stands for
lines that are left out.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import attrs

GUIDES = Path(__file__).parents[2] / "docs" / "guide"
_BLOCK = re.compile(r"^```(yaml|console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# (?P<name>[\w.-]+\.yaml)(?:, (?P<how>.+))?")
_AGAIN = re.compile(r"clause (\S+) again")


@attrs.frozen
class Step:
    """One block of a page.

    Attributes:
        word: ``yaml``, ``console`` or ``python``.
        text: The block.
        line: Where it begins on the page, counted from 1.
    """

    word: str
    text: str
    line: int


@attrs.frozen
class Command:
    """A command that a page shows, and the lines that it prints."""

    words: tuple[str, ...]
    printed: tuple[str, ...]


def steps_of(name: str) -> list[Step]:
    """Return the blocks of a page of the guide, in order."""
    page = (GUIDES / f"{name}.md").read_text(encoding="utf-8")
    return [Step(found[1], found[2], page[: found.start()].count("\n") + 1) for found in _BLOCK.finditer(page)]


def write(step: Step, folder: Path) -> None:
    """Write the file, or the part of one, that a block holds; a block without a file's name is only shown."""
    first, _, text = step.text.partition("\n")
    named = _FILE.fullmatch(first)
    if named is None:
        return
    file, how = folder / named["name"], named["how"]
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    again = _AGAIN.fullmatch(how or "")
    if how is None:
        after = text
    elif how == "further down":
        after = before + text
    elif how == "above clauses":
        after = before.replace("\nclauses:\n", f"\n{text}clauses:\n")
    elif again is not None:
        old = re.search(rf'^  "{re.escape(again[1])}":\n(?:    .*\n|\n)*', before, re.MULTILINE)
        assert old is not None, f"line {step.line}: there is no clause {again[1]} to write again"
        after = before.replace(old[0], text)
    else:
        raise AssertionError(f"line {step.line}: '{how}' is no way to write a file")
    assert after != before, f"line {step.line}: nothing was written"
    file.write_text(after, encoding="utf-8")


def commands_of(step: Step) -> list[Command]:
    """Return the commands of a block with what they print."""
    found = []
    for part in re.split(r"^\$ ", step.text, flags=re.MULTILINE)[1:]:
        command, *printed = part.rstrip("\n").split("\n")
        found.append(Command(tuple(shlex.split(command)), tuple(line.rstrip() for line in printed)))
    return found


def pattern_of(printed: tuple[str, ...]) -> str:
    """Return the pattern of an output, in which a line of three dots stands for any lines."""
    lines = "\n".join("<MORE>" if line.strip() == "..." else re.escape(line) for line in printed)
    return lines.replace("<MORE>", r"[\s\S]*")
