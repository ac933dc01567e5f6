"""How a statement speaks: the languages it knows, and how each writes numbers, dates, times and amounts."""

from __future__ import annotations

from contractkit.errors import UsageError
from contractkit.statements.wording.en import ENGLISH
from contractkit.statements.wording.language import Language
from contractkit.statements.wording.nl import DUTCH

__all__ = ["Language", "language"]

_LANGUAGES = {known.code: known for known in (ENGLISH, DUTCH)}


def language(locale: str) -> Language:
    """Return the language of a locale such as ``en``, ``nl`` or ``nl-BE``; its region changes nothing.

    Args:
        locale: An ISO 639-1 code, alone or with a region behind ``-`` or ``_``.

    Raises:
        UsageError: contractkit does not speak that language.
    """
    found = _LANGUAGES.get(locale.replace("_", "-").split("-")[0].lower())
    if found is None:
        known = ", ".join(sorted(_LANGUAGES))
        raise UsageError(f"contractkit does not speak {locale!r} yet; the languages are {known}")
    return found
