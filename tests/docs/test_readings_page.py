"""The page of readings has every convention with what is taken, and nothing else."""

from __future__ import annotations

from pathlib import Path

from contractkit.documents import CONVENTIONS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "readings.md"


def test_the_page_has_every_reading_as_the_library_takes_it() -> None:
    told = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert told == [
        f"| `{name}` | {one.settles} | {one.default} | {', '.join(one.alternatives)} |"
        for name, one in sorted(CONVENTIONS.items())
    ]
