"""Papers that come in one after the other become agreements: few of them are open at a time, all problems are told.

An agreement is compiled as soon as its papers are there, and they are closed. Where a later paper joins it after all
(an amendment, a document that says `belongs_to`), it is compiled again at the end, with that paper.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from contractkit.compiling.agreement import Checked
from contractkit.compiling.desk import Look
from contractkit.compiling.grouping import Group, Members, Register
from contractkit.compiling.linting import advise_on_teams
from contractkit.compiling.recalling import Recall
from contractkit.compiling.versions import check_group, compile_group
from contractkit.compiling.wording import Use, Wording, can_be_packed, kept, kept_checked
from contractkit.documents.filing import Filed, OpenPapers, Received
from contractkit.documents.pausing import without_pauses
from contractkit.errors import Problem
from contractkit.terms.agreement import Agreement

__all__ = ["Intake", "Outcome"]

ROOM = 60_000
"""So many characters may come in before agreements are compiled and their papers closed."""

MOST = 5
"""So many times as much may be open where papers wait for others that have not come in yet."""


@attrs.frozen(eq=False)
class Compiled:
    """What has become of the papers of one agreement.

    Attributes:
        members: The papers.
        unread: The files that could not be read, as far as was known then.
        agreement: The agreement as it is kept.
        problems: What is wrong with it.
        warnings: What is right and hardly meant.
    """

    members: Members
    unread: frozenset[str]
    agreement: Agreement
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]

    @property
    def is_clean(self) -> bool:
        """Return whether nothing is to be said of it, whatever stands in files that could not be read."""
        return not self.problems and not self.warnings


@attrs.frozen(eq=False)
class Outcome:
    """What has become of all papers.

    Attributes:
        agreements: The agreements in the order of the files.
        problems: What is wrong, by file and line.
        warnings: What is right and hardly meant, by file and line.
    """

    agreements: tuple[Agreement, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


@attrs.define(eq=False)
class Intake:
    """Takes papers in, in the order of their files.

    Attributes:
        look: How closely the papers are looked at.
        recall: What was found in papers that differ from these in a few clauses; None where there are none.
    """

    look: Look = "usual"
    recall: Recall | None = None
    _problems: list[Problem] = attrs.field(factory=list, init=False)
    _register: Register = attrs.field(factory=Register, init=False)
    _open: OpenPapers = attrs.field(factory=OpenPapers, init=False)
    _ids: dict[str, Filed] = attrs.field(factory=dict, init=False)
    _twice: list[Problem] = attrs.field(factory=list, init=False)
    _unread: set[str] = attrs.field(factory=set, init=False)
    _early: dict[Filed, Compiled] = attrs.field(factory=dict, init=False)
    _times: dict[Filed, int] = attrs.field(factory=dict, init=False)
    _full: int = attrs.field(factory=lambda: ROOM, init=False)

    def take(self, received: Received) -> None:
        """Take in what came with one file."""
        self._problems += received.problems
        paper = received.paper
        if paper is None:
            self._unread |= {problem.file or "" for problem in received.problems}
            return
        filed = Filed.of(paper, received.packed)
        first = self._ids.setdefault(filed.id, filed)
        if first is not filed:
            says = f"'{filed.id}' is the id of {first.file} already"
            self._twice.append(paper.problem("duplicate-name", says, "id", hint="give this document its own id"))
        self._register.add(filed)
        self._open.put(filed, paper)
        if self._open.size > self._full:
            self._compile_early()

    def outcome(self) -> Outcome:
        """Return what has become of all papers that came in."""
        found = self._register.agreements()
        problems = [*self._problems, *self._twice]
        if not self._unread:
            problems += self._register.problems(found, self._open.__getitem__)
        compiled = [self._of(members) for members in found]
        problems += (problem for one in compiled for problem in one.problems)
        agreements = tuple(one.agreement for one in compiled)
        warnings = [warning for one in compiled for warning in one.warnings]
        if self.look == "strict" and not problems:
            warnings += advise_on_teams(agreements, self._register.supports())
        return Outcome(agreements, _in_order(problems), _in_order(warnings))

    def _compile_early(self) -> None:
        for filed in self._open:
            if filed not in self._early and self._register.is_head(filed) and self._register.is_complete(filed):
                self._early[filed] = self._compiled(self._register.members_of(filed), "later")
        self._close_compiled()
        for filed in self._open:
            if self._open.size <= MOST * ROOM:
                break
            if filed.size < ROOM:  # to read a large one again takes long
                self._open.close(filed)
        self._full = self._open.size + ROOM

    def _close_compiled(self) -> None:
        """Close the papers of compiled agreements; what several have in common stays open for those that follow."""
        for filed in self._open:
            if self._times.get(filed) == 1:
                self._open.close(filed)

    def _of(self, members: Members) -> Compiled:
        early = self._early.get(members.papers[0])
        unread = frozenset(self._unread)
        if early is not None and early.members == members and (early.unread == unread or early.is_clean):
            return early
        compiled = self._compiled(members, "at-once")
        if self._open.size > self._full:
            self._close_compiled()
            self._full = self._open.size + ROOM
        return compiled

    @without_pauses()
    def _compiled(self, members: Members, use: Use) -> Compiled:
        for filed in members.every:
            self._times[filed] = self._times.get(filed, 0) + 1
        papers, amendments, notices = (
            self._sources(some) for some in (members.papers, members.amendments, members.notices)
        )
        unread = frozenset(self._unread)
        group = Group(papers, members.above, unread, self.look, self.recall)
        wording = self._wording(members)
        found: Agreement | Checked
        if can_be_packed(wording) and self.look == "usual" and not amendments and not notices:
            found, problems = check_group(group)
            if isinstance(found, Checked):
                return Compiled(members, unread, kept_checked(found, wording, group, use), problems, found.warnings)
        else:
            found, problems = compile_group(group, amendments, notices)
        return Compiled(members, unread, kept(found, wording, use), problems, found.warnings)

    def _wording(self, members: Members) -> Wording | None:
        """Return the papers as they are kept; None where one of them cannot be packed."""
        packed = tuple(filed.packed for filed in members.every if filed.packed is not None)
        if len(packed) < len(members.every):
            return None
        clauses, changes = len(members.papers), len(members.papers) + len(members.amendments)
        return Wording(packed[:clauses], members.above, packed[clauses:changes], packed[changes:], self.look)

    def _sources(self, papers: Iterable[Filed]) -> Any:
        return tuple(self._open[filed] for filed in papers)


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(
        sorted(
            dict.fromkeys(problems), key=lambda problem: (problem.file or "", problem.line or 0, problem.column or 0)
        )
    )
