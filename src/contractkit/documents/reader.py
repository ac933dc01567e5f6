"""From a file, a folder or a text to trees with places; nothing here knows what a clause is."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import attrs

from contractkit.documents.data_reader import read_toml
from contractkit.documents.json_reader import read_json
from contractkit.documents.limits import MAX_BYTES
from contractkit.documents.reading import Reading
from contractkit.documents.tree import Lines
from contractkit.documents.yaml_reader import read_yaml
from contractkit.errors import Problem

__all__ = ["SUFFIXES", "Source", "read_files", "read_tree"]

SUFFIXES = (".yaml", ".yml", ".json", ".toml")
"""The ends of the names of files that may hold a document."""

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@attrs.frozen
class Source:
    """One file and what was read from it."""

    file: str
    reading: Reading


def read_tree(text: str, file: str | None = None) -> Reading:
    """Return the tree that `text` writes, with all problems of form.

    Args:
        text: The whole document. Its format is told by the end of `file`; without one, a text that begins as a JSON
            object is JSON and any other is YAML.
        file: The name of the file, for the problems; nothing is opened.

    Returns:
        The tree, None where nothing could be read, and the problems.

    Raises:
        MissingExtraError: The text is YAML and ruamel.yaml is not installed.
    """
    bad = _UNPRINTABLE.search(text)
    if bad is not None:
        place = Lines(text).at(bad.start())
        says = f"the character U+{ord(bad[0]):04X} cannot stand in a document"
        return Reading(None, (Problem("character", says, file, place.line, place.column, hint="take it out"),))
    if len(text) > MAX_BYTES:
        return Reading(None, (_too_large(len(text), file),))
    suffix = Path(file).suffix.lower() if file else ""
    if suffix == ".toml":
        return read_toml(text, file)
    if suffix == ".json" or (suffix not in (".yaml", ".yml") and re.match(r'\s*\{\s*(?:"|\})', text)):
        return read_json(text, file)
    return read_yaml(text, file)


def read_files(path: str | os.PathLike[str]) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Return what stands in a file, or in all files of a folder and of the folders in it.

    Args:
        path: A file, or a folder; of a folder the files are read whose names end as `SUFFIXES` say, in the order of
            their names, hidden ones left out.

    Returns:
        The files with what was read from each, and the problems of those that could not be opened at all.
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
    return tuple(Source(file, _read_file(file)) for file in files), tuple(problems)


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


def _read_file(file: str) -> Reading:
    try:
        size = Path(file).stat().st_size
        if size > MAX_BYTES:
            return Reading(None, (_too_large(size, file),))
        with Path(file).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return Reading(None, (Problem("unreadable", _why(error), file),))
    if len(data) > MAX_BYTES:
        return Reading(None, (_too_large(len(data), file),))
    return read_bytes(data, file)


def read_bytes(data: bytes, file: str | None = None) -> Reading:
    """Return the tree that the bytes of a file write; they have to be UTF-8.

    Args:
        data: The whole file.
        file: Its name, for the problems and the format.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        hint = "save the file as UTF-8"
        return Reading(None, (Problem("encoding", "the file is UTF-16, not UTF-8", file, 1, 1, hint=hint),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        says = f"the byte 0x{data[error.start]:02X} is not UTF-8"
        hint = "save the file as UTF-8; it is probably Windows-1252 or Latin-1"
        return Reading(None, (Problem("encoding", says, file, line, column, hint=hint),))
    return read_tree(text, file)


def _too_large(size: int, file: str | None) -> Problem:
    says = f"the file has {size} bytes; a document has at most {MAX_BYTES}"
    return Problem("too-large", says, file, hint="split it into several documents")


def _why(error: OSError) -> str:
    return f"it cannot be read: {(error.strerror or type(error).__name__).lower()}"
