"""Write the tickets of the year: one on each of the first twenty weekdays of a month, some of them late.

A ticket is opened at nine and solved at eleven; a late one at noon of the next weekday, after eleven hours of eight.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

LATE = {1: 1, 2: 5, 3: 3, 4: 1, 5: 0, 6: 2, 7: 4, 8: 2, 9: 0, 10: 1, 11: 3, 12: 1}
"""How many of the twenty tickets of each month are late; in August one before the amendment and one after it."""
EVERY = 20
DAY = timedelta(days=1)


def tickets() -> list[str]:
    """Return the lines of the table, its head first."""
    lines = ["ticket,opened,solved"]
    for month, late in LATE.items():
        days = [day for day in days_of(month) if day.weekday() < 5][:EVERY]
        slow = {place * EVERY // late for place in range(late)} if late else set()
        for place, day in enumerate(days):
            solved = f"{next_weekday(day)} 12:00" if place in slow else f"{day} 11:00"
            lines.append(f"Z-{month:02}{place + 1:02},{day} 09:00,{solved}")
    return lines


def days_of(month: int) -> list[date]:
    """Return the dates of a month of 2026."""
    first = date(2026, month, 1)
    return [first + number * DAY for number in range(31) if (first + number * DAY).month == month]


def next_weekday(day: date) -> date:
    """Return the next date that is no Saturday or Sunday."""
    day += DAY
    return day if day.weekday() < 5 else next_weekday(day)


if __name__ == "__main__":
    Path(__file__).with_name("items.csv").write_text("\n".join(tickets()) + "\n", encoding="utf-8")
