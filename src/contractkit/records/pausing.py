"""Work that makes many small things which all stay: the garbage collector has nothing to find among them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["without_pauses"]


@contextmanager
def without_pauses() -> Iterator[None]:
    """Let the garbage collector wait; trees, models and terms hold no cycles, and there is an end to them.

    Half of the time of reading a large document, and a third of that of trying a thousand variants, is the collector's,
    which looks at every part again and again. Where somebody has switched it off already, it stays off.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
