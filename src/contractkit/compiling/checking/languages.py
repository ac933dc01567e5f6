"""Texts in several languages: the binding one has to be there, and a translation that others have is missed."""

from __future__ import annotations

from collections.abc import Iterator

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.documents.translations import wordings_in
from contractkit.documents.wordings import Wording

__all__ = ["check_languages"]


def check_languages(draft: Draft) -> None:
    """Report texts without their binding language, and warn of translations that the title has and a text lacks."""
    for head in (Place(paper, None, ("title",)) for paper in draft.desk.papers):
        _compare(draft, head, head.paper.model.title)
    for place, wording in _wordings(draft):
        _compare(draft, place, wording)


def _wordings(draft: Draft) -> Iterator[tuple[Place, Wording]]:
    for place, clause in draft.desk.clauses():
        for path, wording in wordings_in(clause):
            yield place.at(*path), wording


def _compare(draft: Draft, place: Place, wording: Wording) -> None:
    spoken = _languages(wording)
    if not spoken:
        return
    model = place.paper.model
    binding = None if model.language is None else str(model.language)
    missing = _languages(model.title) - spoken
    if binding is not None and binding not in spoken:
        says = f"the text is there in {_listed(spoken)}, and {binding} is the language that binds"
        draft.report(place, "language", says, f"add {binding}:")
    elif binding is None and len(spoken) > 1:
        says = f"the text is there in {_listed(spoken)}, and the document does not say which of them binds"
        draft.desk.warn(place, "language", says, f"write language: {min(spoken)} in the head")
    elif missing:
        says = f"the translation into {_listed(missing)} is missing"
        draft.desk.warn(place, "translation", says, "the title of the document has it")


def _languages(wording: Wording) -> set[str]:
    """Return the languages that a text names; none where it is one text in the language of its document."""
    return set() if None in wording.texts else {str(word) for word in wording.texts}


def _listed(words: set[str]) -> str:
    return " and ".join(sorted(words))
