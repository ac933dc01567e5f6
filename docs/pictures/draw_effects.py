"""Draws what each kind of effect pays: ``python docs/pictures/draw_effects.py``, with contractkit installed.

The drawing of a kind is the ``chart`` of the worked example on its page.
"""

from __future__ import annotations

import contextlib
import doctest
import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import contractkit as ck

DOCS = Path(__file__).parents[1]
PAGES, FOLDER = DOCS / "reference" / "clauses", DOCS / "_static" / "effects"


def examples() -> Iterator[tuple[str, doctest.DocTest]]:
    """Yield the worked example of each page that has one, by the kind of the page."""
    for page in sorted(PAGES.glob("*.md")):
        _, _, after = page.read_text(encoding="utf-8").partition("\n## Worked example\n")
        if after:
            yield (
                page.stem,
                doctest.DocTestParser().get_doctest(after.replace("```", ""), _names(), page.stem, str(page), 0),
            )


def _names() -> dict[str, Any]:
    moments = {"date": date, "datetime": datetime, "time": time, "timedelta": timedelta, "timezone": timezone}
    return {"ck": ck, **moments}


def chart_of(example: doctest.DocTest) -> str | None:
    """Return the drawing that an example ends with; None where it draws nothing."""
    found = dict(example.globs)
    with contextlib.redirect_stdout(io.StringIO()):
        for step in example.examples:
            exec(compile(step.source, example.name, "single"), found)
    chart: str | None = found.get("chart")
    return chart


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for kind, example in examples():
        drawn = chart_of(example)
        if drawn is not None:
            (FOLDER / f"{kind}.svg").write_text(drawn, encoding="utf-8")
