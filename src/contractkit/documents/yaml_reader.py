"""YAML, strictly: texts, maps and lists; nothing that another reader would understand differently passes.

What people usually write is read in one quick pass. Anything else is read from the event stream of ruamel's pure
parser, so that every node has its place, aliases are seen where they stand, and limits hold before anything is built;
of a long document only those entries that the quick pass could not read.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from contractkit.documents.reading import Reading
from contractkit.documents.tree import Lines, Scalar
from contractkit.documents.yaml_building import Builder, Stop
from contractkit.documents.yaml_events import yaml_events
from contractkit.documents.yaml_faults import syntax_problem
from contractkit.documents.yaml_parts import read_in_parts
from contractkit.documents.yaml_quick import read_quickly
from contractkit.errors import Problem

__all__ = ["read_fully", "read_yaml"]

_LONG = 20_000
"""So many characters the full parser reads fast enough by itself."""
_MOST_TABS = 20
_LONG_TAG = re.compile(r"(?<![^\s,\[{])!\S{1000}")
"""What may be a tag, of which the parser's time would grow with the square of its length."""


def read_yaml(text: str, file: str | None = None) -> Reading:
    """Return the tree that `text` writes in YAML, with all problems of form.

    Args:
        text: The whole file, decoded.
        file: Its name, for the problems.

    Raises:
        MissingExtraError: ruamel.yaml is not installed.
    """
    yaml_events("")  # says that ruamel is missing, whatever stands in the text
    tree = read_quickly(text)
    if tree is not None:
        return Reading(tree, ())
    in_parts = read_in_parts(text, file) if len(text) > _LONG and _LONG_TAG.search(text) is None else None
    return read_fully(text, file) if in_parts is None else in_parts


def read_fully(text: str, file: str | None = None) -> Reading:
    """Return what `read_yaml` returns, from the full parser alone.

    Args:
        text: The whole file, decoded.
        file: Its name, for the problems.

    Raises:
        MissingExtraError: ruamel.yaml is not installed.
    """
    long = _LONG_TAG.search(text)
    if long is not None:
        place = Lines(text).at(long.start())
        says = "a word of more than 1,000 characters begins with ! here, as a tag does"
        hint = "tags are not part of the language; put quotes around a text, and blanks into it"
        return Reading(None, (Problem("tag", says, file, place.line, place.column, hint=hint),))
    build, stopped = _built(text, file)
    if stopped is not None and stopped.code == "tab":
        spaced, again = _built(text.replace("\t", " "), file)
        if again is None:
            build, stopped = spaced, None
    if stopped is not None:
        build.problems.append(stopped)
        return Reading(None, tuple(build.problems))
    if build.complete:
        _tell_tabs(text, build)
        if build.root is None or (isinstance(build.root, Scalar) and build.root.empty):
            build.problems.append(Problem("empty-file", "nothing stands in this file", file, 1, 1))
            build.root = None
        return Reading(build.root, tuple(build.problems), frozenset(build.spoilt))
    return Reading(None, tuple(build.problems))


def _built(text: str, file: str | None) -> tuple[Builder, Problem | None]:
    events = yaml_events(text)
    from ruamel.yaml.error import YAMLError

    build = Builder(text, file)
    try:
        for event in events:
            if not build.take(event):
                break
        build.complete = True
    except Stop:
        pass
    except YAMLError as error:
        return build, syntax_problem(error, text, build.lines, file)
    except Exception as error:  # the parser meets texts that nobody meant as YAML
        says = f"this cannot be read as YAML ({type(error).__name__})"
        return build, Problem("yaml", says, file, hint="look for an unusual character or escape")
    return build, None


def _tell_tabs(text: str, build: Builder) -> None:
    starts = [start for start, _ in build.quoted]
    lines: set[int | None] = set()
    for match in re.compile("\t").finditer(text):
        at = match.start()
        place = build.lines.at(at)
        before = bisect_right(starts, at) - 1
        if place.line in lines or (before >= 0 and at < build.quoted[before][1]):
            continue
        lines.add(place.line)
        if not _in_comment(text, at):
            build.fault("tab", "a tab stands here, which every editor shows differently", place, "use spaces")
        if len(lines) >= _MOST_TABS:
            return


def _in_comment(text: str, at: int) -> bool:
    begin = max(text.rfind("\n", 0, at) + 1, at - 1000)
    return re.match(r"\s*#|.*\s#", text[begin:at]) is not None
