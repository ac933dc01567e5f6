"""One document in canonical style, its comments kept, its meaning compared before anything is given back."""

from __future__ import annotations

import os
from collections import Counter

import attrs

from contractkit.documents.files import file_text, files_of
from contractkit.documents.loading import is_other, read_text
from contractkit.documents.reader import format_of, read_files
from contractkit.documents.writing.commented import commented_page
from contractkit.documents.writing.json_writer import json_text
from contractkit.documents.writing.pages import Group, comments_of, page_of
from contractkit.documents.writing.yaml_writer import yaml_text
from contractkit.errors import ContractKitError, Problem

__all__ = ["FormatError", "Formatted", "format_file", "format_text", "formattable"]


class FormatError(ContractKitError, RuntimeError):
    """Formatting would have changed what a document says; a defect of this library, and nothing was changed."""

    code = "format"


@attrs.frozen
class Formatted:
    """A document in canonical style.

    Attributes:
        text: The document; as it was given where it has problems.
        problems: What is wrong with it; a document with problems is not formatted.
    """

    text: str
    problems: tuple[Problem, ...] = ()
    changed: bool = False


def formattable(path: str | os.PathLike[str]) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the files that can be formatted: a file as it is named, and of a folder the documents in YAML and JSON.

    Args:
        path: A file or a folder.

    Returns:
        The names of the files, and the problems of those that cannot be opened.
    """
    files, problems = files_of(path)
    if files == (os.fspath(path),):
        return files, problems
    sources, _ = read_files(path)
    named = (source.file for source in sources if not is_other(source.reading))
    return tuple(file for file in named if not file.lower().endswith(".toml")), problems


def format_file(file: str) -> Formatted:
    """Return a file's document in canonical style; nothing is written.

    Args:
        file: Its name.
    """
    found = file_text(file)
    return Formatted("", found.problems) if found.problems else format_text(found.text, file)


def format_text(text: str, name: str | None = None) -> Formatted:
    """Return a document in canonical style: its kinds first, blocks everywhere, rows on one line, comments kept.

    Args:
        text: The whole document, in YAML or JSON; TOML is given back as it stands.
        name: Its file; the end of the name tells the format.

    Returns:
        The text, or the problems that have to be mended first.

    Raises:
        FormatError: The text would have come to say something else.
        MissingExtraError: The text is YAML and ruamel.yaml is not installed.
    """
    papers, told = read_text(text, name)
    problems = tuple(problem for problem in told if problem.severity == "error")
    if problems or not papers:
        return Formatted(text, problems)
    language = format_of(text, name)
    if language == "toml":
        return Formatted(text)
    if language == "json":
        page = page_of(papers[0].tree)
        formatted = json_text(page) if isinstance(page, Group) else text
    else:
        page = commented_page(text)
        before = Counter(comments_of(page))
        formatted = yaml_text(page)
        if before != Counter(comments_of(commented_page(formatted))):
            raise FormatError(f"{name or 'the document'}: formatting would lose a comment; nothing was changed")
    again, wrong = read_text(formatted, name)
    if len(wrong) != len(told) or [paper.model for paper in again] != [paper.model for paper in papers]:
        raise FormatError(f"{name or 'the document'}: formatting would change what it says; nothing was changed")
    return Formatted(formatted, changed=formatted != text)
