"""What to say to somebody who handed over something else than a table: what it is, what is taken, and the way there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, Final

from contractkit.errors import UsageError

__all__ = ["is_plain", "no_frame"]

_TAKEN: Final = "a dict of columns such as {'id': ['T-1', 'T-2']}, or a frame of pandas, polars, Arrow or DuckDB"


def is_plain(thing: Any) -> bool:
    """Return whether a thing is of Python itself, so that no library of frames has to be asked about it."""
    return type(thing).__module__ in ("builtins", "pathlib", "collections")


def no_frame(step: str, thing: Any) -> UsageError:
    """Return the error that says that a thing is no table.

    Args:
        step: What the table was to hold: items, events, feedback or relief.
        thing: What was given.
    """
    kind = type(thing).__name__
    said, hint = kind, f"give {_TAKEN}"
    if isinstance(thing, str | os.PathLike):
        said, hint = f"a path ({kind})", f"Facts.from_files reads files; or {hint}"
    elif isinstance(thing, Iterable) and not isinstance(thing, bytes):
        first = next(iter(islice(thing, 1)), None)
        rows = "dicts" if isinstance(first, Mapping) else "rows"
        if isinstance(first, Mapping | list | tuple):
            said = f"a {kind} of {rows}"
            hint = f"{hint}; pandas.DataFrame(rows) or polars.DataFrame(rows) makes one of {rows}"
    return UsageError(f"{step} must be a table, and this is {said}: {hint}", kind=kind)
