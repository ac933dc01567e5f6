"""What an editor shows beside a field: the sentences of the models."""

from __future__ import annotations

import inspect
import re

from contractkit.documents.scalars import Part

__all__ = ["field_words", "model_words"]

_MARKUP = re.compile(r"``|`")
_USUAL = {
    "action": "What is done with the clause.",
    "bands": "The bands, each with its ends and what it gives.",
    "becomes": "What stands there from then on.",
    "cut_off": "The time of the day after which what comes in counts as the next day's.",
    "due": "By when.",
    "fields_": "What an item has: the values of a field, or the word for its type.",
    "level": "The service level that it belongs to, by its name.",
    "minimum_issue": "The smallest sum that is paid out.",
    "note": "A remark that decides nothing.",
    "order": "The entries, in the order that decides.",
    "paid_in": "The currency in which it is paid.",
    "pays": "What follows of it, in money.",
    "points": "Its points, in their order.",
    "promise": "The promise in words.",
    "repeat": "What becomes of it where it happens again.",
    "rounding": "How the amount is rounded.",
    "rows": "The rows of the table, each with its name.",
    "scaled_by": "What the amount is multiplied by.",
    "service": "The service that it is about, by its name.",
    "starts": "When the clock starts.",
    "steps": "The steps, in their order.",
    "stops": "When the clock stops.",
    "text": "The words of the paper: one text, or a map of languages.",
    "tiers": "The steps of the ladder, from the first on that is fallen short of.",
    "title": "What it is called on the paper: one text, or a map of languages.",
    "uses": "The other papers of the agreement, by their ids.",
    "was": "What stands there now.",
    "when": "Which items it is about: a map of fields and values, or a tree of conditions.",
}
"""What fields mean that many models have; a model that means something else by one says so itself."""
_ENTRY = re.compile(r"^    (\w+): (.*)$")


def model_words(model: type[Part]) -> str:
    """Return the first sentence or sentences of a model's docstring."""
    paragraph = (inspect.cleandoc(model.__doc__) if model.__doc__ else "").partition("\n\n")[0]
    return _MARKUP.sub("", " ".join(paragraph.split()))


def field_words(model: type[Part]) -> dict[str, str]:
    """Return what is said of the fields of a model, and of the models that it stands on, by their names in Python."""
    found = {name: said for name, said in _USUAL.items() if name in model.model_fields}
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
