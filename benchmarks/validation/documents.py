"""Does checking spoilt documents end in problems, and in nothing else: no other exception, no wait, no lost meaning?

Takes the sets of good documents of this repository, or of folders that are named, changes one document of a set at a
time, and checks the set: 100,000 changes of trees and 5,000 of texts, unless told otherwise. Some of the documents that
have no problems after their change are formatted and dumped too. The first failure of each sort is made as small as it
can be, and printed with its seed; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from copy import deepcopy
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any, Literal, get_args

import attrs
from good_documents import Paper, Set, kinds_in, sets_in, sets_of_this_repository
from pydantic_core.core_schema import ErrorType
from spoiling import Spoiler, at, places

from contractkit.compiling.intake import Intake
from contractkit.documents import read_data, read_text
from contractkit.documents.clauses.registry import kinds
from contractkit.documents.filing import Received
from contractkit.documents.loading import read_bytes_of
from contractkit.documents.schema import language_schema
from contractkit.documents.source import PaperSource
from contractkit.documents.tree import plain
from contractkit.documents.writing import FormatError, dump, format_text
from contractkit.errors import Problem
from contractkit.statements.explaining import explained

FOREIGN = set(get_args(ErrorType)) - {"string_pattern_mismatch"}
"""What pydantic calls its errors; each problem has a code of ours, of which one has such a name."""
PATIENCE = 20
"""Seconds after which a check counts as hanging."""
EVERY = 5.0
"""Seconds between two lines of progress."""
SEVERAL = 0.5
"""How often a set of several papers is drawn."""
WRITTEN = 0.05
"""The share of changed documents that are formatted and dumped too, if they have no problems."""


@attrs.frozen
class Failure:
    """What should not have happened."""

    error: str
    where: str
    trace: str


Read = Callable[[], tuple[Sequence[PaperSource], tuple[Problem, ...]]]
Extent = Literal["check", "check and write"]


class ForeignCodeError(Exception):
    """A problem has a code that is not of this library."""


class StricterSchemaError(Exception):
    """The schema refuses what the loader takes."""


def checked(others: Sequence[Paper], read: Read, extent: Extent = "check") -> tuple[Problem, ...]:
    """Return the problems of a set in which one document was changed, warnings and advice among them."""
    sources, problems = read()
    intake = Intake("strict")
    for paper in others:
        intake.take(Received(paper.source, None, ()))
    for source in sources or (None,):
        intake.take(Received(source, None, problems))
    outcome = intake.outcome()
    found = (*outcome.problems, *outcome.warnings)
    for problem in found:
        str(problem)
        if problem.code in FOREIGN:
            raise ForeignCodeError(str(problem))
    if extent == "check and write":
        if not problems:
            for source in sources:
                _written(source)
        for agreement in () if outcome.problems else outcome.agreements:
            for locale in ("en", "nl"):
                explained(agreement, locale)
    return found


def _written(source: PaperSource) -> None:
    """Dump a document, format it, read it again, and look at it with the schema."""
    text = dump(source)
    format_text(text, "a.yaml")
    (again,), _ = read_text(text, "a.yaml")
    if again.model != source.model:
        raise FormatError("what is dumped is read as something else")
    for error in validator().iter_errors(plain(source.tree)):
        raise StricterSchemaError(f"{list(error.absolute_path)}: {error.message[:300]}")


@cache
def validator() -> Any:
    """Return what validates documents by the schema of the language."""
    return import_module("jsonschema").Draft7Validator(language_schema())


def failure_of(others: Sequence[Paper], read: Read, extent: Extent) -> Failure | Counter[str]:
    """Return what went wrong, or the codes of the problems that were found."""
    signal.alarm(PATIENCE)
    try:
        return Counter(_called(problem) for problem in checked(others, read, extent))
    except Exception as error:
        frames = [f"{Path(one.filename).name}:{one.name}" for one in traceback.extract_tb(error.__traceback__)]
        ours = [frame for frame in frames if "documents.py" not in frame]
        return Failure(type(error).__name__, ours[-1] if ours else "?", traceback.format_exc())
    finally:
        signal.alarm(0)


def _called(problem: Problem) -> str:
    return problem.code if problem.severity == "error" else f"({problem.code})"


def _drawn(rng: random.Random, sets: list[Set]) -> Set:
    """Draw a set, every other time one of several papers: they depend on each other, and there are fewer of them."""
    several = [papers for papers in sets if len(papers) > 1]
    return rng.choice(several if several and rng.random() < SEVERAL else sets)


def _hangs(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"no answer after {PATIENCE} s")


def simplest(others: Set, data: dict[str, Any], failure: Failure) -> tuple[Set, dict[str, Any], Failure]:
    """Return the smallest documents that fail in the same way: without other papers, without parts."""

    def same(papers: Set, tried: dict[str, Any]) -> Failure | None:
        found = failure_of(papers, partial(read_data, tried, "spoilt.yaml"), "check and write")
        alike = isinstance(found, Failure) and (found.error, found.where) == (failure.error, failure.where)
        return found if alike and isinstance(found, Failure) else None

    for paper in list(others):
        fewer = [one for one in others if one is not paper]
        if same(fewer, data):
            others = fewer
    smaller = True
    while smaller:
        smaller = False
        for path in [path for path in places(data) if path]:
            tried = _without(data, path)
            if tried is not None and same(others, tried):
                data, smaller = tried, True
                break
    return others, data, same(others, data) or failure


def _without(data: dict[str, Any], path: tuple[str | int, ...]) -> dict[str, Any] | None:
    copied: dict[str, Any] = deepcopy(data)
    try:
        del at(copied, path[:-1])[path[-1]]
    except (KeyError, IndexError, TypeError):
        return None
    return copied


class Progress:
    """Says now and then how far it is."""

    def __init__(self, total: int, what: str) -> None:
        self.total, self.what = total, what
        self.start = self.last = time.monotonic()
        self.codes: Counter[str] = Counter()
        self.clean = 0
        self.failures: Counter[tuple[str, str]] = Counter()

    def is_new(self, failure: Failure) -> bool:
        """Count a failure, and return whether none like it was seen before."""
        self.failures[failure.error, failure.where] += 1
        return self.failures[failure.error, failure.where] == 1

    def tell(self, failure: Failure, change: str) -> None:
        """Print a failure."""
        print(f"{change}: {failure.error} in {failure.where}\n\n{failure.trace}")

    def step(self, number: int, codes: Counter[str]) -> None:
        """Count one change, and say how far it is where it is time."""
        self.codes.update(codes.keys())
        self.clean += all(code.startswith("(") for code in codes)
        now = time.monotonic()
        if now - self.last >= EVERY:
            self.last = now
            each = (now - self.start) / (number + 1)
            left = each * (self.total - number - 1)
            print(f"{number + 1:,} of {self.total:,} {self.what}, {left:,.0f} s left", file=sys.stderr)

    def end(self) -> int:
        """Print what was found, and return the exit code."""
        seconds = time.monotonic() - self.start
        ends = (
            "problems, and nothing else" if not self.failures else f"{self.failures.total():,} did not end in problems"
        )
        print(f"{self.total:,} {self.what} checked in {seconds:,.0f} s: {ends}.")
        for (error, where), count in self.failures.most_common():
            print(f"  {count:,} x {error} in {where}")
        print(
            f"  {self.clean:,} had no error; {len(self.codes)} different codes were given, those in brackets as advice:"
        )
        print("  " + ", ".join(f"{code} {count:,}" for code, count in self.codes.most_common()))
        return 1 if self.failures else 0


def spoil_trees(sets: list[Set], seed: int, count: int) -> int:
    """Change trees, and return the exit code."""
    rng = random.Random(seed)
    spoiler = Spoiler(rng, [paper.data for papers in sets for paper in papers])
    progress = Progress(count, "changed trees")
    for number in range(count):
        papers = _drawn(rng, sets)
        paper = rng.choice(papers)
        data = spoiler.tree(paper.data)
        others = [one for one in papers if one is not paper]
        found = failure_of(others, partial(read_data, data, "spoilt.yaml"), _extent(rng))
        if not isinstance(found, Failure):
            progress.step(number, found)
        elif progress.is_new(found):
            others, data, found = simplest(others, data, found)
            progress.tell(found, f"seed {seed}, change {number} of {paper.name}")
            print(f"with {', '.join(one.name for one in others) or 'no other paper'}, and as Python data\n\n{data!r}\n")
    return progress.end()


def spoil_texts(sets: list[Set], seed: int, count: int) -> int:
    """Change texts, and return the exit code."""
    rng = random.Random(seed)
    spoiler = Spoiler(rng, [])
    progress = Progress(count, "changed texts")
    for number in range(count):
        papers = _drawn(rng, sets)
        paper = rng.choice(papers)
        as_json = rng.random() < 0.3
        name = "spoilt.json" if as_json else paper.name
        spoilt = spoiler.text(dump(paper.source, "json").encode() if as_json else paper.text)
        others = [one for one in papers if one is not paper]
        found = failure_of(others, partial(read_bytes_of, spoilt, name), _extent(rng))
        if not isinstance(found, Failure):
            progress.step(number, found)
        elif progress.is_new(found):
            progress.tell(found, f"seed {seed}, change {number} of {paper.name}")
            print(f"{name}, with the other papers of its set:\n{spoilt!r}\n")
    return progress.end()


def _extent(rng: random.Random) -> Extent:
    return "check and write" if rng.random() < WRITTEN else "check"


def main(arguments: Sequence[str] | None = None) -> int:
    """Spoil documents; return 1 where checking one of them does not end in problems."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("folders", nargs="*", type=Path, help="folders with good documents; those of the repository")
    parser.add_argument("--mutations", type=int, default=100_000, help="how many changes of trees")
    parser.add_argument("--texts", type=int, default=5_000, help="how many changes of texts")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins")
    given = parser.parse_args(arguments)
    signal.signal(signal.SIGALRM, _hangs)
    sets = sets_in(given.folders) if given.folders else sets_of_this_repository()
    papers = sum(len(one) for one in sets)
    before = sum(problem.severity == "error" for one in sets for problem in checked(one, lambda: ((), ())))
    print(f"{papers} good documents in {len(sets)} sets with {before} problems, seed {given.seed}")
    absent = sorted(set(kinds()) - kinds_in(sets))
    print(f"  {len(kinds()) - len(absent)} of {len(kinds())} kinds of clauses and effects stand in them", end="")
    print(f", not {', '.join(absent)}" if absent else "")
    if not papers:
        print("no good document is there", file=sys.stderr)
        return 2
    codes = spoil_texts(sets, given.seed, given.texts), spoil_trees(sets, given.seed, given.mutations)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
