"""Use contractkit with its core dependencies alone: a calendar, and a document from plain data."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

import contractkit as ck


def main() -> int:
    """Load every public name, ask one deadline, and see that a missing extra is named."""
    for name in ck.__all__:
        getattr(ck, name)
    office = ck.BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, holidays="NL")
    due = office.due_at(datetime(2026, 1, 2, 15, tzinfo=UTC), timedelta(hours=4))
    if due.isoformat() != "2026-01-05T12:00:00+01:00":
        print(f"the deadline came out as {due.isoformat()}")
        return 1
    try:
        ck.load_agreement(text="contractkit: 1\ndocument: sla\n")
    except ck.MissingExtraError as error:
        if "contractkit[yaml]" not in str(error):
            print(f"the message does not name the extra: {error}")
            return 1
    else:
        print("YAML was read without the extra that reads it")
        return 1
    print("core dependencies alone: every public name loads, a deadline comes out, the missing extra is named")
    return 0


if __name__ == "__main__":
    sys.exit(main())
