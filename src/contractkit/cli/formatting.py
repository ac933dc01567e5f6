"""``contractkit format``: documents in canonical style, with their comments, and with the meaning they had."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from contractkit.cli.endings import PROBLEMS, complain, counted, list_problems
from contractkit.cli.reading import refuse_other_files
from contractkit.cli.writing import write
from contractkit.errors import Problem

__all__ = ["format_documents"]


def format_documents(paths: Sequence[Path], wanted: Literal["write", "check"]) -> None:
    """Rewrite documents in canonical style, or say which would be rewritten.

    A document with problems stays as it is, and keeps no other from being rewritten. What is written is written at the
    end, all of it or, where a file cannot be written, none of it.

    Args:
        paths: Documents, or folders of documents; other files of a folder are left alone.
        wanted: Whether files are written, or only looked at.

    Raises:
        SystemExit: 1 where a document has problems, and where one would be rewritten and was only looked at.
    """
    from contractkit.documents.writing import FormatError, format_file, formattable  # loads pydantic and the models

    for path in paths:
        refuse_other_files(path)
    problems: list[Problem] = []
    texts: dict[Path, str] = {}
    same = refused = broken = 0
    for file, unread in _named(formattable(path) for path in paths):
        problems += unread
        if file is None:
            broken += len({problem.file for problem in unread})
            continue
        try:
            done = format_file(file)
        except FormatError as error:
            complain(f"{error} [{error.code}]")
            refused += 1
            continue
        problems += done.problems
        if done.changed:
            texts[Path(file)] = done.text
        elif done.problems:
            broken += 1
        else:
            same += 1
    if wanted == "write":
        write(texts)
    will = "formatted" if wanted == "write" else "would be formatted"
    for path in texts:
        _say(f"{will}: {path}")
    list_problems(problems)
    left = f"{counted(len(texts), 'document')} {will}, {counted(same, 'document')} left as they are"
    kept = refused + broken
    _say(f"{left}, {counted(kept, 'document')} with problems left as they are too." if kept else f"{left}.")
    if problems or refused or (wanted == "check" and texts):
        raise SystemExit(PROBLEMS)


def _named(
    found: Iterable[tuple[tuple[str, ...], tuple[Problem, ...]]],
) -> Iterator[tuple[str | None, tuple[Problem, ...]]]:
    """Yield the files of all paths, each once, and the problems of what could not be opened."""
    seen: set[Path] = set()
    for files, unread in found:
        yield None, unread
        for file in files:
            place = Path(file).resolve()
            if place not in seen:
                seen.add(place)
                yield file, ()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
