"""How a command ends: every error of the library becomes lines on standard error and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import NoReturn

from contractkit.errors import (
    ContractKitError,
    DocumentRejected,
    FactsRejected,
    MissingExtraError,
    Problem,
    UsageError,
)

__all__ = ["INTERRUPTED", "PROBLEMS", "UNREAD", "WRONG_USE", "complain", "counted", "ending", "list_problems", "stop"]

PROBLEMS = 1
"""Documents or facts have problems."""
WRONG_USE = 2
"""The command was called with something that it cannot mean."""
INTERRUPTED = 130
"""Somebody pressed Ctrl-C, as shells count it."""
UNREAD = 141
"""The reader of standard output went away, such as ``head``, as shells count it."""

_ENDS = 3
"""So many steps at either end of a long path are shown."""


def complain(line: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"{line}\n")


def stop(code: int, line: str) -> NoReturn:
    """Write a line to standard error and end with an exit code."""
    complain(f"contractkit: {line}")
    raise SystemExit(code)


def counted(many: int, one: str, several: str | None = None) -> str:
    """Return a number with its noun: ``1 problem``, ``2 problems``."""
    return f"{many} {one if many == 1 else several or one + 's'}"


def list_problems(problems: Iterable[Problem], tell: Callable[[str], None] = complain) -> None:
    """Tell problems by file and line: the place, what is wrong, and under it the way out.

    Args:
        problems: What is wrong.
        tell: Takes each line; left out, it is written to standard error.
    """
    for problem in sorted(problems, key=lambda one: (one.file or "", one.line or 0, one.column or 0)):
        place = ":".join(str(part) for part in (problem.file, problem.line, problem.column) if part is not None)
        weight = None if problem.severity == "error" else problem.severity
        said = ": ".join(part for part in (place, weight, _short(problem.where), problem.says) if part)
        tell(f"{said} [{problem.code}]")
        if problem.hint:
            tell(f"    {problem.hint}")


def _short(where: str | None) -> str | None:
    steps = [] if where is None else where.split(" > ")
    return where if len(steps) <= 2 * _ENDS + 1 else " > ".join((*steps[:_ENDS], "…", *steps[-_ENDS:]))


@contextmanager
def ending() -> Iterator[None]:
    """Turn what the library raises into lines on standard error and the exit code of the command."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except (DocumentRejected, FactsRejected) as rejected:
        list_problems(rejected.problems)
        stop(PROBLEMS, f"{counted(len(rejected.problems), 'problem')}; nothing was written")
    except (UsageError, MissingExtraError) as wrong:
        stop(WRONG_USE, str(wrong))
    except ContractKitError as error:
        stop(PROBLEMS, f"{error} [{error.code}]")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(UNREAD) from None
    except KeyboardInterrupt:
        stop(INTERRUPTED, "interrupted")
    except OSError as error:
        stop(WRONG_USE, f"{error.filename or 'standard output'}: {error.strerror or error}")
