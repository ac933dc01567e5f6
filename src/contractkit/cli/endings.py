"""How a command ends: every error of the library becomes lines on standard error and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
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

__all__ = ["PROBLEMS", "WRONG_USE", "complain", "ending", "list_problems", "stop"]

PROBLEMS = 1
"""Documents or facts have problems."""
WRONG_USE = 2
"""The command was called with something that it cannot mean."""


def complain(line: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"{line}\n")


def stop(code: int, line: str) -> NoReturn:
    """Write a line to standard error and end with an exit code."""
    complain(f"contractkit: {line}")
    raise SystemExit(code)


def list_problems(problems: Iterable[Problem]) -> None:
    """Write problems to standard error by file and line: the place, what is wrong, and under it the way out."""
    for problem in sorted(problems, key=lambda one: (one.file or "", one.line or 0, one.column or 0)):
        place = ":".join(str(part) for part in (problem.file, problem.line, problem.column) if part is not None)
        said = ": ".join(part for part in (place, problem.where, problem.says) if part)
        complain(f"{said} [{problem.code}]")
        if problem.hint:
            complain(f"    {problem.hint}")


@contextmanager
def ending() -> Iterator[None]:
    """Turn what the library raises into lines on standard error and the exit code of the command."""
    try:
        yield
    except (DocumentRejected, FactsRejected) as rejected:
        list_problems(rejected.problems)
        many = len(rejected.problems)
        stop(PROBLEMS, f"{many} problem{'' if many == 1 else 's'}; nothing was written")
    except (UsageError, MissingExtraError) as wrong:
        stop(WRONG_USE, str(wrong))
    except ContractKitError as error:
        stop(PROBLEMS, f"{error} [{error.code}]")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(PROBLEMS) from None
    except OSError as error:
        stop(WRONG_USE, f"{error.filename or 'a file'}: {error.strerror or error}")
