"""What the commands about money read: papers, items that are judged, facts that are told, and the ledger so far."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from contractkit.cli.dividing import divide
from contractkit.cli.endings import complain, counted, list_problems
from contractkit.cli.instants import AsOf
from contractkit.cli.progress import step
from contractkit.cli.reading import agreements_in, chosen
from contractkit.cli.strays import strays_told
from contractkit.cli.telling_facts import told_of_one
from contractkit.errors import FactsRejected, UsageError
from contractkit.evaluation import Evaluation, evaluate
from contractkit.facts import Facts
from contractkit.settlement import Ledger
from contractkit.settlement.told import SettlementFacts
from contractkit.terms import Agreement

__all__ = ["Gathered", "Sources", "gather", "read_ledger"]


@attrs.frozen
class Sources:
    """Where a command about money reads, as it was typed.

    Attributes:
        path: The documents.
        agreement: The id of the agreement; None where there is only one.
        mapping: Which column is what; None where no items are read.
        items: The table of items, or None.
        events: The table of events, or None.
        feedback: The table of feedback, or None.
        relief: The table of what held up the work, or None.
        as_of: Up to when things that happened are known; None where no items are read.
        known_at: What was recorded later is set aside; None for nothing.
        facts: What is told besides: figures, volumes, amounts; each document for the agreement that it names.
        ledger: The earlier settlements; None for none.
    """

    path: Path
    agreement: str | None = None
    mapping: Path | None = None
    items: Path | None = None
    events: Path | None = None
    feedback: Path | None = None
    relief: Path | None = None
    as_of: str | None = None
    known_at: str | None = None
    facts: tuple[Path, ...] = ()
    ledger: Path | None = None

    @property
    def files(self) -> tuple[Path | None, ...]:
        """Return the files that are read besides the documents, the ledger left out."""
        return self.mapping, self.items, self.events, self.feedback, self.relief, *self.facts

    @property
    def has_items(self) -> bool:
        """Return whether there is anything to judge."""
        return self.items is not None or self.events is not None

    def refuse_idle_as_of(self) -> None:
        """Refuse a moment of judging where there is nothing to judge.

        Raises:
            UsageError: There is one.
        """
        if self.as_of is not None and not self.has_items:
            says = "--as-of is the moment at which items are judged, and there are none here"
            raise UsageError(f"{says}: give --items or --events too; for what was recorded by a date, --known-at")

    def check(self) -> None:
        """Refuse what cannot be meant, before anything is read.

        Raises:
            UsageError: A table without its mapping, or without the moment of judging.
        """
        if self.as_of is not None:
            AsOf.parse(self.as_of)
        if self.known_at is not None:
            AsOf.parse(self.known_at, "--known-at")
        if not self.has_items:
            if any(one is not None for one in (self.feedback, self.relief, self.mapping)):
                says = "--mapping, --feedback and --relief go with --items or --events, and there are neither"
                raise UsageError(says)
            return
        missing = [name for name, value in (("--mapping", self.mapping), ("--as-of", self.as_of)) if value is None]
        if missing:
            raise UsageError(f"items are judged: give {' and '.join(missing)} too")


@attrs.frozen
class Gathered:
    """What was read.

    Attributes:
        agreement: The agreement.
        facts: Its items and events; None where none were given.
        evaluation: Their verdicts; None where none were given.
        told: What is told besides.
        ledger: The earlier settlements.
        as_of: Up to when things that happened are known; None where nobody said.
    """

    agreement: Agreement
    facts: Facts | None
    evaluation: Evaluation | None
    told: SettlementFacts
    ledger: Ledger
    as_of: datetime | None = None


def gather(sources: Sources, period: str) -> Gathered:
    """Read everything, and judge the items if there are any.

    Args:
        sources: Where.
        period: The period that is asked about, as it was typed.

    Raises:
        DocumentRejected: The documents have problems.
        FactsRejected: The tables, or what is told, have problems.
        UsageError: It is not said which agreement, or the request means nothing.
    """
    sources.check()
    known = agreements_in(sources.path)
    agreement = chosen(known, sources.agreement)
    ledger = read_ledger(sources.ledger)
    told = told_of_one(sources.facts, agreement, period, known)
    known_at = None if sources.known_at is None else AsOf.parse(sources.known_at).instant(agreement.zone)
    if known_at is not None:
        day = _last_date(known_at, agreement.zone)
        told = attrs.evolve(told, known_at=day if told.known_at is None else min(day, told.known_at))
    as_of = None if sources.as_of is None else AsOf.parse(sources.as_of).instant(agreement.zone)
    if not sources.has_items or as_of is None or sources.mapping is None:
        return Gathered(agreement, None, None, told, ledger, as_of)
    facts = _facts(sources, sources.mapping, agreement, known, period)
    with step(f"Judging {agreement.id}") as says:
        evaluation = evaluate(agreement, facts, as_of=as_of, progress=says, known_at=known_at)
    _tell_rows(evaluation)
    return Gathered(agreement, facts, evaluation, told, ledger, as_of)


def read_ledger(file: Path | None) -> Ledger:
    """Return the ledger that a file holds; an empty one where no file is given.

    Raises:
        UsageError: The file is no ledger, nor what ``contractkit settle --json-out`` wrote.
    """
    if file is None:
        return Ledger.empty()
    try:
        data: Any = json.loads(file.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        says = f"{file} is no ledger: it is not JSON ({error})"
        raise UsageError(f"{says}; contractkit settle --ledger-out writes one") from None
    if isinstance(data, dict) and isinstance(data.get("ledger"), dict):
        data = data["ledger"]
    try:
        return Ledger.from_dict(data)
    except UsageError as error:
        raise UsageError(f"{file}: {error}; contractkit settle --ledger-out writes one") from None


def _facts(sources: Sources, mapping: Path, agreement: Agreement, known: Sequence[Agreement], period: str) -> Facts:
    with step("Reading facts") as says:
        facts = Facts.from_files(
            sources.items, sources.events, sources.feedback, sources.relief, mapping=mapping, progress=says
        )
    others = tuple(one for one in known if one is not agreement)
    division = divide((agreement,), facts, others)
    if division.problems:
        raise FactsRejected(division.problems)
    theirs = {other.customer for other in others}
    for line in strays_told([one for one in division.strays if one.customer not in theirs], period, known):
        complain(f"contractkit: set aside: {line}")
    for assumption in division.assumptions:
        complain(f"contractkit: assumed: {assumption.says}")
    return division.parts[0]


def _tell_rows(evaluation: Evaluation) -> None:
    found = evaluation.problems
    if found:
        complain(f"contractkit: {counted(len(found), 'problem')} in the rows of the facts:")
        list_problems(found)


def _last_date(moment: datetime, zone: str) -> date:
    """Return the last date, in a zone, of which something before a moment is a part."""
    return (moment - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date()
