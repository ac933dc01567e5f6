"""Every agreement that is written down here can be settled without any facts, twice, sealed and made again."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import contractkit as ck

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(
    folder
    for parent in (ROOT / "tests" / "cases" / "papers", ROOT / "examples")
    for folder in parent.iterdir()
    if folder.is_dir() and folder.name != "mini" and not folder.name.startswith((".", "_"))
)


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_what_nobody_told_leaves_amounts_open_and_breaks_nothing(folder: Path) -> None:
    for agreement in ck.load_agreements(folder):
        try:
            money, ledger = ck.settle(agreement, None, None, period="2026-Q3")
        except (ck.NotComputedError, ck.PeriodError):
            continue  # it says so itself
        assert ck.settle(agreement, None, None, period="2026-Q3", before=ledger) == (money, ledger)
        assert ck.Ledger.from_dict(ledger.to_dict()) == ledger
        assert sum((line.amount.amount for line in money.lines), Decimal(0)) == money.total.amount
        assert ck.recompute(ck.seal(money, agreement), agreement).same
