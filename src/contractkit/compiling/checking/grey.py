"""What a service calls grey: values that items have, or rows of a scope clause."""

from __future__ import annotations

from contractkit.compiling.draft import Draft

__all__ = ["check_grey"]


def check_grey(draft: Draft) -> None:
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
