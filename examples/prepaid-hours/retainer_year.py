"""Settle the year month by month, as it was known at the time, and September again when its hours were told anew."""

from __future__ import annotations

from datetime import date
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


def told(agreement: ck.Agreement, month: str, known_at: date) -> ck.SettlementFacts:
    """Return what was told of one month by a date; what earlier months left is in the ledger."""
    data: Any = YAML(typ="base", pure=True).load((HERE / "facts.yaml").read_text(encoding="utf-8"))
    volumes = {name: [row for row in rows if row["period"] == month] for name, rows in data["volumes"].items()}
    facts = ck.SettlementFacts.from_dict({"volumes": volumes}, agreement=agreement, period=month)
    return attrs.evolve(facts, known_at=known_at)


def settled() -> Year:
    """Settle every month on the 10th of the next one, and September once more on 25 October."""
    agreement = ck.load_agreement(HERE)
    agenda = [(f"2026-{month:02}", date(2026 + month // 12, month % 12 + 1, 10)) for month in range(1, 13)]
    agenda[9:9] = [("2026-09", date(2026, 10, 25))]
    made: list[tuple[date, ck.Settlement]] = []
    corrections = []
    ledger = ck.Ledger.empty()
    for month, today in agenda:
        facts = told(agreement, month, today)
        money, ledger = ck.settle(agreement, None, None, period=month, before=ledger, told=facts)
        if money.status == "corrected":
            corrections.append(ck.correction(made[-1][1], money))
        made.append((today, money))
    return Year(tuple(made), tuple(corrections), ledger)


def main() -> None:
    """Print a line for each settlement with the hours of the retainer, and the correction line by line."""
    year = settled()
    print("settled on   period    before  bought    used  lapsed    left       total  status")
    for today, money in year.settlements:
        hours = [one for one in money.blocks if one.block.name == "retainer"]
        numbers = [sum(getattr(one, word) for one in hours) for word in ("before", "bought", "used", "lapsed", "left")]
        shown = "".join(f"{int(number):>8}" for number in numbers)
        print(f"{today}   {money.period.label}{shown}{money.total.amount:>12,.2f}  {money.status}")
    for one in year.corrections:
        print(f"\n{one.period.label} corrected: {one.earlier} becomes {one.later}")
        for line in one.lines:
            print(f"  {line.amount}  {line.says}")


if __name__ == "__main__":
    main()
