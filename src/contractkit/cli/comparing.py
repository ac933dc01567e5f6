"""The sealed settlement of the other party, made again from one's own papers and tables."""

from __future__ import annotations

from pathlib import Path

import attrs

from contractkit.cli.endings import PROBLEMS, complain, counted, stop
from contractkit.cli.gathering import Gathered, Sources
from contractkit.errors import UsageError
from contractkit.quantities.periods import Period
from contractkit.settlement import Ledger, Recomputed, SealedSettlement, Settlement, recompute

__all__ = ["compare", "made_again", "read_seal", "tell_differences"]

_SHOWN = 20
"""So many differences are told one by one."""
_LONGEST = 240
"""So many characters of one difference are shown."""
_KEPT = 12
"""So many settlements of a ledger are named, the last ones."""


def read_seal(file: Path) -> SealedSettlement:
    """Return the sealed settlement that a file holds.

    Raises:
        UsageError: The file is none.
    """
    try:
        return SealedSettlement.from_json(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is no sealed settlement: {error}") from None
    except UsageError as error:
        raise UsageError(f"{file}: {error}") from None


def compare(file: Path, sources: Sources, read: Gathered, settlement: Settlement) -> None:
    """Say on standard error whether a sealed settlement is what one comes to oneself.

    Args:
        file: The sealed record.
        sources: Where one's own papers and tables were read.
        read: One's own papers, verdicts, facts and ledger.
        settlement: One's own settlement of the same period.

    Raises:
        SystemExit: 1 where anything differs; every difference is told.
        UsageError: The file is no sealed settlement, or one of another agreement or period.
    """
    sealed = read_seal(file)
    sealed_period, own = sealed.period, settlement.period
    if sealed.agreement != read.agreement.id:
        raise UsageError(f"{file} is of {sealed.agreement}, and the papers are those of {read.agreement.id}")
    if (sealed_period.start, sealed_period.end) != (own.start, own.end):
        raise UsageError(f"{file} settles {sealed_period.label}; ask for that period, and not for {own.label}")
    found = made_again(file, sealed, sources, read)
    if not found.same:
        tell_differences(file, found)
    if sources.ledger is None and sealed.ledger_before != Ledger.empty():
        complain("contractkit: what is shown here was settled without a ledger")
    complain(f"contractkit: {file}: the same, to the last line")


def made_again(file: Path, sealed: SealedSettlement, sources: Sources, read: Gathered) -> Recomputed:
    """Return a sealed settlement made again, and say on standard error from which facts and which ledger.

    Told facts and the ledger are one's own where a file of them is given, and those of the record where none is.
    """
    told = read.told if sources.facts else None
    before = None if sources.ledger is None else _as_it_stood(read.ledger, sealed)
    used = f"{_facts_used(file, sealed, sources)} and {_ledger_used(file, sealed, sources)}"
    complain(f"contractkit: {file}: made again with {used}")
    if before is not None:
        theirs = sealed.ledger_before
        if before.to_dict() != theirs.to_dict():
            says = f"the ledger in {sources.ledger} is another than the one in {file}"
            complain(f"contractkit: {says}: {_kept(before, sealed.period)}; there {_kept(theirs, sealed.period)}")
    return recompute(sealed, read.agreement, read.evaluation, read.facts, told=told, before=before)


def _as_it_stood(ledger: Ledger, sealed: SealedSettlement) -> Ledger:
    """Return a ledger without what was settled later than the sealed settlement, and without that one itself."""
    start, theirs = sealed.period.start, sealed.ledger_before
    if any(record.period.start >= start for record in theirs.settled):
        return ledger
    return attrs.evolve(ledger, settled=tuple(one for one in ledger.settled if one.period.start < start))


def tell_differences(file: Path, found: Recomputed) -> None:
    """Write what differs to standard error, and end with exit code 1.

    Raises:
        SystemExit: Always.
    """
    sealed = next((one.sealed for one in found.differences if one.where == "settlement/total"), None)
    if sealed is not None:
        complain(f"contractkit: {file} comes to {sealed}, and here it is {found.settlement.total.amount}")
    for difference in found.differences[:_SHOWN]:
        said = str(difference)
        complain(f"contractkit: {said if len(said) <= _LONGEST else said[:_LONGEST] + '…'}")
    more = len(found.differences) - _SHOWN
    if more > 0:
        complain(f"contractkit: and {counted(more, 'more difference')}")
    says = f"{counted(len(found.differences), 'difference')} from {file}"
    stop(PROBLEMS, f"{says}; contractkit recompute --json has all of each")


def _facts_used(file: Path, sealed: SealedSettlement, sources: Sources) -> str:
    if sources.facts:
        return f"the facts in {' and '.join(map(str, sources.facts))}"
    return f"the facts told in {file}" if sealed.tells_facts else "no facts told"


def _ledger_used(file: Path, sealed: SealedSettlement, sources: Sources) -> str:
    if sources.ledger is not None:
        return f"the ledger in {sources.ledger}"
    if sealed.ledger_before == Ledger.empty():
        return "no ledger"
    return f"the ledger in {file} ({_kept(sealed.ledger_before, sealed.period)}); --ledger takes one's own"


def _kept(ledger: Ledger, period: Period) -> str:
    """Return in words what a ledger has of the time before a period."""
    known = [record for record in ledger.governing if record.period.start < period.start]
    if not known:
        return f"nothing before {period.label}"
    return ", ".join(f"{record.period.label} {record.total}" for record in known[-_KEPT:])
