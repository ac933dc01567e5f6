"""What pydantic found wrong, as problems with line, clause, sentence and hint."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from contractkit.documents.clauses.words import field_hint
from contractkit.documents.examples import example_of
from contractkit.documents.faults import TAG
from contractkit.documents.knowing import known_fields, model_at
from contractkit.documents.limits import MAX_PROBLEMS
from contractkit.documents.lookalikes import strange_character
from contractkit.documents.scalars import Part
from contractkit.documents.sentences import brief, words_of
from contractkit.documents.tree import Entry, Node, Scalar, Step, place_of, walk
from contractkit.errors import Problem

__all__ = ["Teller"]

_SHAPES = {
    "dict_type": "a map belongs here",
    "model_type": "a map belongs here",
    "model_attributes_type": "a map belongs here",
    "tuple_type": "a list belongs here",
    "list_type": "a list belongs here",
    "string_type": "one text belongs here",
    "too_short": "at least one entry belongs here",
}

_OF_WORDS = ("holidays", "language", "name", "quantity", "string_pattern_mismatch")
_LONGEST_WORD = 100


class Teller:
    """Collects the problems of one document.

    Args:
        tree: What was read.
        file: Its name.
    """

    def __init__(self, tree: Node, file: str | None) -> None:
        self.tree, self.file = tree, file
        self.problems: list[Problem] = []
        self.untold = 0
        self.unjudged = 0

    @property
    def full(self) -> bool:
        """Whether so many problems are told that more of them help nobody."""
        return len(self.problems) >= MAX_PROBLEMS

    @property
    def told(self) -> tuple[Problem, ...]:
        """Return the problems, with one that says how many more there are."""
        if not self.untold and not self.unjudged:
            return tuple(self.problems)
        more = [f"{self.untold} more are not told"] if self.untold else []
        left = [f"{self.unjudged} clauses after these are not judged"] if self.unjudged else []
        says = f"{len(self.problems)} problems are told; {' and '.join(more + left)}"
        last = max(self.problems, key=lambda problem: (problem.line or 0, problem.column or 0))
        hint = "mend those first, and check again"
        end = Problem("too-many-problems", says, self.file, last.line, last.column, hint=hint)
        return (*self.problems, end)

    def _strange(self, code: str, path: tuple[Step, ...], side: str) -> str:
        if not (code.startswith("unknown-") or code in _OF_WORDS) or not path:
            return ""
        if side == "key":
            text = str(path[-1])
        else:
            found = list(walk(self.tree, path))
            here = found[-1][1] if found else self.tree
            value = here.value if isinstance(here, Entry) else here
            text = value.text if isinstance(value, Scalar) else ""
        seen = strange_character(text) if len(text) <= _LONGEST_WORD else None
        return "" if seen is None else f" ({seen})"

    def tell(
        self,
        code: str,
        says: str,
        path: tuple[Step, ...] = (),
        hint: str | None = None,
        *,
        side: str = "value",
        where: str | None = None,
    ) -> None:
        """Add a problem at the key or the value of a path; where there are too many already, count it."""
        if self.full:
            self.untold += 1
            return
        place = place_of(self.tree, path, side)
        file = place.file or self.file
        told, way_out = brief(says + self._strange(code, path, side)), hint and brief(hint)
        words, own = where or words_of(path), tuple(path) if file == self.file else ()
        self.problems.append(Problem(code, told, file, place.line, place.column, words, way_out, path=own))

    def tell_errors(self, error: ValidationError, base: tuple[Step, ...], form: Any) -> None:
        """Add a problem for each error that pydantic found below `base`, where `form` stands."""
        for entry in error.errors(include_url=False):
            self._tell_error(entry, base, form)

    def _tell_error(self, entry: Any, base: tuple[Step, ...], form: Any) -> None:
        context = entry.get("ctx") or {}
        steps = [step for step in entry["loc"] if not (isinstance(step, str) and step.startswith(TAG))]
        on_key = bool(steps) and steps[-1] == "[key]"
        if on_key:
            steps.pop()
        path = (*base, *steps)
        code = entry["type"]
        if code != "quantity" and self._left_empty(path):
            return
        if code == "missing":
            self._missing(path, model_at(form, entry["loc"][:-1]))
        elif code in ("extra_forbidden", "none_required"):
            self._unknown(path, model_at(form, entry["loc"][:-1]))
        elif "several" in context:
            for one in context["several"]:
                self.tell(one["code"], one["says"], self._walkable((*path, *one["path"])), one["hint"])
        elif "says" in context:
            full = (*path, *context.get("path", ()))
            self.tell(
                code, context["says"], self._walkable(full), context.get("hint"), side="key" if on_key else "value"
            )
        else:
            says = _SHAPES.get(code, entry["msg"])
            self.tell(
                "wrong-shape" if code in _SHAPES else code,
                says,
                self._walkable(path),
                _EXAMPLES.get(str(path[-1])) if code in _SHAPES and path else None,
                side="key" if on_key else "value",
            )

    def _left_empty(self, path: tuple[Step, ...]) -> bool:
        steps = list(walk(self.tree, path))
        found = steps[-1][1] if steps else self.tree
        value = found.value if isinstance(found, Entry) else found
        return isinstance(value, Scalar) and value.empty

    def _walkable(self, path: tuple[Step, ...]) -> tuple[Step, ...]:
        return tuple(step for step, _ in walk(self.tree, path))

    def _missing(self, path: tuple[Step, ...], model: type[Part] | None) -> None:
        parent, name = self._walkable(path[:-1]), str(path[-1])
        hint = _EXAMPLES.get(name) or (None if model is None else example_of(model, name))
        self.tell("missing-field", f"'{name}' is missing", parent, hint)

    def _unknown(self, path: tuple[Step, ...], model: type[Part] | None) -> None:
        name = str(path[-1])
        hint = None if model is None else field_hint(name, known_fields(model))
        self.tell("unknown-field", f"'{name}' is not a field here", path, hint, side="key")


_EXAMPLES = {
    "contractkit": "begin with contractkit: 1",
    "id": "for example id: SLA-2026-014",
    "parties": "for example parties: {provider: {name: ...}, customer: {name: ...}}",
    "per": "for example per: month",
    "reach": "for example reach: 95 %",
    "repeat": "for example repeat: {multiply_by: 2, when: previous-period-failed}",
    "scaled_by": "for example scaled_by: {affected: affected-users, total: all-users}",
    "week": "for example week: {mon-fri: 09:00-17:00}",
    "within": "for example within: 4 hours",
}
