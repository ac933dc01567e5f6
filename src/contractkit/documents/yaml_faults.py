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
    line = _line(text, offset)
    if "\\t" in says or "'\t'" in says:
        return Problem(
            "tab", "a tab stands here, which YAML does not take", file, place.line, place.column, hint="use spaces"
        )
    return Problem(
        "yaml", says, file, place.line, place.column, hint=_hint(says, line) or _earlier(error, text, lines, place)
    )


def _line(text: str, offset: int) -> str:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return text[start : end if end >= 0 else len(text)]


def _hint(says: str, line: str) -> str | None:
    value = re.match(r"\s*(?:- )?(?:[^:'\"]+|\"[^\"]*\"|'[^']*'): +(.*)", line)
    start = value[1][:1] if value else ""
    if "mapping values are not allowed" in says:
        return f"a text that contains ': ' needs quotes: {_QUOTE}; or the line stands too deep"
    if start in ("'", "[", "{", '"') and "<block mapping start>" not in says and "expected" in says:
        return f"a text that begins with {start} needs quotes around all of it: {_QUOTE}"
    if "block end" in says or "block mapping start" in says or "block entry" in says:
        return "the line does not stand under its neighbours: give it as many spaces as they have"
    if "cannot start any token" in says:
        return f"a text may not begin with this character: {_QUOTE}"
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
