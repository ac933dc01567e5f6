"""The kinds of values that stand in a stored portfolio, by their names: terms, quantities and records, and no others.

A name leads to a class of this library that attrs made, never to anything else, so that a stored portfolio runs no
code of whoever wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, Final

import attrs

from contractkit.errors import StoredPortfolioError

__all__ = ["Form", "form_called", "form_of"]

_ROOT: Final = "contractkit."
_ALLOWED: Final = re.compile(
    r"((?:terms|quantities|records)(?:\.[a-z_]+)*|portfolio\.(?:desk_terms|dated_terms)|errors):([A-Z][A-Za-z]*)"
)


@attrs.frozen(eq=False)
class Form:
    """How values of one class are taken apart and made.

    Attributes:
        word: The name of the class.
        names: The attributes, in order.
        aliases: What the class calls them when a value is made.
        kind: The class.
    """

    word: str
    names: tuple[str, ...]
    aliases: tuple[str, ...]
    kind: Callable[..., Any]


_FORMS: dict[type, Form] = {}


def form_of(kind: type) -> Form:
    """Return the form of a class.

    Raises:
        StoredPortfolioError: It is none that a portfolio holds.
    """
    if kind in _FORMS:
        return _FORMS[kind]
    word = f"{kind.__module__.removeprefix(_ROOT)}:{kind.__qualname__}"
    if not attrs.has(kind) or not kind.__module__.startswith(_ROOT) or _ALLOWED.fullmatch(word) is None:
        raise StoredPortfolioError(f"a portfolio holds terms of agreements, and no {kind.__qualname__}")
    fields = [field for field in attrs.fields(kind) if field.init]
    names, aliases = tuple(field.name for field in fields), tuple(field.alias for field in fields)
    return _FORMS.setdefault(kind, Form(word, names, aliases, kind))


@cache
def form_called(word: str) -> Form:
    """Return the form of the class with a name.

    Raises:
        StoredPortfolioError: There is none.
    """
    found = _ALLOWED.fullmatch(word)
    try:
        kind = None if found is None else getattr(import_module(_ROOT + found.group(1)), found.group(2), None)
    except ImportError:
        kind = None
    if not isinstance(kind, type) or form_of(kind).word != word:
        raise StoredPortfolioError(f"the stored portfolio holds {word!r}, which this version does not know")
    return form_of(kind)
