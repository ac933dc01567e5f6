"""The command line: thin, over the same functions that a program would call.

Exit codes: 0 done; 1 documents or facts have problems, or cases disagree, all of them listed; 2 wrong use; 130
interrupted.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper

__all__ = ["main"]


def main() -> None:
    """Run the command ``contractkit`` on the arguments of the process; ends it with its exit code."""
    try:
        _run()
    except KeyboardInterrupt:  # while modules are still loading; later `ending` tells it
        sys.stderr.write("contractkit: interrupted\n")
        raise SystemExit(130) from None


def _run() -> None:
    try:
        import rich
        import typer
    except ImportError as missing:
        sys.stderr.write(f"contractkit: the command line needs {missing.name}: pip install 'contractkit[cli]'\n")
        raise SystemExit(2) from None
    del rich, typer
    from contractkit.cli.commands import app

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a sign shows another, and nothing fails
    app()
