"""The terminal on which tables are shown; a reader of standard output that goes away ends the command as elsewhere."""

from __future__ import annotations

from typing import Literal, NoReturn

from rich.console import Console

__all__ = ["a_screen"]


class _Screen(Console):
    """A console that leaves a broken pipe to `contractkit.cli.endings`, which knows the exit code."""

    def on_broken_pipe(self) -> NoReturn:
        raise BrokenPipeError


def a_screen(lines: Literal["folded", "whole"] = "folded", width: int | None = None) -> Console:
    """Return the terminal, or what stands in its place.

    Args:
        lines: Whether long lines are folded at words, or left to the terminal.
        width: For how many columns tables are made; None: as many as it has.
    """
    return _Screen(highlight=False, soft_wrap=lines == "whole", width=width)
