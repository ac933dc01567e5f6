"""What a command tells as JSON: where it goes, and how it is written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

__all__ = ["Places", "json_places", "json_text", "json_texts"]

Places = tuple[Path, ...]
"""Where JSON goes: standard output, a file, both, or nowhere."""


def json_places(*given: Path | None) -> Places:
    """Return where the JSON of a command goes.

    Args:
        given: Standard output for ``--json``, the file of ``--json-out``; None for what was not typed.
    """
    return tuple(one for one in given if one is not None)


def json_texts(places: Iterable[Path], record: Any) -> dict[Path, str]:
    """Return the text of a record for each place, ready for `contractkit.cli.writing.write`."""
    every = tuple(places)
    return dict.fromkeys(every, json_text(record)) if every else {}


def json_text(record: Any) -> str:
    """Return a record as JSON: indented, in the letters of its language, with a line break at its end."""
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"
