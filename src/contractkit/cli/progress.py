"""Progress on standard error: a bar for a step that takes longer than a second, and nothing for one that does not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

__all__ = ["PATIENCE", "Told", "step"]

PATIENCE = 1.0
"""So many seconds pass before a bar appears."""

Told = Callable[[str, int, int], None]
"""Called as ``told(what, done, total)`` while something is done."""


@contextmanager
def step(what: str, patience: float = PATIENCE) -> Iterator[Told]:
    """Show a bar on standard error if the step takes longer than `patience` seconds; it is gone when the step is done.

    On a standard error that is no terminal nothing is shown.

    Args:
        what: What is done, as the reader should see it.
        patience: Seconds before the bar appears.

    Yields:
        A function that the step may call to say how far it is; until then the bar moves without saying.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _silent
        return
    bar = Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=console, transient=True)
    task = bar.add_task(what, total=None)
    timer = threading.Timer(patience, bar.start)
    timer.daemon = True

    def told(_what: str, done: int, total: int) -> None:
        bar.update(task, completed=done, total=total)

    timer.start()
    try:
        yield told
    finally:
        timer.cancel()
        timer.join()
        bar.stop()


def _silent(_what: str, _done: int, _total: int) -> None:
    return None
