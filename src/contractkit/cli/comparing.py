"""The sealed settlement of the other party, made again from one's own papers and tables."""

from __future__ import annotations

from pathlib import Path

from contractkit.cli.endings import PROBLEMS, complain, counted, stop
from contractkit.cli.gathering import Gathered
from contractkit.errors import UsageError
from contractkit.settlement import Ledger, SealedSettlement, Settlement, recompute
from contractkit.settlement.told import SettlementFacts

__all__ = ["compare"]


def compare(file: Path, read: Gathered, settlement: Settlement) -> None:
    """Say on standard error whether a sealed settlement is what one comes to oneself.

    Args:
        file: The sealed record.
        read: One's own papers, verdicts, facts and ledger; what is told is that of the record where nothing was given.
        settlement: One's own settlement of the same period.

    Raises:
        SystemExit: 1 where anything differs; every difference is told.
        UsageError: The file is no sealed settlement, or one of another agreement or period.
    """
    try:
        sealed = SealedSettlement.from_json(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is no sealed settlement: {error}") from None
    period = sealed.record["inputs"]["period"]
    own = settlement.period
    if sealed.agreement != read.agreement.id:
        raise UsageError(f"{file} is of {sealed.agreement}, and the papers are those of {read.agreement.id}")
    if (period["start"], period["end"]) != (own.start.isoformat(), own.end.isoformat()):
        raise UsageError(f"{file} settles {period['label']}; ask for that period, and not for {own.label}")
    told = None if read.told == SettlementFacts() else read.told
    before = None if read.ledger == Ledger.empty() else read.ledger
    found = recompute(sealed, read.agreement, read.evaluation, read.facts, told=told, before=before)
    if found.same:
        complain(f"contractkit: {file}: the same, to the last line")
        return
    for difference in found.differences:
        complain(f"contractkit: {difference}")
    stop(PROBLEMS, f"{counted(len(found.differences), 'difference')} from {file}; nothing was written")
