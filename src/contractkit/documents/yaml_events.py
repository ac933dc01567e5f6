"""The events of ruamel's pure parser; the one place where it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contractkit.errors import MissingExtraError

__all__ = ["yaml_events"]


def yaml_events(text: str) -> Iterator[Any]:
    """Return the events of ruamel's pure parser for a document.

    Args:
        text: The whole file, decoded.

    Raises:
        MissingExtraError: ruamel.yaml is not installed.
    """
    try:
        from ruamel.yaml import YAML
    except ImportError:
        raise MissingExtraError("reading YAML needs ruamel.yaml: pip install 'contractkit[yaml]'") from None
    events: Iterator[Any] = YAML(typ="safe", pure=True).parse(text)
    return events
