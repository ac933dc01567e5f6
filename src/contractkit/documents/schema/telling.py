"""What an editor shows beside a field: the sentences of the models."""

from __future__ import annotations

import inspect
import re

from contractkit.documents.scalars import Part

__all__ = ["field_words", "model_words"]

_MARKUP = re.compile(r"``|`")
_ENTRY = re.compile(r"^    (\w+): (.*)$")


def model_words(model: type[Part]) -> str:
    """Return the first sentence or sentences of a model's docstring."""
    paragraph = (inspect.cleandoc(model.__doc__) if model.__doc__ else "").partition("\n\n")[0]
    return _MARKUP.sub("", " ".join(paragraph.split()))


def field_words(model: type[Part]) -> dict[str, str]:
    """Return what is said of the fields of a model, and of the models that it stands on, by their names in Python."""
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, Part) and base.__doc__:
            found |= _attributes(inspect.cleandoc(base.__doc__))
    return found


def _attributes(text: str) -> dict[str, str]:
    _, _, section = text.partition("\nAttributes:\n")
    found: dict[str, str] = {}
    name = ""
    for line in section.splitlines():
        entry = _ENTRY.match(line)
        if entry is not None:
            name = entry[1]
            found[name] = entry[2]
        elif name and line.startswith("        "):
            found[name] += " " + line.strip()
        else:
            break
    return {name: _MARKUP.sub("", said) for name, said in found.items()}
