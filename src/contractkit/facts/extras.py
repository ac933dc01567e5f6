"""Optional libraries, loaded when something needs them."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from contractkit.errors import MissingExtraError

__all__ = ["need"]


def need(library: str, extra: str) -> ModuleType:
    """Return the module `library`.

    Raises:
        MissingExtraError: It is not installed; the message names the extra that brings it.
    """
    try:
        return import_module(library)
    except ImportError as error:
        name = library.partition(".")[0]
        message = f"this needs {name}, which is not installed: pip install 'contractkit[{extra}]'"
        raise MissingExtraError(message, library=name, extra=extra) from error
