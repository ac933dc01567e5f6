"""How many of an incident log's final made_sla flags of P3 and P4 does contractkit reproduce?

The log is read with the mapping and judged by the agreement of examples/incident-log, whose clauses hold what was
fitted on the log; the flag is the one of the incident's last row.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
from datetime import UTC, datetime
from pathlib import Path

import contractkit as ck

EXAMPLE = Path(__file__).parents[2] / "examples" / "incident-log"
AS_OF = datetime(2018, 1, 1, tzinfo=UTC)
JUDGED = ("P3", "P4")


def final_flags(path: Path) -> dict[str, tuple[str, str]]:
    """Return the final flag and priority of each incident, read independently of the library."""
    opener = gzip.open if path.suffix == ".gz" else open
    last: dict[str, tuple[int, str, str]] = {}
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        number, order, flag, priority = (header.index(n) for n in ("number", "sys_mod_count", "made_sla", "priority"))
        for row in reader:
            if row[number] not in last or int(row[order]) >= last[row[number]][0]:
                last[row[number]] = (int(row[order]), row[flag], row[priority])
    return {name: (made, priority) for name, (_, made, priority) in last.items()}


def main() -> int:
    """Print the share of P3 and P4 together, then of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, help="the incident log: CSV, also gzipped")
    options = parser.parse_args()
    agreement = ck.load_agreement(EXAMPLE)
    facts = ck.Facts.from_files(events=options.path, mapping=EXAMPLE / "mapping.yaml")
    result = ck.evaluate(agreement, facts, as_of=AS_OF)
    flags = final_flags(options.path)

    counts = reproduced(result, "SLA-LOG-2016", flags)
    hits, of = (sum(column) for column in zip(*counts.values(), strict=True))
    print(f"{100 * hits / of:.2f} % of the final made_sla flags of P3 and P4 are reproduced ({hits} of {of})")
    for name, (right, total) in counts.items():
        print(f"  {name}: {100 * right / total:.3f} % ({right} of {total})")
    paused = reproduced(result, "SLA-LOG-2016-W", flags)
    hits, of = (sum(column) for column in zip(*paused.values(), strict=True))
    print(f"  with the waiting left out, as the system did not: {100 * hits / of:.2f} % ({hits} of {of})")
    return 0


def reproduced(result: ck.Evaluation, document: str, flags: dict[str, tuple[str, str]]) -> dict[str, list[int]]:
    """Return for each priority how many verdicts under one document are the final flag, and of how many."""
    own = {target.id for target in result.agreement.targets if target.clause.document == document}
    judged = {
        item: verdict
        for item, target, verdict in zip(*map(result.outcomes.values, ("item", "target", "verdict")), strict=True)
        if target in own
    }
    counts = {name: [0, 0] for name in JUDGED}
    for number, (made, priority) in flags.items():
        name = f"P{priority.split()[0]}"
        if name not in counts:
            continue
        counts[name][1] += 1
        counts[name][0] += judged.get(number) == {"true": "met", "false": "breached"}[made.lower()]
    return counts


if __name__ == "__main__":
    sys.exit(main())
