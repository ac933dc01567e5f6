"""From files and texts to trees with places; nothing here knows what a clause is."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal

import attrs

from contractkit.documents.data_reader import read_toml
from contractkit.documents.files import FileText, decoded, file_text, files_of, too_large
from contractkit.documents.json_reader import read_json
from contractkit.documents.limits import MAX_BYTES
from contractkit.documents.pausing import without_pauses
from contractkit.documents.reading import Reading
from contractkit.documents.tree import Lines
from contractkit.documents.yaml_reader import read_yaml
from contractkit.errors import Problem

__all__ = ["Source", "format_of", "read_bytes", "read_files", "read_tree"]

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@attrs.frozen
class Source:
    """One file and what was read from it."""

    file: str
    reading: Reading


@without_pauses()
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
    bad = None if text.isprintable() else _UNPRINTABLE.search(text)
    if bad is not None:
        place = Lines(text).at(bad.start())
        says = f"the character U+{ord(bad[0]):04X} cannot stand in a document"
        return Reading(None, (Problem("character", says, file, place.line, place.column, hint="take it out"),))
    if len(text) > MAX_BYTES:
        return Reading(None, (too_large(len(text), file),))
    return _READERS[format_of(text, file)](text, file)


def format_of(text: str, file: str | None = None) -> Literal["yaml", "json", "toml"]:
    """Return the format of a document: as its file's name says, or else as it begins.

    Args:
        text: The whole document.
        file: The name of its file, if it has one.
    """
    suffix = Path(file).suffix.lower() if file else ""
    if suffix == ".toml":
        return "toml"
    if suffix == ".json" or (suffix not in (".yaml", ".yml") and _JSON.match(text)):
        return "json"
    return "yaml"


_JSON = re.compile(r'\s*\{\s*(?:"|\})')
_READERS = {"yaml": read_yaml, "json": read_json, "toml": read_toml}


def read_files(path: str | os.PathLike[str]) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Return what stands in a file, or in all files of a folder and of the folders in it.

    Args:
        path: A file, or a folder; of a folder the files are read whose names end as `SUFFIXES` say, in the order of
            their names, hidden ones left out.

    Returns:
        The files with what was read from each, and the problems of those that could not be opened at all.
    """
    files, problems = files_of(path)
    return tuple(Source(file, _read(file_text(file), file)) for file in files), problems


def read_bytes(data: bytes, file: str | None = None) -> Reading:
    """Return the tree that the bytes of a file write; they have to be UTF-8.

    Args:
        data: The whole file.
        file: Its name, for the problems and the format.
    """
    return _read(decoded(data, file), file)


def _read(found: FileText, file: str | None) -> Reading:
    return Reading(None, found.problems) if found.problems else read_tree(found.text, file)
