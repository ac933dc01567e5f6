"""``contractkit format``: documents in canonical style, with their comments, and with the meaning they had."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from contractkit.cli.endings import PROBLEMS, counted, list_problems
from contractkit.errors import Problem

__all__ = ["format_documents"]


def format_documents(paths: Sequence[Path], wanted: Literal["write", "check"]) -> None:
    """Rewrite documents in canonical style, or say which would be rewritten.

    Args:
        paths: Documents, or folders of documents; other files of a folder are left alone.
        wanted: Whether files are written, or only looked at.

    Raises:
        SystemExit: 1 where a document has problems, and where one would be rewritten and was only looked at.
    """
    from contractkit.documents.writing import format_file, formattable  # loads pydantic and the models

    problems: list[Problem] = []
    changed = same = 0
    for path in paths:
        files, unread = formattable(path)
        problems += unread
        for file in files:
            done = format_file(file)
            problems += done.problems
            if done.problems:
                continue
            if not done.changed:
                same += 1
                continue
            changed += 1
            if wanted == "write":
                Path(file).write_text(done.text, encoding="utf-8", newline="\n")
            _say(f"{'formatted' if wanted == 'write' else 'would be formatted'}: {file}")
    list_problems(problems)
    will = "formatted" if wanted == "write" else "would be formatted"
    _say(f"{counted(changed, 'document')} {will}, {counted(same, 'document')} left as they are.")
    if problems or (wanted == "check" and changed):
        raise SystemExit(PROBLEMS)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
