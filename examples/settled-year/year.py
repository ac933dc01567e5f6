"""Settle the year month by month, as it was known at the time, and March again when its figure was told anew."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import attrs
from ruamel.yaml import YAML

import contractkit as ck

HERE = Path(__file__).parent


@attrs.frozen
class Year:
    """What became of the year.

    Attributes:
        settlements: The settlements in the order in which they were made, each with the date on which it was.
        corrections: What the second settlement of a month changed.
        ledger: The ledger at the end.
    """

    settlements: tuple[tuple[date, ck.Settlement], ...]
    corrections: tuple[ck.Correction, ...]
    ledger: ck.Ledger


def told(agreement: ck.Agreement, known_at: date) -> ck.SettlementFacts:
    """Return what was told by a date."""
    data: Any = YAML(typ="base", pure=True).load((HERE / "facts.yaml").read_text(encoding="utf-8"))
    facts = ck.SettlementFacts.from_dict({"figures": data["figures"]}, agreement=agreement, period="2026-01")
    return attrs.evolve(facts, known_at=known_at)


def settled() -> Year:
    """Settle every month on the 10th of the next one; on 25 May March and April once more."""
    agreement = ck.load_agreement(HERE)
    facts = ck.Facts.from_files(HERE / "items.csv", mapping=HERE / "mapping.yaml")
    first: dict[str, ck.Settlement] = {}
    made, corrections = [], []
    ledger = ck.Ledger.empty()
    agenda = [(f"2026-{month:02}", date(2026 + month // 12, month % 12 + 1, 10)) for month in range(1, 13)]
    agenda[4:4] = [("2026-03", date(2026, 5, 25)), ("2026-04", date(2026, 5, 25))]
    for period, today in agenda:
        now = datetime(today.year, today.month, today.day, tzinfo=UTC)
        result = ck.evaluate(agreement, facts, as_of=now)
        money, ledger = ck.settle(agreement, result, facts, period=period, before=ledger, told=told(agreement, today))
        if period in first and money.status == "corrected":
            corrections.append(ck.correction(first[period], money))
        first[period] = money
        made.append((today, money))
    return Year(tuple(made), tuple(corrections), ledger)


def main() -> None:
    """Print a line for each settlement, and the corrections line by line."""
    year = settled()
    print("settled on   period       charges      malus     bonus   earned back      total  status")
    for today, money in year.settlements:
        print(
            f"{today}   {money.period.label}   {money.charges.amount:>10,.2f} {money.malus.amount:>10,.2f} "
            f"{money.bonus.amount:>9,.2f} {money.won_back.amount:>13,.2f} {money.total.amount:>10,.2f}  {money.status}"
        )
    for one in year.corrections:
        print(f"\n{one.period.label} corrected: {one.earlier} becomes {one.later}")
        for line in one.lines:
            print(f"  {line.amount}  {line.says}")


if __name__ == "__main__":
    main()
