"""The calendars and questions of the pictures. What is drawn is asked of the library, never written down."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from canvas import Canvas

import contractkit as ck
from contractkit.calendars.hours import DAYS

__all__ = ["SCENES"]

HOUR = timedelta(hours=1)

SHIFTS = ck.BusinessCalendar(
    tz="Europe/Amsterdam",
    week={
        "mon-thu": "09:00-12:00 and 13:00-17:30",
        "fri": "09:00-12:00 and 13:00-17:30 and 22:00-06:00",
    },
)
SHOP = ck.BusinessCalendar(
    tz="Europe/Amsterdam",
    week={"mon-fri": "09:00-12:00 and 13:00-17:30", "sat": "10:00-14:00"},
    holidays="NL",
    without=["good-friday"],
)
NIGHT = ck.BusinessCalendar(tz="Europe/Amsterdam", week={"mon-sun": "22:00-06:00"})
SHORT_FRIDAY = {"mon-thu": "09:00-17:00", "fri": "09:00-13:00"}
OFFICE = ck.BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"})


def at(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """Return a reading of the clocks of Amsterdam."""
    return datetime.combine(day, time(hour, minute), tzinfo=OFFICE.tz)


def said(instant: datetime) -> str:
    """Return an instant as people say it: ``Tue 11:00``."""
    return f"{DAYS[instant.weekday()].title()} {instant:%H:%M}"


def dated(day: date) -> str:
    """Return a date as people say it: ``Tue 7 Apr``."""
    return f"{DAYS[day.weekday()].title()} {day.day} {day:%b}"


def hours(amount: timedelta) -> str:
    """Return an amount of time, short enough for the end of a row."""
    whole, rest = divmod(amount // timedelta(minutes=1), 60)
    return f"{whole} h {rest:02d}" if rest else f"{whole} h"


class Dates:
    """Rows of dates, each with 24 hours from left to right.

    Args:
        canvas: Where to draw.
        first: The date of the first row.
        count: How many rows.
        top: Where the hours are written.
    """

    left, right, row = 120.0, 580.0, 34.0

    def __init__(self, canvas: Canvas, first: date, count: int, top: float) -> None:
        self.canvas, self.first, self.count, self.top = canvas, first, count, top
        bottom = top + 8 + count * self.row
        for hour in range(0, 25, 3):
            x = self.left + (self.right - self.left) * hour / 24
            canvas.text(x, top, f"{hour:02d}", "small quiet number", "middle")
            canvas.line(x, top + 8, x, bottom)
        for row in range(count):
            canvas.text(20, self.middle(row) + 4, dated(first + timedelta(days=row)))

    def middle(self, row: int) -> float:
        """Return the height of the middle of a row."""
        return self.top + 8 + (row + 0.5) * self.row

    def x(self, instant: datetime, row: int) -> float:
        """Return where an instant lies in its row; what is before or after its date lies at its ends."""
        day = datetime.combine(self.first + timedelta(days=row), time())
        part = (instant.replace(tzinfo=None) - day) / timedelta(days=1)
        return self.left + (self.right - self.left) * min(max(part, 0.0), 1.0)

    def fill(self, start: datetime, end: datetime, look: str, height: float = 20) -> None:
        """Fill a stretch of time, on as many rows as it touches."""
        for row in range(self.count):
            x1, x2 = self.x(start, row), self.x(end, row)
            if x2 > x1:
                self.canvas.box(x1, self.middle(row) - height / 2, x2 - x1, height, look)

    def mark(self, instant: datetime, words: str, anchor: str = "start") -> None:
        """Draw a mark at an instant, with words beside it."""
        row = (instant.date() - self.first).days
        x, y = self.x(instant, row), self.middle(row)
        self.canvas.line(x, y - 15, x, y + 15, "mark")
        self.canvas.text(x + (5 if anchor == "start" else -5), y + 4, words, "strong", anchor)


def open_pieces(cal: ck.BusinessCalendar, first: date, count: int) -> list[tuple[datetime, datetime]]:
    """Return the open pieces of dates."""
    pieces = cal.intervals(at(first), at(first + timedelta(days=count)))
    return [(piece.start, piece.end) for piece in pieces if piece.state == "open"]


def week() -> Canvas:
    """Draw a week with a lunch break and one night shift."""
    first = date(2026, 1, 5)
    canvas = Canvas(
        "A week of opening hours",
        "Monday to Friday 09:00 to 12:00 and 13:00 to 17:30, and a night shift from Friday 22:00 to Saturday 06:00. "
        "Saturday has open hours but is no business day.",
    )
    canvas.text(
        20, 52, "The clock runs in the coloured stretches and stands still between them, at lunch too.", "quiet"
    )
    rows = Dates(canvas, first, 7, 82)
    for start, end in open_pieces(SHIFTS, first, 7):
        rows.fill(start, end, "counted")
    canvas.text(660, 82, "open", "small quiet", "end")
    canvas.text(800, 82, "business day", "small quiet", "end")
    for row in range(7):
        day = first + timedelta(days=row)
        y = rows.middle(row) + 4
        canvas.text(660, y, hours(SHIFTS.elapsed(at(day), at(day + timedelta(days=1)))), "number", "end")
        canvas.text(800, y, "yes" if SHIFTS.is_business_day(day) else "no", "", "end")
    saturday = rows.middle(5)
    canvas.text(
        rows.x(at(date(2026, 1, 10), 6, 20), 5), saturday + 4, "the rest of Friday's night shift", "small quiet"
    )
    canvas.text(rows.left + 4, rows.middle(6) + 4, "no hours are written for Sunday", "small quiet")
    return canvas


def deadline() -> Canvas:
    """Draw a deadline of working hours over a weekend and a holiday."""
    first, start = date(2026, 4, 2), at(date(2026, 4, 2), 16)
    count = SHOP.trace(start, "15 hours")
    assert count.due is not None
    canvas = Canvas(
        f"15 hours from {said(start)}: due {said(count.due)}",
        "Fifteen hours of working time from Thursday 16:00 over Good Friday, which is worked, a Saturday, a Sunday and "
        f"Easter Monday, which is not: due on Tuesday at {count.due:%H:%M}.",
    )
    canvas.text(
        20, 52, "Strong: counted. Faint: open, but before the start or after the end. The rest costs nothing.", "quiet"
    )
    rows = Dates(canvas, first, 6, 82)
    for opening, closing in open_pieces(SHOP, first, 6):
        rows.fill(opening, closing, "open")
    canvas.text(690, 82, "counted", "small quiet", "end")
    canvas.text(800, 82, "together", "small quiet", "end")
    total = timedelta()
    for row in range(6):
        day = first + timedelta(days=row)
        pieces = [piece for piece in count.pieces if piece.start.date() == day and piece.state == "counted"]
        for piece in pieces:
            rows.fill(piece.start, piece.end, "counted")
        added = sum((piece.amount for piece in pieces), timedelta())
        total += added
        y = rows.middle(row) + 4
        if added:
            canvas.text(690, y, hours(added), "number", "end")
            canvas.text(800, y, hours(total), "number strong" if total == count.total else "number", "end")
        else:
            (stretch,) = SHOP.intervals(at(day), at(day + timedelta(days=1)))
            words = "no hours are written for Sunday" if stretch.why.startswith("no hours") else stretch.why
            canvas.text(rows.left + 4, y, words, "small quiet")
    rows.mark(start, "start", "end")
    rows.mark(count.due, "due")
    return canvas


def clocks() -> Canvas:
    """Draw the same night shift on the nights on which the clocks change."""
    canvas = Canvas(
        "The same shift, 22:00 to 06:00, on three nights",
        "On an ordinary night it has 8 hours. On the night to 29 March 2026 clocks skip an hour and it has 7; on "
        "the night to 25 October they show one twice: 9. Six hours from 22:00 are due at 04:00, 05:00 and 03:00.",
    )
    canvas.text(
        20,
        52,
        "From left to right runs time as it passes; below stands what the clocks show. Marked: 6 hours later.",
        "quiet",
    )
    left, hour = 160.0, 54.0
    for row, (evening, name) in enumerate(
        (
            (date(2026, 1, 14), "an ordinary night"),
            (date(2026, 3, 28), "clocks go forward"),
            (date(2026, 10, 24), "clocks go back"),
        )
    ):
        y = 84 + row * 86
        start = at(evening, 22)
        end = NIGHT.next_close(start)
        length, due = NIGHT.elapsed(start, end), NIGHT.due_at(start, "6 hours")
        canvas.text(20, y + 14, f"to {dated(evening + timedelta(days=1))}", "strong")
        canvas.text(20, y + 31, name, "quiet small")
        canvas.box(left, y, hour * (length / HOUR), 24, "counted")
        step, ticks = NIGHT.due_at(start, ck.ElapsedTime(0)), int(length / HOUR)
        readings = []
        for tick in range(ticks + 1):
            shown = NIGHT.due_at(step, ck.ElapsedTime.of(hours=tick))
            readings.append(shown.hour)
            x = left + tick * hour
            again = tick > 0 and readings[-1] == readings[-2]
            skipped = tick > 0 and (readings[-1] - readings[-2]) % 24 == 2
            canvas.line(x, y + 24, x, y + 30)
            canvas.text(
                x,
                y + 43,
                f"{shown:%H:%M}",
                "small number strong" if again or skipped else "small number quiet",
                "middle",
            )
            if again or skipped:
                canvas.text(x, y + 57, "once more" if again else "one hour skipped", "small", "middle")
        x = left + hour * ((due - start) / HOUR)
        canvas.line(x, y - 5, x, y + 29, "mark")
        canvas.text(800, y + 17, hours(length), "strong number", "end")
        canvas.text(800, y + 34, f"6 h: due {due:%H:%M}", "small quiet", "end")
    return canvas


def two_days() -> Canvas:
    """Draw what "2 business days" means to five systems."""
    first, days = date(2026, 1, 7), 10
    start = at(first, 16)
    canvas = Canvas(
        "“2 business days” from Wednesday 16:00, five times",
        "The office closes at 17:00, on Fridays at 13:00. Five systems give five due times for the same words.",
    )
    canvas.text(20, 52, "The office is open Monday to Thursday 09:00-17:00 and Friday 09:00-13:00.", "quiet")
    left, right = 195.0, 675.0

    def x(instant: datetime) -> float:
        part = (instant.replace(tzinfo=None) - datetime.combine(first, time())) / timedelta(days=days)
        return left + (right - left) * part

    rows = (
        (None, "contractkit", "close of business of day 2"),
        ("glpi", "like GLPI", "same time of day"),
        ("biz", "like biz", "same time, then next opening"),
        ("odoo", "like Odoo", "the start is day 1"),
        ("servicenow", "like ServiceNow", "a day is 24 working hours"),
    )
    bottom = 104 + len(rows) * 44
    for day in range(days):
        that = first + timedelta(days=day)
        canvas.text(
            (x(at(that)) + x(at(that + timedelta(days=1)))) / 2,
            82,
            f"{DAYS[that.weekday()].title()} {that.day}",
            "small quiet",
            "middle",
        )
        canvas.line(x(at(that)), 92, x(at(that)), bottom)
    for row, (like, name, words) in enumerate(rows):
        cal = ck.BusinessCalendar(tz="Europe/Amsterdam", week=SHORT_FRIDAY, like=like)
        due = cal.due_at(start, "2 business days")
        y = 116 + row * 44
        for opening, closing in open_pieces(cal, first, days):
            canvas.box(x(opening), y - 9, x(closing) - x(opening), 18, "open")
        canvas.text(20, y, name, "strong")
        canvas.text(20, y + 15, words, "small quiet")
        canvas.line(x(start), y, x(due), y, "way")
        canvas.line(x(start), y - 9, x(start), y + 9, "mark")
        canvas.dot(x(due), y)
        canvas.text(800, y + 4, f"{dated(due.date())} {due:%H:%M}", "strong number", "end")
    return canvas


def pause() -> Canvas:
    """Draw a pause: what it adds, and what a system adds that counts it on the wall clock."""
    first, start = date(2026, 1, 9), at(date(2026, 1, 9), 13)
    paused = at(first, 15), at(date(2026, 1, 12), 11)
    waiting = ck.BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, closures=[paused])
    plain, right = OFFICE.due_at(start, "8 hours"), waiting.due_at(start, "8 hours")
    wrong = OFFICE.due_at(plain, ck.ElapsedTime.from_timedelta(paused[1] - paused[0]))
    canvas = Canvas(
        f"8 hours from {said(start)}, waiting for the customer in between",
        f"Without the pause it would be due {said(plain)}. The pause from {said(paused[0])} to {said(paused[1])} takes "
        f"{hours(OFFICE.elapsed(*paused))} of working time: due {said(right)}.",
    )
    canvas.text(20, 52, "Strong: counted. Striped: open, but the clock was paused. Faint: open, not needed.", "quiet")
    rows = Dates(canvas, first, 5, 82)
    for opening, closing in open_pieces(OFFICE, first, 5):
        rows.fill(opening, closing, "open")
        if max(opening, paused[0]) < min(closing, paused[1]):
            rows.fill(max(opening, paused[0]), min(closing, paused[1]), "paused")
    counted = [piece for piece in waiting.trace(start, "8 hours").pieces if piece.state == "counted"]
    for piece in counted:
        rows.fill(piece.start, piece.end, "counted")
    rows.mark(start, "start", "end")
    rows.mark(right, "due")
    canvas.text(
        rows.left + 4, rows.middle(1) + 4, "Saturday and Sunday: nothing is counted, nothing is paused", "small quiet"
    )
    y = rows.middle(5) + 6
    for words, value in (
        ("due without the pause", said(plain)),
        (f"working time in the pause: {hours(OFFICE.elapsed(*paused))}; due with it", said(right)),
        (f"wrong: the pause added as {hours(paused[1] - paused[0])} of the wall clock", said(wrong)),
    ):
        canvas.text(20, y, words, "quiet")
        canvas.text(580, y, value, "strong number", "end")
        y += 22
    return canvas


SCENES = {"week": week, "deadline": deadline, "clocks": clocks, "two-days": two_days, "pause": pause}
"""What draws each picture, by the name of its file."""
