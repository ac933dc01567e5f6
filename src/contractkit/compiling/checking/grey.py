"""What a service calls grey: values that items have, or rows of a scope clause; and a row that makes it so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contractkit.compiling.draft import Draft

__all__ = ["check_grey"]


def check_grey(draft: Draft) -> None:
    """Report a grey word that no item can have, and warn of one that no scope row makes grey."""
    _check_known(draft)
    rows = [row for _, clause in draft.desk.clauses("scope") for row in clause.rows if row.says == "grey"]
    if any(row.otherwise is not None for row in rows):
        return
    spoken = {str(row.name) for row in rows} | {word for row in rows for word in _words(row.when)}
    for place, clause in draft.desk.clauses("service"):
        words = [str(word) for word in getattr(clause, "grey", ()) if str(word) not in spoken]
        if words:
            says = f"{clause.name} calls {' and '.join(words)} grey, and no scope row does: it counts as in scope"
            hint = f"a row of a scope clause, such as {{name: {words[0]}, when: {{category: {words[0]}}}, is: grey}}"
            draft.desk.warn(place.at("grey"), "grey-without-row", says, hint)


def _words(value: Any) -> Iterator[str]:
    """Yield every word of a condition."""
    plain = value.model_dump() if hasattr(value, "model_dump") else value
    if isinstance(plain, Mapping):
        for one in plain.values():
            yield from _words(one)
    elif isinstance(plain, list | tuple):
        for one in plain:
            yield from _words(one)
    elif plain is not None:
        yield str(plain)


def _check_known(draft: Draft) -> None:
    """Report a grey word that no item can have; where a field holds any text, every word may be meant."""
    declared = [field for paper in draft.desk.papers for field in (getattr(paper.model, "fields", None) or {}).values()]
    if not declared or any(field == "text" for field in declared):
        return
    known = {str(value) for field in declared if not isinstance(field, str) for value in field}
    known |= {str(row.name) for _, clause in draft.desk.clauses("scope") for row in clause.rows}
    for place, clause in draft.desk.clauses("service"):
        words = getattr(clause, "grey", ())
        for number, word in enumerate(words):
            if str(word) not in known:
                at = place.at("grey", number) if len(words) > 1 else place.at("grey")
                draft.unknown(at, "value of a field, or row of a scope clause,", str(word), sorted(known))
