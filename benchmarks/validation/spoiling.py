"""Ways to spoil a document: its tree, as somebody would who does not know the language, and its text, by accident."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

__all__ = ["Spoiler", "places"]

NASTY: tuple[Any, ...] = (
    "", " ", "none", "0", "-1", "1e999", "9" * 30, "0.1", "-0", "1/0", "NaN", "inf",
    "EUR 1", "EUR -1", "XYZ 5", "USD 99999999999999999999", "EUR 1 per seat per month", "0 seats", "-5 seats per year",
    "100 %", "-5 %", "0 %", "1000000 %", "85 % of price", "10 % of charges", "100 % of nothing", "5 pp", "3 points",
    "at least 99 %", "more than 5", "less than 0", "at most 100 days", "from", "to",
    "4 hours", "4h", "0 hours", "0 minutes", "1 business day by 17:00", "0 business days", "999999999999 hours",
    "3 months", "0 months", "999999 years", "-3 months", "30 days", "60 business days", "until-notice", "left-out",
    "2026-02-30", "0001-01-01", "9999-12-31", "2026-01-01", "2026-13", "0000-00", "29 February", "31 April", "24:00",
    "00:00-00:00", "17:00-09:00", "09:00-12:00 and 11:00-13:00", "closed", "all day", "mon-sun", "sun-mon", "fri",
    "month", "rolling 3 months", "rolling 0 days", "month from day 31", "contract-year", "term", "once", "weekly",
    "always", "all", "reach", "due", "4.1", "4.2", "SLA-7/4.1", "SLA-7/", "/4.1", "a/b/c", "nowhere", "P1", "yes",
    "true", "kind", "text", "time-target", "contract", "framework", "call-off", "1", "1 ", "ő", "t\u0435xt", "\u200b",
    "x" * 5000, "Europe/Nowhere", "UTC", "NL", "no", "nb", "\u0000", "\U0001f600", "\ud83d",
    {}, [], [[]], {"": ""}, [{}], {"field": "x"}, {"all_of": []}, {"not": {"not": {"not": {}}}},
    {"field": "x", "is": []}, {"lowest_of": []}, {"nl": "x"}, {"was": "left-out", "becomes": "left-out"},
    0, 1, -1, 1.5, True, False, None,
)  # fmt: skip
PIECES = (
    b"&a ", b"*a", b"!!str ", b"<<: ", b"? ", b"- ", b": ", b":", b"\n", b"  ", b"\t", b"{", b"}", b"[", b"]", b",",
    b"'", b'"', b"#", b" #", b"|\n", b">-\n", b"%YAML 1.1\n", b"---\n", b"...\n", b"\\", b"\x00", b"\x85",
    b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\xff", b"~",
    b"null", b"kind: ", b"rows:", b"clauses:\n", b'"1":\n', b"4h", b"1e999", b"\\ud800",
    b"@", b"`", b"document: sla\n", b"pays: [{kind: curve}]", b"0", b"-", b"%", b"\r\n", b"\r", b"\xc2\xa0", b"1/0",
)  # fmt: skip

Path = tuple[str | int, ...]


def places(data: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the paths of everything in a document, from its root on."""
    yield path
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in inner:
        yield from places(value, (*path, step))


def at(data: Any, path: Path) -> Any:
    """Return what stands at a path."""
    for step in path:
        data = data[step]
    return data


class Spoiler:
    """Draws changes of documents.

    Args:
        rng: Where chance comes from.
        papers: Documents as plain data, from which parts are taken.
    """

    def __init__(self, rng: random.Random, papers: Sequence[dict[str, Any]]) -> None:
        self.rng = rng
        self.parts: dict[str, list[Any]] = {}
        for paper in papers:
            for path in places(paper):
                self.parts.setdefault(str(path[-1]) if path and isinstance(path[-1], str) else "", []).append(
                    at(paper, path)
                )
        self.keys = sorted(self.parts)
        self.clauses = [clause for paper in papers for clause in paper.get("clauses", {}).values()]

    def tree(self, paper: dict[str, Any]) -> dict[str, Any]:
        """Return a document with one to four changes."""
        spoilt: dict[str, Any] = deepcopy(paper)
        for _ in range(self.rng.choice((1, 1, 1, 2, 2, 3, 4))):
            found = [path for path in places(spoilt) if path]
            if not found:
                break
            path = self.rng.choice(found)
            self._change(at(spoilt, path[:-1]), path[-1], spoilt)
        return spoilt

    def text(self, text: bytes) -> bytes:
        """Return a text with pieces put in, taken out, or moved."""
        for _ in range(self.rng.randint(1, 4)):
            where = self.rng.randint(0, len(text))
            gone = self.rng.choice((0, 0, 1, 3, 20, 200))
            piece = self.rng.choice(PIECES)
            if self.rng.random() < 0.2:
                begin = self.rng.randint(0, len(text))
                piece = text[begin : begin + self.rng.randint(1, 300)]
            text = text[:where] + piece + text[where + gone :]
        return text

    def _value(self, key: str | int, value: Any) -> Any:
        choice = self.rng.random()
        if choice < 0.4:
            return deepcopy(self.rng.choice(NASTY))
        if choice < 0.8 and isinstance(key, str) and key in self.parts:
            return deepcopy(self.rng.choice(self.parts[key]))
        if choice < 0.9:
            return deepcopy(self.rng.choice(self.parts[self.rng.choice(self.keys)]))
        if choice < 0.95:
            return [value, deepcopy(value)]
        return {self.rng.choice(self.keys): value}

    def _change(self, inside: Any, step: str | int, root: dict[str, Any]) -> None:
        what = self.rng.randrange(8)
        value = inside[step]
        if what <= 2:
            inside[step] = self._value(step, value)
        elif what == 3:
            del inside[step]
        elif isinstance(inside, list):
            self._change_list(inside, int(step), what)
        elif what == 4:
            renamed = {(self.rng.choice(self.keys) if key == step else key): kept for key, kept in inside.items()}
            inside.clear()
            inside.update(renamed)
        elif what == 5:
            key = self.rng.choice(self.keys)
            inside[key] = deepcopy(self.rng.choice(self.parts[key]))
        elif what == 6 and isinstance(root.get("clauses"), dict) and self.clauses:
            number = self.rng.choice([*root["clauses"], "99"])
            root["clauses"][number] = deepcopy(self.rng.choice(self.clauses))
        elif isinstance(value, dict) and value:
            one = self.rng.choice(list(value))
            inside[step] = {one: value[one]}

    def _change_list(self, inside: list[Any], step: int, what: int) -> None:
        if what == 4:
            inside.insert(step, deepcopy(inside[step]))
        elif what == 5:
            inside[:] = inside[:step]
        elif what == 6:
            inside.reverse()
        else:
            inside[:] = inside * 3
