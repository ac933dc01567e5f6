"""The door for documents: from files, text or data to agreements, or to all that is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice

import attrs

from contractkit.compiling.desk import Look
from contractkit.compiling.intake import Intake, Outcome
from contractkit.documents.filing import GivenData, GivenText, Received, papers_in, received
from contractkit.documents.pausing import without_pauses
from contractkit.errors import DocumentRejected, Problem, UsageError
from contractkit.terms.agreement import Agreement

__all__ = ["Examined", "check", "examine", "load_agreement", "load_agreements"]

Path = str | os.PathLike[str]

_AT_ONCE = 32
"""After so many papers the garbage collector has its turn."""


def load_agreement(
    path: Path | None = None, *, text: GivenText | None = None, data: GivenData | None = None
) -> Agreement:
    """Return the one agreement that a file, a folder, texts or plain data write.

    Args:
        path: A file or a folder; all documents in it, also in folders inside, belong to the agreement.
        text: One document as YAML or JSON, or several by name: ``{"sla": ..., "amendment": ...}``; a name stands in the
            place of the file in problems. Nothing in them can name a file.
        data: One document as plain maps, lists and texts, such as a request body; or several, in a list or by name.

    Returns:
        The agreement, compiled.

    Raises:
        DocumentRejected: The documents have problems, hold no agreement, or several; it lists all problems.
        UsageError: Not exactly one of `path`, `text` and `data` was given.
        MissingExtraError: The documents are YAML and ruamel.yaml is not installed.

    Example:
        >>> agreement = load_agreement(data={
        ...     "contractkit": "1", "document": "sla", "id": "SLA-7", "title": "Service levels", "zone": "Europe/Oslo",
        ...     "currency": "NOK", "fields": {"closed_at": "instant"}, "clauses": {"1": {
        ...         "kind": "time-target", "name": "solved", "starts": {"field": "opened_at"},
        ...         "stops": {"field": "closed_at"}, "within": "4 hours", "calendar": "always"}}})
        >>> [str(target.limit.within) for target in agreement.targets]
        ['4 hours']
    """
    outcome = _outcome_of_given("load_agreement", path, text, data)
    agreements, found = outcome.agreements, outcome.problems
    if not found and len(agreements) != 1:
        named = ", ".join(agreement.id for agreement in agreements) or "none"
        says = f"one agreement was asked for, and there are {len(agreements)}: {named}"
        found = (Problem("how-many", says, None if path is None else os.fspath(path), hint="use load_agreements"),)
    if found:
        raise DocumentRejected(found)
    return agreements[0]


def load_agreements(
    path: Path | None = None, *, text: GivenText | None = None, data: GivenData | None = None
) -> tuple[Agreement, ...]:
    """Return all agreements in a file or folder, or in documents that are handed in: one for each contract, in order.

    A folder may hold thousands of them. Each is compiled and checked; most are then kept as their papers, packed, and
    compiled again when somebody looks into them. Its id, title, parties, zone and currency are always at hand.

    Args:
        path: A file or a folder. A catalogue that several contracts use belongs to each of them.
        text: As for `load_agreement`, instead of a path.
        data: As for `load_agreement`, instead of a path.

    Returns:
        The agreements in the order of their files, and within a file in its order.

    Raises:
        DocumentRejected: The documents have problems; it lists all of them, of all files.
        UsageError: Not exactly one of `path`, `text` and `data` was given.

    Example:
        >>> import json
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> head = {"contractkit": 1, "document": "contract", "title": "Desk", "currency": "EUR", "zone": "UTC"}
        >>> parties = {"provider": {"name": "Tweestroom IT"}, "customer": {"name": "Rietland"}}
        >>> fee = {"kind": "fee", "name": "base", "amount": "EUR 1 000", "per": "month"}
        >>> with TemporaryDirectory() as folder:
        ...     for name in ("C-1", "C-2"):
        ...         paper = {**head, "id": name, "parties": parties, "clauses": {"1": fee}}
        ...         _ = (Path(folder) / f"{name}.json").write_text(json.dumps(paper), encoding="utf-8")
        ...     [agreement.id for agreement in load_agreements(Path(folder))]
        ['C-1', 'C-2']
    """
    outcome = _outcome_of_given("load_agreements", path, text, data)
    agreements, problems = outcome.agreements, outcome.problems
    if not problems and not agreements:
        where = None if path is None else os.fspath(path)
        problems = (Problem("no-documents", "there is no agreement here", where),)
    if problems:
        raise DocumentRejected(problems)
    return agreements


@attrs.frozen
class Examined:
    """What was found in documents.

    Attributes:
        agreements: The agreements that they make; none where something is wrong.
        problems: What is wrong (`Problem.severity` is ``error``); where nothing is, what is hardly meant
            (``warning``), and where it was asked for what a careful reader would miss (``advice``). By file and line.
    """

    agreements: tuple[Agreement, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What is wrong, so that the documents do not load."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def check(
    path: Path | None = None,
    look: Look = "usual",
    *,
    text: GivenText | None = None,
    data: GivenData | None = None,
) -> list[Problem]:
    """Return everything that is wrong with the documents in a file or folder; an empty list if nothing is.

    Where nothing is wrong, the list holds warnings: what is hardly meant (a cut-off at which nobody is there), and what
    an order of precedence decided. They do not keep documents from loading, and stand in `Agreement.warnings` too.

    Args:
        path: A file or a folder.
        look: ``strict`` also gives advice: efforts without a measurable result, targets of which nothing follows,
            services that no catalogue describes, money without a cap, and what else a careful reader would miss.
        text: One document as YAML or JSON, or several by name, instead of a path. Nothing in them can name a file.
        data: One document as plain maps, lists and texts, such as a request body, or several in a list or by name,
            instead of a path.

    Returns:
        The problems by file and line; `Problem.severity` tells errors, warnings and advice apart.

    Raises:
        UsageError: Not exactly one of `path`, `text` and `data` was given.

    Example:
        >>> fee = {"kind": "fee", "name": "base", "amount": "EUR 1,00", "per": "month"}
        >>> (found,) = check(data={
        ...     "contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "zone": "UTC", "currency": "EUR",
        ...     "clauses": {"1": fee}})
        >>> found.code, found.path
        ('quantity', ('clauses', '1', 'amount'))
    """
    return list(_examined(_outcome_of_given("check", path, text, data, look), path).problems)


def examine(path: Path, look: Look = "usual") -> Examined:
    """Return the agreements of a file or folder together with everything that is to be said of them.

    Args:
        path: A file or a folder.
        look: As for `check`.
    """
    return _examined(_outcome_of(path, look), path)


def _examined(outcome: Outcome, path: Path | None) -> Examined:
    agreements, problems = outcome.agreements, outcome.problems
    if not problems and not agreements:
        problems = (Problem("no-documents", "there is no agreement here", None if path is None else os.fspath(path)),)
    return Examined((), problems) if problems else Examined(agreements, outcome.warnings)


def _outcome_of_given(
    asked: str, path: Path | None, text: GivenText | None, data: GivenData | None, look: Look = "usual"
) -> Outcome:
    """Return what a path, a text or plain data makes, whichever of them was given."""
    given = [entry for entry in (path, text, data) if entry is not None]
    if len(given) != 1:
        raise UsageError(f"{asked} takes one of path, text and data, and was given {len(given)}")
    return _outcome(papers_in(path) if path is not None else received(asked, text, data), look)


def _outcome_of(path: Path, look: Look = "usual") -> Outcome:
    return _outcome(papers_in(path), look)


def _outcome(papers: Iterator[Received], look: Look) -> Outcome:
    intake = Intake(look)
    while _takes_some(intake, papers):
        pass
    return intake.outcome()


@without_pauses()
def _takes_some(intake: Intake, papers: Iterator[Received]) -> bool:
    """Take in some papers, and let the garbage collector have its turn; return whether there may be more."""
    taken = 0
    for one in islice(papers, _AT_ONCE):
        intake.take(one)
        taken += 1
    return taken == _AT_ONCE
