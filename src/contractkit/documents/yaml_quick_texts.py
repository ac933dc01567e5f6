"""The single texts of a YAML document as people write them; what is unusual about one is left to the full parser."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right

from contractkit.documents.tree import Place, Scalar

__all__ = ["FLOW_PLAIN", "LONGEST_KEY", "NO_TEXTS", "Texts", "Unusual"]

LONGEST_KEY = 200
"""Longer keys are left to the full parser, which has a limit of its own for them."""
NO_TEXTS = {"~", "null", "Null", "NULL", "<<"}
"""Texts without quotes that are none: nothing stands there, or a map is merged."""
_LINE_END = re.compile("\n")
_DOUBLE = re.compile(r'"((?:[^"\\\r]++|\\[^\r])*+)"')
_SINGLE = re.compile(r"'((?:[^'\r]++|'')*+)'")
_FOLDED = r" *\n((?: *\n)*) *"
_FOLD = re.compile(_FOLDED)
_CODE = r"x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})"
_SPECIAL = re.compile(rf"\\(?:\n((?: *\n)*) *|{_CODE}|(.))|{_FOLDED}")
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", " ": " ", "n": "\n", "t": "\t"}
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_NO_START = re.compile(r"[-?:](?:[ \r\n]|$)|[,\[\]{}#&*!|>'\"%@`?:]")
_COLON = re.compile(r":(?: |$)")
_REST = r"(?:[^ \r\n,\[\]{}:#?]|:(?=[^ \r\n,\[\]{}:#?])|(?<=[^ ])#| +(?=[^ \r\n,\[\]{}:#?]))"
FLOW_PLAIN = rf"(?:[^ \r\n,\[\]{{}}:#&*!|>'\"%@`?-]|-(?=[^ \r\n,\[\]{{}}?:#])){_REST}*"
"""The pattern of a text without quotes between commas."""
_FLOW_PLAIN = re.compile(FLOW_PLAIN)
_FLOW_MORE = re.compile(rf" *\n *+(?!#)({_REST}+)")
_CUT = re.compile(" +#")
_HEADER = re.compile(r"([|>])([+-]?) *\r?\n")
_BREAKS = {"": 1, "-": 0}


class Unusual(Exception):  # noqa: N818 - it ends the quick pass, it is no error
    """Something stands here that the full parser has to look at."""


class Texts:
    """The texts of one document, by where they begin.

    Attributes:
        text: The document, with a line end at its end.
    """

    def __init__(self, text: str) -> None:
        self.ended = text.endswith("\n")
        self.text = text if self.ended else text + "\n"
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(self.text))]

    def place(self, offset: int) -> Place:
        """Return line and column of the character at `offset`."""
        row = bisect_right(self._starts, offset)
        return Place(row, offset - self._starts[row - 1] + 1)

    def plain_text(self, text: str, start: int, *, cut: bool = False) -> Scalar:
        """Return a text without quotes."""
        if text in NO_TEXTS:
            raise Unusual
        return Scalar(text, self.place(start), plain=True, cut=cut)

    def plain_line(self, start: int, *, first: bool = True) -> tuple[str, bool, int]:
        """Return what of a text without quotes stands on one line, whether a comment cuts it, and the next line."""
        end = self.text.index("\n", start)
        text = self.text[start:end].rstrip("\r")
        hash_at = text.find(" #")
        cut = hash_at >= 0
        if cut:
            text = text[:hash_at]
        text = text.rstrip(" ")
        if (first and _NO_START.match(text)) or _COLON.search(text):
            raise Unusual
        return text, cut, end + 1

    def flow_plain(self, start: int) -> tuple[Scalar, int]:
        """Return a text without quotes between commas, and where it ends."""
        found = _FLOW_PLAIN.match(self.text, start)
        if found is None:
            raise Unusual
        text, end = found[0], found.end()
        while self.text[end] in " \n" and (more := _FLOW_MORE.match(self.text, end)):
            text, end = f"{text} {more[1]}", more.end()
        cut = self.text[end] == " " and _CUT.match(self.text, end) is not None
        return self.plain_text(text, start, cut=cut), end

    def quoted(self, start: int) -> tuple[Scalar, int]:
        """Return a text between quotes, and where it ends; over several lines, each line end is a blank."""
        found = (_DOUBLE if self.text[start] == '"' else _SINGLE).match(self.text, start)
        if found is None:
            raise Unusual
        text = found[1]
        if self.text[start] == "'":
            text = _FOLD.sub(_line_end, text).replace("''", "'") if "\n" in text else text.replace("''", "'")
        elif "\\" in text or "\n" in text:
            text = _SPECIAL.sub(_special, text)
            if _UNPRINTABLE.search(text):
                raise Unusual
        return Scalar(text, self.place(start)), found.end()

    def block_text(self, start: int, column: int) -> tuple[Scalar, int]:
        """Return a text that stands in lines of its own below ``|`` or ``>``, and the line after it."""
        header = _HEADER.match(self.text, start)
        if header is None:
            raise Unusual
        lines, line = self._block_lines(header.end(), column)
        blank_at_end = 0
        while lines and not lines[-1]:
            lines.pop()
            blank_at_end += 1
        if not lines or (line >= len(self.text) and not self.ended):
            raise Unusual
        text = "\n".join(lines) if header[1] == "|" else _folded(lines)
        text += "\n" * _BREAKS.get(header[2], 1 + blank_at_end)
        return Scalar(text, self.place(start)), line

    def _block_lines(self, line: int, column: int) -> tuple[list[str], int]:
        lines: list[str] = []
        indent = 0
        while line < len(self.text):
            end = self.text.index("\n", line)
            text = self.text[line:end].rstrip("\r")
            bare = text.lstrip(" ")
            deep = len(text) - len(bare)
            if not lines:
                if not bare or deep <= column:
                    raise Unusual
                indent = deep
            if bare and deep < indent:
                break
            if not bare and deep > indent:
                raise Unusual
            lines.append(text[indent:])
            line = end + 1
        return lines, line


def _line_end(found: re.Match[str]) -> str:
    return "\n" * found[1].count("\n") or " "


def _special(found: re.Match[str]) -> str:
    joined, short, usual, long, escaped, blank = found.groups()
    if blank is not None:
        return "\n" * blank.count("\n") or " "
    if joined is not None:
        return "\n" * joined.count("\n")
    if escaped is not None:
        if escaped not in _ESCAPES:
            raise Unusual
        return _ESCAPES[escaped]
    code = int(short or usual or long, 16)
    if code > sys.maxunicode:
        raise Unusual
    return chr(code)


def _folded(lines: list[str]) -> str:
    text = lines[0]
    breaks = 0
    for line in lines[1:]:
        if not line:
            breaks += 1
            continue
        text += ("\n" * breaks or " ") + line
        breaks = 0
    if any(line.startswith(" ") for line in lines):
        raise Unusual
    return text
