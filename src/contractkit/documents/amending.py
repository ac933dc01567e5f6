"""What a change makes of a clause, on the tree: the fields that it names, checked against what stands there.

Amendments and packages both come through here. Nothing is edited: the changed document is a new one, whose tree holds
nodes of both papers, so that a problem in a changed field points into the paper that changed it.
"""

from __future__ import annotations

import ntpath
import posixpath
from collections.abc import Iterator

import attrs
from pydantic import ValidationError

from contractkit.documents.changes import LEFT_OUT, Change
from contractkit.documents.clauses.registry import AnyClause, Clause, kinds
from contractkit.documents.knowing import known_fields
from contractkit.documents.meaning import meaning_of, shown
from contractkit.documents.overlays import Standing, read_clause
from contractkit.documents.remembering import clause_of
from contractkit.documents.source import PaperSource
from contractkit.documents.surgery import Found, find, remove, same_node, write
from contractkit.documents.telling import Teller
from contractkit.documents.tree import Entry, MapNode, Node, Place, Scalar, Step, in_file, plain, walk
from contractkit.errors import Problem
from contractkit.quantities.notation import nearest, nearest_word

__all__ = ["Amending", "see"]


@attrs.frozen(eq=False)
class Amending:
    """One change with the place where it is written.

    Attributes:
        paper: The paper that writes it.
        path: Where in that paper.
        change: What it says.
        clause: The clause that it changes, as problems name it: ``SLA-2026-014/4.2``.
    """

    paper: PaperSource
    path: tuple[Step, ...]
    change: Change
    clause: str

    def problem(
        self, code: str, says: str, *inside: Step, hint: str | None = None, field: str | None = None
    ) -> Problem:
        """Return a problem at this change, or at what stands inside it."""
        path = (*self.path, *inside)
        place = self.paper.place(*path)
        where = f"change of {self.clause}" if field is None else f"change of {self.clause} > {field}"
        return Problem(code, says, place.file, place.line, place.column, where, hint, path=path)

    def apply(self, standing: Standing | None) -> tuple[Standing | None, tuple[Problem, ...]]:
        """Return what becomes of the clause, and what is wrong with the change.

        Args:
            standing: The clause as it stands before; None where there is none of its number.

        Returns:
            The clause afterwards, None where it is gone; and the problems. A change that cannot be made leaves the
            clause as it is.
        """
        if self.change.action == "remove":
            return None, ()
        if self.change.action == "change":
            return (None, ()) if standing is None else self._fields(standing)
        return self._whole(standing)

    def _whole(self, standing: Standing | None) -> tuple[Standing | None, tuple[Problem, ...]]:
        node, model = self._node("to"), self.change.to
        if not isinstance(node, MapNode) or model is None:
            return standing, ()
        new = Standing(in_file(node, self.paper.file), model, self.paper.file)  # type: ignore[arg-type]
        return new, tuple(self._kinds(standing, model, "to"))

    def _kinds(self, standing: Standing | None, model: Clause, *inside: Step) -> Iterator[Problem]:
        before = None if standing is None or standing.model is None else standing.model.kind
        if before is None or before == model.kind or self.change.kind_changes is not None:
            return
        says = f"the clause was a {before}, and becomes a {model.kind}"
        yield self.problem("kind-changes", says, *inside, hint="write kind_changes: agreed, if that is meant")

    def _fields(self, standing: Standing) -> tuple[Standing, tuple[Problem, ...]]:
        clause: MapNode = standing.node
        problems: list[Problem] = []
        for field in self.change.fields or {}:
            clause, wrong = self._field(attrs.evolve(standing, node=clause), str(field))
            problems += wrong
        if clause is standing.node:
            return standing, tuple(problems)
        model, wrong = self._read(clause, standing)
        problems += wrong
        if model is not None:
            problems += self._kinds(standing, model)
        return Standing(clause, model, standing.file), tuple(problems)

    def _field(self, standing: Standing, field: str) -> tuple[MapNode, list[Problem]]:
        was, becomes = self._node("fields", field, "was"), self._node("fields", field, "becomes")
        key = self._key("fields", field)
        if was is None or becomes is None or key is None:
            return standing.node, []
        found = find(standing.node, field)
        problems = list(self._was_differs(standing, field, found, was))
        taken_away = _is_left_out(becomes)
        if taken_away and found.missing:
            return standing.node, problems
        if not problems and not taken_away and found.node is not None and same_node(found.node, becomes):
            says = f"'{shown(becomes)}' becomes '{shown(becomes)}': nothing changes"
            problems.append(self.problem("nothing-changes", says, "fields", field, field=field, hint="leave it out"))
        if found.missing and (problems or not found.can_be_written):
            return standing.node, problems
        if taken_away:
            return remove(standing.node, found), problems
        file = self.paper.file
        value = in_file(becomes, file)
        return write(standing.node, found, Scalar(key.text, attrs.evolve(key.place, file=file)), value), problems

    def _was_differs(self, standing: Standing, field: str, found: Found, was: Node) -> Iterator[Problem]:
        here: tuple[Step, ...] = ("fields", field, "was")
        if found.node is None:
            if not _is_left_out(was):
                says = f"says that '{shown(was)}' stood there, but nothing did"
                yield self.problem("was-differs", says, *here, field=field, hint=_absent_hint(standing, field, found))
            elif not found.can_be_written:
                says = f"there is nothing in this clause that '{field}' could stand in"
                yield self.problem("was-differs", says, *here, field=field, hint=_absent_hint(standing, field, found))
            return
        if same_node(found.node, was) or self._means_the_same(standing, found, was):
            return
        place = found.node.place
        stood = attrs.evolve(place, file=place.file or standing.file)
        if _is_left_out(was):
            says = f"says that nothing stood there, but '{shown(found.node)}' did"
        else:
            says = f"says that '{shown(was)}' stood there, but it is '{shown(found.node)}'"
        hint = see(stood, self.paper.file)
        yield self.problem("was-differs", says, *here, field=field, hint=hint)

    def _means_the_same(self, standing: Standing, found: Found, was: Node) -> bool:
        """Return whether `was` says in other words what stands there: ``95%`` for ``95 %``, a word for its list."""
        if _is_left_out(was):
            return False
        here, there = read_clause(standing.node), read_clause(write(standing.node, found, None, was))
        return here is not None and there is not None and meaning_of(here) == meaning_of(there)

    def _read(self, clause: MapNode, before: Standing) -> tuple[Clause | None, list[Problem]]:
        try:
            return clause_of(plain(clause)), []
        except ValidationError as error:
            if before.model is None:
                return None, []
            teller = Teller(clause, before.file)
            teller.tell_errors(error, (), AnyClause)
            stands = see(attrs.evolve(before.node.place, file=before.node.place.file or before.file), self.paper.file)
            problems = []
            for told in teller.problems:
                hint = "; ".join(part for part in (told.hint, stands and f"the clause: {stands}") if part)
                problems.append(self.problem("change-invalid", told.says, field=told.where, hint=hint or None))
            return None, problems

    def _node(self, *inside: Step) -> Node | None:
        found = self._entry(*inside)
        return found.value if isinstance(found, Entry) else found

    def _key(self, *inside: Step) -> Scalar | None:
        found = self._entry(*inside)
        return found.key if isinstance(found, Entry) else None

    def _entry(self, *inside: Step) -> Entry | Node | None:
        path = (*self.path, *inside)
        steps = list(walk(self.paper.tree, path))
        return steps[-1][1] if len(steps) == len(path) else None


def see(place: Place, asking: str | None) -> str | None:
    """Return the hint that says where the other wording stands; None where nobody knows.

    The file is named without its folder where the paper that asks stands in the same one.
    """
    if place.line is None:
        return None if place.file is None else f"see {_near(place.file, asking)}"
    own = place.file is None or place.file == asking
    return f"see line {place.line}" if own else f"see {_near(str(place.file), asking)}:{place.line}"


def _near(file: str, asking: str | None) -> str:
    path = ntpath if "\\" in file else posixpath
    same = asking is not None and path.dirname(file) == path.dirname(asking)
    return path.basename(file) if same else file


def _absent_hint(standing: Standing, field: str, found: Found) -> str:
    if not found.can_be_written and isinstance(found.last, Scalar):
        return f"'{'.'.join(map(str, found.steps))}' is one text: change it as a whole"
    missing = found.missing[0] if found.missing else field
    there = found.names_there()
    model = kinds().get(standing.node.text("kind") or "")
    if not found.steps and model is not None:
        there = tuple(dict.fromkeys((*there, *known_fields(model))))
    nearby = nearest_word(missing, there)
    if nearby is not None and nearby != missing:
        return f"did you mean '{nearby}'?"
    written = model is not None and missing in known_fields(model)
    if written or found.steps:
        return f"write was: {LEFT_OUT} for what was not there"
    return nearest(missing, there)


def _is_left_out(node: Node) -> bool:
    return isinstance(node, Scalar) and node.text == LEFT_OUT
