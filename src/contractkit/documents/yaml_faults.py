"""What a YAML parser complains about, in words that help a person who writes agreements."""

from __future__ import annotations

import re
from typing import Any

from contractkit.documents.tree import Lines, Place
from contractkit.errors import Problem

__all__ = ["syntax_problem"]

_QUOTE = "put the whole text between double quotes"


def syntax_problem(error: Any, text: str, lines: Lines, file: str | None) -> Problem:
    """Return the problem for a parser's `error` (a ruamel YAMLError), at its place, with a hint."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    says = str(getattr(error, "problem", None) or getattr(error, "context", None) or type(error).__name__)
    offset = min(getattr(mark, "index", 0) or 0, len(text)) if mark is not None else None
    if offset is None:
        return Problem("yaml", says, file, hint=_hint(says, ""))
    place = lines.at(offset)
    if "\\t" in says or "'\t'" in says:
        told = "a tab stands here, which YAML does not take"
        return Problem("tab", told, file, place.line, place.column, hint="use spaces")
    before, line = _lines(text, offset)
    hint = _around(says, before, line) or _hint(says, line) or _earlier(error, text, lines, place)
    return Problem("yaml", says, file, place.line, place.column, hint=hint)


def _lines(text: str, offset: int) -> tuple[str, str]:
    """Return the last line with something in it before the line of `offset`, and that line."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    above = text[max(0, start - 2000) : start].rstrip().rpartition("\n")[2]
    return above, text[start : end if end >= 0 else len(text)][:2000]


def _around(says: str, before: str, line: str) -> str | None:
    """Return a hint where the line before, or the line as a whole, shows what happened."""
    if re.match(r"\s*[\w.\"'-]+:[^\s/]", before) and "mapping values" in says:
        return "a colon is followed by a space"
    if "<scalar>" in says and re.search(r"(?:^|\s)#", before):
        return f"a remark (#) ends a text: {_QUOTE}, or put the remark above it"
    if "mapping values" in says and not re.match(r"[^#]*?:\s+[^#]*?:(?:\s|$)", line):
        return "the line stands deeper than the line before it allows: give it as many spaces as its neighbours have"
    return None


_BEGINNINGS = ("cannot start any token", "expected alphabetic or numeric character", "chomping or indentation")


def _hint(says: str, line: str) -> str | None:
    value = re.match(r"\s*(?:- )?(?:[^:'\"]+|\"[^\"]*\"|'[^']*'): +(.*)", line)
    start = value[1][:1] if value else ""
    if "mapping values are not allowed" in says:
        return f"a text that contains ': ' needs quotes: {_QUOTE}"
    if any(words in says for words in _BEGINNINGS):
        return f"a text may not begin with this character: {_QUOTE}"
    if says.endswith(("'}'", "']'")) and "found" in says:
        return "a bracket is closed that was not opened"
    if start in ("'", "[", "{", '"') and "<block mapping start>" not in says and "expected" in says:
        return f"a text that begins with {start} needs quotes around all of it: {_QUOTE}"
    if "block mapping start" in says or ("block end" in says and "found" in says):
        return "the line does not stand under its neighbours: give it as many spaces as they have"
    if "sequence entries" in says:
        return "a list begins on the line below its key"
    if "could not find expected ':'" in says:
        return "a key is followed by a colon and a space; a text over several lines is indented"
    if "quoted scalar" in says or "end of stream" in says:
        return "a quotation mark or bracket is opened and not closed"
    if "flow" in says or "',' or" in says:
        return "a bracket is not closed, or a comma is missing; a text with a comma, a colon or a bracket needs quotes"
    if "escape" in says:
        return "write \\\\ for a backslash, or use single quotes"
    return None


def _earlier(error: Any, text: str, lines: Lines, place: Place) -> str | None:
    mark = getattr(error, "context_mark", None)
    if mark is None:
        return None
    start = lines.at(min(mark.index, len(text)))
    return f"it began on line {start.line}" if start.line != place.line else None
