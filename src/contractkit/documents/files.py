"""From files and folders to texts; nothing here knows what a document is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import attrs

from contractkit.documents.limits import MAX_BYTES
from contractkit.errors import Problem

__all__ = ["SUFFIXES", "FileText", "decoded", "file_text", "files_of", "too_large"]

SUFFIXES = (".yaml", ".yml", ".json", ".toml")
"""The ends of the names of files that may hold a document."""


@attrs.frozen
class FileText:
    """What stands in a file.

    Attributes:
        text: The whole file; empty where it could not be read.
        problems: Why not.
    """

    text: str
    problems: tuple[Problem, ...] = ()


def files_of(path: str | os.PathLike[str]) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the names of the files that `read_files` reads, and what hinders it.

    Args:
        path: A file or a folder.
    """
    root = os.fspath(path)
    problems: list[Problem] = []
    try:
        here = Path(root)
        if here.is_dir():
            files = sorted(_inside(root, problems))
        elif here.exists():
            files = [root]
        else:
            return (), (Problem("unreadable", "there is no such file or folder", root, hint="look at the path"),)
    except OSError as error:
        return (), (Problem("unreadable", _why(error), root),)
    if not files and not problems:
        hint = f"a document's name ends in {', '.join(SUFFIXES)}"
        problems.append(Problem("no-documents", "there is no document in this folder", root, hint=hint))
    return tuple(files), tuple(problems)


def _inside(root: str, problems: list[Problem]) -> Iterator[str]:
    def refused(error: OSError) -> None:
        problems.append(Problem("unreadable", _why(error), error.filename or root))

    for folder, folders, names in os.walk(root, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = Path(folder) / name
            if not name.lower().endswith(SUFFIXES) or name.startswith("."):
                continue
            if path.exists() and not path.is_file():
                problems.append(Problem("unreadable", "it is not a file", str(path)))
            else:
                yield str(path)


def file_text(file: str) -> FileText:
    """Return what stands in a file, which has to be UTF-8 and no larger than a document can be.

    Args:
        file: Its name.
    """
    try:
        size = Path(file).stat().st_size
        if size > MAX_BYTES:
            return FileText("", (too_large(size, file),))
        with Path(file).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return FileText("", (Problem("unreadable", _why(error), file),))
    return FileText("", (too_large(len(data), file),)) if len(data) > MAX_BYTES else decoded(data, file)


def decoded(data: bytes, file: str | None = None) -> FileText:
    """Return the text of bytes, which have to be UTF-8.

    Args:
        data: The whole file.
        file: Its name, for the problems.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        hint = "save the file as UTF-8"
        return FileText("", (Problem("encoding", "the file is UTF-16, not UTF-8", file, 1, 1, hint=hint),))
    try:
        return FileText(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        says = f"the byte 0x{data[error.start]:02X} is not UTF-8"
        hint = "save the file as UTF-8; it is probably Windows-1252 or Latin-1"
        return FileText("", (Problem("encoding", says, file, line, column, hint=hint),))


def too_large(size: int, file: str | None) -> Problem:
    """Return the problem of a file that is larger than a document can be."""
    says = f"the file has {size} bytes; a document has at most {MAX_BYTES}"
    return Problem("too-large", says, file, hint="split it into several documents")


def _why(error: OSError) -> str:
    return f"it cannot be read: {(error.strerror or type(error).__name__).lower()}"
