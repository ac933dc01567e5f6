"""What generate.py draws from: how often people call, what for, and how long work takes. No verdict stands here."""

from __future__ import annotations

from datetime import date

CLOSED = {date(2025, 12, 25), date(2025, 12, 26), date(2026, 1, 1), date(2026, 4, 6)}

HOURS: dict[str, tuple[tuple[str, str], ...]] = {
    "havenkroon": (("08:00", "18:00"),),
    "graanmolen": (("08:30", "17:00"),),
    "rietland": (("09:00", "12:00"), ("13:00", "17:00")),
}
# How many tickets, and from which date on; the contract of rietland began on 1 February 2026.
VOLUME = {
    "havenkroon": (570, date(2025, 12, 29)),
    "graanmolen": (550, date(2025, 12, 29)),
    "rietland": (300, date(2026, 1, 19)),
}
BROKEN_PCS = 53  # of havenkroon, beside those written by hand
# Minutes of work that people plan with: first answer, solution.
PLANNED = {
    "havenkroon": {"P1": (15, 240), "P2": (60, 360), "P3": (240, 480), "P4": (240, 1200)},
    "graanmolen": {"P1": (30, 240), "P2": (120, 480), "P3": (480, 720), "P4": (480, 2040)},
    "rietland": {"P1": (300, 1260), "P2": (300, 1260), "P3": (400, 1260), "P4": (400, 1260)},
}
ORDER = {"havenkroon": 1200, "graanmolen": 1530, "rietland": 840}
# The share of tickets that take longer than planned, by customer and by what is asked: a month or a priority.
LATE = {
    "havenkroon": {"P1": 0.0, "P2": 0.21, "P3": 0.06, "P4": 0.05},
    "graanmolen": {"P1": 0.10, "P2": 0.09, "P3": 0.08, "P4": 0.06},
    "rietland": {"2026-01": 0.04, "2026-02": 0.30, "2026-03": 0.37, "2026-04": 0.1},
}
PRIORITY = {"P1": 0.05, "P2": 0.20, "P3": 0.50, "P4": 0.25}
SERVICE = {
    "havenkroon": {"workplace": 0.48, "mail": 0.28, "network": 0.22, "telephony": 0.02},
    "graanmolen": {"workplace": 0.50, "mail": 0.25, "hosting": 0.23, "telephony": 0.02},
    "rietland": {"workplace": 0.60, "mail": 0.36, "network": 0.04},
}
INCIDENT = {
    "workplace": {"login": 0.28, "software": 0.30, "printer": 0.20, "slow-pc": 0.19, "home-printer": 0.03},
    "mail": {"mailbox": 0.45, "spam": 0.35, "distribution-list": 0.16, "private-phone": 0.04},
    "network": {"wifi": 0.5, "vpn": 0.4, "outage": 0.1},
    "hosting": {"application": 0.5, "backup": 0.3, "certificate": 0.2},
    "telephony": {"desk-phone": 1.0},
}
ORDERED = {
    "workplace": {"new-laptop": 0.5, "new-account": 0.45, "office-move": 0.05},
    "mail": {"extra-mailbox": 1.0},
    "network": {"access-point": 1.0},
    "hosting": {"disk-space": 1.0},
    "telephony": {"desk-phone": 1.0},
}
# What no agreement covers, so that people write down the time that they spend on it.
UNCOVERED_SERVICES = {"havenkroon": {"telephony"}, "graanmolen": {"telephony", "reporting"}, "rietland": {"network"}}
UNCOVERED_CATEGORIES = {"private-phone", "home-printer", "office-move"}
SUBJECT = {
    "login": "Cannot log in",
    "software": "Application stops",
    "printer": "Printer does not print",
    "slow-pc": "Laptop is slow",
    "home-printer": "Printer at home does not work",
    "mailbox": "Mailbox does not open",
    "spam": "Mail in the wrong folder",
    "distribution-list": "Colleague misses mail of a list",
    "private-phone": "Private phone does not get mail",
    "wifi": "Wireless network drops",
    "vpn": "No connection from home",
    "outage": "Nothing works at the office",
    "application": "Application on the server is slow",
    "backup": "Backup has failed",
    "certificate": "Browser warns about the certificate",
    "desk-phone": "Desk phone is silent",
    "broken-pc": "Computer is broken",
    "new-laptop": "Laptop for a new colleague",
    "new-account": "Account for a new colleague",
    "office-move": "Three desks go to the other floor",
    "extra-mailbox": "Mailbox for a project",
    "access-point": "Wireless for the canteen",
    "disk-space": "More disk space",
}
